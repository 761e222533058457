"""Facts to the sentences that state them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final
from weakref import WeakKeyDictionary

from kg.query.conditions import among
from kg.query.model import F, Quote
from kg.query.support import support
from kg.query.templates import text_of
from kg.store import Row, Store

_KEPT: Final = 20_000
_sources: WeakKeyDictionary[Store, dict[str, Row]] = WeakKeyDictionary()
"""What generations, which do not change, say of articles that were asked about."""


def evidence_of(store: Store, facts: Sequence[str]) -> dict[str, tuple[Quote, ...]]:
    """The quotes that state each of these facts, by date of publication and place in the text."""
    if not facts:
        return {}
    rows = store.select(text_of("pieces", among("fact", facts)))
    articles = sources(store, {row["article"] for row in rows})
    told = _tellers(store, rows)
    pieces = {(row["fact"], row["evidence"]): row for row in rows if row["article"] in articles}
    found: defaultdict[str, list[Quote]] = defaultdict(list)
    for row in sorted(pieces.values(), key=lambda row: _place(row, articles[row["article"]])):
        found[row["fact"]].append(_quote(row, articles[row["article"]], told.get(row["evidence"], ())))
    return {fact: tuple(quotes) for fact, quotes in found.items()}


def with_evidence(store: Store, facts: list[F]) -> tuple[F, ...]:
    """The facts with their quotes, and how many articles they stand in."""
    quotes = evidence_of(store, [fact.fact for fact in facts])
    return tuple(_supported(fact, quotes.get(fact.fact, ())) for fact in facts)


def sources(store: Store, articles: Iterable[str]) -> dict[str, Row]:
    """The name, title, address, day and outlet of each of these articles."""
    known = _sources.get(store, {})
    if len(known) > _KEPT:
        known = {}
    if store.generation and store.folder:
        _sources[store] = known
    if missing := sorted({article for article in articles if article not in known}):
        known.update((row["article"], row) for row in reversed(store.select(text_of("sources", among("article", missing)))))
    return known


def _tellers(store: Store, rows: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    """The names of those who, by each piece of evidence, say so; none where it is the outlet itself."""
    asked = {(row["evidence"], row["source"]) for row in rows if "source" in row}
    if not asked:
        return {}
    names = store.select(text_of("tellers", among("source", sorted({source for _, source in asked}))))
    labels: defaultdict[str, list[str]] = defaultdict(list)
    for row in names:
        labels[row["source"]].append(row["who"])
    who: defaultdict[str, set[str]] = defaultdict(set)
    for piece, source in asked:
        who[piece].update(labels[source])
    return {piece: tuple(sorted(several)) for piece, several in who.items()}


def _supported(fact: F, quotes: tuple[Quote, ...]) -> F:
    articles, independent = support(quotes)
    return replace(fact, evidence=quotes, articles=articles, independent=independent)


def _place(row: Row, article: Row) -> tuple[str, str, int, int, str, str]:
    return article.get("published", ""), article["sourceName"], int(row["start"]), int(row["end"]), row["rule"], row["evidence"]


def _quote(row: Row, article: Row, who: Sequence[str]) -> Quote:
    return Quote(
        row["exact"],
        row["sentence"],
        article.get("outlet"),
        article.get("title") or article["sourceName"],
        article.get("url"),
        article.get("published"),
        tuple(who),
        row["rule"],
        float(row["confidence"]),
        int(row["start"]),
        int(row["end"]),
        row["article"],
        row["version"],
    )
