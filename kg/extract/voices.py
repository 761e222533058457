"""Voices: common nouns that mean someone only because they speak ("reports said", "his office announced", "forecasters say").

In comes a token, out comes whether it heads the phrase of a source that can be taken for an actor. The nouns are data;
plurals made with an agent's ending need no entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.cues import THOUGHTS, is_document, source_phrase, verb_cues
from kg.extract.syntax import possessors, prepositional
from kg.lexicon import words

if TYPE_CHECKING:
    from kg.extract.parsed import Token

_UTTERED = frozenset({"quote", "clause"})


def is_voice(token: Token) -> bool:
    """The noun heads the source of a report."""
    return (_may_speak(token) or _speaks_singly(token)) and (_is_reporting(token) or _is_quoted_source(token))


def _may_speak(token: Token) -> bool:
    noun = token.lemma_.lower()
    if noun in words("group_nouns", "voices.bodies"):
        return True
    if noun in words("group_nouns", "voices.texts"):
        return not (is_document(token) and (possessors(token) or prepositional(token, "by", "from")))
    return token.tag_ == "NNS" and (noun in words("group_nouns", "voices.persons") | words("group_nouns", "voices.many") or is_agent(noun))


def is_agent(noun: str) -> bool:
    """The noun has the ending of those who do something ("forecaster")."""
    return noun.endswith(tuple(sorted(words("group_nouns", "voices.endings")))) and noun not in words("group_nouns", "voices.no_persons")


def _speaks_singly(token: Token) -> bool:
    """One person known by whose relative he is, or by nothing ("his daughter", "a friend")."""
    if token.tag_ != "NN" or token.lemma_.lower() not in words("group_nouns", "voices.persons"):
        return False
    before = [child for child in token.children if child.i < token.i]
    return any(child.tag_ == "PRP$" or child.dep_ == "poss" or child.lower_ in {"a", "an", "one", "another"} for child in before)


def _is_reporting(token: Token) -> bool:
    """The subject of a verb that reports words or a clause."""
    verb = token.head
    if token.dep_ != "nsubj" or not any(cue.takes & _UTTERED and cue.kind not in THOUGHTS for cue in verb_cues(verb)):
        return False
    cue = verb_cues(verb)[0]
    return cue.kind != "show" or any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children)


def _is_quoted_source(token: Token) -> bool:
    """The object of a phrase that names a source ("according to reports")."""
    preposition = token.head
    return token.dep_ == "pobj" and preposition.i > 0 and source_phrase(preposition.nbor(-1)) is not None
