"""The cast of an event: its participants while they are gathered, and the referents that phrases denote."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.announcements import owner_of_forces
from kg.extract.frames import LEXICON, lemma
from kg.extract.model import Attribution, Link, Reading
from kg.extract.parsed import Doc, Token
from kg.extract.references import actors
from kg.extract.syntax import conjuncts, phrase, prepositional
from kg.lexicon import words
from kg.records import Kind

_THEME_WORDS = 8
_ACTORS = frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.COUNTRY, Kind.GROUP, Kind.PLACE})


@dataclass(slots=True)
class Cast:
    """Participants while they are gathered.

    Attributes:
        agents, recipients: referents.
        heads: heads of their phrases, and of the theme's.
        theme: words of an object that is no referent.
        carrier: the light or announcing verb beside a noun.
        voices: what the trigger is told in, outermost first.
        joint: the preposition between a verb and what it is done to, or "" where that is an object.
    """

    agents: list[int]
    recipients: list[int]
    heads: list[Token]
    voices: tuple[Attribution, ...]
    theme: str | None = None
    carrier: Token | None = None
    joint: str = ""


def give(cast: Cast, part: str, heads: list[Token], reading: Reading) -> None:
    """Take those whom phrases denote as "agent" or "recipient"; what is no referent is the theme of a recipient or "theme"."""
    found = referents(heads, cast, reading)
    cast.heads += heads
    if part == "agent":
        cast.agents += found
    elif part == "recipient":
        cast.recipients += found
    if heads and not found and part in {"theme", "recipient"} and cast.theme is None:
        cast.theme = said(heads[0].doc, *phrase(heads[0]))


def referents(heads: list[Token], cast: Cast, reading: Reading) -> list[int]:
    """Those whom phrases denote, if they can take part in an event."""
    things = reading.references.things
    return [referent for head in heads for referent in _denoted(head, cast, reading) if things[referent].kind in _ACTORS]


def _denoted(head: Token, cast: Cast, reading: Reading) -> tuple[int, ...]:
    """The referents of a phrase, also of `the town of Lamu`, `its troops` and `two ministers, Ann Lee and Bo Chen`."""
    if lemma(head) in words(LEXICON, "places.sorts"):
        inner = tuple(one for noun in prepositional(head, "of", "over") for one in _denoted(noun, cast, reading))
        if inner:
            return inner
    own = reading.references.by_token.get(head.i)
    if own is not None and own.link is Link.NOMINAL and (members := _members(head, reading)):
        return members
    found = actors(head, reading.references)
    if found:
        return found
    owner = owner_of_forces(head, cast.voices, reading)
    return () if owner is None else (owner,)


def _members(group: Token, reading: Reading) -> tuple[int, ...]:
    """Those who are named behind a group."""
    beside = [child for child in group.children if child.dep_ == "appos" and child.i > group.i]
    spans = [reading.references.by_token.get(token.i) for head in beside for token in conjuncts(head)]
    return tuple(span.referent for span in spans if span is not None and span.link is Link.NAME)


def said(doc: Doc, start: int, end: int) -> str | None:
    """The words of a theme, without what leads up to them; None where nothing is left."""
    while start < end and (doc[start].pos_ in {"DET", "PUNCT", "SPACE", "SCONJ"} or doc[start].dep_ == "det"):
        start += 1
    tokens = [token for token in doc[start : min(end, start + _THEME_WORDS)] if not token.is_space]
    if not tokens or (len(tokens) == 1 and tokens[0].pos_ == "PRON"):
        return None
    return " ".join(doc[tokens[0].i : tokens[-1].i + 1].text.split())
