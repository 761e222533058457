"""Announcements: whose act it is that somebody makes known, and whether his word is all that there is for it.

In come the verb that announces, or a possessive phrase, and the reading; out go referents. A ministry that announces a
conquest has not made it: its state has, by its own account. A government that announces a withdrawal withdraws.
"""

from __future__ import annotations

from kg.extract.frames import LEXICON, Frame, lemma
from kg.extract.model import Attribution, Reading
from kg.extract.parsed import Token
from kg.extract.sides import speaks_for
from kg.extract.syntax import prepositional
from kg.lexicon import words
from kg.records import Kind

_OWN = frozenset({"its", "their", "our", "his", "her", "my"})


def announces(verb: Token) -> bool:
    """The verb makes known what its object names ("announced the recapture of")."""
    return verb.tag_.startswith("V") and lemma(verb) in words(LEXICON, "announcing.verbs")


def is_reported(frame: Frame, noun: Token) -> bool:
    """What is announced was done by others, or to others: an attack, a death, the resignation of somebody."""
    return frame.type == "ASSAULT" or (frame.of == "agent" and bool(prepositional(noun, "of")))


def is_own_act(frame: Frame, acting: tuple[int, ...], speech: Attribution, reading: Reading) -> bool:
    """Someone makes his own act known, which his word makes true; of an attack only an admission does."""
    if speech.speaker is None or not acting:
        return False
    admits = speech.lemma in words(LEXICON, "announcing.admissions")
    if not admits and (speech.lemma not in words(LEXICON, "modality.own_acts") or frame.type == "ASSAULT"):
        return False
    return all(belongs(agent, speech.speaker, reading) for agent in acting)


def belongs(agent: int, speaker: int, reading: Reading) -> bool:
    """The agent is the speaker, or the state that the speaker speaks for."""
    if agent == speaker or agent == state_of(speaker, reading):
        return True
    things = reading.references.things
    return things[agent].kind is Kind.COUNTRY and things[speaker].kind is Kind.PERSON and speaks_for(speaker, agent, reading)


def state_of(referent: int, reading: Reading) -> int | None:
    """The country that a body or an official acts for; a body of no state stands for itself, a ministry of an unknown one for nobody."""
    things = reading.references.things
    thing = things[referent]
    if thing.kind is Kind.COUNTRY:
        return referent
    if thing.kind is Kind.PERSON:
        return next((other.id for other in things if other.kind is Kind.COUNTRY and speaks_for(referent, other.id, reading)), None)
    if thing.country is not None:
        return reading.references.by_entry.get(thing.country)
    official = set(thing.name.lower().split()) & words(LEXICON, "announcing.state_bodies")
    return None if official or thing.kind is not Kind.ORGANIZATION else referent


def owner_of_forces(head: Token, voices: tuple[Attribution, ...], reading: Reading) -> int | None:
    """Who acts through `its troops` and `our forces`: the state that the pronoun, or else the one who speaks, belongs to."""
    if head.lower_ not in words("state_nouns", "nouns"):
        return None
    owner = next((child for child in head.children if child.dep_ == "poss"), None)
    if owner is None:
        return None
    referent = reading.references.at(owner.i)
    if referent is None and owner.lower_ in _OWN:
        referent = next((speech.speaker for speech in voices if speech.speaker is not None), None)
    return None if referent is None else state_of(referent, reading)
