"""Profiles: what tells one bearer of a name from another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, reduce

from kg.names import SUFFIXES, fold, skeleton, split_person
from kg.records import Kind
from kg.resolve import offices
from kg.resolve.blocks import Candidate

_PART = re.compile(r"[^\W\d_]+\.?")
_INITIALS = 3


@dataclass(frozen=True, slots=True, order=True)
class Profile:
    """What is known of someone, in sorted tuples; nothing known is empty and disagrees with nothing.

    Attributes:
        suffix: generation, such as `jr` or `iii`.
        middle: middle names and initials, folded, in order.
        countries: ids of the countries that someone serves as only a citizen does, or that a place or body is in.
        fields: closed fields of work, such as `clergy`.
        genders: `m` or `f`, by the words for offices.
        offices: offices with their bodies, folded.
        marks: sides of judgements that hold people of this name apart: `n` and `-n` are the two of one judgement.
    """

    suffix: tuple[str, ...] = ()
    middle: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    marks: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing is known."""
        return self == Profile()

    def joined(self, other: Profile) -> Profile:
        """What is known of someone who is both."""
        return Profile(
            _union(self.suffix, other.suffix),
            max(self.middle, other.middle, key=lambda middle: (len(middle), sum(map(len, middle)), middle)),
            _union(self.countries, other.countries),
            _union(self.fields, other.fields),
            _union(self.genders, other.genders),
            _union(self.offices, other.offices),
            tuple(sorted({*self.marks, *other.marks})),
        )


def profile(candidate: Candidate) -> Profile:
    """What an article says of its candidate; judgements aside."""
    if candidate.kind is not Kind.PERSON:
        return Profile(countries=tuple(sorted(candidate.countries)))
    return _of_person(candidate.name, candidate.countries, candidate.offices)


def all_joined(profiles: Iterable[Profile]) -> Profile:
    """What is known of someone who is all of them."""
    return reduce(Profile.joined, profiles, Profile())


@lru_cache(maxsize=65536)
def _of_person(name: str, countries: tuple[str, ...], held: tuple[str, ...]) -> Profile:
    closed = {field for office in held for field in offices.fields(_alone(office))}
    sexes = {sex for office in held if (sex := offices.gender(_alone(office))) is not None}
    suffix, middle = parts_of(name)
    return Profile(
        (suffix,) if suffix else (),
        middle,
        tuple(sorted(countries)),
        tuple(sorted(closed)),
        tuple(sorted(sexes)),
        tuple(sorted({fold(office) for office in held if ", " in office})),
    )


@lru_cache(maxsize=65536)
def parts_of(name: str) -> tuple[str, tuple[str, ...]]:
    """The suffix of a name, and its middle names: initials one by one, words as skeletons."""
    words = name.split()
    suffix = next((fold(word) for word in words[1:] if fold(word) in SUFFIXES), "")
    plain = [word for word in words if fold(word) not in SUFFIXES]
    first, surname = split_person(name)
    inner = plain[1 : len(plain) - len(surname.split())] if first else []
    return suffix, tuple(part for word in inner for part in _middle(word))


def _middle(word: str) -> list[str]:
    parts: list[str] = []
    for part in _PART.findall(word):
        letters = part.rstrip(".")
        if letters.isupper() and len(letters) <= _INITIALS:
            parts.extend(skeleton(letter) for letter in letters)
        elif skeleton(letters):
            parts.append(skeleton(letters))
    return parts


def _alone(office: str) -> str:
    return office.partition(", ")[0]


def _union(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    return left if left == right else tuple(sorted({*left, *right}))
