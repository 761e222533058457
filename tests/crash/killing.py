"""Kill what changes a store at random points, go on, and see that nothing is lost and nothing is half there.

`python killing.py KILLS` makes so many and reports; the tests make a few.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOM = "/dev/shm" if Path("/dev/shm").is_dir() else None
COPIES = 4
"""How often every article is there under another id, so that a first build is big enough to be loaded in bulk."""
NOTHING = hashlib.sha256(b"").hexdigest()[:16]
_COMPARED = ("graph", "names", "rollups", "records", "articles")

Step = tuple[str, Any]


class Worker:
    """The process of `work.py`."""

    def __init__(self, records: Path) -> None:
        command = [sys.executable, str(HERE / "work.py"), str(records)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE.parent.parent)

    def run(self, store: Path, *steps: Step, after: float | None = None) -> dict[str, Any]:
        """Do steps to a store in a child, killed after so many seconds; gives how it ended."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps({"do": steps, "store": str(store), "after": after}), file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def state(self, store: Path) -> dict[str, Any]:
        """What a store holds; see `states`."""
        answer = self.run(store, ("state", None))
        assert answer["status"] == 0, answer["said"]
        found: dict[str, Any] = json.loads(answer["said"])
        return found

    def close(self) -> None:
        self._process.communicate()


@dataclass(frozen=True)
class Scene:
    """Something that is done to a store: what was done before it, itself, and how it is gone on with after a kill."""

    name: str
    before: tuple[Step, ...]
    acts: tuple[Step, ...]
    again: tuple[Step, ...]


@dataclass(frozen=True)
class Ready:
    """A scene, the store before it and the digest of its graph, what an undisturbed run makes of it, and how long that takes."""

    scene: Scene
    before: Path
    shown: str
    whole: dict[str, Any]
    seconds: float


@dataclass
class Tally:
    """What came of the kills."""

    kills: Counter[str] = field(default_factory=Counter)
    moments: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def scenes(articles: list[dict[str, str]]) -> tuple[Scene, ...]:
    """What a store goes through, with these articles."""
    few, more = articles[:8], articles[8:14]
    corrected = [{**few[0], "text": more[0]["text"]}, {**few[1], "title": "Another title"}]
    jobs = [("build", _lines(more)), ("retract", few[2]["id"]), ("build", _lines(corrected))]
    many = [{**one, "id": f"{one['id']}-{number}"} for number in range(COPIES) for one in articles]
    built: tuple[Step, ...] = (("build", few),)
    return (
        Scene("first build", (), built, built),
        Scene("bulk build", (), (("build", many),), (("build", many),)),
        Scene("growth", built, (("build", more),), (("build", more),)),
        Scene("retraction", (*built, ("build", more)), (("retract", few[0]["id"]),), (("retract", few[0]["id"]),)),
        Scene("correction", built, (("build", corrected),), (("build", corrected),)),
        Scene("intake", (*built, ("queue", jobs)), (("work", None),), (("work", None),)),
    )


def kill(worker: Worker, ready: Ready, chance: random.Random, tally: Tally) -> None:
    """Kill a scene once, or twice, look at what readers see then, go on, and compare with the undisturbed store."""
    scene, whole = ready.scene, ready.whole
    with tempfile.TemporaryDirectory(dir=ROOM) as folder:
        store = Path(folder) / "store"
        shutil.copytree(ready.before, store)
        for number in range(chance.choice((1, 1, 2)) if scene.name != "intake" else 1):
            after = chance.uniform(0, ready.seconds)
            ended = worker.run(store, *(scene.again if number else scene.acts), after=after)
            if ended["status"] == -signal.SIGKILL:
                tally.kills[scene.name] += 1
                tally.moments[_moment(store)] += 1
                tally.wrong += [f"{scene.name}, killed after {after:.3f} s: {one}" for one in _seen(worker, store, ready)]
        ended = worker.run(store, *scene.again)
        if ended["status"]:
            tally.wrong.append(f"{scene.name}: cannot be gone on with: {ended['said']}")
            return
        found = worker.state(store)
        differing = [part for part in _COMPARED if found[part] != whole[part]] + found["wrong"]
        tally.wrong += [f"{scene.name}, after going on: {one}" for one in differing]


