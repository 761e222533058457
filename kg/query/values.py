"""Values of solutions: text of terms to what the facts hold."""

from __future__ import annotations

from datetime import date

from kg.errors import InputError
from kg.vocabulary import KG

_SEPARATOR = " | "


def local(term: str) -> str:
    """The local name of a term of the ontology."""
    return term.removeprefix(KG)


def several(text: str | None) -> tuple[str, ...]:
    """The values that a query joined in one, sorted."""
    return tuple(sorted(text.split(_SEPARATOR))) if text else ()


def day(text: str | None) -> date | None:
    """The day of a date or date-time.

    Raises:
        InputError: the text is neither.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise InputError(f"the graph holds {text!r} where a date belongs") from error


def number(text: str | None) -> float | None:
    """The number of a decimal.

    Raises:
        InputError: the text is none.
    """
    if not text:
        return None
    try:
        return float(text)
    except ValueError as error:
        raise InputError(f"the graph holds {text!r} where a number belongs") from error
