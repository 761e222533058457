"""The command line: `kg build`, `ask`, `query`, `render`, `export`, `serve`, `retract`, `verify`, `validate`, `doctor`.

Data goes to stdout, progress and messages to stderr. Exit status 0: all done; 1: failed; 2: wrong usage; 3: done, but
some documents were skipped.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from kg.errors import KgError
from kg.settings import Settings, from_environment

app = typer.Typer(
    name="kg",
    help="Build a knowledge graph of actors, positions, places and events from news articles, and ask it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

SKIPPED = 3
StoreOption = Annotated[Path, typer.Option("--store", envvar="KG_STORE", metavar="DIR", help="Folder of the store.", show_default=False)]
OutOption = Annotated[str, typer.Option("-o", "--out", metavar="FILE", help="Where to write; - is stdout.")]


class Engine(StrEnum):
    """Engines that can run a build."""

    LOCAL = "local"


class Rows(StrEnum):
    """Forms of query results."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    TTL = "ttl"


class Answers(StrEnum):
    """Forms of answers."""

    TEXT = "text"
    JSON = "json"


class Verdict(StrEnum):
    """What a judgement can say."""

    SAME = "same"
    DIFFERENT = "different"


class Exports(StrEnum):
    """Forms of exports."""

    NQUADS = "nquads"
    TRIG = "trig"
    TURTLE = "turtle"
    JSONLD = "jsonld"
    CSV = "csv"
    GRAPHML = "graphml"
    GEXF = "gexf"
    FTM = "ftm"


def main() -> NoReturn:
    """Run the command line; errors of newskg become one line on stderr and exit status 1."""
    try:
        app()
    except KgError as error:
        _say(f"kg: {error}")
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    sys.exit(0)


@app.command()
def build(
    source: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, or - for JSON lines on stdin.")],
    store: StoreOption,
    jobs: Annotated[int, typer.Option(min=1, help="Number of processes.")] = 1,
    engine: Annotated[Engine, typer.Option(help="What runs the build.")] = Engine.LOCAL,
    report: Annotated[Path | None, typer.Option(metavar="FILE", help="Write what was done as JSON.")] = None,
) -> None:
    """Read articles and add them to the store. What the store already holds is left as it is.

    Reads .txt, .md, .html and .jsonl; a manifest.json beside text files gives their title, publisher, date and address.

    Examples: kg build seeds --store graph   |   kg build a.txt news.jsonl --store graph --jobs 2
    """
    from kg.pipeline import build as run

    assert engine is Engine.LOCAL  # noqa: S101
    with _progress() as progress:
        done = run(source, _settings(store), jobs, progress)
    for skipped in done.skipped:
        _say(f"skipped {skipped}")
    if report:
        _write_report(report, done.built, done.unchanged, done.facts, [(e.source, e.reason) for e in done.skipped])
    _say(f"{done.built} articles built with {done.facts} facts, {done.unchanged} unchanged, {len(done.skipped)} skipped; store: {store}")
    if done.skipped:
        raise typer.Exit(SKIPPED)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help='Such as "positions held by Ushakov".')],
    store: StoreOption,
    form: Annotated[Answers, typer.Option("--format", help="Form of the answer.")] = Answers.TEXT,
) -> None:
    """Answer a question in plain English, each fact with the sentence and the article that state it.

    Understood are: positions held by ACTOR; who stands where on ISSUE; what happened in PLACE in the week of DAY;
    who was OFFICE on DAY; what did ACTOR say about TOPIC; how are ACTOR and ACTOR connected.

    Example: kg ask --store graph "who stands where on the 30-day ceasefire"
    """
    from kg.answers import as_json, as_text
    from kg.questions import ask as answer

    with _graph(store) as graph:
        found = answer(graph, question)
    typer.echo(as_json(found) if form is Answers.JSON else as_text(found))


