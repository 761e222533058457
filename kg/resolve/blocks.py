"""Block keys: referents that may be one thing share a key, and nothing outside a block is looked at to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg import gazetteer, lexicon
from kg.names import fold, organization_key, parts_of, person_key, place_key
from kg.records import Kind, Records, Referent
from kg.resolve import offices

KNOWN = "entry|"
"""How the key of a block begins whose entity is an entry of the gazetteer."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a block knows of one referent of one article.

    Attributes:
        article: id of the article.
        referent: its number there.
        names: all its names there, sorted; the fullest is `name`.
        countries: ids of the countries that a person serves as only a citizen does, or that a place or body is in.
        offices: offices of a person, with their bodies ("foreign minister, Finland").
    """

    article: str
    referent: int
    kind: Kind
    name: str
    names: tuple[str, ...]
    entry: str | None
    countries: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()


def candidates(records: Records) -> Iterable[tuple[str, Candidate]]:
    """The referents of an article with their block keys; a child beside a parent of the same name has a block of its own."""
    article = records.article.id
    keys = [block_key(article, referent) for referent in records.referents]
    elders = {key for key, referent in zip(keys, records.referents, strict=True) if not _generation(referent)}
    for key, referent in zip(keys, records.referents, strict=True):
        known = (article, referent.id, referent.kind, referent.name, referent.names, referent.entry)
        own = f"|{_generation(referent)}" if _generation(referent) and key in elders else ""
        yield key + own, Candidate(*known, _countries(records, referent), _offices(records, referent))


def _generation(referent: Referent) -> str:
    """What tells a child from the parent of the same name: "Jr." beside one without it in an article that keeps the two apart."""
    return parts_of(referent.name)[0].strip(".") if referent.kind is Kind.PERSON else ""


def block_key(article: str, referent: Referent) -> str:
    """The key of the block that a referent belongs to.

    Known to the gazetteer: its entry. Named in full: kind and name key. Anything else stays inside its article, and so does
    a body whose name many countries have ("Interior Ministry") where the article does not say which country's it is.
    """
    if referent.entry is not None:
        return KNOWN + referent.entry
    if referent.local or referent.kind is Kind.GROUP or _is_common(referent):
        return f"local|{referent.kind}|{fold(referent.name)}|{article}"
    match referent.kind:
        case Kind.PERSON:
            return f"person|{person_key(referent.name)}"
        case Kind.ORGANIZATION:
            own = () if referent.country is None else gazetteer.load().spellings(referent.country)
            return f"organization|{referent.country or ''}|{organization_key(referent.name, own)}"
        case _:
            return f"place|{place_key(referent.name)}"


def _countries(records: Records, referent: Referent) -> tuple[str, ...]:
    if referent.entry is not None:
        return ()
    if referent.kind is Kind.PERSON:
        return tuple(sorted(set(offices.served(records, referent.id))))
    around = (records.referents[c.within] for c in records.containments if c.place == referent.id)
    found = {referent.country, *(offices.country_of(outer) for outer in around)}
    return tuple(sorted(country for country in found if country is not None))


def _offices(records: Records, referent: Referent) -> tuple[str, ...]:
    return tuple(sorted({offices.described(records, tenure) for tenure in records.tenures if tenure.person == referent.id}))


def _is_common(referent: Referent) -> bool:
    return referent.kind is Kind.ORGANIZATION and referent.country is None and fold(referent.name) in _common_bodies()


@cache
def _common_bodies() -> frozenset[str]:
    lists = (lexicon.words("organizations", key) for key in ("bare", "shared", "suffixes"))
    return frozenset(fold(name) for names in lists for name in names)
