"""Whose stance a noun or a text tells: "the union's opposition", "a lawsuit filed by nurses", "signed a letter urging it".

Comes in: the noun, or the participle after a text. Goes out: the heads of the phrases that hold the stance.
"""

from __future__ import annotations

from kg.extract.parsed import Token
from kg.extract.stance_frames import Frame
from kg.extract.syntax import agents, conjuncts, is_negated, is_passive, possessors, prepositional, subjects
from kg.lexicon import words


def owners(noun: Token, verb: Token | None, frame: Frame) -> list[Token]:
    """Whose stance a noun tells: of those beside it, or of the subject of the verb that carries it."""
    return _owners(noun, verb, "from" in frame.target or "treaty" in frame.target) or _of(noun, frame)


def _owners(noun: Token, verb: Token | None, left: bool) -> list[Token]:
    if (drawn := provoker(noun)) is not None:
        givers = ("by", "from", "among", "of") if is_enjoyed(noun) else ("by", "from", "among")
        return prepositional(noun, *givers) or prepositional(drawn, "from", "among")
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "come" and not is_negated(noun.head):
        return prepositional(noun.head, "from")
    told = verb is None or verb.lemma_ == "cite" or (noun.dep_ == "attr" and verb.lemma_ == "be")
    owned = [owner for owner in possessors(noun) if told or owner.tag_ != "PRP$"] or prepositional(
        noun, *(("by",) if left else ("by", "from"))
    )
    owned = owned or [maker for child in noun.children if is_made(child) for maker in agents(child)]
    if owned or verb is None:
        return owned
    if verb.pos_ == "NOUN":
        return [*conjuncts(verb), *_participants(verb)]
    return agents(verb)


def _of(noun: Token, frame: Frame) -> list[Token]:
    """Whose it is, after "of" where that is not what it is about: "the decision of the court to ban it"."""
    infinitive = any(child.dep_ in {"acl", "relcl"} and child.tag_ == "VB" for child in noun.children)
    return prepositional(noun, "of") if infinitive or "of" not in frame.target else []


def makers(noun: Token) -> list[Token]:
    """Whose a text is: "the union's lawsuit", "a letter by nurses", "a petition started by Ann Lee"."""
    made = [maker for child in noun.children if is_made(child) for maker in agents(child)]
    return possessors(noun) or prepositional(noun, "by", "from") or made or _named_for(noun)


def _named_for(noun: Token) -> list[Token]:
    """Whose name stands before it: "a Berg lawsuit", "the Senate bill"."""
    return [child for child in noun.children if child.dep_ == "compound" and child.pos_ == "PROPN" and child.i == noun.i - 1]


def is_made(participle: Token) -> bool:
    """It tells whose the noun before is: "a lawsuit filed by the union"."""
    return participle.dep_ == "acl" and participle.tag_ == "VBN" and participle.lemma_ in words("stance_frames", "joined.made")


def _participants(noun: Token) -> list[Token]:
    """Who takes part in it: "was involved in rallies in support of the strike"."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "in" else noun.head
    taken = noun.dep_ in {"pobj", "dobj"} and above.lemma_ in words("stance_frames", "joined.verbs") and not is_negated(above)
    return subjects(above) if taken else []


def provoker(noun: Token) -> Token | None:
    """The verb by which something draws what the noun says: "the ruling drew criticism", "was met with protests"."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "with" and verb.head.lemma_ in {"meet", "greet"} and is_passive(verb.head):
        return verb.head
    drawn = noun.dep_ == "dobj" and (verb.lemma_ in words("stance_frames", "embedding.provoking") or is_enjoyed(noun))
    return verb if drawn else None


def is_enjoyed(noun: Token) -> bool:
    """The noun is what others give: "has the backing of the union"."""
    given = noun.lemma_ in words("stance_frames", "embedding.enjoyed") and noun.head.lemma_ in words("stance_frames", "embedding.enjoying")
    return given and noun.dep_ == "dobj" and bool(prepositional(noun, "of", "from") or prepositional(noun.head, "from"))


def authors(verb: Token) -> list[Token]:
    """Who makes a text that takes a stance: "signed a letter urging", "issued a statement condemning"."""
    noun = verb.head
    if verb.dep_ not in {"acl", "relcl"} or verb.tag_ == "VBN" or noun.lemma_ not in words("stance_frames", "signed.makings"):
        return _joint_authors(verb)
    owners = [owner for owner in possessors(noun) if owner.tag_ != "PRP$"] + prepositional(noun, "by", "from")
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "with" else noun.head
    borne = noun.dep_ == "dobj" or (above.pos_ == "VERB" and noun.dep_ == "pobj" and noun.head.lower_ == "with")
    return [*owners, *(agents(above) if borne and (not owners or _is_joined(noun)) else [])] or _named_for(noun)


def _joint_authors(verb: Token) -> list[Token]:
    """Who join in what others ask: "joined calls by officials asking for it"."""
    noun, by = verb.head, verb.head.head
    made = by.lower_ in {"by", "from"} and by.head.lemma_ in words("stance_frames", "signed.makings")
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or not made:
        return []
    return [*conjuncts(noun), *(agents(by.head.head) if by.head.dep_ == "dobj" and _is_joined(by.head) else [])]


def _is_joined(noun: Token) -> bool:
    """What others ask is taken up: "joined calls", "echoed the demand"."""
    return noun.head.lemma_ in words("stance_frames", "signed.joining")
