"""The gazetteer: countries, regions, cities, seats of power, persons and bodies, by surface and by id.

It has layers, and the first that knows a name wins: files of the user's (`KG_GAZETTEER`), what newskg ships
(`seeds/gazetteer/*.csv`; sources and licences: `seeds/gazetteer/README.md`), and, where the extra `gazetteer` is installed, towns of
1,000 people and more and the districts they lie in. Ids are parts of IRIs: `country/RU` (ISO 3166-1), `place/iso-RU-KRS` (ISO
3166-2), `place/gn-524901` (GeoNames), `org/nato`, `place/europe`. Containment is de jure: Crimea lies within Ukraine.
"""

from __future__ import annotations

from functools import cache

from kg.gazetteer import given, seed, towns
from kg.gazetteer.entry import Entry
from kg.gazetteer.index import Gazetteer
from kg.settings import gazetteer_files

__all__ = ["Entry", "Gazetteer", "load"]


@cache
def load() -> Gazetteer:
    """The gazetteer, read once in a process.

    Raises:
        InputError: a file of the user's cannot be used; the message names the line.
    """
    files = gazetteer_files()
    known = Gazetteer(seed.entries(), seed.demonyms("adjectives"), seed.demonyms("people"), towns.installed())
    if files:
        known.put_first(given.entries(given.drafts(files), known))
    return known
