"""Settling of events: which reports of which articles tell one happening, kept true as articles and their entities change.

In: the open database of `kg.records_store`, inside a transaction, after the entities of changed articles have been settled. Every report
that may be told by other articles is kept once, however many articles have it; its happening is found from the reports that share a
key and a day with it, and theirs. Articles whose happenings change by it become due as well.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from kg.identifiers import digest
from kg.records import Records
from kg.records_json import from_json
from kg.resolve import Entity
from kg.resolve.event_features import Verdict, verdict
from kg.resolve.events import reports
from kg.resolve.happenings import Happening, Told, as_row, component, from_row, happening
from kg.resolve.reports import LONGEST, Report, from_text, keys, to_text, window
from kg.settling import entity_of

TABLES = (
    """CREATE TABLE IF NOT EXISTS report (version TEXT NOT NULL, number INTEGER NOT NULL, telling TEXT NOT NULL, since TEXT NOT NULL,
    PRIMARY KEY (version, number)) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS report_telling ON report (telling, since)",
    """CREATE TABLE IF NOT EXISTS telling (telling TEXT PRIMARY KEY, text TEXT NOT NULL, path TEXT, happening TEXT) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS telling_path ON telling (path)",
    """CREATE TABLE IF NOT EXISTS telling_key (key TEXT NOT NULL, earliest TEXT NOT NULL, latest TEXT NOT NULL, telling TEXT NOT NULL,
    PRIMARY KEY (key, earliest, telling)) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS telling_key_of ON telling_key (telling)",
)
_DUE = "SELECT version, state, CASE state WHEN 'current' THEN records END FROM article WHERE projected = 0 ORDER BY version"
_ENTITIES = "SELECT referent, entity FROM block JOIN entity USING (cluster) WHERE version = ?"
_MEETING = """SELECT DISTINCT text FROM telling_key JOIN telling USING (telling)
    WHERE key = ? AND earliest BETWEEN ? AND ? AND latest >= ?"""
_TOUCH = "UPDATE article SET projected = 0 WHERE state = 'current' AND version IN (SELECT version FROM report WHERE telling = ?)"
_OF_VERSION = "SELECT number, happening FROM report JOIN telling USING (telling) WHERE version = ?"


def settle_events(db: sqlite3.Connection) -> None:
    """Bring reports and happenings up to date; versions of articles that are touched by it are marked as not projected."""
    changed: set[str] = set()
    for version, state, text in db.execute(_DUE).fetchall():
        changed |= _report(db, version, text if state == "current" else None)
    told_before = {path for text in sorted(changed) for path in _paths(db, text)}
    for text in sorted(changed):
        _keep(db, text)
    meeting = _Meeting(db)
    near = {*changed, *(other for text in sorted(changed) for other in meeting.neighbours(text))}
    seeds = {*near, *(other for text in sorted(near) for other in meeting.neighbours(text))}
    told_before |= {path for text in sorted(seeds) for path in _paths(db, text)}
    seeds |= {text for path in sorted(told_before) for text in _told_as(db, path)}
    _tell(db, meeting, seeds)


def happenings_of(db: sqlite3.Connection, version: str) -> dict[int, Happening]:
    """What the events of a version are, by number; those that no other article can tell are left out."""
    return {number: from_row(text) for number, text in db.execute(_OF_VERSION, (version,))}


def reports_of(db: sqlite3.Connection, path: str) -> tuple[tuple[Report, tuple[str, ...]], ...]:
    """The reports of the happening of this path, each with the versions that have it, by their text."""
    rows = db.execute("SELECT telling, text FROM telling WHERE path = ? ORDER BY text", (path,)).fetchall()
    return tuple((from_text(text), _versions(db, telling)) for telling, text in rows)


def reports_near(db: sqlite3.Connection, several: Iterable[Report]) -> Iterator[tuple[Report, str, tuple[str, ...]]]:
    """The reports that share a key and a day with one of several, each with the path of its happening and its versions, by their text."""
    meeting = _Meeting(db)
    for text in sorted({other for report in several for other in meeting.met(report)}):
        ((path,),) = db.execute("SELECT path FROM telling WHERE telling = ?", (telling_id(text),)).fetchall()
        yield from_text(text), path, _versions(db, telling_id(text))


def tellings(records: Records, entities: Mapping[int, Entity]) -> dict[int, str]:
    """The reports of an article that other articles can tell as well, as texts, by the number of the event."""
    return {number: to_text(found) for number, found in enumerate(reports(records, entities)) if not found.article}


def first_said(records: Records) -> str:
    """The day of an article, ISO; empty where it has no date."""
    return (records.article.published or "")[:_DAY_LENGTH]


def telling_id(text: str) -> str:
    """The key of a report that is kept once."""
    return digest(text, length=_ID_LENGTH)


