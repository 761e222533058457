"""Facts to the sentences that state them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.query.conditions import among
from kg.query.model import F, Quote
from kg.query.support import support
from kg.query.templates import text_of
from kg.query.values import several
from kg.store import Row, Store


def evidence_of(store: Store, facts: Sequence[str]) -> dict[str, tuple[Quote, ...]]:
    """The quotes that state each of these facts, by date of publication and place in the text."""
    found: defaultdict[str, list[Quote]] = defaultdict(list)
    if facts:
        for row in store.select(text_of("evidence", among("fact", facts))):
            found[row["fact"]].append(_quote(row))
    return {fact: tuple(quotes) for fact, quotes in found.items()}


def with_evidence(store: Store, facts: list[F]) -> tuple[F, ...]:
    """The facts with their quotes, and how many articles they stand in."""
    quotes = evidence_of(store, [fact.fact for fact in facts])
    return tuple(_supported(fact, quotes.get(fact.fact, ())) for fact in facts)


def _supported(fact: F, quotes: tuple[Quote, ...]) -> F:
    articles, independent = support(quotes)
    return replace(fact, evidence=quotes, articles=articles, independent=independent)


def _quote(row: Row) -> Quote:
    return Quote(
        row["exact"],
        row["sentence"],
        row.get("outlet"),
        row.get("title") or row["sourceName"],
        row.get("url"),
        row.get("published"),
        several(row.get("saidBy")),
        row["rule"],
        float(row["confidence"]),
        int(row["start"]),
        int(row["end"]),
        row["article"],
        row["version"],
    )
