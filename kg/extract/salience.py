"""Salience: how strongly each person stands out when a pronoun comes.

In: the traces that persons have left in the text so far. Out: a score for a trace as the antecedent of a pronoun. Subjects, near
sentences, the verbs above the pronoun, the one who spoke last and the one that the paragraph is about count most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.cues import THOUGHTS, verb_cues
from kg.extract.syntax import RELATIVE, SUBJECTS, ancestors

if TYPE_CHECKING:
    from kg.extract.parsed import Token

REACH_SENTENCES = 4
#: how far the best antecedent must lead: one with a name, and one without
MARGIN = {True: 0.7, False: 1.5}
#: the least score of an antecedent whose gender is told, and of one whose gender is not
LEAST = {True: -2.0, False: -1.0}
_SENTENCE = 1.2
_PARAGRAPH = 0.4
_SUBJECT = 2.0
_POSSESSIVE = 0.8
_OTHER_SPEECH = 1.0
_GOVERNOR = 1.5
_RELATIVE_OF_OTHER = 0.8
_SPOKE = 0.8
_TOLD_OF = 0.8
_DISTANCE = 0.002
_COUNTED = 0.25
_MOST_COUNTED = 4
_GENDER_KNOWN = 0.7
_TOPIC = 0.6


@dataclass(frozen=True, slots=True)
class Trace:
    """One mention of a person.

    Attributes:
        person: referent; negative for someone unnamed who is no referent yet.
        token: head of the mention.
        sentence, told: number of its sentence, and of those that have words outside quotes.
        paragraph: number of its paragraph.
        subject: it is the subject of a verb.
        speaks: of a verb that reports.
        quoted: it stands inside a quote.
        possessive: it only qualifies another noun.
        owned: it is introduced as someone's ("his envoy, Steve Witkoff").
        told_of: it is the subject of what somebody else says.
    """

    person: int
    token: int
    sentence: int
    told: int
    paragraph: int
    subject: bool
    speaks: bool
    quoted: bool
    possessive: bool
    owned: bool
    told_of: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pronoun stands; fields as of a trace, and the subjects of the verbs above it, nearest first."""

    token: int
    sentence: int
    told: int
    paragraph: int
    quoted: bool
    credit: bool
    governors: tuple[int, ...]

    def distance(self, trace: Trace) -> int:
        """Sentences since a trace; beside quotes those of other speakers do not count."""
        return self.sentence - trace.sentence if self.quoted or trace.quoted else self.told - trace.told


def score(place: Place, trace: Trace) -> float:
    """How well a trace fits as the antecedent of a pronoun."""
    distance = place.distance(trace)
    governors = place.governors if place.sentence == trace.sentence else ()
    found = -_SENTENCE * distance - _PARAGRAPH * (place.paragraph - trace.paragraph)
    found += _SUBJECT * (trace.subject or trace.token in governors[:1]) - _POSSESSIVE * trace.possessive
    found -= _OTHER_SPEECH * (trace.quoted != place.quoted) + _RELATIVE_OF_OTHER * (trace.owned and trace.token not in governors)
    found += _GOVERNOR * (trace.token in governors) + _SPOKE * (place.credit and trace.speaks)
    found -= _TOLD_OF * (trace.told_of and distance > 0)
    return found - _DISTANCE * (place.token - trace.token)


def standing(count: int, gender_known: bool, topic: bool) -> float:
    """What counts for a person whatever the trace: how often he has been named, that the gender is told, and the paragraph's topic."""
    return _COUNTED * min(count, _MOST_COUNTED) + _GENDER_KNOWN * gender_known + _TOPIC * topic


def governors(token: Token) -> tuple[int, ...]:
    """The subjects of the verbs above a token, nearest first: `he` in "Lee said he would" is likely Lee."""
    found = [(above, c) for above in ancestors(token) for c in above.children if c.dep_ in SUBJECTS and c.i < token.i]
    return tuple(above.head.i if c.lower_ in RELATIVE and above.dep_ == "relcl" else c.i for above, c in found)


def is_subject(token: Token) -> bool:
    """The token is the subject of a verb, or coordinated or in apposition with it."""
    return token.dep_ in SUBJECTS or (token.dep_ in {"conj", "appos"} and token.head.dep_ in SUBJECTS)


def is_speaking(token: Token) -> bool:
    """The token is the subject of a verb that tells what somebody says."""
    head = token.head if token.dep_ in {"conj", "appos"} else token
    return head.dep_ in SUBJECTS and any(cue.kind not in THOUGHTS for cue in verb_cues(head.head))


def is_told_of(token: Token) -> bool:
    """The token is the subject of a clause that somebody else says: of "Lee noted that Ray had left" Ray."""
    clause = token.head
    if token.dep_ not in SUBJECTS or clause.dep_ != "ccomp":
        return False
    tellers = [child for child in clause.head.children if child.dep_ in SUBJECTS] or clause.head.dep_ == "conj"
    return bool(tellers) and any(cue.kind not in THOUGHTS for cue in verb_cues(clause.head))


def is_owned(token: Token) -> bool:
    """The mention says whose he is: an apposition with a possessive pronoun, or beside such a noun."""
    nouns = [child for child in token.children if child.dep_ in {"appos", "compound"}]
    nouns += [token.head] if token.dep_ == "appos" else []
    return any(child.tag_ == "PRP$" for noun in (token, *nouns) for child in noun.children if child.dep_ == "poss")
