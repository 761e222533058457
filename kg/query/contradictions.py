"""Contradictions: pairs of facts that cannot both be true, each with its evidence and the rule that saw it.

A query of `queries/contradiction_*.rq` gives each candidate a key that contradicting facts share, a side that they differ in, and its
days. Those of one key on different sides at one time are paired by a sweep over the days, so the work grows with the facts and not
with their pairs; a rule of `kg.query.contradiction_rules` then decides from the two facts and says why. Facts are read as far as they
are shown. Nothing is removed or ended because of a contradiction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, timedelta
from itertools import groupby, islice
from typing import Final

from kg.query.conditions import among
from kg.query.contradiction_rules import RULES, Rule
from kg.query.facts import READERS
from kg.query.filters import EVERYTHING, FactKind, Filter, kinds
from kg.query.model import Fact
from kg.query.page_tokens import digest, place_of, token
from kg.query.templates import text_of
from kg.query.values import day
from kg.store import Row, Store
from kg.vocabulary import SUPPORTS

__all__ = ["RULES", "Contradiction", "ContradictionPage", "contradictions", "contradictions_page"]
_RIGHT: Final = frozenset({"true", SUPPORTS})
_AT_ONCE: Final = 200
"""Pairs whose facts are read together."""
_PARTS: Final = 7

Pair = tuple[Row, Row]
Place = tuple[str, ...]
"""Where a contradiction stands in the list of all: number of the rule, label and key of what it is about, days and IRIs of both facts."""


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
class ContradictionPage:
    """A page of contradictions.

    Attributes:
        found: in order.
        next: what to give as `after` to get the page that follows; None on the last page.
    """

    found: tuple[Contradiction, ...]
    next: str | None


def contradictions(
    store: Store, where: Filter = EVERYTHING, rules: Iterable[str] = (), *, near: Sequence[str] = ()
) -> tuple[Contradiction, ...]:
    """The contradictions among the facts that a filter asks for, by rule and by what they are about.

    Args:
        store: where to look.
        where: both facts meet it; but the actor of it need only be one of the two.
        rules: names of rules; none means all.
        near: conditions that all candidates meet, so that fewer are looked at.

    Raises:
        InputError: the filter cannot be used.
    """
    return tuple(found for _, found in _seen(store, where, rules, near, None))


def contradictions_page(
    store: Store, where: Filter = EVERYTHING, rules: Iterable[str] = (), *, after: str | None = None, limit: int = 50
) -> ContradictionPage:
    """A page of `contradictions`; facts are read and compared as far as the page goes.

    Args:
        store: where to look.
        where: both facts meet it; but the actor of it need only be one of the two.
        rules: names of rules; none means all.
        after: `next` of the page before; None for the first page.
        limit: most contradictions on the page.

    Raises:
        InputError: the filter cannot be used, or `after` belongs to another question.
    """
    names = tuple(sorted(set(rules)))
    asked = digest("contradictions", astuple(where), names)
    shown = list(islice(_seen(store, where, names, (), place_of(after, asked, _PARTS)), limit + 1))
    following = token(asked, shown[limit - 1][0]) if len(shown) > limit else None
    return ContradictionPage(tuple(found for _, found in shown[:limit]), following)


def _seen(
    store: Store, where: Filter, rules: Iterable[str], near: Sequence[str], start: Place | None
) -> Iterator[tuple[Place, Contradiction]]:
    """The contradictions behind a place, each with its own."""
    wanted, several = frozenset(rules), _asked(where)
    for number, rule in enumerate(RULES):
        if (wanted and rule.name not in wanted) or rule.kind not in several or (start and number < int(start[0])):
            continue
        behind = start[1:] if start and number == int(start[0]) else None
        yield from (((str(number), *place), found) for place, found in _of_rule(store, rule, where, near, behind))


def _asked(where: Filter) -> tuple[FactKind, ...]:
    return kinds(replace(where, kind=tuple(FactKind)) if where.kind is None else where)


def _of_rule(store: Store, rule: Rule, where: Filter, near: Sequence[str], behind: Place | None) -> Iterator[tuple[Place, Contradiction]]:
    rows = store.select(text_of(rule.query, *rule.narrowed(), *near))
    labels = _labels(store, sorted({row["about"] for row in rows}))
    rows = sorted((row for row in rows if row["about"] in labels), key=lambda row: (labels[row["about"]], row["key"]))
    pairs = ((_place_of(pair, labels), pair) for pair in _pairs(rows, rule))
    waiting = (one for one in pairs if behind is None or one[0] > behind)
    while several := list(islice(waiting, _AT_ONCE)):
        yield from _decided(store, rule, where, labels, several)


def _decided(
    store: Store, rule: Rule, where: Filter, labels: Mapping[str, str], pairs: Sequence[tuple[Place, Pair]]
) -> Iterator[tuple[Place, Contradiction]]:
    iris = sorted({row["fact"] for _, pair in pairs for row in pair})
    facts = _facts(store, rule.kind, iris, replace(where, actor=None))
    own = facts if where.actor is None else _facts(store, rule.kind, iris, where)
    for place, (first, second) in pairs:
        left, right = facts.get(first["fact"]), facts.get(second["fact"])
        if left is None or right is None or not {left.fact, right.fact} & own.keys():
            continue
        if reason := rule.decide(left, right):
            yield place, Contradiction(rule.name, first["about"], labels[first["about"]], reason, left, right)


def _place_of(pair: Pair, labels: Mapping[str, str]) -> Place:
    """Where a pair stands: by what it is about and its key, then by the earlier and the later of its facts."""
    later, earlier = sorted(pair, key=_began, reverse=True)
    return labels[later["about"]], later["key"], *_began(later), *_began(earlier)


def _began(row: Row) -> tuple[str, str]:
    return row.get("from", ""), row["fact"]


def _labels(store: Store, iris: list[str]) -> dict[str, str]:
    rows = (
        row
        for start in range(0, len(iris), _AT_ONCE)
        for row in store.select(text_of("labels", among("entity", iris[start : start + _AT_ONCE])))
    )
    return {row["entity"]: row["label"] for row in rows}


def _pairs(rows: list[Row], rule: Rule) -> Iterator[Pair]:
    """Candidates of one key on different sides whose days meet, in order; what has no days meets all."""
    for _, own in groupby(rows, key=lambda row: row["key"]):
        meeting: list[tuple[Row, date]] = []
        for row, first, last in sorted(((row, *_days_of(row, rule)) for row in own), key=lambda one: _began(one[0])):
            meeting = [(other, end) for other, end in meeting if end >= first]
            yield from (_ordered(other, row) for other, _ in meeting if other["side"] != row["side"])
            meeting.append((row, last))


def _ordered(one: Row, other: Row) -> tuple[Row, Row]:
    """What was earlier stands left; what is denied, or supported, stands right."""
    if len({one["side"], other["side"]} & _RIGHT) == 1:
        return (other, one) if one["side"] in _RIGHT else (one, other)
    return one, other


def _days_of(row: Row, rule: Rule) -> tuple[date, date]:
    first, last = day(row.get("from")), day(row.get("to"))
    reach = timedelta(days=rule.reach(row))
    return first or date.min, date.max if last is None or date.max - last < reach else last + reach


def _facts(store: Store, kind: FactKind, iris: list[str], where: Filter) -> dict[str, Fact]:
    return {fact.fact: fact for fact in READERS[kind](store, among("fact", iris), where=where)} if iris else {}
