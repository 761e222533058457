"""Questions to the graph: names to entities, entities to facts, facts to the sentences that state them.

The queries are files under `queries/`; `$where` in them takes conditions that are written here from checked terms
only. The same functions serve the command line, HTTP, notebooks and pictures.
"""

from __future__ import annotations

from kg.query.articles import ArticlePage, Extent, articles, articles_page, extent
from kg.query.changes import Change, changes
from kg.query.conditions import among, inside, or_narrower, overlapping
from kg.query.contradiction_rules import RULES
from kg.query.contradictions import Contradiction, ContradictionPage, contradictions, contradictions_page
from kg.query.corrections import Correction, correction
from kg.query.counts import Counted, counts
from kg.query.describing import describe, facts_of
from kg.query.evidence import evidence_of
from kg.query.facts import READERS, events, offices, quantities, sparql, sparql_of_evidence, stances, statements
from kg.query.filters import EVERYTHING, FactKind, Filter
from kg.query.holders import holders
from kg.query.model import ArticleHeld, EventFound, Fact, Named, OfficeHeld, QuantityGiven, Quote, StanceTaken, StatementMade
from kg.query.naming import find, one, search
from kg.query.pages import Page, count, is_about, page, timeline
from kg.query.past import Past, known_at, moment
from kg.query.support import support
from kg.query.templates import query_names, text_of

__all__ = [
    "EVERYTHING",
    "READERS",
    "RULES",
    "ArticleHeld",
    "ArticlePage",
    "Change",
    "Contradiction",
    "ContradictionPage",
    "Correction",
    "Counted",
    "EventFound",
    "Extent",
    "Fact",
    "FactKind",
    "Filter",
    "Named",
    "OfficeHeld",
    "Page",
    "Past",
    "QuantityGiven",
    "Quote",
    "StanceTaken",
    "StatementMade",
    "among",
    "articles",
    "articles_page",
    "changes",
    "contradictions",
    "contradictions_page",
    "correction",
    "count",
    "counts",
    "describe",
    "events",
    "evidence_of",
    "extent",
    "facts_of",
    "find",
    "holders",
    "inside",
    "is_about",
    "known_at",
    "moment",
    "offices",
    "one",
    "or_narrower",
    "overlapping",
    "page",
    "quantities",
    "query_names",
    "search",
    "sparql",
    "sparql_of_evidence",
    "stances",
    "statements",
    "support",
    "text_of",
    "timeline",
]
