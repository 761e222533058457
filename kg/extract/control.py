"""Control: who holds or claims a place by what the text says ("Russian-held Melitopol", "an island that China claims").

Only what holds now is taken: the present tense, and participles without a day or a word for the past. A part of a place ("parts of the
region", "Russian-occupied Ukraine") is not the place. What the gazetteer says of where places lie is left as it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.modality import verb_certainty
from kg.extract.model import Attribution, Reading, Role, Time
from kg.extract.parsed import Doc, Span, Token
from kg.extract.references import actors
from kg.extract.standing import told_by, voices_by_token
from kg.extract.syntax import RELATIVE, SUBJECTS, auxiliaries
from kg.lexicon import words
from kg.records import Kind, Modality

LEXICON = "control"
_PLACES = frozenset({Kind.PLACE, Kind.COUNTRY})
_HYPHENS = frozenset({"-", "–"})
_REAL = frozenset({Modality.ACTUAL, Modality.CLAIMED})
_ABOVE = 3


@dataclass(frozen=True, slots=True)
class ControlSpan:
    """Somebody holds or claims a place, as a span of the Doc says; fields as in `kg.records.Control`, spans in tokens."""

    start: int
    end: int
    place: int
    actor: int
    claimed: bool
    sources: tuple[int, ...]
    rule: str


def find_control(doc: Doc, reading: Reading) -> Iterator[ControlSpan]:
    """Who holds and who claims places, by position."""
    forms = _forms()
    near = [(token.i, forms[token.lower_]) for token in doc if token.lower_ in forms]
    if not near:
        return
    scene = _Scene(doc, reading)
    for i, claimed in near:
        yield from scene.told(doc[i], claimed)


class _Scene:
    def __init__(self, doc: Doc, reading: Reading) -> None:
        self.doc, self.reading = doc, reading
        self.starts = {name.start: name for name in reading.names}
        self.ends = {name.end: name for name in reversed(reading.names)}
        self.voices: dict[int, tuple[Attribution, ...]] = voices_by_token(reading)

    def told(self, word: Token, claimed: bool) -> Iterator[ControlSpan]:
        """What one word says, with whom and of what."""
        if _is_over(word) or any(_hangs_on(word, self.doc[time.start]) for time in self._times(word.sent)):
            return
        found = self._adjective(word, claimed) or self._participle(word) or self._verb(word)
        if found is None:
            return
        place, actor, start, end, rule = found
        told = self._sources(word, rule)
        if place != actor and told is not None:
            yield ControlSpan(start, end, place, actor, claimed, told, f"place.{'claimed' if claimed else 'controlled'}.{rule}")

    def _times(self, sentence: Span) -> tuple[Time, ...]:
        first, last = (bisect_left(self.reading.times, edge, key=lambda time: time.start) for edge in (sentence.start, sentence.end))
        return self.reading.times[first:last]

    def _adjective(self, word: Token, claimed: bool) -> tuple[int, int, int, int, str] | None:
        """`Russian-held Melitopol`, `the rebel-held city of Idlib`."""
        i = word.i
        if i < 2 or self.doc[i - 1].text not in _HYPHENS or self.doc[i - 1].whitespace_:
            return None
        actor, at = self._actor_at(i - 2), i + 1
        while at + 1 < len(self.doc) and self.doc[at].lower_ in words(LEXICON, "places.nouns") and self.doc[at + 1].lower_ == "of":
            at += 2
        name = self.starts.get(at)
        if name is None or actor is None or self._goes_on(name.end):
            return None
        place = self.reading.references.of_name(name)
        if place is None or (not claimed and self.reading.references.things[place].kind is not Kind.PLACE):
            return None
        first = self.ends[i - 1].start if i - 1 in self.ends else i - 2
        return self._if_place(place, actor, first, name.end, "adjective")

    def _participle(self, word: Token) -> tuple[int, int, int, int, str] | None:
        """`Melitopol, held by Russia`, `a town held by the rebels`, `the island is claimed by China`."""
        agents = [pobj for by in word.children if by.lower_ == "by" and by.i > word.i for pobj in by.children if pobj.dep_ == "pobj"]
        if len(agents) != 1 or word.tag_ not in {"VBN", "VBD"}:
            return None
        owner = word.head if word.dep_ == "acl" else _owner(word)
        if owner is None:
            return None
        return self._joined(self._place_of(owner), self._one(agents[0]), owner, agents[0], word, "participle")

    def _verb(self, word: Token) -> tuple[int, int, int, int, str] | None:
        """`China claims Taiwan`, `Western Sahara, which Morocco claims`."""
        if word.lower_ not in _present() or word.tag_ not in {"VBZ", "VBP"} or auxiliaries(word):
            return None
        subject = next((child for child in word.children if child.dep_ in SUBJECTS and child.dep_ == "nsubj"), None)
        target = next((child for child in word.children if child.dep_ == "dobj"), None)
        if subject is None or subject.lower_ in RELATIVE:
            return None
        if target is None or target.lower_ in RELATIVE:
            target = word.head if word.dep_ == "relcl" else None
        return None if target is None else self._joined(self._place_of(target), self._one(subject), target, subject, word, "verb")

    def _joined(
        self, place: int | None, actor: int | None, at: Token, by: Token, word: Token, rule: str
    ) -> tuple[int, int, int, int, str] | None:
        if place is None or actor is None:
            return None
        tokens = (at.i, by.i, word.i)
        last = max(tokens)
        spans = [reference for i in tokens if (reference := self.reading.references.by_token.get(i)) is not None]
        start = min([*tokens, *(span.start for span in spans)])
        return self._if_place(place, actor, start, max([last + 1, *(span.end for span in spans)]), rule)

    def _place_of(self, noun: Token) -> int | None:
        """The place that a noun names, or that it describes beside the name ("Melitopol, a city held by")."""
        node = noun
        for _ in range(_ABOVE):
            reference = self.reading.references.by_token.get(node.i)
            if reference is not None and (reference.end - 1 == node.i or reference.head == node.i):
                if self._is_metonym(reference.start):
                    return None
                kind = self.reading.references.things[reference.referent].kind
                return reference.referent if kind in _PLACES else None
            if node.dep_ != "appos" and not (node.lower_ in words(LEXICON, "places.nouns") and self._named_of(node)):
                return None
            node = self._named_of(node) or node.head
        return None

    def _is_metonym(self, start: int) -> bool:
        """The capital stands for its country."""
        name = self.starts.get(start)
        return name is not None and name.role is Role.METONYM

    def _named_of(self, noun: Token) -> Token | None:
        """`the city of Melitopol`: the name behind the noun."""
        for preposition in noun.children:
            if preposition.lower_ == "of":
                return next(
                    (child for child in preposition.children if child.dep_ == "pobj" and self.reading.references.at(child.i) is not None),
                    None,
                )
        return None

    def _one(self, noun: Token) -> int | None:
        found = actors(noun, self.reading.references)
        return found[0] if len(found) == 1 else None

    def _actor_at(self, i: int) -> int | None:
        """The referent of a name before a hyphen; that of its country where it is an adjective."""
        found = self.reading.references.at(i)
        if found is not None:
            return found
        name = self.ends.get(i + 1)
        entry = None if name is None else name.entry or name.country
        return None if entry is None else self.reading.references.by_entry.get(entry)

    def _goes_on(self, end: int) -> bool:
        """The name only describes what follows it ("Russian-held Melitopol airport")."""
        return (
            end < len(self.doc)
            and self.doc[end].tag_ in {"NN", "NNS", "NNP", "POS"}
            and self.doc[end].lower_ not in words(LEXICON, "places.nouns")
        )

    def _if_place(self, place: int, actor: int, start: int, end: int, rule: str) -> tuple[int, int, int, int, str] | None:
        things = self.reading.references.things
        return None if things[place].kind not in _PLACES else (place, actor, start, end, rule)

    def _sources(self, word: Token, rule: str) -> tuple[int, ...] | None:
        certain = Modality.ACTUAL if rule == "adjective" or word.dep_ == "acl" else verb_certainty(word, True)
        if certain is None:
            return None
        told = told_by(word, certain, self.voices.get(word.i, ()), self.reading)
        return told[1] if told is not None and told[0] in _REAL else None


def _owner(participle: Token) -> Token | None:
    """What is held by the subject of a passive in the present ("X, which is held by")."""
    owner = next((child for child in participle.children if child.dep_ == "nsubjpass"), None)
    helpers = {helper.lower_ for helper in auxiliaries(participle)}
    if owner is None or not helpers or not helpers <= words(LEXICON, "places.present"):
        return None
    return participle.head if owner.lower_ in RELATIVE and participle.dep_ == "relcl" else owner


def _is_over(word: Token) -> bool:
    """It is told of another time ("formerly held by", "no longer controls")."""
    near = {child.lower_ for child in word.children} | {token.lower_ for token in word.doc[max(0, word.i - 2) : word.i]}
    return bool(near & words(LEXICON, "places.over"))


def _hangs_on(word: Token, time: Token) -> bool:
    """The time expression belongs to the word: it happened then, and need not hold now."""
    node = time
    while node.head.i != node.i and node.i != word.i:
        if node.head.i == word.i:
            return True
        if node.tag_.startswith("V"):
            return False
        node = node.head
    return False


@cache
def _present() -> frozenset[str]:
    return words(LEXICON, "controlled.present") | words(LEXICON, "claimed.present")


@cache
def _forms() -> dict[str, bool]:
    kinds = (("controlled", False), ("claimed", True))
    return {form: claimed for kind, claimed in kinds for part in ("present", "participles") for form in words(LEXICON, f"{kind}.{part}")}
