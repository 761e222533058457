"""The intake: articles that are to be built or taken back, in a queue on disk that one process works off.

`python -m kg.intake` works off the queue of the store that the environment names, and ends when nothing has come for a while. What it
was at when it was killed is done again: a build leaves out what the store already holds, and an article can be taken back only once.
"""

from __future__ import annotations

import fcntl
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from kg.errors import KgError, NotFoundError, StoreError
from kg.settings import Settings, from_environment

FILE: Final = "intake.sqlite"
FORMAT: Final = 1
_LOCK: Final = "intake.lock"
State = Literal["queued", "running", "done", "failed"]
Task = Literal["build", "retract"]
_CHANCES: Final = 2  #: how often a job may end the process that is at it
_IDLE_SECONDS: Final = 30.0
_PAUSE: Final = 0.2
_BUSY_SECONDS: Final = 600.0
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS job (
    id INTEGER PRIMARY KEY AUTOINCREMENT, task TEXT NOT NULL, body TEXT NOT NULL, articles INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued', tries INTEGER NOT NULL DEFAULT 0, received TEXT NOT NULL,
    ended TEXT, step TEXT, done INTEGER NOT NULL DEFAULT 0, outcome TEXT);
CREATE INDEX IF NOT EXISTS job_open ON job (state, id) WHERE state IN ('queued', 'running');
"""
_COLUMNS: Final = "id, task, articles, state, received, ended, step, done, outcome"


@dataclass(frozen=True, slots=True)
class Job:
    """Articles to build together, or one to take back.

    Attributes:
        id: its number.
        task: what is to be done.
        articles: how many articles it is about.
        state: how far it is.
        received, ended: UTC moments in ISO form.
        step, done: what it is at now, and how many articles are through that.
        outcome: counts and skipped articles once it is done, or the error that it failed with.
    """

    id: int
    task: Task
    articles: int
    state: State
    received: str
    ended: str | None
    step: str | None
    done: int
    outcome: dict[str, Any]


class Intake:
    """The queue of a store's folder. Every call opens the file for itself, so threads and processes may share one."""

    def __init__(self, folder: Path) -> None:
        """Open the queue, or make an empty one.

        Raises:
            StoreError: the folder cannot be written, or a newer newskg made the queue.
        """
        self._path = folder / FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with self._open() as db:
                self._check(db)
                db.execute("PRAGMA journal_mode = WAL")
                db.executescript(f"{_SCHEMA} PRAGMA user_version = {FORMAT};")
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{self._path}: {error}; can the folder be written?") from error

    def add(self, task: Task, body: str, articles: int = 1) -> Job:
        """Queue a job; it is on disk when this returns.

        Args:
            task: what is to be done.
            body: of a build the articles as JSON lines, of a retraction the article's id.
            articles: how many they are.
        """
        with self._open() as db:
            made = db.execute("INSERT INTO job (task, body, articles, received) VALUES (?, ?, ?, ?)", (task, body, articles, _now()))
            return self._job(db, int(made.lastrowid or 0))

    def job(self, number: int) -> Job:
        """A job.

        Raises:
            NotFoundError: there is none of this number.
        """
        with self._open() as db:
            return self._job(db, number)

    def jobs(self, limit: int = 100) -> tuple[Job, ...]:
        """The newest jobs, the newest first."""
        with self._open() as db:
            return tuple(map(_read, db.execute(f"SELECT {_COLUMNS} FROM job ORDER BY id DESC LIMIT ?", (limit,))))  # noqa: S608

    def is_open(self) -> bool:
        """Whether something is to be done."""
        with self._open() as db:
            return db.execute("SELECT 1 FROM job WHERE state IN ('queued', 'running') LIMIT 1").fetchone() is not None

    def again(self) -> None:
        """Queue what a process that has ended was at, and give up what has ended too many."""
        with self._open() as db:
            lost = json.dumps({"error": "the process that was at it ended each time (was memory short?)"})
            given_up = "UPDATE job SET state = 'failed', ended = ?, outcome = ? WHERE state = 'running' AND tries >= ?"
            db.execute(given_up, (_now(), lost, _CHANCES))
            db.execute("UPDATE job SET state = 'queued' WHERE state = 'running'")

    def take(self) -> tuple[Job, str] | None:
        """Begin the oldest job that waits; gives it with its body."""
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            row = db.execute("SELECT id, body FROM job WHERE state = 'queued' ORDER BY id LIMIT 1").fetchone()
            if row is None:
                return None
            db.execute("UPDATE job SET state = 'running', tries = tries + 1 WHERE id = ?", row[:1])
            return self._job(db, row[0]), row[1]

    def tell(self, job: Job, step: str, done: int) -> None:
        """Note how far a job is."""
        with self._open() as db:
            db.execute("UPDATE job SET step = ?, done = ? WHERE id = ?", (step, done, job.id))

    def end(self, job: Job, state: State, outcome: dict[str, Any]) -> None:
        """Note how a job ended; what it was about is forgotten."""
        with self._open() as db:
            row = (state, _now(), json.dumps(outcome, ensure_ascii=False), job.id)
            db.execute("UPDATE job SET state = ?, ended = ?, outcome = ?, step = NULL, body = '' WHERE id = ?", row)

    def _check(self, db: sqlite3.Connection) -> None:
        (found,) = db.execute("PRAGMA user_version").fetchone()
        if found > FORMAT:
            raise StoreError(f"{self._path} has format {found} and this newskg knows formats up to {FORMAT}: install a newer newskg")

    @staticmethod
    def _job(db: sqlite3.Connection, number: int) -> Job:
        row = db.execute(f"SELECT {_COLUMNS} FROM job WHERE id = ?", (number,)).fetchone()  # noqa: S608
        if row is None:
            raise NotFoundError(f"there is no job {number}")
        return _read(row)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=30, isolation_level="DEFERRED")) as db, db:
            yield db


