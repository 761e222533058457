"""What extraction costs beside the parser alone, measured in one run: `python benchmarks/throughput.py [--corpus FILE] [--out FILE]`.

The stock spaCy pipeline over the cleaned texts, and the whole extraction over the raw ones (cleaning, parsing, all steps to records), take
turns in one process. Figures are medians of process CPU time; ratios are taken turn by turn, so that a machine that slows down slows both.
Then every step is timed apart. Nothing here is a test: times are looked at, not asserted.
"""

from __future__ import annotations

import importlib
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import wraps
from typing import Any

from measuring import Fields, corpus, cpu, finish, options, sources

from kg import nlp as adapter
from kg.documents import Document, document
from kg.extract import extract
from kg.settings import PIPELINE

__all__ = ["corpus", "cpu", "whole"]
STEPS = (
    ("kg.extract.parsed", "Doc"),
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
Seconds = defaultdict[str, float]


@dataclass(frozen=True)
class Turn:
    """CPU seconds of one turn of each."""

    stock: float
    whole: float


def main() -> None:
    """Measure, print the tables, and write them as JSON where asked to."""
    parser = options("Measure extraction beside the parser alone.", articles=56)
    parser.add_argument("--turns", type=int, default=5, help="how often the two take turns")
    asked = parser.parse_args()
    read = sources(asked.corpus, asked.articles)
    texts = [document(**fields).text for fields in read]
    stock = importlib.import_module(PIPELINE).load()
    tokens = sum(len(doc) for doc in stock.pipe(texts, batch_size=adapter.BATCH_ARTICLES))
    whole(read)
    turns = [Turn(cpu(lambda: _stock(stock, texts)), cpu(lambda: whole(read))) for _ in range(asked.turns)]
    found = _figures(len(read), tokens, turns, _shares(read))
    finish(_table(found), found, asked.out)


def _stock(nlp: Any, texts: Sequence[str]) -> None:
    for _ in nlp.pipe(texts, batch_size=adapter.BATCH_ARTICLES):
        pass


def whole(read: Sequence[Fields]) -> None:
    """Clean, parse and extract the articles."""
    documents = map(_document, read)
    for doc, one in adapter.pipe(adapter.load(), ((one.text, one) for one in documents)):
        extract(one, doc)


def _document(fields: Fields) -> Document:
    return document(**fields)


def _figures(articles: int, tokens: int, turns: Sequence[Turn], shares: dict[str, float]) -> dict[str, Any]:
    stock, whole = (statistics.median(getattr(turn, name) for turn in turns) for name in ("stock", "whole"))
    ratio = statistics.median(turn.stock / turn.whole for turn in turns)
    own = sum(share for name, share in shares.items() if not name.startswith("spacy."))
    return {
        "articles": articles,
        "tokens": tokens,
        "turns": [asdict(turn) for turn in turns],
        "cpu_seconds": {"stock": stock, "whole": whole},
        "tokens_per_cpu_second": {"stock": tokens / stock, "whole": tokens / whole},
        "share": shares,
        "ratios": {
            "whole extraction over the stock pipeline, tokens per CPU second": (ratio, "higher", 1.0),
            "own components over the stock pipeline, CPU": (own / ratio, "lower", 0.15),
        },
    }


def _shares(read: Sequence[Fields]) -> dict[str, float]:
    """The share of CPU time of every step, in one pass over all articles."""
    spent: Seconds = defaultdict(float)
    nlp = adapter.load()
    with _timers(spent):
        for start in range(0, len(read), adapter.BATCH_ARTICLES):
            with _timed(spent, "clean"):
                documents = list(map(_document, read[start : start + adapter.BATCH_ARTICLES]))
            with adapter.in_batch(nlp):
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


def _table(found: dict[str, Any]) -> list[str]:
    ratio = next(iter(found["ratios"].values()))[0]
    rows = [f"{found['articles']} articles, {found['tokens']} tokens, {len(found['turns'])} turns, medians", ""]
    rows.append(f"{'':<34} {'CPU s':>8} {'tokens / CPU s':>15} {'ratio':>7}")
    for name, words, one in (("stock", "spaCy pipeline as it ships", 1.0), ("whole", "clean, parse, extract to records", ratio)):
        rows.append(f"{words:<34} {found['cpu_seconds'][name]:8.2f} {found['tokens_per_cpu_second'][name]:15.0f} {one:7.2f}")
    rows += ["", f"{'step':<34} {'share':>8}"]
    return rows + [f"{name:<34} {100 * share:7.1f}%" for name, share in found["share"].items()]


if __name__ == "__main__":
    main()
