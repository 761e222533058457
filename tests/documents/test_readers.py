"""Readers: sources of every form, metadata, and errors that say what is wrong and where."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from kg.documents import Document, document, read
from kg.errors import DocumentError

TEXT = "The finance minister of Peru presented the budget on Monday."
OTHER = "The parliament of Peru rejected the budget on Tuesday."


def reading(*sources: str | Path) -> tuple[list[Document], list[str]]:
    errors: list[DocumentError] = []
    return list(read(sources, errors.append)), [str(error) for error in errors]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def line(**fields: object) -> str:
    return json.dumps({"text": TEXT, **fields}) + "\n"


def test_read_text_file(tmp_path: Path) -> None:
    found, errors = reading(write(tmp_path, "a.txt", TEXT))
    assert not errors
    assert found[0].text == found[0].source == TEXT
    assert (found[0].article.id, found[0].article.source_name) == ("a.txt", "a.txt")
    assert found[0].published is None


def test_read_folder_is_sorted_and_recursive(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a.txt", "README.md", "notes.pdf", ".hidden.txt"):
        write(tmp_path, name, f"{TEXT} This is {name}.")
    found, errors = reading(tmp_path)
    assert not errors
    assert [one.article.source_name for one in found] == ["a.txt", "a/z.md", "b.txt"]


def test_manifest_names_the_articles_of_its_folder(tmp_path: Path) -> None:
    listed = {"file": "a.txt", "title": "Budget", "publisher": None, "published": "2024-03-04", "url": "https://example.org/a"}
    write(tmp_path, "manifest.json", json.dumps([listed, {"file": "gone.txt"}]))
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "gold.txt", OTHER)
    found, errors = reading(tmp_path)
    article = found[0].article
    assert (len(found), article.title, article.publisher, article.published) == (1, "Budget", None, "2024-03-04")
    assert article.url == "https://example.org/a"
    assert len(errors) == 1
    assert "gone.txt" in errors[0]
    assert reading(tmp_path / "a.txt")[0][0].article == article


@pytest.mark.parametrize("broken", ["{", "{}", '[{"title": "x"}]', '["a.txt"]', b"\xff\xfe\xff", '[{"file": "a.txt"}, {"file": "a.txt"}]'])
def test_broken_manifest_is_told_and_articles_are_read(tmp_path: Path, broken: str | bytes) -> None:
    write(tmp_path, "manifest.json", broken)
    write(tmp_path, "a.txt", TEXT)
    found, errors = reading(tmp_path)
    assert [one.text for one in found] == [TEXT]
    assert len(errors) == 1
    assert "manifest.json" in errors[0]


def test_json_lines(tmp_path: Path) -> None:
    lines = line(id="x-1", title="T", publisher="P", published="2024-03-04T10:00:00Z", url=None, extra=1) + "\n" + line(text=OTHER)
    found, errors = reading(write(tmp_path, "in.jsonl", "\ufeff" + lines))
    assert not errors
    assert [one.article.id for one in found] == ["x-1", "in.jsonl:3"]
    assert found[0].published is not None
    assert found[0].published.isoformat() == "2024-03-04"


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("{", "no JSON"),
        ("[]", "no JSON object"),
        ("[" * 100_000, "no JSON"),
        ('{"text": NaN}', "no JSON"),
        ("{}", "text"),
        ('{"text": null}', "text"),
        ('{"text": "  "}', "text"),
        ('{"text": 5}', "text"),
        ('{"text": "A long day.", "title": 5}', "title"),
        ('{"text": "A long day.", "id": 5}', "id"),
        ('{"text": "A long day.", "published": "yesterday"}', "published"),
        ('{"text": "A long day.", "published": "2024-02-31"}', "published"),
        ('{"text": "A long day.", "published": "2024"}', "published"),
        ('{"text": "A long day.", "published": "2024-03-04 25:00"}', "published"),
        ('{"text": "A long day.", "published": "2024-03-04T10:00+15:00"}', "published"),
        ('{"text": "A\\u0000 long day."}', "binary"),
        ('{"text": "A \\ud800 long day."}', "surrogate"),
        ('{"text": "Advertisement"}', "no prose"),
        ('{"text": "...!"}', "no prose"),
        (b'{"text": "\xff"}', "UTF-8"),
    ],
)
def test_json_line_that_cannot_be_used_is_told_with_its_place(tmp_path: Path, broken: str | bytes, reason: str) -> None:
    data = line(id="first").encode() + (broken.encode() if isinstance(broken, str) else broken) + b"\n" + line(id="last").encode()
    found, errors = reading(write(tmp_path, "in.jsonl", data))
    assert [one.article.id for one in found] == ["first", "last"]
    assert len(errors) == 1
    assert errors[0].startswith("in.jsonl:2: ")
    assert reason in errors[0]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line(id="x").encode() + line(text=OTHER).encode())))
    found, errors = reading("-")
    assert not errors
    assert [one.article.id for one in found] == ["x", "stdin:2"]


def test_same_id_again(tmp_path: Path) -> None:
    found, errors = reading(write(tmp_path, "in.jsonl", line(id="x") + line(id="x") + line(id="x", text=OTHER)))
    assert len(found) == 1
    assert len(errors) == 1
    assert "'x'" in errors[0]


def test_front_matter(tmp_path: Path) -> None:
    content = f'---\r\ntitle: "The budget: a view"\r\npublished: 2024-03-04\r\nid: b-1\r\nurl: https://example.org/b\r\n---\r\n\r\n{TEXT}'
    found, errors = reading(write(tmp_path, "a.md", content))
    assert not errors
    article = found[0].article
    assert (article.id, article.source_name, article.title, article.url) == ("b-1", "a.md", "The budget: a view", "https://example.org/b")
    assert (found[0].text, found[0].source) == (TEXT, content)
    assert content[slice(*found[0].span(0, 3))] == "The"


def test_dashes_without_keys_are_no_front_matter(tmp_path: Path) -> None:
    found, _ = reading(write(tmp_path, "a.md", f"---\n\n{TEXT}\n\n---\n\n{OTHER}"))
    assert found[0].text == f"{TEXT}\n\n{OTHER}"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbf" + TEXT.encode(), TEXT),
        (TEXT.encode("utf-16"), TEXT),
        ("“Non,” dit-elle à midi.".encode(), "“Non,” dit-elle à midi."),
    ],
)
def test_encodings(tmp_path: Path, content: bytes, text: str) -> None:
    found, errors = reading(write(tmp_path, "a.txt", content))
    assert not errors
    assert found[0].source == text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"caf\xe9 society met.", "UTF-8"),
        ("a.txt", b"\x00\x01\x02", "binary"),
        ("a.txt", b"", "no prose"),
        ("a.md", b"# Only a heading\n", "no prose"),
        ("a.html", b"<html><body></body></html>", "no main text"),
        ("a.pdf", b"%PDF-1.7", "form"),
    ],
)
def test_file_that_cannot_be_read_is_told(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    found, errors = reading(write(tmp_path, name, content))
    assert not found
    assert len(errors) == 1
    assert name in errors[0]
    assert reason in errors[0]


def test_missing_source_is_told(tmp_path: Path) -> None:
    assert "no such file" in reading(tmp_path / "gone.txt")[1][0]


def test_text_over_the_limit_is_told() -> None:
    with pytest.raises(DocumentError, match="limit"):
        document("The envoy left. " * 400_000)


def test_html_page(tmp_path: Path) -> None:
    page = f"""<html><head><meta charset="iso-8859-1"><title>Budget in Lima</title><meta property="og:site_name" content="Example Times">
      <meta property="article:published_time" content="2024-03-04T10:00:00Z"><link rel="canonical" href="https://example.org/a"></head>
      <body><nav><a href="/">Home</a></nav><article><h1>Budget in Lima</h1><p>{TEXT} It is the first of Señora Quispe’s term.</p>
      <p>{OTHER} She said she would <a href="/b">resign</a>, and the president accepted it.</p></article>
      <footer>Imprint</footer></body></html>"""
    found, errors = reading(write(tmp_path, "a.html", page.encode("cp1252")))
    assert not errors
    article = found[0].article
    assert (article.title, article.publisher, article.published) == ("Budget in Lima", "Example Times", "2024-03-04")
    assert article.url == "https://example.org/a"
    assert "Señora Quispe’s term." in found[0].text
    assert "she would resign, and" in found[0].text
    assert "Home" not in found[0].text
    assert "Imprint" not in found[0].text


@pytest.mark.parametrize("page", [f"<p>{TEXT}</p>", f"<p>unclosed <b>{TEXT}", f"<html><body><p>{TEXT}</p></body></html>", TEXT])
def test_html_fragments(tmp_path: Path, page: str) -> None:
    found, errors = reading(write(tmp_path, "a.html", page))
    assert not errors
    assert TEXT in found[0].text


def test_document_from_memory() -> None:
    found = document(TEXT, id="m-1", published="2024-03-04")
    assert (found.article.id, found.article.source_name, found.quality) == ("m-1", "m-1", 1.0)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2031-02-04", "2031-02-04"),
        (" 2031-02-04 ", "2031-02-04"),
        ("2031-02-04 10:00", "2031-02-04T10:00:00"),
        ("2031-02-04T10:00", "2031-02-04T10:00:00"),
        ("2031-02-04T10:00Z", "2031-02-04T10:00:00+00:00"),
        ("2031-02-04 10:00:05+0200", "2031-02-04T10:00:05+02:00"),
        ("2031-02-04T10:00:05Z", "2031-02-04T10:00:05Z"),
        ("2031-02-04T10:00:05.25-05:00", "2031-02-04T10:00:05.25-05:00"),
    ],
)
def test_published_is_a_date_or_a_date_time_of_xml_schema(given: str, kept: str) -> None:
    assert document(TEXT, published=given).article.published == kept


def test_version_follows_text_and_metadata() -> None:
    versions = [document(TEXT), document(TEXT), document(OTHER), document(TEXT, title="T")]
    assert versions[0].article.version == versions[1].article.version
    assert len({one.article.version for one in versions}) == 3
    assert len(versions[0].article.version) == 16


def test_quality_of_garbled_text_is_lower() -> None:
    garbled = document("The minister agreed to the cease -fire plan and the long -term deal after the talks in Lima on Monday.")
    assert garbled.quality < 0.5
    assert document("The two- and three-party talks on a long-term deal went on in Lima on Monday.").quality == 1.0


@pytest.mark.parametrize("text", ["{\\rtf1\\ansi\\b " + TEXT + "\\b0}", "%PDF-1.4\n" + TEXT])
def test_documents_of_other_programs_are_told(tmp_path: Path, text: str) -> None:
    found, errors = reading(write(tmp_path, "a.txt", text))
    assert not found
    assert "save it as plain text" in errors[0]
