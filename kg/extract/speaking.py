"""Speaking nouns: which common nouns can head the source of a report.

In comes the head of a source, out comes whether it can be one. A person, a group, a body, an office and a text can; "his popularity",
"a bid" and "the trip" become sources only where the parse is wrong or nothing was said. The nouns are data.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.extract.cues import LEXICON, is_content_noun, is_document
from kg.extract.voices import is_agent
from kg.lexicon import words

if TYPE_CHECKING:
    from kg.extract.parsed import Token

_PERSONS = ("persons", "plurals", "collectives", "quantities", "taken_up", "relational")
_VOICES = ("voices.bodies", "voices.texts", "voices.persons", "voices.many")
_OFFICES = ("heads.office", "heads.post", "heads.profession")


def may_speak(head: Token) -> bool:
    """The head of a source is a name, a pronoun, or a noun for somebody or for a text."""
    if head.pos_ != "NOUN" or not head.text[0].islower():
        return True
    noun = head.lemma_.lower()
    return bool({noun, head.lower_} & _nouns()) or is_document(head) or is_content_noun(head) or is_agent(noun)


@cache
def _nouns() -> frozenset[str]:
    groups = [words("group_nouns", key) for key in (*_PERSONS, *_VOICES)]
    offices = [words("titles", key) for key in _OFFICES]
    told = [words("pronouns", key) for key in ("gender.m", "gender.f")]
    return frozenset().union(*groups, *offices, *told, words(LEXICON, "nouns.speakers"), words(LEXICON, "nouns.occasions"))
