"""What the first lines of a plain text say about the article: its headline, the day it appeared, labelled fields.

Text that was copied from a page or an e-mail opens with such lines and has no front matter. Only what is plain is taken: a first line that
reads like a headline, one day on a line of its own before the first paragraph, and fields between their labels and the end of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from kg import lexicon
from kg.documents.furniture import is_complete, is_furniture
from kg.documents.metadata import Metadata, is_address

_LINES = 8  #: so many lines at most stand before the first paragraph
_PARAGRAPH = 16  #: a line of so many words, or a sentence, is a paragraph
_SENTENCE = 7
_HEADLINE = range(4, 26)
_WRAPPED, _SHORT = 120, 4
_LONGEST = 300  #: characters of a line before the first paragraph
_NAMED = 6  #: words before a day on one line, for the outlet or the author
_LABELS = {
    "title": "title", "headline": "title", "date": "published", "published": "published", "publisher": "publisher", "outlet": "publisher",
    "source": "publisher", "publication": "publisher", "url": "url", "link": "url",
}  # fmt: skip
_NO_HEADLINE = re.compile(r"^[\[!{\\|]|[.,:;]$|\bpage \d|  ", re.IGNORECASE)
_LINE = re.compile(r"[^\n]+\n?")
_LABELLED = re.compile(r"([A-Za-z]{3,11}) ?: +(\S.*)$")
_MARKUP = re.compile(r"^[#>\s]+|[*_`]+")
_PARTS = re.compile(r" *[|·•] *| +[–—-] +")
_BEFORE = re.compile(r"(?:first |last )?(published|posted|updated|modified|date)?(?: on)?:? *", re.IGNORECASE)
_CLOCK = r"(?:,?(?: at| um)?[ T]\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: ?\(?[A-Z][A-Za-z]{1,4}\)?)?Z?)?"
_DAY = re.compile(
    r"(?:(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})|(?P<day2>\d{1,2})\.(?P<month2>\d{1,2})\.(?P<year2>\d{4})"
    r"|(?P<day3>\d{1,2})(?:st|nd|rd|th)? (?P<name3>[A-Za-z]{3,9})\.?,? (?P<year3>\d{4})"
    rf"|(?P<name4>[A-Za-z]{{3,9}})\.? (?P<day4>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year4>\d{{4}})){_CLOCK}$"
)


def header(text: str, start: int = 0) -> tuple[Metadata, int]:
    """What the lines from an offset on say, and where the text goes on after labelled ones: two or more of these at the very start.

    Args:
        text: a plain text or Markdown.
        start: where it starts after front matter.
    """
    labelled, start = _labelled(text, start)
    lines = list(_opening(text, start))
    return labelled.filled_from(Metadata(title=_headline(text, start, lines), published=_published(lines))), start


def is_dated(text: str) -> bool:
    """Whether a line is made of parts one of which is a day: "Coastal Wire · 3 March 2024 · 4 min read", "Coastal Wire, 3 March 2024"."""
    return len(text) <= _LONGEST and not is_complete(text) and any(_days(["", _MARKUP.sub("", text)]))


def _labelled(text: str, start: int) -> tuple[Metadata, int]:
    found: dict[str, str] = {}
    number, end = 0, start
    while (line := _LINE.match(text, end)) and (match := _LABELLED.match(line.group().strip()[:_LONGEST])):
        field = _LABELS.get(match[1].lower())
        if field is None and match[1].lower() not in ("by", "author"):
            break
        if field and (value := _value(field, match[2].strip())):
            found.setdefault(field, value)
        number, end = number + 1, line.end()
    return (Metadata(**found), end) if number > 1 and found else (Metadata(), start)


def _value(field: str, value: str) -> str | None:
    if field == "published":
        days = [day for _, day in _days([value])]
        return days[0] if days else None
    return None if field == "url" and not is_address(value) else value


def _opening(text: str, start: int) -> Iterator[str]:
    """The lines before the first paragraph, without markup."""
    for line in islice(_written(text, start), _LINES):
        if len(line.group()) > _LONGEST:
            return
        plain = _MARKUP.sub("", line.group()).strip()
        words = len(plain.split())
        if (words >= _PARAGRAPH and not _PARTS.search(plain)) or (words >= _SENTENCE and plain.endswith(".")):
            return
        yield plain


def _written(text: str, start: int) -> Iterator[re.Match[str]]:
    """The lines that are not blank."""
    return (line for line in _LINE.finditer(text, start) if line.group().strip())


def _headline(text: str, start: int, lines: Sequence[str]) -> str | None:
    """The first line, where it reads like a headline and does not run on into the next one."""
    first = lines[0] if lines else ""
    if len(first.split()) not in _HEADLINE or _NO_HEADLINE.search(first) or is_furniture(first) or is_dated(first):
        return None
    line = next(_written(text, start))
    return None if _runs_on(text, line.end()) else first


def _runs_on(text: str, place: int) -> bool:
    """Nothing follows, or a line that may be the rest of the one before: no gap, no byline, no day, and no longer than a wrapped line."""
    line = _LINE.match(text, place)
    plain = line.group().strip() if line else ""
    if not plain:
        return not text[place:].strip()
    if len(plain) > _WRAPPED:
        return False
    whole = plain[-1] == ")" or (plain[-1] == "." and not plain[0].islower())
    return len(plain.split()) > _SHORT and not (whole or is_furniture(plain) or is_dated(plain))


def _published(lines: Sequence[str]) -> str | None:
    """The one day on the lines, that of publication before that of a change; none where two are told."""
    told = list(_days(lines))
    for changed in (False, True):
        days = {day for update, day in told if update == changed}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _days(lines: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """The days on lines of their own or behind a name, with whether they are those of a change."""
    for number, line in enumerate(lines):
        for part in _PARTS.split(line):
            label = _BEFORE.match(part)
            rest = part[label.end() :] if label else part
            before, comma, last = rest.partition(", ")
            named = bool(number and comma and before[:1].isupper() and len(before.split()) <= _NAMED)
            if day := _day(rest) or (_day(last) if named else None):
                yield bool(label and label[1] and label[1].lower() in ("updated", "modified")), day


def _day(text: str) -> str | None:
    """The day that a text is, with a weekday or a time of day or without, in ISO form."""
    first, _, rest = text.strip(" ()").replace(",", "", 1).partition(" ")
    weekdays = lexicon.words("times", "weekdays")
    short = {day[:3] for day in weekdays}
    plain = rest if first.lower() in weekdays or first.lower().strip(".") in short else text.strip(" ()")
    match = _DAY.match(plain.strip())
    return _iso(match) if match else None


def _iso(match: re.Match[str]) -> str | None:
    kind = {key.rstrip("234"): value for key, value in match.groupdict().items() if value}
    month = _month(kind["name"]) if "name" in kind else int(kind["month"])
    try:
        return date(int(kind["year"]), month, int(kind["day"])).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    """The number of a month by its name or the beginning of it; 0 where it is none."""
    months: dict[str, int] = lexicon.table("times")["months"]
    return next((number for known, number in months.items() if known.startswith(name.lower())), 0)
