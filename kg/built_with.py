"""Whether a store was built with the gazetteer and the words that are here now: the same articles give other records with others."""

from __future__ import annotations

from pathlib import Path

from kg import gazetteer
from kg.errors import StoreError
from kg.gazetteer import layers
from kg.records_store import RecordsStore
from kg.resolve.blocks import KNOWN

_MOST = 1_000_000_000
_ADVICE = "name the same files in KG_GAZETTEER and folders in KG_LEXICON, or build the articles again in a new folder"


def notes(records: RecordsStore, folder: Path) -> tuple[str, ...]:
    """What to tell of the gazetteer before a store changes; an empty store is from now on one of this gazetteer.

    Raises:
        StoreError: the store names things that the gazetteer has no longer, so that its graph could not be written.
    """
    if not records.count():
        layers.remember(folder)
        return ()
    found = difference(folder)
    if found is None:
        return ()
    gone = sorted(
        key.removeprefix(KNOWN) for key in records.keys_below(KNOWN, _MOST) if gazetteer.load().get(key.removeprefix(KNOWN)) is None
    )
    if gone:
        raise StoreError(f"{found}, and {gone[0]} of the store is not in it ({len(gone)} in all): {_ADVICE}")
    return (f"{found}: articles that the store holds stay as they were read; to read all anew, {_ADVICE}",)


def difference(folder: Path) -> str | None:
    """That a store was built with another gazetteer or other words, and how that differs; None where it does not, or nothing is known."""
    told = layers.differences(folder)
    if not told:
        return None
    what = "other words" if all(one.startswith("lexicon ") for one in told) else "another gazetteer"
    return f"the store was built with {what} ({', '.join(told)})"
