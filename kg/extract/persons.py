"""Which names of persons in an article are one person's.

Names are looked up by what those of one person share (words in one order, surname and first name), so that an article costs what its
names cost, however many people it names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, count
from typing import TYPE_CHECKING

from kg.extract.model import Holding, Name
from kg.lexicon import words
from kg.names import (
    PARTICLES,
    SUFFIXES,
    canonical_first_name,
    fold,
    gender,
    is_first_name,
    middles_agree,
    parts_of,
    skeleton,
    split_person,
)

if TYPE_CHECKING:
    from kg.extract.parsed import Doc

_MOST_WORDS = 12  #: of a name; what is longer is a list
_MOST_ALIKE = 50  #: people who may share a name: among more nobody can tell who is meant


@dataclass(slots=True, eq=False)
class Person:
    """The names of one person, by index.

    Attributes:
        number: people are numbered as they come.
        full: of names of several words.
        single: of names of one word, which come after all the others and in order.
        texts: the spellings, each once.
        titles: the offices beside the names.
    """

    number: int
    full: list[int] = field(default_factory=list)
    single: list[int] = field(default_factory=list)
    texts: dict[str, None] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)

    def count_before(self, index: int) -> int:
        """How often the person is named before the name with that index; full names must be in order."""
        return bisect_left(self.full, index) + bisect_left(self.single, index)

    def last_before(self, index: int) -> int | None:
        """The last name before that index."""
        places = ((several, bisect_left(several, index)) for several in (self.full, self.single))
        return max((several[place - 1] for several, place in places if place), default=None)


class People:
    """The persons of an article: full names first, then the single words that are parts of them."""

    def __init__(self, doc: Doc, names: tuple[Name, ...], offices: Iterable[Holding]) -> None:
        self.doc, self.names = doc, names
        self._titles = {holding.person: holding.office for holding in offices}
        self._numbers = count()
        self._persons: dict[int, Person] = {}
        self._spelt: dict[str, Person] = {}
        self._single: list[tuple[str, int]] = []
        self._by_key: defaultdict[Hashable, dict[int, Person]] = defaultdict(dict)

    def grouped(self, indices: list[int]) -> list[list[int]]:
        """The names with these indices, by person."""
        several, single = self._parted(indices)
        for index in several:
            text = self.names[index].text
            keys = () if text in self._spelt else tuple(_keys(text))
            person = self._spelt.get(text) or self._known(text, keys) or self._another()
            person.full.append(index)
            self._enter(person, index, keys)
        for person in self._persons.values():
            person.full.sort()
        self._claim(single)
        return [sorted([*person.full, *person.single]) for person in self._persons.values()]

    def _parted(self, indices: list[int]) -> tuple[list[int], list[int]]:
        """Full names, and single words with the surnames that begin with a particle and end a full name ("van der Berg")."""
        endings = {ending for i in indices for ending in _particled(self.names[i].text)}
        several = [i for i in indices if " " in self.names[i].text and fold(self.names[i].text) not in endings]
        return several, sorted(set(indices) - set(several))

    def _claim(self, indices: list[int]) -> None:
        """Give the single words to the full names that they are parts of, or to persons of their own."""
        self._by_key.clear()
        for person in self._persons.values():
            for text in person.texts:
                self._index(person, _parts(text))
        self._single = [(skeleton(self.names[index].text), index) for index in indices]
        loose: dict[str, Person] = {}
        for key, index in self._single:
            person = self._owner(index, key) or loose.get(key) or loose.setdefault(key, self._another())
            person.single.append(index)
            self._enter(person, index, ())

    def _another(self) -> Person:
        person = Person(next(self._numbers))
        self._persons[person.number] = person
        return person

    def _enter(self, person: Person, index: int, keys: Iterable[Hashable]) -> None:
        text = self.names[index].text
        if text not in person.texts:
            person.texts[text] = None
            self._spelt[text] = person
            self._index(person, keys)
        if index in self._titles:
            person.titles.add(self._titles[index])

    def _index(self, person: Person, keys: Iterable[Hashable]) -> None:
        for key in keys:
            self._by_key[key][person.number] = person

    def _sharing(self, keys: Iterable[Hashable]) -> list[Person]:
        """The persons with one of these keys, in their order; none where they are too many."""
        found: dict[int, Person] = {}
        for key in keys:
            found |= self._by_key.get(key, {})
            if len(found) > _MOST_ALIKE:
                return []
        return [found[number] for number in sorted(found)]

    def _known(self, text: str, keys: Iterable[Hashable]) -> Person | None:
        """The person of a full name among those named before; None where there is none, or where it may be several."""
        same = [person for person in self._sharing(keys) if _may_be(person, text)]
        return same[0] if len(same) == 1 else self._bridged(same, text)

    def _bridged(self, same: list[Person], text: str) -> Person | None:
        """Two persons named before whose names a fuller one shows to be one's: "Pedro Alva", "Alva Ruiz", "Pedro T. Alva Ruiz"."""
        if len(same) != 2 or not any(_is_double_surname(name, text) for person in same for name in person.texts):
            return None
        kept, other = same
        if not all(_is_part_of(name, text) for person in same for name in person.texts):
            return None
        kept.full.extend(other.full)
        kept.titles |= other.titles
        for name in other.texts:
            kept.texts[name] = None
            self._spelt[name] = kept
            self._index(kept, _keys(name))
            for key in _keys(name):
                self._by_key[key].pop(other.number, None)
        del self._persons[other.number]
        return kept

    def _owner(self, index: int, key: str) -> Person | None:
        """The full name that a single word belongs to, or None where none or several claim it."""
        claims = self._sharing([tuple(key.split())]) or self._sharing([key])
        claims = [person for person in claims if not (key in self._fathers and _is_junior(person))]
        return claims[0] if len(claims) == 1 else self._choice(index, claims)

    @cached_property
    def _fathers(self) -> frozenset[str]:
        """Surnames that are not a junior's alone: the article has "Lee Jr." as well, names who leads a state by it, or has it first."""
        juniors = [person for person in self._persons.values() if _is_junior(person)]
        short = {skeleton(name.split()[0]) for person in juniors for name in person.texts if len(name.split()) == 2}
        leading = words("role_nouns", "sovereign.offices").difference(*(person.titles for person in juniors))
        firsts = {skeleton(split_person(self.names[person.full[0]].text)[1]): person.full[0] for person in juniors}
        early = Counter(key for key, index in self._single if index < firsts.get(key, 0))
        short |= {key for key, number in early.items() if number > 1}
        return frozenset(short | {skeleton(self.names[index].text) for index, title in self._titles.items() if title in leading})

    def _choice(self, index: int, claims: list[Person]) -> Person | None:
        """One of several persons with the same surname: the one with that title, else the only one named before or here."""
        if not claims:
            return None
        title = self._titles.get(index)
        titled = [person for person in claims if title is not None and title in person.titles]
        if len(titled) == 1:
            return titled[0]
        called = honorific_gender(self.doc, self.names[index])
        gendered = [person for person in claims if called is not None and _gender(person) == called]
        if len(gendered) == 1:
            return gendered[0]
        before = [person for person in claims if person.count_before(index)] or claims
        return before[0] if len(before) == 1 else self._dominant(index, before)

    def _dominant(self, index: int, claims: list[Person]) -> Person | None:
        """The one who leads a state, who has been named far more often, or who alone was named in the same paragraph."""
        counts = sorted(((person.count_before(index), -place) for place, person in enumerate(claims)), reverse=True)
        if counts[0][0] >= 2 * max(1, counts[1][0]):
            return claims[-counts[0][1]]
        leading = [person for person in claims if not person.titles.isdisjoint(words("role_nouns", "sovereign.offices"))]
        if len(leading) == 1:
            return leading[0]
        near = [person for person in claims if self._is_near(person.last_before(index), index)]
        return near[0] if len(near) == 1 else None

    def _is_near(self, earlier: int | None, later: int) -> bool:
        """Both names stand in one paragraph, in this order."""
        if earlier is None:
            return False
        before, behind = (bisect_left(self._breaks, self.names[index].start) for index in (earlier, later))
        return before == behind

    @cached_property
    def _breaks(self) -> list[int]:
        """The tokens that end paragraphs."""
        return [token.i for token in self.doc if "\n" in token.text]


