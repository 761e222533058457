"""Why the mentions of an entity are one, and which near ones were kept apart: block, features, judgements, evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from kg.judgements import Judgements, load
from kg.pipeline import folder
from kg.query import one
from kg.records_store import RecordsStore
from kg.resolve import KNOWN, Candidate, Cluster, base_path, clusters
from kg.resolve.features import agreements, apart
from kg.resolve.profiles import profile
from kg.settings import Settings
from kg.store import Store

_NEAR = 20


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for the mentions being one.

    Attributes:
        rule: name of the rule or feature.
        detail: what it saw.
    """

    rule: str
    detail: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an article names the entity."""

    article: str
    exact: str
    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Near:
    """An entity that might have been taken for this one and was kept apart."""

    path: str
    label: str
    articles: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an entity is one.

    Attributes:
        blocks: keys of the blocks that its mentions fall in.
        reasons: rules and features, the most telling first.
        judgements: the kept decisions that have to do with it.
    """

    iri: str
    label: str
    blocks: tuple[str, ...]
    reasons: tuple[Reason, ...]
    judgements: tuple[str, ...]
    mentions: tuple[Mention, ...]
    near: tuple[Near, ...]


def explain(name: str, settings: Settings) -> Explanation:
    """Why the mentions of an entity are one.

    Args:
        name: a name or an IRI; an IRI that was given up leads to the one that took its place.
        settings: name the store.

    Raises:
        NotFoundError: the graph knows no such entity, or several.
        StoreError: there is no store.
    """
    with RecordsStore(folder(settings), read_only=True) as records, Store(settings.graph, read_only=True) as graph:
        entity = one(graph, name)
        path = entity.iri.removeprefix(settings.base_iri)
        judged = load(folder(settings), settings.base_iri)
        parts = records.clusters_of(path)
        about = judged.about([path, *(cluster for _, cluster in parts)])
        return Explanation(
            entity.iri,
            entity.label,
            tuple(dict.fromkeys(key for key, _ in parts)),
            tuple(dict.fromkeys(reason for key, cluster in parts for reason in _reasons(records, judged, key, cluster))),
            tuple(map(str, about)),
            tuple(_mentions(records, path)),
            tuple(near for key, cluster in parts for near in _near(records, judged, key, cluster)),
        )


def as_text(found: Explanation, most: int = 20) -> str:
    """An explanation to read, with at most so many mentions."""
    lines = [f"{found.label}  {found.iri}", *(f"  block      {key}" for key in found.blocks)]
    lines += [f"  {reason.rule:<10} {reason.detail}" for reason in found.reasons]
    lines += [f"  judgement  {judgement}" for judgement in found.judgements]
    lines += [f"mentions: {len(found.mentions)} in {len({m.article for m in found.mentions})} articles"]
    lines += [f"  {m.article} [{m.start}:{m.end}] {m.exact!r}: {m.sentence}" for m in found.mentions[:most]]
    if len(found.mentions) > most:
        lines.append(f"  and {len(found.mentions) - most} more")
    lines += ["kept apart:"] if found.near else []
    lines += [f"  {near.label}  {near.path} ({', '.join(near.articles[:3])}): {near.reason}" for near in found.near]
    return "\n".join(lines)


def as_json(found: Explanation) -> str:
    """An explanation as JSON."""
    return json.dumps(asdict(found), indent=2, ensure_ascii=False)


def _reasons(records: RecordsStore, judged: Judgements, key: str, path: str) -> Iterator[Reason]:
    if key.startswith(KNOWN):
        yield Reason("gazetteer", f"every mention is a name of the entry {base_path(key)}")
        return
    if key.startswith("local|"):
        yield Reason("local", "known in one article only, by a surname or a description that no other article can share")
        return
    yield Reason("key", f"spellings of one name share the block {key}")
    found = clusters(key, records.block(key), judged.marks)
    own = next(cluster for cluster in found if cluster.path == path)
    if len(found) == 1:
        yield Reason("unopposed", f"nothing tells its {len(own.members)} candidates apart")
    if own.joined_by:
        yield Reason("prior", f"who cannot be told apart goes to the one that nearly all others are: {own.joined_by}")
    yield from _agreements(own.members)


def _agreements(members: Sequence[Candidate]) -> Iterator[Reason]:
    """What each candidate shares with the first one that it shares anything with."""
    known = list(dict.fromkeys(profile(member) for member in members))
    for number, one_ in enumerate(known):
        found = next((shared for other in known[:number] if (shared := agreements(other, one_))), ())
        yield from (Reason(rule, detail) for rule, detail in found)


def _mentions(records: RecordsStore, path: str) -> Iterator[Mention]:
    for version, referents in records.members(path):
        held = records.records(version)
        for referent in referents:
            for piece in held.referents[referent].mentions:
                yield Mention(held.article.id, piece.exact, piece.start, piece.end, piece.sentence)


def _near(records: RecordsStore, judged: Judgements, key: str, path: str) -> Iterator[Near]:
    """Other clusters of the block, then people of the same surname, then bare surnames of other articles."""
    if key.startswith((KNOWN, "local|")):
        return
    found = clusters(key, records.block(key), judged.marks)
    own = next(cluster for cluster in found if cluster.path == path)
    yield from (_described(other, _why(own, other)) for other in found if other is not own)
    kind, _, name = key.partition("|")
    surname = name.partition("|")[0]
    if kind != "person" or not surname:
        return
    for other_key in records.keys_below(f"person|{surname}|", _NEAR):
        if other_key != key:
            for other in clusters(other_key, records.block(other_key), judged.marks):
                yield _described(other, "another first name")
    for other_key in records.keys_below(f"local|person|{surname}|", _NEAR):
        for other in clusters(other_key, records.block(other_key)):
            yield _described(other, "a bare surname never joins a person of another article")


def _why(own: Cluster, other: Cluster) -> str:
    found = apart(own.profile, other.profile)
    return found[1] if found else "nothing known of it tells which of several people of this name it is"


def _described(cluster: Cluster, reason: str) -> Near:
    return Near(cluster.path, cluster.members[0].name, tuple(sorted({member.article for member in cluster.members})), reason)
