"""Who takes part in the event of a noun: its possessive, adjective and prepositions, and the light verb beside it."""

from __future__ import annotations

from bisect import bisect_left

from kg.extract.announcements import announces, is_reported, state_of
from kg.extract.cast import Cast, give, referents
from kg.extract.frames import LEXICON, Frame, is_light, lemma
from kg.extract.model import Name, Reading, Role
from kg.extract.parsed import Token
from kg.extract.syntax import agents, patients, possessors, prepositional
from kg.lexicon import words
from kg.records import Kind


def cast_noun(noun: Token, frame: Frame, cast: Cast, reading: Reading) -> None:
    """Find the participants of the event of a noun."""
    owners, by = possessors(noun), prepositional(noun, "by")
    of = prepositional(noun, "of")
    towards = [head for slot in frame.to if slot not in {"object", "of", "none", "dative"} for head in prepositional(noun, slot)]
    if not (frame.poss == "agent" and _is_carried_by_owner(noun)):
        give(cast, "agent" if by else frame.poss, owners, reading)
    give(cast, "agent", by, reading)
    give(cast, frame.of, of, reading)
    give(cast, "recipient", towards, reading)
    cast.agents += by_adjective(noun, reading) + _by_compound(noun, frame, reading)
    if frame.mutual:
        give(cast, "agent", prepositional(noun, "with", "between", "among"), reading)
    _meet(noun, frame, cast, reading)
    _carried(noun, frame, cast, reading)


def _meet(noun: Token, frame: Frame, cast: Cast, reading: Reading) -> None:
    """`bombings struck the market`, `the market was hit by bombings`: whom or what an attack met."""
    if is_met(noun, frame):
        give(cast, "recipient", patients(_meeting(noun)), reading)


def is_met(noun: Token, frame: Frame) -> bool:
    """An attack is told to have struck something."""
    verb = _meeting(noun)
    return frame.type == "ASSAULT" and noun in agents(verb) and lemma(verb) in words(LEXICON, "light.meet")


def _meeting(noun: Token) -> Token:
    """The verb of which a noun is the subject, or the agent of its passive."""
    return noun.head.head if noun.dep_ == "pobj" and noun.head.dep_ == "agent" else noun.head


def by_adjective(noun: Token, reading: Reading) -> list[int]:
    """`Russian attack`, `U.S. airstrike`: the country or body before the noun, where the article names it."""
    named = [
        child
        for child in noun.children
        if child.dep_ in {"compound", "nmod", "amod"} and child.lower_ in words(LEXICON, "nominal.adjectival")
    ]
    before = {c.i for c in noun.children if c.dep_ in {"amod", "compound", "nmod"}}
    entries = [
        name.entry
        for name in _names_within(noun.left_edge.i, noun.i, reading)
        if name.role is Role.ADJECTIVE and name.entry is not None and before & set(range(name.start, name.end))
    ]
    found = [reading.references.by_entry[entry] for entry in entries if entry in reading.references.by_entry]
    return found + [referent for child in named if (referent := reading.references.at(child.i)) is not None]


def _names_within(start: int, end: int, reading: Reading) -> tuple[Name, ...]:
    first = bisect_left(reading.names, start, key=lambda name: name.start)
    return reading.names[first : bisect_left(reading.names, end, key=lambda name: name.start)]


def _by_compound(noun: Token, frame: Frame, reading: Reading) -> list[int]:
    """`a Solidarity protest`, `the Hezbollah attack`: the body before the noun, unless it is a building."""
    if frame.type not in {"PROTEST", "ASSAULT"} or frame.poss != "agent":
        return []
    things = reading.references.things
    named = [reading.references.by_token.get(child.i) for child in noun.children if child.dep_ in {"compound", "nmod"}]
    return [
        name.referent
        for name in named
        if name is not None
        and things[name.referent].kind is Kind.ORGANIZATION
        and not words(LEXICON, "places.buildings") & set(things[name.referent].name.lower().split())
    ]


def _carried(noun: Token, frame: Frame, cast: Cast, reading: Reading) -> None:
    """`held talks with`, `an attack was carried out by`, `announced the capture of`: the verb beside the noun brings its participants."""
    verb = noun.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or not verb.tag_.startswith("V") or not (is_light(verb) or announces(verb)):
        return
    if any(child.dep_ == "dobj" and child.i < noun.i for child in verb.children):
        return
    cast.carrier = verb
    doers = agents(verb)
    cast.heads += doers
    if announces(verb) and (is_reported(frame, noun) or cast.agents):
        _announced(noun, frame, doers, cast, reading)
        return
    if frame.mutual or not cast.agents:
        cast.agents = [*referents(doers, cast, reading), *cast.agents]
    if frame.mutual:
        cast.agents += referents(prepositional(verb, "with"), cast, reading)
    else:
        slots = [slot for slot in frame.to if slot not in {"object", "of", "none", "dative"}]
        cast.recipients += referents([head for slot in slots for head in prepositional(verb, slot)], cast, reading)


def _is_carried_by_owner(noun: Token) -> bool:
    """`offered her condolences`: the pronoun means who does it."""
    owners = possessors(noun)
    carried = noun.dep_ == "dobj" and is_light(noun.head) and not announces(noun.head) and bool(agents(noun.head))
    return carried and len(owners) == 1 and owners[0].tag_ == "PRP$"


def _announced(noun: Token, frame: Frame, doers: list[Token], cast: Cast, reading: Reading) -> None:
    """Who announces a conquest speaks for those who made it; who announces his own deal is a party to it."""
    announcers = referents(doers, cast, reading)
    if frame.gains and not cast.agents:
        cast.agents = [state for one in announcers if (state := state_of(one, reading)) is not None]
    elif frame.mutual and not prepositional(noun, "between", "of"):
        cast.agents = [*announcers, *cast.agents]
