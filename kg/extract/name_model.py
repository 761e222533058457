"""Names that the statistical model finds, repaired: cut, widened, retyped or dropped."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg import lexicon
from kg.extract import name_shapes as shapes
from kg.extract.name_bodies import organization
from kg.extract.name_spans import LISTED, MODEL, PERSON, PLACED, SINGLE, Candidate
from kg.names import is_first_name
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.name_shapes import Words
    from kg.gazetteer import Entry, Gazetteer

KINDS = {"PERSON": Kind.PERSON, "ORG": Kind.ORGANIZATION, "GPE": Kind.PLACE, "LOC": Kind.PLACE, "FAC": Kind.PLACE}
REPAIRED = frozenset({"NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_RETYPED = frozenset({"GPE", "LOC", "FAC", "PRODUCT", "ORG", "NORP"})
_HERE = frozenset({"in", "near", "outside", "around"})
_PREFIXED = re.compile(r"(?i:anti|pro|ex|intra|inter|non|post|pre|trans)-")
_PARTY = re.compile(r"[DRI]-(?:$|[A-Z])")
_BRAND = re.compile(r"(?!Fitz|Vande)[A-Z][a-z]{3,}[A-Z]")
_DOCTRINE = re.compile(r"[A-Z][a-z]{3,}isms?")
_ARTICLES = frozenset({"al", "el"})
_OF = frozenset({"of", "for", "in"})
_COMMON = frozenset({"NOUN", "ADJ", "VERB", "ADV"})
_STOPS = frozenset({",", ".", "of", "in", "who", "which", "'s", "’s"})
_INITIAL = re.compile(r"[A-Z]\.")
_LARGE = 100_000
_NAMES = 5


def modelled(words: Words, known: Gazetteer) -> list[Candidate]:
    """Candidates of the model's entities."""
    found: list[Candidate] = []
    for ent in words.doc.ents:
        if ent.label_ in KINDS or ent.label_ in REPAIRED:
            for start, end in _pieces(words, ent.start, ent.end):
                found += _repaired(words, *shapes.trimmed(words, start, end), ent.label_, known)
    return found


def _pieces(words: Words, start: int, end: int) -> Iterator[tuple[int, int]]:
    """An entity cut at spaces, brackets, times, `or` and the `in` after one word, which the model ran over."""
    first = start
    for i in range(start, end):
        dated = i > first and shapes.dates(words, i)
        lies_in = i == start + 1 and words.texts[i] == "in" and words.texts[start] not in shapes.panels() | shapes.prefixes()
        if dated or lies_in or words.texts[i] == "or" or shapes.breaks(words.texts[i]):
            yield first, i
            first = min(i + 1 + dated, end)
    yield first, end


def _repaired(words: Words, start: int, end: int, label: str, known: Gazetteer) -> list[Candidate]:
    if start >= end or not any(words.capital[start:end]) or _is_prefixed(words, start, end, known) or words.before(start) in {"#", "@"}:
        return []
    kind = KINDS.get(label)
    if (storm := _storm(words, start, end)) is not None:
        return [storm]
    start, end = _without_neighbours(words, start, end)
    if kind is Kind.PERSON:
        start, end = _widened(words, *_person_span(words, start, end, known), known, 3)
    elif kind is not None:
        start, end = _widened(words, *_without_office(words, start, end), known)
    if start >= end or _is_no_name(words, start, end, known):
        return []
    if words.text(start, end) in shapes.peoples():
        return [Candidate(start, end, Kind.GROUP, SINGLE)]
    entries = known.find(words.text(start, end))
    if kind is Kind.PERSON:
        if _is_common_noun(words, start, end) or _is_family(words, start, end):
            return []
        return [_person(words, start, end, entries, known)]
    if entries and (entries[0].kind is not Kind.PLACE or label in _RETYPED):
        return [Candidate(start, end, entries[0].kind, MODEL + 0.3, entries[0].id)]
    return [] if kind is None else [_other(words, start, end, kind, known)]


def _without_neighbours(words: Words, start: int, end: int) -> tuple[int, int]:
    """The span without what only stands beside the name: "Will X sign?", "Regarding X", "on Twitter X said", "X Announced"."""
    if end - start > 1 and (shapes.asks(words, start) or shapes.stands_beside(words, start)):
        start += 1
    if end - start > 1 and words.before(start) == "on" and words.texts[start] in lexicon.words("name_stops", "platforms"):
        start += 1
    return start, end - shapes.closes_before(words, start, end)


def _is_prefixed(words: Words, start: int, end: int, known: Gazetteer) -> bool:
    """Such as "pro-X" and "ex-X", in one token or three, or a party with a state ("R-Ohio"); not "al-X" where a gazetteer has it."""
    if _PREFIXED.match(words.texts[start]) or _PARTY.match(words.texts[start]):
        return True
    hyphen = words.texts[start].islower() and words.after(start + 1) == "-"
    return hyphen and not (words.texts[start] in _ARTICLES and known.find(words.text(start, end)))


