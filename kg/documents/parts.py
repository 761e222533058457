"""Parts: files of many articles cut into pieces that can be read apart, each giving what it gives within the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from kg.documents.archives import row_groups
from kg.documents.folders import Found, form
from kg.documents.json_lines import is_utf16
from kg.errors import DocumentError


def parts(found: Found, size: int) -> Iterator[Found]:
    """The pieces of a file, in order.

    Args:
        found: the file.
        size: bytes that a piece of JSON lines has at least, but for the last one; of Parquet each row group is one.
    """
    match form(found.path):
        case ".jsonl":
            yield from _of_lines(found, size)
        case ".parquet":
            yield from _of_groups(found)
        case _:
            yield found


def _of_lines(found: Found, size: int) -> Iterator[Found]:
    with found.path.open("rb") as file:
        if is_utf16(file.peek(2)):
            yield found
            return
        start, first = 0, 1
        while block := file.read(size):
            rest = b"" if block.endswith(b"\n") else file.readline()
            stop = file.tell()
            yield replace(found, part=(start, stop), first=first)
            start, first = stop, first + block.count(b"\n") + rest.count(b"\n")


def _of_groups(found: Found) -> Iterator[Found]:
    try:
        rows = row_groups(found.path)
    except DocumentError:
        yield found
        return
    for number, before in enumerate(accumulate(rows[:-1], initial=0) if rows else ()):
        yield replace(found, part=(number, number + 1), first=before + 1)
