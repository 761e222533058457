"""Those who keep out of an issue: "has taken no position", "stayed out of the quarrel", "could live with it".

Comes in: a verb. Goes out: whether it says so, and the head of what it is about.
"""

from __future__ import annotations

from kg.extract.parsed import Token
from kg.extract.syntax import auxiliaries, is_negated, prepositional
from kg.lexicon import words

_SECTION = "stance_frames"


def is_apart(verb: Token) -> bool:
    """The subject of the verb takes no side."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return False
    return _sideless(verb) is not None or bool(_outside(verb)) or lives_with(verb)


def apart_from(verb: Token) -> Token | None:
    """What no side is taken on; None where it was named before."""
    if lives_with(verb):
        return prepositional(verb, "with")[0]
    if outside := _outside(verb):
        return outside[0]
    noun = _sideless(verb)
    about = tuple(sorted(words(_SECTION, "apart.about")))
    said = [] if noun is None else prepositional(noun, *about) or prepositional(verb, *about)
    return next((token for token in said if token.ent_type_ not in {"DATE", "TIME"}), None)


def lives_with(verb: Token) -> bool:
    """It "could live with" it."""
    if verb.lemma_ != "live":
        return False
    able = any(helper.lower_ in {"can", "could"} for helper in auxiliaries(verb))
    return able and not is_negated(verb) and bool(prepositional(verb, "with"))


def _sideless(verb: Token) -> Token | None:
    """The position that is not taken: "took no position", "has not taken a side"."""
    if verb.lemma_ not in words(_SECTION, "apart.verbs"):
        return None
    nouns = [child for child in verb.children if child.dep_ == "dobj" and child.lower_ in words(_SECTION, "apart.nouns")]
    return next((noun for noun in nouns if is_negated(verb) or any(child.lower_ in {"no", "neither"} for child in noun.children)), None)


def _outside(verb: Token) -> list[Token]:
    """What one stays out of."""
    if verb.lemma_ not in words(_SECTION, "apart.keeping") or is_negated(verb):
        return []
    if any(child.dep_ == "dobj" for child in verb.children):
        return []
    outside = [noun for child in verb.children if child.lower_ == "out" for noun in prepositional(child, "of") if noun.pos_ == "NOUN"]
    return [noun for noun in outside if noun.lemma_.lower() not in words(_SECTION, "apart.states")]
