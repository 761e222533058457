"""Mentions of invented persons, bodies and places with the variants that news has, and who each of them is: deterministic, any number.

A few are named all the time and most once or twice (Zipf). Names are made of syllables, so that some have the same name by chance, as
people do. A mention may come in another transliteration, without accents, with a middle initial, with a slip of a letter, or with the
country that someone serves.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from kg.records import Kind

FIRST: Final = [
    "Yuri",
    "Dmitry",
    "Aleksei",
    "Zoë",
    "André",
    "Jürgen",
    "Søren",
    "Łukasz",
    "Chloé",
    "José",
    "María",
    "Ana",
    "Nadia",
    "Olena",
    "Ivan",
    "Petra",
    "Tomás",
    "Élise",
    "Amara",
    "Kofi",
    "Wanjiru",
    "Mei",
    "Jun",
    "Haruto",
    "Sanjay",
    "Priya",
    "Omar",
    "Layla",
    "Hassan",
    "Mariam",
    "Ingrid",
    "Lars",
    "Aino",
    "Mikko",
    "Brigitte",
    "Paolo",
    "Giulia",
    "Marek",
    "Zsófia",
    "Ioana",
    "Dragan",
    "Milica",
    "Ayşe",
    "Emre",
    "Nikos",
    "Eleni",
]
_BEGIN: Final = [
    "Ba",
    "Bel",
    "Bra",
    "Cer",
    "Da",
    "Dor",
    "Du",
    "Es",
    "Fa",
    "Gar",
    "Gri",
    "Ha",
    "Hol",
    "Il",
    "Jan",
    "Ka",
    "Kol",
    "Kra",
    "La",
    "Lin",
    "Mar",
    "Mol",
    "Na",
    "Nor",
    "Ol",
    "Pa",
    "Pet",
    "Qui",
    "Ra",
    "Ros",
    "Sa",
    "Shi",
    "Sol",
    "Ta",
    "Tor",
    "Ul",
    "Va",
    "Vol",
    "Wan",
    "Za",
]
_MIDDLE: Final = [
    "ba",
    "da",
    "de",
    "di",
    "do",
    "ga",
    "go",
    "ka",
    "ke",
    "ko",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "ni",
    "no",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "ta",
    "te",
    "ti",
    "to",
    "va",
    "ve",
    "vi",
]
_END: Final = [
    "berg",
    "dal",
    "ev",
    "ez",
    "enko",
    "ic",
    "ín",
    "ko",
    "la",
    "man",
    "mann",
    "na",
    "nen",
    "ński",
    "ova",
    "ov",
    "quist",
    "ra",
    "rez",
    "sen",
    "son",
    "ssi",
    "stein",
    "tti",
    "wicz",
]
_BODIES: Final = ["Council", "Commission", "Court", "Union", "Party", "Institute", "Agency", "Bank", "Federation", "Authority"]
_FIELDS: Final = ["Maritime", "Health", "Trade", "Labour", "Energy", "Land", "Water", "Press", "Border", "Grain", "Rail", "Forest"]
_COUNTRIES: Final = ["NO", "KE", "PE", "FI", "EC", "PL", "RO", "TR", "GR", "IN", "JP", "GH", "MX", "PT", "CZ", "HU"]
_PLAIN: Final = str.maketrans("ëéüøŁíáćńşŞóÉ", "eeuoLiacnsSoE")
_TRANSLITERATED: Final = (("ov", "off"), ("ev", "eff"), ("Yuri", "Yuriy"), ("Dmitry", "Dmitri"), ("Aleksei", "Alexei"), ("sh", "sch"))


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention, and the number of what it means."""

    kind: Kind
    name: str
    country: str | None
    meant: int


def mentions(number: int, seed: int = 0) -> Iterator[Mention]:
    """So many mentions of about a tenth as many things."""
    chance = random.Random(seed)  # noqa: S311
    things = max(100, number // 10)
    weights = list(accumulate(1 / (rank + 5) for rank in range(things)))
    for start in range(0, number, 1000):
        for meant in chance.choices(range(things), cum_weights=weights, k=min(1000, number - start)):
            yield _mention(meant, chance)


def _mention(meant: int, chance: random.Random) -> Mention:
    own = random.Random(meant)  # noqa: S311
    country = own.choice(_COUNTRIES)
    kind = own.choices((Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE), (7, 2, 1))[0]
    name = _name(kind, own)
    told = country if chance.random() < 0.3 or kind is Kind.ORGANIZATION else None
    return Mention(kind, _varied(name, own.choice("ABDEHJKLMNPRSTV"), kind, chance), told and f"country/{told}", meant)


def _name(kind: Kind, own: random.Random) -> str:
    last = own.choice(_BEGIN) + "".join(own.choice(_MIDDLE) for _ in range(own.choice((0, 1, 1, 2)))) + own.choice(_END)
    match kind:
        case Kind.PERSON:
            return f"{own.choice(FIRST)} {last}"
        case Kind.ORGANIZATION:
            return f"{last} {own.choice(_FIELDS)} {own.choice(_BODIES)}"
        case _:
            return last


def _varied(name: str, initial: str, kind: Kind, chance: random.Random) -> str:
    drawn = chance.random()
    if drawn < 0.7:
        return name
    if drawn < 0.8:
        return name.translate(_PLAIN)
    if drawn < 0.88 and kind is Kind.PERSON:
        return name.replace(" ", f" {initial}. ", 1)
    if drawn < 0.96:
        for this, other in _TRANSLITERATED:
            name = name.replace(this, other, 1)
        return name
    if drawn < 0.98:
        place = chance.randrange(1, len(name) - 1)
        return name[:place] + name[place + 1 :]
    return f"The {name}" if kind is Kind.ORGANIZATION else name
