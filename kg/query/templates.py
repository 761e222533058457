"""The queries of `queries/`: their names, and their text with conditions put in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.errors import NotFoundError
from kg.vocabulary import PREFIXES

_FOLDER = Path(__file__).parent.parent / "queries"
_PROLOGUE = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


def text_of(name: str, *conditions: str, after: str = "", limit: int | None = None) -> str:
    """The SPARQL text of a query of `queries/`, with conditions put in.

    Args:
        name: of the file, without its ending.
        conditions: patterns and filters on the variables of the query.
        after: of a query for pages, the condition that a row follows the last one of the page before.
        limit: most rows; None for all.

    Raises:
        NotFoundError: there is no such query.
    """
    text = _template(name).replace("$where", "\n  ".join(conditions)).replace("$after", after)
    return _PROLOGUE + text + ("" if limit is None else f"LIMIT {limit}\n")


def query_names() -> tuple[str, ...]:
    """The names of all queries, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.rq")))


@cache
def _template(name: str) -> str:
    path = _FOLDER / f"{name}.rq"
    if name not in query_names():
        raise NotFoundError(f"there is no query {name!r}; there are {', '.join(query_names())}")
    return path.read_text(encoding="utf-8")
