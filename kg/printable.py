"""Text as a terminal may show it: nothing of an article, a file name or an IRI can move the cursor, set colours or turn lines around."""

from __future__ import annotations

import re
from typing import Final

_UNSAFE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def printable(text: str) -> str:
    """The text with controls (but tab and line end), marks of direction and half surrogates written as escapes as JSON has them."""
    return _UNSAFE.sub(lambda found: _escape(ord(found.group())), text)


def printable_line(text: str, most: int) -> str:
    """The same in one line, cut to so many characters."""
    line = printable(text[: most + 1].replace("\n", "\\n").replace("\t", "\\t"))
    return line if len(line) <= most else f"{line[: most - 1]}…"


def file_name(name: str) -> str:
    """A file's name as text; bytes of it that are no UTF-8, which Python keeps as half surrogates, are written as escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _escape(code: int) -> str:
    return f"\\u{code:04x}"
