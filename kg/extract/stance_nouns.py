"""Kinds of nouns that a stance may be about: laws and claims, things done, texts, more or less of a thing."""

from __future__ import annotations

from kg.extract.concepts import concept
from kg.extract.issue_words import noun_phrase
from kg.extract.parsed import Token
from kg.extract.syntax import prepositional
from kg.lexicon import table, words

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"})


def is_abstract(token: Token) -> bool:
    """The noun is a law, ruling, plan, claim or known issue."""
    noun = token.lemma_.lower()
    kinds = table("issues")["vague"]
    known = any(noun in kinds[kind] for kind in ("proposal", "law", "ruling", "claim", "request"))
    return known or (concept(noun) or concept(noun_phrase(token))) is not None or noun in words("stance_frames", "questioned.nouns")


def is_measure(token: Token) -> bool:
    """The noun is a law, ruling or plan, or something that can be done: no mere theme."""
    noun = token.lemma_.lower()
    kinds = table("issues")["vague"]
    known = concept(noun_phrase(token)) or concept(noun)
    told = any(noun in kinds[kind] for kind in ("proposal", "law", "ruling")) or noun in words("stance_frames", "questioned.nouns")
    return told or (known is not None and known.act)


def is_comparative(modifier: Token) -> bool:
    """The modifier asks for more or less of a thing: "tighter", "more open"."""
    if modifier.dep_ != "amod" or modifier.lower_ in {"other", "former", "further"}:
        return False
    return modifier.tag_ == "JJR" or any(child.lower_ in {"more", "less"} for child in modifier.children)


def is_act(noun: Token) -> bool:
    """Something done, in the lexicon of issues, also with its "of": "a state of emergency"."""
    words_of = [noun.text, noun_phrase(noun), *(f"{noun.text} of {part.text}" for part in prepositional(noun, "of"))]
    return any((found := concept(words)) is not None and found.act for words in words_of)


def is_own(token: Token) -> bool:
    """Somebody's own act: "announced his resignation"."""
    return any(child.tag_ == "PRP$" for child in token.children)


def is_text(token: Token) -> bool:
    """A law or treaty, also by name and year, or a pronoun that can only mean one."""
    named = [token, *(child for child in token.children if child.dep_ in {"compound", "nmod"} and token.text.isdigit())]
    return token.lower_ in {"it", "which"} or any(word.lemma_.lower() in words("stance_frames", "signed.nouns") for word in named)


def is_noun(token: Token) -> bool:
    """The whole head of a noun phrase, not the first part of a compound like "pre-registration"."""
    part = not token.whitespace_ and token.i + 1 < len(token.doc) and token.nbor().text == "-"
    return token.pos_ in _NOMINAL and token.text[0].isalnum() and not part
