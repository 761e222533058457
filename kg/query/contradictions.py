"""Contradictions: pairs of facts that cannot both be true, each with its evidence and the rule that saw it.

A query of `queries/contradiction_*.rq` finds candidates that share what they are about, so the work grows with the facts and not with
their pairs; a rule then decides from the two facts and says why. Rules are strict: what time, another body, an acting or former
holder, or a condition may explain is no contradiction. Nothing is removed or ended because of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import inf
from typing import Final

from kg import lexicon
from kg.names import skeleton, split_person
from kg.ntriples import literal
from kg.query.conditions import among
from kg.query.facts import READERS
from kg.query.filters import EVERYTHING, FactKind, Filter, kinds
from kg.query.model import EventFound, Fact, OfficeHeld, QuantityGiven, StanceTaken
from kg.query.templates import text_of
from kg.store import Row, Store

_NARROW: Final = timedelta(days=3)
_NEAR: Final = timedelta(days=7)
_NEXT_DAY: Final = timedelta(days=1)
_SLACK: Final = 0.1


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two facts that cannot both be true.

    Attributes:
        rule: name of the rule that saw it, one of `RULES`.
        about: IRI of the office, actor or issue that both are about.
        about_label: its label.
        reason: what contradicts what, in a sentence.
        left, right: the facts, each with its evidence.
    """

    rule: str
    about: str
    about_label: str
    reason: str
    left: Fact
    right: Fact


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, the kind of facts, the query that finds candidates, the condition on it, and what decides.

    Attributes:
        decide: gives the reason, or None where the two do not contradict each other.
    """

    name: str
    kind: FactKind
    query: str
    narrowed: Callable[[], Iterable[str]]
    decide: Callable[[Fact, Fact], str | None]


def contradictions(store: Store, where: Filter = EVERYTHING, rules: Iterable[str] = ()) -> tuple[Contradiction, ...]:
    """The contradictions among the facts that a filter asks for, by rule and by what they are about.

    Args:
        store: where to look.
        where: both facts meet it; but the actor of it need only be one of the two.
        rules: names of rules; none means all.

    Raises:
        InputError: the filter cannot be used.
    """
    wanted = frozenset(rules)
    several = [rule for rule in RULES if (not wanted or rule.name in wanted) and rule.kind in _asked(where)]
    return tuple(found for rule in several for found in _seen(store, rule, where))


def _asked(where: Filter) -> tuple[FactKind, ...]:
    return kinds(replace(where, kind=tuple(FactKind)) if where.kind is None else where)


def _seen(store: Store, rule: Rule, where: Filter) -> list[Contradiction]:
    rows = store.select(text_of(rule.query, *rule.narrowed()))
    facts = _facts(store, rule.kind, rows, replace(where, actor=None))
    own = facts if where.actor is None else _facts(store, rule.kind, rows, where)
    found = []
    for row in rows:
        left, right = facts.get(row["left"]), facts.get(row["right"])
        if left is None or right is None or not {row["left"], row["right"]} & own.keys():
            continue
        if reason := rule.decide(left, right):
            found.append(Contradiction(rule.name, row["about"], row["aboutLabel"], reason, left, right))
    return found


def _facts(store: Store, kind: FactKind, rows: list[Row], where: Filter) -> dict[str, Fact]:
    iris = sorted({row[side] for row in rows for side in ("left", "right")})
    return {fact.fact: fact for fact in READERS[kind](store, among("fact", iris), where=where)} if iris else {}


def _single_seats() -> Iterable[str]:
    """The labels of offices that have one seat, each with where they have it."""
    seats = lexicon.table("contradictions")["single_seat"]
    pairs = [f"({literal(label)} {literal(seat)})" for seat, labels in seats.items() for label in labels]
    yield f"VALUES (?aboutLabel ?seat) {{ {' '.join(pairs)} }}"


def _once() -> Iterable[str]:
    yield f"VALUES ?act {{ {' '.join(map(literal, lexicon.table('contradictions')['once']))} }}"


def _nothing() -> Iterable[str]:
    return ()


def _two_holders(left: Fact, right: Fact) -> str | None:
    """Two people hold one seat on the same days, by stated dates or by observation."""
    if not isinstance(left, OfficeHeld) or not isinstance(right, OfficeHeld) or left.inferred or right.inferred:
        return None
    ours, theirs = _held(left), _held(right)
    if ours is None or theirs is None or _may_be_one(left.person_label, right.person_label):
        return None
    first, last = max(ours[0], theirs[0]), min(ours[1], theirs[1])
    if first > last:
        return None
    seat = f"{left.office_label}{f' of {left.body_label}' if left.body_label else ''}"
    return f"{left.person_label} and {right.person_label} are both said to be {seat} on {first}"


def _held(tenure: OfficeHeld) -> tuple[date, date] | None:
    """The days on which it is known to be held; of a former holder only what is stated."""
    if tenure.status == "Former":
        first, last = tenure.valid_from, tenure.valid_to
    else:
        first, last = tenure.valid_from or tenure.first_seen, tenure.valid_to or tenure.last_seen
    return (first, last) if first and last and first <= last else None


def _may_be_one(left: str, right: str) -> bool:
    """Two labels may be names of one person: they share a surname, or one is a part of the other."""
    ours, theirs = (skeleton(split_person(label)[1] or label) for label in (left, right))
    return ours == theirs or bool({*skeleton(left).split()} & {*skeleton(right).split()})


def _two_dates(left: Fact, right: Fact) -> str | None:
    """One happening of the same parties is told of two days."""
    if (
        not isinstance(left, EventFound)
        or not isinstance(right, EventFound)
        or not _same_parties(left, right)
        or _share_article(left, right)
    ):
        return None
    if not (left.earliest and left.latest and right.earliest and right.latest):
        return None
    if left.latest - left.earliest > _NARROW or right.latest - right.earliest > _NARROW:
        return None
    if right.earliest - left.latest > timedelta(days=lexicon.table("contradictions")["once"].get(left.act, 0)):
        return None
    return f"“{left.label}” is told of {_days(left)} and of {_days(right)}"


def _denied(left: Fact, right: Fact) -> str | None:
    """What one side tells or claims, another denies."""
    if not isinstance(left, EventFound) or not isinstance(right, EventFound) or not _same_parties(left, right):
        return None
    claimed, denied = _tellers(left), _tellers(right)
    if not _about_one_time(left, right) or claimed == denied or _share_sentence(left, right):
        return None
    who, whose = ", ".join(sorted(claimed)) or "an outlet", ", ".join(sorted(denied)) or "an outlet"
    return f"“{left.label}” is told by {who} and denied by {whose}"


def _two_counts(left: Fact, right: Fact) -> str | None:
    """Two numbers for one event that cannot both be right, given at one time: a later number may just be a newer one."""
    if not isinstance(left, QuantityGiven) or not isinstance(right, QuantityGiven) or _share_sentence(left, right):
        return None
    if (left.counted, left.actor, left.place) != (right.counted, right.actor, right.place):
        return None
    if _share_article(left, right) and _tellers(left) == _tellers(right):
        return None
    (low, high), (least, most) = _range(left), _range(right)
    if max(low, least) <= min(high, most) or not _given_together(left, right):
        return None
    return f"“{left.amount}” and “{right.amount}” are both given for {left.measure} of “{left.event_label}”"


def _range(quantity: QuantityGiven) -> tuple[float, float]:
    """Between which numbers it lies; what is approximate may be a tenth off."""
    low = quantity.at_least if quantity.at_least is not None else quantity.value
    high = quantity.at_most if quantity.at_most is not None else None if quantity.at_least is not None else quantity.value
    slack = _SLACK if quantity.approximate else 0.0
    return (-inf if low is None else low * (1 - slack), inf if high is None else high * (1 + slack))


def _given_together(left: QuantityGiven, right: QuantityGiven) -> bool:
    """They hold as of one day, where both are dated, and are published a day apart at most."""
    if left.earliest and left.latest and right.earliest and right.latest and not _overlap(left, right):
        return False
    ours, theirs = _published(left), _published(right)
    return bool(ours and theirs) and max(ours[0], theirs[0]) - min(ours[-1], theirs[-1]) <= _NEXT_DAY


def _overlap(left: EventFound | QuantityGiven, right: EventFound | QuantityGiven) -> bool:
    """Whether the days of two dated facts overlap."""
    return bool(
        left.earliest
        and left.latest
        and right.earliest
        and right.latest
        and left.earliest <= right.latest
        and right.earliest <= left.latest
    )


def _opposite(left: Fact, right: Fact) -> str | None:
    """On one day an actor is said to support and to oppose an issue."""
    if not isinstance(left, StanceTaken) or not isinstance(right, StanceTaken) or _share_sentence(left, right):
        return None
    return f"{left.actor_label} is said to oppose and to support {left.issue_label} on one day"


RULES: Final = (
    Rule("office.holders", FactKind.OFFICE, "contradiction_holders", _single_seats, _two_holders),
    Rule("event.dates", FactKind.EVENT, "contradiction_dates", _once, _two_dates),
    Rule("event.counts", FactKind.QUANTITY, "contradiction_counts", _nothing, _two_counts),
    Rule("event.denied", FactKind.EVENT, "contradiction_denials", _nothing, _denied),
    Rule("stance.opposite", FactKind.STANCE, "contradiction_stances", _nothing, _opposite),
)
"""The rules, in the order of their findings."""


def _same_parties(left: EventFound, right: EventFound) -> bool:
    """The doers and those done to are the same, and neither place nor object tells the two apart."""
    return (
        (left.agents, left.recipients) == (right.agents, right.recipients)
        and (left.theme is None or right.theme is None or left.theme.casefold() == right.theme.casefold())
        and (left.place is None or right.place is None or left.place == right.place)
    )


def _about_one_time(left: EventFound, right: EventFound) -> bool:
    """The days overlap; of what has none, the articles are a week apart at most."""
    if left.earliest and left.latest and right.earliest and right.latest:
        return _overlap(left, right)
    ours, theirs = _published(left), _published(right)
    return bool(ours and theirs) and max(ours[0], theirs[0]) - min(ours[-1], theirs[-1]) <= _NEAR


def _published(fact: Fact) -> list[date]:
    return sorted(date.fromisoformat(quote.published[:10]) for quote in fact.evidence if quote.published)


def _tellers(fact: Fact) -> frozenset[str]:
    """Who says so: the last of the chain, else the outlet."""
    return frozenset(quote.said_by[-1] if quote.said_by else quote.outlet or quote.article for quote in fact.evidence)


def _share_article(left: Fact, right: Fact) -> bool:
    return bool({quote.article_iri for quote in left.evidence} & {quote.article_iri for quote in right.evidence})


def _share_sentence(left: Fact, right: Fact) -> bool:
    return bool({quote.sentence for quote in left.evidence} & {quote.sentence for quote in right.evidence})


def _days(event: EventFound) -> str:
    return str(event.earliest) if event.earliest == event.latest else f"{event.earliest} to {event.latest}"
