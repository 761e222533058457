"""While articles are built in another process, every answer of the service shows whole generations."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlencode

import pytest
from articles import write
from conftest import serving
from exchange import Server

from kg.settings import Settings

pytestmark = pytest.mark.model
_KG = "PREFIX kg: <https://w3id.org/newskg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
WITHOUT_EVIDENCE = _KG + (
    "SELECT ?f { VALUES ?c { kg:Tenure kg:Stance kg:Statement kg:Event } ?f a ?c FILTER NOT EXISTS { ?f kg:evidence ?e } }"
)
TWO_LABELS = _KG + "SELECT ?s { ?s skos:prefLabel ?a , ?b FILTER(STR(?a) < STR(?b)) }"
BY_ARTICLE = _KG + "SELECT ?a (COUNT(DISTINCT ?e) AS ?n) { ?e a kg:Evidence ; kg:article ?a } GROUP BY ?a ORDER BY ?a"
BUILDS = 4


def rows(server: Server, query: str) -> tuple[str, list[dict[str, str]]]:
    """The generation of an answer, and its rows."""
    status, headers, body = server.ask("GET", f"/sparql?{urlencode({'query': query})}", {}, b"")
    assert status == 200, body
    found = json.loads(body)["results"]["bindings"]
    return headers["etag"], [{name: cell["value"] for name, cell in row.items()} for row in found]


def test_answers_during_builds_are_whole(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "graph")
    done = threading.Event()
    seen: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    wrong: list[object] = []

    def hammer(server: Server) -> None:
        while not done.is_set():
            wrong.extend(rows(server, WITHOUT_EVIDENCE)[1] + rows(server, TWO_LABELS)[1])
            tag, counts = rows(server, BY_ARTICLE)
            seen.append((tag, tuple((row["a"], row["n"]) for row in counts)))

    with serving(settings) as server:
        readers = [threading.Thread(target=hammer, args=(server,)) for _ in range(3)]
        for reader in readers:
            reader.start()
        try:
            for number in range(BUILDS):
                source = write(tmp_path, *range(number + 1), name=f"news-{number}.jsonl")
                command = [sys.executable, "-m", "kg.cli", "build", str(source), "--store", str(settings.store)]
                subprocess.run(command, check=True, capture_output=True)
                rows(server, BY_ARTICLE)
            last = rows(server, BY_ARTICLE)
        finally:
            done.set()
            for reader in readers:
                reader.join()
    assert wrong == []
    answers = dict(seen)
    assert all(answers[tag] == counts for tag, counts in seen), "one generation, two answers"
    final = {row["a"]: row["n"] for row in last[1]}
    assert len(final) == BUILDS
    assert all(dict(counts).items() <= final.items() for _, counts in seen)
    assert len(answers) >= BUILDS
