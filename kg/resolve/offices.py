"""What an office tells about the identity of who holds it: the country served, the field of work, the gender.

The words are data: `ontology/lexicon/identity.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg import gazetteer, lexicon
from kg.records import Kind, Records, Referent, Tenure

_COUNTRY = "country/"
_TAIL = re.compile(r" (?:of|for|to|in|at) .*")


def described(records: Records, tenure: Tenure) -> str:
    """The office with its body, to compare and to read: "foreign minister, Finland"."""
    if tenure.body is None:
        return tenure.office
    body = records.referents[tenure.body]
    return f"{tenure.office}, {body.name if body.entry is None else gazetteer.load().entry(body.entry).label}"


def served(records: Records, person: int) -> Iterator[str]:
    """The countries whose citizen someone must be to hold the offices that the article says outright they hold."""
    for tenure in records.tenures:
        if tenure.person == person and tenure.body is not None and not tenure.inferred:
            country = _country(tenure.office, records.referents[tenure.body])
            if country is not None:
                yield _state(country)


def fields(office: str) -> frozenset[str]:
    """The closed fields of work that an office belongs to."""
    return frozenset(field for field, heads in _fields() if _head(office) in heads)


def gender(office: str) -> str | None:
    """`m` or `f` where the word for the office tells."""
    names = {office, _head(office)}
    return next((sex for sex in ("f", "m") if names & lexicon.words("identity", f"gender.{sex}")), None)


def _country(office: str, body: Referent) -> str | None:
    if office in lexicon.words("identity", "citizen.except"):
        return None
    heads = {office, _head(office)}
    if heads & lexicon.words("identity", "citizen.anywhere"):
        return country_of(body)
    if heads & lexicon.words("identity", "citizen.of_states") and _is_state(body):
        return country_of(body)
    return None


def country_of(body: Referent) -> str | None:
    """The country that a body or place is, or belongs to."""
    if body.entry is None:
        return body.country
    entry = gazetteer.load().entry(body.entry)
    return entry.id if entry.kind is Kind.COUNTRY else entry.country or body.country


def _state(country: str) -> str:
    """The state whose citizens the people of a country or dependent territory are."""
    states: dict[str, str] = lexicon.table("identity")["states"]
    code = country.removeprefix(_COUNTRY)
    return _COUNTRY + states.get(code, code)


def _is_state(body: Referent) -> bool:
    if body.kind in (Kind.COUNTRY, Kind.PLACE):
        return True
    return body.entry is not None and gazetteer.load().entry(body.entry).seat_of is not None


def _head(office: str) -> str:
    words = _TAIL.sub("", office).split()
    return words[-1] if words else ""


@cache
def _fields() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((field, frozenset(heads)) for field, heads in sorted(lexicon.table("identity")["fields"].items()))
