"""Cues of attribution: what `ontology/lexicon/reporting.toml` says about a token.

In comes a token, out come the cues that it may be, each with the forms of content that it takes. The lexicon knows the
words, this module only finds them: by lemma, together with the particle or preposition that follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.lexicon import table, words

if TYPE_CHECKING:
    from kg.extract.parsed import Token

LEXICON = "reporting"
THOUGHTS = frozenset({"belief", "plan"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb of the lexicon.

    Attributes:
        lemma: with its particles ("point out").
        length: words in the lemma.
        kind: what is done with the content; `belief` and `plan` are no speech.
        takes: forms of content.
        addressee: how the one spoken to is named: `object`, a preposition, or nothing.
    """

    lemma: str
    length: int
    kind: str
    takes: frozenset[str]
    addressee: str


def verb_cues(token: Token) -> tuple[Cue, ...]:
    """The cues that a verb may be, the longest first; none for other words."""
    if not token.tag_.startswith("V"):
        return ()
    key = lemma(token)
    found: list[Cue] = []
    for text, cue in _by_head().get(key, ()):
        if _follow(token, text):
            found.append(cue)
    return tuple(found)


def lemma(token: Token) -> str:
    """The lemma of a token in lower case, where the model is known to be wrong the right one."""
    text = token.lemma_.lower()
    aliases: dict[str, str] = table(LEXICON)["lemmas"]
    return aliases.get(text, text)


def named_by_quotes(token: Token) -> bool:
    """After this word quotation marks hold a title, a name or a term."""
    return lemma(token) in words(LEXICON, "quotes.titled") or (lemma(token) in words(LEXICON, "quotes.naming") and token.tag_ == "VBN")


def source_phrase(token: Token) -> Token | None:
    """The last word of a phrase such as "according to" that begins with this token, or None."""
    for rest in _phrases().get(token.lower_, ()):
        if _follow(token, rest):
            return token.nbor(len(rest))
    return None


def is_content_noun(token: Token) -> bool:
    """The noun stands for something said or thought ("claim", "belief")."""
    if token.pos_ != "NOUN":
        return False
    known = lemma(token)
    return known in words(LEXICON, "nouns.content") or known in words(LEXICON, "nouns.thought")


def is_thought_noun(token: Token) -> bool:
    """The noun stands for something thought ("belief")."""
    return lemma(token) in words(LEXICON, "nouns.thought")


def is_document(token: Token) -> bool:
    """The noun stands for a text or a count that somebody made ("ruling", "poll", "statement")."""
    return lemma(token) in words(LEXICON, "nouns.documents") or is_content_noun(token)


def is_occasion_noun(token: Token) -> bool:
    """The noun stands for an occasion of speech ("interview", "statement")."""
    return lemma(token) in words(LEXICON, "nouns.occasions")


@cache
def _by_head() -> dict[str, tuple[tuple[tuple[str, ...], Cue], ...]]:
    """The cues by their first word, longer ones first."""
    found: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for group in table(LEXICON)["verbs"].values():
        for entry in group["lemmas"]:
            head, *rest = entry.split()
            cue = Cue(entry, 1 + len(rest), group["kind"], frozenset(group["takes"]), group["addressee"])
            found.setdefault(head, []).append((tuple(rest), cue))
    return {head: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for head, entries in found.items()}


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The words that follow the first one of each phrase for a source, by that."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for first, *rest in (phrase.split() for phrase in table(LEXICON)["phrases"]["sources"]):
        found[first] = (*found.get(first, ()), tuple(rest))
    return found


def _follow(token: Token, rest: tuple[str, ...]) -> bool:
    if not rest:
        return True
    after = token.doc[token.i + 1 : token.i + 1 + len(rest)]
    return tuple(word.lower_ for word in after) == rest
