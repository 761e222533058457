"""Standing: who says that an event happens, and what that makes of it.

A trigger with its frame and agents comes in, its modality and its sources go out, or None. What was said by somebody is
claimed by him, unless it is his own act that he makes known; `kg.extract.modality` gives the certainty of the words themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.announcements import belongs, is_own_act
from kg.extract.frames import LEXICON, Frame, lemma
from kg.extract.modality import noun_certainty, verb_certainty
from kg.extract.model import Attribution, Reading
from kg.extract.parsed import Token
from kg.extract.references import actors
from kg.extract.syntax import SUBJECTS, agents, auxiliaries
from kg.lexicon import words
from kg.records import Modality

_LAST = 3
_VERBAL = frozenset({"SUPPORT", "CONCEDE", "REJECT", "ACCUSE", "REQUEST", "THREATEN"})
_FIRST_PERSON = frozenset({"my", "our"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How certain an event is.

    Attributes:
        modality: as the text gives it.
        sources: referents that say so, outermost first; empty means the outlet.
    """

    modality: Modality
    sources: tuple[int, ...]


def standing(trigger: Token, frame: Frame, own: tuple[int, ...], voices: tuple[Attribution, ...], reading: Reading) -> Standing | None:
    """The standing of the event of a trigger, or None where nobody says that it happens.

    Args:
        trigger: verb, or noun whose governor has been considered in `noun_certainty`.
        frame: its frame.
        own: its agents.
        voices: what it is told in, outermost first.
        reading: what is known of the Doc.
    """
    certainty = verb_certainty(trigger, frame.present) if trigger.tag_.startswith("V") else noun_certainty(trigger)
    if certainty is None:
        return None
    return _attributed(trigger, frame, certainty, own, voices, reading)


def told_by(
    trigger: Token, certainty: Modality, voices: tuple[Attribution, ...], reading: Reading
) -> tuple[Modality, tuple[int, ...]] | None:
    """Modality and sources of what a verb or noun tells that is no event of its own, such as a number; None where it is unreal.

    Args:
        trigger: the verb or noun.
        certainty: the certainty of the words themselves.
        voices: what it is told in, outermost first.
        reading: what is known of the Doc.
    """
    if not voices:
        found = _reported(trigger, certainty, reading)
        return found.modality, found.sources
    heard = _within_semicolons(trigger, voices)
    if any(speech.lemma in words(LEXICON, "modality.unreal_cues") for speech in heard):
        return None
    if any(speech.lemma in words(LEXICON, "modality.denying_cues") for speech in heard):
        certainty = Modality.DENIED
    sources = tuple(dict.fromkeys(speech.speaker for speech in heard if speech.speaker is not None))
    return _claimed(certainty, bool(sources)), sources


def voices_by_token(reading: Reading) -> dict[int, tuple[Attribution, ...]]:
    """For each token that somebody says, who says it, outermost first."""
    found: dict[int, tuple[Attribution, ...]] = {}
    for speech in sorted(reading.speech, key=_size, reverse=True):
        for token in dict.fromkeys(i for start, end in speech.contents for i in range(start, end) if i != speech.cue):
            found[token] = (*found.get(token, ()), speech)
    return found


def _attributed(
    trigger: Token, frame: Frame, certainty: Modality, own: tuple[int, ...], voices: tuple[Attribution, ...], reading: Reading
) -> Standing | None:
    sources: list[int] = []
    promised = False
    heard = _within_semicolons(trigger, voices)
    for speech in heard:
        if speech.lemma in words(LEXICON, "modality.unreal_cues"):
            return None
        if speech.lemma in words(LEXICON, "modality.planning_cues") and not speech.quotes:
            continue
        if speech.lemma in words(LEXICON, "modality.denying_cues"):
            certainty = Modality.DENIED
        if speech.speaker is None:
            continue
        promised = promised or all(belongs(agent, speech.speaker, reading) for agent in own)
        mine = _without_partners(own, speech, heard)
        if not (is_own_act(frame, mine, speech, reading) or _performs(trigger, frame, mine, speech) or _presupposes(trigger, speech)):
            sources.append(speech.speaker)
    if not voices:
        return _reported(trigger, certainty, reading)
    if certainty is Modality.PLANNED and _would(trigger) and own and not promised:
        return None
    return Standing(_claimed(certainty, bool(sources)), tuple(dict.fromkeys(sources)))


