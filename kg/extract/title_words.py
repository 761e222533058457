"""The words of titles as `ontology/lexicon/titles.toml` gives them, arranged for look-up by word."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.lexicon import table, words

if TYPE_CHECKING:
    from collections.abc import Iterator

CLASSES = ("office", "post", "profession")
Form = tuple[str, str, bool]


@cache
def any_of(*keys: str) -> frozenset[str]:
    """The words of several lists of the lexicon together."""
    return frozenset().union(*(words("titles", f"words.{key}") for key in keys))


@cache
def forms() -> dict[str, Form]:
    """Head nouns as they are written, with the singular, the sort and whether they are plural."""
    found: dict[str, Form] = {}
    for sort in CLASSES:
        for head in table("titles")["heads"][sort]:
            found[_plural(head)] = (head, sort, True)
            found[head] = (head, sort, False)
    for short, full in table("titles")["short"].items():
        if full in found:
            found[short] = found[full]
    return found


@cache
def compounds() -> dict[str, tuple[tuple[tuple[str, ...], Form], ...]]:
    """Whole offices by their first word, the longest first, each with its label, sort and number."""
    spelled: dict[tuple[str, ...], Form] = {}
    short = table("titles")["short"]
    for sort in CLASSES:
        for label in table("titles")["compounds"][sort]:
            full = short.get(label, label)
            spelled.update(dict.fromkeys((tuple(plural.split()) for plural in _plurals(label)), (full, sort, True)))
            spelled[tuple(label.split())] = (full, sort, False)
    found: dict[str, list[tuple[tuple[str, ...], Form]]] = {}
    for parts in sorted(spelled, key=lambda parts: (-len(parts), parts)):
        found.setdefault(parts[0], []).append((parts, spelled[parts]))
    return {first: tuple(some) for first, some in found.items()}


@cache
def starters() -> frozenset[str]:
    """The words at which the head of a title may begin."""
    return frozenset(forms()) | frozenset(compounds())


@cache
def compound_head(label: str) -> str:
    """The head noun of a whole office: `minister` of "prime minister", `chief` of "chief of staff"."""
    parts = label.replace("-", " ").split()
    if label.endswith(" general"):
        return parts[-2]
    for part in parts if {"of", "in"} & set(parts) else reversed(parts):
        if part in forms():
            return forms()[part][0]
    return parts[-1]


def _plurals(label: str) -> Iterator[str]:
    parts = label.split()
    yield " ".join([*parts[:-1], _plural(parts[-1])])
    yield " ".join([_plural(parts[0]), *parts[1:]])


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("person"):
        return noun[:-6] + "people"
    if noun.endswith(("s", "sh", "ch")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeou" else noun + "s"
