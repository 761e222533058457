"""Outlook: whether the clause that a word stands in looks ahead.

Tense picks the past or the next Thursday. A clause looks ahead when its verb has a modal of the future, is an infinitive
under a verb such as *plan*, or when something is *scheduled* or *upcoming*.
"""

from __future__ import annotations

from kg.extract.parsed import Token
from kg.extract.syntax import SUBJECTS, ancestors, auxiliaries
from kg.lexicon import words

_STEPS = 6


def looks_ahead(token: Token) -> bool:
    """The clause of a time word is about what lies ahead; the first verb that can tell decides."""
    for depth, head in enumerate([token, *ancestors(token)]):
        if depth > _STEPS:
            return False
        if _marked(head):
            return not _lasted(head)
        if head.pos_ in {"VERB", "AUX"} and (answer := _verb_looks_ahead(head)) is not None:
            return answer
    return False


def looks_back(token: Token) -> bool:
    """The clause of a time word tells what has been: its verb stands in the past, and nothing in it lies ahead."""
    verb = next((head for head in [token, *ancestors(token)][: _STEPS + 1] if head.pos_ in {"VERB", "AUX"}), None)
    return verb is not None and any(one.tag_ == "VBD" for one in (verb, *auxiliaries(verb))) and not looks_ahead(token)


def _marked(head: Token) -> bool:
    if head.lower_ in words("times", "future.prepositions"):
        return True
    return any(child.lower_ in words("times", "future.adjectives") and child.dep_ == "amod" for child in head.children)


def _lasted(preposition: Token) -> bool:
    """`served until 2019`, `was mayor until June`: what lasted is over, unlike what was extended until June."""
    verb = preposition.head
    return preposition.dep_ == "prep" and verb.tag_ == "VBD" and verb.lemma_.lower() in words("times", "future.lasting")


def _verb_looks_ahead(verb: Token) -> bool | None:
    """Whether a verb looks ahead; None for a participle, which shares the time of its head."""
    helpers = auxiliaries(verb)
    if any(helper.lower_ in words("times", "future.modals") for helper in helpers):
        return True
    if any(helper.lower_ in words("times", "future.possible") for helper in helpers):
        return not any(helper.lemma_ == "have" for helper in helpers)
    if _arranged(verb):
        return True
    if any(helper.tag_ == "TO" for helper in helpers):
        return _infinitive_looks_ahead(verb)
    if any(helper.tag_ in {"VBP", "VBZ"} and helper.lemma_ == "be" for helper in helpers) and verb.tag_ == "VBG":
        return True
    if verb.tag_ in {"VBG", "VBN"} and not helpers and not any(child.dep_ in SUBJECTS for child in verb.children):
        return None
    return False


def _arranged(verb: Token) -> bool:
    """`is scheduled for`, `set to`, `due to`: in the passive or as a bare participle, not in the past perfect."""
    complements = [child for child in verb.children if child.dep_ in {"acomp", "oprd"}]
    for word in (verb, *complements):
        if word.lemma_.lower() in words("times", "future.participles") or word.lower_ in words("times", "future.participles"):
            return word.tag_ in {"VBN", "JJ", "VBZ", "VBP"} or word.pos_ == "ADJ"
    return False


def _infinitive_looks_ahead(verb: Token) -> bool | None:
    head = verb.head
    if head.i == verb.i:
        return True
    if verb.dep_ in {"xcomp", "ccomp", "acomp"}:
        return head.lemma_.lower() in words("times", "future.governors") or _arranged(head) or None
    return None
