"""JSON lines: one article a line, with the fields `id`, `title`, `publisher`, `published`, `url` and `text`."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, Final, NoReturn

from kg.documents.assembly import LIMIT, assemble
from kg.documents.decoding import checked, decode
from kg.documents.metadata import metadata
from kg.errors import DocumentError

if TYPE_CHECKING:
    from kg.documents.model import Document

LONGEST: Final = 16 * LIMIT
"""Bytes of a line: as many as an article needs whose every character is written as an escape, and its other fields."""


def read_lines(lines: Iterable[bytes], name: str, on_error: Callable[[DocumentError], None], first: int = 1) -> Iterator[Document]:
    """The articles of a file, line by line; a line that cannot be used is an error and is left out.

    Args:
        lines: the lines of the file, as bytes.
        name: of the file, for the ids of articles without one and for errors.
        on_error: told of each line that is left out.
        first: the number of the first line.
    """
    for number, line in enumerate(lines, first):
        place = f"{name}:{number}"
        try:
            if len(line) > LONGEST:
                raise DocumentError(place, f"this line is longer than {LONGEST:,} bytes: give one article a line")
            if line.strip():
                yield article(_object(line, place), place)
        except DocumentError as error:
            on_error(error)


def article(values: Mapping[str, Any], place: str) -> Document:
    """The article of a JSON object.

    Raises:
        DocumentError: it has no text, or a field cannot be used.
    """
    text = values.get("text")
    if not isinstance(text, str) or not text.strip():
        raise DocumentError(place, "the field text is missing or empty: give the article as a string")
    about = metadata(values, place)
    return assemble(checked(text, place), about, about.id or place, place)


def split(file: IO[bytes], stop: int | None = None) -> Iterator[bytes]:
    """The lines of a file that begin before an offset, one at a time; of one that is too long no more than shows that it is."""
    while (stop is None or file.tell() < stop) and (line := file.readline(LONGEST + 1)):
        rest = line
        while len(rest) > LONGEST and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST + 1)
        yield line


def split_utf16(file: IO[bytes], name: str) -> Iterator[bytes]:
    """The lines of a file in UTF-16, as UTF-8, one at a time.

    Raises:
        DocumentError: it is no UTF-16; the lines before have been given.
    """
    text = io.TextIOWrapper(file, encoding="utf-16", newline="\n")
    try:
        while line := text.readline(LONGEST):
            rest = line
            while len(rest) == LONGEST and not rest.endswith("\n"):
                rest = text.readline(LONGEST)
            yield line.encode() + (b"" if rest is line else b" ")
    except UnicodeError as error:
        raise DocumentError(name, f"this is no UTF-16 text: {error}; convert it to UTF-8") from None
    finally:
        text.detach()


def is_utf16(start: bytes) -> bool:
    """A byte order mark of UTF-16 stands at the start of a file."""
    return start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _object(line: bytes, place: str) -> dict[str, Any]:
    try:
        value = json.loads(decode(line, place), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise DocumentError(place, f"this line is no JSON: {error}") from None
    if not isinstance(value, dict):
        raise DocumentError(place, "this line is no JSON object: give the fields id, title, publisher, published, url, text")
    return value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON value")
