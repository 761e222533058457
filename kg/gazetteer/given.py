"""The user's own layer: the files that `KG_GAZETTEER` names, read and joined to what newskg ships.

A row is the entry of the shipped tables whose id of ISO, GeoNames or Wikidata it has, else one of its own. It goes before what is
shipped: its label and places stand, what it leaves out and all other names come from there.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.gazetteer import concept_files, entity_files, table_files
from kg.gazetteer.entry import Entry
from kg.names import fold, place_key
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kg.gazetteer.draft import Draft
    from kg.gazetteer.index import Gazetteer

_READERS: dict[str, Callable[[Path], Iterator[Draft]]] = {
    ".csv": table_files.read,
    ".ttl": concept_files.read,
    ".json": entity_files.read,
    ".jsonl": entity_files.read,
    ".ndjson": entity_files.read,
}
_FOLDERS = {Kind.PERSON: "person", Kind.ORGANIZATION: "org", Kind.COUNTRY: "country", Kind.PLACE: "place", Kind.GROUP: "group"}
_PATH = re.compile(r"(?:person|org|country|place|group)/[A-Za-z0-9-]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_DIGITS = 8
_LENGTH = 48


def drafts(files: Iterable[Path]) -> Iterator[Draft]:
    """The rows of files, by the ending of their names: CSV, SKOS in Turtle, FollowTheMoney as JSON lines.

    Raises:
        InputError: a file cannot be read; the message names the line.
    """
    for path in files:
        reader = _READERS.get(path.suffix.casefold())
        if reader is None:
            raise InputError(
                f"{path}: a gazetteer is .csv, .ttl (SKOS), or .json, .jsonl or .ndjson (FollowTheMoney): rename or convert it"
            )
        try:
            yield from reader(path)
        except UnicodeDecodeError as error:
            raise InputError(f"{path}: {error}: save it as UTF-8") from error
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}: KG_GAZETTEER and --gazetteer name files that can be read") from error


def entries(rows: Iterable[Draft], shipped: Gazetteer) -> list[Entry]:
    """The entries of the rows, in their order.

    Raises:
        InputError: two rows are the same thing, or a row lies in something unknown or in itself.
    """
    links = _Links(shipped)
    named = [(links.path(row), row) for row in rows]
    for path, row in named:
        links.name(path, row)
    found = [links.entry(path, row) for path, row in named]
    _check_cycles({entry.id: (entry, row) for entry, (_, row) in zip(found, named, strict=True)}, shipped)
    return found


@dataclass(slots=True)
class _Links:
    """What ids and names of rows and shipped entries mean."""

    shipped: Gazetteer
    rows: dict[str, Draft] = field(default_factory=dict)
    called: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    known: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.shipped.entries():
            self.known.update({one: entry.id for one in (entry.iso, entry.geonames, entry.wikidata) if one})

    def path(self, row: Draft) -> str:
        """The id of a row: of what is shipped where they share an external id, else made of what the row says."""
        shared = next((self.known[one] for one in (row.iso, row.geonames, row.wikidata) if one in self.known), None)
        if shared is not None and self.shipped.entry(shared).kind is row.kind:
            return shared
        if _PATH.fullmatch(row.id) and row.id.startswith(f"{_FOLDERS[row.kind]}/"):
            return row.id
        if row.iso and row.kind in (Kind.PLACE, Kind.COUNTRY):
            return f"country/{row.iso}" if row.kind is Kind.COUNTRY else f"place/iso-{row.iso}"
        if row.geonames and row.kind is Kind.PLACE:
            return f"place/gn-{row.geonames}"
        own = row.id or row.wikidata
        slug = _NOT_SLUG.sub("-", fold(row.name)).strip("-")[:_LENGTH].strip("-") or "x"
        return f"{_FOLDERS[row.kind]}/{slug}{'-' + hashlib.sha256(own.encode()).hexdigest()[:_DIGITS] if own else ''}"

    def name(self, path: str, row: Draft) -> None:
        """Remember what the row is called.

        Raises:
            InputError: another row is the same thing.
        """
        if path in self.rows:
            other = f"{self.rows[path].name!r} ({self.rows[path].where})"
            raise InputError(f"{row.where}: {row.name!r} and {other} are one, {path}: join them, or tell them apart by 'id'")
        self.rows[path] = row
        for word in (row.id, *row.matches, place_key(row.name)):
            self.called[word].add(path)

    def entry(self, path: str, row: Draft) -> Entry:
        """The entry of a row, completed by what is shipped of the same id."""
        before = self.shipped.get(path)
        country = self._country(row)
        own = Entry(
            path,
            row.kind,
            row.name,
            row.aliases,
            country,
            self._outer(row) or (country if row.kind is Kind.PLACE else None),
            row.lat,
            row.lon,
            row.population,
            row.geonames or None,
            row.iso or None,
            row.wikidata or None,
            self._meant(row, row.seat_of, "seat_of") if row.seat_of else None,
            row.matches,
            (row.file,),
            given=True,
        )
        return own if before is None else _completed(own, before)

    def _country(self, row: Draft) -> str | None:
        code = f"country/{row.country.upper()}"
        if not row.country or row.kind is Kind.COUNTRY:
            return None
        return code if code in self.rows or self.shipped.get(code) is not None else self._meant(row, row.country, "country")

    def _outer(self, row: Draft) -> str | None:
        return self._meant(row, row.within, "within") if row.within else None

    def _meant(self, row: Draft, text: str, column: str) -> str:
        """The id of what a row names in a column."""
        found = sorted(self.called.get(text, ()) or self.called.get(place_key(text), ()))
        if not found and self.shipped.get(text) is not None:
            found = [text]
        if not found and (external := _external(text)) in self.known:
            found = [self.known[external]]
        if not found:
            found = [entry.id for entry in self.shipped.find(text)]
        if len(found) == 1:
            return found[0]
        meant = (
            f"means several: give one of {', '.join(found[:5])}"
            if found
            else "is neither in the files nor shipped: add a row for it, or leave it out"
        )
        raise InputError(f"{row.where}: {column} {text!r} {meant}")


def _external(text: str) -> str:
    for form in (concept_files.GEONAMES, concept_files.WIKIDATA):
        if (found := form.fullmatch(text)) is not None:
            return found[1]
    return text


def _completed(own: Entry, before: Entry) -> Entry:
    """A row with the names of the entry that it takes the place of, and what it leaves out."""
    names = (*own.aliases, *(name for name in (before.label, *before.aliases) if name != own.label))
    has_place = own.lat is not None
    return replace(
        own,
        aliases=tuple(dict.fromkeys(names)),
        country=own.country or before.country,
        parent=own.parent or before.parent,
        lat=own.lat if has_place else before.lat,
        lon=own.lon if has_place else before.lon,
        population=own.population or before.population,
        geonames=own.geonames or before.geonames,
        iso=own.iso or before.iso,
        wikidata=own.wikidata or before.wikidata,
        seat_of=own.seat_of or before.seat_of,
        sources=(*own.sources, *before.sources),
    )


def _check_cycles(rows: dict[str, tuple[Entry, Draft]], shipped: Gazetteer) -> None:
    for entry, row in rows.values():
        seen, outer = {entry.id}, entry.parent
        while outer is not None:
            if outer in seen:
                raise InputError(f"{row.where}: {row.name!r} would lie within itself, by way of {outer}: correct its 'within'")
            seen.add(outer)
            above = rows[outer][0] if outer in rows else shipped.get(outer)
            outer = None if above is None else above.parent
