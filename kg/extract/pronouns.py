"""Pronouns: whom `he`, `her` and `its` mean.

In: a Doc, the cast, its quotes and the references by name and role. Out: references of pronouns. A sieve: gender and number rule
persons out, then the most salient comes first (`kg.extract.salience`); where two come equally near, none is taken. A trained
ranker was no better on news (section 7 of the language study). `it` and `they` are resolved inside their sentence only.
"""

from __future__ import annotations

from collections import deque
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.antecedents import Unnamed, genders, unnamed
from kg.extract.model import Link, Quote, Reference
from kg.extract.salience import (
    LEAST,
    MARGIN,
    REACH_SENTENCES,
    Place,
    Trace,
    governors,
    is_owned,
    is_speaking,
    is_subject,
    is_told_of,
    score,
    standing,
)
from kg.extract.syntax import RELATIVE, SUBJECTS, ancestors, subjects
from kg.lexicon import words
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.groups import Groups
    from kg.extract.identity import Cast
    from kg.extract.parsed import Doc, Token
    from kg.extract.positions import Positions

_OPENING = 4
_BODIES = frozenset({Kind.COUNTRY, Kind.ORGANIZATION, Kind.GROUP})


class Pronouns:
    """Resolves the pronouns of one Doc in the order of the text."""

    def __init__(self, doc: Doc, cast: Cast, quotes: tuple[Quote, ...], mentions: list[Reference], positions: Positions) -> None:
        self.doc, self.cast = doc, cast
        self.heads = {r.head: r.referent for r in mentions}
        self.quoted = {i for quote in quotes if quote.speech for i in range(quote.start, quote.end)}
        self.sentence, self.paragraph, self.bounds = positions.sentence, positions.paragraph, positions.bounds
        self.tokens = positions.tokens
        self.told = _told(positions, self.quoted)
        self.persons = {r.head: r for r in mentions if cast.things[r.referent].kind is Kind.PERSON}
        self.unnamed = unnamed(positions.tokens, cast, self.heads)
        self.genders = genders(doc, cast)
        self.traces: list[Trace] = []
        self.counts: dict[int, int] = {}
        self.topics: dict[int, int] = {}
        self.meant: dict[int, Unnamed] = {}

    def resolve(self) -> list[Reference]:
        """The references of all pronouns that one referent stands out for; an unnamed person's number is negative."""
        waiting = deque(sorted([*self.persons.values(), *self._silent()], key=lambda r: r.start))
        found: list[Reference] = []
        for token in self.tokens:
            while waiting and waiting[0].start <= token.i:
                mention = waiting.popleft()
                self._remember(mention.referent, self.doc[mention.head])
            if token.lower_ in _all() and (referent := self._referent(token)) is not None:
                found.append(Reference(token.i, token.i + 1, token.i, referent, Link.PRONOUN, 0.8))
                self.heads[token.i] = referent
        return found

    def _silent(self) -> list[Reference]:
        """Mentions of unnamed persons, who are referents only when a pronoun takes them up."""
        found = []
        for token, person in self.unnamed.items():
            number = person.referent if person.referent is not None else -1 - person.first
            if person.gender is not None:
                self.genders[number] = person.gender
            self.meant.setdefault(number, person)
            found.append(Reference(token, token + 1, token, number, Link.NOMINAL, 0.8))
        return found

    def _referent(self, token: Token) -> int | None:
        if token.pos_ in {"PRON", "DET"}:
            for called in ("m", "f"):
                if token.lower_ in words("pronouns", f"persons.{called}"):
                    return self._settled(token, called)
        if token.lower_ == "whose":
            clause = next((above for above in ancestors(token) if above.dep_ == "relcl"), None)
            return None if clause is None else self.heads.get(clause.head.i)
        if token.lower_ in words("pronouns", "things.singular") | words("pronouns", "things.plural"):
            return self._body(token)
        return None

    def _settled(self, token: Token, called: str) -> int | None:
        person = self._person(token, called)
        if person is None:
            return None
        self._remember(person, token)
        self.genders.setdefault(person, called)
        return None if person in self.meant and not self.meant[person].introduced else person

    def _remember(self, person: int, token: Token) -> None:
        self.counts[person] = self.counts.get(person, 0) + 1
        i, subject = token.i, is_subject(token)
        quoted = i in self.quoted
        if subject and not quoted:
            self.topics.setdefault(self.paragraph[i], person)
        speaks, possessive = subject and is_speaking(token), token.dep_ in {"poss", "compound"}
        told, owned = self.told[i], person >= 0 and is_owned(token)
        self.traces.append(
            Trace(person, i, self.sentence[i], told, self.paragraph[i], subject, speaks, quoted, possessive, owned, is_told_of(token))
        )

    def _person(self, token: Token, called: str) -> int | None:
        ahead = self._cataphora(token, called)
        if ahead is not None:
            return ahead
        if token.lower_ in words("pronouns", "reflexive.all"):
            return self._reflexive(token, called)
        ranked = self._ranked(token, called)
        if not ranked or self._is_said_by_someone(token):
            return None
        best, person = ranked[0]
        leads = len(ranked) == 1 or best - ranked[1][0] >= MARGIN[person not in self.meant]
        return person if leads and best >= LEAST[person in self.genders] and not self._stands_for(person, called) else None

    def _is_said_by_someone(self, token: Token) -> bool:
        """An official without a name says it, who is likely meant: "the governor said he would"."""
        above = governors(token)
        noun = self.doc[above[0]] if above and token.dep_ == "nsubj" else None
        if noun is None or noun.tag_ != "NN" or noun.i in self.heads or noun.i in self.unnamed:
            return False
        return noun.lower_ in words("titles", "heads.office") and not any(child.dep_ == "appos" for child in noun.children)

    def _stands_for(self, person: int, called: str) -> bool:
        """An unnamed person belongs to someone that the pronoun may as well mean ("Ana Ruiz's lawyer said she")."""
        if person not in self.meant:
            return False
        owners = [child.i for child in self.doc[self.meant[person].first].children if child.dep_ == "poss"]
        return any(i in self.persons and self.genders.get(self.persons[i].referent, called) == called for i in owners)

    def _reflexive(self, token: Token, called: str) -> int | None:
        above = governors(token)
        person = self._at(above[0]) if above else None
        return person if person is not None and self.genders.get(person, called) == called else None

    def _ranked(self, token: Token, called: str) -> list[tuple[float, int]]:
        """The persons that a pronoun can mean with their scores, best first."""
        place, barred = self._place(token), self._barred(token)
        scores: dict[int, float] = {}
        for trace in reversed(self.traces):
            if place.told - trace.told > REACH_SENTENCES:
                break
            if place.distance(trace) > REACH_SENTENCES or (place.credit and trace.quoted) or trace.person in barred:
                continue
            if self.genders.get(trace.person, called) == called:
                scores[trace.person] = max(scores.get(trace.person, -99.0), score(place, trace))
        topic = self.topics.get(place.paragraph - 1) if place.paragraph not in self.topics else None
        return sorted(((value + self._standing(person, called, topic), person) for person, value in scores.items()), reverse=True)

    def _place(self, token: Token) -> Place:
        i = token.i
        quoted = i in self.quoted
        credit = not quoted and token.dep_ == "nsubj" and is_speaking(token)
        return Place(i, self.sentence[i], self.told[i], self.paragraph[i], quoted, credit, governors(token))

    def _standing(self, person: int, called: str, topic: int | None) -> float:
        return standing(self.counts[person], self.genders.get(person) == called, person == topic)

    def _barred(self, token: Token) -> set[int]:
        """Who cannot be meant: the subject of the same verb, whoever is his own, and inside a quote the one who speaks it."""
        barred = self._owned(token)
        if token.lower_ not in words("pronouns", "possessive.all") or token.dep_ == "dobj":
            verb = token.head if token.dep_ != "pobj" else token.head.head
            barred |= {self.heads[c.i] for c in subjects(verb) if c.i != token.i and c.i in self.heads}
        if token.i in self.quoted:
            inside = range(*self.bounds(token.i))
            barred |= {self.heads[i] for i in inside if i in self.heads and i not in self.quoted and self.doc[i].dep_ in SUBJECTS}
        return barred

    def _owned(self, token: Token) -> set[int]:
        """Who is introduced as belonging to a possessive pronoun: of "his envoy, Steve Witkoff" the envoy."""
        if token.dep_ != "poss":
            return set()
        noun = token.head
        beside = [noun, *(child for child in noun.children if child.dep_ in {"appos", "compound"} and child.i > token.i)]
        beside += [noun.head] if noun.dep_ in {"appos", "compound"} else []
        return {self._at(other.i) for other in beside} - {None}  # type: ignore[return-value]

    def _at(self, token: int) -> int | None:
        person = self.unnamed.get(token)
        if person is not None and person.referent is None:
            return -1 - person.first
        return self.heads.get(token)

    def _cataphora(self, token: Token, called: str) -> int | None:
        """`In his address, Lee said`: the subject of the sentence, where the pronoun stands in the phrase that opens it."""
        first = self.doc[self.bounds(token.i)[0]]
        opening = first.pos_ in {"ADP", "SCONJ"} or first.tag_ == "VBG"
        if token.dep_ != "poss" or not opening or token.i - first.i > _OPENING:
            return None
        root = next((above for above in ancestors(token) if above.dep_ == "ROOT"), None)
        subject = None if root is None else next((c for c in root.children if c.dep_ in SUBJECTS), None)
        if subject is None or subject.i < token.i or subject.i not in self.persons:
            return None
        person = self.persons[subject.i].referent
        return person if self.genders.get(person, called) == called else None

    def _body(self, token: Token) -> int | None:
        """The one country, organisation or group that is the subject of a verb above the pronoun in its sentence."""
        if _is_expletive(token):
            return None
        plural = token.lower_ in words("pronouns", "things.plural")
        above_it = governors(token)
        above = {self.heads[i] for i in above_it if i in self.heads} - self._barred(token)
        found = sorted(n for n in above if n >= 0 and self.cast.things[n].kind in _BODIES)
        unknown = any(i not in self.heads and self.doc[i].lower_ not in RELATIVE for i in above_it)
        if len(found) != 1 or len(above) != 1 or unknown:
            return None
        kind = self.cast.things[found[0]].kind
        return found[0] if plural == (kind is Kind.GROUP) else None


