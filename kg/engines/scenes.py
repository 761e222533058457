"""What the stages of a cluster do to one article, one block or one group of reports: pure functions that every worker can run.

They are the functions of `kg.resolve`, with the same outcome as `kg.settling` and `kg.event_settling`. Most referents need no other
article: those of the gazetteer are their entry, and those that nobody names in full stay in their article. Only the others are grouped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.judgements import Judgements, is_entry
from kg.records import Records
from kg.resolve import KNOWN, Candidate, Entity, base_path, candidates, clusters
from kg.resolve.event_features import Verdict, verdict
from kg.resolve.happenings import Happening, Told, happening, has_rift
from kg.resolve.reports import from_text, window
from kg.settling import identified

_LOCAL = "local|"


@dataclass(frozen=True, slots=True)
class Placed:
    """A referent with its cluster.

    Attributes:
        key: of its block.
        candidate: it.
        cluster: path of the cluster.
        entity: what the cluster is; None while clusters that judgements unite with it have to be looked at.
    """

    key: str
    candidate: Candidate
    cluster: str
    entity: Entity | None


def shared(records: Records, judgements: Judgements) -> Iterator[tuple[str, Candidate]]:
    """The referents of an article whose blocks other articles can have a part in, with their keys."""
    return ((key, candidate) for key, candidate in candidates(records) if _is_shared(key, judgements))


def alone(records: Records, judgements: Judgements) -> Iterator[Placed]:
    """The referents of an article that need no other article."""
    inside: dict[str, list[Candidate]] = {}
    for key, candidate in candidates(records):
        if key.startswith(KNOWN):
            path = base_path(key)
            yield Placed(key, candidate, path, identified((judgements.group(path) or (path,))[0], path, ()))
        elif not _is_shared(key, judgements):
            inside.setdefault(key, []).append(candidate)
    for key, block in inside.items():
        yield from placed(key, block, judgements)


def placed(key: str, block: Sequence[Candidate], judgements: Judgements) -> Iterator[Placed]:
    """The referents of a block with their clusters."""
    for cluster in clusters(key, block, judgements.marks):
        found = decided(cluster.path, cluster.members, judgements)
        yield from (Placed(key, member, cluster.path, found) for member in cluster.members)


def decided(path: str, members: Iterable[Candidate], judgements: Judgements) -> Entity | None:
    """The entity of a cluster; None while clusters that judgements unite with it have to be looked at.

    Args:
        path: of the cluster.
        members: its candidates, or the different ones with how often each comes.
        judgements: all.
    """
    return None if united(path, judgements) else identified((judgements.group(path) or (path,))[0], path, members)


def united(path: str, judgements: Judgements) -> str | None:
    """What judgements unite a cluster with is no entry of the gazetteer, so that all their referents count: the path they get."""
    group = judgements.group(path)
    return group[0] if group and not is_entry(group[0]) else None


def same(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Of the reports with one key, any two that share a day and tell the same; looked at in the order of their days."""
    open_until: list[tuple[str, str]] = []
    for first, last, text in sorted((*window(from_text(text)), text) for text in set(texts)):
        open_until = [one for one in open_until if one[0] >= first]
        yield from ((other, text) for _, other in open_until if verdict(from_text(other), from_text(text)) is Verdict.SAME)
        open_until.append((last, text))


def happenings(members: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Happening]]:
    """The happening of each of some linked reports, given with the day on which they were first told."""
    if len(members) > 1 and has_rift(text for text, _ in members):
        for text, since in members:
            yield text, happening([Told(from_text(text), since)])
        return
    found = happening(Told(from_text(text), since) for text, since in members)
    yield from ((text, found) for text, _ in members)


def entities(several: Iterable[Placed]) -> Mapping[int, Entity]:
    """The entities of referents of one article, by number."""
    return {one.candidate.referent: one.entity for one in several if one.entity is not None}


def _is_shared(key: str, judgements: Judgements) -> bool:
    """Judgements can unite what stays in its article with others."""
    return not key.startswith(KNOWN) and (bool(judgements.all) or not key.startswith(_LOCAL))
