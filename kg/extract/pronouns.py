"""Pronouns: whom `he`, `her` and `its` mean.

In: a Doc, the cast, its quotes and the references by name and role. Out: references of pronouns. A sieve: gender and number rule
persons out, then subjects, recent sentences and the person spoken of most come first; where two come equally near, none is taken.
A trained ranker was no better on news (section 7 of the language study). `it` and `they` are resolved inside their sentence only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.identity import honorific_gender
from kg.extract.model import Link, Quote, Reference
from kg.extract.syntax import RELATIVE, SUBJECTS, ancestors, subjects
from kg.lexicon import words
from kg.names import gender
from kg.records import Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.extract.identity import Cast
    from kg.extract.positions import Positions

_REACH_SENTENCES = 4
_MARGIN = 1.0
_OPENING = 4
_BODIES = frozenset({Kind.COUNTRY, Kind.ORGANIZATION, Kind.GROUP})


@dataclass(frozen=True, slots=True)
class _Trace:
    """One mention of a person, as the sieve remembers it."""

    person: int
    token: int
    sentence: int
    paragraph: int
    subject: bool
    quoted: bool
    possessive: bool


class Pronouns:
    """Resolves the pronouns of one Doc in the order of the text."""

    def __init__(self, doc: Doc, cast: Cast, quotes: tuple[Quote, ...], mentions: list[Reference], positions: Positions) -> None:
        self.doc, self.cast = doc, cast
        self.heads = {r.head: r.referent for r in mentions}
        self.genders = _genders(doc, cast)
        self.quoted = {i for quote in quotes if quote.speech for i in range(quote.start, quote.end)}
        self.positions = positions
        self.sentence, self.paragraph = positions.sentence, positions.paragraph
        self.mentions = sorted((r for r in mentions if cast.things[r.referent].kind is Kind.PERSON), key=lambda r: r.start)
        self.traces: list[_Trace] = []
        self.counts: dict[int, int] = {}

    def resolve(self) -> list[Reference]:
        """The references of all pronouns that one referent stands out for."""
        waiting = list(self.mentions)
        found: list[Reference] = []
        for token in self.doc:
            while waiting and waiting[0].start <= token.i:
                mention = waiting.pop(0)
                self._remember(mention.referent, self.doc[mention.head])
            referent = self._referent(token)
            if referent is not None:
                found.append(Reference(token.i, token.i + 1, token.i, referent, Link.PRONOUN, 0.8))
                self.heads[token.i] = referent
        return found

    def _referent(self, token: Token) -> int | None:
        for called in ("m", "f"):
            if token.lower_ in words("pronouns", f"persons.{called}") and token.pos_ in {"PRON", "DET"}:
                person = self._person(token, called)
                if person is not None:
                    self._remember(person, token)
                return person
        if token.lower_ == "whose":
            clause = next((above for above in ancestors(token) if above.dep_ == "relcl"), None)
            return None if clause is None else self.heads.get(clause.head.i)
        if token.lower_ in words("pronouns", "things.singular") | words("pronouns", "things.plural"):
            return self._body(token)
        return None

    def _remember(self, person: int, token: Token) -> None:
        self.counts[person] = self.counts.get(person, 0) + 1
        i = token.i
        self.traces.append(
            _Trace(person, i, self.sentence[i], self.paragraph[i], _is_subject(token), i in self.quoted, token.dep_ in {"poss", "compound"})
        )

    def _person(self, token: Token, called: str) -> int | None:
        ahead = self._cataphora(token, called)
        if ahead is not None:
            return ahead
        scores: dict[int, float] = {}
        barred = self._barred(token)
        for trace in reversed(self.traces):
            if self.sentence[token.i] - trace.sentence > _REACH_SENTENCES:
                break
            if trace.person not in barred and self.genders.get(trace.person, called) == called:
                scores[trace.person] = max(scores.get(trace.person, -99.0), self._score(token, trace))
        if not scores:
            return None
        ranked = sorted(((score + self._topic(person, called), person) for person, score in scores.items()), reverse=True)
        return None if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN else ranked[0][1]

    def _score(self, token: Token, trace: _Trace) -> float:
        distance = self.sentence[token.i] - trace.sentence
        score = -1.2 * distance - 0.4 * (self.paragraph[token.i] - trace.paragraph)
        governors = self._governors(token) if distance == 0 else []
        score += 2.0 * (trace.subject or trace.token in governors[:1]) - 0.8 * trace.possessive
        score -= 1.0 * (trace.quoted != (token.i in self.quoted))
        if trace.token in governors:
            score += 1.5
        return score - 0.002 * (token.i - trace.token)

    def _topic(self, person: int, called: str) -> float:
        return 0.25 * min(self.counts[person], 4) + 0.7 * (self.genders.get(person) == called)

    def _governors(self, token: Token) -> list[int]:
        """The subjects of the verbs above a token, nearest first: `he` in "Lee said he would" is likely Lee."""
        found = [(above, c) for above in ancestors(token) for c in above.children if c.dep_ in SUBJECTS and c.i < token.i]
        return [above.head.i if c.lower_ in RELATIVE and above.dep_ == "relcl" else c.i for above, c in found]

    def _barred(self, token: Token) -> set[int]:
        """Who cannot be meant: the subject of the same verb, and inside a quote the one who speaks it."""
        barred = set()
        if token.lower_ not in words("pronouns", "reflexive.all") | words("pronouns", "possessive.all") or token.dep_ == "dobj":
            verb = token.head if token.dep_ != "pobj" else token.head.head
            barred |= {self.heads[c.i] for c in subjects(verb) if c.i != token.i and c.i in self.heads}
        if token.lower_ in words("pronouns", "reflexive.all"):
            barred = set()
        if token.i in self.quoted:
            sent = token.sent
            barred |= {self.heads[t.i] for t in sent if t.i in self.heads and t.i not in self.quoted and t.dep_ in SUBJECTS}
        return barred

    def _cataphora(self, token: Token, called: str) -> int | None:
        """`In his address, Lee said`: the subject of the sentence, where the pronoun stands in the phrase that opens it."""
        sent = token.sent
        opening = sent[0].pos_ in {"ADP", "SCONJ"} or sent[0].tag_ == "VBG"
        if token.dep_ != "poss" or not opening or token.i - sent.start > _OPENING:
            return None
        subject = next((c for c in sent.root.children if c.dep_ in SUBJECTS), None)
        if subject is None or subject.i < token.i:
            return None
        person = next((r.referent for r in self.mentions if r.head == subject.i), None)
        return person if person is not None and self.genders.get(person, called) == called else None

    def _body(self, token: Token) -> int | None:
        """The one country, organisation or group that is the subject of a verb above the pronoun in its sentence."""
        if _is_expletive(token):
            return None
        plural = token.lower_ in words("pronouns", "things.plural")
        governors = self._governors(token)
        above = {self.heads[i] for i in governors if i in self.heads} - self._barred(token)
        found = sorted(n for n in above if self.cast.things[n].kind in _BODIES)
        unknown = any(i not in self.heads and self.doc[i].lower_ not in RELATIVE for i in governors)
        if len(found) != 1 or len(above) != 1 or unknown:
            return None
        kind = self.cast.things[found[0]].kind
        return found[0] if plural == (kind is Kind.GROUP) else None


def _is_subject(token: Token) -> bool:
    if token.dep_ in SUBJECTS:
        return True
    return token.dep_ in {"conj", "appos"} and token.head.dep_ in SUBJECTS


def _is_expletive(token: Token) -> bool:
    verb = token.head
    if token.lower_ != "it" or token.dep_ not in SUBJECTS:
        return False
    return verb.lemma_ in words("pronouns", "expletive.verbs") or (
        verb.lemma_ == "be" and any(c.dep_ in {"acomp", "attr"} for c in verb.children)
    )


def _genders(doc: Doc, cast: Cast) -> dict[int, str]:
    """The gender of each person, as titles and forms of address tell it, else the first name."""
    told: dict[int, str] = {}
    for index, person in sorted(cast.of_name.items()):
        if cast.names[index].kind is Kind.PERSON and (called := honorific_gender(doc, cast.names[index])) is not None:
            told.setdefault(person, called)
    for holding in cast.offices:
        for called in ("m", "f"):
            if set(holding.office.split()) & words("pronouns", f"gender.{called}"):
                told.setdefault(cast.of_name[holding.person], called)
    for thing in cast.things:
        guess = gender(thing.name) if thing.kind is Kind.PERSON else None
        if guess is not None:
            told.setdefault(thing.id, guess)
    return told

