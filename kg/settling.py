"""Settling: which block rows of the records file are which entity, kept true as articles and judgements change.

In: the open database of `kg.records_store`, inside a transaction, and the judgements. Every row of a block gets the path of its
cluster; every cluster gets an entity. Only blocks that changed articles or judgements touch are looked at.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from kg.identifiers import unsplit
from kg.judgements import Judgements, is_entry
from kg.records import Kind
from kg.resolve import KNOWN, Candidate, Entity, base_path, clusters, entity

_DUE = "SELECT DISTINCT key FROM block JOIN article USING (version) WHERE projected = 0"
_OF_BLOCK = """SELECT version, referent, candidate, cluster FROM block JOIN article USING (version)
    WHERE key = ? AND state = 'current' ORDER BY version, referent"""
_OF_CLUSTER = """SELECT candidate FROM block JOIN article USING (version)
    WHERE cluster = ? AND state = 'current' ORDER BY version, referent"""
_INSIDE = "SELECT DISTINCT {} FROM block WHERE cluster = ?1 OR (cluster >= ?1 || '-' AND cluster < ?1 || '.')"
_ENTER = "UPDATE block SET cluster = ? WHERE key = ? AND version = ? AND referent = ?"
_TOUCH = "UPDATE article SET projected = 0 WHERE version IN (SELECT version FROM block WHERE cluster = ?)"


def settle(db: sqlite3.Connection, judgements: Judgements) -> None:
    """Bring clusters and entities up to date; versions of articles that are touched by it are marked as not projected."""
    keys = {key for (key,) in db.execute(_DUE)} | _rejudged(db, judgements)
    touched: set[str] = set()
    for key in sorted(keys):
        touched |= _cluster(db, key, judgements)
    done: set[str] = set()
    for path in sorted(touched):
        if path not in done:
            done |= _identify(db, path, judgements)


def rows_of(db: sqlite3.Connection, key: str) -> list[tuple[str, int, str, str | None]]:
    """The rows of a block of current articles: version, referent, candidate as JSON, cluster."""
    return db.execute(_OF_BLOCK, (key,)).fetchall()


def candidate_of(text: str) -> Candidate:
    """The candidate that a row holds as JSON."""
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(text).items()}
    return Candidate(**{**fields, "kind": Kind(fields["kind"])})


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


def _cluster(db: sqlite3.Connection, key: str, judgements: Judgements) -> set[str]:
    """Give the rows of a block their clusters; gives the paths of clusters that may have changed."""
    if key.startswith(KNOWN):
        path = base_path(key)
        db.execute("UPDATE block SET cluster = ? WHERE key = ? AND cluster IS NULL", (path, key))
        return {path}
    rows = rows_of(db, key)
    place = {(found.article, found.referent): row for row in rows if (found := candidate_of(row[2]))}
    touched = {path for (path,) in db.execute("SELECT DISTINCT cluster FROM block WHERE key = ? AND cluster IS NOT NULL", (key,))}
    for cluster in clusters(key, [candidate_of(row[2]) for row in rows], judgements.marks) if rows else ():
        touched.add(cluster.path)
        moved = [place[c.article, c.referent] for c in cluster.members if place[c.article, c.referent][3] != cluster.path]
        db.executemany(
            "UPDATE block SET cluster = ? WHERE key = ? AND version = ? AND referent = ?", [(cluster.path, key, *r[:2]) for r in moved]
        )
        db.executemany("UPDATE article SET projected = 0 WHERE version = ?", [row[:1] for row in moved])
    return touched


def _identify(db: sqlite3.Connection, path: str, judgements: Judgements) -> set[str]:
    """Give a cluster, and those that judgements unite with it, their entity; gives their paths."""
    group = judgements.group(path)
    if not group:
        _keep(db, path, entity(path, [], path, ()) if is_entry(path) else _entity(db, path, path, [path]))
        return {path}
    several = sorted(
        {one for member in group for (one,) in db.execute(_INSIDE.format("cluster"), (member,)) if judgements.group(one) == group}
    )
    for one in several:
        _keep(db, one, _entity(db, group[0], one, several))
    return {path, *several}


def _entity(db: sqlite3.Connection, canonical: str, path: str, united: Sequence[str]) -> Entity | None:
    """The entity of a cluster that is united with others; None where no current article has any of them."""
    formerly = tuple(sorted({path, unsplit(path)} - {canonical}))
    if is_entry(canonical):
        return entity(canonical, [], canonical, formerly)
    members = [candidate_of(text) for one in united for (text,) in db.execute(_OF_CLUSTER, (one,))]
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