def _other(words: Words, start: int, end: int, kind: Kind, known: Gazetteer) -> Candidate:
    """An organisation or place that the gazetteer does not know."""
    if _has_initial(words, start, end):
        return Candidate(*shapes.without_titles(words, start, end), Kind.PERSON, PERSON)
    if kind is Kind.ORGANIZATION and _opens_place(words, start, end) and words.texts[end - 1] not in shapes.suffixes():
        kind = Kind.PLACE
    if kind is Kind.ORGANIZATION and end - start == 1 and not words.texts[start].isupper() and is_first_name(words.texts[start]):
        kind = Kind.PERSON
    if kind is Kind.ORGANIZATION and words.lower[start].startswith("al-") and end - start == 1:
        kind = Kind.PERSON
    if kind is Kind.ORGANIZATION:
        return replace(organization(words, start, end, known), strength=MODEL + (0.7 if end - start > 2 else 0.2))
    if kind is Kind.PLACE and words.texts[end - 1] in shapes.suffixes():
        kind = Kind.ORGANIZATION
    placed = kind is Kind.PLACE and _is_here(words, start, end, known)
    return Candidate(start, end, kind, PLACED if placed else MODEL)


def _has_initial(words: Words, start: int, end: int) -> bool:
    """A person's name with the initial of a middle name, and no body's or site's behind it: "Tadeo R. Quiroga"."""
    last = words.texts[end - 1]
    if not 3 <= end - start <= _NAMES or last in shapes.suffixes() or last in shapes.sites() or last in shapes.heads():
        return False
    plain = all(words.texts[i].isalpha() and not words.texts[i].isupper() for i in (start, end - 1))
    return plain and any(_INITIAL.fullmatch(words.texts[i]) for i in range(start + 1, end - 1))


def _is_no_name(words: Words, start: int, end: int, known: Gazetteer) -> bool:
    text, last = words.text(start, end), words.texts[end - 1]
    compound = end - start > 2 and words.texts[end - 2] == "-" and known.demonym(last) is not None
    if _is_portfolio(words, start, end) or (end - start == 1 and _DOCTRINE.fullmatch(text)):
        return True
    return text in shapes.no_names() or text in shapes.creeds() or last in shapes.things() or compound or _is_torn(words, start, end, known)


def _storm(words: Words, start: int, end: int) -> Candidate | None:
    """A storm with its name, which acts like a body and is no person: "Hurricane Dora"."""
    storms = lexicon.words("name_stops", "storms")
    first = start - 1 if start > 0 and words.texts[start - 1] in storms else start
    named = words.texts[first] in storms and words.capital[first + 1 : first + 2] == [True]
    return Candidate(first, max(end, first + 2), Kind.ORGANIZATION, LISTED + 0.3) if named else None


def _is_portfolio(words: Words, start: int, end: int) -> bool:
    """What an office is about: "Police and Crime" of its Commissioner, "East African Affairs" of a minister for them."""
    if words.lower[end - 1] in lexicon.words("titles", "words.portfolios") and words.before(start) in _OF:
        return shapes.is_office(words.before(start - 1)) or words.before(start - 1) in shapes.occupations()
    follows = end < len(words.texts) and words.capital[end] and shapes.is_office(words.lower[end])
    return follows and words.labels[start] == "ORG" and words.texts[end - 1] not in shapes.suffixes() and end - start > 1


# ---- spans


def _person_span(words: Words, start: int, end: int, known: Gazetteer) -> tuple[int, int]:
    """The span of a person without the country or region before it, without titles and figures: "Ghana Kwame Mensah"."""
    end = next((i for i in range(start, end) if any(map(str.isdigit, words.texts[i]))), end)
    start = next((i + 1 for i in range(end - 2, start, -1) if words.texts[i] in {"'s", "’s"}), start)
    start = _behind_office(words, start, end, known)
    for stop in range(end - 2, start, -1):
        if any(entry.kind is Kind.COUNTRY or entry.is_region for entry in known.find(words.text(start, stop))):
            start = stop
            break
    return shapes.without_titles(words, start, end)


def _behind_office(words: Words, start: int, end: int, known: Gazetteer) -> int:
    """Where a name begins behind an adjective of a place and an office: "Finnish Chancellor Pekka Salo"."""
    if start >= end or known.demonym(words.texts[start]) is None:
        return start
    heads = [i for i in range(start + 1, end - 1) if shapes.is_office(words.lower[i]) or words.texts[i] in shapes.honorifics()]
    return heads[-1] + 1 if heads else start


def _without_office(words: Words, start: int, end: int) -> tuple[int, int]:
    """The span without the office in it: nothing of "National Security Adviser", "Turku" of "Archbishop of Turku"."""
    if words.texts[start] in shapes.prefixes():
        return start, end
    if shapes.is_office(words.lower[end - 1]) and words.lower[end - 1] != "members":
        return start, start
    joint = next((i for i in range(start + 1, end) if words.lower[i] in _OF and shapes.is_office(words.lower[i - 1])), None)
    if joint is None:
        return start, end
    return shapes.trimmed(words, joint + 1, end) if words.lower[joint] == "of" else (start, start)


