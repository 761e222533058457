"""Settling: which block rows of the records file are which entity, kept true as articles and judgements change.

In: the open database of `kg.records_store`, inside a transaction, and the judgements. Every row of a block gets the path of its
cluster; every cluster gets an entity. Only blocks that changed articles or judgements touch are looked at, and of a block that is one
thing only the different candidates with their counts, however many articles have them.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import fields
from functools import lru_cache
from typing import Any

from kg.identifiers import unsplit
from kg.judgements import Judgements, is_entry
from kg.records import Kind
from kg.resolve import KNOWN, Candidate, Entity, base_path, clusters, entity, is_one

_OF_BLOCK = """SELECT version, referent, article.id, candidate, cluster FROM block JOIN article USING (version)
    WHERE key = ? ORDER BY version, referent"""
_OF_CLUSTER = "SELECT article.id, referent, candidate FROM block JOIN article USING (version) WHERE cluster = ? ORDER BY version, referent"
_SAID = "SELECT candidate, n FROM said WHERE key = ? ORDER BY candidate"
_INSIDE = "SELECT DISTINCT {} FROM block WHERE cluster = ?1 OR (cluster >= ?1 || '-' AND cluster < ?1 || '.')"
_PATHS = "SELECT DISTINCT cluster FROM block WHERE key = ? AND cluster IS NOT NULL"
_ELSEWHERE = """SELECT version, cluster FROM block WHERE key = ?1 AND cluster < ?2
    UNION SELECT version, cluster FROM block WHERE key = ?1 AND cluster > ?2"""
_COLUMNS = ("article", "referent")
_ENTER = "UPDATE block SET cluster = ? WHERE key = ? AND version = ? AND referent = ?"
_ENTER_NEW = "UPDATE block SET cluster = ?2 WHERE key = ?1 AND cluster IS NULL"
_ENTER_ALL = "UPDATE block SET cluster = ?2 WHERE key = ?1 AND cluster IS NOT ?2"
_TOUCH_ONE = "UPDATE article SET projected = 0 WHERE version = ?"
_TOUCH = "UPDATE article SET projected = 0 WHERE projected = 1 AND version IN (SELECT version FROM block WHERE cluster = ?)"
_FIELDS = tuple(field.name for field in fields(Entity))
_OF_CANDIDATE = tuple(field.name for field in fields(Candidate) if field.name not in _COLUMNS)

Members = Iterable[Candidate]
"""Candidates of a cluster: each, or the different ones with how often each comes."""


def settle(db: sqlite3.Connection, judgements: Judgements) -> None:
    """Bring clusters and entities up to date; versions of articles that are touched by it are marked as not projected."""
    touched: dict[str, Members] = {}
    for key, paths in sorted(_due(db, judgements).items()):
        touched |= dict.fromkeys(sorted(paths), ()) | _cluster(db, key, judgements, paths)
    db.execute("DELETE FROM due")
    done: set[str] = set()
    for path, members in sorted(touched.items(), key=lambda item: item[0]):
        if path not in done:
            done |= _identify(db, path, members, judgements)


def candidates_of(db: sqlite3.Connection, key: str) -> list[Candidate]:
    """The candidates of a block, of current articles."""
    return [candidate(article, referent, text) for _, referent, article, text, _ in db.execute(_OF_BLOCK, (key,))]


def as_row(candidate: Candidate) -> str:
    """What a row holds of a candidate beside its article and number: equal for articles that say the same."""
    return json.dumps({name: getattr(candidate, name) for name in _OF_CANDIDATE}, ensure_ascii=False)


def entity_of(row: str) -> Entity:
    """The entity that a row holds."""
    fields = json.loads(row)
    return Entity(**{**fields, "kind": Kind(fields["kind"]), "formerly": tuple(fields["formerly"])})


def candidate(article: str, referent: int, text: str) -> Candidate:
    """The candidate of a referent whose row holds this text."""
    return Candidate(article, referent, **_from_row(text))


def row_of(found: Entity) -> str:
    """What a row holds of an entity."""
    return json.dumps({name: getattr(found, name) for name in _FIELDS}, ensure_ascii=False)


def identified(canonical: str, path: str, members: Members) -> Entity | None:
    """The entity of a cluster; None where no current article names it."""
    formerly = tuple(sorted({path, unsplit(path)} - {canonical}))
    if is_entry(canonical):
        return entity(canonical, [], canonical, formerly)
    return entity(canonical, members, None, formerly) if members else None


@lru_cache(maxsize=65536)
def _from_row(text: str) -> dict[str, Any]:
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(text).items()}
    return {**fields, "kind": Kind(fields["kind"])}


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


def _due(db: sqlite3.Connection, judgements: Judgements) -> dict[str, set[str]]:
    """The blocks that have to be looked at, each with the clusters in it that may have changed."""
    due: defaultdict[str, set[str]] = defaultdict(set)
    for key, path in db.execute("SELECT key, cluster FROM due"):
        due[key] |= {path} - {""}
    for key in _rejudged(db, judgements):
        due[key] |= {path for (path,) in db.execute(_PATHS, (key,))}
    return due


def _cluster(db: sqlite3.Connection, key: str, judgements: Judgements, due: Set[str]) -> dict[str, Members]:
    """Give the rows of a block their clusters; gives the members of those that may have changed, by path.

    Args:
        db: the database.
        key: the block's.
        judgements: all.
        due: clusters of the block that may have changed, whatever moves.
    """
    if key.startswith(KNOWN):
        db.execute(_ENTER_NEW, (key, base_path(key)))
        return {base_path(key): ()}
    said = {candidate("", 0, text): count for text, count in db.execute(_SAID, (key,))}
    if is_one(key, said, judgements.marks):
        return _unite(db, key, said)
    return _split(db, key, judgements, due)


def _unite(db: sqlite3.Connection, key: str, said: dict[Candidate, int]) -> dict[str, Members]:
    """The block is one thing: whoever is not with the others yet comes to them."""
    path = base_path(key)
    left = db.execute(_ELSEWHERE, (key, path)).fetchall()
    db.executemany(_TOUCH_ONE, [(version,) for version, _ in left])
    db.execute(_ENTER_ALL if left else _ENTER_NEW, (key, path))
    return {**dict.fromkeys(sorted({old for _, old in left}), ()), path: said}


def _split(db: sqlite3.Connection, key: str, judgements: Judgements, due: Set[str]) -> dict[str, Members]:
    """The block is several things, which all of its candidates decide."""
    rows = db.execute(_OF_BLOCK, (key,)).fetchall()
    before = {(article, referent): (version, cluster) for version, referent, article, _, cluster in rows}
    found = clusters(key, [candidate(article, referent, text) for _, referent, article, text, _ in rows], judgements.marks)
    moved = [
        (cluster.path, before[member.article, member.referent], member.referent)
        for cluster in found
        for member in cluster.members
        if before[member.article, member.referent][1] != cluster.path
    ]
    db.executemany(_ENTER, [(path, key, version, referent) for path, (version, _), referent in moved])
    db.executemany(_TOUCH_ONE, [(version,) for _, (version, _), _ in moved])
    left = {old for _, (_, old), _ in moved if old is not None}
    changed = {*due, *left, *(path for path, _, _ in moved)}
    return dict.fromkeys(sorted(left), ()) | {cluster.path: cluster.members for cluster in found if cluster.path in changed}


def _identify(db: sqlite3.Connection, path: str, members: Members, judgements: Judgements) -> set[str]:
    """Give a cluster, and those that judgements unite with it, their entity; gives their paths."""
    group = judgements.group(path)
    if not group:
        _keep(db, path, identified(path, path, members))
        return {path}
    several = sorted(
        {one for member in group for (one,) in db.execute(_INSIDE.format("cluster"), (member,)) if judgements.group(one) == group}
    )
    everyone = [candidate(*row) for one in several for row in db.execute(_OF_CLUSTER, (one,))]
    for one in sorted({path, *several}):
        _keep(db, one, identified(group[0], one, everyone))
    return {path, *several}


def _keep(db: sqlite3.Connection, path: str, found: Entity | None) -> None:
    """Write the entity of a cluster, and mark the articles that show another one; forget it where nothing has it."""
    if found is None or db.execute("SELECT 1 FROM block WHERE cluster = ? LIMIT 1", (path,)).fetchone() is None:
        db.execute("DELETE FROM entity WHERE cluster = ?", (path,))
        return
    before = db.execute("SELECT entity FROM entity WHERE cluster = ?", (path,)).fetchone()
    after = row_of(found)
    if before is None or before[0] != after:
        db.execute("INSERT OR REPLACE INTO entity VALUES (?, ?, ?)", (path, found.path, after))
        db.execute(_TOUCH, (path,))
