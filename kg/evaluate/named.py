"""Scorer of persons, organisations and places: entities of the news files, matched by a shared name.

Hospitals, courts and houses are organisations to one annotator and places to another: what is found as the one and stands in the gold
only as the other counts where the gold has it.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.evaluate.cast import Cast, core
from kg.evaluate.outcomes import Gold, Outcome, judged
from kg.evaluate.subjects import Subject, sentence_around
from kg.records import Kind, Referent

NAMED = "mention.name"
LAYERS: Mapping[str, tuple[Kind, ...]] = {
    "persons": (Kind.PERSON,),
    "organisations": (Kind.ORGANIZATION,),
    "places": (Kind.PLACE, Kind.COUNTRY),
}
_OTHER = {"organisations": "places", "places": "organisations"}


def score_names(subject: Subject) -> dict[str, Outcome]:
    """Outcomes of persons, organisations and places; a referent counts where it is named, not only described."""
    cast = Cast(subject.gold, subject.records)
    return {layer: _layer(subject, cast, layer) for layer in LAYERS}


def named_referents(subject: Subject, kinds: tuple[Kind, ...]) -> list[Referent]:
    """The referents of some kinds that have a name in the text."""
    return [one for one in subject.records.referents if one.kind in kinds and any(mention.rule == NAMED for mention in one.mentions)]


def _candidates(subject: Subject, cast: Cast, layer: str) -> list[Referent]:
    """The referents of a layer: those of its kinds, but an organisation or place goes where the gold has its name."""
    own = named_referents(subject, LAYERS[layer])
    other = _OTHER.get(layer)
    if other is None:
        return own
    staying = [one for one in own if _in_gold(subject, cast, layer, one) or not _in_gold(subject, cast, other, one)]
    coming = [one for one in named_referents(subject, LAYERS[other]) if not _in_gold(subject, cast, other, one)]
    return staying + [one for one in coming if _in_gold(subject, cast, layer, one)]


def _in_gold(subject: Subject, cast: Cast, layer: str, found: Referent) -> bool:
    return any(cast.same(gold["name"], found.id) for gold in subject.gold[layer])


def _layer(subject: Subject, cast: Cast, layer: str) -> Outcome:
    def weight(gold: Gold, found: Referent) -> float:
        if not cast.same(gold["name"], found.id):
            return 0.0
        shared = {core(name) for name in (gold["name"], *gold["mentions"])} & {core(name) for name in found.names}
        return 1.0 + 0.1 * min(len(shared), 9)

    def tell_gold(gold: Gold) -> str:
        places = subject.places_of(gold["name"]) or subject.places_of(gold["mentions"][0] if gold["mentions"] else "")
        return f"{gold['name']}" + (f" | {sentence_around(subject.document.source, places[0])}" if places else "")

    def tell_found(found: Referent) -> str:
        return f"{found.name} {list(found.names)} {found.entry or ''} | {found.mentions[0].sentence}"

    return judged(subject.gold[layer], _candidates(subject, cast, layer), weight, tell_gold, tell_found)[0]
