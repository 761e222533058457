"""What speakers say should be done: "the law must be changed, she said" is a stance of hers for changing it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.commitment import commitment
from kg.extract.holders import Scene
from kg.extract.issues import issue_of
from kg.extract.model import StanceSpan
from kg.extract.stance_frames import frames, lemma
from kg.extract.stance_targets import targets
from kg.extract.stated import stated_on
from kg.extract.syntax import auxiliaries
from kg.lexicon import words
from kg.records import Polarity

_CONFIDENCE = 0.6


def prescriptions(around: Scene) -> Iterator[StanceSpan]:
    """The stances of a Doc that say what should be done."""
    for token in around.doc:
        if token.pos_ == "VERB" and token.i in around.sayings and _is_prescribed(token):
            yield from _stance(token, around)


def _is_prescribed(verb: Token) -> bool:
    """It should be done, by someone or to something, and the verb takes no stance of its own."""
    helpers = auxiliaries(verb)
    if not any(token.lower_ in words("stance_frames", "embedding.duty_modals") for token in helpers) or _is_past(helpers):
        return False
    if lemma(verb) in words("stance_frames", "empty.verbs") or any(targets(verb, frame.target) for frame in frames(verb)):
        return False
    return not _is_inverted(verb, helpers) and any(
        child.dep_ in {"nsubj", "nsubjpass"} and child.pos_ in {"NOUN", "PROPN", "PRON"} and child.lower_ != "it" for child in verb.children
    )


def _is_inverted(verb: Token, helpers: list[Token]) -> bool:
    """A condition or a question: "should he resign"."""
    subjects = [child.i for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    return bool(subjects and helpers) and helpers[0].i < subjects[0]


def _is_past(helpers: list[Token]) -> bool:
    return any(token.lemma_ == "have" for token in helpers)


def _stance(verb: Token, around: Scene) -> Iterator[StanceSpan]:
    made = commitment(verb, around.cues)
    speaker = around.speaker(verb.i)
    issue = None if made is None or not made.duty else issue_of(around.doc, verb, around.reading.references)
    if speaker is None or issue is None:
        return
    subtree = [token.i for token in verb.subtree if not token.is_punct and not token.is_space]
    yield StanceSpan(
        start=subtree[0],
        end=subtree[-1] + 1,
        holder=speaker,
        issue=issue,
        polarity=Polarity.SUPPORTS,
        condition=None,
        sources=around.sources(verb.i, speaker),
        stated_on=stated_on(verb, None, around),
        rule="stance.prescription",
        confidence=_CONFIDENCE,
    )