class _Meeting:
    """The reports that share a key and a day, asked once each."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._found: dict[str, tuple[str, ...]] = {}

    def neighbours(self, text: str) -> tuple[str, ...]:
        """The kept reports that tell the same as one, sorted."""
        if text not in self._found:
            self._found[text] = tuple(sorted(self._same(text)))
        return self._found[text]

    def _same(self, text: str) -> set[str]:
        report = from_text(text)
        return {other for other in self.met(report) - {text} if verdict(report, from_text(other)) is Verdict.SAME}

    def met(self, report: Report) -> set[str]:
        """The kept reports that share a key and a day with one, itself included."""
        first, last = window(report)
        earliest = date.fromordinal(max(date.min.toordinal(), date.fromisoformat(first).toordinal() - LONGEST))
        asked = (str(earliest), last, first)
        return {other for key in set(keys(report)) for (other,) in self._db.execute(_MEETING, (key, *asked))}


def _report(db: sqlite3.Connection, version: str, text: str | None) -> set[str]:
    """Write the reports of a version, none where it is not the current one; gives the texts of those that came or went."""
    wanted: dict[int, str] = {}
    since = ""
    if text is not None:
        records = from_json(text)
        entities = {referent: entity_of(row) for referent, row in db.execute(_ENTITIES, (version,))}
        since = first_said(records)
        wanted = tellings(records, entities)
    before = dict(db.execute("SELECT number, text FROM report JOIN telling USING (telling) WHERE version = ?", (version,)).fetchall())
    if before == wanted:
        return set()
    db.execute("DELETE FROM report WHERE version = ?", (version,))
    for one in sorted(set(wanted.values()) - set(before.values())):
        db.execute("INSERT OR IGNORE INTO telling VALUES (?, ?, NULL, NULL)", (telling_id(one), one))
    db.executemany("INSERT INTO report VALUES (?, ?, ?, ?)", [(version, n, telling_id(one), since) for n, one in sorted(wanted.items())])
    return set(before.values()) ^ set(wanted.values())


def _keep(db: sqlite3.Connection, text: str) -> None:
    """Give a report its keys, or forget it where no article has it any more."""
    telling = telling_id(text)
    db.execute("DELETE FROM telling_key WHERE telling = ?", (telling,))
    if db.execute("SELECT 1 FROM report WHERE telling = ? LIMIT 1", (telling,)).fetchone() is None:
        db.execute("DELETE FROM telling WHERE telling = ?", (telling,))
        return
    report = from_text(text)
    first, last = window(report)
    db.executemany("INSERT INTO telling_key VALUES (?, ?, ?, ?)", [(key, first, last, telling) for key in sorted(set(keys(report)))])


def _tell(db: sqlite3.Connection, meeting: _Meeting, seeds: Iterable[str]) -> None:
    """Find the happenings of reports anew."""
    done: set[str] = set()
    for text in sorted(seeds):
        if text not in done and _is_kept(db, text):
            members = component(text, meeting.neighbours)
            done.update(members)
            _write(db, members)


def _write(db: sqlite3.Connection, members: tuple[str, ...]) -> None:
    found = happening(Told(from_text(text), _since(db, text)) for text in members)
    row = as_row(found)
    for text in members:
        telling = telling_id(text)
        if db.execute("SELECT 1 FROM telling WHERE telling = ? AND happening IS ?", (telling, row)).fetchone() is None:
            db.execute("UPDATE telling SET path = ?, happening = ? WHERE telling = ?", (found.path, row, telling))
            db.execute(_TOUCH, (telling,))


def _versions(db: sqlite3.Connection, telling: str) -> tuple[str, ...]:
    found = db.execute("SELECT DISTINCT version FROM report WHERE telling = ? ORDER BY version", (telling,))
    return tuple(version for (version,) in found)


def _since(db: sqlite3.Connection, text: str) -> str:
    """The first day on which an article with a date said so."""
    found = db.execute("SELECT since FROM report WHERE telling = ? AND since != '' ORDER BY since LIMIT 1", (telling_id(text),)).fetchone()
    return str(found[0]) if found else ""


def _paths(db: sqlite3.Connection, text: str) -> Iterator[str]:
    """The path that the happening of a report has had."""
    yield from (path for (path,) in db.execute("SELECT path FROM telling WHERE telling = ? AND path IS NOT NULL", (telling_id(text),)))


def _told_as(db: sqlite3.Connection, path: str) -> Iterator[str]:
    yield from (text for (text,) in db.execute("SELECT text FROM telling WHERE path = ?", (path,)).fetchall())


def _is_kept(db: sqlite3.Connection, text: str) -> bool:
    return db.execute("SELECT 1 FROM telling WHERE telling = ?", (telling_id(text),)).fetchone() is not None


_DAY_LENGTH = len("2025-03-13")
_ID_LENGTH = 24
