"""Who is who: whether a name of the gold and a referent of the records are the same actor or place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg import gazetteer
from kg.names import fold

if TYPE_CHECKING:
    from kg.records import Records, Referent

_LAYERS = ("persons", "organisations", "places")
_BODY = r"(?:government|administration|officials|authorities|regime)"
_GOVERNMENT = re.compile(rf"^government of (?:the )?|(?: central| federal| national)? {_BODY}$")
_DETERMINER = re.compile(r"^(?:the|a|an|his|her|their|its|some|several|many) ")


class Cast:
    """The actors and places of one article, in the gold and in the records."""

    def __init__(self, gold: Mapping[str, Any], records: Records) -> None:
        self.gold = gold
        self.records = records

    def same(self, name: str, referent: int) -> bool:
        """A name of the gold means this referent.

        Names compare folded, without articles and words for a government; a referent with a gazetteer entry also by that; the fuller
        name may have more words before the same last word.
        """
        return self._key(name, referent)

    def any_same(self, names: Iterable[str], referents: Iterable[int]) -> bool:
        """Some name means some referent."""
        listed = tuple(referents)
        return any(self.same(name, referent) for name in names for referent in listed)

    def name(self, referent: int | None) -> str:
        """The name of a referent, for reading."""
        return "-" if referent is None else self.referents[referent].name

    @cached_property
    def referents(self) -> Mapping[int, Referent]:
        """The referents of the records by number."""
        return {referent.id: referent for referent in self.records.referents}

    @cached_property
    def _aliases(self) -> Mapping[str, Sequence[str]]:
        aliases: dict[str, Sequence[str]] = {}
        for layer in _LAYERS:
            for entity in self.gold.get(layer, ()):
                names = (entity["name"], *entity["mentions"])
                for name in names:
                    aliases.setdefault(fold(name), names)
        return aliases

    def _key(self, name: str, referent: int) -> bool:
        one = self.referents[referent]
        wanted = {core(alias) for alias in (name, *self._aliases.get(fold(name), ()))}
        given = {core(alias) for alias in (one.name, *one.names)}
        return bool(wanted & given) or _same_entry(name, one) or any(_same_head(a, b) for a in wanted for b in given)


def core(name: str) -> str:
    """A name folded, without determiner and without the words for a government."""
    return _GOVERNMENT.sub("", _DETERMINER.sub("", fold(name))) or fold(name)


def _same_entry(name: str, referent: Referent) -> bool:
    if referent.entry is None:
        return False
    bare = re.sub(r"(?i)^the |'s$|’s$| (?:government|administration|officials|authorities)$", "", name)
    bare = re.sub(r"(?i)^government of (?:the )?", "", bare)
    entries = [entry.id for entry in gazetteer.load().find(bare)[:1]]
    adjective = gazetteer.load().demonym(bare) if bare != name else None
    return referent.entry in entries or (adjective is not None and adjective.id == referent.entry)


def _same_head(left: str, right: str) -> bool:
    """The words of one are among those of the other, and both end in the same word."""
    a, b = left.split(), right.split()
    return bool(a) and bool(b) and a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a))
