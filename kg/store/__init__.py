"""The graph: named graphs, their union, and answers from both."""

from __future__ import annotations

from kg.store.formats import ADDED, Answer, Dataset, RdfFormat, ResultFormat, Row, Term, parsed, resolved, translated
from kg.store.graphs import Store, current_generation, is_address

__all__ = [
    "ADDED",
    "Answer",
    "Dataset",
    "RdfFormat",
    "ResultFormat",
    "Row",
    "Store",
    "Term",
    "current_generation",
    "is_address",
    "parsed",
    "resolved",
    "translated",
]
