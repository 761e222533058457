"""The dateline before the first words of an article: "ODESA, Ukraine, May 3 (Reuters) - ".

The pattern is a place, the region it lies in, a day and an agency in brackets, each of which may be missing, and a dash. What it finds is
a dateline only if it looks like one: the names of agencies are in the lexicon, an unknown one counts only where the article starts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.documents.mapped import Mapped

_NAME = r"[^\W\d_a-z][\w.'’-]*"
_PLACE = rf"{_NAME}(?:[ /]{_NAME}){{0,4}}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_DASH = r"\s*(?:--|[-–—])\s+|\s*(?:--|[—–])"
_DATELINE = re.compile(
    rf"(?:(?P<place>{_PLACE}?)(?P<around>(?:, ?(?!{_DAY}){_PLACE}?){{0,2}})(?P<day>,? {_DAY})?)?"
    rf"(?: ?,? ?(?:--)?\((?P<agency>[^()\n]{{2,40}})\))?(?:{_DASH})(?P<next>\S)?"
)
_LONGEST = 120  #: characters of a dateline
_BETWEEN = re.compile(r"\s*[/,;]\s*|\s+-\s+")


def without_dateline(text: Mapped, first: bool) -> Mapped:
    """A paragraph without the dateline it starts with.

    Args:
        text: the paragraph.
        first: nothing but a headline stands before it, so that capitals alone, or an unknown agency, count too.
    """
    match = _DATELINE.match(text.text)
    if not match or not match["next"] or not (_is_certain(match) or (first and _is_likely(match))):
        return text
    return text.slice(match.start("next"), len(text.text))


def dateline(source: str, starts: Iterable[int]) -> tuple[int, int] | None:
    """The words for the place in the dateline that was cut off before a paragraph, with the region around it ("NAIROBI, Kenya").

    Args:
        source: the source text.
        starts: where the first paragraphs start in it, without their dateline.
    """
    for start in starts:
        line = max(source.rfind(mark, 0, start) for mark in "\n>*#") + 1
        match = _DATELINE.match(source, line, start) if 0 < start - line <= _LONGEST else None
        if match and match["place"] and match.end() == start:
            return match.start("place"), match.end("around")
    return None


def _is_certain(match: re.Match[str]) -> bool:
    """It has a known agency, or a place in capitals and a day."""
    return _is_known(match["agency"] or "") or (_in_capitals(match["place"]) and match["day"] is not None)


def _is_likely(match: re.Match[str]) -> bool:
    """It has a place in capitals or with a day, or only an agency, and a new sentence goes on after it."""
    agency: str | None = match["agency"]
    if match["next"].islower() or (agency is not None and agency[0].islower()):
        return False
    if match["place"] is None:
        return agency is not None
    return _in_capitals(match["place"]) or match["day"] is not None


def _in_capitals(place: str | None) -> bool:
    return place is not None and len(place) > 1 and place.isupper() and not any(map(str.isdigit, place))


def _is_known(agency: str) -> bool:
    """One of its names is in the lexicon, or one of its words says that it is an agency."""
    names = {name.lower() for name in _BETWEEN.split(agency)}
    return bool(
        names & lexicon.words("furniture", "dateline_agencies") or set(agency.lower().split()) & lexicon.words("furniture", "agency_words")
    )
