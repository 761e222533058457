"""Stances that lie in "anti-" and "pro-": "her anti-corruption stance", "pro-democracy activist Ann Lee".

A word of these two kinds is joined to the issue; the noun after it tells whether a person, a group or an attitude is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.concepts import issue
from kg.extract.holders import Scene, acting
from kg.extract.issue_words import name_of
from kg.extract.model import StanceSpan
from kg.extract.parsed import Token
from kg.extract.syntax import possessors
from kg.lexicon import table, words
from kg.records import Issue, Kind, Polarity

_SIGNS = {"anti": Polarity.OPPOSES, "pro": Polarity.SUPPORTS}
_CONFIDENCE = 0.7
_REACH = 3


def leanings(around: Scene) -> Iterator[StanceSpan]:
    """The stances of a Doc that a prefix tells."""
    for token in around.tokens:
        if token.lower_ in _SIGNS and (about := _joined(token)) is not None and (noun := _noun(about)) is not None:
            yield from _stances(token, about, noun, around)


def _joined(prefix: Token) -> Token | None:
    """The word that a hyphen joins to the prefix."""
    end = prefix.i + 2
    if prefix.whitespace_ or end >= len(prefix.doc) or prefix.nbor().text != "-" or prefix.nbor().whitespace_:
        return None
    return prefix.doc[end]


def _noun(about: Token) -> Token | None:
    """The noun that the compound goes with, one of those that lean."""
    last = min(about.i + 1 + _REACH, about.sent.end)
    known = words("stance_frames", "leaning.attitudes") | words("stance_frames", "leaning.bearers")
    for token in about.doc[about.i + 1 : last]:
        if token.lemma_.lower() in known:
            return token
        if token.pos_ not in {"ADJ", "NOUN"}:
            return None
    return None


def _stances(prefix: Token, about: Token, noun: Token, around: Scene) -> Iterator[StanceSpan]:
    found = _issue(prefix, about, around)
    if found is None:
        return
    polarity, meant = found
    for head in _holders(noun):
        for holder in _named(head, around):
            yield StanceSpan(
                start=min(prefix.i, head.i),
                end=max(noun.i, head.i) + 1,
                holder=holder,
                issue=meant,
                polarity=polarity,
                condition=None,
                sources=around.sources(prefix.i, holder),
                stated_on=None,
                rule="stance.leaning",
                confidence=_CONFIDENCE,
            )


def _holders(noun: Token) -> list[Token]:
    """Who leans: the owner of the attitude, who is named beside the description, or the group itself."""
    if noun.lemma_.lower() in words("stance_frames", "leaning.attitudes"):
        return possessors(noun)
    if noun.dep_ == "compound" and noun.head.pos_ == "PROPN":
        return [noun.head]
    return [noun]


def _named(head: Token, around: Scene) -> tuple[int, ...]:
    """Who is known by more than the leaning: no "anti-war protesters"."""
    things = around.reading.references.things
    alone = around.reading.references.at(head.i)
    known = (alone,) if alone is not None and head.conjuncts else acting([head], around)
    return tuple(holder for holder in known if things[holder].kind in {Kind.PERSON, Kind.ORGANIZATION, Kind.COUNTRY})


def _issue(prefix: Token, about: Token, around: Scene) -> tuple[Polarity, Issue] | None:
    """What the prefix is joined to; "pro-life" and the like mean something else than they say."""
    compound = f"{prefix.lower_}-{about.lower_}"
    special: dict[str, dict[str, str]] = table("stance_frames")["leaning"]["special"]
    if compound in special:
        return Polarity(special[compound]["polarity"]), issue((), special[compound]["issue"])
    if name := name_of(about, around.reading.references):
        return _SIGNS[prefix.lower_], Issue(name)
    return (_SIGNS[prefix.lower_], issue((), about.lower_)) if about.text.islower() else None
