"""What is said about an article beside its text: JSON fields, a manifest, front matter."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from kg.errors import DocumentError, InputError
from kg.ntriples import iri

MANIFEST = "manifest.json"
_LARGEST = 64 << 20
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n((?:[A-Za-z_][\w-]*[ \t]*:.*\r?\n|[ \t]*(?:#.*)?\r?\n)*)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}")
_XSD_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SCHEMES = ("http", "https", "ftp", "urn", "tag", "doi", "info", "ark")
_LARGEST_OFFSET = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Fields of `kg.records.Article` that a source may give; None where it does not."""

    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None

    def filled_from(self, other: Metadata) -> Metadata:
        """The same, with what is missing taken from another."""
        return Metadata(*(getattr(self, field.name) or getattr(other, field.name) for field in fields(self)))


def metadata(values: Mapping[str, Any], source: str) -> Metadata:
    """The metadata among the fields of a JSON object or of front matter; other fields are ignored.

    Raises:
        DocumentError: a field is no string, `published` no date, or `url` no absolute address.
    """
    found: dict[str, str | None] = {}
    for field in fields(Metadata):
        value = values.get(field.name)
        if value is not None and not isinstance(value, str):
            raise DocumentError(source, f"{field.name} is {json.dumps(value)[:60]}: give a string or null")
        if value and _SURROGATE.search(value):
            raise DocumentError(source, f"{field.name} holds half of a surrogate pair: repair it")
        found[field.name] = (value.strip() or None) if value else None
    found["published"] = _published(found["published"], source)
    if found["url"] is not None and not is_address(found["url"]):
        raise DocumentError(source, f"url is {found['url']!r}: give a whole address such as https://example.org/page, or null")
    return Metadata(**found)


def is_address(text: str) -> bool:
    """Whether a text is an absolute IRI that leads to a document, or names one, and that cannot run when it is followed."""
    try:
        iri(text)
    except InputError:
        return False
    return text.partition(":")[0].lower() in _SCHEMES


def front_matter(text: str, source: str) -> tuple[Metadata, int]:
    """The block of `key: value` lines between `---` lines at the start of a text, and where the text goes on after it.

    Raises:
        DocumentError: `published` is no date.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return Metadata(), 0
    pairs = (line.partition(":") for line in match.group(1).splitlines() if ":" in line and not line.lstrip().startswith("#"))
    values = {key.strip().lower(): _unquoted(value.strip()) for key, _, value in pairs}
    return metadata({key: None if value in ("null", "~") else value for key, value in values.items()}, source), match.end()


def manifest(folder: Path) -> dict[str, Mapping[str, Any]] | None:
    """The objects of a folder's manifest by their file, or None where it has no manifest.

    Raises:
        DocumentError: the manifest cannot be used.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return None
    if path.stat().st_size > _LARGEST:
        raise DocumentError(str(path), f"it is larger than {_LARGEST >> 20} MiB, its metadata is left out: split the folder")
    try:
        items = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise DocumentError(str(path), f"this is no JSON, its metadata is left out: {error}") from error
    if not isinstance(items, list):
        raise DocumentError(str(path), "give a list of objects with the fields file, title, publisher, published, url")
    listed: dict[str, Mapping[str, Any]] = {}
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict) or not isinstance(item.get("file"), str) or item["file"] in listed:
            raise DocumentError(str(path), f"entry {number} needs a field `file` with the name of a file that no other entry names")
        listed[item["file"]] = item
    return listed


def _published(value: str | None, source: str) -> str | None:
    """A date, or a date-time as `xsd:dateTime` writes it: "2031-02-04 10:00" becomes "2031-02-04T10:00:00".

    Raises:
        DocumentError: it is neither.
    """
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat() if _DAY.match(value) else _moment(value)
    except ValueError:
        raise DocumentError(source, f"published is {value!r}: give YYYY-MM-DD or an ISO date-time") from None


def _moment(value: str) -> str:
    if not _MOMENT.match(value):
        raise ValueError(value)
    moment = datetime.fromisoformat(value)
    offset = moment.utcoffset() or timedelta()
    if abs(offset) > _LARGEST_OFFSET or offset % timedelta(minutes=1):
        raise ValueError(value)
    return value if _XSD_MOMENT.match(value) else moment.isoformat()


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
