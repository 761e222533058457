"""Identity against the gold table of names: B-cubed (Bagga and Baldwin 1998) over `tests/gold/names.csv`.

Every row stands for an article of its own that names someone, and may say their office and country.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from kg import gazetteer
from kg.records import Article, Kind, Records, Referent, Status, Tenure
from kg.resolve import Candidate, candidates, clusters

GOLD = Path(__file__).parent.parent / "gold" / "names.csv"
PRECISION, RECALL = 0.97, 0.93
with GOLD.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def record(number: int, row: dict[str, str]) -> Records:
    """What extraction would find in an article that says no more than the row."""
    name, kind, country = row["mention"], Kind(row["kind"]), f"country/{row['country']}" if row["country"] else None
    known = gazetteer.load().find(name) if kind is Kind.ORGANIZATION else ()
    entry = next((one.id for one in known if one.kind is kind and one.country == country), None)
    local = kind is Kind.PERSON and " " not in name
    referents = [Referent(0, kind, name, (name,), entry, country, local, ())]
    tenures: tuple[Tenure, ...] = ()
    if row["office"]:
        body = None if country is None else 1
        tenures = (Tenure(0, row["office"], body, None, False, Status.CURRENT, None, None, ()),)
    if country is not None:
        referents.append(Referent(1, Kind.COUNTRY, country, (country,), country, None, False, ()))
    return Records(Article(f"{number:04}", "x", "0", None, None, None, None), tuple(referents), (), tenures, (), (), ())


def resolved(rows: list[dict[str, str]]) -> list[str]:
    """The path that each row's mention gets."""
    blocks: defaultdict[str, list[Candidate]] = defaultdict(list)
    for number, row in enumerate(rows):
        key, candidate = next(iter(candidates(record(number, row))))
        blocks[key].append(candidate)
    found = {int(member.article): c.path for key, block in blocks.items() for c in clusters(key, block) for member in c.members}
    return [found[number] for number in range(len(rows))]


def b_cubed(gold: list[str], found: list[str]) -> tuple[float, float]:
    """Precision and recall, each the mean over mentions."""
    both, ours, theirs = Counter(zip(gold, found, strict=True)), Counter(found), Counter(gold)
    pairs = list(zip(gold, found, strict=True))
    precision = sum(both[pair] / ours[pair[1]] for pair in pairs) / len(pairs)
    return precision, sum(both[pair] / theirs[pair[0]] for pair in pairs) / len(pairs)


def test_the_table_is_large_and_various() -> None:
    assert len(ROWS) >= 300
    assert len({row["entity"] for row in ROWS}) >= 100
    assert len({row["country"] for row in ROWS}) >= 50


def test_identity_is_as_good_as_promised(capsys: pytest.CaptureFixture[str]) -> None:
    gold, found = [row["entity"] for row in ROWS], resolved(ROWS)
    precision, recall = b_cubed(gold, found)
    with capsys.disabled():
        print(f"\nB-cubed over {len(ROWS)} mentions of {len(set(gold))}: precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= PRECISION
    assert recall >= RECALL


def test_b_cubed_by_hand() -> None:
    assert b_cubed(["a", "a", "b"], ["x", "x", "y"]) == (1.0, 1.0)
    assert b_cubed(["a", "a", "b", "b"], ["x", "x", "x", "x"]) == (0.5, 1.0)
    assert b_cubed(["a", "a"], ["x", "y"]) == (1.0, 0.5)
