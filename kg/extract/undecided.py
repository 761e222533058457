"""Those who have not decided: "has not said whether it will accept", "will wait before deciding if it signs"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.holders import Scene, acting
from kg.extract.issues import issue_of
from kg.extract.model import StanceSpan
from kg.extract.stance_frames import frames, is_attitude
from kg.extract.stance_targets import targets
from kg.extract.stated import stated_on
from kg.extract.syntax import is_negated, phrase, subjects
from kg.lexicon import words
from kg.records import Polarity

_CONFIDENCE = 0.7


def undecided(around: Scene) -> Iterator[StanceSpan]:
    """The stances of a Doc that are still open."""
    for token in around.doc:
        if token.lower_ == "whether" and token.head.pos_ in {"VERB", "AUX"} and token.i < token.head.i:
            yield from _open(token.head, around)


def _open(asked: Token, around: Scene) -> Iterator[StanceSpan]:
    verb = asked.head
    if asked.dep_ not in {"ccomp", "xcomp", "advcl"} or verb.lemma_ not in words("stance_frames", "embedding.undecided"):
        return
    deciders = _undecided(verb)
    target = _about(asked)
    issue = None if target is None else issue_of(around.doc, target, around.reading.references)
    if issue is None or target is None or not _is_own(asked, deciders, around):
        return
    for head in deciders:
        for holder in acting([head], around):
            yield StanceSpan(
                start=min(head.i, verb.i),
                end=max(asked.i + 1, phrase(target)[1]),
                holder=holder,
                issue=issue,
                polarity=Polarity.UNDECIDED,
                condition=None,
                sources=around.sources(verb.i, holder),
                stated_on=stated_on(verb, None, around),
                rule="stance.undecided",
                confidence=_CONFIDENCE,
            )


def _undecided(verb: Token) -> list[Token]:
    """Who has not decided: the subject of a negated verb, or of one that comes only later ("before deciding")."""
    if is_negated(verb):
        return subjects(verb)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "before":
        return subjects(verb.head.head)
    if verb.lemma_ in {"consider", "weigh"} and verb.tag_ == "VBG":
        return subjects(verb)
    return []


def _about(asked: Token) -> Token | None:
    """What is open: what the verb would accept, or what it would do."""
    if not is_attitude(asked):
        return asked
    return next((target for frame in frames(asked) for target in targets(asked, frame.target)), None)


def _is_own(asked: Token, deciders: list[Token], around: Scene) -> bool:
    """It is their own stance that is open: the clause has no subject, or theirs."""
    own = [child for child in asked.children if child.dep_ in {"nsubj", "nsubjpass"}]
    return not own or set(acting(own, around)) <= set(acting(deciders, around))
