"""Archives: many articles in one file, read as a stream: Parquet tables and WARC files of web pages.

Both need the extra `spark` (`pip install "newskg[spark]"`). A Parquet table has the columns that a JSON line has fields. Of a WARC file
(ISO 28500) the HTML pages that were answered with status 200 are articles; requests, redirects, pictures and scripts are none. The
address of a page is its id: of a page that was fetched several times the first is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.documents.assembly import LIMIT, assemble
from kg.documents.decoding import decode_html
from kg.documents.json_lines import article
from kg.documents.metadata import Metadata, metadata
from kg.documents.web import main_text
from kg.errors import DocumentError

if TYPE_CHECKING:
    from kg.documents.model import Document

PARQUET = ".parquet"
WARC = (".warc", ".warc.gz")
_COLUMNS = ("id", "title", "publisher", "published", "url", "text")
_ROWS = 256
_BYTES_A_CHARACTER = 4
_NAME = re.compile(r"[a-z0-9_-]{2,40}")
_PAGES = ("text/html", "application/xhtml+xml")
OnError = Callable[[DocumentError], None]


def row_groups(path: Path) -> tuple[int, ...]:
    """How many rows each group of a Parquet file has.

    Raises:
        DocumentError: it is none.
    """
    with _opened(path, path.name) as file:
        return tuple(file.metadata.row_group(number).num_rows for number in range(file.num_row_groups))


def read_parquet(path: Path, name: str, on_error: OnError, groups: range | None = None, first: int = 1) -> Iterator[Document]:
    """The articles of a Parquet file, or of some of its row groups.

    Args:
        path: of the file.
        name: of the file, for the ids of articles without one and for errors.
        on_error: told of each row that is left out.
        groups: the row groups to read; all where none are given.
        first: the number of the first row that is read.

    Raises:
        DocumentError: it is no Parquet file, or has no column `text`.
    """
    number = first
    with _opened(path, name) as file:
        columns = [column for column in _COLUMNS if column in file.schema_arrow.names]
        if "text" not in columns:
            raise DocumentError(name, "it has no column `text`: name the columns id, title, publisher, published, url, text")
        for batch in file.iter_batches(_ROWS, row_groups=None if groups is None else list(groups), columns=columns):
            for values in batch.to_pylist():
                place, number = f"{name}:{number}", number + 1
                try:
                    yield article({key: _plain(value) for key, value in values.items()}, place)
                except DocumentError as error:
                    on_error(error)


def read_warc(path: Path, name: str, on_error: OnError) -> Iterator[Document]:
    """The pages of a WARC file, compressed or not; a page that cannot be used is an error and is left out.

    Raises:
        DocumentError: it is no WARC file, or is cut off.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with path.open("rb") as file:
        try:
            for record in ArchiveIterator(file):
                if _is_page(record):
                    yield from _page(record, name, on_error)
        except (ArchiveLoadFailed, EOFError) as error:
            raise DocumentError(name, f"it is no WARC file, or cut off: {error}") from error


def _page(record: Any, name: str, on_error: OnError) -> Iterator[Document]:
    address = record.rec_headers.get_header("WARC-Target-URI") or name
    try:
        data = record.content_stream().read(LIMIT * _BYTES_A_CHARACTER + 1)
        if len(data) > LIMIT * _BYTES_A_CHARACTER:
            raise DocumentError(address, f"the page is larger than {LIMIT:,} characters can be")
        text, said = main_text(_decoded(data, _charset(record), address), address)
        about = Metadata(id=address).filled_from(said).filled_from(metadata({"url": address}, address))
        yield assemble(text, about, address, f"{name}: {address}")
    except DocumentError as error:
        on_error(error)


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None or record.http_headers.get_statuscode() != "200":
        return False
    return (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower() in _PAGES


def _decoded(data: bytes, told: str, address: str) -> str:
    """The page in the character set that the server told, which comes before what the page says itself."""
    declared = f'<meta charset="{told}">' if told else ""
    return decode_html(declared.encode() + data, address).removeprefix(declared)


def _charset(record: Any) -> str:
    """The character set that the server told; empty where it told none."""
    told = (record.http_headers.get_header("Content-Type") or "").lower().partition("charset=")[2]
    found = _NAME.match(told.strip(" \"'"))
    return found.group() if found else ""


def _opened(path: Path, name: str) -> Any:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return parquet.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise DocumentError(name, f"this is no Parquet file: {error}") from error


def _plain(value: object) -> object:
    """A date or a moment as ISO text."""
    return value.isoformat() if isinstance(value, date) else value
