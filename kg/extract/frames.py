"""Event frames: which words name which happening, read from `ontology/lexicon/event_frames.toml`.

A verb or noun comes in, the frame that fits it goes out. Dispatch is one look-up by lemma; particles, the object's head and
the word before a noun decide between the few frames of a lemma.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from typing import Any

from kg.extract.civilians import of_civilians
from kg.extract.inflection import third_person
from kg.extract.parsed import Token
from kg.extract.syntax import agents, is_passive, patients, prepositional
from kg.lexicon import table, words

LEXICON = "event_frames"
_REACH = 7
_PARTICLES = frozenset({"away", "off", "out", "apart", "aside", "back"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A kind of happening; the fields are explained at the top of the lexicon."""

    name: str
    type: str
    act: str
    to: tuple[str, ...]
    of: str
    poss: str
    mutual: bool
    needs: str
    objects: frozenset[str]
    inert: frozenset[str]
    place: tuple[str, ...]
    bare: bool
    present: bool
    undergo: bool
    human: str
    aspect: bool
    announces: bool
    home: frozenset[str]
    alone: bool
    bodies: bool
    natural: bool
    gains: bool
    onset: bool
    spoken: bool
    theme: tuple[str, ...]
    full: bool
    named: bool
    civil: bool
    active: bool
    through: bool
    governs: str


def verb_frames(verb: Token) -> tuple[Frame, ...]:
    """The frames of a verb in its clause, those that ask for particles or for a certain object first."""
    if not verb.tag_.startswith("V") or (verb.tag_ == "VBG" and any(child.dep_ == "det" for child in verb.children)):
        return ()
    known = _verbs().get(lemma(verb))
    if known is None or any(_follow(verb, rest) for rest in _idioms().get(lemma(verb), ())):
        return ()
    bare = any(not rest for rest, _ in known) and _follow(verb, ())
    beside = _words_beside(verb) if any(rest for rest, _ in known) else frozenset()
    followed = [frame for rest, frame in known if (rest[0] in beside and _follow(verb, rest) if rest else bare)]
    objects = _object_lemmas(verb) if any(frame.objects or frame.inert for frame in followed) else frozenset()
    fitting = [frame for frame in followed if _object_fits(verb, frame, objects)]
    if not fitting or _only_carries(verb, fitting[0]):
        return ()
    return tuple(frame for frame in (_by_nature(verb, frame) for frame in fitting) if frame is not None)


def act_of(trigger: Token, frame: Frame, joint: str, *, objects: bool) -> str:
    """The act of an event's label, with the preposition that its objects ask for ("objects to", but "protests")."""
    if trigger.tag_[0] != "V" and frame.named:
        return f"{lemma(trigger)} {frame.act}"
    if trigger.tag_[0] != "V" or not objects or frame.full:
        return frame.act
    rest, _, last = frame.act.rpartition(" ")
    prepositions = words(LEXICON, "places.joints")
    if any(child.dep_ == "prt" and child.lower_ == last for child in trigger.children):
        return frame.act
    if not joint:
        return rest if last in prepositions else frame.act
    return frame.act if last in prepositions or not frame.spoken else f"{frame.act} {joint}"


def names_object_of_frame(noun: Token) -> bool:
    """The verb above has a frame that already counts this noun as its object ("signed an agreement", "declared independence")."""
    frames, own = verb_frames(noun.head)[:1] if noun.dep_ in {"dobj", "nsubjpass"} else (), noun_frame(noun)
    return any(lemma(noun) in frame.objects or (own is not None and frame.name == own.name) for frame in frames)


def _by_nature(verb: Token, frame: Frame) -> Frame | None:
    """An attack by a storm is none; people killed by it are no victims of an assault."""
    causes = [cause for subject in agents(verb) for cause in (noun_frame(subject), _sort_of(subject))] if frame.type == "ASSAULT" else []
    if not any(cause is not None and cause.type == "OTHER" for cause in causes):
        return frame
    return replace(frame, type="OTHER") if frame.natural else None


def _sort_of(name: Token) -> Frame | None:
    """What stands before the name of a disaster ("Typhoon Halya")."""
    sorts = (frame for child in name.children if child.dep_ == "compound" for _, frame in _nouns().get(lemma(child), ()))
    return next((frame for frame in sorts if frame.named), None) if name.pos_ == "PROPN" else None


