"""Parquet and WARC files, and what is read of any file piece by piece."""

from __future__ import annotations

import datetime
import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import web_archive

from kg.documents import Document, read
from kg.documents.readers import files, read_file
from kg.errors import DocumentError

pyarrow = pytest.importorskip("pyarrow")
pytest.importorskip("warcio")

ROWS = [
    {"id": "a", "title": "Talks", "published": datetime.date(2031, 3, 5), "text": "Deputies met in Lima."},
    {"id": None, "title": None, "published": None, "text": "Nothing was signed."},
    {"id": "c", "title": None, "published": None, "text": ""},
    {"id": "d", "title": None, "published": None, "text": "The port opened again."},
]


def table(path: Path, rows: list[dict[str, Any]] = ROWS) -> Path:
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=2)
    return path


def found(path: Path) -> tuple[list[Document], list[DocumentError]]:
    errors: list[DocumentError] = []
    return list(read([path], errors.append)), errors


def test_parquet_is_read_like_json_lines(tmp_path: Path) -> None:
    documents, errors = found(table(tmp_path / "news.parquet"))
    assert [(one.article.id, one.article.published) for one in documents] == [
        ("a", "2031-03-05"),
        ("news.parquet:2", None),
        ("d", None),
    ]
    assert [str(error) for error in errors] == ["news.parquet:3: the field text is missing or empty: give the article as a string"]


@pytest.mark.parametrize(("data", "reason"), [(b"no table", "no Parquet file"), (None, "no column `text`")])
def test_parquet_that_cannot_be_used_is_told(data: bytes | None, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "news.parquet"
    if data is None:
        table(path, [{"body": "Deputies met."}])
    else:
        path.write_bytes(data)
    documents, errors = found(path)
    assert not documents
    assert reason in errors[0].reason


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_pages_of_a_warc_file_are_articles_by_their_address(name: str, tmp_path: Path) -> None:
    def page(text: str, encoding: str = "utf-8") -> bytes:
        return f"<html><head><title>Talks</title></head><body><article><p>{text}</p></article></body></html>".encode(encoding)

    path = web_archive.write(
        tmp_path / name,
        ("https://example.org/1", "200 OK", "text/html; charset=iso-8859-1", page("Deputies met Zoë Peña in Lima on Monday.", "latin-1")),
        ("https://example.org/2", "404 Not Found", "text/html", page("There is nothing here.")),
        ("https://example.org/3.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://example.org/4", "200 OK", "text/html", b"<html><body></body></html>"),
        ("https://example.org/5", "200 OK", "text/html; charset=no-such", page("The port of Quito opened again.")),
    )
    documents, errors = found(path)
    assert [(one.article.id, one.article.url) for one in documents] == [(f"https://example.org/{n}",) * 2 for n in (1, 5)]
    assert "Zoë Peña" in documents[0].text
    assert [error.source for error in errors] == ["https://example.org/4"]


def test_a_warc_file_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"no archive\n" * 5)
    documents, errors = found(path)
    assert not documents
    assert [error.source for error in errors] == ["crawl.warc"]


@pytest.mark.parametrize(("size", "end"), list(product((1, 60, 100_000), ("\n", ""))))
def test_pieces_of_json_lines_give_what_the_whole_gives(size: int, end: str, tmp_path: Path) -> None:
    from kg.documents.parts import parts

    lines = ["", "no JSON", *(json.dumps({"id": f"a{n}" if n % 3 else None, "text": f"Deputies met on day {n}."}) for n in range(9))]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(lines) + end, encoding="utf-8")
    assert pieced(path, size, parts) == found(path)[0]


def test_pieces_of_parquet_give_what_the_whole_gives(tmp_path: Path) -> None:
    from kg.documents.parts import parts

    path = table(tmp_path / "news.parquet")
    assert len(list(parts(next(files([path], pytest.fail)), 1))) == 2
    assert pieced(path, 1, parts) == found(path)[0]


def pieced(path: Path, size: int, parts: Any) -> list[Document]:
    whole = next(files([path], pytest.fail))
    return [document for piece in parts(whole, size) for document in read_file(piece, lambda _: None)]
