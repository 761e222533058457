"""Contradictions: pairs of facts that cannot both be true, each with its evidence and the rule that saw it.

A query of `queries/contradiction_*.rq` gives each candidate a key that contradicting facts share, a side that they differ in, and its
days. Those of one key on different sides at one time are paired by a sweep over the days, so the work grows with the facts and not
with their pairs; a rule of `kg.query.contradiction_rules` then decides from the two facts and says why. Nothing is removed or ended
because of a contradiction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from kg.query.conditions import among
from kg.query.contradiction_rules import RULES, Rule
from kg.query.facts import READERS
from kg.query.filters import EVERYTHING, FactKind, Filter, kinds
from kg.query.model import Fact
from kg.query.templates import text_of
from kg.query.values import day
from kg.store import Row, Store
from kg.vocabulary import SUPPORTS

__all__ = ["RULES", "Contradiction", "contradictions"]
_RIGHT: Final = frozenset({"true", SUPPORTS})


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
    wanted = frozenset(rules)
    several = [rule for rule in RULES if (not wanted or rule.name in wanted) and rule.kind in _asked(where)]
    return tuple(found for rule in several for found in _seen(store, rule, where, near))


def _asked(where: Filter) -> tuple[FactKind, ...]:
    return kinds(replace(where, kind=tuple(FactKind)) if where.kind is None else where)


def _seen(store: Store, rule: Rule, where: Filter, near: Sequence[str]) -> list[Contradiction]:
    pairs = list(_pairs(store.select(text_of(rule.query, *rule.narrowed(), *near)), rule))
    iris = sorted({row["fact"] for pair in pairs for row in pair})
    facts = _facts(store, rule.kind, iris, replace(where, actor=None))
    own = facts if where.actor is None else _facts(store, rule.kind, iris, where)
    found = {}
    for first, second in pairs:
        left, right = facts.get(first["fact"]), facts.get(second["fact"])
        if left is None or right is None or not {left.fact, right.fact} & own.keys():
            continue
        if reason := rule.decide(left, right):
            found[left.fact, right.fact] = Contradiction(rule.name, first["about"], first["aboutLabel"], reason, left, right)
    return list(found.values())


def _pairs(rows: list[Row], rule: Rule) -> Iterator[tuple[Row, Row]]:
    """Candidates of one key on different sides whose days meet; what has no days meets all."""
    for _, own in groupby(rows, key=lambda row: row["key"]):
        meeting: list[tuple[Row, date]] = []
        for row, first, last in sorted(((row, *_days_of(row, rule)) for row in own), key=lambda one: (one[1], one[0]["fact"])):
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
