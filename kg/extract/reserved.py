"""What someone will only do on a condition: "will not attend the summit unless they apologise"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.commitment import commitment
from kg.extract.concepts import issue
from kg.extract.holders import Scene, acting
from kg.extract.issue_words import clause_words
from kg.extract.model import StanceSpan
from kg.extract.parsed import Token
from kg.extract.stance_frames import frames
from kg.extract.stance_targets import targets
from kg.extract.stated import stated_on
from kg.extract.syntax import auxiliaries, is_negated, is_passive, subjects
from kg.lexicon import words
from kg.records import Issue, Polarity

_CONFIDENCE = 0.7
_TO_COME = frozenset({"will", "would", "wo", "'ll", "’ll"})


def reserved(around: Scene) -> Iterator[StanceSpan]:
    """The stances of a Doc that are refusals, or plans, with a condition and no other word of stance."""
    for token in around.tokens:
        if token.pos_ == "VERB" and (clause := _condition(token)) is not None and _is_open(token):
            yield from _stances(token, clause, around)


def _condition(verb: Token) -> Token | None:
    """The clause of the condition: after "unless", of what will not be done also after "until"."""
    marks = {"unless", "until"} if is_negated(verb) else {"unless"}
    clauses = [child for child in verb.children if child.dep_ == "advcl" and child.i > verb.i]
    return next((clause for clause in clauses if clause.left_edge.lower_ in marks), None)


def _is_open(verb: Token) -> bool:
    """Somebody will or would do it, or not, and the verb takes no stance of its own."""
    to_come = any(helper.lower_ in _TO_COME for helper in auxiliaries(verb))
    return to_come and not is_passive(verb) and not any(targets(verb, frame.target) for frame in frames(verb))


def _issue(verb: Token, around: Scene) -> Issue | None:
    """What would be done; one word says enough only where it is known to."""
    label = clause_words(verb, around.reading.references, subject=False)
    told = " " in label or verb.lemma_ in words("stance_frames", "embedding.withheld")
    return issue((), label) if told else None


def _stances(verb: Token, clause: Token, around: Scene) -> Iterator[StanceSpan]:
    made = commitment(verb, around.cues)
    about = None if made is None or made.duty else _issue(verb, around)
    if about is None:
        return
    for head in subjects(verb):
        for holder in acting([head], around):
            yield StanceSpan(
                start=min(head.i, verb.i),
                end=clause.left_edge.i,
                holder=holder,
                issue=about,
                polarity=Polarity.CONDITIONAL,
                condition=(clause.left_edge.i, clause.right_edge.i + 1),
                sources=around.sources(verb.i, holder),
                stated_on=stated_on(verb, None, around),
                rule="stance.reserved",
                confidence=_CONFIDENCE,
            )