def _within_semicolons(trigger: Token, voices: tuple[Attribution, ...]) -> list[Attribution]:
    """`he was sacked, she says; the office says he resigned`: who speaks behind the semicolon speaks alone."""
    if not voices:
        return []
    sentence = trigger.sent
    last = max((token.i for token in trigger.doc[sentence.start : trigger.i] if token.text == ";"), default=-1)
    behind = [speech for speech in voices if speech.cue is not None and last < speech.cue < sentence.end]
    return [speech for speech in voices if speech in behind or speech.quotes or not behind or last < 0]


def _without_partners(own: tuple[int, ...], speech: Attribution, heard: list[Attribution]) -> tuple[int, ...]:
    """The agents but for those who say the same with the speaker: "Ann Lee and Bo Chen announced their opposition"."""
    partners = {other.speaker for other in heard if other.cue == speech.cue} - {speech.speaker}
    return tuple(agent for agent in own if agent not in partners)


def _performs(trigger: Token, frame: Frame, own: tuple[int, ...], speech: Attribution) -> bool:
    """`We condemn it`, `a message blaming them`, `our condolences`: to say so is the act."""
    if set(own) != {speech.speaker}:
        return False
    if trigger.tag_[0] != "V":
        said = any(child.lower_ in _FIRST_PERSON for child in trigger.children) or (trigger.dep_ == "dobj" and trigger.head.i == speech.cue)
        return said and frame.type in _VERBAL
    return frame.present and trigger.tag_ in {"VBP", "VBZ", "VBG"}


def _presupposes(noun: Token, speech: Attribution) -> bool:
    """`criticized her refusal`, `praised their withdrawal`: who judges a thing that is somebody's own takes it as it is."""
    if noun.tag_[0] == "V" or speech.quotes or speech.cue is None or noun.head.i != speech.cue or noun.dep_ not in {"dobj", "nsubjpass"}:
        return False
    return speech.lemma in words(LEXICON, "modality.judging_cues") and any(child.dep_ == "poss" for child in noun.children)


def _would(verb: Token) -> bool:
    """`said it would`: a promise when it is about the speaker, else a guess."""
    return any(helper.lower_ in {"would", "'d", "’d"} for helper in auxiliaries(verb)) and verb.tag_.startswith("V")


def _claimed(certainty: Modality, has_source: bool) -> Modality:
    return Modality.CLAIMED if certainty is Modality.ACTUAL and has_source else certainty


def _size(speech: Attribution) -> int:
    return max(end for _, end in speech.contents) - min(start for start, _ in speech.contents)


def _reported(trigger: Token, certainty: Modality, reading: Reading) -> Standing:
    """By the parse alone: `according to X`, or a clause below a verb of saying that the speech step did not read."""
    node = trigger
    while node.head.i != node.i:
        head = node.head
        if (node.dep_ == "ccomp" and _tells(head)) or (node.dep_ == "xcomp" and lemma(head) in words(LEXICON, "modality.denying_cues")):
            found = tuple(referent for subject in agents(head) for referent in actors(subject, reading.references))
            return Standing(_claimed(certainty, True), found)
        node = head
    behind = _said_behind(trigger)
    if behind:
        return Standing(_claimed(certainty, True), tuple(referent for noun in behind for referent in actors(noun, reading.references)))
    return Standing(certainty, ())


def _said_behind(trigger: Token) -> list[Token]:
    """`..., communicated the ministry`: the parser takes the verb of saying for a second act, and who says it for its object."""
    for verb in trigger.children:
        if verb.dep_ == "conj" and verb.tag_ in {"VBD", "VBN"} and verb.nbor(-1).text == "," and _tells(verb):
            objects = [child for child in verb.children if child.dep_ == "dobj"]
            if (
                objects
                and objects[0].right_edge.i >= trigger.sent.end - _LAST
                and not any(child.dep_ in SUBJECTS for child in verb.children)
            ):
                return objects
    return []


def _tells(verb: Token) -> bool:
    """The clause below the verb is somebody's word."""
    told = (words("reporting", f"verbs.{kind}.lemmas") for kind in ("say", "claim", "tell"))
    return lemma(verb) in words(LEXICON, "announcing.verbs") or any(lemma(verb) in lemmas for lemmas in told)
