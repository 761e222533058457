"""Shapes of names: which tokens can belong to a name, and where a span of tokens should begin and end."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CONNECTORS = frozenset({"of", "for", "the", "and", "&", "de", "al", "la", "del", "von", "van", "der", "bin", "du", "da", "dos", "el"})
_BREAKS = frozenset('()[]{}"“”„«»:;?!|/\\*')


def is_capital(token: Token) -> bool:
    """The token begins with a capital letter, or is an acronym."""
    return token.text[:1].isupper() or (token.text[:3] in {"al-", "el-"} and token.text[3:4].isupper())


def is_sentence_start(token: Token) -> bool:
    """The token opens its sentence, quotation marks and spaces aside."""
    first = token.sent.start
    return all(not t.is_alpha for t in token.doc[first : token.i])


def breaks(token: Token) -> bool:
    """No name runs over this token."""
    return token.is_space or token.text in _BREAKS


def trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The span without titles and determiners in front and without a possessive ending, punctuation or spaces behind."""
    while start < end and _leads(doc[start]):
        start += 1
    while end > start and _trails(doc[end - 1]):
        end -= 1
    return start, end


def without_titles(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The span of a person's name without the titles before it; a span of titles alone is empty."""
    while start < end and (doc[start].text in honorifics() or _leads(doc[start]) or doc[start].text in {"-", "of"}):
        start += 1
    return start, end


def text_of(doc: Doc, start: int, end: int) -> str:
    """The words of a span, spaces normalised."""
    return " ".join(doc[start:end].text.split())


@cache
def honorifics() -> frozenset[str]:
    """Titles that stand before a person's name."""
    return lexicon.words("name_stops", "honorifics")


@cache
def no_names() -> frozenset[str]:
    """Words that are never a name when alone."""
    return lexicon.words("name_stops", "words")


@cache
def things() -> frozenset[str]:
    """Last words of the names of laws, events and documents."""
    return lexicon.words("name_stops", "things")


@cache
def creeds() -> frozenset[str]:
    """Adjectives of faith and creed, which name nothing."""
    return lexicon.words("name_stops", "creeds")


def _leads(token: Token) -> bool:
    return not token.text[:1].isalnum() or token.lower_ in {
        "the",
        "a",
        "an",
        "this",
        "that",
        "some",
        "his",
        "her",
        "its",
        "their",
        "our",
        "and",
        "of",
        "in",
    }


def _trails(token: Token) -> bool:
    return token.text in {"'s", "’s", "'", "’", "-", "and", "of", "the", "–", "—"} or (
        not token.text[-1].isalnum() and token.text[-1] not in ".)"
    )
