"""A process that does to a store what it is told, over and over, each time in a child that may be killed.

    python work.py RECORDS        then on standard input, one JSON object a line: {"do": [...], "store": DIR, "after": SECONDS or null}

The articles of `RECORDS` are read with the real readers and kept, settled, projected and published by the real store; only extraction is
not done again, for its records were pickled before. A child that is to be killed gets SIGKILL after so many seconds. Each answer is a
line of JSON: how the child ended (its exit status, or minus the signal), how long it took, and what it had to say.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from states import seen, state

from kg import intake, pipeline
from kg.documents import Document
from kg.engines.local import Batch
from kg.errors import DocumentError, KgError
from kg.intake import Intake
from kg.records import Records
from kg.records_json import to_json
from kg.settings import Settings

BATCH = 4


def known(records: dict[str, Records]) -> Callable[..., Iterator[Batch]]:
    """What stands in for extraction: the records of the text, told of the document."""

    def extract_all(documents: Iterable[Document], pipeline: str, jobs: int, on_skip: Callable[[DocumentError], None]) -> Iterator[Batch]:
        batch: Batch = []
        for document in documents:
            batch.append((document, to_json(replace(records[document.source], article=document.article))))
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    return extract_all


def do(task: str, value: Any, store: Path) -> None:
    """One thing to do to a store."""
    settings = Settings(store=store)
    match task:
        case "build":
            with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
                path = Path(folder) / "articles.jsonl"
                path.write_text("".join(json.dumps(line) + "\n" for line in value), encoding="utf-8")
                report = pipeline.build([path], settings)
            assert not report.skipped, report.skipped[0]
        case "retract":
            pipeline.retract(value, settings)
        case "queue":
            queue = Intake(store)
            for job, body in value:
                queue.add(job, body)
        case "work":
            intake.work(settings, idle=0.1)
        case "see":
            print(json.dumps(seen(store)), flush=True)
        case "state":
            print(json.dumps(state(store)), flush=True)


def child(request: dict[str, Any], told: int) -> None:
    """Do it and end, with what went wrong on the pipe."""
    status = 0
    os.dup2(told, 1)
    try:
        for task, value in request["do"]:
            do(task, value, Path(request["store"]))
    except KgError as error:
        print(f"{type(error).__name__}: {error}", flush=True)
        status = 1
    except BaseException as error:  # noqa: BLE001 - nothing but an error of newskg may reach a user
        print(f"!{type(error).__name__}: {error}", flush=True)
        status = 2
    finally:
        sys.stdout.flush()
        os._exit(status)


def ended(request: dict[str, Any]) -> dict[str, Any]:
    """Do a request in a child, and kill that in time if it is to be killed."""
    reading, writing = os.pipe()
    started = time.monotonic()
    number = os.fork()
    if not number:
        os.close(reading)
        child(request, writing)
    os.close(writing)
    if request["after"] is not None:
        time.sleep(request["after"])
        os.kill(number, signal.SIGKILL)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    _, status = os.waitpid(number, 0)
    return {"status": os.waitstatus_to_exitcode(status), "seconds": time.monotonic() - started, "said": said}


def main() -> None:
    """Answer requests until standard input ends."""
    pipeline.extract_all = known(pickle.loads(Path(sys.argv[1]).read_bytes()))
    from kg import gazetteer

    gazetteer.load()
    for line in sys.stdin:
        print(json.dumps(ended(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
