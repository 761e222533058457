"""Names to the entities that they mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from kg.errors import AmbiguousError, NotFoundError
from kg.identifiers import unsplit
from kg.name_index import FILE, NameIndex
from kg.names import fold
from kg.ntriples import iri
from kg.query.conditions import among
from kg.query.model import Named
from kg.query.telling_apart import told_apart
from kg.query.templates import text_of
from kg.query.values import local
from kg.store import ADDED, Store
from kg.vocabulary import ALT_LABEL, PREF_LABEL

_MANY = 100
_CLASS_ORDER = ("Person", "Country", "Organization", "Group", "Place", "Issue")

_MATCHES: tuple[Callable[[Named, str, str], bool], ...] = (
    lambda e, name, _: name in (e.iri, e.label),
    lambda e, _, folded: fold(e.label) == folded,
    lambda e, _, folded: any(fold(n) == folded for n in e.names),
    lambda e, _, folded: any(fold(n).endswith(" " + folded) for n in e.names),
    lambda e, _, folded: bool(folded) and any(f" {folded} " in f" {fold(n)} " for n in e.names),
)
"""How a name may mean an entity, the strictest way first: the entity, the name as written, the name folded."""
_WHOLE = 4  #: so many of them compare whole names or surnames
_SUGGESTED = 3
_FOREMOST = 4  #: so many times as many articles


def find(store: Store, name: str, kinds: Iterable[str] = ()) -> tuple[Named, ...]:
    """The entities that a name means, the best first: as written, then without accents and case, then by a part of it.

    People named in full come before those that an article knows by a surname only. A surname means the one person whom several times
    as many articles name as anybody or anything else that bears it. Somebody comes before the issue that is called by the same name.

    Args:
        store: where to look.
        name: a label, an alias, a surname, or an IRI.
        kinds: local names of classes to look among; none means all.
    """
    wanted, asked = frozenset(kinds), fold(name)
    if "://" in name:
        return tuple(e for e in _of_iri(store, name) if not wanted or wanted & set(e.kinds))
    entities = [e for e in _candidates(store, name) if not wanted or wanted & set(e.kinds)]
    if foremost := _foremost(store, name, asked, entities):
        return (foremost,)
    for known in ([e for e in entities if not _is_bare(e)], entities):
        for matches in _MATCHES:
            found = tuple(e for e in known if matches(e, name, asked))
            if found:
                return tuple(e for e in found if e.kinds != ("Issue",)) or found
    return ()


def search(store: Store, text: str, kinds: Iterable[str] = (), limit: int = 20) -> tuple[Named, ...]:
    """The entities that a text may mean, for people who are still typing: those of `find`, then by beginnings of words and with one slip.

    Args:
        store: where to look.
        text: what was typed.
        kinds: local names of classes to look among; none means all.
        limit: how many at most.
    """
    wanted = tuple(kinds)
    found = {entity.iri: entity for entity in find(store, text, wanted)}
    if (index := _index(store)) is not None and "://" not in text:
        rows = [row.entity for row in index.find(text, wanted, limit) if row.entity not in found]
        more = {entity.iri: entity for entity in _entities(store, among("entity", rows))} if rows else {}
        found.update((iri, more[iri]) for iri in rows if iri in more)
    return tuple(found.values())[:limit]


def _foremost(store: Store, name: str, asked: str, entities: Sequence[Named]) -> Named | None:
    """The person whom a surname means although others bear it."""
    bearers = [
        e for e in entities if " " not in asked and not _is_bare(e) and any(matches(e, name, asked) for matches in _MATCHES[:_WHOLE])
    ]
    if len(bearers) < 2 or not any(e.kinds[:1] == ("Person",) for e in bearers):
        return None
    rows = store.select(text_of("named_in", among("entity", [e.iri for e in bearers])))
    articles = {row["entity"]: int(row["articles"]) for row in rows}
    first, second, *_ = sorted(bearers, key=lambda e: (-articles.get(e.iri, 0), e.iri))
    enough = articles.get(first.iri, 0) >= _FOREMOST * max(1, articles.get(second.iri, 0))
    return first if enough and first.kinds[:1] == ("Person",) else None


def _candidates(store: Store, name: str) -> list[Named]:
    """The entities that may bear a name: by the index and among what people added to the graph; without an index all."""
    index = _index(store)
    if index is None:
        return _entities(store)
    rows = {row.entity for row in index.find(name, limit=_MANY, near=False)}
    added = store.select(f"SELECT DISTINCT ?entity {{ GRAPH {iri(ADDED)} {{ ?entity {iri(PREF_LABEL)}|{iri(ALT_LABEL)} ?text }} }}")
    rows |= {row["entity"] for row in added}
    return _entities(store, among("entity", sorted(rows))) if rows else []


@lru_cache(maxsize=8)
def _opened(folder: Path, inode: int) -> NameIndex:  # noqa: ARG001 - a store that was made anew has a file of its own
    return NameIndex(folder, read_only=True)


def _index(store: Store) -> NameIndex | None:
    """The index of names beside a store; None where there is none, as for a graph of the past or on a server."""
    folder = store.folder
    if folder is None or not (folder / FILE).exists():
        return None
    return _opened(folder, (folder / FILE).stat().st_ino)


def _of_iri(store: Store, name: str) -> tuple[Named, ...]:
    """The entity of an IRI, or those that have taken its place: by judgement, or because a block was split or is one again."""
    for asked in dict.fromkeys((name, unsplit(name))):
        now = [asked, *(row["now"] for row in store.select(text_of("replaced", among("old", [asked]))))]
        held = {entity.iri: entity for entity in _entities(store, among("entity", now))}
        if found := tuple(held[one] for one in (now[:1] if asked in held else now[1:]) if one in held):
            return found
    return ()


def one(store: Store, name: str, kinds: Iterable[str] = ()) -> Named:
    """The one entity that a name means.

    Raises:
        NotFoundError: it means none; the error names what is spelt nearly so.
        AmbiguousError: it means several; the error names them.
    """
    found = find(store, name, kinds)
    if not found:
        raise NotFoundError(f"the graph knows no {' or '.join(sorted(kinds)) or 'entity'} named {name!r}{_near(store, name, kinds)}")
    if len(found) > 1:
        raise AmbiguousError(name, told_apart(store, found))
    return found[0]


def _near(store: Store, name: str, kinds: Iterable[str]) -> str:
    """The names that somebody may have meant, for the end of a message."""
    near = dict.fromkeys(entity.label for entity in search(store, name, kinds, _SUGGESTED))
    return f": did you mean {' or '.join(near)}?" if near else ""


def _is_bare(entity: Named) -> bool:
    """A person known by one word only, in one article; the same word more likely means someone named in full."""
    return entity.kinds[:1] == ("Person",) and " " not in entity.label


def _entities(store: Store, *conditions: str) -> list[Named]:
    rows = store.select(text_of("names", *conditions))
    names: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        names[row["entity"], row["label"]].add(row["name"])
        kinds[row["entity"]].add(local(row["class"]))
    return [
        Named(entity, label, tuple(k for k in _CLASS_ORDER if k in kinds[entity]), tuple(sorted(spelled)))
        for (entity, label), spelled in names.items()
    ]
