"""Where Virtuoso 7 differs from the standard: what is changed on the way to it and back.

It turns points (`geo:wktLiteral`) into a type of its own, in single precision, that it does not read again, so they travel under
another name; it gives true as 1, and a truth value as a row; and it fails on one of several operations in an update.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from kg.tokens import tokens
from kg.vocabulary import KG, WKT_LITERAL

_POINT: Final = KG + "wktText"
_BOOLEAN: Final = re.compile(rb'("datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": )"([01])"')
_TRUTH: Final = {False: b'{"head":{},"boolean":false}', True: b'{"head":{},"boolean":true}'}
_VERBS: Final = ("INSERT", "DELETE", "WITH", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY")


def sent(text: str) -> str:
    """A query, an update or triples as Virtuoso is to get them."""
    return text.replace(WKT_LITERAL, _POINT)


def received(data: bytes) -> bytes:
    """Solutions or triples as the standard has them."""
    return _BOOLEAN.sub(_spelled, data.replace(_POINT.encode(), WKT_LITERAL.encode()))


def truth(data: bytes) -> bytes:
    """The answer of an ASK as the standard has it."""
    told = json.loads(data)
    return _TRUTH[bool(told.get("boolean", told.get("results", {}).get("bindings")))]


def one_by_one(text: str) -> Iterator[str]:
    """The operations of an update whose declarations all stand before the first, each with these."""
    found = tokens(text)
    first = next((place for place, token in enumerate(found) if token.says(*_VERBS)), len(found))
    if first == len(found):
        return
    declared, start, depth = text[: found[first].start], found[first].start, 0
    for token in found[first:]:
        depth += token.says("{") - token.says("}")
        if depth == 0 and token.says(";"):
            yield declared + text[start : token.start]
            start = token.end
    if text[start:].strip():
        yield declared + text[start:]


def _spelled(found: re.Match[bytes]) -> bytes:
    return found[1] + (b'"true"' if found[2] == b"1" else b'"false"')
