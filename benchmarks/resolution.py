"""Block resolution at several sizes: `python benchmarks/resolution.py [--sizes N ...] [--out FILE]`.

Mentions that say the same are counted together before anything else; what is left, a key each, is put into blocks and decided by the
functions that every engine runs. Beside the CPU time for a key stand precision and recall over pairs of mentions, by the things that
the mentions of `names_generator.py` mean, and the most keys that one block has.

A second table asks the records file of one machine: the CPU and clock time of entering and settling one article's referents, at several
numbers of keys.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from measuring import finish
from names_generator import Mention, mentions

from kg.judgements import Judgements
from kg.records import Article, Kind, Records, Referent
from kg.records_store import RecordsStore
from kg.resolve import Candidate, block_key, clusters, is_one

BATCH = 50_000  #: keys that are kept in one transaction, as a build does with a hundred articles
Key = tuple[Kind, str, str | None]


@dataclass(frozen=True)
class Found:
    """What one size gave: keys, CPU seconds, precision, recall, and the most keys of a block."""

    keys: int
    cpu: float
    precision: float
    recall: float
    largest: int


def main() -> None:
    """Measure, print the tables, and write them as JSON where asked to."""
    parser = argparse.ArgumentParser(description="Measure block resolution.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000], help="numbers of mentions")
    parser.add_argument("--stored", type=int, nargs="+", default=[20_000, 200_000], help="numbers of keys in a records file")
    parser.add_argument("--out", type=Path, help="where to write the figures as JSON")
    asked = parser.parse_args()
    found = {size: _measured(size) for size in asked.sizes}
    table = [f"{'mentions':>10} {'keys':>10} {'CPU us/key':>11} {'precision':>10} {'recall':>8} {'largest block':>14}"]
    table += [_row(size, one) for size, one in found.items()]
    stored = {size: _stored(size) for size in asked.stored}
    table += ["", f"{'keys kept':>10} {'one article, ms':>16}", *(f"{size:>10,} {1000 * one:>16.2f}" for size, one in stored.items())]
    first, *_, last = (one.cpu / one.keys for one in found.values())
    least, *_, most = stored.values()
    ratios = {
        f"CPU per key, {asked.sizes[-1]:,} mentions over {asked.sizes[0]:,}": (last / first, "lower", 1.5),
        f"one article's blocks, {asked.stored[-1]:,} keys over {asked.stored[0]:,}": (most / least, "lower", 2.5),
        f"precision over pairs, {asked.sizes[-1]:,} mentions": (found[asked.sizes[-1]].precision, "higher", None),
        f"recall over pairs, {asked.sizes[-1]:,} mentions": (found[asked.sizes[-1]].recall, "higher", None),
    }
    table += ["", *(f"{name}: {value:.2f}" for name, (value, _, _) in ratios.items())]
    finish(table, {"ratios": ratios, "sizes": {size: vars(one) for size, one in found.items()}, "stored": stored}, asked.out)


def _measured(size: int) -> Found:
    meant: defaultdict[Key, Counter[int]] = defaultdict(Counter)
    for one in mentions(size):
        meant[one.kind, one.name, one.country][one.meant] += 1
    counts = {key: several.total() for key, several in meant.items()}
    start = time.process_time()
    blocks = _blocks(counts)
    paths = dict(_decided(blocks))
    cpu = time.process_time() - start
    precision, recall = _quality(meant, paths)
    return Found(len(meant), cpu, precision, recall, max(map(len, blocks.values())))


def _blocks(keys: Iterable[Key]) -> Mapping[str, dict[Candidate, Key]]:
    blocks: defaultdict[str, dict[Candidate, Key]] = defaultdict(dict)
    for number, key in enumerate(keys):
        kind, name, country = key
        referent = Referent(0, kind, name, (name,), None, country if kind is Kind.ORGANIZATION else None, False, ())
        candidate = Candidate(f"{number:08}", 0, kind, name, (name,), None, (country,) if country else ())
        blocks[block_key("", referent)][candidate] = key
    return blocks


def _decided(blocks: Mapping[str, dict[Candidate, Key]]) -> Iterator[tuple[Key, str]]:
    """The cluster of every key."""
    for block_name, block in blocks.items():
        if is_one(block_name, block):
            yield from ((key, block_name) for key in block.values())
        else:
            for cluster in clusters(block_name, list(block)):
                yield from ((block[member], cluster.path) for member in cluster.members)


def _quality(meant: Mapping[Key, Counter[int]], paths: Mapping[Key, str]) -> tuple[float, float]:
    """Precision and recall over pairs of mentions."""
    both: Counter[tuple[str, int]] = Counter()
    for key, several in meant.items():
        for thing, times in several.items():
            both[paths[key], thing] += times
    found: Counter[str] = Counter()
    gold: Counter[int] = Counter()
    for (path, thing), times in both.items():
        found[path] += times
        gold[thing] += times
    right = _pairs(both.values())
    return right / max(1, _pairs(found.values())), right / max(1, _pairs(gold.values()))


def _pairs(counts: Iterable[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts)


def _stored(keys: int) -> float:
    """The seconds that one article of thirty referents takes, entered and settled, beside so many keys."""
    with tempfile.TemporaryDirectory() as folder, RecordsStore(Path(folder)) as store:
        drawn = mentions(10 * keys, seed=1)
        several = list({(one.kind, one.name): one for one in drawn}.values())[:keys]
        for first in range(0, len(several), BATCH):
            part = several[first : first + BATCH]
            store.add((_article(first + start, part[start : start + 500]), "") for start in range(0, len(part), 500))
            store.settle(Judgements())
            store.all_projected(store.due())
        times = []
        for number in range(30):
            few = [several[(number * 7919 + place * 104_729) % len(several)] for place in range(30)]
            start = time.perf_counter()
            store.add([(_article(10_000_000 + number, few), "")])
            store.settle(Judgements())
            times.append(time.perf_counter() - start)
            store.all_projected(store.due())
    return median(times)


def _article(number: int, named: list[Mention]) -> Records:
    article = Article(f"a{number}", f"a{number}", f"{number:016x}", None, None, None, None)
    referents = tuple(
        Referent(place, one.kind, one.name, (one.name,), None, one.country if one.kind is Kind.ORGANIZATION else None, False, ())
        for place, one in enumerate(named)
    )
    return Records(article, referents, (), (), (), (), ())


def _row(size: int, one: Found) -> str:
    return f"{size:>10,} {one.keys:>10,} {1e6 * one.cpu / one.keys:>11.1f} {one.precision:>10.3f} {one.recall:>8.3f} {one.largest:>14,}"


if __name__ == "__main__":
    main()
