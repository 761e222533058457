"""Stances: who stands where on which issue.

Comes in: a Doc and its reading. Goes out: stances with their holder, issue, polarity, condition and source chain. Words
are frames in `ontology/lexicon/stance_frames.toml`, dispatched by lemma; what the words above a trigger make of it is told by
`kg.extract.commitment`. Whatever is unsure is left out, above all the sign.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.extract.conceded import conceded
from kg.extract.conditions import condition_of
from kg.extract.echoes import echoes
from kg.extract.evaluations import evaluations
from kg.extract.holders import Scene, scene
from kg.extract.intentions import intentions
from kg.extract.issue_clauses import is_not_to, says_that
from kg.extract.issues import issue_of, points_back
from kg.extract.leanings import leanings
from kg.extract.model import Reading, StanceSpan
from kg.extract.parsed import Doc, Token
from kg.extract.prescriptions import prescriptions
from kg.extract.reserved import reserved
from kg.extract.stance_frames import frames
from kg.extract.stance_held import held, is_own
from kg.extract.stance_taken import Taken, taken_by
from kg.extract.stated import stated_on
from kg.extract.syntax import auxiliaries, is_negated, phrase
from kg.extract.undecided import undecided
from kg.lexicon import words
from kg.records import Issue, Polarity

_CERTAIN, _GUARDED = 0.85, 0.7
_FAR, _NEAR = 150, 30
Recent = tuple[int, Issue, Polarity]
_DEMONSTRATIVE = frozenset({"that", "this"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "same"})


def find_stances(doc: Doc, reading: Reading) -> tuple[StanceSpan, ...]:
    """The stances of a Doc, by position."""
    around = scene(doc, reading)
    said = [*_framed(around), *evaluations(around), *reserved(around), *leanings(around)]
    said += [*echoes(around, said), *undecided(around, said)]
    known = {(stance.holder, stance.issue) for stance in said}
    said += [stance for stance in (*prescriptions(around), *intentions(around)) if (stance.holder, stance.issue) not in known]
    guarded = _guarded(said, doc)
    said = [stance for stance in said if not any(_in_one_breath(stance, other, doc) for other in guarded.get(_breath(stance, doc), ()))]
    return tuple(
        sorted(dict.fromkeys(conceded(said, around)), key=lambda stance: (stance.start, stance.end, stance.holder, stance.issue.label))
    )


def _guarded(said: Iterable[StanceSpan], doc: Doc) -> dict[tuple[int, int], list[StanceSpan]]:
    """The stances with a condition, by holder and by the sentences in which they and their conditions stand."""
    found: defaultdict[tuple[int, int], list[StanceSpan]] = defaultdict(list)
    for stance in said:
        if stance.condition is not None:
            first, last = stance.condition
            for start in {doc[i].sent.start for i in (stance.start, *range(first, last))}:
                found[stance.holder, start].append(stance)
    return found


def _breath(stance: StanceSpan, doc: Doc) -> tuple[int, int]:
    return stance.holder, doc[stance.start].sent.start


def _in_one_breath(stance: StanceSpan, other: StanceSpan, doc: Doc) -> bool:
    """The other says on what condition: "the idea is right and we support it, but there are questions"."""
    if other.condition is None or stance.condition is not None or stance.holder != other.holder:
        return False
    if other.condition[0] <= stance.start and stance.end <= other.condition[1]:
        return True
    near = doc[stance.start].sent.start == doc[other.start].sent.start
    same = other.issue.label in _labels(stance.issue) or stance.issue.label in _labels(other.issue)
    return near and same and stance.polarity is Polarity.SUPPORTS


def _labels(issue: Issue | None) -> set[str]:
    return set() if issue is None else {issue.label} | _labels(issue.broader)


def _framed(around: Scene) -> Iterator[StanceSpan]:
    recent: Recent | None = None
    for token in filter(frames, around.tokens):
        for taken in taken_by(token, around):
            issue = _issue(taken, recent, around)
            if issue is not None:
                yield from _stances(taken, issue, around)
                recent = None if is_negated(taken.target) or is_not_to(taken.target) else (token.i, issue, taken.polarity)


def _issue(taken: Taken, recent: Recent | None, around: Scene) -> Issue | None:
    if taken.target.i == taken.trigger.i:
        reach = _FAR if taken.frame.alone else _NEAR
        return recent[1] if recent is not None and taken.trigger.i - recent[0] <= reach else None
    resumed = _recent(taken, recent)
    if resumed is not None and points_back(taken.target) and len(list(taken.target.children)) == 1:
        return resumed
    return issue_of(around.doc, taken.target, around.reading.references) or resumed


def _recent(taken: Taken, recent: Recent | None) -> Issue | None:
    """The issue of the stance before, where "the move" or "it" means something that was named otherwise.

    After an act against something "the move" is that act, not what it is against.
    """
    if recent is None or not _resumes(taken.target):
        return None
    if recent[2] is Polarity.OPPOSES and taken.target.lower_ in words("issues", "vague.acts"):
        return None
    before = taken.trigger.sent.start - 1
    if points_back(taken.target) and before >= 0 and recent[0] < taken.trigger.doc[before].sent.start:
        return None
    reach = _FAR if taken.target.pos_ == "NOUN" else _NEAR
    return recent[1] if taken.trigger.i - recent[0] <= reach else None


def _resumes(target: Token) -> bool:
    """The target is a word for what was told before: "the move", or "that" alone."""
    alone = target.lower_ in _DEMONSTRATIVE and target.pos_ in {"PRON", "DET"} and not list(target.children)
    taken_up = any(child.lower_ in _DEFINITE or child.tag_ == "PRP$" for child in target.children) or target.pos_ == "PRON"
    return alone or (taken_up and not says_that(target) and target.lower_ in words("issues", "vague.resumed"))


def _stances(taken: Taken, issue: Issue, around: Scene) -> Iterator[StanceSpan]:
    holding: dict[int, tuple[int, str]] = {}
    for holder, start, rule in held(taken, around):
        if not is_own(taken, holder, around) and not _is_against_own(taken, issue, holder, around):
            holding.setdefault(holder, (start, rule))
    for holder, (start, rule) in holding.items():
        yield _span(taken, issue, holder, start, rule, around)


def _is_against_own(taken: Taken, issue: Issue, holder: int, around: Scene) -> bool:
    """Nobody denounces what is his own: who is meant is another, whom the parser missed."""
    name = around.reading.references.things[holder].name
    opposed = taken.polarity is Polarity.OPPOSES and taken.target.pos_ == "NOUN"
    return opposed and issue.label.endswith(f" of {name}")


def _span(taken: Taken, issue: Issue, holder: int, start: int, rule: str, around: Scene) -> StanceSpan:
    condition, polarity = _conditional(taken, holder, around)
    tokens = [start, taken.trigger.i, phrase(taken.target)[1] - 1]
    guarded = taken.commitment.turned or taken.commitment.hypothetical or condition or taken.commitment.duty
    return StanceSpan(
        start=min(tokens),
        end=max(tokens) + 1,
        holder=holder,
        issue=issue,
        polarity=polarity,
        condition=condition,
        sources=around.sources(taken.trigger.i, holder),
        stated_on=stated_on(taken.trigger, taken.carrier, around),
        rule=rule,
        confidence=_GUARDED if guarded else _CERTAIN,
    )


def _is_vowed(taken: Taken) -> bool:
    """It is to be done, or the holder means to do it: "will ask for a review if", "plan to block the road unless"."""
    if any(helper.lower_ in {"will", "would", "'ll"} for helper in auxiliaries(taken.trigger)):
        return True
    vowing = words("stance_frames", "condition.vowing")
    return taken.trigger.lemma_ in vowing or (taken.trigger.dep_ == "xcomp" and taken.trigger.head.lemma_ in vowing)


def _conditional(taken: Taken, holder: int, around: Scene) -> tuple[tuple[int, int] | None, Polarity]:
    turned = taken.commitment.turned > 0 or taken.frame.polarity is Polarity.OPPOSES
    if not (taken.frame.assents or _is_vowed(taken)) or taken.commitment.duty or taken.trigger.dep_ in {"relcl", "acl", "pcomp"}:
        return None, taken.polarity
    condition = condition_of(taken.trigger, taken.target, holder, around.reading.references, turned=turned)
    return condition, taken.polarity if condition is None else Polarity.CONDITIONAL
