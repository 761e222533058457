"""Run schemathesis over the OpenAPI document of the service, as `kg serve` runs it, and see that it keeps its word.

`python running.py CASES` tries so many requests and tells what came of them; the tests try a few. The store holds articles and the token
is sent, so that writing is tried as well. Every other round asks for what is in the store, so that answers are more than refusals.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from articles import write  # noqa: E402
from servers import service  # noqa: E402

from kg.pipeline import build  # noqa: E402
from kg.settings import Settings  # noqa: E402

TOKEN = "a token of the tests"
_CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
)
_ENDS = '[[operations]]\ninclude-path-regex = "/articles.*"\nparameters = { "query.wait" = 0 }\n'
_THERE = {
    "path.actor": "Ingrid Solheim",
    "path.place": "Oslo",
    "path.issue": "14-day truce",
    "path.name": "offices",
    "query.held_by": "Rautio",
    "query.actor": "Solheim",
    "query.center": "Rautio",
    "query.from": "Solheim",
    "query.to": "Rautio",
    "query.query": "SELECT * WHERE { ?s a ?o } LIMIT 3",
    "query.q": "Solh",
    "query.default": "",
}


@dataclass
class Found:
    """What was found.

    Attributes:
        cases: requests that were sent.
        statuses: how they were answered.
        wrong: what was not as the document says, each once, with a request that shows it.
    """

    cases: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: dict[str, str] = field(default_factory=dict)


@contextmanager
def running(folder: Path) -> Iterator[int]:
    """The port of the service over a store of a few articles."""
    settings = Settings(store=folder / "graph", token=TOKEN)
    build([write(folder, 0, 1, 2, 3)], settings)
    with service(settings) as port:
        yield port


def look(port: int, cases: int, folder: Path, phases: str = "examples,coverage,fuzzing", examples: int = 30) -> Found:
    """Try so many cases, in rounds with one seed each."""
    found, seed = Found(), 1
    while found.cases < cases:
        _round(port, seed, phases, examples, folder, found)
        seed += 1
    return found


def _round(port: int, seed: int, phases: str, examples: int, folder: Path, found: Found) -> None:
    settings, events = folder / "schemathesis.toml", folder / "events.ndjson"
    there = "".join(f"{json.dumps(name)} = {json.dumps(value)}\n" for name, value in _THERE.items())
    settings.write_text(f"[parameters]\n{there}{_ENDS}" if seed % 2 == 0 else _ENDS)
    command = [
        *(str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(settings), "--no-color", "run"),
        *(f"http://127.0.0.1:{port}/openapi.json", "--header", f"Authorization: Bearer {TOKEN}", "--checks", ",".join(_CHECKS)),
        *("--phases", phases, "--max-examples", str(examples), "--seed", str(seed), "--continue-on-failure", "--no-shrink"),
        *("--suppress-health-check", "all", "--request-timeout", "30", "--generation-database", "none"),
        *("--report-ndjson-path", str(events)),
    ]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if not events.exists():
        raise RuntimeError(ended.stdout + ended.stderr)
    with events.open(encoding="utf-8") as lines:
        for line in lines:
            ((kind, event),) = json.loads(line).items()
            if kind == "ScenarioFinished":
                _note(event["recorder"], found)
            elif kind in ("NonFatalError", "FatalError", "Interrupted"):
                found.wrong.setdefault(kind, json.dumps(event)[:2000])
    events.unlink()


def _note(scenario: dict[str, Any], found: Found) -> None:
    for case, done in scenario.get("interactions", {}).items():
        found.cases += 1
        answer = done["response"]
        found.statuses[answer["status_code"] if answer else 0] += 1
        for check in scenario.get("checks", {}).get(case, ()):
            if check["status"] != "success":
                found.wrong.setdefault(f"{scenario['label']}: {check['name']}", json.dumps([check, done])[:2000])


def main(cases: int) -> int:
    """Try so many cases and tell what came of them."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as port:
        found = look(port, cases, Path(folder))
    print(f"{found.cases:,} cases in {time.monotonic() - begun:.0f} s", dict(sorted(found.statuses.items())), f"{len(found.wrong)} wrong")
    for what, shown in found.wrong.items():
        print(what, shown, sep="\n  ")
    return len(found.wrong)


if __name__ == "__main__":
    sys.exit(min(main(int(sys.argv[1])), 1))
