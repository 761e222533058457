"""Questions to the graph: names to entities, entities to facts, facts to the sentences that state them.

The queries are files under `queries/`; `$where` in them takes conditions that are written here from checked terms
only. The same functions serve the command line, HTTP, notebooks and pictures.
"""

from __future__ import annotations

from kg.query.conditions import among, inside, or_narrower, overlapping
from kg.query.evidence import evidence_of
from kg.query.facts import articles, events, offices, stances, statements
from kg.query.model import ArticleHeld, EventFound, Fact, Named, OfficeHeld, Quote, StanceTaken, StatementMade
from kg.query.naming import find, one
from kg.query.templates import query_names, text_of

__all__ = [
    "ArticleHeld",
    "EventFound",
    "Fact",
    "Named",
    "OfficeHeld",
    "Quote",
    "StanceTaken",
    "StatementMade",
    "among",
    "articles",
    "events",
    "evidence_of",
    "find",
    "inside",
    "offices",
    "one",
    "or_narrower",
    "overlapping",
    "query_names",
    "stances",
    "statements",
    "text_of",
]
