"""Candidates for names: spans with a kind and a strength, from the model, the gazetteer, shapes and titles.

Strength orders the sources: a name that several words of the gazetteer spell beats the model, which beats a single word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg import gazetteer, lexicon
from kg.extract import name_shapes as shapes
from kg.names import is_first_name
from kg.records import Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from kg.gazetteer import Entry, Gazetteer

KINDS = {"PERSON": Kind.PERSON, "ORG": Kind.ORGANIZATION, "GPE": Kind.PLACE, "LOC": Kind.PLACE, "FAC": Kind.PLACE}
REPAIRED = frozenset({"NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})

DEMONYM, LISTED, SHAPED, PERSON, SINGLE, MODEL, WEAK = 6.0, 5.0, 4.0, 3.0, 2.5, 2.0, 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be a name.

    Attributes:
        start, end: tokens.
        kind: what it would name.
        strength: how much it should win over others that overlap it.
        entry: id of the gazetteer entry, where its surface has one.
        demonym: it is an adjective or people of the entry's place.
        country: gazetteer id of the country that the name gives itself.
    """

    start: int
    end: int
    kind: Kind
    strength: float
    entry: str | None = None
    demonym: bool = False
    country: str | None = None


def candidates(doc: Doc) -> list[Candidate]:
    """All candidates of a Doc; they overlap."""
    known = gazetteer.load()
    runs = _runs(doc)
    found = [*_from_gazetteer(doc, runs, known), *_from_shapes(doc, runs, known), *_titled(doc, runs), *_from_model(doc, known)]
    return [candidate for candidate in found if candidate.start < candidate.end]


def _runs(doc: Doc) -> list[tuple[int, int]]:
    """Maximal stretches of capitalised words with what may join them."""
    runs = []
    i = 0
    while i < len(doc):
        if not shapes.is_capital(doc[i]):
            i += 1
            continue
        end = i + 1
        ahead = end
        while ahead < len(doc) and ahead - end < 4 and _joins(doc, ahead):
            ahead += 1
            if shapes.is_capital(doc[ahead - 1]):
                end = ahead
        runs.append((i, end))
        i = end
    return runs


def _joins(doc: Doc, i: int) -> bool:
    token = doc[i]
    if shapes.breaks(token):
        return False
    return (
        shapes.is_capital(token)
        or token.lower_ in shapes.CONNECTORS
        or token.text in {"-", "–", "'s", "’s", "'", "’", ","}
        or token.is_digit
    )


# ---- gazetteer


def _from_gazetteer(doc: Doc, runs: list[tuple[int, int]], known: Gazetteer) -> list[Candidate]:
    found = []
    for start, end in runs:
        i = start
        while i < end:
            hit = _longest(doc, i, known) if doc[i].lower_ != "the" and (shapes.is_capital(doc[i]) or doc[i].lower_ == "al") else None
            if hit is not None:
                found.append(hit)
            i = hit.end if hit is not None else i + 1
    return found


def _longest(doc: Doc, start: int, known: Gazetteer) -> Candidate | None:
    """The longest gazetteer name or demonym that begins at a token."""
    reach = known.reach(doc[start].text)
    for end in range(min(start + 2 * reach, len(doc)), start, -1):
        if any(shapes.breaks(token) for token in doc[start:end]) or doc[end - 1].is_punct:
            continue
        text = shapes.text_of(doc, start, end)
        if end > start + 1 and doc[end - 1].text in {"'s", "’s"}:
            continue
        entries = known.find(text)
        if entries and (candidate := _listed(doc, start, end, entries)) is not None:
            return candidate
    return _demonym(doc, start, known)


def _listed(doc: Doc, start: int, end: int, entries: tuple[Entry, ...]) -> Candidate | None:
    best = entries[0]
    text = shapes.text_of(doc, start, end)
    if text in shapes.no_names() or (text.lower() in _common() and not _stands_as_place(doc, start, end)):
        return None
    kind = best.kind
    if end - start > 1 and not _is_head_only(best, text):
        return Candidate(start, end, kind, LISTED, best.id)
    if kind in {Kind.COUNTRY, Kind.ORGANIZATION} or best.seat_of is not None:
        return Candidate(start, end, kind, SINGLE if not text.isupper() else SINGLE + 0.2, best.id)
    if not (best.is_city or best.is_region):
        return Candidate(start, end, kind, WEAK, best.id) if doc[start].lower_ == "west" else Candidate(start, end, kind, SINGLE, best.id)
    if best.is_region or best.population >= 200_000:
        return Candidate(start, end, kind, SINGLE if doc[start].ent_type_ in {"GPE", "LOC"} else WEAK + 0.5, best.id)
    return None


