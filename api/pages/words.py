"""Values as people read them: days, confidence, kinds, and which part of a sentence is the span itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, Protocol

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_IN_TEXT: Final = re.compile(r"(?<![\w/-])(\d{4}-\d{2}-\d{2})(?![\w-])")
_PATH: Final = re.compile(r"\b(?:person|organization|country|group|place)/[\w.-]+")
_BYLINE: Final = 50
"""Longest line that is one."""
_SENTENCE: Final = re.compile(r"[.!?]['\"”’)]*$")
_POINT: Final = re.compile(r"POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)")
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905
_HIGH, _MEDIUM = 0.8, 0.5
_KINDS: Final = {
    "OfficeHeld": "office",
    "StanceTaken": "stance",
    "StatementMade": "statement",
    "EventFound": "event",
    "QuantityGiven": "quantity",
}
SIGNS: Final = {"Supports": "+", "Opposes": "−", "Conditional": "if", "Undecided": "?"}
"""The sign of each polarity, so that no meaning hangs on colour alone."""


class Quoted(Protocol):
    """A sentence and the span in it."""

    @property
    def exact(self) -> str: ...  # noqa: D102
    @property
    def sentence(self) -> str: ...  # noqa: D102


def day(value: date | str | None) -> str:
    """A day to read: "13 Mar 2025"; a text that is no day stays as it is."""
    if not value:
        return ""
    text = str(value)
    if not _DAY.match(text):
        return text
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def dated(text: str) -> str:
    """A line with its days to read: "they meet, 1 Feb 2025 to 28 Feb 2025"."""
    return _IN_TEXT.sub(lambda found: day(found[1]), text)


def days(first: date | str | None, last: date | str | None) -> str:
    """One day or two: "13 Mar 2025", "13 Mar 2025 – 15 Mar 2025", "since …", "until …"."""
    a, b = day(first), day(last)
    if a and b:
        return a if a == b else f"{a} – {b}"
    return f"since {a}" if a else f"until {b}" if b else ""


def month(value: str) -> str:
    """A month to read: "Mar 2025"; a text that is no month stays as it is."""
    found = _MONTH.fullmatch(value)
    return f"{_MONTHS[int(found[2]) - 1]} {found[1]}" if found else value


def opening(text: str, most: int = 90) -> str:
    """How a text begins, cut between words, to stand for the title that an article lacks; a byline above its sentences is left out."""
    lines = text[: 12 * most].splitlines()
    first = next((i for i, line in enumerate(lines) if len(line) > _BYLINE or _SENTENCE.search(line.rstrip())), 0)
    words = " ".join(" ".join(lines[first:]).split())
    return words if len(words) <= most else f"{words[:most].rpartition(' ')[0] or words[:most]}\N{NO-BREAK SPACE}…"


def rule(name: str) -> str:
    """The name of a rule to read: "those it is done to"."""
    return name.replace("_", " ")


def paths(text: str) -> list[str]:
    """The paths of IRIs that a text names, such as `country/FI`."""
    return _PATH.findall(text)


def called(text: str, labels: Mapping[str, str]) -> str:
    """A text with the labels of what it names by the paths of IRIs."""
    return _PATH.sub(lambda found: labels.get(found[0], found[0]), text)


def surety(value: float) -> str:
    """A confidence in words and figures."""
    return f"{'high' if value >= _HIGH else 'medium' if value >= _MEDIUM else 'low'} confidence ({value:.2f})"


def kind(fact: Any) -> str:
    """The kind of a fact, of the graph's own or of an answer's."""
    return str(_KINDS.get(type(fact).__name__) or fact.kind)


def spoken(statement: Any) -> str:
    """What is said, in quotation marks where it is verbatim and has none of its own."""
    return f"“{statement.text}”" if statement.direct and not set(statement.text) & set('“”"') else str(statement.text)


def several(number: int, one: str, more: str | None = None) -> str:
    """A number with its noun: "1 article", "2,300 articles"."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """Names in a row: "A", "A and B", "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def marked(quote: Quoted) -> tuple[str, str, str]:
    """A sentence as what stands before the span, the span, and what stands behind; nothing is marked where it is all of it."""
    before, found, after = quote.sentence.partition(quote.exact)
    return (before, found, after) if found and (before or after) else (quote.sentence, "", "")


def point(text: str) -> tuple[float, float] | None:
    """Longitude and latitude of a point in WKT; None where it is none."""
    found = _POINT.search(text)
    if found is None:
        return None
    try:
        return float(found[1]), float(found[2])
    except ValueError:
        return None
