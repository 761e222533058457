"""Names to the entities that they mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from kg.errors import AmbiguousError, NotFoundError
from kg.identifiers import unsplit
from kg.names import fold
from kg.query.conditions import among
from kg.query.model import Named
from kg.query.templates import text_of
from kg.query.values import local
from kg.store import Store

_CLASS_ORDER = ("Person", "Country", "Organization", "Group", "Place", "Issue")

_MATCHES: tuple[Callable[[Named, str, str], bool], ...] = (
    lambda e, name, _: name in (e.iri, e.label),
    lambda e, _, folded: fold(e.label) == folded,
    lambda e, _, folded: any(fold(n) == folded for n in e.names),
    lambda e, _, folded: any(fold(n).endswith(" " + folded) for n in e.names),
    lambda e, _, folded: bool(folded) and any(f" {folded} " in f" {fold(n)} " for n in e.names),
)
"""How a name may mean an entity, the strictest way first: the entity, the name as written, the name folded."""


def find(store: Store, name: str, kinds: Iterable[str] = ()) -> tuple[Named, ...]:
    """The entities that a name means, the best first: as written, then without accents and case, then by a part of it.

    People named in full come before those that an article knows by a surname only.

    Args:
        store: where to look.
        name: a label, an alias, a surname, or an IRI.
        kinds: local names of classes to look among; none means all.
    """
    wanted, asked = frozenset(kinds), fold(name)
    entities = [e for e in _entities(store) if not wanted or wanted & set(e.kinds)]
    if "://" in name:
        return _of_iri(store, name, entities)
    for known in ([e for e in entities if not _is_bare(e)], entities):
        for matches in _MATCHES:
            found = tuple(e for e in known if matches(e, name, asked))
            if found:
                return found
    return ()


def _of_iri(store: Store, name: str, entities: Sequence[Named]) -> tuple[Named, ...]:
    """The entity of an IRI, or those that have taken its place: by judgement, or because a block was split or is one again."""
    held = {e.iri: e for e in entities}
    for asked in dict.fromkeys((name, unsplit(name))):
        now = [asked] if asked in held else [row["now"] for row in store.select(text_of("replaced", among("old", [asked])))]
        if found := tuple(held[one] for one in now if one in held):
            return found
    return ()


def one(store: Store, name: str, kinds: Iterable[str] = ()) -> Named:
    """The one entity that a name means.

    Raises:
        NotFoundError: it means none.
        AmbiguousError: it means several; the error names them.
    """
    found = find(store, name, kinds)
    if not found:
        raise NotFoundError(f"the graph knows no {' or '.join(sorted(kinds)) or 'entity'} named {name!r}")
    if len(found) > 1:
        raise AmbiguousError(name, tuple((e.iri, f"{e.label} ({', '.join(e.kinds).lower()})") for e in found))
    return found[0]


def _is_bare(entity: Named) -> bool:
    """A person known by one word only, in one article; the same word more likely means someone named in full."""
    return entity.kinds[:1] == ("Person",) and " " not in entity.label


def _entities(store: Store) -> list[Named]:
    rows = store.select(text_of("names"))
    names: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        names[row["entity"], row["label"]].add(row["name"])
        kinds[row["entity"]].add(local(row["class"]))
    return [
        Named(entity, label, tuple(k for k in _CLASS_ORDER if k in kinds[entity]), tuple(sorted(spelled)))
        for (entity, label), spelled in names.items()
    ]
