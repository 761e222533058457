"""What a word takes a stance on, and with which sign: the first of its frames that fits, turned as the words above it turn it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.extract.commitment import Commitment, commitment
from kg.extract.holders import Scene, carrier
from kg.extract.issue_clauses import is_not_to
from kg.extract.parsed import Token
from kg.extract.stance_doubts import is_asked, is_left, is_left_open, is_none, is_past, is_refused, is_taken_back, is_withdrawn
from kg.extract.stance_fit import fitting
from kg.extract.stance_frames import Frame, frames, lemma
from kg.extract.stance_targets import contrasted
from kg.extract.syntax import auxiliaries, is_negated
from kg.lexicon import words
from kg.records import Polarity

_OPPOSITE = {Polarity.SUPPORTS: Polarity.OPPOSES}


@dataclass(frozen=True, slots=True)
class Taken:
    """A stance that a trigger takes on a target."""

    trigger: Token
    frame: Frame
    target: Token
    polarity: Polarity
    commitment: Commitment
    carrier: Token | None


def taken_by(token: Token, around: Scene) -> Iterator[Taken]:
    """What a token takes a stance on, by the first of its frames that fits, and by one for what stands after "but against"."""
    known = frames(token)
    if known and is_asked(token):
        return
    for frame in known:
        if found := fitting(token, frame, around):
            yield from _by_frame(token, frame, found, around)
            yield from _beside(token, frame, known, around)
            return


def _beside(token: Token, chosen: Frame, known: Iterable[Frame], around: Scene) -> Iterator[Taken]:
    """What it takes the other stance on: "voted for the tax but against the cuts"."""
    for frame in known:
        if frame.polarity is not chosen.polarity and (second := contrasted(token, frame.target[-1])):
            yield from _by_frame(token, frame, second, around)
            return


def _by_frame(token: Token, frame: Frame, found: list[Token], around: Scene) -> Iterator[Taken]:
    """What a token takes a stance on by a frame, unless the words around it leave it open."""
    verb = carrier(token, frame)
    if frame.section in {"noun", "bearer"} and is_past(token):
        return
    if is_none(token, frame) and not frame.flips:
        return
    if is_left_open(token, verb):
        return
    if frame.act and any(helper.lower_ == "can" for helper in auxiliaries(token)):
        return
    if (verb is None and frame.section == "preposition") or (frame.section == "adjective" and is_taken_back(token)):
        return
    if frame.section == "adjective" and any(child.lower_ == "too" for child in token.children):
        return
    if is_refused(token, frame):
        return
    made = Commitment() if verb is None else commitment(verb, around.cues, act=frame.act)
    polarity = None if made is None else _polarity(frame, made)
    if polarity is not None and (is_withdrawn(token, frame) or is_none(token, frame)):
        polarity = _OPPOSITE.get(polarity) if frame.flips and not is_left(token) else None
    if made is not None and polarity is not None:
        yield from _directed(Taken(token, frame, target, polarity, made, verb) for target in found)


def _directed(found: Iterable[Taken]) -> Iterator[Taken]:
    """Support of what is not to be done is opposition to doing it; opposition to it is left out."""
    for taken in found:
        if is_not_to(taken.target) and taken.target.i != taken.trigger.i:
            yield from [replace(taken, polarity=_OPPOSITE[taken.polarity])] if taken.polarity in _OPPOSITE else []
            continue
        ended = _ended(taken.target) if taken.polarity in _OPPOSITE and taken.target.i != taken.trigger.i else None
        if ended is not None and not is_negated(taken.target):
            yield replace(taken, polarity=_OPPOSITE[taken.polarity], target=ended)
        elif taken.target.pos_ not in {"VERB", "AUX"} or not is_negated(taken.target) or taken.target.i == taken.trigger.i:
            yield taken
        elif taken.polarity in _OPPOSITE:
            yield replace(taken, polarity=_OPPOSITE[taken.polarity])


def _ended(verb: Token) -> Token | None:
    """What is not to go on: "urged them to stop bombing"."""
    if lemma(verb) not in words("stance_frames", "embedding.stopping"):
        return None
    return next((child for child in verb.children if child.dep_ == "xcomp" and child.tag_ == "VBG"), None)


def _polarity(frame: Frame, made: Commitment) -> Polarity | None:
    """The frame's polarity, turned around as often as the words above it do; only support can be turned."""
    if made.turned == 0:
        return frame.polarity
    if made.turned > 1 or (made.negated and not frame.flips):
        return None
    return _OPPOSITE.get(frame.polarity)
