"""When a holder expressed a stance: the date in its own clause or in the clause that reports it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.holders import Scene
from kg.extract.model import Time
from kg.extract.parsed import Token
from kg.extract.syntax import ancestors
from kg.records import Interval


def stated_on(trigger: Token, carrier: Token | None, around: Scene) -> Interval | None:
    """The days of a time expression that hangs on the trigger, its carrier or the cue that reports it."""
    cues = [around.doc[saying.cue] for saying in reversed(around.sayings.get(trigger.i, ())) if saying.cue is not None]
    for verb in (trigger, *([carrier] if carrier is not None else []), *_governing(trigger), *cues):
        for time in around.times_at(verb):
            if time.when is not None and _hangs_on(around, time, verb):
                return time.when
    return None


def _governing(verb: Token) -> Iterator[Token]:
    """The verbs of which it is the infinitive: "agreed on Tuesday to sign"."""
    while verb.dep_ == "xcomp" and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
        yield verb


def _hangs_on(around: Scene, time: Time, verb: Token) -> bool:
    """The time hangs on the verb; a day also where the parser hangs it on a noun before or after a verb in the past."""
    root = around.doc[time.start : time.end].root
    if verb.i in {root.head.i, root.head.head.i if root.head.pos_ == "ADP" else root.head.i}:
        return True
    if verb.tag_ != "VBD" or time.granularity != "day":
        return False
    above = next((word for word in ancestors(root) if word.pos_ in {"VERB", "AUX"}), None)
    return above is not None and above.i == verb.i
