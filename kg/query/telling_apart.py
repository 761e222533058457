"""What tells entities of one name apart, in a line for each: the last office, the place around, how many articles name it, or which one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from kg.query.conditions import among
from kg.query.model import Named
from kg.query.templates import text_of
from kg.query.values import local
from kg.store import Row, Store

_BARE = 2
"""Parts of a line that says no more than a label and classes."""


def told_apart(store: Store, entities: Sequence[Named]) -> tuple[tuple[str, str], ...]:
    """The IRI of each entity with a line that no other one has: "Anna Berg (person, foreign minister, Norway)"."""
    known = _Known(store, entities)
    lines = {entity.iri: [entity.label, ", ".join(entity.kinds).lower()] for entity in entities}
    _add(lines, known.place_in_the_world, list(lines))
    _add(lines, known.articles, [iri for iri, line in lines.items() if len(line) == _BARE])
    for detail in (known.articles, known.article, _end_of):
        common = Counter(map(tuple, lines.values()))
        _add(lines, detail, [iri for iri, line in lines.items() if common[tuple(line)] > 1])
    return tuple((iri, f"{label} ({', '.join(filter(None, parts))})") for iri, (label, *parts) in lines.items())


def _add(lines: dict[str, list[str]], detail: Callable[[str], str], iris: Sequence[str]) -> None:
    for iri in iris:
        if (more := detail(iri)) and more not in lines[iri]:
            lines[iri].append(more)


class _Known:
    """What the graph says of entities that tells them apart."""

    def __init__(self, store: Store, entities: Sequence[Named]) -> None:
        iris = [entity.iri for entity in entities]
        self._named = {row["entity"]: row for row in store.select(text_of("named_in", among("entity", iris)))}
        self._around = dict(_places(store, iris)) | dict(_offices(store, iris))

    def place_in_the_world(self, iri: str) -> str:
        """The last office of a person, or what a place lies in."""
        return self._around.get(iri, "")

    def articles(self, iri: str) -> str:
        """How many articles name it."""
        number = int(self._named[iri]["articles"]) if iri in self._named else 0
        return f"{number:,} article{'s' if number != 1 else ''}" if number else ""

    def article(self, iri: str) -> str:
        """One of the articles that name it."""
        return f"named in “{self._named[iri]['first']}”" if iri in self._named else ""


def _places(store: Store, iris: list[str]) -> Iterator[tuple[str, str]]:
    for row in reversed(store.select(text_of("containment", among("place", iris)))):
        yield row["place"], f"in {row['regionLabel']}"


def _offices(store: Store, iris: list[str]) -> Iterator[tuple[str, str]]:
    """The office of each person that is seen last; one that is held before former ones."""
    for row in sorted(store.select(text_of("namesakes", among("person", iris))), key=_rank):
        where = f", {row['bodyLabel']}" if "bodyLabel" in row else f" of {row['chiefLabel']}" if "chiefLabel" in row else ""
        status = local(row["status"])
        yield row["person"], row["officeLabel"] + where + ("" if status == "Current" else f" ({status.lower()})")


def _rank(row: Row) -> tuple[bool, str]:
    return local(row["status"]) != "Former", row.get("seen", "")


def _end_of(iri: str) -> str:
    return iri.rpartition("/")[2]
