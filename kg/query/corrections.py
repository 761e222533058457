"""Corrections: what an article said before it was corrected.

Every version of an article keeps its named graph, so what an older one said can be read from it, whenever it was taken in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kg.errors import AmbiguousError, NotFoundError
from kg.names import fold
from kg.query.conditions import among
from kg.query.facts import READERS
from kg.query.filters import FactKind
from kg.query.model import Fact
from kg.query.templates import text_of
from kg.store import Row, Store


@dataclass(frozen=True, slots=True)
class Correction:
    """What a corrected article says no longer.

    Attributes:
        article: its IRI.
        name: its title or source name.
        graphs: the named graphs of its older versions.
        before: facts that an older version stated and the current one does not, with the evidence of that time.
    """

    article: str
    name: str
    graphs: tuple[str, ...]
    before: tuple[Fact, ...]


def correction(store: Store, article: str) -> Correction:
    """What an article said before it was corrected.

    Args:
        store: where to look.
        article: its title, source name, address or IRI.

    Raises:
        NotFoundError: no article of that name has been corrected.
        AmbiguousError: several have.
    """
    rows = _named(store.select(text_of("versions")), article)
    graphs = tuple(dict.fromkeys(row["graph"] for row in rows))
    old = store.union(graphs)
    still = {row["fact"] for row in store.select(text_of("evidence", among("article", [rows[0]["article"]])))}
    before = tuple(fact for kind in FactKind for fact in READERS[kind](old) if fact.fact not in still)
    return Correction(rows[0]["article"], _name(rows[0]), graphs, before)


def _named(rows: list[Row], article: str) -> list[Row]:
    for matches in _MATCHES:
        found = [row for row in rows if matches(row, article)]
        several = {row["article"]: f"{_name(row)} ({row['sourceName']})" for row in found}
        if len(several) > 1:
            raise AmbiguousError(article, tuple(several.items()))
        if found:
            return found
    known = "; ".join(dict.fromkeys(_name(row) for row in rows)) or "none"
    raise NotFoundError(f"no article named {article!r} has been corrected; corrected are: {known}")


_MATCHES: Final[tuple[Callable[[Row, str], bool], ...]] = (
    lambda row, name: name in (row["article"], row["sourceName"], row.get("url"), row.get("title")),
    lambda row, name: fold(name) in (fold(row["sourceName"]), fold(row.get("title", ""))),
    lambda row, name: bool(fold(name)) and f" {fold(name)} " in f" {fold(row['sourceName'])} {fold(row.get('title', ''))} ",
)


def _name(row: Row) -> str:
    return row.get("title") or row["sourceName"]