def _stands_as_place(doc: Doc, start: int, end: int) -> bool:
    """The model says that it is a place, and a preposition of place stands before it or a comma behind it."""
    before = start > 0 and doc[start - 1].lower_ in {"in", "near", "to", "from", "at"}
    behind = end < len(doc) and doc[end].text == ","
    return doc[start].ent_type_ in {"GPE", "LOC"} and (before or behind)


def _is_head_only(entry: Entry, text: str) -> bool:
    return (entry.is_city or entry.is_region) and entry.population < 50_000 and entry.label != text


def _demonym(doc: Doc, start: int, known: Gazetteer) -> Candidate | None:
    for end in (start + 3, start + 2, start + 1):
        if end > len(doc):
            continue
        text = shapes.text_of(doc, start, end)
        entry = known.demonym(text)
        if entry is not None:
            people = known.people(text)
            kind = Kind.GROUP if people is not None else entry.kind
            country = entry.id if entry.kind is Kind.COUNTRY else entry.country
            return Candidate(
                start, end, kind, DEMONYM if end > start + 1 else SINGLE + 0.1, None if people else entry.id, people is None, country
            )
    return None


# ---- shapes of organisations and sites


def _from_shapes(doc: Doc, runs: list[tuple[int, int]], known: Gazetteer) -> list[Candidate]:
    found = []
    for start, end in runs:
        for part_start, part_end in _parts(doc, start, end):
            found += _shaped(doc, part_start, part_end, known)
    return found


def _parts(doc: Doc, start: int, end: int) -> list[tuple[int, int]]:
    """A run cut where a possessive ends, at commas and dashes, and before lower-case words that join nothing."""
    parts = []
    first = start
    for i in range(start, end):
        if doc[i].text in {"'s", "’s", ",", "–", "'", "’"}:
            parts.append((first, i))
            first = i + 1
    parts.append((first, end))
    return [shapes.trimmed(doc, a, b) for a, b in parts if a < b]


def _shaped(doc: Doc, start: int, end: int, known: Gazetteer) -> list[Candidate]:
    """The organisation or site that a run of capitalised words spells by its head word."""
    found = []
    i = start
    while i < end:
        text = doc[i].text
        if text in _organization_prefixes() and i + 2 < end + 1 and i + 1 < end and doc[i + 1].lower_ in {"of", "for"}:
            left = _left_edge(doc, start, i)
            right = _right_edge(doc, i + 1, end)
            found.append(_organization(doc, left, right, known))
            i = right
            start = right
            continue
        if text in _organization_suffixes() and i > start and shapes.is_capital(doc[i]):
            left = _left_edge(doc, start, i)
            if left < i:
                found.append(_organization(doc, left, i + 1, known))
        elif text in _site_suffixes() and i > start:
            left = _left_edge(doc, start, i)
            if left < i:
                found.append(Candidate(left, i + 1, Kind.PLACE, SHAPED - 0.5))
        i += 1
    found += _bare(doc, start, end)
    return found


def _left_edge(doc: Doc, start: int, head: int) -> int:
    """Where the name of a head word begins: after titles, after a lower-case joint, after a plural people."""
    left = head
    while (
        left > start
        and not _separates(doc, left - 1)
        and (shapes.is_capital(doc[left - 1]) or doc[left - 1].text in {"-", "&", "and", "of", "for", "the"} or doc[left - 1].is_digit)
    ):
        left -= 1
    while left < head and not shapes.is_capital(doc[left]):
        left += 1
    while left < head and (
        doc[left].lower_ in {"the", "a", "in", "on", "at", "as", "former"}
        or (shapes.is_sentence_start(doc[left]) and doc[left].pos_ in {"ADP", "SCONJ", "DET", "PRON", "ADV", "CCONJ"})
    ):
        left += 1
    return left


