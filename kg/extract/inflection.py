"""Inflection: the third person singular of the present, in which the acts of labels stand ("recaptures")."""

from __future__ import annotations

from typing import Final

_IRREGULAR: Final = {"be": "is", "have": "has", "do": "does", "go": "goes"}
_VOWELS: Final = frozenset("aeiou")


def third_person(verb: str) -> str:
    """`drives back` for `drive back`: the first word of a verb phrase is inflected."""
    head, *rest = verb.split()
    return " ".join([_inflected(head), *rest])


def _inflected(head: str) -> str:
    if head in _IRREGULAR:
        return _IRREGULAR[head]
    if head.endswith(("s", "sh", "ch", "x", "z")):
        return f"{head}es"
    return f"{head[:-1]}ies" if head.endswith("y") and head[-2:-1] not in _VOWELS else f"{head}s"
