"""Commands that change a store: `kg build`, `retract`, `judge`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.pipeline import Progress, Report

from kg.cli.options import Engine, GazetteerOption, LexiconOption, StoreOption, Verdict
from kg.cli.terminal import progress, say, settings, tell, use_gazetteers, use_words

SKIPPED = 3
INTERRUPTED = 130  #: as a shell reports a program that Ctrl-C ended


def build(
    source: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, or - for JSON lines on stdin.")],
    store: StoreOption,
    jobs: Annotated[int, typer.Option(min=1, help="Number of processes.")] = 1,
    engine: Annotated[Engine, typer.Option(help="What runs the build: this machine, or a Spark cluster.")] = Engine.LOCAL,
    master: Annotated[str, typer.Option(metavar="URL", help="Address of the Spark cluster.")] = "local[*]",
    records: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Spark keeps records and parts of the graph here; every worker must see it.")
    ] = None,
    report: Annotated[Path | None, typer.Option(metavar="FILE", help="Write what was done as JSON.")] = None,
    gazetteer: GazetteerOption = None,
    lexicon: LexiconOption = None,
) -> None:
    """Read articles and add them to the store. What the store already holds is left as it is.

    Reads .txt, .md, .html, .jsonl, .parquet, .warc and .warc.gz; a manifest.json beside text files gives title, publisher, date, address.

    Examples: kg build seeds --store graph   |   kg build a.txt news.jsonl --store graph --jobs 2

    On a cluster: kg build crawl/*.warc.gz --engine spark --master spark://host:7077 --records lake --store graph
    """
    use_gazetteers(gazetteer)
    use_words(lexicon)
    try:
        with progress() as told:
            done = _on_cluster(source, store, master, records, told) if engine is Engine.SPARK else _here(source, store, jobs, told)
    except KeyboardInterrupt:
        say("stopped: what was built is kept, and the same command goes on from there")
        raise typer.Exit(INTERRUPTED) from None
    for note in done.notes:
        say(f"note: {note}")
    for skipped in done.skipped:
        say(f"skipped {skipped}")
    if report:
        _write_report(report, done.built, done.unchanged, done.facts, [(e.source, e.reason) for e in done.skipped])
    say(f"{done.built} articles built with {done.facts} facts, {done.unchanged} unchanged, {len(done.skipped)} skipped; store: {store}")
    if done.skipped:
        raise typer.Exit(SKIPPED)


def _here(source: list[str], store: str, jobs: int, told: Progress) -> Report:
    from kg.pipeline import build as run

    return run(source, settings(store), jobs, told)


def _on_cluster(source: list[str], store: str, master: str, records: Path | None, told: Progress) -> Report:
    from kg.cluster import build as run

    if records is None:
        raise typer.BadParameter("the engine spark needs --records DIR: a folder that every worker can read and write")
    return run(source, settings(store), master, records, told)


def retract(
    article: Annotated[str, typer.Argument(help="Id, file name, address or IRI of the article.")],
    store: StoreOption,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go and change nothing.")] = False,
) -> None:
    """Take an article back: everything that it alone supports goes, everything else stays.

    Example: kg retract --store graph 2025-03-13-truce.txt --dry-run
    """
    from kg.retraction import as_text, preview
    from kg.retraction import retract as run

    chosen = settings(store)
    found = preview(article, chosen)
    if dry_run:
        tell(as_text(found))
        return
    say(f"{found.id}: {len(found.going)} facts go, {len(found.staying)} stay because other articles state them")
    run(found.id, chosen)
    say(f"{found.id} is retracted")


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

    kept = run(verdict is Verdict.SAME, left, right, settings(store), remark)
    say(f"judgements.tsv, {kept}")


def _write_report(path: Path, built: int, unchanged: int, facts: int, skipped: list[tuple[str, str]]) -> None:
    listed = [{"source": source, "reason": reason} for source, reason in skipped]
    path.write_text(
        json.dumps({"built": built, "unchanged": unchanged, "facts": facts, "skipped": listed}, indent=2, ensure_ascii=False) + "\n"
    )
