"""Who holds a stance, and who says so.

The holder is whom the words commit: the subject, the owner ("Moscow's opposition"), the one who hopes. Those who say so are
the speakers of the attributions around it, outermost first; one who speaks for himself is no source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg.extract.model import Attribution, Link, Reading, Time
from kg.extract.noun_holders import authors, makers, owners, provoker
from kg.extract.parsed import Doc, Token
from kg.extract.references import actors
from kg.extract.speech_rules import is_statement
from kg.extract.stance_frames import Frame
from kg.extract.syntax import agents, is_negated, is_passive, prepositional, subjects
from kg.lexicon import table, words
from kg.records import Kind

_COMPLEMENTS = frozenset({"dobj", "ccomp", "xcomp"})
_FIRST_PERSON = frozenset({"i", "we"})
_HOLDERS = frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.COUNTRY, Kind.GROUP, Kind.PLACE})


@dataclass(frozen=True)
class Scene:
    """A Doc with its reading, and what is said where.

    Attributes:
        tokens: those of the Doc, made once for all who walk over them.
        sayings: for each token, the attributions whose content it is in, the widest first.
        cues: the tokens that introduce direct speech.
        times: the time expressions of each sentence, by its first token.
        titled: for each token of a title, the person beside it.
        crowds: those who protest, by the tokens that name them.
    """

    doc: Doc
    tokens: tuple[Token, ...]
    reading: Reading
    sayings: dict[int, tuple[Attribution, ...]]
    cues: frozenset[int]
    times: dict[int, tuple[Time, ...]]
    titled: dict[int, int]
    crowds: tuple[tuple[int, int], ...]

    def crowd(self, token: int) -> int | None:
        """Those who protest that were named last before a token, or else first after it."""
        place = bisect_left(self.crowds, (token,))
        return self.crowds[max(0, place - 1)][1] if self.crowds else None

    def speaker(self, token: int) -> int | None:
        """Who says the token: the speaker of the narrowest attribution around it."""
        known = [saying.speaker for saying in self.sayings.get(token, ()) if saying.speaker is not None]
        return known[-1] if known else None

    def denoted(self, token: Token) -> int | None:
        """The referent that a token is the head of, or a name of; not that of a longer phrase around it."""
        reference = self.reading.references.by_token.get(token.i)
        whole = reference is not None and (reference.head == token.i or reference.link is Link.NAME)
        return reference.referent if reference is not None and whole else None

    def sources(self, token: int, holder: int) -> tuple[int, ...]:
        """Who says so, outermost first, but for the holder."""
        around = self.sayings.get(token, ())
        own = {saying.contents for saying in around if saying.speaker == holder}
        speakers = [saying.speaker for saying in around if saying.contents not in own]
        return tuple(dict.fromkeys(speaker for speaker in speakers if speaker is not None and speaker != holder))

    def times_at(self, token: Token) -> tuple[Time, ...]:
        """The time expressions of the sentence of a token."""
        return self.times.get(token.sent.start, ())


def scene(doc: Doc, reading: Reading) -> Scene:
    """The scene of a Doc."""
    sayings: dict[int, tuple[Attribution, ...]] = {}
    for saying in sorted(filter(is_statement, reading.speech), key=_extent, reverse=True):
        for start, end in saying.contents:
            for i in range(start, end):
                sayings[i] = (*sayings.get(i, ()), saying)
    times: dict[int, tuple[Time, ...]] = {}
    for time in reading.times:
        first = doc[time.start].sent.start
        times[first] = (*times.get(first, ()), time)
    cues = frozenset(saying.cue for saying in reading.speech if saying.cue is not None and saying.quotes)
    tokens = tuple(doc)
    return Scene(doc, tokens, reading, sayings, cues, times, _titled(reading), _crowds(tokens, reading))


def _crowds(tokens: tuple[Token, ...], reading: Reading) -> tuple[tuple[int, int], ...]:
    people = words("stance_frames", "crowds.people")
    named = ((token.i, reading.references.at(token.i)) for token in tokens if token.lower_ in people)
    return tuple((start, referent) for start, referent in named if referent is not None)


def _titled(reading: Reading) -> dict[int, int]:
    found: dict[int, int] = {}
    for holding in reading.offices:
        person = reading.references.of_name(reading.names[holding.person])
        if person is not None:
            found.update(dict.fromkeys(range(holding.title_start, holding.title_end), person))
    return found


def _extent(saying: Attribution) -> int:
    return sum(end - start for start, end in saying.contents)


def acting(tokens: Iterable[Token], around: Scene) -> tuple[int, ...]:
    """The referents of these heads; "we" inside a quote without a referent is its speaker."""
    found: list[int] = []
    for token in tokens:
        known = _named_beside(token, around) or actors(token, around.reading.references) or _meant(token, around)
        found.extend(referent for referent in known if _can_hold(referent, token, around))
    return tuple(dict.fromkeys(found))


def _named_beside(token: Token, around: Scene) -> tuple[int, ...]:
    """Who is named beside a description, or described beside a name."""
    return _counted_out(token, around) or _specified(token, around) or _described(token, around)


def _can_hold(referent: int, token: Token, around: Scene) -> bool:
    """No thing, and no single official of whom nothing is known but the title: "a minister"."""
    thing = around.reading.references.things[referent]
    if thing.kind not in _HOLDERS or token.lower_ == "others" or _is_anybody(token):
        return False
    bare = token.tag_ == "NN" and not any(child.dep_ in {"prep", "poss", "compound"} for child in token.children)
    alone = (bare and token.lower_ in _officials()) or thing.name.lower() in _officials()
    return not (thing.kind is Kind.GROUP and alone)


def _is_anybody(token: Token) -> bool:
    """No one in particular: "people who vote for it", "all people", "so-called experts"."""
    if token.lower_ in words("stance_frames", "empty.anybody"):
        told = any(child.dep_ in {"relcl", "acl"} for child in token.children)
        return told or any(child.lower_ in {"all", "every", "no", "some", "most", "many"} for child in token.children)
    return any(child.lower_ == "called" and child.dep_ == "amod" for child in token.children)


@cache
def _officials() -> frozenset[str]:
    table_of = table("role_nouns")
    return frozenset({*table_of["fits"], *(office for offices in table_of["fits"].values() for office in offices)})


def _specified(token: Token, around: Scene) -> tuple[int, ...]:
    """The body that is named after a description: "the lower house, the Bundestag"."""
    reference = around.reading.references.by_token.get(token.i)
    if token.tag_ != "NN" or reference is None or reference.link is Link.NAME:
        return ()
    if around.reading.references.things[reference.referent].kind is not Kind.GROUP:
        return ()
    named = _beside(token, around)
    return () if named is None else (named,)


def _counted_out(token: Token, around: Scene) -> tuple[int, ...]:
    """Who is named after "one of them": "one of the councillors, Ann Lee"."""
    named = _beside(token, around) if token.lower_ == "one" else None
    return () if named is None else (named,)


def _described(token: Token, around: Scene) -> tuple[int, ...]:
    """Whom an apposition describes: "Ann Lee, a lawyer who opposes it"."""
    if token.dep_ != "appos" or not _agrees(token) or _is_named(token, around):
        return ()
    named = around.reading.references.at(token.head.i)
    known = named is not None and around.reading.references.things[named].kind in {Kind.PERSON, Kind.ORGANIZATION}
    return (named,) if named is not None and known else ()


def _meant(token: Token, around: Scene) -> tuple[int, ...]:
    """Whom a word without a referent stands for: the person of a title, the makers of a text, the speaker, those counted."""
    if (titled := around.titled.get(token.i)) is not None:
        return (titled,)
    if token.lower_ in _FIRST_PERSON and (speaker := around.speaker(token.i)) is not None:
        return (speaker,)
    if (named := _beside(token, around)) is not None:
        return (named,)
    if (echoed := _told_before(token, around)) is not None:
        return (echoed,)
    heads: list[Token] = []
    if token.lemma_.lower() in words("stance_frames", "signed.speaking"):
        heads = makers(token)
    elif token.lemma_.lower() in words("stance_frames", "shares.nouns"):
        heads = prepositional(token, "of")
    return tuple(referent for head in heads for referent in actors(head, around.reading.references))


def _beside(token: Token, around: Scene) -> int | None:
    """Who is named right after a description: "the guarantor, Chile", "one of the councillors, Ann Lee"."""
    if token.pos_ not in {"NOUN", "NUM"} or token.tag_ == "NNS":
        return None
    names = [child for child in token.children if child.dep_ == "appos" and child.pos_ == "PROPN" and _is_named(child, around)]
    return around.reading.references.at(names[0].i) if len(names) == 1 else None


def _told_before(token: Token, around: Scene) -> int | None:
    """The one body that "it" can mean: the only one that is a subject before it in its sentence, else that of the sentence before."""
    if token.lower_ != "it" or token.dep_ != "nsubj":
        return None
    start = token.sent.start
    if any(_is_text(word) for word in around.doc[around.doc[max(start - 1, 0)].sent.start : start]):
        return None
    if (near := _bodies(start, token.i, around)) or start == 0:
        return near[0] if len(near) == 1 else None
    told = _bodies(around.doc[start - 1].sent.start, start, around) if token.i == start else []
    return told[0] if len(told) == 1 else None


def _is_text(word: Token) -> bool:
    """A letter or report that "it" may mean."""
    return word.lemma_.lower() in words("stance_frames", "signed.speaking") and word.dep_ in {"dobj", "nsubj", "nsubjpass"}


def _bodies(start: int, end: int, around: Scene) -> list[int]:
    heads = [token for token in around.doc[start:end] if token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ in {"NOUN", "PROPN"}]
    known = [around.reading.references.at(head.i) for head in heads]
    kinds = {Kind.ORGANIZATION, Kind.COUNTRY}
    return list(dict.fromkeys(one for one in known if one is not None and around.reading.references.things[one].kind in kinds))


def _agrees(apposition: Token) -> bool:
    """It is no plural beside a single name, which then is the next of a list."""
    return not (apposition.tag_ == "NNS" and apposition.head.tag_ == "NNP")


def _is_named(token: Token, around: Scene) -> bool:
    """The apposition is a name itself, and no description ("Ann Lee, a lawyer who opposes it")."""
    reference = around.reading.references.by_token.get(token.i)
    return reference is not None and reference.link in {Link.NAME, Link.PRONOUN}


def carrier(trigger: Token, frame: Frame) -> Token | None:
    """The verb (or adjective) that a stance hangs on; None where its owner is named beside it ("Moscow's opposition")."""
    if frame.section in {"verb", "adjective"}:
        return trigger
    if frame.section == "preposition":
        return trigger.head if trigger.head.lemma_ == "be" and not any(c.dep_ in {"attr", "acomp"} for c in trigger.head.children) else None
    above = trigger.head
    if trigger.dep_ == "attr" and above.lemma_ == "be":
        return above
    if trigger.dep_ == "pobj" and above.lower_ == "in" and above.head.pos_ in {"VERB", "AUX", "NOUN"}:
        if (
            above.head.dep_ == "dobj"
            and above.head.head.pos_ == "VERB"
            and above.head.lemma_ not in words("stance_frames", "signed.makings")
        ):
            return above.head.head
        return None if is_negated(above.head) and above.head.lemma_ not in {"be", "vote"} else above.head
    if trigger.dep_ == "pobj" and above.lower_ == "on" and above.head.lemma_ in words("stance_frames", "borne.verbs"):
        return above.head
    if trigger.dep_ == "dobj" and above.lemma_ in words("stance_frames", "embedding.light"):
        return above
    return provoker(trigger)


def holders(trigger: Token, frame: Frame, verb: Token | None) -> list[Token]:
    """The heads of the phrases that hold the stance of a trigger, before the words above it are looked at."""
    if "passage" in frame.target:
        return [child for child in trigger.children if child.dep_ == "dobj"]
    if frame.section == "verb":
        return authors(trigger) or agents(trigger) or _verbless(trigger)
    if frame.section == "bearer":
        return _bearers(trigger, verb)
    if frame.section == "noun":
        return owners(trigger, verb, frame)
    return subjects(trigger if frame.section == "adjective" else trigger.head)


def _verbless(verb: Token) -> list[Token]:
    """The name before a verb that the parser hangs on it: "Its secretary, Ann Lee, called on them to leave"."""
    noun = verb.head
    finite = verb.dep_ == "acl" and verb.tag_ == "VBD" and not is_passive(verb)
    told = any(child.dep_ in _COMPLEMENTS for child in verb.children) or any(child.dep_ == "appos" for child in noun.children)
    return [noun] if finite and told else []


def _bearers(noun: Token, verb: Token | None) -> list[Token]:
    if verb is not None:
        return subjects(verb)
    if noun.dep_ == "appos" and _agrees(noun):
        return [noun.head]
    named = [child for child in noun.children if child.dep_ == "appos"]
    return named or [noun]
