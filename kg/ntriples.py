"""Terms and lines of canonical N-Triples (RDF 1.2 N-Triples, section 4), written from plain values.

A projection is a set of lines, so two equal triples must be equal text: one space between terms, no `xsd:string`, the
shortest escapes, numbers in the form that Oxigraph gives back. IRIs follow RFC 3987.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from kg.errors import InputError
from kg.vocabulary import XSD_BOOLEAN, XSD_DATE, XSD_DATE_TIME, XSD_DECIMAL, XSD_INTEGER, XSD_STRING

_ESCAPES: Final = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    ord(raw): escaped for raw, escaped in zip('\b\t\n\f\r"\\', (r"\b", r"\t", r"\n", r"\f", r"\r", r"\"", r"\\"), strict=True)
}
_UNESCAPES: Final = {escaped: chr(code) for code, escaped in _ESCAPES.items()}
_ESCAPED: Final = re.compile(r"\\u[0-9A-F]{4}|\\.")
_NEEDS_ESCAPE: Final = re.compile(r'[\x00-\x1f\x7f"\\]')
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_STRAY_PERCENT: Final = re.compile("%(?![0-9A-Fa-f]{2})")
_LETTERS: Final = "A-Za-z0-9._~\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef-"
_FORBIDDEN: Final = re.compile(f"[^{_LETTERS}!$&'()*+,;=:@/?%]")
_CHARACTER: Final = f"(?:[{_LETTERS}!$&'()*+,;=:@]|%[0-9A-Fa-f]{{2}})"
_NAME: Final = f"(?:[{_LETTERS}!$&'()*+,;=]|%[0-9A-Fa-f]{{2}})"
_IRI: Final = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.-]*:"
    rf"(?://(?:(?:{_NAME}|:)*@)?{_NAME}*(?::[0-9]*)?(?:/{_CHARACTER}*)*|/?{_CHARACTER}+(?:/{_CHARACTER}*)*)"
    rf"(?:\?(?:{_CHARACTER}|[/?])*)?(?:\#(?:{_CHARACTER}|[/?])*)?"
)


@lru_cache(maxsize=65_536)
def iri(text: str) -> str:
    """An absolute IRI as a term; characters that no IRI may hold are percent-encoded.

    Raises:
        InputError: it has no scheme, or its host and port cannot be read.
    """
    whole = text if _IRI.fullmatch(text) else _encoded(text)
    if not _IRI.fullmatch(whole):
        raise InputError(f"{text!r} is no absolute IRI: write it with a scheme and a host, such as https://example.org/page")
    return f"<{whole}>"


def literal(text: str, datatype: str | None = None) -> str:
    """A literal as a term, without datatype for a string; a lone surrogate, which RDF cannot hold, becomes U+FFFD."""
    body = _escaped(_SURROGATE.sub("\ufffd", text))
    return f'"{body}"' if datatype in (None, XSD_STRING) else f'"{body}"^^{iri(str(datatype))}'


def value(plain: str | bool | int | float | date) -> str:
    """The literal of a Python value: string, boolean, integer, decimal (to four places), date or date-time."""
    match plain:
        case bool():
            return literal("true" if plain else "false", XSD_BOOLEAN)
        case int():
            return literal(str(plain), XSD_INTEGER)
        case float():
            return literal(_decimal(plain), XSD_DECIMAL)
        case datetime():
            return literal(plain.isoformat().replace("+00:00", "Z"), XSD_DATE_TIME)
        case date():
            return literal(plain.isoformat(), XSD_DATE)
        case _:
            return literal(plain)


def triple(subject: str, predicate: str, object_: str) -> str:
    """The line of three terms, without its end of line."""
    return f"{subject} {predicate} {object_} ."


def text_of(term: str) -> str:
    """The IRI of a term, or the text of a literal, as this module writes them."""
    if term.startswith("<"):
        return term[1:-1]
    return _ESCAPED.sub(lambda found: _UNESCAPES[found.group()], term.rpartition('"')[0][1:])


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES) if _NEEDS_ESCAPE.search(text) else text


def _decimal(number: float) -> str:
    """Four places at most, no zeros at the end: Oxigraph stores the number and would write it so."""
    digits = f"{number:.4f}".rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def _encoded(text: str) -> str:
    """The text with every `#` but the first, every stray `%` and every forbidden character percent-encoded."""
    head, mark, fragment = _STRAY_PERCENT.sub("%25", _SURROGATE.sub("\ufffd", text)).partition("#")
    return _percent(head) + mark + _percent(fragment)


def _percent(part: str) -> str:
    return _FORBIDDEN.sub(lambda found: quote(found.group(), safe=""), part)
