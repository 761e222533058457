"""Judging: a person's decision about identity, written down and brought to the graph."""

from __future__ import annotations

from kg import judgements
from kg.errors import InputError
from kg.judgements import Judgement
from kg.names import fold
from kg.pipeline import folder, refresh
from kg.query import Named, one
from kg.records import Kind
from kg.records_store import RecordsStore
from kg.settings import Settings
from kg.store import Store


def judge(same: bool, left: str, right: str, settings: Settings, remark: str = "") -> Judgement:
    """Keep the decision that two things are the same, or different, and bring the graph up to date.

    Args:
        same: they are the same.
        left: a name, an IRI, or `person:Anna Kovac` for everyone of that name.
        right: the other one, in the same way.
        settings: name the store.
        remark: why, for other people.

    Raises:
        NotFoundError: the graph knows no such thing, or several of that name.
        InputError: the decision says nothing, or contradicts earlier ones.
    """
    place = folder(settings)
    RecordsStore(place, read_only=True).close()
    with Store(settings.graph, read_only=True) as graph:
        sides = _references(graph, same, left, right, settings.base_iri)
    kept = judgements.append(place, same, *sides, settings.base_iri, remark)
    refresh(settings)
    return kept


def _references(graph: Store, same: bool, left: str, right: str, base: str) -> tuple[str, str]:
    """How the file names the two: by path; two names of one entity, which are to be parted, by kind and name."""
    named = [None if _is_reference(text) else one(graph, text) for text in (left, right)]
    first, second = named
    if first is not None and second is not None and first.iri == second.iri:
        return _parted(first, same, left, right)
    a, b = (text if found is None else found.iri.removeprefix(base) for text, found in zip((left, right), named, strict=True))
    return a, b


def _parted(entity: Named, same: bool, left: str, right: str) -> tuple[str, str]:
    if same:
        raise InputError(f"{left} and {right} are already the same: {entity.iri}")
    if fold(left) == fold(right) or "://" in left + right:
        raise InputError(f"{left} and {right} are one name of {entity.iri}: give two of its names ({', '.join(entity.names)})")
    kind = entity.kinds[0].lower()
    return f"{kind}:{left}", f"{kind}:{right}"


def _is_reference(text: str) -> bool:
    kind, colon, name = text.partition(":")
    return bool(colon) and kind in list(Kind) and bool(name.strip())
