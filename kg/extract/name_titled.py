"""Persons by what stands around their names: a title before, an office behind, a first name of the table."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg import lexicon
from kg.extract import name_shapes as shapes
from kg.extract.name_spans import LISTED, PERSON, SINGLE, Candidate, parts
from kg.names import is_first_name
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.name_shapes import Words
    from kg.gazetteer import Gazetteer

_LONGEST = 4
_AHEAD = 7
_STOPS = frozenset({",", ".", ";", ":", "who", "which", "where", "whose", "and", "that", "(", ")"})
_CLOSERS = frozenset({",", ".", "(", ";"})
_LOCATIVE = frozenset({"in", "at", "near", "from", "to", "of"})


def titled(words: Words, spans: list[tuple[int, int]], known: Gazetteer) -> list[Candidate]:
    """Persons in runs of capitalised words."""
    found: list[Candidate] = []
    for start, end in spans:
        for left, right in parts(words, start, end):
            if left < right:
                found += _in_part(words, left, right, known)
    return found


def _in_part(words: Words, left: int, right: int, known: Gazetteer) -> Iterator[Candidate]:
    right -= shapes.closes_before(words, left, right)
    left = shapes.without_titles(words, left, right)[0] if words.lower[left] in shapes.occupations() else left
    first = next((i for i in range(left, right - 1) if _is_first(words, i, known) and _may_begin(words, left, i, known)), None)
    if first is not None and _is_full_name(words, first, right):
        yield Candidate(first, right, Kind.PERSON, LISTED + 0.1 if first > left else PERSON + 0.2)
        return
    start = _after_title(words, left, right)
    if start is not None:
        start = _behind_place(words, start, right, known)
        yield from _after(words, start, right, known)
        if words.before(start).endswith("s") and shapes.is_office(words.before(start)):
            for joint in (i for i in range(start, right) if words.lower[i] == "and"):
                yield from _after(words, joint + 1, right, known)
    elif _beside_office(words, left, right) and _is_unlisted(words, left, right, known):
        yield Candidate(left, right, Kind.PERSON, PERSON + 0.1)


# ---- a title before


def _after_title(words: Words, left: int, right: int) -> int | None:
    """Where a name may begin: after the last title of the run, or at its beginning where a lower-case title stands before it."""
    heads = [i for i in range(left, right - 1) if shapes.is_office(words.lower[i].rstrip(".")) or words.texts[i] in _courtesies()]
    if heads:
        return heads[-1] + 1
    return left if words.before(left) in _any_office() else None


def _behind_place(words: Words, start: int, right: int, known: Gazetteer) -> int:
    """Where a name begins behind the place of its office: "Archbishop of Turku Pekka Salo"."""
    if words.lower[start] != "of":
        return start
    stops = range(min(start + _LONGEST, right - 2), start + 1, -1)
    placed = (stop for stop in stops if any(entry.kind is not Kind.ORGANIZATION for entry in known.find(words.text(start + 1, stop))))
    return next(placed, start)


def _after(words: Words, start: int, right: int, known: Gazetteer) -> Iterator[Candidate]:
    """The full name or, after an office that only persons bear, the surname that begins at a token."""
    end = _name_end(words, start, right)
    if end - start >= 2 and _is_full_name(words, start, end) and _is_unlisted(words, start, end, known):
        yield Candidate(start, end, Kind.PERSON, LISTED + 0.1)
    elif end - start == 1 and _calls_a_person(words, start - 1) and _is_unlisted(words, start, end, known) and _is_surname(words, start):
        yield Candidate(start, end, Kind.PERSON, SINGLE + 0.3)


def _name_end(words: Words, start: int, right: int) -> int:
    end = start
    while end < right and (words.capital[end] or words.lower[end] in shapes.PARTICLES or words.texts[end] == "-"):
        end += 1
    while end > start and not words.capital[end - 1]:
        end -= 1
    return end


def _calls_a_person(words: Words, i: int) -> bool:
    return words.capital[i] and (words.texts[i] in _courtesies() or words.lower[i] in lexicon.words("titles", "heads.office"))


def _is_surname(words: Words, i: int) -> bool:
    text = words.texts[i]
    plain = text.isalpha() and not text.isupper()
    return plain and text not in shapes.heads() and text not in shapes.honorifics() and not shapes.is_office(words.lower[i])


# ---- an office behind, or before a comma


def _beside_office(words: Words, left: int, right: int) -> bool:
    """An office follows after a comma, or stands before one: "Antti Rautio, foreign minister", "foreign minister, Antti Rautio,"."""
    if not 2 <= right - left <= 3 or not _is_full_name(words, left, right) or words.before(left) in _LOCATIVE:
        return False
    if words.before(left) == "," and left > 1 and words.lower[left - 2] in _any_office() and words.after(right) in _CLOSERS:
        return True
    return words.after(right) == "," and _office_ahead(words, right + 1)


def _office_ahead(words: Words, start: int) -> bool:
    for i in range(start, min(start + _AHEAD, len(words.texts))):
        if words.lower[i] in _STOPS:
            return False
        if words.lower[i] in _any_office():
            return True
    return False


# ---- names


def _is_first(words: Words, i: int, known: Gazetteer) -> bool:
    """A first name, and no adjective of a place before an office: "German Chancellor"."""
    if shapes.asks(words, i):
        return False
    return is_first_name(words.texts[i]) and not (shapes.is_office(words.after(i + 1)) and known.demonym(words.texts[i]) is not None)


def _may_begin(words: Words, left: int, i: int, known: Gazetteer) -> bool:
    """What stands before a first name inside its run is a title, or a place or body that a title belongs to."""
    if i == left:
        return True
    before = words.texts[i - 1]
    if before in shapes.honorifics() or shapes.is_office(words.lower[i - 1]) or before in shapes.bare_bodies():
        return True
    return (words.labels[i - 1] != "PERSON" and before in shapes.suffixes()) or _ends_place(words, left, i, known)


def _ends_place(words: Words, left: int, i: int, known: Gazetteer) -> bool:
    return any(
        entry.kind is Kind.COUNTRY or entry.is_region for start in range(max(left, i - 3), i) for entry in known.find(words.text(start, i))
    )


def _is_full_name(words: Words, start: int, end: int) -> bool:
    if not 2 <= end - start <= _LONGEST or words.texts[end - 1] in shapes.no_names():
        return False
    return all(_fits(words, i) for i in range(start, end)) and not any(words.texts[i] in shapes.heads() for i in range(start, end))


def _fits(words: Words, i: int) -> bool:
    return words.capital[i] or words.lower[i] in shapes.PARTICLES or words.texts[i] == "-"


def _is_unlisted(words: Words, start: int, end: int, known: Gazetteer) -> bool:
    """No name of the gazetteer, no adjective of a place in it, no office."""
    if known.find(words.text(start, end)) and (end - start > 1 or words.labels[start] != "PERSON"):
        return False
    inside = range(start, end)
    return not any(known.demonym(words.texts[i]) or shapes.is_office(words.lower[i]) for i in inside) and not any(
        entry.kind is Kind.COUNTRY for entry in known.find(words.texts[start])
    )


@cache
def _any_office() -> frozenset[str]:
    return shapes.offices() | lexicon.words("titles", "heads.profession")


@cache
def _courtesies() -> frozenset[str]:
    return lexicon.words("name_stops", "courtesies")
