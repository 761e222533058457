"""Pages of facts: each page costs what it holds, however far down the list it is.

A page names the last fact that it shows by its sort key and IRI; the next one asks for what follows (keyset paging). So a list is
walked without gaps or repeats while the graph stays as it is, and a change of the graph moves nothing that was already seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import islice
from typing import Final

from kg.ntriples import literal
from kg.query.conditions import among
from kg.query.facts import QUERIES, READERS
from kg.query.filters import CLASSES, EVERYTHING, FactKind, Filter, conditions, kinds
from kg.query.model import EventFound, Fact, OfficeHeld, QuantityGiven, StanceTaken, StatementMade
from kg.query.page_tokens import digest, place_of, token
from kg.query.templates import text_of
from kg.query.values import local
from kg.store import Row, Store
from kg.vocabulary import KG

_KINDS: Final = {name: kind for kind, name in CLASSES.items()}
_FEW: Final = 1000
_ABOUT: Final = (
    "kg:heldBy|kg:speaker|kg:addressee|kg:about|kg:agent|kg:recipient|(kg:place/kg:within*)|(kg:issue/skos:broader*)"
    "|kg:office|(kg:office/org:postIn)|(kg:office/org:reportsTo)"
)
"""The ways in which a fact is about an entity; of a place also what happens in places within it, of an issue also narrower ones."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of facts.

    Attributes:
        facts: in order, each with its evidence.
        next: what to give as `after` to get the page that follows; None on the last page.
    """

    facts: tuple[Fact, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in a list: behind the fact of this kind, sort key and IRI."""

    kind: str
    key: str
    fact: str


Found = tuple[_Place, Fact]


def page(store: Store, where: Filter = EVERYTHING, *, after: str | None = None, limit: int = 50) -> Page:
    """A page of the facts that a filter asks for: offices by holder, stances by issue, statements and events by day.

    Args:
        store: where to look.
        where: what is asked for.
        after: `next` of the page before; None for the first page.
        limit: most facts on the page.

    Raises:
        InputError: the filter cannot be used, or `after` belongs to another question.
    """
    asked = _digest("page", where)
    start = _read(after, asked)
    return _page(islice(_from(store, where, start, limit + 1), limit + 1), asked, limit)


def timeline(store: Store, entity: str, where: Filter = EVERYTHING, *, after: str | None = None, limit: int = 50) -> Page:
    """A page of all facts about an entity by day: what is dated vaguely by its first day, what is not dated at the end.

    Args:
        store: where to look.
        entity: IRI of an actor, place, issue or office.
        where: narrows the facts.
        after: `next` of the page before.
        limit: most facts on the page.

    Raises:
        InputError: the filter cannot be used, or `after` belongs to another question.
    """
    asked = _digest(f"timeline {entity}", where)
    start = _read(after, asked)
    return _page(islice(_by_day(store, entity, where, start, limit + 1), limit + 1), asked, limit)


def is_about(store: Store, entity: str, facts: Sequence[str]) -> bool:
    """Whether one of these facts is about an entity; what is in a place is about the places around it."""
    return bool(store.select(text_of("about", among("fact", facts), among("center", [entity]), limit=1)))


def count(store: Store, where: Filter = EVERYTHING) -> int:
    """How many facts a filter asks for; where it asks for independent sources, all evidence has to be read."""
    if where.min_sources is not None and where.min_sources > 1:
        return sum(1 for _ in _from(store, where, None, 500))
    return sum(int(store.select(_count(kind, where))[0]["n"]) for kind in kinds(where))


def _count(kind: FactKind, where: Filter) -> str:
    return text_of(f"count_{QUERIES[kind]}", *conditions(kind, where))


def _page(found: Iterator[Found], asked: str, limit: int) -> Page:
    shown = list(found)
    more = len(shown) > limit
    return Page(tuple(fact for _, fact in shown[:limit]), token(asked, astuple(shown[limit - 1][0])) if more else None)


