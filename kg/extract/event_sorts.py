"""Sorts of events: those that are bound to a spot, those that are a vote as a whole, and nouns that mean the one told before."""

from __future__ import annotations

from kg.extract.domestic import frame_of
from kg.extract.frames import LEXICON, noun_frame
from kg.extract.model import EventSpan, Reading
from kg.extract.parsed import Doc, Token
from kg.lexicon import table, words
from kg.records import Interval, Modality


def sorts(event: EventSpan) -> set[str]:
    """The sorts of happenings that an event belongs to, which share their scenes."""
    return {sort for sort, frames in table(LEXICON)["scenes"]["bound"].items() if frame_of(event) in frames}


def is_bound(event: EventSpan) -> bool:
    """It happens on a spot that others of its sort share."""
    return bool(sorts(event))


def is_to_come(days: Interval, event: EventSpan, reading: Reading) -> bool:
    """The days lie ahead of what is told as done."""
    if reading.published is None or days.earliest is None:
        return False
    return event.modality is not Modality.PLANNED and days.earliest > reading.published


def is_definite(noun: Token) -> bool:
    """`the crash`, `this attack`, and nothing that tells it from others ("the second crash")."""
    before = [child for child in noun.children if child.dep_ != "punct" and child.i < noun.i]
    return [child.lower_ for child in before] in (["the"], ["this"], ["that"])


def _is_singled_out(noun: Token) -> bool:
    """`the Democratic primary`, `their primaries`, `Peru's election`."""
    return any(child.lower_ in {"the", "this", "that"} or child.dep_ == "poss" for child in noun.children)


def is_contest(event: EventSpan, doc: Doc) -> bool:
    """`won the primary`, `Peru's election`: a vote as a whole, and no seats."""
    word = doc[event.trigger]
    objects = [child for child in word.children if child.dep_ in {"dobj", "nsubjpass"}]
    frames = [noun_frame(noun) for noun in objects]
    whole = all(frame is not None and frame.name == "election" for frame in frames) and all(map(_is_singled_out, objects))
    return frame_of(event) in words(LEXICON, "scenes.single") and event.modality is not Modality.PLANNED and whole
