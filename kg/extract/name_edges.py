"""Edges of persons' names: what stands before or behind a name in a headline, a caption or a list and is no part of it.

In: the words and a candidate for a person. Out: the candidate without those words, or None where no name is left. "Ann Lee Seems to Win"
names Ann Lee, "Oslo Mayor Ann Lee" as well, "Team Lee" and "the Ann Lee High School" nobody.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg import lexicon
from kg.extract import name_shapes as shapes
from kg.names import SUFFIXES, fold, is_first_name
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.name_shapes import Words
    from kg.extract.name_spans import Candidate

_CLOSED = frozenset({"MD", "DT", "IN", "PRP", "PRP$", "WP", "WDT", "WRB", "TO", "CC", "EX"})
_OPEN = frozenset({"VBZ", "VBD", "VBN", "VBG", "VBP", "VB", "RB", "NNPS"})
_FINITE = frozenset({"VBZ", "VBD"})
_OPENERS = _CLOSED - {"MD"} | {"PDT", "VB"}
_GLUED = re.compile(r"(?!Fitz|Vande)\w*[a-z]{4,}[A-Z]")
_DASHES = frozenset({"-", "–", "—"})
_JOINED = frozenset({"of", "for"})


def alone(words: Words) -> frozenset[str]:
    """The capitalised words of an article that stand somewhere with no capital behind them."""
    ends = len(words.texts)
    return frozenset(words.texts[i] for i in words.capitals if i + 1 == ends or not words.capital[i + 1])


def edged(words: Words, person: Candidate, named: frozenset[str]) -> Candidate | None:
    """The candidate between the words that only stand beside the name; None where it names nobody, a body where it names one.

    Args:
        words: those of the article.
        person: a candidate of several words.
        named: the words that stand alone somewhere.
    """
    if (body := _body(words, person)) is not None:
        return body
    start = _begin(words, person.start, person.end)
    end = next((i for i in range(start + 1, person.end) if _ends_before(words, start, i, person.end, named)), person.end)
    cut = end < person.end and (_is_glued(words.texts[end]) or words.texts[start].isupper())
    cut = cut or (start > person.start and words.doc[person.start].tag_ == "VB")
    start, end = shapes.trimmed(words, start, end)
    if start >= end or _is_glued(words.texts[end - 1]) or words.text(start, end) in shapes.no_names() or (cut and end - start == 1):
        return None
    return person if (start, end) == (person.start, person.end) else replace(person, start=start, end=end)


def _body(words: Words, person: Candidate) -> Candidate | None:
    """What is named after a person, or is a person's crew: "Ann Lee High School", "Team Lee"."""
    first, last = words.texts[person.start], words.texts[person.end - 1]
    if first in lexicon.words("name_stops", "crews") or last in lexicon.words("organizations", "named_for"):
        return replace(person, kind=Kind.ORGANIZATION, entry=None)
    return None


def _begin(words: Words, start: int, end: int) -> int:
    """Where the name begins behind one word and a title ("Oslo Mayor Ann Lee"), or behind a word of the sentence ("Beyond Lee")."""
    if start + 2 < end and words.lower[start + 1].rstrip(".") in _titles():
        return start + 2
    opens = words.doc[start].tag_ in _OPENERS and words.lower[start] not in shapes.PARTICLES and words.opens_sentence(start)
    return start + 1 if opens and not is_first_name(words.texts[start]) else start


def _ends_before(words: Words, start: int, i: int, end: int, named: frozenset[str]) -> bool:
    """The name ends before a word: a mark, a glued word, its own first word once more, or a word of a sentence with a capital."""
    text = words.texts[i]
    if text == ",":
        return i + 1 >= end or fold(words.texts[i + 1]) not in SUFFIXES
    if text in _DASHES:
        return bool(words.doc[i - 1].whitespace_) and bool(words.doc[i].whitespace_)
    if text in _JOINED:
        return i >= start + 2
    again = i >= start + 2 and text == words.texts[start] and (i < end - 1 or words.texts[i - 1] in named)
    return again or _is_glued(text) or _is_word(words, start, i, end, named)


def _is_word(words: Words, start: int, i: int, end: int, named: frozenset[str]) -> bool:
    """A word of a headline or of the next sentence: "Ann Lee Seems", "Ann Lee Fights Ossian", "Ann Lee An excerpt"."""
    text, tag = words.texts[i], words.doc[i].tag_
    if not words.capital[i] or words.lower[i] in shapes.PARTICLES:
        return False
    if i == start + 1:
        verb = (tag == "VBN" and text.endswith("ed")) or (tag in _FINITE and i < end - 1)
        told = verb or tag in _CLOSED or text in lexicon.words("name_stops", "behind")
        return told and not is_first_name(words.texts[start])
    if tag in _CLOSED or text in lexicon.words("name_stops", "behind"):
        return True
    return tag in _OPEN and (i < end - 1 or words.texts[i - 1] in named)


def _is_glued(text: str) -> bool:
    """Two words without a space: "LeeFormer"."""
    return any(_GLUED.match(part) for part in text.split("-"))


@cache
def _titles() -> frozenset[str]:
    return lexicon.words("name_stops", "titles_between")
