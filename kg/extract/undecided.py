"""Those who have not decided: "has not said whether it will accept", "will wait before deciding if it signs"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.apart import apart_from, is_apart, lives_with
from kg.extract.commitment import commitment
from kg.extract.holders import Scene, acting
from kg.extract.issues import issue_of
from kg.extract.model import StanceSpan
from kg.extract.parsed import Token
from kg.extract.stance_frames import frames, is_attitude
from kg.extract.stance_targets import targets
from kg.extract.stated import stated_on
from kg.extract.syntax import is_negated, phrase, subjects
from kg.lexicon import words
from kg.records import Issue, Polarity

_CONFIDENCE = 0.7
_REACH = 80
_CONTENT = frozenset({"dobj", "prep", "xcomp", "ccomp", "attr", "acomp", "nsubjpass"})


def undecided(around: Scene, said: Sequence[StanceSpan]) -> Iterator[StanceSpan]:
    """The stances of a Doc that are still open; what they are about may have been told by those said before."""
    for token in around.tokens:
        if token.lower_ == "whether" and token.head.pos_ in {"VERB", "AUX"} and token.i < token.head.i:
            yield from _open(token.head, around, said)
        elif is_apart(token):
            yield from _apart(token, around, said)


def _open(asked: Token, around: Scene, said: Sequence[StanceSpan]) -> Iterator[StanceSpan]:
    verb = asked.head
    if asked.dep_ not in {"ccomp", "xcomp", "advcl"} or verb.lemma_ not in words("stance_frames", "embedding.undecided"):
        return
    deciders = _undecided(verb)
    target = _about(asked)
    issue = _issue(target or asked, asked, around, said)
    if issue is None or not _is_own(asked, deciders, around):
        return
    end = max(asked.i + 1, phrase(target)[1]) if target is not None else asked.i + 1
    yield from _stances(verb, deciders, issue, end, around)


def _apart(verb: Token, around: Scene, said: Sequence[StanceSpan]) -> Iterator[StanceSpan]:
    target = apart_from(verb)
    issue = None if commitment(verb, around.cues) is None and not lives_with(verb) else _issue(target, verb, around, said)
    if issue is not None:
        end = max([verb.i + 1, *(child.i + 1 for child in verb.children if child.dep_ == "dobj"), *([phrase(target)[1]] if target else [])])
        yield from _stances(verb, subjects(verb), issue, end, around)


def _issue(target: Token | None, verb: Token, around: Scene, said: Sequence[StanceSpan]) -> Issue | None:
    """The issue of the target, else that of the stance told last before the verb."""
    lone = target is not None and target.i == verb.i and not any(child.dep_ in _CONTENT for child in verb.children)
    named = None if target is None or lone else issue_of(around.doc, target, around.reading.references)
    if named is not None or (target is not None and target.pos_ not in {"PRON", "VERB"}):
        return named
    before = [stance for stance in said if stance.end <= verb.i and verb.i - stance.end <= _REACH]
    return max(before, key=lambda stance: stance.end).issue if before else None


def _stances(verb: Token, heads: Sequence[Token], issue: Issue, end: int, around: Scene) -> Iterator[StanceSpan]:
    for head in heads:
        for holder in acting([head], around):
            yield StanceSpan(
                start=min(head.i, verb.i),
                end=end,
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
    if is_negated(verb) or (verb.dep_ == "xcomp" and verb.head.lemma_ in words("stance_frames", "embedding.flip")):
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
