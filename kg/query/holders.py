"""Who holds an office that is named in words, such as "French president" or "foreign minister of Chile"."""

from __future__ import annotations

import re
from datetime import date

from kg import gazetteer
from kg.names import fold
from kg.query.conditions import among
from kg.query.facts import offices
from kg.query.filters import EVERYTHING, Filter
from kg.query.model import OfficeHeld
from kg.query.templates import text_of
from kg.store import Row, Store

_STOP_WORDS = frozenset({"the", "a", "an", "of", "to", "in", "on", "and", "for"})
_NEVER = 10_000


def holders(store: Store, office: str, day: date | None = None) -> tuple[OfficeHeld, ...]:
    """Who held an office, named in words, on a day or at any time.

    On a day (`kg.query.validity`) those come first that are observed nearest to it; the days of observation are in the answer.
    """
    named = [row["office"] for row in store.select(text_of("office_names")) if _is_meant(row, office)]
    if not named:
        return ()
    found = offices(store, among("office", named), where=EVERYTHING if day is None else Filter(valid_at=day))
    return tuple(sorted(found, key=lambda tenure: _distance(tenure, day))) if day else found


def _is_meant(row: Row, wanted: str) -> bool:
    """Whether the words are the office's label, alone or with words that name its body or the person it serves."""
    label = re.compile(rf"\b{re.escape(row['officeLabel'])}\b", re.IGNORECASE)
    if not label.search(wanted):
        return False
    rest = " ".join(word for word in label.sub(" ", wanted, count=1).split() if word.lower() not in _STOP_WORDS)
    return not rest or any(_is_body(row[name], rest) for name in ("bodyLabel", "chiefLabel") if name in row)


def _is_body(label: str, words: str) -> bool:
    """Whether the words name the body: by its label, as another name or the adjective of a country, or as a part."""
    known, plain = gazetteer.load(), re.sub(r"['’]s?$", "", words)
    names = {plain, *(entry.label for entry in known.find(plain)), *(e.label for e in [known.demonym(plain)] if e)}
    return any(f" {fold(name)} " in f" {fold(label)} " for name in names)


def _distance(tenure: OfficeHeld, day: date) -> tuple[bool, int]:
    seen = [known for known in (tenure.first_seen, tenure.last_seen) if known]
    return tenure.status == "Former", min((abs((known - day).days) for known in seen), default=_NEVER)
