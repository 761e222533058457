"""Running an evaluation: every article of every gold file through the pipeline and its scorers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg import nlp as adapter
from kg.evaluate import identities
from kg.evaluate.calibration import counts
from kg.evaluate.datasets import articles, scorers
from kg.evaluate.report import Report, Row, explanations, rows, verdicts
from kg.evaluate.subjects import Subject
from kg.extract.certainty import as_claimed

if TYPE_CHECKING:
    from kg.evaluate.calibration import Verdict
    from kg.evaluate.outcomes import Outcome


def calibrate(paths: Sequence[Path]) -> str:
    """How often facts of gold files are right by what their rules claim: the text of `ontology/lexicon/calibration.csv`.

    Raises:
        InputError: a file cannot be used.
    """
    with as_claimed():
        judged = evaluate(paths).verdicts
    rows = counts(one for _, verdicts in judged for one in verdicts)
    return "\n".join(["rule,claimed,right,number", *(",".join(map(str, row)) for row in rows), ""])


def evaluate(paths: Sequence[Path], explain: str | None = None, limit: int | None = None) -> Report:
    """Measure extraction on gold files.

    Args:
        paths: gold files, and tables of names.
        explain: the layer whose misses and false facts are told, or `all`, or None.
        limit: at most so many articles of each file.

    Raises:
        InputError: a file cannot be used.
    """
    found: list[Row] = []
    lines: list[str] = []
    judged: list[tuple[str, tuple[Verdict, ...]]] = []
    for path in paths:
        if path.suffix == ".csv":
            found.append(identities.names(path))
            continue
        persons: list[identities.Cubed] = []
        outcomes: dict[str, list[Outcome]] = defaultdict(list)
        texts = ((document.text, (document, gold)) for document, gold in articles(path, limit))
        for doc, (document, gold) in adapter.pipe(adapter.load(), texts):
            subject = Subject(document, doc, gold)
            scored = {layer: one for scorer in scorers(gold) for layer, one in scorer(subject).items()}
            for layer, one in scored.items():
                outcomes[layer].append(one)
            persons += [identities.persons(subject)] if "coref" in gold else []
            lines += explanations(document.article.id, scored, explain) if explain else []
        found += rows(path.stem, outcomes)
        found += [identities.row(path.stem, "persons", persons)] if persons else []
        judged += verdicts(path.stem, outcomes)
    return Report(tuple(found), tuple(lines), tuple(judged))
