"""Identity, measured with B-cubed (Bagga and Baldwin 1998): a table of names across articles, and persons inside an article.

Of each mention, precision is the share of those taken for the same as it that are, and recall the share of those that are the same
which were taken so; both are means over mentions.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg import gazetteer
from kg.errors import InputError
from kg.evaluate.report import RESAMPLES, SEED, Row
from kg.evaluate.subjects import Span, Subject, overlap
from kg.extract.model import Link
from kg.records import Article, Kind, Records, Referent, Status, Tenure
from kg.resolve import Candidate, candidates, clusters

COLUMNS = ("mention", "kind", "country", "office", "entity")
Line = Mapping[str, str]
Persons = list[tuple[Span, str]]


@dataclass(frozen=True, slots=True)
class Cubed:
    """Sums over mentions, of one article or of one thing of a table.

    Attributes:
        precision, recall: sums of what each mention has of it.
        exact: how many mentions are with all that are the same and with no others.
        mentions: how many there are.
    """

    precision: float
    recall: float
    exact: int
    mentions: int


def cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> dict[Hashable, Cubed]:
    """The sums of each thing of the gold, over its mentions.

    Args:
        gold: what each mention is.
        found: what it was taken for.
    """
    pairs = list(zip(gold, found, strict=True))
    both, ours, theirs = Counter(pairs), Counter(found), Counter(gold)
    sums: defaultdict[Hashable, list[tuple[float, float]]] = defaultdict(list)
    for pair in pairs:
        sums[pair[0]].append((both[pair] / ours[pair[1]], both[pair] / theirs[pair[0]]))
    return {thing: _summed(one) for thing, one in sums.items()}


def row(file: str, layer: str, found: Sequence[Cubed]) -> Row:
    """The means over all mentions; the interval of F1 is made by drawing articles, or things of a table."""
    sums = np.array([(one.precision, one.recall, one.mentions) for one in found], dtype=float).reshape(-1, 3)
    precision, recall, f1 = _means(sums.sum(axis=0))
    low, high = _interval(sums)
    mentions = sum(one.mentions for one in found)
    return Row(file, layer, precision, recall, f1, low, high, sum(one.exact for one in found), mentions, mentions)


def names(path: Path) -> Row:
    """The identity of a table of names, each line an article of its own that says no more than the line.

    Raises:
        InputError: the table cannot be read, or has other columns.
    """
    lines = table(path)
    return row(path.stem, "identity", list(cubed([line["entity"] for line in lines], resolved(lines)).values()))


def table(path: Path) -> list[Line]:
    """The lines of a table of names.

    Raises:
        InputError: the table cannot be read, or has other columns.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: {error}") from error
    if not lines or not set(COLUMNS) <= set(lines[0]):
        raise InputError(f"{path} is no table of names: give a line with the columns {', '.join(COLUMNS)} and a name in each other line")
    return list(lines)


def resolved(lines: Sequence[Line]) -> list[str]:
    """The path that the name of each line gets."""
    blocks: defaultdict[str, list[Candidate]] = defaultdict(list)
    for number, line in enumerate(lines):
        key, candidate = next(iter(candidates(_records(number, line))))
        blocks[key].append(candidate)
    found = {int(member.article): c.path for key, block in blocks.items() for c in clusters(key, block) for member in c.members}
    return [found[number] for number in range(len(lines))]


def persons(subject: Subject) -> Cubed:
    """Named persons inside an article: each name with the smallest gold mention of a person around it."""
    golds = _persons(subject)
    things = subject.reading.references.things
    pairs: list[tuple[Hashable, Hashable]] = []
    for reference in subject.reading.references.spans:
        if reference.link is Link.NAME and things[reference.referent].kind is Kind.PERSON:
            span = subject.span(reference.start, reference.end)
            around = [(end - start, thing) for (start, end), thing in golds if overlap((start, end), span) == span[1] - span[0]]
            pairs += [(min(around)[1], reference.referent)] if around else []
    sums = cubed([gold for gold, _ in pairs], [found for _, found in pairs]).values()
    return Cubed(sum(o.precision for o in sums), sum(o.recall for o in sums), sum(o.exact for o in sums), len(pairs))


def _summed(shares: Sequence[tuple[float, float]]) -> Cubed:
    precision, recall = (sum(pair[side] for pair in shares) for side in (0, 1))
    return Cubed(precision, recall, sum(p == r == 1 for p, r in shares), len(shares))


def _persons(subject: Subject) -> Persons:
    """The gold mentions of persons with what they are."""
    gold = subject.gold
    kinds = zip(gold["coref"], gold["coref_types"], strict=True)
    found = [((start, end), f"c{n}") for n, (cluster, kind) in enumerate(kinds) if kind == "person" for start, end in cluster]
    single = [one["span"] for one in gold["singletons"] if one["type"] == "person"]
    return found + [((start, end), f"s{n}") for n, (start, end) in enumerate(single)]


def _records(number: int, line: Line) -> Records:
    """What extraction would find in an article that says no more than the line."""
    name, kind, country = line["mention"], Kind(line["kind"]), f"country/{line['country']}" if line["country"] else None
    known = gazetteer.load().find(name) if kind is Kind.ORGANIZATION else ()
    entry = next((one.id for one in known if one.kind is kind and one.country == country), None)
    local = kind is Kind.PERSON and " " not in name
    referents = [Referent(0, kind, name, (name,), entry, country, local, ())]
    tenures: tuple[Tenure, ...] = ()
    if line["office"]:
        body = None if country is None else 1
        tenures = (Tenure(0, line["office"], body, None, False, Status.CURRENT, None, None, ()),)
    if country is not None:
        referents.append(Referent(1, Kind.COUNTRY, country, (country,), country, None, False, ()))
    return Records(Article(f"{number:04}", "x", "0", None, None, None, None), tuple(referents), (), tenures, (), (), ())


def _means(sums: np.ndarray) -> Iterator[float]:
    """Precision, recall and F1 of sums."""
    precision, recall = (float(part / sums[2]) if sums[2] else 0.0 for part in sums[:2])
    yield from (precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def _interval(sums: np.ndarray) -> tuple[float, float]:
    if not len(sums):
        return 0.0, 0.0
    random = np.random.default_rng(SEED)
    picks = random.integers(0, len(sums), (RESAMPLES, len(sums)))
    low, high = np.percentile([list(_means(sums[pick].sum(axis=0)))[2] for pick in picks], [2.5, 97.5])
    return float(low), float(high)
