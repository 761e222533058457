"""The command line, as a process of its own: exit status, stdout and stderr."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from articles import ARTICLES, write
from typer.testing import CliRunner

from kg.cli import app
from kg.cli.terminal import in_lines
from kg.errors import AmbiguousError, NotFoundError

pytestmark = pytest.mark.model


def kg(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg.cli", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    done = kg("build", write(folder, 0, 1), "--store", folder / "graph")
    assert done.returncode == 0, done.stderr
    return folder / "graph"


def test_build_reads_json_lines_from_stdin_and_writes_a_report(tmp_path: Path) -> None:
    lines = json.dumps(ARTICLES[0]) + "\nno json\n"
    done = kg("build", "-", "--store", tmp_path / "g", "--report", tmp_path / "report.json", stdin=lines)
    report = json.loads((tmp_path / "report.json").read_text())
    assert done.returncode == 3
    assert done.stdout == ""
    assert "1 skipped" in done.stderr.splitlines()[-1]
    assert report["built"] == 1
    assert len(report["skipped"]) == 1
    assert report["skipped"][0]["reason"] in done.stderr


def test_ask_prints_the_answer_on_stdout(store: Path) -> None:
    done = kg("ask", "--store", store, "positions held by Rautio")
    assert done.returncode == 0
    assert "foreign minister, Finland" in done.stdout
    assert done.stderr == ""


def test_what_a_name_may_mean_is_told_in_a_line_for_each() -> None:
    candidates = tuple((f"https://example.org/{number}", f"Anna Berg (person, {number})") for number in range(14))
    lines = in_lines(AmbiguousError("Berg", candidates)).splitlines()
    assert lines[0].startswith("'Berg' means several")
    assert lines[1] == "  Anna Berg (person, 0)  https://example.org/0"
    assert (len(lines), lines[-1]) == (14, "  and 2 more")
    assert in_lines(NotFoundError("no Berg")) == "no Berg"


def test_ask_fails_with_a_line_that_helps(store: Path) -> None:
    done = kg("ask", "--store", store, "positions held by Nobody Atall")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Nobody Atall" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("form", "start"), [("json", '{"head"'), ("csv", "n\n"), ("tsv", "?n\n"), ("table", "n\n")])
def test_query_answers_in_each_form(store: Path, form: str, start: str) -> None:
    done = kg("query", "--store", store, "--format", form, "-", stdin="SELECT (1 AS ?n) {}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(start)


def test_query_prints_csv_that_is_safe_to_open(store: Path) -> None:
    asked = 'SELECT ("=1+1" AS ?x) ("a" AS ?y) {}'
    assert kg("query", "--store", store, "--format", "csv", "-", stdin=asked).stdout == "x,y\n'=1+1,a\n"
    assert kg("query", "--store", store, "--format", "tsv", "-", stdin=asked).stdout == '?x\t?y\n"=1+1"\t"a"\n'
    refused = kg("query", "--store", store, "--format", "csv", "-", stdin="CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert (refused.returncode, refused.stdout) == (1, "")


def test_query_says_where_it_cannot_be_read(store: Path) -> None:
    done = kg("query", "--store", store, "-", stdin="SELECT {")
    assert done.returncode == 1
    assert "1:" in done.stderr


def test_render_writes_one_page(store: Path, tmp_path: Path) -> None:
    done = kg("render", "--store", store, "--center", "Rautio", "-o", tmp_path / "a.html")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "a.html").read_text()
    assert page.startswith("<!doctype html>")
    assert "<title>Antti Rautio</title>" in page


def test_export_verify_validate_and_retract(store: Path, tmp_path: Path) -> None:
    kg("build", write(tmp_path, 0, 1), "--store", tmp_path / "g")
    before = kg("export", "--store", tmp_path / "g", "--format", "nquads").stdout
    assert kg("verify", "--store", tmp_path / "g").returncode == 0
    checked = kg("validate", "--store", tmp_path / "g")
    assert checked.returncode == 0, checked.stdout
    assert kg("retract", "--store", tmp_path / "g", "harbour-2", "--dry-run").returncode == 0
    assert kg("export", "--store", tmp_path / "g", "--format", "nquads").stdout == before
    assert kg("retract", "--store", tmp_path / "g", "https://example.org/harbour-2").returncode == 0
    after = kg("export", "--store", tmp_path / "g", "--format", "nquads").stdout
    assert 0 < len(after) < len(before)


@pytest.mark.parametrize("arguments", [("build",), ("query", "--store"), ("nonsense",), ("build", "x", "--store", "y", "--jobs", "0")])
def test_wrong_usage_is_status_2(arguments: tuple[str, ...]) -> None:
    assert kg(*arguments).returncode == 2


def test_a_store_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = kg("ask", "--store", tmp_path / "missing", "positions held by X")
    assert done.returncode == 1
    assert "kg build" in done.stderr


def test_help_shows_an_example_for_each_command() -> None:
    commands = [command.callback.__name__ for command in app.registered_commands if command.callback]
    assert len(commands) >= 18
    for command in commands:
        shown = CliRunner().invoke(app, [command, "--help"]).stdout
        assert re.search(rf"Examples?: .*kg {command} ", " ".join(shown.split())), command


@pytest.mark.parametrize(
    ("question", "said"), [("positions held by Rautio", "foreign minister, Finland"), ("what did Rautio say", "Antti Rautio")]
)
def test_ask_answers_in_each_form(store: Path, question: str, said: str) -> None:
    answers = {form: kg("ask", "--store", store, "--format", form, question) for form in ("text", "table", "json", "csv", "ttl")}
    assert {done.returncode for done in answers.values()} == {0}
    table, rows = answers["table"].stdout.splitlines(), list(csv.DictReader(io.StringIO(answers["csv"].stdout, newline="")))
    facts = {row["fact"] for row in rows}
    assert table[0].split() == ["part", "fact", "sentence", "source"]
    assert len(table) >= len(facts) + 2
    assert any(said in line for line in table)
    assert all(row["sentence"] and row["exact"] and row["article"] for row in rows)
    assert facts <= set(re.findall(r'"fact": "([^"]+)"', answers["json"].stdout))
    described = rdflib.Graph().parse(data=answers["ttl"].stdout, format="turtle")
    assert facts <= {str(subject) for subject in described.subjects()}


@pytest.mark.parametrize("command", ["contradictions", "changes"])
@pytest.mark.parametrize(("form", "head"), [("table", "part"), ("csv", "part,kind,fact,text"), ("json", "{"), ("ttl", "")])
def test_disputes_come_in_the_forms_of_answers(store: Path, command: str, form: str, head: str) -> None:
    done = kg(command, "--store", store, "--format", form)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(head)


def test_reading_commands_load_neither_spacy_nor_pyvis(store: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom kg import Store, ask\nimport api.app\n"
        f"with Store(Path({str(store)!r}), read_only=True) as s: ask(s, 'positions held by Rautio')\n"
        "print([m for m in ('spacy', 'pyvis', 'rdflib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_judge_and_explain(tmp_path: Path) -> None:
    store = tmp_path / "g"
    kg("build", write(tmp_path, 0, 1), "--store", store)
    judged = kg("judge", "same", "Antti Rautio", "Ingrid Solheim", "--store", store, "--remark", "for the test")
    assert judged.returncode == 0, judged.stderr
    assert "line 2: same" in judged.stderr
    told = kg("explain", "Antti Rautio", "--store", store)
    assert "for the test" in told.stdout
    assert json.loads(kg("explain", "Ingrid Solheim", "--store", store, "--format", "json").stdout)["mentions"]
    assert kg("judge", "same", "Antti Rautio", "Ingrid Solheim", "--store", store).returncode == 1
