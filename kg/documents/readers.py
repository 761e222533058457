"""Readers: sources to Documents, one at a time.

A source is a text, Markdown, HTML, JSON lines, Parquet or WARC file, a folder of them, or `-` for JSON lines on standard input. What
cannot be read is told as a `DocumentError` and left out; nothing is dropped in silence.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from kg.documents.assembly import LIMIT, assemble
from kg.documents.decoding import checked, decode, decode_html
from kg.documents.folders import FORMS, Found, form, in_folder, single
from kg.documents.headers import header
from kg.documents.json_lines import is_utf16, read_lines, split, split_utf16
from kg.documents.metadata import Metadata, front_matter, metadata
from kg.errors import DocumentError

if TYPE_CHECKING:
    from kg.documents.model import Document

STDIN = "-"
_BYTES_A_CHARACTER = 4
OnError = Callable[[DocumentError], None]


def read(sources: Sequence[str | Path], on_error: OnError) -> Iterator[Document]:
    """Read sources in the order given, files of a folder in the order of their paths.

    Args:
        sources: files, folders, or `-` for JSON lines from standard input.
        on_error: told of every article that is skipped and of every manifest that cannot be used.

    Yields:
        each article once: the same id again is skipped, with an error where text or metadata differ.
    """
    versions: dict[str, str] = {}
    for source in sources:
        for found in _read_source(source, on_error):
            article = found.article
            if article.id not in versions:
                versions[article.id] = article.version
                yield found
            elif versions[article.id] != article.version:
                reason = f"a different article has the id {article.id!r} too: give each an id of its own"
                on_error(DocumentError(article.source_name, reason))


def document(text: str, **fields: str | None) -> Document:
    """One article from memory; the fields are those of a JSON line: `id`, `title`, `publisher`, `published`, `url`.

    Raises:
        DocumentError: a field cannot be used, or there is no prose in the text.
    """
    name = fields.get("id") or "text"
    return assemble(checked(text, name), metadata(fields, name), name, name)


def _read_source(source: str | Path, on_error: OnError) -> Iterator[Document]:
    if str(source) == STDIN:
        yield from read_lines(split(sys.stdin.buffer), "stdin", on_error)
    else:
        for found in files([source], on_error):
            yield from read_file(found, on_error)


def files(sources: Sequence[str | Path], on_error: OnError) -> Iterator[Found]:
    """The files that sources are, in the order of `read`; of those that are not there or of no known form `on_error` is told."""
    for path in map(Path, sources):
        if path.is_dir():
            yield from in_folder(path, on_error)
        elif not path.exists():
            on_error(DocumentError(str(path), "there is no such file or folder"))
        elif not form(path):
            on_error(DocumentError(str(path), f"this form of file is not known: give one of {', '.join(FORMS)}"))
        else:
            yield single(path, on_error)


def read_file(found: Found, on_error: OnError) -> Iterator[Document]:
    """The articles of a file, or of the part of it that is to be read."""
    try:
        if not found.path.is_file():
            raise DocumentError(found.name, "this is no regular file, so it might never end: give a file")
        yield from _read_form(found, on_error)
    except DocumentError as error:
        on_error(error)
    except OSError as error:
        on_error(DocumentError(found.name, f"it cannot be read: {error.strerror}"))


def _read_form(found: Found, on_error: OnError) -> Iterator[Document]:
    match form(found.path):
        case ".jsonl":
            yield from _read_lines(found, on_error)
        case ".parquet":
            groups = None if found.part is None else range(*found.part)
            yield from _archives(found).read_parquet(found.path, found.name, on_error, groups, found.first)
        case ".warc" | ".warc.gz":
            yield from _archives(found).read_warc(found.path, found.name, on_error)
        case _:
            yield _read_article(found)


def _archives(found: Found) -> ModuleType:
    """The readers of archives.

    Raises:
        DocumentError: the extra that they need is not installed.
    """
    if not (find_spec("pyarrow") and find_spec("warcio")):
        raise DocumentError(found.name, 'to read Parquet and WARC files, install the extra: pip install "newskg[spark]"')
    from kg.documents import archives

    return archives


def _read_lines(found: Found, on_error: OnError) -> Iterator[Document]:
    with found.path.open("rb") as file:
        if found.part is not None:
            file.seek(found.part[0])
            yield from read_lines(split(file, found.part[1]), found.name, on_error, found.first)
            return
        lines = split_utf16(file, found.name) if is_utf16(file.peek(2)) else split(file)
        yield from read_lines(lines, found.name, on_error)


def _read_article(found: Found) -> Document:
    name = found.name
    if found.path.stat().st_size > LIMIT * _BYTES_A_CHARACTER:
        raise DocumentError(name, f"the file is larger than {LIMIT:,} characters can be: split it into articles")
    listed = metadata(found.listed, name)
    data = found.path.read_bytes()
    if found.path.suffix.lower() in (".html", ".htm"):
        from kg.documents.web import main_text

        text, said = main_text(decode_html(data, name), name)
        return assemble(text, listed.filled_from(said), name, name)
    return _from_text(decode(data, name), listed, name)


def _from_text(text: str, listed: Metadata, name: str) -> Document:
    said, start = front_matter(text, name)
    seen, start = header(text, start)
    return assemble(text, listed.filled_from(said).filled_from(seen), name, name, start)
