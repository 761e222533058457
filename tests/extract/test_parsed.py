"""The plain view of a parsed text says of every token what spaCy says."""

from __future__ import annotations

import pytest

from kg.extract.parsed import Doc, Span

pytestmark = pytest.mark.model
TEXT = (
    'Minister Ana Kovač, who was "not amused", told reporters in Port Vila on 3 May that she and her deputies would never sign.\n\n'
    "The protests — the largest since 2019 — spread to Lae, Goroka and Madang; 12.5 per cent of voters stayed at home, police said.\n"
    "“Why should we?” he asked. It's what they'd wanted, and didn't get: a vote (their first)  in two years.\n\n\nMore soon"
)
VALUES = [
    "i",
    "idx",
    "is_sent_start",
    "text",
    "lower_",
    "lemma_",
    "pos_",
    "tag_",
    "dep_",
    "ent_type_",
    "whitespace_",
    "text_with_ws",
    "is_space",
    "is_punct",
    "is_quote",
    "is_alpha",
    "is_stop",
    "like_num",
    "is_lower",
    "is_title",
    "is_digit",
]


@pytest.fixture(scope="module")
def both(nlp):
    doc = nlp(TEXT)
    return doc, Doc(doc)


@pytest.mark.parametrize("name", VALUES)
def test_a_value_of_each_token_is_that_of_spacy(both, name):
    theirs, own = both
    assert [getattr(token, name) for token in own] == [getattr(token, name) for token in theirs]


@pytest.mark.parametrize("name", ["head", "left_edge", "right_edge"])
def test_a_token_beside_each_token_is_that_of_spacy(both, name):
    theirs, own = both
    assert [getattr(token, name).i for token in own] == [getattr(token, name).i for token in theirs]


@pytest.mark.parametrize("name", ["children", "subtree", "ancestors", "conjuncts"])
def test_tokens_around_each_token_are_those_of_spacy(both, name):
    theirs, own = both
    assert [[near.i for near in getattr(token, name)] for token in own] == [[near.i for near in getattr(token, name)] for token in theirs]


def test_every_stretch_has_the_text_and_the_root_that_spacy_gives_it(both):
    theirs, own = both
    stretches = [(start, end) for start in range(len(theirs)) for end in range(start + 1, min(start + 12, len(theirs)) + 1)]
    assert [_said(own[start:end]) for start, end in stretches] == [_said(theirs[start:end]) for start, end in stretches]


def _said(span):
    return (
        span.text,
        len(span),
        span.start_char,
        span.end_char,
        span.root.i,
        span[-1].i,
        [token.i for token in span[1:]],
        span[0].sent.start,
    )


def test_sentences_and_entities_are_those_of_spacy(both):
    theirs, own = both
    assert [(one.start, one.end, one.text) for one in own.sents] == [(one.start, one.end, one.text) for one in theirs.sents]
    assert [(one.text, one.label_) for one in own.ents] == [(one.text, one.label_) for one in theirs.ents]


@pytest.mark.parametrize("length", [1, 2, 7, 40])
def test_a_piece_of_the_text_is_widened_to_tokens_as_spacy_does(both, length):
    theirs, own = both
    for start in range(len(TEXT) - length + 1):
        found, wanted = own.char_span(start, start + length), theirs.char_span(start, start + length, alignment_mode="expand")
        assert _bounds(found) == _bounds(wanted)


def _bounds(span):
    return None if span is None else (span.start, span.end)


def test_places_outside_the_text_are_refused_or_empty(both):
    _, own = both
    assert own[len(own) : len(own) + 3] == Span(own, len(own), len(own))
    assert own[2:1].text == ""
    for token, places in ((own[0], -1), (own[-1], 1)):
        with pytest.raises(IndexError):
            token.nbor(places)


def test_a_text_without_tokens_is_read(nlp):
    own = Doc(nlp(""))
    assert (len(own), list(own), own.sents, own.text) == (0, [], [], "")