def _from(store: Store, where: Filter, start: _Place | None, step: int) -> Iterator[Found]:
    """The facts behind a place, read in steps."""
    several = kinds(where)
    if start is not None:
        several = tuple(kind for kind in several if tuple(FactKind).index(kind) >= tuple(FactKind).index(FactKind(start.kind)))
    for kind in several:
        asked = conditions(kind, where)
        place = start if start is not None and start.kind == kind else None
        rows = store.select(text_of("facts", *asked, f"?fact a kg:{CLASSES[kind]} .", limit=_FEW + 1))
        if len(rows) < step and place is None:
            yield from _all_of(store, kind, [row["fact"] for row in rows], where)
        else:
            few = (among("fact", [row["fact"] for row in rows]),)
            yield from _in_steps(store, kind, few if len(rows) <= _FEW else asked, where, place, step)


def _all_of(store: Store, kind: FactKind, iris: list[str], where: Filter) -> Iterator[Found]:
    """Facts that fit on one page, sorted as the query for pages would."""
    keys: dict[str, str] = {}
    facts: dict[str, Fact] = {}
    for fact in READERS[kind](store, among("fact", iris)) if iris else ():
        facts[fact.fact] = fact
        keys[fact.fact] = min(key_of(fact), keys.get(fact.fact, key_of(fact)))
    for iri in sorted(facts, key=lambda iri: (keys[iri], iri)):
        if facts[iri].independent >= (where.min_sources or 0):
            yield _Place(kind, keys[iri], iri), facts[iri]


def _in_steps(store: Store, kind: FactKind, asked: Sequence[str], where: Filter, place: _Place | None, step: int) -> Iterator[Found]:
    while True:
        rows = store.select(text_of(f"page_{QUERIES[kind]}", *asked, after=_behind(place), limit=step))
        yield from _told(store, [(kind, row) for row in rows], where)
        if len(rows) < step:
            break
        place = _Place(kind, rows[-1]["key"], rows[-1]["fact"])


def key_of(fact: Fact) -> str:
    """The key that a list is sorted by, as `queries/page_*.rq` make it."""
    match fact:
        case OfficeHeld():
            return f"{fact.person_label} | {fact.office_label}"
        case StanceTaken():
            return f"{fact.issue_label} | {KG}{fact.polarity} | {fact.actor_label}"
        case StatementMade():
            return f"{fact.stated_on or '~'} | {fact.speaker_label}"
        case EventFound():
            return f"{fact.earliest or '~'} | {fact.label}"
        case QuantityGiven():
            return f"{fact.measure} | {fact.earliest or '~'}"


def _by_day(store: Store, entity: str, where: Filter, place: _Place | None, step: int) -> Iterator[Found]:
    patterns = [_of_kind(kind, where) for kind in kinds(where) if kind is not FactKind.QUANTITY]
    asked = (among("center", [entity]), f"?fact {_ABOUT} ?center .", " UNION ".join(f"{{ {pattern} }}" for pattern in patterns))
    while patterns:
        rows = store.select(text_of("timeline", *asked, after=_behind(place), limit=step))
        yield from _told(store, [(_KINDS[local(row["class"])], row) for row in rows], where)
        if len(rows) < step:
            break
        place = _Place("", rows[-1]["key"], rows[-1]["fact"])


def _of_kind(kind: FactKind, where: Filter) -> str:
    return " ".join((f"?fact a kg:{CLASSES[kind]} .", *conditions(kind, where)))


def _told(store: Store, rows: list[tuple[FactKind, Row]], where: Filter) -> Iterator[Found]:
    """The facts of rows, in their order, without those that too few independent sources state."""
    facts: dict[str, Fact] = {}
    for kind in FactKind:
        if iris := [row["fact"] for own, row in rows if own is kind]:
            facts.update((fact.fact, fact) for fact in READERS[kind](store, among("fact", iris)))
    for kind, row in rows:
        fact = facts.get(row["fact"])
        if fact is not None and fact.independent >= (where.min_sources or 0):
            yield _Place(kind, row["key"], row["fact"]), fact


def _behind(place: _Place | None) -> str:
    if place is None:
        return ""
    key, fact = literal(place.key), literal(place.fact)
    return f"FILTER(?key > {key} || (?key = {key} && STR(?fact) > {fact}))"


def _digest(what: str, where: Filter) -> str:
    return digest(what, astuple(where))


def _read(given: str | None, asked: str) -> _Place | None:
    place = place_of(given, asked, len(fields(_Place)))
    return None if place is None else _Place(*place)