def _separates(doc: Doc, i: int) -> bool:
    """A joint that ends what stands before the name: "X of the Y Institute", "India and the Z Academy", "Monday Ford Company"."""
    token, before = doc[i], doc[i - 1] if i else doc[i]
    if token.lower_ in {"of", "for"}:
        return before.text not in _organization_prefixes()
    if token.lower_ in {"and", "&"}:
        return doc[i + 1].lower_ == "the" or before.text in _organization_suffixes() or before.ent_type_ in {"GPE", "PERSON", "NORP"}
    return token.text in shapes.no_names() and token.text != "State"


def _right_edge(doc: Doc, joint: int, end: int) -> int:
    """The end of `Ministry of X and Y`: capitalised words after the joint, with `and`, `of`, `for`, `the` between."""
    right = joint
    i = joint
    while i < end:
        if shapes.is_capital(doc[i]):
            right = i + 1
        elif doc[i].lower_ not in {"of", "for", "the", "and", "&", "-"}:
            break
        i += 1
    return max(joint, right)


def _organization(doc: Doc, start: int, end: int, known: Gazetteer) -> Candidate:
    text = shapes.text_of(doc, start, end)
    entries = [entry for entry in known.find(text) if entry.kind is Kind.ORGANIZATION]
    entry = entries[0] if entries else None
    return Candidate(
        start,
        end,
        Kind.ORGANIZATION,
        SHAPED + 1.5 if entry else SHAPED,
        entry.id if entry else None,
        False,
        _own_country(doc, start, end, known),
    )


def _own_country(doc: Doc, start: int, end: int, known: Gazetteer) -> str | None:
    """The country whose name or adjective stands inside a name."""
    for i in range(start, end):
        for stop in (i + 2, i + 1):
            if stop > end:
                continue
            text = shapes.text_of(doc, i, stop)
            entry = known.demonym(text) or next((e for e in known.find(text) if e.kind is Kind.COUNTRY), None)
            if entry is not None:
                return entry.id if entry.kind is Kind.COUNTRY else entry.country
    return None


def _bare(doc: Doc, start: int, end: int) -> list[Candidate]:
    """Bodies named by their common noun: "Parliament", "the Supreme Court"."""
    text = shapes.text_of(doc, start, end)
    if text in _bare_bodies():
        return [Candidate(start, end, Kind.ORGANIZATION, SHAPED)]
    return []


# ---- persons by title


def _titled(doc: Doc, runs: list[tuple[int, int]]) -> list[Candidate]:
    """`First Last` with a first name of the table, after titles, bodies and places: "President of India Ravi Mehta"."""
    found = []
    for start, end in runs:
        for left, right in _parts(doc, start, end):
            first = next((i for i in range(left, right - 1) if is_first_name(doc[i].text) and _may_begin(doc, left, i)), None)
            if first is not None and _is_full_name(doc, first, right):
                found.append(Candidate(first, right, Kind.PERSON, LISTED + 0.1 if first > left else PERSON + 0.2))
    return found


def _may_begin(doc: Doc, left: int, i: int) -> bool:
    """What stands before a first name inside its run is a title, or a place or body that a title belongs to."""
    if i == left:
        return True
    before = doc[i - 1]
    return (
        before.text in shapes.honorifics()
        or (before.ent_type_ != "PERSON" and before.text in _organization_suffixes())
        or _ends_place(doc, left, i)
    )


def _ends_place(doc: Doc, left: int, i: int) -> bool:
    known = gazetteer.load()
    return any(
        entry.kind is Kind.COUNTRY or entry.is_region
        for start in range(max(left, i - 3), i)
        for entry in known.find(shapes.text_of(doc, start, i))
    )


def _is_full_name(doc: Doc, start: int, end: int) -> bool:
    particles = shapes.CONNECTORS - {"of", "for", "and", "&", "the"}
    fitting = all(shapes.is_capital(token) or token.lower_ in particles or token.text == "-" for token in doc[start:end])
    heads = _organization_suffixes() | _site_suffixes() | shapes.things()
    return fitting and 2 <= end - start <= 4 and not any(token.text in heads for token in doc[start:end])


