"""Stance frames from the lexicon: what a word says about where its holder stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kg.extract.parsed import Token
from kg.extract.syntax import is_negated
from kg.lexicon import table, words
from kg.records import Polarity

_SECTIONS = {
    "verb": ("VERB", "AUX"),
    "noun": ("NOUN", "PROPN"),
    "bearer": ("NOUN", "PROPN"),
    "adjective": ("ADJ", "VERB"),
    "preposition": ("ADP",),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A word that takes a position.

    Attributes:
        section: verb, noun, bearer (someone who holds a stance), adjective or preposition.
        target: where the target stands, see `ontology/lexicon/stance_frames.toml`.
        flips: its negation means the opposite; otherwise it means nothing.
        persons: a person may be the target.
        act: it does something; another attitude may be about it.
        assents: a condition may hang on it.
        embedded: it counts only where someone wants to do it.
        denied: it counts only where it is negated or refused.
        voiced: it counts only where someone voices it.
    """

    section: str
    polarity: Polarity
    target: tuple[str, ...]
    flips: bool
    persons: bool
    act: bool
    particle: str | None
    progressive: bool
    assents: bool
    embedded: bool
    denied: bool
    voiced: bool

    @property
    def alone(self) -> bool:
        """What it is about was named before, as that of a vote is."""
        return "vote" in self.target


def frames(token: Token) -> tuple[Frame, ...]:
    """The frames that a token may trigger."""
    if not (known := _known(token.lemma_, token.lower_)):
        return ()
    pos = "VERB" if _is_mistaken(token) else token.pos_
    return tuple(frame for frame in known if pos in _SECTIONS[frame.section] and _has_form(token, frame))


def _is_mistaken(token: Token) -> bool:
    """A verb that the tagger takes for an adverb or noun: "Brazil and Peru back the complaint"."""
    if token.dep_ != "ROOT" or token.pos_ in {"VERB", "AUX"} or token.tag_ not in {"RB", "NN", "JJ"}:
        return False
    deps = {child.dep_ for child in token.children}
    return "nsubj" in deps and "dobj" in deps


@lru_cache(maxsize=8192)
def _known(form: str, lower: str) -> tuple[Frame, ...]:
    """The frames of a lemma, after those of the form itself as an adjective ("opposed")."""
    found = _repaired(form)
    known = _by_lemma().get(found, ())
    return known if lower == found else (*(frame for frame in _by_lemma().get(lower, ()) if frame.section == "adjective"), *known)


def lemma(token: Token) -> str:
    """The lemma of a token, lower case, right also where the small pipeline takes "hoped" for a form of "hop"."""
    return _repaired(token.lemma_)


@lru_cache(maxsize=8192)
def _repaired(form: str) -> str:
    found = form.lower()
    repaired: str = table("reporting")["lemmas"].get(found, found)
    return repaired


def is_attitude(token: Token) -> bool:
    """The token triggers a frame that holds an opinion, and does not only act."""
    return any(frame.section in {"verb", "adjective"} and not frame.act for frame in frames(token))


def _has_form(token: Token, frame: Frame) -> bool:
    if (frame.progressive and token.tag_ != "VBG") or (frame.embedded and not _is_wanted(token)):
        return False
    if (frame.denied and not _is_denied(token)) or (frame.voiced and not _is_voiced(token)):
        return False
    return frame.particle is None or frame.particle in [child.lower_ for child in token.children if _is_particle(child)]


def _is_particle(word: Token) -> bool:
    """A particle, also where the parser takes it for a preposition before another: "backed out of it"."""
    return word.dep_ in {"prt", "advmod"} or (word.dep_ == "prep" and any(child.dep_ == "prep" for child in word.children))


def _is_denied(token: Token) -> bool:
    return is_negated(token) or (token.dep_ == "xcomp" and lemma(token.head) in words("stance_frames", "embedding.flip"))


def _is_voiced(noun: Token) -> bool:
    return noun.dep_ == "dobj" and lemma(noun.head) in words("stance_frames", "embedding.spoken_for")


def _is_wanted(token: Token) -> bool:
    return (
        token.tag_ == "VB" and token.dep_ in {"xcomp", "advcl", "acl"} and lemma(token.head) in words("stance_frames", "embedding.wanted")
    )


@cache
def _by_lemma() -> dict[str, tuple[Frame, ...]]:
    found: dict[str, tuple[Frame, ...]] = {}
    for section in _SECTIONS:
        for group in table("stance_frames")[section]:
            frame = _frame(section, group)
            for lemma in group["lemmas"]:
                found[lemma] = (*found.get(lemma, ()), frame)
    return found


def _frame(section: str, group: dict[str, Any]) -> Frame:
    return Frame(
        section=section,
        polarity=Polarity(group["polarity"]),
        target=tuple(group["target"]),
        flips=group["negated"] == "flip",
        persons=group["persons"],
        act=group.get("act", False),
        particle=group.get("particle"),
        progressive=group.get("progressive", False),
        assents=group.get("assents", group["negated"] == "flip"),
        embedded=group.get("embedded", False),
        denied=group.get("denied", False),
        voiced=group.get("voiced", False),
    )