def work(settings: Settings, idle: float = _IDLE_SECONDS) -> None:
    """Work off the queue of a store until nothing has come for a while; not while another process does so.

    Raises:
        StoreError: no store is named, or its folder cannot be written.
    """
    from kg.pipeline import folder

    intake = Intake(folder(settings))
    with (folder(settings) / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        _work_off(intake, settings, idle)


def _work_off(intake: Intake, settings: Settings, idle: float) -> None:
    intake.again()
    waited = 0.0
    while waited < idle:
        taken = intake.take()
        if taken is None:
            time.sleep(_PAUSE)
            waited += _PAUSE
        else:
            _do(intake, *taken, settings)
            waited = 0.0


def _do(intake: Intake, job: Job, body: str, settings: Settings) -> None:
    """Do a job; a store that somebody else is writing to is waited for."""
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            outcome = _build(intake, job, body, settings) if job.task == "build" else _retract(body, settings)
        except StoreError as error:
            if time.monotonic() < deadline:
                time.sleep(1)
                continue
            intake.end(job, "failed", {"error": str(error)})
        except KgError as error:
            intake.end(job, "failed", {"error": str(error)})
        else:
            intake.end(job, "done", outcome)
        return


def _build(intake: Intake, job: Job, body: str, settings: Settings) -> dict[str, Any]:
    from kg.pipeline import build

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.jsonl"
        path.write_text(body, encoding="utf-8")
        report = build([path], settings, progress=lambda step, done, _: intake.tell(job, step, done))
    skipped = [{"source": one.source, "reason": one.reason} for one in report.skipped]
    return {"built": report.built, "unchanged": report.unchanged, "facts": report.facts, "skipped": skipped}


def _retract(article: str, settings: Settings) -> dict[str, Any]:
    from kg.pipeline import retract

    return {"retracted": list(retract(article, settings))}


def lines(articles: list[dict[str, Any]]) -> str:
    """Articles as JSON lines."""
    return "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)


def _read(row: tuple[Any, ...]) -> Job:
    number, task, articles, state, received, ended, step, done, outcome = row
    return Job(number, task, articles, state, received, ended, step, done, json.loads(outcome) if outcome else {})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


if __name__ == "__main__":
    try:
        work(from_environment())
    except KgError as error:
        sys.exit(f"kg.intake: {error}")
