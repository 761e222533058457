"""The ground of maps: the towns that the gazetteer ships, and the names of their countries."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from kg.settings import data_folder


@dataclass(frozen=True, slots=True)
class Town:
    """A town: its name, the code of its country, and where it lies."""

    label: str
    country: str
    lon: float
    lat: float


@cache
def towns() -> tuple[Town, ...]:
    """The towns, the largest first."""
    rows = [
        (int(row["population"] or 0), row["label"], Town(row["label"], row["country"], float(row["lon"]), float(row["lat"])))
        for row in _rows("cities.csv")
    ]
    return tuple(town for _, _, town in sorted(rows, key=lambda row: (-row[0], row[1])))


@cache
def countries() -> dict[str, str]:
    """The names of countries by code."""
    return {row["iso"]: row["label"] for row in _rows("countries.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    with (data_folder("seeds") / "gazetteer" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
