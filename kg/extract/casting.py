"""Casting: who takes part in the event of a trigger, and whether that is enough to tell it.

Constructions give the participants: subject, object, by-phrase and prepositions of a verb; possessive, adjective and
prepositions of a noun; the light verb beside it. What a slot means for a happening is in its frame.
"""

from __future__ import annotations

from kg.extract.cast import Cast
from kg.extract.cast_nouns import cast_noun
from kg.extract.cast_verbs import cast_verb
from kg.extract.frames import LEXICON, Frame, lemma, noun_frame
from kg.extract.model import Attribution, Reading
from kg.extract.parsed import Token
from kg.extract.syntax import SUBJECTS, agents, is_passive, phrase
from kg.lexicon import words
from kg.records import Kind

_SPAN_TOKENS = 30


def cast_of(trigger: Token, frame: Frame, reading: Reading, voices: tuple[Attribution, ...]) -> Cast:
    """The participants of the event of a verb or noun."""
    cast = Cast([], [], [], voices)
    (cast_verb if trigger.tag_.startswith("V") else cast_noun)(trigger, frame, cast, reading)
    if frame.bodies:
        cast.agents = [agent for agent in cast.agents if reading.references.things[agent].kind is not Kind.PERSON]
    if frame.human == "both":
        cast.agents = _humans(cast.agents, reading)
    if frame.human:
        cast.recipients = _humans(cast.recipients, reading)
    if frame.human == "persons":
        cast.agents = [one for one in cast.agents if reading.references.things[one].kind is Kind.PERSON]
    if frame.human == "person":
        cast.recipients = [one for one in cast.recipients if reading.references.things[one].kind is Kind.PERSON]
    return cast


def is_complete(token: Token, frame: Frame, cast: Cast) -> bool:
    """The participants that the frame needs are known."""
    if frame.needs == "party":
        return len(set(cast.agents)) > 1 or _plural(token, cast) or (bool(cast.agents) and cast.theme is not None and not is_passive(token))
    if frame.mutual and not token.tag_.startswith("V") and len(set(cast.agents)) == 1 and cast.carrier is None:
        return frame.type == "ASSAULT" and token.dep_ in SUBJECTS and lemma(token.head) in words(LEXICON, "light.occur")
    if frame.needs == "doer":
        return bool(cast.agents)
    if frame.needs == "agent":
        return bool(cast.agents) or (is_passive(token) and bool(cast.recipients))
    if frame.needs == "recipient":
        return _suffered(token, cast)
    if frame.needs == "both":
        return bool(cast.recipients) and bool(cast.agents)
    if frame.needs == "object":
        return bool(cast.theme or cast.recipients) and (bool(cast.agents) or _suffered(token, cast))
    return bool(frame.bare or cast.agents) or frame.needs == "place" or _suffered(token, cast) or is_caused(token, frame, cast)


def is_caused(token: Token, frame: Frame, cast: Cast) -> bool:
    """`the fire killed five girls`, `the crash left seven dead`: a happening did it, to people or things without a name."""
    causes = agents(token) if frame.natural and cast.theme is not None and token.tag_.startswith("V") else []
    return any(noun_frame(cause) is not None for cause in causes)


def _suffered(token: Token, cast: Cast) -> bool:
    return bool(cast.recipients) or (cast.theme is not None and is_passive(token))


def extent(trigger: Token, cast: Cast) -> tuple[int, int]:
    """From the first to the last word of trigger and participants, within the sentence and not too long."""
    carriers = [trigger] if cast.carrier is None else [trigger, cast.carrier]
    spans = [(carrier.i, carrier.i + 1) for carrier in carriers] + [phrase(head) for head in cast.heads]
    near = [(start, end) for start, end in spans if abs(start - trigger.i) <= _SPAN_TOKENS and abs(end - trigger.i) <= _SPAN_TOKENS]
    return min(start for start, _ in near), max(end for _, end in near)


def _plural(token: Token, cast: Cast) -> bool:
    subject = [child for child in token.children if child.dep_ in SUBJECTS]
    return bool(cast.agents) and (
        not token.tag_.startswith("V")
        or any(child.tag_ in {"NNS", "NNPS"} or child.lower_ in {"they", "we", "both"} for child in subject)
        or any(lemma(child) in words(LEXICON, "places.bodies") | {"committee", "board"} for child in subject)
    )


def _humans(referents: list[int], reading: Reading) -> list[int]:
    return [referent for referent in referents if reading.references.things[referent].kind in {Kind.PERSON, Kind.GROUP}]
