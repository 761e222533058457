from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy
from spacy.tokens import Doc

from kg.extract.cues import LEXICON, is_content_noun, is_document, is_occasion_noun, lemma, named_by_quotes, verb_cues
from kg.lexicon import table

if TYPE_CHECKING:
    from spacy.tokens import Token

FORMS = {"quote", "clause", "infinitive", "gerund", "object", "complement", "about", "finding"}
VOCAB = spacy.blank("en").vocab
GROUPS = sorted(table(LEXICON)["verbs"])


def token(words: str, lemma_: str, tag: str = "VBD", pos: str = "VERB") -> Token:
    """The first token of some words, with this lemma and tag."""
    parts = words.split()
    size = len(parts)
    return Doc(VOCAB, words=parts, lemmas=[lemma_] + [""] * (size - 1), tags=[tag] + [""] * (size - 1), pos=[pos] + ["X"] * (size - 1))[0]


@pytest.mark.parametrize("group", GROUPS)
def test_lexicon_groups_are_complete(group: str) -> None:
    entry = table(LEXICON)["verbs"][group]
    assert set(entry) == {"kind", "takes", "addressee", "lemmas"}
    assert set(entry["takes"]) <= FORMS
    assert len(set(entry["lemmas"])) == len(entry["lemmas"])
    assert all(word == word.lower().strip() for word in entry["lemmas"])


VERBS = [
    ("said", "say", ["say"]),
    ("pointed out", "point", ["point out"]),
    ("pointed at", "point", []),
    ("called for", "call", ["call for", "call"]),
    ("walked", "walk", []),
    ("hoping", "hop", ["hope", "hope"]),
]


@pytest.mark.parametrize(("text", "lemma_", "expected"), VERBS)
def test_verb_cues_with_their_particles(text: str, lemma_: str, expected: list[str]) -> None:
    assert [cue.lemma for cue in verb_cues(token(text, lemma_))] == expected


def test_verb_cues_only_of_verbs() -> None:
    assert verb_cues(token("claim", "claim", "NN", "NOUN")) == ()


def test_lemma_corrects_the_model() -> None:
    assert lemma(token("hoping", "hop", "VBG")) == "hope"


def test_nouns_by_what_they_stand_for() -> None:
    claim, interview, ruling = (token(noun, noun, "NN", "NOUN") for noun in ("claim", "interview", "ruling"))
    assert (is_content_noun(claim), is_occasion_noun(interview), is_document(ruling)) == (True, True, True)
    assert not is_content_noun(interview)


def test_named_by_quotes_is_for_titles_and_terms() -> None:
    assert named_by_quotes(token("song", "song", "NN", "NOUN"))
    assert named_by_quotes(token("dubbed", "dub", "VBN"))
    assert not named_by_quotes(token("called", "call", "VBD"))