def honorific_gender(doc: Doc, name: Name) -> str | None:
    """The gender that a word before a name tells ("Mrs.", "spokeswoman"), or None."""
    before = doc[name.start - 1].lower_ if name.start > 0 else ""
    return next((called for called in ("m", "f") if before in words("pronouns", f"gender.{called}")), None)


def _gender(person: Person) -> str | None:
    return next((found for text in person.texts if (found := gender(text))), None)


def _particled(name: str) -> Iterator[str]:
    """The endings of a name that begin with a particle, but for the whole name."""
    folded = [fold(word) for word in name.split()]
    return (" ".join(folded[start:]) for start in range(1, len(folded) - 1) if folded[start] in PARTICLES)


def _is_junior(person: Person) -> bool:
    """All full names of a person end with "Jr." or the like."""
    return bool(person.full) and all(_has_suffix(name) for name in person.texts if " " in name)


def _keys(name: str) -> Iterator[Hashable]:
    """What full names of one person have one of in common: their words, two of them in one order, or surname and first name."""
    plain = _plain(name)
    yield tuple(plain)
    if _has_suffix(name):
        yield "suffix", tuple(plain[-1:])
    yield from combinations(plain[:_MOST_WORDS], 2)
    first, surname = split_person(name)
    known = canonical_first_name(first)
    yield "initial", skeleton(surname), known[:1]
    yield "first", skeleton(surname), skeleton(known)


