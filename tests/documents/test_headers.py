"""The first lines of a plain text: headline, day, labelled fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.documents import Document, read
from kg.documents.headers import header, is_dated
from kg.errors import DocumentError

HEADLINE = "Bolivian minister quits over tapped phones"
LEAD = "The interior minister of Bolivia resigned on Monday after a weekly had published the transcripts of calls by two judges."


@pytest.mark.parametrize(
    ("text", "title", "published"),
    [
        (f"{HEADLINE}\nCoastal Wire\n2031-02-05\n\n{LEAD}", HEADLINE, "2031-02-05"),
        (f"{HEADLINE}\nCoastal Wire, 5 February 2031\n\n{LEAD}", HEADLINE, "2031-02-05"),
        (f"{HEADLINE}\nBy Ana Rojas\nFeb. 5, 2031\n\n{LEAD}", HEADLINE, "2031-02-05"),
        (f"{HEADLINE}\nLast updated: 5 February 2031, 18:02 CET\n\n{LEAD}", HEADLINE, "2031-02-05"),
        (f"{HEADLINE}\nPublished 5 February 2031 | Updated 7 February 2031\n\n{LEAD}", HEADLINE, "2031-02-05"),
        (f"{HEADLINE}\nCoastal Wire | Wednesday 5 February 2031 16.45 BST | Comments (212)\n{LEAD}", HEADLINE, "2031-02-05"),
        (f"# {HEADLINE}\n\n*Coastal Wire* · 5 February 2031 · 4 min read\n\n{LEAD}", HEADLINE, "2031-02-05"),
        (f"{HEADLINE}\n05.02.2031\n{LEAD}", HEADLINE, "2031-02-05"),
        (f"{HEADLINE}\n\n{LEAD}", HEADLINE, None),
        (f"{HEADLINE}\n{LEAD}", HEADLINE, None),
        (f"{HEADLINE}\n4 February 2031\n5 February 2031\n{LEAD}", HEADLINE, None),
        (f"{HEADLINE}\n31 February 2031\n\n{LEAD}", HEADLINE, None),
        (f"{LEAD}\n\n5 February 2031\n\n{LEAD}", None, None),
        (f"Bolivia votes on 5 February 2031\n\n{LEAD}", "Bolivia votes on 5 February 2031", None),
        (f"Coastal Wire, 5 February 2031\n\n{LEAD}", None, None),
        (f"Coastal Wire | 5 February 2031\n\n{LEAD}", None, "2031-02-05"),
        ("The interior minister of Bolivia has\nresigned after a weekly had published\nthe transcripts of calls.", None, None),
        ("The interior minister of Bolivia and\nPresident Rojas have both read what\nthe weekly wrote.", None, None),
        (f"By Ana Rojas and Luis Mamani\n\n{LEAD}", None, None),
        (f"Coastal Wire      Page 1 of 2\n\n{LEAD}", None, None),
        (HEADLINE, None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_header(text: str, title: str | None, published: str | None) -> None:
    found, start = header(text)
    assert (found.title, found.published, start) == (title, published, 0)


def test_labelled_lines_are_read_and_left_out() -> None:
    text = f"Title: {HEADLINE}\nDate: 2031-02-05\nPublisher: Coastal Wire\nURL: https://example.org/a\n\n{LEAD}"
    found, start = header(text)
    assert (found.title, found.published, found.publisher, found.url) == (HEADLINE, "2031-02-05", "Coastal Wire", "https://example.org/a")
    assert text[start:].strip() == LEAD


@pytest.mark.parametrize("text", [f"Date: 2031-02-05\n{LEAD}", f"QUISPE: No.\nMAMANI: Yes.\n{LEAD}", f"By: Ana Rojas\nAuthor: Li\n{LEAD}"])
def test_lines_that_are_no_fields_stay(text: str) -> None:
    assert header(text)[1] == 0


def test_text_files_get_what_their_header_says(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{HEADLINE}\nCoastal Wire, 5 February 2031\n\n{LEAD}", encoding="utf-8")
    errors: list[DocumentError] = []
    found: list[Document] = list(read([path], errors.append))
    assert [(one.article.title, one.article.published, one.text) for one in found] == [(HEADLINE, "2031-02-05", f"{HEADLINE}\n\n{LEAD}")]


def test_what_front_matter_says_goes_before(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"---\ntitle: Phones\n---\n{HEADLINE}\n5 February 2031\n\n{LEAD}", encoding="utf-8")
    found = next(read([path], lambda error: None))
    assert (found.article.title, found.article.published) == ("Phones", "2031-02-05")


@pytest.mark.parametrize(
    ("line", "dated"),
    [
        ("Coastal Wire · 5 February 2031 · 4 min read", True),
        ("Coastal Wire, 5 February 2031", True),
        ("She was born in La Paz, 5 February 2001.", False),
        ("Bolivia votes on 5 February 2031", False),
    ],
)
def test_dated_lines_are_no_prose(line: str, dated: bool) -> None:
    assert is_dated(line) == dated
