"""Where a word of stance says nothing of where its holder stands: of once, of none of it, left open, taken back at once.

Comes in: the trigger of a stance. Goes out: whether it is doubted or given up.
"""

from __future__ import annotations

from kg.extract.parsed import Token
from kg.extract.stance_frames import Frame
from kg.extract.syntax import auxiliaries, is_negated
from kg.lexicon import words
from kg.records import Polarity


def is_left_open(token: Token, verb: Token | None) -> bool:
    """It is not told whether: "statements about their willingness to meet"; or it is of once: "the last time they did it"."""
    above = token.head
    if verb is None and token.dep_ == "pobj" and above.lower_ in {"regarding", "concerning"}:
        return True
    if _is_of_nothing(token) or _is_only_possible(token):
        return True
    return (token.dep_ == "relcl" and above.lower_ == "time") or _is_anyones(above if token.dep_ == "xcomp" else token)


def _is_of_nothing(noun: Token) -> bool:
    """It is told what it is not: "the request is not part of an inquiry"."""
    return noun.dep_ == "nsubj" and noun.head.lemma_ == "be" and is_negated(noun.head)


def _is_only_possible(verb: Token) -> bool:
    """It would be the end of what only may happen: "a faction could form to oppose it"."""
    may = {"could", "might", "may"}
    return verb.dep_ == "advcl" and verb.tag_ == "VB" and any(helper.lower_ in may for helper in auxiliaries(verb.head))


def is_asked(token: Token) -> bool:
    """It stands in a question: "Should voters back the plan?"."""
    for other in token.doc[token.i + 1 : token.sent.end]:
        if other.text == "?":
            return True
        if other.is_quote or other.text in {";", ":"}:
            return False
    return False


def _is_anyones(verb: Token) -> bool:
    """Its subject may be the speaker or whom he speaks of: "she said he had lost and sought to stop it"."""
    told = verb.head
    if verb.dep_ != "conj" or verb.tag_ != "VBD" or told.dep_ != "ccomp" or told.head.pos_ != "VERB":
        return False
    owned = any(child.dep_ in {"nsubj", "nsubjpass", "aux"} for child in verb.children)
    owned = owned or any(child.dep_ == "nsubj" and child.pos_ == "PRON" for child in told.children)
    marked = any(child.dep_ == "mark" for child in told.children) or any(word.is_quote for word in verb.doc[told.head.i : verb.i])
    return not owned and not marked and told.head.i < told.i and told.head.tag_ == "VBD"


def is_taken_back(adjective: Token) -> bool:
    """It would be done all the same: "is not interested in the post, but would accept it"."""
    later = [clause for word in (adjective.head, adjective.head.head) for clause in word.children if clause.i > adjective.i]
    would = [clause for clause in later if clause.dep_ == "conj" and any(h.lower_ in {"would", "will"} for h in auxiliaries(clause))]
    return any(child.lower_ == "but" for clause in would for child in clause.head.children)


def is_withdrawn(noun: Token, frame: Frame) -> bool:
    """The stance is given up: "withdrew its support", "backed away from its support"."""
    dropped = noun.dep_ == "dobj" and noun.head.lemma_ in words("stance_frames", "embedding.withdrawing")
    return frame.section == "noun" and (dropped or is_left(noun))


def is_left(noun: Token) -> bool:
    """It is what someone moves away from, to where is not said."""
    return noun.dep_ == "pobj" and noun.head.lower_ in {"from", "of"} and noun.head.head.lower_ in words("stance_frames", "borne.leaving")


def is_none(noun: Token, frame: Frame) -> bool:
    """There is none of it: "expressed no support"."""
    return frame.section == "noun" and any(child.dep_ == "det" and child.lower_ == "no" for child in noun.children)


def is_past(noun: Token) -> bool:
    """It is a stance of once: "his previous support", "a former supporter"."""
    return any(child.dep_ == "amod" and child.lower_ in words("stance_frames", "borne.past") for child in noun.children)


def is_refused(verb: Token, frame: Frame) -> bool:
    """It is none of it that is wanted or sought: "wants no part of the deal"."""
    if frame.section != "verb" or frame.polarity is not Polarity.SUPPORTS:
        return False
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    return any(
        child.lower_ in {"no", "nothing", "little"} for noun in objects for child in (noun, *noun.children) if child.dep_ in {"det", "dobj"}
    )
