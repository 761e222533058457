"""Events: what happened, is planned or is claimed, with who, to whom, where and when.

The Doc and the reading of it come in, spans of events go out. Every verb and noun that the lexicon knows as a trigger is
looked at once; constructions give its participants, `kg.extract.modality` says whether it counts. Types are those of PLOVER.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.circumstances import place_of, when_of
from kg.extract.frames import LEXICON, Frame, is_light, noun_frame, verb_frame
from kg.extract.modality import standing
from kg.extract.model import EventSpan, Reading, Role
from kg.extract.references import actors
from kg.extract.syntax import SUBJECTS, agents, is_passive, patients, phrase, possessors, prepositional
from kg.lexicon import words
from kg.records import Interval, Kind, Modality

_THEME_WORDS = 8
_SPAN_TOKENS = 30
_PEOPLE = frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.COUNTRY, Kind.GROUP})


@dataclass(slots=True)
class _Cast:
    """Participants while they are gathered: referents, and the heads of their phrases."""

    agents: list[int]
    recipients: list[int]
    heads: list[Token]
    theme: str | None = None
    carrier: Token | None = None


def find_events(doc: Doc, reading: Reading) -> tuple[EventSpan, ...]:
    """The events of a Doc, by position."""
    timed = {i for time in reading.times for i in range(time.start, time.end)}
    return tuple(event for token in doc if token.i not in timed and (event := _event(token, reading)) is not None)


def _event(token: Token, reading: Reading) -> EventSpan | None:
    if token.tag_.startswith("V"):
        frame = verb_frame(token)
        cast = None if frame is None else _verb_cast(token, frame, reading)
    else:
        frame = noun_frame(token)
        cast = None if frame is None else _noun_cast(token, frame, reading)
    if frame is None or cast is None:
        return None
    if frame.human:
        cast.agents = [agent for agent in cast.agents if reading.references.things[agent].kind in {Kind.PERSON, Kind.GROUP}]
    place, when = place_of(token, frame, reading), when_of(token, reading)
    dated = when is not None and frame.type in {"OTHER", "PROTEST"}
    anchored = bool(cast.agents or cast.recipients) or place is not None or dated or _suffered(token, frame, cast)
    return _span(token, frame, cast, place, when, reading) if anchored and _complete(token, frame, cast) else None


def _suffered(token: Token, frame: Frame, cast: _Cast) -> bool:
    """An act against unnamed people counts by itself ("twenty people were arrested")."""
    return frame.type in {"ASSAULT", "COERCE", "AID"} and cast.theme is not None and is_passive(token)


def _span(token: Token, frame: Frame, cast: _Cast, place: int | None, when: Interval | None, reading: Reading) -> EventSpan | None:
    certain = standing(token, tuple(cast.agents), reading, frame.present)
    if certain is None:
        return None
    modality = _ahead(certain.modality, when, reading)
    start, end = _extent(token, cast)
    is_verb = token.tag_.startswith("V")
    rule = f"event.{'verb' if is_verb else 'light' if cast.carrier is not None else 'noun'}.{frame.name}"
    confidence = 0.8 if is_verb or cast.carrier is not None else 0.65
    acting = tuple(dict.fromkeys(cast.agents))
    affected = tuple(referent for referent in dict.fromkeys(cast.recipients) if referent not in acting)
    return EventSpan(
        start, end, token.i, frame.type, frame.act, acting, affected, cast.theme, place, when, modality, certain.sources, rule, confidence
    )


def _ahead(modality: Modality, when: Interval | None, reading: Reading) -> Modality:
    """What is dated after the day of publication has not happened."""
    later = when is not None and when.earliest is not None and reading.published is not None and when.earliest > reading.published
    return Modality.PLANNED if later and modality in {Modality.ACTUAL, Modality.CLAIMED} else modality


# verbs


def _verb_cast(verb: Token, frame: Frame, reading: Reading) -> _Cast:
    doers = agents(verb)
    cast = _Cast(_referents(doers, reading), [], list(doers))
    affected = _affected(verb, frame)
    cast.heads += affected
    if frame.undergo and is_passive(verb):
        cast.agents = _referents(affected, reading)
    elif frame.mutual:
        cast.agents += _referents([*affected, *prepositional(verb, "with", "and", "between")], reading)
    else:
        cast.recipients = _referents(affected, reading)
    cast.theme = _theme(verb, affected, cast, reading)
    return cast


def _affected(verb: Token, frame: Frame) -> list[Token]:
    heads: list[Token] = []
    for slot in frame.to:
        if slot == "object":
            heads += patients(verb)
        elif slot == "dative":
            heads += [child for child in verb.children if child.dep_ == "dative" and child.pos_ != "ADP"]
        else:
            heads += prepositional(verb, slot)
    if "object" not in frame.to and is_passive(verb) and frame.to == ("none",):
        heads += patients(verb)
    return heads


def _theme(verb: Token, affected: list[Token], cast: _Cast, reading: Reading) -> str | None:
    """The words of the object that is no referent, or of the act that is asked for."""
    known = set(cast.agents) | set(cast.recipients)
    objects = [head for head in (*patients(verb), *affected) if not set(actors(head, reading.references)) & known]
    if not objects:
        objects = [child for child in verb.children if child.dep_ == "xcomp"]
        return _words(verb.doc, objects[0].left_edge.i, objects[0].right_edge.i + 1) if objects else None
    cast.heads.append(objects[0])
    return _words(verb.doc, *phrase(objects[0]))


def _words(doc: Doc, start: int, end: int) -> str | None:
    while start < end and (doc[start].pos_ in {"DET", "PUNCT", "SPACE"} or doc[start].dep_ == "det"):
        start += 1
    tokens = [token for token in doc[start : min(end, start + _THEME_WORDS)] if not token.is_space]
    if not tokens or (len(tokens) == 1 and tokens[0].pos_ == "PRON"):
        return None
    return " ".join(doc[tokens[0].i : tokens[-1].i + 1].text.split())


# nouns


def _noun_cast(noun: Token, frame: Frame, reading: Reading) -> _Cast:
    cast = _Cast([], [], [])
    owners, by = possessors(noun), prepositional(noun, "by")
    of = prepositional(noun, "of")
    towards = [head for slot in frame.to if slot not in {"object", "of", "none", "dative"} for head in prepositional(noun, slot)]
    _give(cast, "agent" if by else frame.poss, owners, reading)
    _give(cast, "agent", by, reading)
    _give(cast, frame.of, of, reading)
    _give(cast, "recipient", towards, reading)
    cast.agents += _by_adjective(noun, reading)
    if frame.mutual:
        _give(cast, "agent", prepositional(noun, "with", "between", "among"), reading)
    _carried(noun, frame, cast, reading)
    return cast


def _give(cast: _Cast, part: str, heads: list[Token], reading: Reading) -> None:
    found = _referents(heads, reading)
    cast.heads += heads
    if part == "agent":
        cast.agents += found
    elif part == "recipient":
        cast.recipients += found
    if heads and not found and part in {"theme", "recipient"} and cast.theme is None:
        cast.theme = _words(heads[0].doc, *phrase(heads[0]))


def _by_adjective(noun: Token, reading: Reading) -> list[int]:
    """`Russian attack`, `U.S. airstrike`: the country or body before the noun, where the article names it."""
    named = [
        child
        for child in noun.children
        if child.dep_ in {"compound", "nmod", "amod"} and child.lower_ in words(LEXICON, "nominal.adjectival")
    ]
    entries = [
        name.entry
        for name in reading.names
        if name.role is Role.ADJECTIVE
        and name.entry is not None
        and any(name.start <= c.i < name.end for c in noun.children if c.dep_ in {"amod", "compound", "nmod"})
    ]
    found = [thing.id for entry in entries for thing in reading.references.things if thing.entry == entry]
    return found + [referent for child in named if (referent := reading.references.at(child.i)) is not None]


def _carried(noun: Token, frame: Frame, cast: _Cast, reading: Reading) -> None:
    """`held talks with`, `an attack was carried out by`: the verb beside the noun brings its participants."""
    verb = noun.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or not verb.tag_.startswith("V") or not is_light(verb):
        return
    cast.carrier = verb
    doers = agents(verb)
    cast.heads += doers
    if not cast.agents:
        cast.agents += _referents(doers, reading)
    if frame.mutual:
        cast.agents += _referents(prepositional(verb, "with"), reading)
    else:
        slots = [slot for slot in frame.to if slot not in {"object", "of", "none", "dative"}]
        cast.recipients += _referents([head for slot in slots for head in prepositional(verb, slot)], reading)


# both


def _referents(heads: list[Token], reading: Reading) -> list[int]:
    things = reading.references.things
    return [
        referent
        for head in heads
        for referent in actors(head, reading.references)
        if things[referent].kind in _PEOPLE or things[referent].kind is Kind.PLACE
    ]


def _complete(token: Token, frame: Frame, cast: _Cast) -> bool:
    if frame.needs == "party":
        return len(set(cast.agents)) > 1 or _plural(token, cast)
    if frame.mutual and not token.tag_.startswith("V") and len(set(cast.agents)) == 1 and cast.carrier is None:
        return False
    suffered = bool(cast.recipients) or (cast.theme is not None and is_passive(token))
    if frame.needs == "doer":
        return bool(cast.agents)
    if frame.needs == "agent":
        return bool(cast.agents) or (is_passive(token) and suffered)
    if frame.needs == "recipient":
        return suffered
    if frame.needs == "object":
        return bool(cast.theme or cast.recipients) and (bool(cast.agents) or suffered)
    return bool(frame.bare or cast.agents or suffered)


def _plural(token: Token, cast: _Cast) -> bool:
    subject = [child for child in token.children if child.dep_ in SUBJECTS]
    return bool(cast.agents) and (
        not token.tag_.startswith("V") or any(child.tag_ in {"NNS", "NNPS"} or child.lower_ in {"they", "we", "both"} for child in subject)
    )


def _extent(trigger: Token, cast: _Cast) -> tuple[int, int]:
    """From the first to the last word of trigger and participants, within the sentence and not too long."""
    carriers = [trigger] if cast.carrier is None else [trigger, cast.carrier]
    spans = [(carrier.i, carrier.i + 1) for carrier in carriers] + [phrase(head) for head in cast.heads if head.sent == trigger.sent]
    near = [(start, end) for start, end in spans if abs(start - trigger.i) <= _SPAN_TOKENS and abs(end - trigger.i) <= _SPAN_TOKENS]
    return min(start for start, _ in near), max(end for _, end in near)