@app.command()
def query(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="File with a SPARQL query; - is stdin.")],
    store: StoreOption,
    form: Annotated[
        Rows, typer.Option("--format", help="json is SPARQL 1.1 Query Results JSON; ttl is for CONSTRUCT and DESCRIBE.")
    ] = Rows.TABLE,
) -> None:
    """Run a SPARQL query over the union of all current articles.

    Example: echo 'SELECT * { ?s a kg:Stance } LIMIT 5' | kg query --store graph -
    """
    from kg.sparql import answer, as_table

    text = sys.stdin.read() if file == "-" else _read(file)
    with _graph(store) as graph:
        data = as_table(graph, text) if form is Rows.TABLE else answer(graph, text, form)
    sys.stdout.buffer.write(data)


@app.command()
def render(
    store: StoreOption,
    center: Annotated[str, typer.Option(metavar="NAME", help="Actor, place or issue in the middle.")],
    out: OutOption = "graph.html",
    steps: Annotated[int, typer.Option(min=1, max=2, help="How far to look around.")] = 2,
    limit: Annotated[int, typer.Option(min=2, help="Most nodes to draw.")] = 150,
) -> None:
    """Draw the surroundings of an entity as one interactive HTML file that works without a network.

    Example: kg render --store graph --center Ushakov -o ushakov.html
    """
    from kg.pictures import picture

    with _graph(store) as graph:
        drawn = picture(graph, center, steps=steps, limit=limit)
        _write(out, drawn.html().encode())
    _say(f"{drawn}{'' if out == '-' else f'; open {out} in a browser'}")


@app.command()
def export(
    store: StoreOption,
    form: Annotated[Exports, typer.Option("--format", help="nquads is canonical: equal graphs are equal bytes.")],
    out: OutOption = "-",
) -> None:
    """Write the whole graph in another form.

    Example: kg export --store graph --format nquads -o graph.nq
    """
    from kg.exports import export as pieces

    with _graph(store) as graph:
        size = _write(out, b"".join(pieces(graph, form)))
    _say(f"{size:,} bytes of {form.value} written{'' if out == '-' else f' to {out}'}")


@app.command()
def serve(
    store: StoreOption,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
) -> None:
    """Serve the store over HTTP: /positions and other look-ups, /sparql, /graph, and /docs for the manual.

    Example: kg serve --store graph --port 8000
    """
    import uvicorn

    os.environ["KG_STORE"] = str(store)
    _say(f"serving {store} at http://{host}:{port}/ (manual: /docs; stop with Ctrl-C)")
    uvicorn.run("api.app:from_environment", factory=True, host=host, port=port, log_level="warning")


@app.command()
def retract(
    article: Annotated[str, typer.Argument(help="Id, file name, address or IRI of the article.")],
    store: StoreOption,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go and change nothing.")] = False,
) -> None:
    """Take an article back: everything that it alone supports goes, everything else stays.

    Example: kg retract --store graph 2025-03-13-truce.txt --dry-run
    """
    from kg.retraction import preview
    from kg.retraction import retract as run

    settings = _settings(store)
    found = preview(article, settings)
    _say(f"{found.id}: {found.going} facts go, {found.staying} stay because other articles state them")
    if dry_run:
        return
    run(found.id, settings)
    _say(f"{found.id} is retracted")


@app.command()
def verify(store: StoreOption) -> None:
    """Check that every piece of evidence is exactly the words of its article at the place it names."""
    from kg.verify import verify as run

    checked, wrong = run(_settings(store))
    for problem in wrong:
        typer.echo(problem)
    _say(f"{checked} pieces of evidence checked, {len(wrong)} wrong")
    if wrong:
        raise typer.Exit(1)


@app.command()
def validate(store: StoreOption) -> None:
    """Check the graph against the SHACL shapes of the ontology."""
    from kg.validate import validate as run

    with _graph(store) as graph:
        violations = run(graph.lines())
    for violation in violations:
        typer.echo(f"{violation.focus}\t{violation.path or ''}\t{violation.message}")
    _say(f"{len(violations)} violations")
    if violations:
        raise typer.Exit(1)


