"""Which files of a folder are articles, and what a manifest says about them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from kg.documents.metadata import MANIFEST, manifest
from kg.errors import DocumentError
from kg.printable import file_name

FORMS = (".txt", ".md", ".html", ".htm", ".jsonl", ".parquet", ".warc", ".warc.gz")
_NO_ARTICLE = "readme.md"
OnError = Callable[[DocumentError], None]
Listing = dict[str, Mapping[str, Any]]


def form(path: Path) -> str | None:
    """The form of a file by the end of its name; None where it is none of the known ones."""
    return next((form for form in FORMS if path.name.lower().endswith(form)), None)


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read.

    Attributes:
        path: where it is.
        name: its source name: the path below the given folder, or the file's name.
        listed: what the manifest says about it.
        part: what is to be read of a file of many articles, half open: bytes of JSON lines, row groups of Parquet; None is all.
        first: the number of the first line or row of the part.
    """

    path: Path
    name: str
    listed: Mapping[str, Any]
    part: tuple[int, int] | None = None
    first: int = 1


def single(path: Path, on_error: OnError) -> Found:
    """A file that was named itself; a manifest beside it may describe it."""
    listing = _listing(path.parent, on_error) or {}
    return Found(path, file_name(path.name), listing.get(path.name, {}))


def in_folder(root: Path, on_error: OnError) -> Iterator[Found]:
    """The articles of a folder and its subfolders, sorted by path.

    Where a folder has a manifest, only the files that it lists are articles, in the folders below it too; elsewhere every
    file of a known form is one, but for README.md and hidden files.
    """
    listings = _listings(root, on_error)
    for path in _files(root):
        governing = next((folder for folder in path.parents if folder in listings), None)
        listed = listings[governing].get(path.relative_to(governing).as_posix()) if governing else {}
        if listed is not None and form(path) and (governing or path.name.lower() != _NO_ARTICLE):
            yield Found(path, file_name(path.relative_to(root).as_posix()), listed)


def is_there(path: Path) -> bool:
    """Whether there is a file of this name; one that no file can have is not there."""
    try:
        return path.is_file()
    except OSError:
        return False


def _listings(root: Path, on_error: OnError) -> dict[Path, Listing]:
    """The usable manifests of a folder and its subfolders; files that they list and that are not there are errors."""
    listings: dict[Path, Listing] = {}
    for path in _files(root):
        if path.name != MANIFEST or (listing := _listing(path.parent, on_error)) is None:
            continue
        listings[path.parent] = listing
        for name in listing:
            if not is_there(path.parent / name):
                on_error(DocumentError(str(path), f"it lists {name!r}, which is not there"))
    return listings


def _listing(folder: Path, on_error: OnError) -> Listing | None:
    try:
        listed = manifest(folder)
    except DocumentError as error:
        on_error(error)
        return None
    return None if listed is None else {str(PurePosixPath(name)): item for name, item in listed.items()}


def _files(root: Path) -> list[Path]:
    found: list[Path] = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(folder, name) for name in names if not name.startswith(".")]
    return sorted(found, key=lambda path: path.relative_to(root).as_posix())
