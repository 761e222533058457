"""Telling verbs: whether a verb beside a quote tells it.

In comes a verb of the lexicon near a quote, out comes what speaks against it: a participle that only describes a noun, a passive that names
nobody, an infinitive for what somebody should say, an object of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses import has_to, is_led_on
from kg.extract.cues import verb_cues
from kg.extract.syntax import SUBJECTS, auxiliaries, is_passive

if TYPE_CHECKING:
    from kg.extract.cues import Cue
    from kg.extract.parsed import Token


def quoting(verb: Token) -> Cue | None:
    """The entry of a verb that takes quotes."""
    return next((cue for cue in verb_cues(verb) if "quote" in cue.takes), None)


def says_another_thing(verb: Token, entry: Cue) -> bool:
    """The verb has an object that it reports ("Q," she was echoing the mayor)."""
    if entry.addressee == "object" or not any(child.dep_ == "nsubj" and child.i < verb.i for child in verb.children):
        return False
    things = (child for child in verb.children if child.dep_ == "dobj" and child.ent_type_ not in {"DATE", "TIME"})
    return any(thing.left_edge.i == verb.i + entry.length for thing in things)


def describes(verb: Token, mark: str, end: int) -> bool:
    """A participle that only describes a noun, or an infinitive for what somebody should do ("asked the ministry to explain")."""
    if verb.dep_ == "amod" or is_only_told(verb):
        return True
    if verb.tag_ == "VBN" and is_passive(verb):
        return mark == ":" or (verb.dep_ == "acl" and verb.i < end - 2)
    return verb.tag_ == "VB" and not is_led_on(verb) and has_to(verb)


def is_of_another(verb: Token) -> bool:
    """Somebody else's report is joined to the one before ("'Q1,' X said, and his wife cut in")."""
    own = any(child.dep_ in SUBJECTS and child.pos_ != "PRON" for child in verb.children)
    return own and verb.dep_ == "conj" and bool(verb_cues(verb))


def is_only_told(verb: Token) -> bool:
    """A passive that names nobody who says it ("the mayor was told", "the mayor is said to be ill")."""
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    return passive and not any(child.dep_ == "agent" for child in verb.children)


def is_foreseen(verb: Token) -> bool:
    """The verb only tells what somebody may do ("warned that Oslo would answer 'with all means'")."""
    return any(aux.tag_ == "MD" for aux in auxiliaries(verb))
