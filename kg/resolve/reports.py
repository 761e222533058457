"""Reports: what resolving knows of one event of one article, and the keys under which reports of one happening meet.

A report is made of the event and of the entities that take part. It holds nothing of its article unless it has to stay there, so
that two articles that say the same have equal reports.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from kg import lexicon
from kg.names import fold
from kg.records import Modality
from kg.resolve.labels import without_prepositions

COUNTRY = "country/"
"""How the paths of countries begin."""
FEW_DAYS, WEEK = 3, 6
"""The most days between the first and the last of an interval that dates a report to few days, or to a week."""
LONGEST = WEEK
"""The most days between the first and the last of the window of a report; one that is vaguer has its days in its keys."""
_WINDOW, _SHORT_WINDOW = timedelta(days=3), timedelta(days=1)
_AHEAD = (Modality.PLANNED, Modality.HYPOTHETICAL)
_DIGITS = re.compile(r"\d")
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says of a happening.

    Attributes:
        own: path of the event's IRI while nothing else is known to be the same.
        label: names the act and who and where.
        type, act, modality: as in the event.
        agents, recipients: paths of those who have an identity beyond their article, sorted.
        doers, objects: head words of those who have none, sorted.
        theme: as in the event.
        place: path of the place.
        around: paths of the places that it lies in.
        earliest, latest: the days in question, ISO; both or none.
        published: day of publication, ISO, where the event has no days of its own.
        article: id of its article where it has to stay there.
    """

    own: str
    label: str
    type: str
    act: str
    modality: str
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    doers: tuple[str, ...]
    objects: tuple[str, ...]
    theme: str
    place: str
    around: tuple[str, ...]
    earliest: str
    latest: str
    published: str
    article: str

    @property
    def named(self) -> tuple[str, ...]:
        """All who take part and have an identity, sorted."""
        return tuple(sorted({*self.agents, *self.recipients}))

    @property
    def family(self) -> str:
        """The act, or what it and the acts alike to it are called."""
        return family(self.act)

    @property
    def span(self) -> int | None:
        """The days between the first and the last in question; None where the event has no days of its own."""
        return (date.fromisoformat(self.latest) - date.fromisoformat(self.earliest)).days if self.earliest else None


def to_text(found: Report) -> str:
    """One line of JSON."""
    return json.dumps([getattr(found, name) for name in _NAMES], ensure_ascii=False, separators=(",", ":"))


_NAMES = tuple(field.name for field in fields(Report))


@lru_cache(maxsize=65536)
def from_text(text: str) -> Report:
    """The report that `to_text` wrote."""
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in json.loads(text)]
    return Report(*values)


def keys(found: Report) -> Iterator[str]:
    """The keys of the blocks of a report: what it does, and two things that another report of the same happening has as well.

    One of the two is a named one that takes part, or the place or what it lies in; of what happens to someone once, who is enough.
    """
    if found.article:
        return
    begin = f"{found.family}|{found.modality}|{f'{found.earliest}/{found.latest}' if is_vague(found) else ''}"
    firm = sorted({*found.named, *([found.place] if found.place else []), *(p for p in found.around if not p.startswith(COUNTRY))})
    loose = sorted({*theme_words(found.theme), *found.doers, *found.objects})
    for index, anchor in enumerate(firm):
        yield from (f"{begin}|{anchor}|{other}" for other in (*firm[index + 1 :], *loose))
        if is_once(found):
            yield f"{begin}|{anchor}"


def window(found: Report) -> tuple[str, str]:
    """The days on which the happening may have been: its own, else those around the publication."""
    if found.earliest:
        return found.earliest, found.latest
    published = date.fromisoformat(found.published)
    days = _SHORT_WINDOW if found.family in lexicon.words("happenings", "again.acts") else _WINDOW
    if found.modality in _AHEAD:
        return str(published), str(published + days)
    return str(published - days), str(published)


def is_vague(found: Report) -> bool:
    """The days in question are more than a week."""
    span = found.span
    return span is not None and span > WEEK


def is_once(found: Report) -> bool:
    """It happens to someone once."""
    return found.family in lexicon.words("happenings", "once.acts")


@lru_cache(maxsize=65536)
def theme_words(theme: str) -> frozenset[str]:
    """The words that say what a theme is, singular, with the words of an issue for its synonyms."""
    text = f" {fold(theme)} "
    for synonym, concept in _synonyms():
        if synonym in text:
            text = text.replace(synonym, concept)
    return frozenset(singular(word) for word in text.split()) - lexicon.words("happenings", "theme.empty")


def numbers(words: frozenset[str]) -> frozenset[str]:
    """The numbers among words."""
    return frozenset(word for word in words if _DIGITS.search(word))


@lru_cache(maxsize=4096)
def family(act: str) -> str:
    """What an act and those alike to it are called; the act itself where there are none."""
    families = _families()
    plain = without_prepositions(act)
    return families.get(act) or families.get(plain) or plain


@cache
def _families() -> dict[str, str]:
    alike: dict[str, list[str]] = lexicon.table("happenings")["alike"]
    return {act: name for name, acts in alike.items() for act in acts}


@cache
def _synonyms() -> tuple[tuple[str, str], ...]:
    """Synonyms of issues in one word and what they mean, with spaces around."""
    concepts = lexicon.table("issues")["concepts"]
    found = ((fold(synonym), fold(concept)) for concept, known in concepts.items() for synonym in known.get("synonyms", []))
    return tuple(sorted((f" {synonym} ", f" {concept} ") for synonym, concept in found if " " not in synonym))


def singular(word: str) -> str:
    """A word without the ending of the plural."""
    if word.endswith("ies") and len(word) > _SHORT:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _SHORT - 1 else word