def _seen(worker: Worker, store: Path, ready: Ready) -> Iterator[str]:
    """What is wrong with what readers see after a kill: it must be the graph before or the graph after, with nobody's lock on it."""
    if not (store / "generation").exists():
        return
    seen = worker.run(store, ("see", None))
    if seen["status"]:
        yield f"readers cannot open it: {seen['said']}"
    elif ready.scene.name != "intake" and json.loads(seen["said"]) not in (ready.shown, ready.whole["graph"]):
        yield "readers see something that is neither the graph before nor the graph after"


def _moment(store: Path) -> str:
    """How far a killed process was, by what it left."""
    if (store / "unpublished").exists():
        return "writing the graph"
    return "before the graph" if (store / "records.sqlite").exists() else "at the very beginning"


@contextmanager
def prepared(articles: list[dict[str, str]], records: dict[str, Any]) -> Iterator[tuple[Worker, Path]]:
    """A worker that knows these records, and a folder to work in."""
    with tempfile.TemporaryDirectory(dir=ROOM) as folder:
        path = Path(folder) / "records.pickle"
        path.write_bytes(pickle.dumps(records))
        worker = Worker(path)
        try:
            yield worker, Path(folder)
        finally:
            worker.close()


def kills(articles: list[dict[str, str]], records: dict[str, Any], number: int, seed: int) -> Tally:
    """Kill so many times, in all scenes in turn."""
    tally, chance = Tally(), random.Random(seed)
    with prepared(articles, records) as (worker, folder):
        several = [_undisturbed(worker, scene, folder) for scene in scenes(articles)]
        while sum(tally.kills.values()) < number:
            for ready in several:
                if sum(tally.kills.values()) < number:
                    kill(worker, ready, chance, tally)
    return tally


def _undisturbed(worker: Worker, scene: Scene, folder: Path) -> Ready:
    before, after = folder / f"{scene.name}-before", folder / f"{scene.name}-after"
    before.mkdir()
    if scene.before:
        assert worker.run(before, *scene.before)["status"] == 0
    shown = json.loads(worker.run(before, ("see", None))["said"]) if scene.before else NOTHING
    shutil.copytree(before, after)
    ended = worker.run(after, *scene.acts)
    assert ended["status"] == 0, ended["said"]
    return Ready(scene, before, shown, worker.state(after), ended["seconds"])


def _lines(articles: list[dict[str, str]]) -> str:
    return "".join(json.dumps(one) + "\n" for one in articles)


def of_seeds() -> tuple[list[dict[str, str]], dict[str, Any]]:
    """The shipped articles, as JSON lines have them, and the records of each text."""
    from kg import nlp
    from kg.documents import read
    from kg.extract import extract
    from kg.settings import data_folder

    def skipped(error: Exception) -> None:
        raise error

    found = list(read([data_folder("seeds") / "articles"], skipped))
    language = nlp.load()
    records = {document.source: extract(document, doc) for doc, document in nlp.pipe(language, ((one.text, one) for one in found))}
    fields = ("id", "title", "publisher", "published", "url")
    return [{**{name: getattr(one.article, name) for name in fields}, "text": one.source} for one in found], records


def main(number: int, seed: int) -> int:
    """Kill so many times and tell what came of it."""
    tally = kills(*of_seeds(), number, seed)
    print(dict(tally.kills), dict(tally.moments), f"{len(tally.wrong)} wrong", *tally.wrong[:40], sep="\n")
    return len(tally.wrong)


if __name__ == "__main__":
    sys.exit(min(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1), 1))
