"""Civilians: whether workers, demonstrators or a union of theirs do what a word tells.

A verb or noun comes in; its subject, possessor, by-phrase and compounds decide. It tells a walkout from an air raid ("strike") and
a protest from a siege ("blocked the road").
"""

from __future__ import annotations

from kg.extract.parsed import Token
from kg.extract.syntax import agents, ancestors, possessors, prepositional, subjects
from kg.lexicon import words

_LEXICON = "event_frames"
_BEFORE = frozenset({"compound", "nmod", "amod", "poss"})


def of_civilians(token: Token) -> bool:
    """The subject of a verb, or those at a noun or beside it, are workers, demonstrators or a union; or the noun has a trade."""
    return bool(civilians(token)) or any(_form(child) in words(_LEXICON, "civil.trades") for child in _before(token))


def civilians(token: Token) -> list[Token]:
    """The heads of the phrases of those workers, demonstrators or unions."""
    if token.tag_.startswith("V"):
        return [head for head in agents(token) if _is_civil(head)]
    beside = (*_before(token), *_owners(token), *prepositional(token, "by", "of"), *_beside(token))
    return [head for head in beside if _is_civil(head)]


def _before(noun: Token) -> list[Token]:
    return [child for child in noun.children if child.dep_ in _BEFORE and not noun.tag_.startswith("V")]


def _owners(noun: Token) -> list[Token]:
    """Whose it is; `their` is the subject's ("workers began the second week of their strike")."""
    found = possessors(noun)
    if not any(owner.tag_ == "PRP$" for owner in found):
        return found
    above = next((token for token in ancestors(noun) if token.tag_.startswith("V")), None)
    return found if above is None else subjects(above)


def _beside(noun: Token) -> list[Token]:
    """Who stages, begins or ends it."""
    verb = noun.head
    return agents(verb) if noun.dep_ == "dobj" and verb.tag_.startswith("V") else []


def _is_civil(head: Token) -> bool:
    """`dockers`; `union`, unless it has a name without a trade or people in it ("European Union")."""
    form = _form(head)
    if form not in words(_LEXICON, "civil.unions"):
        return form in words(_LEXICON, "civil.people")
    known = words(_LEXICON, "civil.people") | words(_LEXICON, "civil.trades")
    return head.tag_ in {"NN", "NNS"} or any(_form(child) in known for child in head.subtree)


def _form(token: Token) -> str:
    """The lemma in lower case, without the plural that the model leaves in names."""
    text: str = token.lemma_.lower()
    return text[:-1] if token.pos_ == "PROPN" and text.endswith("s") else text
