"""Quotations of gold and of extraction in one form, and what the scorer makes of nested and shared ones."""

from __future__ import annotations

from typing import Any

import pytest
import spacy

from kg.documents import document
from kg.evaluate.attributions import score_attributions
from kg.evaluate.quotations import found_in, of_gold, outermost
from kg.evaluate.subjects import Subject
from kg.extract.model import Attribution, Quote, Reading, References
from kg.records import Records

TEXT = 'Quispe and Odhiambo said " it is late " and that Toivonen said it rained .'
WORDS = TEXT.split()
QUOTE = Quote(5, 8, 0, None, True, True)


def said(speaker: int, source: tuple[int, int], cue: int | None, *contents: tuple[int, int], quotes: tuple[int, ...] = ()) -> Attribution:
    return Attribution(speaker, source, cue, contents, quotes, (), None, "say", "test", 1.0)


def subject(*speech: Attribution, gold: list[dict[str, Any]] | None = None) -> Subject:
    article = document(TEXT)
    doc = spacy.tokens.Doc(spacy.blank("en").vocab, words=WORDS, spaces=[True] * (len(WORDS) - 1) + [False])
    reading = Reading(None, (), (QUOTE,), (), References((), (), {}), speech, ())
    empty = Records(article.article, (), (), (), (), (), ())
    answers = {"attributions": gold or []}
    return Subject(article, doc, answers, extractor=lambda _document, _doc: empty, reader=lambda _doc, _published: reading)


def gold(source: str, cue: str, content: str) -> dict[str, Any]:
    def spans(words: str) -> list[list[int]]:
        return [[TEXT.index(words), TEXT.index(words) + len(words)]] if words else []

    found = {"source": spans(source), "cue": spans(cue), "content": spans(content)}
    return found | {"source_text": source, "cue_text": cue, "content_text": content}


@pytest.mark.parametrize(
    ("source", "content", "expected"),
    [
        ("Mayor Quispe", "it rained", (False, False, True)),
        ("the mayor", '"it rained"', (True, True, False)),
        ("She", "“It rained,”", (True, True, False)),
        ("Quispe", "it was “a shame”", (True, False, True)),
        ("Quispe", "“It rained. “It poured.”", (True, True, True)),
        ("Quispe", '"It rained," and so', (True, False, True)),
    ],
)
def test_kinds_of_gold(source: str, content: str, expected: tuple[bool, bool, bool]) -> None:
    found = of_gold({"source": [], "cue": [], "content": [], "source_text": source, "content_text": content})
    assert (found.direct, found.quoted, found.named) == expected


def test_speakers_of_one_source_are_one_quotation() -> None:
    both = (said(0, (0, 1), 3, (5, 8), quotes=(0,)), said(1, (2, 3), 3, (5, 8), quotes=(0,)))
    (found,) = found_in(subject(*both))
    assert [TEXT[start:end] for start, end in found.source] == ["Quispe", "Odhiambo"]
    assert found.quoted


def test_a_continued_quote_belongs_to_the_quotation_of_its_source() -> None:
    (found,) = found_in(subject(said(0, (0, 1), 3, (5, 8), quotes=(0,)), said(0, (0, 1), None, (13, 15))))
    assert [TEXT[start:end] for start, end in found.content] == ["it is late", "it rained"]
    assert not found.quoted


def test_a_continued_quote_of_nobody_is_left_out() -> None:
    assert not found_in(subject(said(0, (0, 1), None, (5, 8))))


def test_nested_quotations_are_false_in_all_but_the_outermost() -> None:
    outer, inner = said(0, (0, 1), 3, (4, 15), quotes=(0,)), said(1, (11, 12), 12, (13, 15))
    assert [one.cue for one in outermost(found_in(subject(outer, inner)))] == [((20, 24),)]
    found = score_attributions(subject(outer, inner, gold=[gold("Quispe", "said", TEXT[25:-2])]))
    assert (found["full"].right, found["full"].wanted, found["full"].found) == (1, 1, 2)
    assert (found["full.outermost"].right, found["full.outermost"].wanted, found["full.outermost"].found) == (1, 1, 1)


def test_the_source_of_a_nested_quotation_is_false_in_all_but_the_outermost() -> None:
    outer, inner = said(0, (0, 1), 3, (4, 15), quotes=(0,)), said(1, (11, 12), 12, (5, 8), quotes=(0,))
    found = score_attributions(subject(outer, inner, gold=[gold("Quispe", "said", TEXT[25:-2])]))
    assert (found["direct_named.source"].right, found["direct_named.source"].found) == (1, 2)
    assert (found["direct_named.source.outermost"].right, found["direct_named.source.outermost"].found) == (1, 1)
    assert (found["quoted_named.source"].found, found["quoted_named.source.outermost"].found) == (1, 0)


def test_source_alone_of_quoted_words_with_a_name() -> None:
    found = score_attributions(subject(said(0, (0, 1), 3, (5, 6), quotes=(0,)), gold=[gold("Quispe", "said", '" it is late "')]))
    assert (found["quoted_named.source"].right, found["quoted_named.source"].found) == (1, 1)
    assert (found["full.quoted_named"].right, found["full.quoted_named"].found) == (0, 1)
    assert len(found["full.quoted_named"].misses) == len(found["full.quoted_named"].false) == 1
