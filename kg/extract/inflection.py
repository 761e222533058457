"""Inflection: the forms of verbs in which the acts of labels stand, "recaptures", and of what is done by nobody known "recaptured"."""

from __future__ import annotations

from typing import Final

from kg.lexicon import table, words

_IRREGULAR: Final = {"be": "is", "have": "has", "do": "does", "go": "goes"}
_VOWELS: Final = frozenset("aeiou")


def third_person(verb: str) -> str:
    """`drives back` for `drive back`: the first word of a verb phrase is inflected."""
    head, *rest = verb.split()
    return " ".join([_inflected(head), *rest])


def past_participle(act: str) -> str:
    """`driven back` for `drives back`: of an act in the third person the first word becomes the participle."""
    head, *rest = act.split()
    verb = _base(head)
    irregular: dict[str, str] = table("inflection")["participles"]
    if verb in irregular:
        return " ".join([irregular[verb], *rest])
    if verb in words("inflection", "doubled"):
        return " ".join([f"{verb}{verb[-1]}ed", *rest])
    ending = "d" if verb.endswith("e") else "ed"
    stem = f"{verb[:-1]}i" if verb.endswith("y") and verb[-2:-1] not in _VOWELS else verb
    return " ".join([stem + ending, *rest])


def _base(inflected: str) -> str:
    """`carry`, `pass`, `seize` for their third person."""
    for verb, form in _IRREGULAR.items():
        if inflected == form:
            return verb
    if inflected.endswith("ies"):
        return f"{inflected[:-3]}y"
    if inflected.endswith(("sses", "shes", "ches", "xes", "oes", "zzes")):
        return inflected[:-2]
    return inflected.removesuffix("s")


def _inflected(head: str) -> str:
    if head in _IRREGULAR:
        return _IRREGULAR[head]
    if head.endswith(("s", "sh", "ch", "x", "z")):
        return f"{head}es"
    return f"{head[:-1]}ies" if head.endswith("y") and head[-2:-1] not in _VOWELS else f"{head}s"
