"""The gazetteer: countries, regions, cities, seats of power and well-known bodies, by surface and by id.

What newskg ships is read from `seeds/gazetteer/*.csv` (sources and licences: `seeds/gazetteer/README.md`). Where the extra
`gazetteer` is installed, towns of 1,000 people and more come on top of it. Ids are parts of IRIs: `country/RU` (ISO 3166-1),
`place/iso-RU-KRS` (ISO 3166-2), `place/gn-524901` (GeoNames), `org/nato`, `place/europe`. Containment is de jure: Crimea lies
within Ukraine.
"""

from __future__ import annotations

from functools import cache

from kg.gazetteer import seed, towns
from kg.gazetteer.entry import Entry
from kg.gazetteer.index import Gazetteer

__all__ = ["Entry", "Gazetteer", "load"]


@cache
def load() -> Gazetteer:
    """The gazetteer, read once in a process."""
    return Gazetteer(seed.entries(), seed.demonyms("adjectives"), seed.demonyms("people"), towns.installed())