def _parts(name: str) -> Iterator[Hashable]:
    """Where the single words that stand for a full name are looked up: what ends it, as words, and every word of it."""
    whole = skeleton(name).split()
    yield from whole
    while whole and whole[-1] in {"jr", "sr", "i"}:
        whole.pop()
    yield from (tuple(whole[start:]) for start in range(1, len(whole)))


def _may_be(person: Person, text: str) -> bool:
    """A full name may be that of a person named before: it is like one of the names, and no middle name is against it."""
    return any(_same_person(name, text) for name in person.texts) and not any(_differ(name, text) for name in person.texts)


def _same_person(earlier: str, later: str) -> bool:
    """Two full names may be one person's: same surname and first name, or the words of one among those of the other."""
    a, b = _plain(earlier), _plain(later)
    if a == b:
        return _has_suffix(earlier) or not _has_suffix(later)
    short, long = sorted((a, b), key=len)
    if len(short) >= 2 and _is_subsequence(short, long):
        return True
    if len(short) == 1:
        return _has_suffix(earlier) and _has_suffix(later) and long[-1] == short[0]
    (first, surname), (other, same) = split_person(earlier), split_person(later)
    return skeleton(surname) == skeleton(same) and _compatible(first, other)


def _differ(earlier: str, later: str) -> bool:
    """The middle names of two names cannot be one person's: W. and H. W."""
    left, right = parts_of(earlier)[1], parts_of(later)[1]
    return bool(left and right) and not middles_agree(left, right)


def _is_part_of(short: str, full: str) -> bool:
    return _is_subsequence(_plain(short), _plain(full))


def _is_double_surname(short: str, full: str) -> bool:
    """The words are the two family names that end a full name, as in Spanish: "Alva Ruiz" of "Pedro T. Alva Ruiz"."""
    words, whole = _plain(short), _plain(full)
    return len(words) == 2 < len(whole) and whole[-2:] == words and not is_first_name(short.split()[0])


def _plain(name: str) -> list[str]:
    return [skeleton(word) for word in name.split() if fold(word) not in SUFFIXES]


def _has_suffix(name: str) -> bool:
    return fold(name.split()[-1]) in SUFFIXES


def _is_subsequence(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def _compatible(first: str, other: str) -> bool:
    a, b = canonical_first_name(first), canonical_first_name(other)
    if len(a) <= 2 or len(b) <= 2:
        return a[:1] == b[:1]
    return a == b or skeleton(a) == skeleton(b)