def _widened(words: Words, start: int, end: int, known: Gazetteer, most: int = 1) -> tuple[int, int]:
    """A fragment with the capitalised words behind it that the model left out: "Demetris" of "Demetris Christofias"."""
    while (
        words.lower[end - 1] in shapes.PARTICLES and end < len(words.texts) and (words.capital[end] or words.lower[end] in shapes.PARTICLES)
    ):
        end += 1
    if not 0 < end - start <= most or known.find(words.texts[start]) or known.demonym(words.texts[start]):
        return start, end
    right = end
    while right < len(words.texts) and right - end < 2 and _continues(words, right, known):
        right += 1
    return start, right


def _continues(words: Words, i: int, known: Gazetteer) -> bool:
    text = words.texts[i]
    if not words.capital[i] or words.labels[i] or text in shapes.no_names() or text in shapes.honorifics() or text.isupper():
        return False
    return not (shapes.is_office(words.lower[i]) or known.find(text) or known.demonym(text))


def _is_torn(words: Words, start: int, end: int, known: Gazetteer) -> bool:
    """A single word that the model tore from a longer name it calls something else: "Super" of "Super Tuesday"."""
    if end - start > 1 or end >= len(words.texts) or words.texts[start].isupper() or known.find(words.texts[start]):
        return False
    return words.capital[end] and words.labels[end] in {"DATE", "EVENT", "WORK_OF_ART", "LAW"}


# ---- persons


def _person(words: Words, start: int, end: int, entries: tuple[Entry, ...], known: Gazetteer) -> Candidate:
    last = words.texts[end - 1]
    if _opens_place(words, start, end):
        return Candidate(start, end, Kind.PLACE, PLACED)
    if entries and _is_rather_listed(words, start, end, entries[0]):
        return Candidate(start, end, entries[0].kind, MODEL + 0.3, entries[0].id)
    if last in shapes.suffixes() or (end - start == 1 and _BRAND.match(last)):
        return Candidate(start, end, Kind.ORGANIZATION, MODEL)
    if last in shapes.sites() and end - start > 1:
        return Candidate(start, end, Kind.PLACE, MODEL)
    if _is_here(words, start, end, known):
        return Candidate(start, end, Kind.PLACE, PLACED)
    return Candidate(start, end, Kind.PERSON, PERSON if end - start > 1 else MODEL)


def _opens_place(words: Words, start: int, end: int) -> bool:
    return end - start > 1 and words.texts[start] in lexicon.words("name_stops", "place_openers")


def _is_common_noun(words: Words, start: int, end: int) -> bool:
    """A word with its capital from the beginning of a sentence: "Cures for"."""
    return end - start == 1 and words.doc[start].pos_ in _COMMON and not is_first_name(words.texts[start]) and words.opens_sentence(start)


def _is_family(words: Words, start: int, end: int) -> bool:
    """Several of one surname: "the Harlands"."""
    return end - start == 1 and words.texts[start].endswith("s") and words.doc[start].tag_ == "NNPS" and words.before(start) == "the"


def _is_rather_listed(words: Words, start: int, end: int, entry: Entry) -> bool:
    if entry.kind is not Kind.PLACE:
        return True
    if end - start > 1 or words.lower[start] in words.lower[max(start - 1, 0) : start]:
        return False
    large = entry.population >= _LARGE and not is_first_name(words.texts[start])
    return entry.seat_of is not None or entry.is_region or large


def _is_here(words: Words, start: int, end: int, known: Gazetteer) -> bool:
    """It stands where places do and persons do not: "in X", "X, Norway", "the town of X", "the X region"."""
    if is_first_name(words.texts[start]) or words.after(end) in {"'s", "’s", "'"}:
        return False
    if (words.before(start) in _HERE and words.after(end) != "-") or words.after(end) in _grounds():
        return True
    if words.before(start) == "of" and words.before(start - 1) in _grounds():
        return True
    return (
        words.after(end) == ","
        and end + 1 < len(words.texts)
        and (_is_called_town(words, end + 1) or bool(_region_at(words, end + 1, known)))
    )


def _is_called_town(words: Words, start: int) -> bool:
    """What follows the comma is "a town", "the regional capital"."""
    if words.after(start) not in {"a", "an", "the"}:
        return False
    ahead = words.lower[start + 1 : start + 4]
    stop = next((i for i, word in enumerate(ahead) if word in _grounds()), None)
    return stop is not None and not _STOPS.intersection(ahead[:stop])


@cache
def _grounds() -> frozenset[str]:
    return lexicon.words("places", "regions") | lexicon.words("places", "settlements") | lexicon.words("places", "grounds")


def _region_at(words: Words, start: int, known: Gazetteer) -> tuple[Entry, ...]:
    for end in (start + 2, start + 1):
        if end <= len(words.texts) and words.capital[start] and (found := known.find(words.text(start, end))):
            return tuple(entry for entry in found[:1] if entry.is_region or entry.kind is Kind.COUNTRY)
    return ()