def referents_for(found: list[Reference], pronouns: Pronouns, groups: Groups) -> tuple[list[Reference], list[Reference]]:
    """The pronouns with the unnamed persons that they mean as referents, and the references of these persons."""
    made: dict[int, int] = {}
    mentions: dict[int, Reference] = {}
    for person in dict.fromkeys(r.referent for r in found if r.referent < 0):
        for token, other in pronouns.unnamed.items():
            if other.referent is None and -1 - other.first == person:
                mentions[token] = groups.reference(pronouns.doc[token])
                made.setdefault(person, mentions[token].referent)
    numbered = [Reference(r.start, r.end, r.head, made.get(r.referent, r.referent), r.link, r.confidence) for r in found]
    own = [Reference(r.start, r.end, r.head, made[-1 - pronouns.unnamed[i].first], r.link, r.confidence) for i, r in mentions.items()]
    return numbered, own


def _told(positions: Positions, quoted: set[int]) -> list[int]:
    """For each token how many sentences with words outside quotes have begun."""
    numbers, number, last = [], 0, -1
    for i, sentence in enumerate(positions.sentence):
        if sentence != last and i not in quoted and not (positions.tokens[i].is_punct or positions.tokens[i].is_space):
            last = sentence
            number += 1
        numbers.append(number)
    return numbers


@cache
def _all() -> frozenset[str]:
    """The words that may be pronouns here."""
    keys = ("persons.m", "persons.f", "things.singular", "things.plural")
    return frozenset({"whose"}).union(*(words("pronouns", key) for key in keys))


def _is_expletive(token: Token) -> bool:
    verb = token.head
    if token.lower_ != "it" or token.dep_ not in SUBJECTS:
        return False
    return verb.lemma_ in words("pronouns", "expletive.verbs") or (
        verb.lemma_ == "be" and any(c.dep_ in {"acomp", "attr"} for c in verb.children)
    )
