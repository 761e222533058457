"""Every hostile document ends as an article or as an explained skip, and costs no more than its length allows."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from documents import documents
from properties import is_sound

from kg import nlp
from kg.documents import document, read
from kg.documents.cleaning import clean
from kg.engines.limits import TooSlowError, at_most
from kg.engines.local import extract_batch
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
        assert isinstance(found, Records), f"{one.text[:80]!r}: {found}"


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
    assert isinstance(found, Records)


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
