"""Changes of position: an actor takes a stance on an issue, and later another one on the same issue or a narrower one.

Only stances with a day of their own count, and only where the order of days tells which was first: a day on which an actor is said to
stand on both sides belongs to `kg.query.contradictions`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from kg.query.conditions import among
from kg.query.facts import stances
from kg.query.filters import EVERYTHING, FactKind, Filter, conditions, one_kind
from kg.query.model import StanceTaken
from kg.query.templates import text_of
from kg.query.values import day, local
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Change:
    """An actor's move from one stance to another.

    Attributes:
        actor, actor_label: who moved.
        issue, issue_label: the issue of the earlier stance.
        before, after: the stances, each with its evidence.
        before_on, after_on: the days on which they are stated, the last one of the earlier and the next of the later stance.
        narrower: the later stance is on a narrower issue, so it may be a closer look and not a turn.
    """

    actor: str
    actor_label: str
    issue: str
    issue_label: str
    before: StanceTaken
    after: StanceTaken
    before_on: date
    after_on: date
    narrower: bool


@dataclass(frozen=True, slots=True)
class _Stated:
    fact: str
    issue: str
    polarity: str
    on: date


Move = tuple[_Stated, _Stated]


def changes(store: Store, where: Filter = EVERYTHING) -> tuple[Change, ...]:
    """The changes of position among the stances that a filter asks for, by actor, issue and day.

    Args:
        store: where to look.
        where: both stances meet it; but `first` and `last` bound the day of the later one, and `valid_at` ends the story on a day.

    Raises:
        InputError: the filter cannot be used.
    """
    asked = replace(one_kind(FactKind.STANCE, where), first=None, last=None, valid_at=None)
    moves = list(_moves(store, asked, where.valid_at or date.max))
    moves = [(old, new) for old, new in moves if (where.first or date.min) <= new.on <= (where.last or date.max)]
    iris = sorted({stated.fact for move in moves for stated in move})
    told = {found.fact: found for found in stances(store, among("fact", iris), where=asked)} if iris else {}
    made = [_change(told, old, new) for old, new in moves if old.fact in told and new.fact in told]
    return tuple(sorted(made, key=lambda c: (c.actor_label, c.issue_label, c.after_on, c.after.fact, c.before.fact)))


def _moves(store: Store, where: Filter, until: date) -> Iterator[Move]:
    wider = _wider(store)
    for history in _histories(store, where, until):
        stances = Counter((stated.issue, stated.on) for stated in history)
        clear = [stated for stated in history if stances[stated.issue, stated.on] == 1]
        for place, old in enumerate(clear):
            later = (new for new in clear[place + 1 :] if new.on > old.on and (new.issue == old.issue or old.issue in wider[new.issue]))
            new = next(later, None)
            if new is not None and new.polarity != old.polarity and not _is_held_beside(old, new, history):
                yield old, new


def _is_held_beside(old: _Stated, new: _Stated, history: list[_Stated]) -> bool:
    """The later stance was stated on the day of the earlier one too or, being on a narrower issue, at any time before it."""
    return any(one.fact == new.fact and (one.on == old.on or (one.on < old.on and new.issue != old.issue)) for one in history)


def _histories(store: Store, where: Filter, until: date) -> Iterator[list[_Stated]]:
    """The dated stances of each actor who has several, by day."""
    rows = store.select(text_of("changes", *conditions(FactKind.STANCE, where)))
    for _, own in groupby(rows, key=lambda row: row["actor"]):
        stated = [_Stated(row["fact"], row["issue"], local(row["polarity"]), day(row["day"]) or date.max) for row in own]
        history = [one for one in dict.fromkeys(stated) if one.on <= until]
        if len({one.fact for one in history}) > 1:
            yield history


def _wider(store: Store) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in store.select(text_of("broader")):
        found[row["issue"]].add(row["broader"])
    return found


def _change(told: dict[str, StanceTaken], old: _Stated, new: _Stated) -> Change:
    before, after = told[old.fact], told[new.fact]
    narrower = before.issue != after.issue
    return Change(before.actor, before.actor_label, before.issue, before.issue_label, before, after, old.on, new.on, narrower)
