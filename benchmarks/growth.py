"""What one more article costs a small store and a large one: `python benchmarks/growth.py [--corpus FILE] [--sizes N N] [--out FILE]`.

Articles are extracted once. The store is filled with copies of their records under ids of their own, for which nothing is parsed; every
tenth copy speaks of the same people as the original, the others of people of their own, and each round of copies is a day later, as
news comes. Then articles are added one by one, as a build
does it: records kept, entities resolved, graph brought up to date.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from measuring import documents, finish, options, wall

from kg.engines.local import extract_all
from kg.identifiers import digest
from kg.pipeline import bring_up_to_date
from kg.records import Article, Evidence, Records, Referent
from kg.records_json import from_json
from kg.records_store import RecordsStore
from kg.settings import PIPELINE, Settings
from kg.store import Store

SAME = 10  #: one copy in so many speaks of the same people
MORE = 24  #: articles that are added one by one
Copy = tuple[Records, str]


def main() -> None:
    """Measure, print the table, and write it as JSON where asked to."""
    parser = options("Measure what one more article costs.", articles=28)
    parser.add_argument("--sizes", type=int, nargs=2, default=(100, 2000), help="articles in the small store and in the large one")
    asked = parser.parse_args()
    read = list(_read(asked.corpus, 1))
    reading = wall(lambda: read.extend(_read(asked.corpus, asked.articles))) / asked.articles
    small, large = ([one + reading for one in _added(read, size)] for size in asked.sizes)
    own = [[one - reading for one in times] for times in (small, large)]
    ratios = {
        "one more article, large store over small": (statistics.median(large) / statistics.median(small), "lower", 1.2),
        "one more article without reading it, large store over small": (
            statistics.median(own[1]) / statistics.median(own[0]),
            "lower",
            None,
        ),
    }
    table = [f"{'articles in the store':<24} {'one more, ms':>13} {'of it reading':>14} {'slowest':>8}"]
    for size, times in zip(asked.sizes, (small, large), strict=True):
        table.append(f"{size:<24} {1000 * statistics.median(times):13.1f} {1000 * reading:14.1f} {1000 * max(times):8.1f}")
    table += ["", *(f"{name}: {value[0]:.2f}" for name, value in ratios.items())]
    finish(table, {"ratios": ratios, "seconds": {"reading": reading, "small": own[0], "large": own[1]}}, asked.out)


def _read(corpus: Path | None, articles: int) -> Iterator[Copy]:
    for batch in extract_all(documents(corpus, articles), PIPELINE, 1):
        yield from ((from_json(text), one.source) for one, text in batch)


def _added(read: Sequence[Copy], size: int) -> list[float]:
    """The seconds that each article takes that is added to a store of so many."""
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(store=Path(name))
        with RecordsStore(Path(name)) as records, Store(settings.graph) as graph:
            _add(records, graph, settings, [_copy(read, number) for number in range(size)])
            more = [_copy(read, size + number) for number in range(MORE)]
            return [wall(lambda one=one: _add(records, graph, settings, [one])) for one in more]  # type: ignore[misc]


def _add(records: RecordsStore, graph: Store, settings: Settings, batch: Sequence[Copy]) -> None:
    records.add(batch)
    bring_up_to_date(records, graph, settings)


def _copy(read: Sequence[Copy], number: int) -> Copy:
    """One of the articles under an id of its own; each round is a day later than the one before."""
    found, source = read[number % len(read)]
    round_ = number // len(read)
    shifted: Records = _later(found, timedelta(days=round_))
    article = replace(
        shifted.article, id=f"copy-{number}", source_name=f"copy-{number}", version=digest(found.article.version, str(number))
    )
    referents = found.referents if round_ % SAME == 0 else tuple(_other(one, round_) for one in found.referents)
    return replace(shifted, article=article, referents=referents), source


def _later(value: Any, by: timedelta) -> Any:
    """A record with its days later."""
    if isinstance(value, date):
        return value + by
    if isinstance(value, tuple):
        return tuple(_later(one, by) for one in value)
    if isinstance(value, Article):
        return replace(value, published=value.published and f"{date.fromisoformat(value.published[:10]) + by}{value.published[10:]}")
    if is_dataclass(value) and not isinstance(value, type | Referent | Evidence):
        return replace(value, **{field.name: _later(getattr(value, field.name), by) for field in fields(value)})
    return value


def _other(referent: Referent, round_: int) -> Referent:
    """Someone of another name; what the gazetteer knows stays."""
    if referent.entry is not None:
        return referent
    ending = digest(str(round_), length=5)
    return replace(referent, name=f"{referent.name}{ending}", names=tuple(f"{name}{ending}" for name in referent.names))


if __name__ == "__main__":
    main()
