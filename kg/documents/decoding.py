"""Bytes to text: UTF-8, UTF-16 with a byte order mark, and for HTML the character set that the page declares."""

from __future__ import annotations

import codecs
import re

from kg.errors import DocumentError

_MARKED = ("{\\rtf", "%PDF-")
CONTROL_LIMIT = 0.01  #: a larger share of control characters is no text
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_WESTERN = ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")  #: browsers read all of these as Windows-1252
_NO_CHARSETS = ("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf-7")  #: codecs of Python that no page is in
_WIDE = ("utf-16", "utf-32")  #: a declaration that can be read as bytes is in neither
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f]")


def decode(data: bytes, source: str) -> str:
    """The decoded content; a byte order mark is dropped, line ends stay as they are.

    Raises:
        DocumentError: it is no text, or not in UTF-8 or marked UTF-16.
    """
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            source, f"this is no {encoding.removesuffix('-sig').upper()} text (byte {error.start}): convert it to UTF-8"
        ) from None
    return checked(text, source)


def decode_html(data: bytes, source: str) -> str:
    """Like `decode`, but in the character set that the page declares, where it declares one that is known."""
    declared = _CHARSET.search(data[:2048])
    if not declared or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data, source)
    try:
        return checked(data.decode(_charset(declared.group(1).decode("ascii").lower())), source)
    except (LookupError, UnicodeError):
        return decode(data, source)


def checked(text: str, source: str) -> str:
    """The text, if it is one.

    Raises:
        DocumentError: it is RTF or PDF, holds NUL or many control characters, or half of a surrogate pair.
    """
    if text.startswith(_MARKED):
        raise DocumentError(source, "this is a document of a word processor or printer (RTF, PDF), not text: save it as plain text or HTML")
    if "\x00" in text or len(_CONTROL.findall(text)) > CONTROL_LIMIT * len(text):
        raise DocumentError(source, "this is binary data, not text: give a text, Markdown, HTML or JSON lines file")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise DocumentError(source, f"half of a surrogate pair at code point {error.start}: repair the text") from None
    return text


def _charset(name: str) -> str:
    """The codec for a declared character set.

    Raises:
        LookupError: it is none that a page can be in.
    """
    codec = codecs.lookup("cp1252" if name in _WESTERN else name).name
    if codec in _NO_CHARSETS or codec.startswith(_WIDE):
        raise LookupError(name)
    return codec
