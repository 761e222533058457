"""When a holder expressed a stance: the date in its own clause or in the clause that reports it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.holders import Scene
from kg.extract.model import Time
from kg.records import Interval


def stated_on(trigger: Token, carrier: Token | None, around: Scene) -> Interval | None:
    """The days of a time expression that hangs on the trigger, its carrier or the cue that reports it."""
    cues = [around.doc[saying.cue] for saying in reversed(around.sayings.get(trigger.i, ())) if saying.cue is not None]
    for verb in (trigger, *([carrier] if carrier is not None else []), *cues):
        for time in around.times_at(verb):
            if time.when is not None and _hangs_on(around, time, verb):
                return time.when
    return None


def _hangs_on(around: Scene, time: Time, verb: Token) -> bool:
    root = around.doc[time.start : time.end].root
    return verb.i in {root.head.i, root.head.head.i if root.head.pos_ == "ADP" else root.head.i}
