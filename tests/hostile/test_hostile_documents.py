"""Every hostile document ends as an article or as an explained skip, and costs no more than its length allows."""

from __future__ import annotations

import json
import os
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from documents import documents
from properties import is_sound

from kg import nlp
from kg.documents import document, read
from kg.documents.cleaning import clean
from kg.engines.batches import extract_batch
from kg.engines.limits import TooSlowError, at_most
from kg.engines.local import extract_all
from kg.errors import DocumentError
from kg.records import Article, Records
from kg.settings import PIPELINE

ALL = {name: (file, data) for name, file, data in documents()}


def test_there_are_many_of_them() -> None:
    assert len(ALL) >= 150


@pytest.mark.parametrize("name", ALL)
def test_each_is_read_or_explained(name: str, tmp_path: Path) -> None:
    file, data = ALL[name]
    (tmp_path / file).write_bytes(data)
    errors: list[DocumentError] = []
    found = list(read([tmp_path], errors.append))
    assert found or errors
    for one in found:
        is_sound(one)
    assert all(str(error).isprintable() and len(str(error)) < 1500 for error in errors)


@pytest.mark.model
def test_all_that_are_read_become_records(tmp_path: Path) -> None:
    several = []
    for number, (file, data) in enumerate(ALL.values()):
        place = tmp_path / str(number)
        place.mkdir()
        (place / file).write_bytes(data)
        several += [one for one in read([place], lambda _: None) if len(one.text) < 20_000]
    assert len(several) > 80
    for one in several:
        (found,) = extract_batch([one], PIPELINE)
        assert not isinstance(found, DocumentError), f"{one.text[:80]!r}: {found}"


@pytest.mark.parametrize("signs", ['"' * 5000, "“" * 5000, '“"' * 3000, "e" + "\u0301" * 5000, "😀" * 5000])
def test_runs_of_signs_do_not_reach_the_tokenizer(signs: str) -> None:
    assert clean(f"The envoy left {signs} Lima.").text == "The envoy left Lima." or len(clean(f"The envoy left {signs} Lima.").text) < 30


@pytest.mark.model
@pytest.mark.parametrize("word", ["killed ", "he said that "])
def test_what_has_no_end_of_a_sentence_is_cut(word: str) -> None:
    doc = nlp.load()(word * 1000)
    assert max(len(sentence) for sentence in doc.sents) <= nlp.SENTENCE_TOKENS + 1


def test_what_computes_for_too_long_is_ended() -> None:
    def forever() -> None:
        with at_most(0.05):
            started = time.monotonic()
            while time.monotonic() < started + 30:
                pass

    with pytest.raises(TooSlowError):
        forever()


@pytest.mark.model
def test_an_article_over_the_time_is_skipped_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp.load(PIPELINE)
    extract_batch([document("The envoy left Lima.", id="warm")], PIPELINE)
    monkeypatch.setenv("KG_ARTICLE_SECONDS", "0.01")
    (skipped,) = extract_batch([document("The envoy left Lima. He met Ana Sol on Monday. " * 400, id="long")], PIPELINE)
    assert isinstance(skipped, DocumentError)
    assert "KG_ARTICLE_SECONDS" in skipped.reason
    monkeypatch.setenv("KG_ARTICLE_SECONDS", "60")
    (found,) = extract_batch([document("The envoy left Lima.", id="short")], PIPELINE)
    assert not isinstance(found, DocumentError)


def test_the_number_of_characters_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ARTICLE_CHARACTERS", "10")
    with pytest.raises(DocumentError, match="KG_ARTICLE_CHARACTERS"):
        document("The envoy left Lima.")


def test_a_file_name_that_is_no_text_names_its_article(tmp_path: Path) -> None:
    (tmp_path / "caf\udce9.txt").write_text("The envoy left Lima.")
    (found,) = read([tmp_path], lambda _: None)
    assert found.article.source_name == "caf\\xe9.txt"


def test_an_address_that_an_older_newskg_let_in_does_not_stop_the_store() -> None:
    from kg.project import project

    lines = project(Records(Article("a", "a", "1", None, None, None, "relative"), (), (), (), (), (), ()), {}, {})
    assert lines
    assert "relative" not in "".join(lines)


def test_a_pipe_that_looks_like_an_article_is_skipped(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to("/dev/zero")
    errors: list[DocumentError] = []
    assert not list(read([tmp_path], errors.append))
    assert ["regular file" in error.reason for error in errors] == [True, True]


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_commands_print_cannot_command_a_terminal(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    from kg.cli.terminal import say, tell

    text = "Ana \x1b[31mSol\x9b2J\u202e\x07"
    tell(json.dumps(text, ensure_ascii=False) if form == "json" else text)
    say(text)
    printed = capsys.readouterr()
    assert not set(printed.out + printed.err) & set("\x1b\x9b\u202e\x07")
    assert form == "text" or json.loads(printed.out) == text


@pytest.mark.model
@pytest.mark.skipif(sys.platform != "linux", reason="memory can be bounded on Linux only")
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_article_over_the_memory_is_skipped_and_the_others_are_read(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ARTICLE_MEMORY", "60")
    extract_batch([document("The envoy left Lima.", id="warm")], PIPELINE)
    long = document("The envoy left Lima. He met Ana Sol on Monday. " * 3000, id="long")
    skipped: list[DocumentError] = []
    articles = [document("The envoy left Lima.", id="a"), long, document("Ana Sol left Quito.", id="b")]
    found = [one.article.id for batch in extract_all(articles, PIPELINE, jobs, skipped.append) for one, _ in batch]
    assert found == ["a", "b"]
    assert ["KG_ARTICLE_MEMORY" in error.reason for error in skipped] == [True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_line_without_an_end_is_skipped_and_not_held(tmp_path: Path, encoding: str) -> None:
    start = "".encode(encoding)
    with (tmp_path / "a.jsonl").open("wb") as file:
        file.write(start + '{"text": "The envoy left Lima."}\n{"text": "'.encode(encoding).removeprefix(start))
        for _ in range(60):
            file.write(("word " * 400_000).encode(encoding).removeprefix(start))
        file.write('"}\n{"text": "Ana Sol left Quito."}'.encode(encoding).removeprefix(start))
    errors: list[DocumentError] = []
    tracemalloc.start()
    try:
        found = [one.text for one in read([tmp_path / "a.jsonl"], errors.append)]
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found == ["The envoy left Lima.", "Ana Sol left Quito."]
    assert ["one article a line" in error.reason for error in errors] == [True]
    assert most < (tmp_path / "a.jsonl").stat().st_size * (0.7 if encoding == "utf-8" else 0.6)


def test_lines_of_utf16_are_read_one_by_one_until_they_are_none(tmp_path: Path) -> None:
    good = '{"text": "The envoy left Lima."}\n'.encode("utf-16")
    (tmp_path / "a.jsonl").write_bytes(good + b"\x00\xd8\x0a\x00\x00\xd8")
    errors: list[DocumentError] = []
    assert len(list(read([tmp_path / "a.jsonl"], errors.append))) in (0, 1)
    assert ["UTF-16" in error.reason for error in errors] == [True]


def test_a_manifest_without_an_end_is_told_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The envoy left Lima.")
    with (tmp_path / "manifest.json").open("wb") as file:
        file.truncate(65 << 20)
    errors: list[DocumentError] = []
    assert len(list(read([tmp_path], errors.append))) == 1
    assert ["larger than 64 MiB" in error.reason for error in errors] == [True]