def _only_carries(verb: Token, frame: Frame) -> bool:
    """The verb times another verb, or is the light verb of a noun that names the happening itself."""
    if frame.aspect and (any(child.dep_ == "xcomp" for child in verb.children) or _governs_infinitive(verb)):
        return True
    if frame.announces or frame.objects or not is_light(verb):
        return False
    return any(noun_frame(child) is not None for child in verb.children if child.dep_ in {"dobj", "nsubjpass"})


def _governs_infinitive(verb: Token) -> bool:
    """One follows at once, whatever the parser takes it for ("fought to save the deal")."""
    return verb.i + 1 < len(verb.doc) and verb.nbor().tag_ == "TO"


def noun_frame(noun: Token) -> Frame | None:
    """The frame of a common noun, or of an election or war that has a name of its own."""
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.dep_ in {"compound", "npadvmod", "nmod"}:
        return None
    before = noun.nbor(-1).lower_ if noun.i else ""
    for modifier, frame in _nouns().get(lemma(noun), ()):
        fits = (not modifier or modifier.endswith(before)) and (noun.pos_ == "NOUN" or frame.bare)
        if fits and (not frame.civil or of_civilians(noun)):
            return frame
    return None


def lemma(token: Token) -> str:
    """The lemma in lower case; a capitalised common noun keeps its plural in the model, so it is cut off here."""
    text: str = token.lemma_.lower()
    return text[:-1] if token.tag_ == "NNPS" and text.endswith("s") else text


def is_light(verb: Token) -> bool:
    """The verb only says that the noun beside it happens."""
    return any(_follow(verb, rest) for rest in _light().get(lemma(verb), ()))


@cache
def _frames() -> tuple[tuple[Frame, dict[str, Any]], ...]:
    return tuple((_frame(name, entry), entry) for name, entry in table(LEXICON)["frame"].items())


def _frame(name: str, entry: dict[str, Any]) -> Frame:
    return Frame(
        name,
        entry["type"],
        entry["act"],
        tuple(entry.get("to", ("object",))),
        entry.get("of", "recipient"),
        entry.get("poss", "agent"),
        entry.get("mutual", False),
        entry.get("needs", "any"),
        frozenset(entry.get("objects", ())),
        frozenset(entry.get("inert", ())),
        tuple(entry.get("place", ())),
        entry.get("bare", False),
        entry.get("present", False),
        entry.get("undergo", False),
        entry.get("human", ""),
        entry.get("aspect", False),
        entry.get("announces", False),
        frozenset(entry.get("home", ())),
        entry.get("alone", False),
        entry.get("bodies", False),
        entry.get("natural", False),
        entry.get("gains", False),
        entry.get("onset", False),
        entry.get("spoken", False),
        tuple(entry.get("theme", ())),
        entry.get("full", False),
        entry.get("named", False),
        entry.get("civil", False),
        entry.get("active", False),
        entry.get("through", False),
        "",
    )


