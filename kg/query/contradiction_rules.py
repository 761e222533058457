"""The rules that see contradictions: which facts each one looks at, and what decides that two of them contradict each other.

They are strict: what time, another body, an acting or former holder, or a condition may explain is no contradiction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from typing import Final

from kg import lexicon
from kg.names import skeleton, split_person
from kg.ntriples import literal
from kg.query.filters import FactKind
from kg.query.model import EventFound, Fact, OfficeHeld, QuantityGiven, StanceTaken
from kg.store import Row

_NARROW: Final = timedelta(days=3)
_NEAR: Final = timedelta(days=7)
_NEXT_DAY: Final = timedelta(days=1)
_SLACK: Final = 0.1


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, the kind of facts, the query that finds candidates, the condition on it, and what decides.

    Attributes:
        reach: how many days after its last one a candidate still meets others.
        decide: gives the reason, or None where the two do not contradict each other.
    """

    name: str
    kind: FactKind
    query: str
    narrowed: Callable[[], Iterable[str]]
    reach: Callable[[Row], int]
    decide: Callable[[Fact, Fact], str | None]


def _single_seats() -> Iterable[str]:
    """The labels of offices that have one seat, each with where they have it."""
    seats = lexicon.table("contradictions")["single_seat"]
    pairs = [f"({literal(label)} {literal(seat)})" for seat, labels in seats.items() for label in labels]
    yield f"VALUES (?office ?seat) {{ {' '.join(pairs)} }}"


def _once() -> Iterable[str]:
    yield f"VALUES ?act {{ {' '.join(map(literal, lexicon.table('contradictions')['once']))} }}"


def _nothing() -> Iterable[str]:
    return ()


def _at_one_time(_: Row) -> int:
    return 0


def _until_it_may_happen_again(row: Row) -> int:
    act = row["key"].rpartition(" ")[0]
    return int(lexicon.table("contradictions")["once"].get(act, 0))


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
    if right.earliest <= left.latest:
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
    Rule("office.holders", FactKind.OFFICE, "contradiction_holders", _single_seats, _at_one_time, _two_holders),
    Rule("event.dates", FactKind.EVENT, "contradiction_dates", _once, _until_it_may_happen_again, _two_dates),
    Rule("event.counts", FactKind.QUANTITY, "contradiction_counts", _nothing, _at_one_time, _two_counts),
    Rule("event.denied", FactKind.EVENT, "contradiction_denials", _nothing, _at_one_time, _denied),
    Rule("stance.opposite", FactKind.STANCE, "contradiction_stances", _nothing, _at_one_time, _opposite),
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