# ---- the model's entities


def _from_model(doc: Doc, known: Gazetteer) -> list[Candidate]:
    found = []
    for ent in doc.ents:
        if ent.label_ in KINDS or ent.label_ in REPAIRED:
            for start, end in _pieces(ent):
                found += _repaired(doc, *shapes.trimmed(doc, start, end), ent.label_, known)
    return found


def _pieces(ent: Span) -> list[tuple[int, int]]:
    """An entity cut at spaces and brackets that the model ran over."""
    pieces = []
    first = ent.start
    for token in ent:
        if shapes.breaks(token):
            pieces.append((first, token.i))
            first = token.i + 1
    pieces.append((first, ent.end))
    return [(a, b) for a, b in pieces if a < b]


def _repaired(doc: Doc, start: int, end: int, label: str, known: Gazetteer) -> list[Candidate]:
    if start >= end or not any(shapes.is_capital(token) for token in doc[start:end]):
        return []
    text = shapes.text_of(doc, start, end)
    if text in shapes.no_names() or text in shapes.creeds() or doc[end - 1].text in shapes.things():
        return []
    if text in _peoples():
        return [Candidate(start, end, Kind.GROUP, SINGLE)]
    entries = known.find(text)
    kind = KINDS.get(label)
    if kind is Kind.PERSON:
        start, end = shapes.without_titles(doc, _after_country(doc, start, end, known), end)
        return [] if start >= end else [_person(doc, start, end, entries)]
    if entries and (entries[0].kind is not Kind.PLACE or label in {"GPE", "LOC", "FAC", "PRODUCT", "ORG", "NORP"}):
        return [Candidate(start, end, entries[0].kind, MODEL + 0.3, entries[0].id)]
    if kind is None:
        return []
    if kind is Kind.ORGANIZATION and end - start == 1 and text.isupper() is False and is_first_name(text):
        kind = Kind.PERSON
    if kind is Kind.ORGANIZATION:
        return [replace(_organization(doc, start, end, known), strength=MODEL + (0.7 if end - start > 2 else 0.2))]
    if kind is Kind.PLACE and doc[end - 1].text in _organization_suffixes():
        kind = Kind.ORGANIZATION
    return [Candidate(start, end, kind, MODEL)]


def _after_country(doc: Doc, start: int, end: int, known: Gazetteer) -> int:
    """Where a person's name begins that the model ran together with the country before it: "Ghana Kwame Mensah"."""
    for stop in range(end - 2, start, -1):
        if any(entry.kind is Kind.COUNTRY for entry in known.find(shapes.text_of(doc, start, stop))):
            return stop
    return start


def _person(doc: Doc, start: int, end: int, entries: tuple[Entry, ...]) -> Candidate:
    if (
        entries
        and (end - start == 1 or entries[0].kind is not Kind.PLACE)
        and (entries[0].kind is not Kind.PLACE or entries[0].seat_of or entries[0].is_region)
    ):
        return Candidate(start, end, entries[0].kind, MODEL + 0.3, entries[0].id)
    if doc[end - 1].text in _organization_suffixes():
        return Candidate(start, end, Kind.ORGANIZATION, MODEL)
    if doc[end - 1].text in _site_suffixes() and end - start > 1:
        return Candidate(start, end, Kind.PLACE, MODEL)
    return Candidate(start, end, Kind.PERSON, PERSON if end - start > 1 else MODEL)


@cache
def _common() -> frozenset[str]:
    return lexicon.words("places", "common")


@cache
def _organization_suffixes() -> frozenset[str]:
    return lexicon.words("organizations", "suffixes") | lexicon.words("organizations", "hospitals")


@cache
def _organization_prefixes() -> frozenset[str]:
    return lexicon.words("organizations", "prefixes")


@cache
def _site_suffixes() -> frozenset[str]:
    return lexicon.words("organizations", "sites")


@cache
def _bare_bodies() -> frozenset[str]:
    return lexicon.words("organizations", "bare")


@cache
def _peoples() -> frozenset[str]:
    return lexicon.words("name_stops", "peoples")
