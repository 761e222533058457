"""What extraction costs beside the parser alone, measured in one run: `python benchmarks/throughput.py [--corpus FILE] [--out FILE]`.

The stock spaCy pipeline over the cleaned texts, and the whole extraction over the raw ones (cleaning, parsing, all steps to records), take
turns in one process. Figures are medians of process CPU time; ratios are taken turn by turn, so that a machine that slows down slows both.
Then every step is timed apart. Nothing here is a test: times are looked at, not asserted.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import importlib
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import wraps
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from kg import nlp as adapter
from kg.documents import Document, document, read
from kg.errors import DocumentError
from kg.extract import extract
from kg.settings import PIPELINE, data_folder

STEPS = (
    ("kg.extract.reading", "find_names"),
    ("kg.extract.reading", "find_quotes"),
    ("kg.extract.reading", "find_offices"),
    ("kg.extract.reading", "resolve_references"),
    ("kg.extract.reading", "attribute"),
    ("kg.extract.reading", "find_times"),
    ("kg.extract.stances", "find_stances"),
    ("kg.extract.events", "find_events"),
    ("kg.extract.assemble", "assemble"),
)
FIELDS = ("id", "title", "publisher", "published", "url")
Seconds = defaultdict[str, float]


@dataclass(frozen=True)
class Turn:
    """CPU seconds of one turn of each."""

    stock: float
    whole: float


def main() -> None:
    """Measure, print the tables, and write them as JSON where asked to."""
    options = _options()
    sources = list(islice(cycle(corpus(options.corpus)), options.articles))
    texts = [document(**fields).text for fields in sources]
    stock = importlib.import_module(PIPELINE).load()
    tokens = sum(len(doc) for doc in stock.pipe(texts, batch_size=adapter.BATCH_ARTICLES))
    whole(sources)
    turns = [Turn(cpu(lambda: _stock(stock, texts)), cpu(lambda: whole(sources))) for _ in range(options.turns)]
    found = _figures(len(sources), tokens, turns) | {"share": _shares(sources)}
    sys.stdout.write(_tables(found))
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure extraction beside the parser alone.")
    parser.add_argument("--corpus", type=Path, help="JSON lines of articles; without it the articles in seeds/, again and again")
    parser.add_argument("--articles", type=int, default=56, help="how many articles a turn reads")
    parser.add_argument("--turns", type=int, default=5, help="how often the two take turns")
    parser.add_argument("--out", type=Path, help="where to write the figures as JSON")
    return parser.parse_args()


def corpus(path: Path | None) -> list[dict[str, Any]]:
    """The articles as fields of `kg.documents.document`."""
    if path is None:
        found = read([data_folder("seeds") / "articles"], _tell)
        return [{"text": one.source, "published": one.article.published} for one in found]
    lines = path.read_text(encoding="utf-8").splitlines()
    values = [json.loads(line) for line in lines if line.strip()]
    return [{"text": one["text"], **{field: one.get(field) for field in FIELDS}} for one in values]


def _tell(error: DocumentError) -> None:
    sys.stderr.write(f"{error}\n")


def _stock(nlp: Any, texts: Sequence[str]) -> None:
    for _ in nlp.pipe(texts, batch_size=adapter.BATCH_ARTICLES):
        pass


def whole(sources: Sequence[dict[str, Any]]) -> None:
    """Clean, parse and extract the articles."""
    documents = map(_document, sources)
    for doc, one in adapter.pipe(adapter.load(), ((one.text, one) for one in documents)):
        extract(one, doc)


def _document(fields: dict[str, Any]) -> Document:
    return document(**fields)


def cpu(work: Callable[[], object]) -> float:
    """The seconds of CPU time that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _figures(articles: int, tokens: int, turns: Sequence[Turn]) -> dict[str, Any]:
    stock, whole = (statistics.median(getattr(turn, name) for turn in turns) for name in ("stock", "whole"))
    return {
        "articles": articles,
        "tokens": tokens,
        "turns": [asdict(turn) for turn in turns],
        "cpu_seconds": {"stock": stock, "whole": whole},
        "tokens_per_cpu_second": {"stock": tokens / stock, "whole": tokens / whole},
        "ratio": statistics.median(turn.stock / turn.whole for turn in turns),
    }


def _shares(sources: Sequence[dict[str, Any]]) -> dict[str, float]:
    """The share of CPU time of every step, in one pass over all articles."""
    spent: Seconds = defaultdict(float)
    nlp = adapter.load()
    with _timers(spent):
        for start in range(0, len(sources), adapter.BATCH_ARTICLES):
            with _timed(spent, "clean"):
                documents = list(map(_document, sources[start : start + adapter.BATCH_ARTICLES]))
            with nlp.memory_zone():
                for doc, one in zip(_parsed(nlp, documents, spent), documents, strict=True):
                    extract(one, doc)
    total = sum(spent.values())
    return {name: seconds / total for name, seconds in spent.items()}


def _parsed(nlp: Any, documents: Sequence[Document], spent: Seconds) -> list[Any]:
    with _timed(spent, "spacy.tokenizer"):
        docs = [nlp.make_doc(one.text) for one in documents]
    for name, component in nlp.pipeline:
        with _timed(spent, f"spacy.{name}"):
            docs = list(component.pipe(docs, batch_size=len(docs))) if hasattr(component, "pipe") else list(map(component, docs))
    return docs


@contextmanager
def _timers(spent: Seconds) -> Iterator[None]:
    """Clocks around the steps of extraction, for as long as the block runs."""
    plain = [(importlib.import_module(module), name) for module, name in STEPS]
    functions = [getattr(module, name) for module, name in plain]
    for (module, name), function in zip(plain, functions, strict=True):
        setattr(module, name, _clocked(function, spent))
    try:
        yield
    finally:
        for (module, name), function in zip(plain, functions, strict=True):
            setattr(module, name, function)


def _clocked(function: Callable[..., Any], spent: Seconds) -> Callable[..., Any]:
    @wraps(function)
    def clocked(*arguments: Any) -> Any:
        with _timed(spent, f"extract.{function.__name__}"):
            return function(*arguments)

    return clocked


@contextmanager
def _timed(spent: Seconds, name: str) -> Iterator[None]:
    start = time.process_time()
    yield
    spent[name] += time.process_time() - start


def _tables(found: dict[str, Any]) -> str:
    rows = [f"{found['articles']} articles, {found['tokens']} tokens, {len(found['turns'])} turns, medians", ""]
    rows.append(f"{'':<34} {'CPU s':>8} {'tokens / CPU s':>15} {'ratio':>7}")
    for name, words, ratio in (("stock", "spaCy pipeline as it ships", 1.0), ("whole", "clean, parse, extract to records", found["ratio"])):
        rows.append(f"{words:<34} {found['cpu_seconds'][name]:8.2f} {found['tokens_per_cpu_second'][name]:15.0f} {ratio:7.2f}")
    rows += ["", f"{'step':<34} {'share':>8}"]
    rows += [f"{name:<34} {100 * share:7.1f}%" for name, share in found["share"].items()]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
