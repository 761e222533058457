"""The issues that the lexicon knows, and the broader issues of a label.

The words stand in `ontology/lexicon/issues.toml`, a plain table that loads in milliseconds; `ontology/issues.ttl` says
the same as SKOS for those who query.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.lexicon import table, words
from kg.records import Issue


@dataclass(frozen=True, slots=True)
class Concept:
    """An issue of the lexicon.

    Attributes:
        act: it can be proposed, done or agreed, so that "the plan for it" is about it.
    """

    label: str
    broader: str | None
    act: bool


def concept(phrase: str) -> Concept | None:
    """The concept that these words name, in any case, singular or plural."""
    folded = phrase.lower()
    known = _by_words()
    return known.get(folded) or known.get(_singular(folded)) or known.get(folded + "s")


def issue(modifiers: tuple[str, ...], head: str, complement: str = "") -> Issue:
    """The issue that these words name, under the chain of broader ones that follow when words are left out.

    The concept is looked for in the longest end of the words; a complement ("on Russia") is the first to be left out.
    """
    if complement and (found := concept(f"{head} {complement}")):
        return _narrowed(modifiers, found)
    plain = [*modifiers, head]
    for start in range(len(plain)):
        if found := concept(" ".join(plain[start:])):
            narrower = _narrowed(tuple(plain[:start]), found)
            return Issue(f"{narrower.label} {complement}", narrower) if complement else narrower
    return _without_concept(modifiers, head, complement)


def is_distinguishing(word: str) -> bool:
    """The word makes another, narrower issue of the same kind: "temporary", "30-day"."""
    return word.lower() in words("issues", "label.distinguishing") or bool(_duration().fullmatch(word.lower()))


@cache
def _duration() -> re.Pattern[str]:
    units = "|".join(sorted(words("issues", "label.duration")))
    return re.compile(rf"[\w.]+-(?:{units})s?(?:-long)?")


def _narrowed(modifiers: tuple[str, ...], found: Concept) -> Issue:
    chain = _chain(found)
    for count in range(1, len(modifiers) + 1):
        if modifiers[-count].lower() not in _JOINTS:
            chain = Issue(" ".join([*modifiers[-count:], found.label]), chain)
    return chain


_JOINTS = frozenset({"and", "or", "but", "yet"})


def _chain(found: Concept) -> Issue:
    broader = None if found.broader is None else _by_words()[found.broader.lower()]
    return Issue(found.label, None if broader is None else _chain(broader))


def _without_concept(modifiers: tuple[str, ...], head: str, complement: str) -> Issue:
    label = " ".join(part for part in (*modifiers, head, complement) if part)
    for position, word in enumerate(modifiers):
        joined = any(other.lower() in _JOINTS for other in modifiers[position + 1 : position + 2])
        if is_distinguishing(word) and (len(modifiers) > 1 or complement) and not joined:
            return Issue(label, _without_concept(modifiers[:position] + modifiers[position + 1 :], head, complement))
    return Issue(label)


@cache
def _by_words() -> dict[str, Concept]:
    known: dict[str, Concept] = {}
    for label, entry in table("issues")["concepts"].items():
        found = Concept(label, entry.get("broader"), entry.get("act", False))
        for phrase in (label, *entry.get("synonyms", ())):
            known[phrase.lower()] = found
    return known


def _singular(phrase: str) -> str:
    if phrase.endswith("ies"):
        return phrase[:-3] + "y"
    return phrase[:-1] if phrase.endswith("s") and not phrase.endswith("ss") else phrase
