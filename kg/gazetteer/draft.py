"""A row of a user's file, checked by itself, before it is known what else the files hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import InputError
from kg.records import Kind

_ISO = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_GEONAMES = re.compile(r"[1-9][0-9]*")
_KINDS = {kind.value: kind for kind in Kind} | {"organisation": Kind.ORGANIZATION}


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file says of one thing; what it does not say is empty or None.

    Attributes:
        where: file and line, or IRI, for messages.
        file: name of the file.
        id: what the file itself calls it: a path such as `org/nato`, or any other id of its own.
        within: an id, or a name, of the place or body that it is part of.
        country: ISO 3166-1 code, id or name of its country.
        seat_of: the country whose government it stands for.
        matches: IRIs of the same thing elsewhere.
    """

    where: str
    file: str
    kind: Kind
    name: str
    id: str = ""
    aliases: tuple[str, ...] = ()
    within: str = ""
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    geonames: str = ""
    wikidata: str = ""
    iso: str = ""
    seat_of: str = ""
    matches: tuple[str, ...] = ()


def checked(draft: Draft) -> Draft:
    """The draft, if what it says can be.

    Raises:
        InputError: it has no name, or an id or coordinate of no possible form; the message names file and line.
    """
    if not any(letter.isalpha() for letter in draft.name):
        raise InputError(f"{draft.where}: no name: give one with letters in it")
    if draft.name == draft.name.lower() and draft.name.isascii():
        raise InputError(f"{draft.where}: {draft.name!r} has no capital, and names in English have one: write it as articles do")
    for value, form, hint in (
        (draft.wikidata, _WIKIDATA, "an id of Wikidata such as Q30"),
        (draft.geonames, _GEONAMES, "an id of GeoNames such as 703448"),
        (draft.iso, _ISO, "a code of ISO 3166 such as UA or UA-43"),
    ):
        if value and not form.fullmatch(value):
            raise InputError(f"{draft.where}: {value!r} is not {hint}: correct it or leave it out")
    for match in draft.matches:
        if not _IRI.fullmatch(match):
            raise InputError(f"{draft.where}: {match!r} is no IRI: give whole ones such as https://example.org/id/1, separated by |")
    _check_coordinates(draft)
    return draft


def kind_of(text: str, where: str) -> Kind:
    """The kind that a word names.

    Raises:
        InputError: it names none.
    """
    if text.casefold() not in _KINDS:
        raise InputError(f"{where}: {text!r} is no kind: give one of {', '.join(sorted(kind.value for kind in Kind))}")
    return _KINDS[text.casefold()]


def number(text: str, where: str, what: str) -> float | None:
    """A decimal number, None for no text.

    Raises:
        InputError: it is no number.
    """
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        raise InputError(f"{where}: {what} is {text!r}: give a decimal number such as 50.45, or leave it out") from None


def _check_coordinates(draft: Draft) -> None:
    if (draft.lat is None) != (draft.lon is None):
        raise InputError(f"{draft.where}: one of lat and lon is missing: give both or neither")
    if draft.lat is not None and draft.lon is not None and not (-90 <= draft.lat <= 90 and -180 <= draft.lon <= 180):
        raise InputError(f"{draft.where}: {draft.lat}, {draft.lon} is no place on the earth: lat is -90 to 90, lon -180 to 180")
