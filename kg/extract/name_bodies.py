"""Organisations and sites by the shapes of their names: "Ministry of X", "Y Institute", "Z Airport"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import lexicon
from kg.extract import name_shapes as shapes
from kg.extract.name_spans import SHAPED, SITE, Candidate
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.name_shapes import Words
    from kg.gazetteer import Gazetteer

_OPENERS = frozenset({"the", "a", "in", "on", "at", "as", "former"})
_INSIDE = frozenset({"-", "&", "and", "of", "for", "the"})
_FUNCTION = frozenset({"ADP", "SCONJ", "DET", "PRON", "ADV", "CCONJ"})
_JOINTS = frozenset({"of", "for", "and"})
_TWOFOLD = frozenset({"Ministry", "Department", "Office", "Committee", "Institute", "Bureau", "Directorate", "Agency"})
_PLAIN = frozenset({"University", "College", "Bank", "Party"})
_COMPANIONS = frozenset({"party", "movement", "alliance"})
_SHORT, _LONG = 2, 3
_WITHIN = frozenset({"of", "for", "the", "and", "&", "-"})


def shaped(words: Words, spans: list[tuple[int, int]], known: Gazetteer) -> list[Candidate]:
    """Candidates that spans of capitalised words spell by their head words."""
    found: list[Candidate] = []
    for start, end in spans:
        found += _shaped(words, start, end, known)
        if words.text(start, end) in shapes.bare_bodies():
            found.append(Candidate(start, end, Kind.ORGANIZATION, SHAPED))
    return found


def organization(words: Words, start: int, end: int, known: Gazetteer) -> Candidate:
    """The organisation that a span names, with its entry and the country that stands in its name."""
    entry = next((entry.id for entry in known.find(words.text(start, end)) if entry.kind is Kind.ORGANIZATION), None)
    strength = SHAPED + 1.5 if entry else SHAPED
    return Candidate(start, end, Kind.ORGANIZATION, strength, entry, False, _own_country(words, start, end, known))


def _shaped(words: Words, start: int, end: int, known: Gazetteer) -> Iterator[Candidate]:
    i = start
    while i < end:
        text = words.texts[i]
        if _takes_joint(words, i, end):
            right = _right_edge(words, i + 1, end)
            yield organization(words, _left_edge(words, start, i), right, known)
            i = start = max(right, i + 1)
            continue
        if i > start and text in shapes.suffixes() and not _is_field(words, i) and (left := _left_edge(words, start, i)) < i:
            yield organization(words, left, i + 1, known)
        elif (
            i > start
            and text in shapes.sites()
            and words.lower[i - 1] != "and"
            and not _goes_on(words, i + 1)
            and (left := _left_edge(words, start, i)) < i
        ):
            yield Candidate(left, i + 1, Kind.PLACE, SITE)
        i += 1


def _is_field(words: Words, i: int) -> bool:
    """The word belongs to the office behind it and not to the body before: "White House Press Secretary"."""
    return words.texts[i] in lexicon.words("organizations", "fields") and _goes_on(words, i + 1)


def _goes_on(words: Words, i: int) -> bool:
    """An office follows, which the word before belongs to: "District Judge"."""
    return i < len(words.texts) and words.capital[i] and shapes.is_office(words.lower[i])


def _takes_joint(words: Words, i: int, end: int) -> bool:
    """The head word is followed by `of`, `for` or `on` and what belongs to its name."""
    if i + 1 >= end or shapes.dates(words, i + 1):
        return False
    text, joint = words.texts[i], words.lower[i + 1]
    return (text in shapes.prefixes() and joint in {"of", "for"}) or (text in shapes.panels() and joint == "on")


def _left_edge(words: Words, start: int, head: int) -> int:
    """Where the name of a head word begins: after titles, after a lower-case joint, after a plural people."""
    left = head
    while left > start and not _separates(words, left - 1) and _belongs(words, left - 1):
        left -= 1
    while left < head and (not words.capital[left] or _opens(words, left)):
        left += 1
    return left


def _belongs(words: Words, i: int) -> bool:
    if words.lower[i] == "the":
        return words.before(i) in _JOINTS
    return words.capital[i] or words.texts[i] in _INSIDE or words.texts[i].isdecimal()


def _opens(words: Words, i: int) -> bool:
    """A word that only has its capital from the beginning of a sentence, or a determiner."""
    return words.lower[i] in _OPENERS or shapes.stands_beside(words, i) or (words.doc[i].pos_ in _FUNCTION and words.opens_sentence(i))


def _separates(words: Words, i: int) -> bool:
    """A joint that ends what stands before the name: "X of the Y Institute", "India and the Z Academy", "Monday Ford Company"."""
    word, before = words.lower[i], words.texts[i - 1] if i else ""
    if word in {"of", "for"}:
        return before not in shapes.prefixes()
    if word in {"and", "&"}:
        return (
            words.after(i + 1) == "the"
            or before.isupper()
            or before in shapes.suffixes()
            or words.labels[i - 1] in {"GPE", "PERSON", "NORP"}
        )
    if word in shapes.offices():
        return word not in {"chief", "general"}
    return words.texts[i] in shapes.no_names() and words.texts[i] != "State" and words.after(i + 1) not in _COMPANIONS


def _right_edge(words: Words, joint: int, end: int) -> int:
    """The end of `Ministry of X and Y`: capitalised words after the joint, with `and`, `of`, `for`, `the` between."""
    right = i = joint
    end = _before_next_body(words, joint, end)
    while i < end and (words.capital[i] or words.lower[i] in _WITHIN or i == joint):
        right = i + 1 if words.capital[i] else right
        i += 1
    return right


def _before_next_body(words: Words, joint: int, end: int) -> int:
    """Where another body begins behind `and`: "Union of Kenya and the Turkana Relief Fund"; ministries have such names themselves."""
    for i in range(joint + 1, end - 2):
        head = i + 1 + (words.lower[i + 1] == "the")
        if words.lower[i] == "and" and words.texts[head] in shapes.prefixes() and words.after(head + 1) in {"of", "for"}:
            return i
    if words.texts[joint - 1] in _TWOFOLD or words.texts[end - 1] not in shapes.suffixes():
        return end
    least = _SHORT if words.texts[joint - 1] in _PLAIN else _LONG
    return next((i for i in range(joint + 1, end - least) if words.lower[i] == "and"), end)


def _own_country(words: Words, start: int, end: int, known: Gazetteer) -> str | None:
    """The country whose name or adjective stands inside a name."""
    for i in range(start, end):
        for stop in range(min(i + 2, end), i, -1):
            text = words.text(i, stop)
            entry = known.demonym(text) or next((e for e in known.find(text) if e.kind is Kind.COUNTRY), None)
            if entry is not None:
                return entry.id if entry.kind is Kind.COUNTRY else entry.country
    return None