@cache
def _verbs() -> dict[str, tuple[tuple[tuple[str, ...], Frame], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
    for frame, entry in _frames():
        for phrase in entry.get("verbs", ()):
            head, *rest = phrase.split()
            told = replace(frame, act=third_person(phrase) if frame.spoken else frame.act, governs=rest[-1] if rest else "")
            found.setdefault(head, []).append((tuple(rest), told))
    return {head: tuple(sorted(entries, key=lambda e: (-len(e[0]), not e[1].objects))) for head, entries in found.items()}


@cache
def _nouns() -> dict[str, tuple[tuple[str, Frame], ...]]:
    found: dict[str, list[tuple[str, Frame]]] = {}
    for frame, entry in _frames():
        for phrase in entry.get("nouns", ()):
            modifier, _, head = phrase.rpartition(" ")
            found.setdefault(head, []).append((modifier, frame))
    return {head: tuple(sorted(entries, key=lambda e: -len(e[0]))) for head, entries in found.items()}


@cache
def known_lemmas() -> frozenset[str]:
    """The lemmas of frames, in each case and with the plural that names keep."""
    heads = {form for head in (*_verbs(), *_nouns()) for form in (head, f"{head}s")}
    return frozenset(form for head in heads for form in (head, head.capitalize(), head.title(), head.upper()))


@cache
def _light() -> dict[str, tuple[tuple[str, ...], ...]]:
    return _by_head(table(LEXICON)["light"]["verbs"])


@cache
def _idioms() -> dict[str, tuple[tuple[str, ...], ...]]:
    return _by_head(table(LEXICON)["idioms"]["verbs"])


def _by_head(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The words that follow each verb."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        head, *rest = phrase.split()
        found.setdefault(head, []).append(tuple(rest))
    return {head: tuple(entries) for head, entries in found.items()}


def _object_fits(verb: Token, frame: Frame, objects: frozenset[str]) -> bool:
    if (frame.alone and any(child.dep_ in {"dobj", "ccomp"} for child in verb.children)) or (frame.civil and not of_civilians(verb)):
        return False
    if frame.active and is_passive(verb):
        return False
    if not frame.objects and not frame.inert:
        return True
    heads = objects | {lemma(head) for head in prepositional(verb, "from", frame.governs)}
    if not frame.objects:
        return not heads & frame.inert
    return not heads & frame.inert and bool(heads & frame.objects)


def _object_lemmas(verb: Token) -> frozenset[str]:
    """The lemmas of what a verb is about: its objects, what they count, and predicates beside it."""
    heads = [head for patient in patients(verb) for head in (patient, *_counted(patient))]
    heads += [child for child in verb.children if child.dep_ in {"dobj", "nsubjpass", "acomp", "advmod", "oprd"}]
    return frozenset(form for head in heads for form in (lemma(head), *_with_nouns_before(head)))


def _with_nouns_before(head: Token) -> list[str]:
    return [f"{lemma(child)} {lemma(head)}" for child in head.children if child.dep_ == "compound" and child.i == head.i - 1]


def _counted(noun: Token) -> list[Token]:
    """`a net of 20 seats`, `a number of races`: what a word of quantity counts."""
    return prepositional(noun, "of") if lemma(noun) in words("group_nouns", "quantities") or lemma(noun) in {"net", "total"} else []


def _words_beside(verb: Token) -> frozenset[str]:
    """Words and lemmas with which something that follows a verb may begin."""
    following = [child for child in verb.children if verb.i < child.i <= verb.i + _REACH]
    if verb.i + 1 < len(verb.doc):
        following.append(verb.nbor())
    return frozenset(form for token in following for form in (token.lower_, token.lemma_.lower()))


def _follow(verb: Token, rest: tuple[str, ...]) -> bool:
    """The words follow the verb in this order; the first of them depends on it."""
    if not rest:
        return not any(
            child.dep_ == "prt" or (child.i == verb.i + 1 and child.lower_ in _PARTICLES and child.dep_ == "advmod")
            for child in verb.children
        )
    first = [
        child
        for child in verb.children
        if verb.i < child.i <= verb.i + _REACH
        and rest[0] in {child.lower_, child.lemma_.lower()}
        and not _dates(child)
        and child.nbor(-1).lower_ != "not"
    ]
    if not first and rest[0] == "not" and verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "not":
        first = [verb.nbor()]
    if not first and verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == rest[0] in _PARTICLES:
        first = [verb.nbor()]
    return any(_found_in(iter(_after(verb, child.i)), rest[1:]) for child in first)


def _dates(preposition: Token) -> bool:
    """`signed on Monday` is no signing on."""
    return any(noun.dep_ == "pobj" and noun.ent_type_ in {"DATE", "TIME"} for noun in preposition.children)


def _after(verb: Token, index: int) -> list[Token]:
    return list(takewhile(lambda token: not token.is_sent_start, verb.doc[index + 1 : verb.i + 1 + _REACH]))


def _found_in(tokens: Iterator[Token], rest: tuple[str, ...]) -> bool:
    is_word: Callable[[str, Token], bool] = lambda word, token: word in {token.lower_, token.lemma_.lower()}  # noqa: E731
    return all(any(is_word(word, token) for token in tokens) for word in rest)
