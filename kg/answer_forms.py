"""Answers in the forms of the command line: text, a table, JSON, CSV, and Turtle of the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kg.answers import Answer, Entry, as_json, as_text, parts
from kg.query import describe
from kg.rows import aligned, as_csv
from kg.store import ResultFormat, Store
from kg.wording import source

_HEAD: Final = ("part", "fact", "sentence", "source")
_COLUMNS: Final = ("part", "kind", "fact", "text", "confidence", "rule", "exact", "sentence", "start", "end")
_WHERE: Final = ("outlet", "article", "published", "url", "according_to")


def formed(answer: Answer, form: str, store: Store) -> str:
    """The answer in a form; see `FORMS` for the names.

    Args:
        answer: what a question found.
        form: name of the form.
        store: where it was found; Turtle tells what this graph says of the facts.
    """
    return FORMS[form](answer, store)


def as_table(answer: Answer, _: Store) -> str:
    """A line for each fact, with the first sentence that states it; long cells are cut."""
    rows = [(part, entry.text, *_first(entry)) for part, entry in _entries(answer)]
    return "\n".join(aligned([_HEAD, *rows]))


def as_rows(answer: Answer, _: Store) -> str:
    """CSV with a row for each fact and piece of evidence, safe in a spreadsheet."""
    return as_csv([(*_COLUMNS, *_WHERE), *(row for part, entry in _entries(answer) for row in _rows(part, entry))])


def as_turtle(answer: Answer, store: Store) -> str:
    """What the graph says of the facts, with their evidence."""
    facts = dict.fromkeys(entry.fact for _, entry in _entries(answer))
    return describe(store, list(facts), ResultFormat.TURTLE).decode()


def _entries(answer: Answer) -> Iterator[tuple[str, Entry]]:
    return ((part, entry) for part, entries in parts(answer) for entry in entries)


def _first(entry: Entry) -> tuple[str, str]:
    quotes = entry.evidence
    more = f" and {len(quotes) - 1} more" if len(quotes) > 1 else ""
    return (quotes[0].sentence, source(quotes[0]) + more) if quotes else ("", "")


def _rows(part: str, entry: Entry) -> Iterator[tuple[object, ...]]:
    for quote in entry.evidence:
        said = (entry.kind, entry.fact, entry.text, quote.confidence, quote.rule, quote.exact, quote.sentence, quote.start, quote.end)
        yield part, *said, quote.outlet, quote.article, quote.published, quote.url, ", ".join(quote.said_by)


FORMS: Final[dict[str, Callable[[Answer, Store], str]]] = {
    "text": lambda answer, _: as_text(answer),
    "table": as_table,
    "json": lambda answer, _: as_json(answer),
    "csv": as_rows,
    "ttl": as_turtle,
}
