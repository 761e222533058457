"""Settling: which block rows of the records file are which entity, kept true as articles and judgements change.

In: the open database of `kg.records_store`, inside a transaction, and the judgements. Every row of a block gets the path of its
cluster; every cluster gets an entity. Only blocks that changed articles or judgements touch are looked at.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from kg.identifiers import unsplit
from kg.judgements import Judgements, is_entry
from kg.records import Kind
from kg.resolve import KNOWN, Candidate, Cluster, Entity, base_path, clusters, entity

_DUE = "SELECT DISTINCT key FROM block JOIN article USING (version) WHERE projected = 0"
_OF_BLOCK = """SELECT version, referent, article.id, candidate, cluster FROM block JOIN article USING (version)
    WHERE key = ? AND state = 'current' ORDER BY version, referent"""
_OF_CLUSTER = """SELECT article.id, referent, candidate FROM block JOIN article USING (version)
    WHERE cluster = ? AND state = 'current' ORDER BY version, referent"""
_INSIDE = "SELECT DISTINCT {} FROM block WHERE cluster = ?1 OR (cluster >= ?1 || '-' AND cluster < ?1 || '.')"
_PATHS = "SELECT DISTINCT cluster FROM block WHERE key = ? AND cluster IS NOT NULL"
_COLUMNS = ("article", "referent")
_ENTER = "UPDATE block SET cluster = ? WHERE key = ? AND version = ? AND referent = ?"
_TOUCH = "UPDATE article SET projected = 0 WHERE version IN (SELECT version FROM block WHERE cluster = ?)"


def settle(db: sqlite3.Connection, judgements: Judgements) -> None:
    """Bring clusters and entities up to date; versions of articles that are touched by it are marked as not projected."""
    keys = {key for (key,) in db.execute(_DUE)} | _rejudged(db, judgements)
    touched: dict[str, Cluster | None] = {}
    for key in sorted(keys):
        touched.update(_cluster(db, key, judgements))
    done: set[str] = set()
    for path, cluster in sorted(touched.items(), key=lambda item: item[0]):
        if path not in done:
            done |= _identify(db, path, cluster, judgements)


def candidates_of(db: sqlite3.Connection, key: str) -> list[Candidate]:
    """The candidates of a block, of current articles."""
    return [_candidate(article, referent, text) for _, referent, article, text, _ in db.execute(_OF_BLOCK, (key,))]


def as_row(candidate: Candidate) -> str:
    """What a row holds of a candidate beside its article and number: equal for articles that say the same."""
    return json.dumps({name: value for name, value in asdict(candidate).items() if name not in _COLUMNS}, ensure_ascii=False)


def entity_of(row: str) -> Entity:
    """The entity that a row holds."""
    fields = json.loads(row)
    return Entity(**{**fields, "kind": Kind(fields["kind"]), "formerly": tuple(fields["formerly"])})


@lru_cache(maxsize=65536)
def _from_row(text: str) -> dict[str, Any]:
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(text).items()}
    return {**fields, "kind": Kind(fields["kind"])}


def _candidate(article: str, referent: int, text: str) -> Candidate:
    return Candidate(article, referent, **_from_row(text))


def _rejudged(db: sqlite3.Connection, judgements: Judgements) -> set[str]:
    """The blocks that judgements speak of which are new, changed or gone since the last time."""
    before = dict(db.execute("SELECT path, lines FROM judged").fetchall())
    after = {path: "\n".join(_spelled(judgements, path)) for path in judgements.paths()}
    changed = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    db.execute("DELETE FROM judged")
    db.executemany("INSERT INTO judged VALUES (?, ?)", sorted(after.items()))
    return {key for path in changed for (key,) in db.execute(_INSIDE.format("key"), (path,))}


def _spelled(judgements: Judgements, path: str) -> list[str]:
    """What the judgements come to for a path: its group, and what is apart."""
    return [*judgements.group(path), *(f"{one.left.text}|{one.right.text}" for one in judgements.about([path]) if not one.same)]


def _cluster(db: sqlite3.Connection, key: str, judgements: Judgements) -> dict[str, Cluster | None]:
    """Give the rows of a block their clusters; gives the clusters that may have changed, by path, and None for what is gone."""
    if key.startswith(KNOWN):
        path = base_path(key)
        db.execute("UPDATE block SET cluster = ? WHERE key = ? AND cluster IS NULL", (path, key))
        return {path: None}
    rows = db.execute(_OF_BLOCK, (key,)).fetchall()
    before = {(article, referent): (version, cluster) for version, referent, article, _, cluster in rows}
    found = clusters(key, [_candidate(article, referent, text) for _, referent, article, text, _ in rows], judgements.marks) if rows else ()
    touched: dict[str, Cluster | None] = dict.fromkeys(path for (path,) in db.execute(_PATHS, (key,)))
    for cluster in found:
        touched[cluster.path] = cluster
        places = [(before[member.article, member.referent], member.referent) for member in cluster.members]
        moved = [(version, referent) for (version, old), referent in places if old != cluster.path]
        db.executemany(_ENTER, [(cluster.path, key, *row) for row in moved])
        db.executemany("UPDATE article SET projected = 0 WHERE version = ?", [row[:1] for row in moved])
    return touched


def _identify(db: sqlite3.Connection, path: str, cluster: Cluster | None, judgements: Judgements) -> set[str]:
    """Give a cluster, and those that judgements unite with it, their entity; gives their paths."""
    group = judgements.group(path)
    if not group:
        _keep(db, path, _entity(path, path, () if cluster is None else cluster.members))
        return {path}
    several = sorted(
        {one for member in group for (one,) in db.execute(_INSIDE.format("cluster"), (member,)) if judgements.group(one) == group}
    )
    members = [_candidate(*row) for one in several for row in db.execute(_OF_CLUSTER, (one,))]
    for one in several:
        _keep(db, one, _entity(group[0], one, members))
    return {path, *several}


def _entity(canonical: str, path: str, members: Sequence[Candidate]) -> Entity | None:
    """The entity of a cluster; None where no current article names it."""
    formerly = tuple(sorted({path, unsplit(path)} - {canonical}))
    if is_entry(canonical):
        return entity(canonical, [], canonical, formerly)
    return entity(canonical, members, None, formerly) if members else None


def _keep(db: sqlite3.Connection, path: str, found: Entity | None) -> None:
    """Write the entity of a cluster, and mark the articles that show another one; forget it where nothing has it."""
    if found is None:
        db.execute("DELETE FROM entity WHERE cluster = ?1 AND NOT EXISTS (SELECT 1 FROM block WHERE cluster = ?1)", (path,))
        return
    before = db.execute("SELECT entity FROM entity WHERE cluster = ?", (path,)).fetchone()
    after = json.dumps(asdict(found), ensure_ascii=False)
    if before is None or before[0] != after:
        db.execute("INSERT OR REPLACE INTO entity VALUES (?, ?, ?)", (path, found.path, after))
        db.execute(_TOUCH, (path,))