@app.command()
def evaluate(
    dataset: Annotated[list[Path], typer.Argument(metavar="DATASET...", help="JSON lines of articles with gold facts.")],
    explain: Annotated[str | None, typer.Option(metavar="LAYER", help="Tell every miss and false fact of a layer, or of all.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most this many articles of each file.")] = None,
    calibration: Annotated[bool, typer.Option("--calibration", help="Tell how often facts are right, by confidence and by rule.")] = False,
) -> None:
    """Measure extraction against gold facts: precision, recall and F1 per layer, with a bootstrap interval.

    Example: kg evaluate news.jsonl --explain offices
    """
    from kg.evaluate import evaluate as run

    report = run(dataset, explain, limit)
    typer.echo("\n".join([*report.explanations, report.table(), *(["", report.calibration()] if calibration else [])]))


@app.command()
def doctor() -> None:
    """Say what is installed, what is not, and what that costs."""
    from kg.doctor import findings

    healthy = True
    for ok, needed, text in findings():
        typer.echo(f"{'ok' if ok else 'missing'}\t{text}")
        healthy = healthy and (ok or not needed)
    if not healthy:
        raise typer.Exit(1)


@app.command()
def explain(
    entity: Annotated[str, typer.Argument(help="A name or an IRI.")],
    store: StoreOption,
    form: Annotated[Answers, typer.Option("--format", help="Form of the answer.")] = Answers.TEXT,
    limit: Annotated[int, typer.Option(min=0, help="Most mentions to tell as text.")] = 20,
) -> None:
    """Say why the mentions of an entity are one, and which near ones were kept apart.

    Example: kg explain --store graph "Marco Rubio"
    """
    from kg.explain import as_json, as_text
    from kg.explain import explain as run

    found = run(entity, _settings(store))
    typer.echo(as_json(found) if form is Answers.JSON else as_text(found, limit))


@app.command()
def judge(
    verdict: Annotated[Verdict, typer.Argument(help="What they are.")],
    left: Annotated[str, typer.Argument(help="A name, an IRI, or kind:name for everyone of that name.")],
    right: Annotated[str, typer.Argument(help="The other one.")],
    store: StoreOption,
    remark: Annotated[str, typer.Option(help="Why, for other people.")] = "",
) -> None:
    """Decide that two things are the same, or different: kept in judgements.tsv in the store, wins over all rules.

    Examples: kg judge same "Bob Hale" "Robert Hale" --store graph   |   kg judge different "Yuri Orlov" "Yuriy Orlov" --store graph
    """
    from kg.judging import judge as run

    kept = run(verdict is Verdict.SAME, left, right, _settings(store), remark)
    _say(f"judgements.tsv, {kept}")


def _settings(store: Path) -> Settings:
    return replace(from_environment(), store=store)


@contextmanager
def _graph(store: Path) -> Iterator[Any]:
    from kg.records_store import RecordsStore
    from kg.store import Store

    RecordsStore(store, read_only=True).close()
    with Store(store, read_only=True) as graph:
        yield graph


@contextmanager
def _progress() -> Iterator[Any]:
    """A progress bar on stderr where that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks: dict[str, Any] = {}

        def progress(step: str, done: int, total: int | None) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield progress


def _write_report(path: Path, built: int, unchanged: int, facts: int, skipped: list[tuple[str, str]]) -> None:
    listed = [{"source": source, "reason": reason} for source, reason in skipped]
    path.write_text(
        json.dumps({"built": built, "unchanged": unchanged, "facts": facts, "skipped": listed}, indent=2, ensure_ascii=False) + "\n"
    )


def _write(out: str, data: bytes) -> int:
    if out == "-":
        return sys.stdout.buffer.write(data)
    path = Path(out)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.write_bytes(data)


def _read(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}") from error


def _say(message: str) -> None:
    typer.echo(message, err=True)


if __name__ == "__main__":
    main()
