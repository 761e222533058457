"""The Spark engine: on a real cluster that loses a worker, the store of the local engine, byte for byte."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import spark_cluster
import web_archive
from articles import write

from kg.pipeline import build
from kg.settings import Settings
from kg.store import Store

pytestmark = pytest.mark.model

PEOPLE = ("Ilse Marwitz", "Tomas Okonedo", "Nadia Brankova", "Peter Halvard", "Ana Quiroga", "Joon Takeda")
PLACES = ("Oslo", "Nairobi", "Lima", "Helsinki", "Manila", "Quito")
COUNTRIES = ("Norway", "Kenya", "Peru", "Finland", "Philippines", "Ecuador")
TABLES = ("block", "entity", "judged", "report", "telling", "telling_key")
JUDGEMENTS = "same\tperson:Ilse Marwitz\tperson:Ilse Marwitz-Lund\tmarried\ndifferent\tperson:Peter Halvard\tperson:Peter J. Halvard\n"


def article(number: int) -> dict[str, str | None]:
    """An invented article; each event is told by two, in other words, and people share names across countries."""
    event = number // 2
    one, other = PEOPLE[event % 6], PEOPLE[(event + 1 + event // 6) % 6]
    place, country = PLACES[event % 6], COUNTRIES[(event + number % 5 // 4) % 6]
    text = (
        f"{country}'s foreign minister, {one}, met {other} in {place} on Tuesday.\n\n{other} said that the talks must go on."
        if number % 2
        else f"Foreign Minister {one} of {country} held talks with {other} in {place} on Tuesday.\n\n“We want a truce,” {one} said."
    )
    if number % 7 == 3:
        text += f" {one}-Lund opposes the truce. Police arrested {number} protesters in {place}."
    return {"id": f"wire-{number}", "title": None, "published": f"2031-03-{5 + event % 3:02}", "text": text}


def sources(folder: Path) -> list[Path]:
    """Articles as JSON lines with a doubled id and what cannot be read, as Parquet, and as a WARC file."""
    lines = [json.dumps(article(number)) for number in range(36)]
    lines[20:20] = [
        "no JSON",
        json.dumps(article(4)),
        json.dumps({**article(5), "text": "Another text of the same id."}),
        '{"text": "..."}',
    ]
    lines.append(json.dumps({"text": "Nadia Brankova visited Manila on Monday."}))
    path = folder / "wires.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [write(folder, 0, 1, 2, 3), path, parquet(folder / "table.parquet"), warc(folder / "crawl.warc.gz")]


def parquet(path: Path) -> Path:
    import pyarrow as pa
    from pyarrow import parquet as adapter

    adapter.write_table(pa.Table.from_pylist([article(number) for number in range(36, 48)]), path, row_group_size=3)
    return path


def warc(path: Path) -> Path:
    page = "<html><head><title>Wire {}</title></head><body><article><p>{}</p></article></body></html>"
    pages = [(number, page.format(number, article(number)["text"]).encode()) for number in range(48, 54)]
    return web_archive.write(path, *((f"https://example.org/{n}", "200 OK", "text/html; charset=utf-8", data) for n, data in pages))


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[spark_cluster.Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    with spark_cluster.cluster(folder, workers=2) as found:
        yield found


def test_a_cluster_that_loses_a_worker_gives_what_one_process_gives(cluster: spark_cluster.Cluster, tmp_path: Path) -> None:
    given = sources(tmp_path)
    lake = tmp_path / "lake"
    command = [sys.executable, "-m", "kg.cli", "build", *map(str, given), "--engine", "spark", "--master", cluster.master]
    for store in ("here", "there"):
        (tmp_path / store).mkdir()
        (tmp_path / store / "judgements.tsv").write_text(JUDGEMENTS, encoding="utf-8")
    with (tmp_path / "build.log").open("wb") as log:
        run = [*command, "--records", str(lake), "--store", str(tmp_path / "there"), "--report", str(tmp_path / "report.json")]
        building = subprocess.Popen(run, env=cluster.environment, stdout=log, stderr=log)
    wait_for_a_finished_task(building, lake)
    assert not list(lake.glob("records-*/_SUCCESS")), "the worker was to be killed while articles were read"
    cluster.kill_a_worker()
    report = build(given, Settings(store=tmp_path / "here"))
    assert building.wait() == 3, (tmp_path / "build.log").read_text(encoding="utf-8")
    found = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    skipped = sorted((error.source, error.reason) for error in report.skipped)
    assert sorted((one["source"], one["reason"]) for one in found["skipped"]) == skipped
    assert (found["built"], found["facts"], len(skipped)) == (report.built, report.facts, 3)
    assert nquads(tmp_path / "there") == nquads(tmp_path / "here")
    assert parts(lake) == nquads(tmp_path / "here")
    assert tables(tmp_path / "there") == tables(tmp_path / "here")


def wait_for_a_finished_task(building: subprocess.Popen[bytes], lake: Path) -> None:
    while building.poll() is None and not any(lake.glob("records-*/_temporary/*/task_*")):
        time.sleep(0.02)


def nquads(folder: Path) -> list[str]:
    with Store(folder, read_only=True) as store:
        return list(store.nquads())


def parts(lake: Path) -> list[str]:
    """The N-Quads parts that a cluster wrote, sorted."""
    import gzip

    files = lake.glob("quads-*/part-*.gz")
    return sorted(line for path in files for line in gzip.open(path, "rt", encoding="utf-8").read().split("\n")[:-1])


def tables(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the records file holds of identity and events."""
    with sqlite3.connect(folder / "records.sqlite") as db:
        return {table: sorted(db.execute(f"SELECT * FROM {table}"), key=repr) for table in TABLES}
