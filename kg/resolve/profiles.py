"""Profiles: what tells one bearer of a name from another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, reduce

from kg.names import fold, parts_of
from kg.records import Kind
from kg.resolve import offices
from kg.resolve.blocks import Candidate


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


def _alone(office: str) -> str:
    return office.partition(", ")[0]


def _union(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    return left if left == right else tuple(sorted({*left, *right}))
