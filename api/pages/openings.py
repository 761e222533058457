"""How articles without a title begin: what stands for it where they are listed."""

from __future__ import annotations

from collections.abc import Sequence

from api.pages.words import opening
from kg import query
from kg.pipeline import folder
from kg.records_store import RecordsStore
from kg.settings import Settings
from kg.store import Store


def openings(store: Store, settings: Settings, articles: Sequence[str]) -> dict[str, str]:
    """The first words of the current texts of articles, by IRI."""
    if not articles:
        return {}
    rows = store.select(query.text_of("current", query.among("article", articles)))
    with RecordsStore(folder(settings), read_only=True) as records:
        return {row["article"]: opening(records.source(row["version"].removeprefix(settings.base_iri))) for row in rows}
