"""Block keys, and the decision inside a block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg import gazetteer
from kg.identifiers import minted
from kg.names import fold, organization_key, person_key, place_key
from kg.records import Kind, Records, Referent

KNOWN = "entry|"
"""How the key of a block begins whose entity is an entry of the gazetteer."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a block knows of one referent of one article.

    Attributes:
        article: id of the article.
        referent: its number there.
        names: all its names there, sorted; the fullest is `name`.
    """

    article: str
    referent: int
    kind: Kind
    name: str
    names: tuple[str, ...]
    entry: str | None


@dataclass(frozen=True, slots=True)
class Entity:
    """The identity of a referent.

    Attributes:
        path: path of its IRI below the base IRI, such as `person/anna-kovac-1f2e3d4c`.
        kind: what it is.
        label: its one preferred label.
        entry: id of its gazetteer entry, if any.
    """

    path: str
    kind: Kind
    label: str
    entry: str | None


def candidates(records: Records) -> Iterable[tuple[str, Candidate]]:
    """The referents of an article with their block keys."""
    for referent in records.referents:
        yield (
            block_key(records.article.id, referent),
            Candidate(records.article.id, referent.id, referent.kind, referent.name, referent.names, referent.entry),
        )


def block_key(article: str, referent: Referent) -> str:
    """The key of the block that a referent belongs to.

    Known to the gazetteer: its entry. Named in full: kind and name key. Anything else stays inside its article.
    """
    if referent.entry is not None:
        return KNOWN + referent.entry
    if referent.local or referent.kind is Kind.GROUP:
        return f"local|{referent.kind}|{fold(referent.name)}|{article}"
    match referent.kind:
        case Kind.PERSON:
            return f"person|{person_key(referent.name)}"
        case Kind.ORGANIZATION:
            own = () if referent.country is None else gazetteer.load().spellings(referent.country)
            return f"organization|{referent.country or ''}|{organization_key(referent.name, own)}"
        case _:
            return f"place|{place_key(referent.name)}"


def resolve(key: str, block: Sequence[Candidate]) -> Entity:
    """The entity that all candidates of a block are.

    The label is the gazetteer's, else the fullest name: most words first, then in most articles, then longest, then
    first in the alphabet; a function of the set of candidates, whatever their order.

    Args:
        key: the block's key.
        block: at least one candidate.
    """
    if key.startswith(KNOWN):
        known = gazetteer.load().entry(key.removeprefix(KNOWN))
        return Entity(known.id, known.kind, known.label, known.id)
    kind = min(Counter(c.kind for c in block).items(), key=lambda pair: (-pair[1], pair[0]))[0]
    label = _fullest(block)
    return Entity(minted(kind, key.partition("|")[2], key), kind, label, None)


def _fullest(block: Sequence[Candidate]) -> str:
    articles: Counter[str] = Counter(candidate.name for candidate in block)
    return min(articles, key=lambda name: (-len(name.split()), -articles[name], -len(name), name))
