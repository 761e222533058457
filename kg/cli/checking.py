"""Commands that check: `kg verify`, `validate`, `evaluate`, `doctor`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import LexiconOption, StoreOption
from kg.cli.terminal import graph, say, settings, tell, use_words


def verify(store: StoreOption) -> None:
    """Check that every piece of evidence is exactly the words of its article at the place it names.

    Example: kg verify --store graph
    """
    from kg.verify import verify as run

    checked, wrong = run(settings(store))
    for problem in wrong:
        tell(problem)
    say(f"{checked} pieces of evidence checked, {len(wrong)} wrong")
    if wrong:
        raise typer.Exit(1)


def validate(store: StoreOption) -> None:
    """Check the graph against the SHACL shapes of the ontology.

    Example: kg validate --store graph
    """
    from kg.validate import validate as run

    with graph(store) as opened:
        violations = run(opened.lines())
    for violation in violations:
        tell(f"{violation.focus}\t{violation.path or ''}\t{violation.message}")
    say(f"{len(violations)} violations")
    if violations:
        raise typer.Exit(1)


def evaluate(
    dataset: Annotated[list[Path], typer.Argument(metavar="DATASET...", help="JSON lines of articles with gold facts.")],
    explain: Annotated[str | None, typer.Option(metavar="LAYER", help="Tell every miss and false fact of a layer, or of all.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most this many articles of each file.")] = None,
    calibration: Annotated[bool, typer.Option("--calibration", help="Tell how often facts are right, by confidence and by rule.")] = False,
    calibrate: Annotated[Path | None, typer.Option(metavar="FILE", help="Only write how often each rule was right, as CSV.")] = None,
    lexicon: LexiconOption = None,
) -> None:
    """Measure extraction against gold facts: precision, recall and F1 per layer, with a bootstrap interval.

    Examples: kg evaluate news.jsonl --explain offices   |   kg evaluate dev.jsonl --calibrate ontology/lexicon/calibration.csv
    """
    from kg.evaluate import calibrate as count
    from kg.evaluate import evaluate as run

    use_words(lexicon)
    if calibrate is not None:
        calibrate.write_text(count(dataset), encoding="utf-8")
        return
    report = run(dataset, explain, limit)
    tell("\n".join([*report.explanations, report.table(), *(["", report.calibration()] if calibration else [])]))


def doctor(
    store: Annotated[Path | None, typer.Option("--store", envvar="KG_STORE", metavar="DIR", help="Look at this store too.")] = None,
) -> None:
    """Say what is installed, what is not, and what that costs.

    Example: kg doctor --store graph
    """
    from kg.doctor import findings

    healthy = True
    for ok, needed, text in findings(store):
        tell(f"{'ok' if ok else 'missing'}\t{text}")
        healthy = healthy and (ok or not needed)
    if not healthy:
        raise typer.Exit(1)
