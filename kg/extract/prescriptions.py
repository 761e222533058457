"""What speakers say should be done: "the law must be changed, she said" is a stance of hers for changing it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.commitment import commitment
from kg.extract.holders import Scene
from kg.extract.issues import issue_of
from kg.extract.model import StanceSpan
from kg.extract.parsed import Token
from kg.extract.stance_clauses import is_infinitive, says_nothing
from kg.extract.stance_frames import frames
from kg.extract.stance_nouns import is_abstract
from kg.extract.stance_targets import targets
from kg.extract.stated import stated_on
from kg.extract.syntax import auxiliaries, is_negated, prepositional
from kg.lexicon import words
from kg.records import Polarity

_CONFIDENCE = 0.6
_THINGS = frozenset({"it", "this", "that", "which"})
_OTHERS = frozenset({"i", "he", "she", "it", "they"})
_HELD = frozenset({"nsubj", "nsubjpass", "mark", "expl"})


def prescriptions(around: Scene) -> Iterator[StanceSpan]:
    """The stances of a Doc that say what should be done, or has no place."""
    for token in around.tokens:
        if token.i not in around.sayings or token.pos_ not in {"VERB", "AUX"}:
            continue
        if token.pos_ == "VERB" and _is_prescribed(token):
            yield from _stance(token, token, around)
        for thing in _wanting(token):
            yield from _stance(token, thing, around)
        for thing in _unplaced(token):
            yield from _stance(token, thing, around, against=True)


def _is_prescribed(verb: Token) -> bool:
    """It should be done, and the verb takes no stance of its own."""
    if says_nothing(verb):
        return False
    if any(targets(verb, frame.target) for frame in frames(verb)):
        return _is_rightful(verb)
    return _is_duty(verb) or _is_needed(verb) or _is_ordered(verb)


def _unplaced(verb: Token) -> list[Token]:
    """What has no place: "there is no place for racism", "hatred has no place here"."""
    places = [child for child in verb.children if child.dep_ in {"attr", "dobj"} and child.lower_ in {"place", "room", "excuse"}]
    if not any(inner.lower_ == "no" for place in places for inner in place.children):
        return []
    if verb.lemma_ == "have":
        return [child for child in verb.children if child.dep_ == "nsubj" and child.pos_ == "NOUN"]
    return [noun for noun in prepositional(places[0], "for") if noun.pos_ == "NOUN"] if verb.lemma_ == "be" else []


def _wanting(verb: Token) -> list[Token]:
    """Nouns for what is needed: "we need a truce", "we expect an inquiry", "there must be an inquiry"."""
    if is_negated(verb):
        return []
    if verb.lemma_ == "expect" and _is_first_person(verb) and verb.tag_ in {"VBP", "VB"}:
        return [child for child in verb.children if child.dep_ == "dobj" and is_abstract(child)]
    if verb.lemma_ == "need" and verb.tag_ in {"VBP", "VBZ"} and verb.dep_ != "relcl":
        needed = [child for child in verb.children if child.dep_ == "dobj" and is_abstract(child)]
        return [noun for noun in needed if not any(child.dep_ == "nummod" for child in noun.children)]
    there = any(child.dep_ == "expl" and child.i < verb.i for child in verb.children)
    due = any(token.lower_ in words("stance_frames", "embedding.duty_modals") for token in auxiliaries(verb))
    if verb.lemma_ != "be" or not there or not due:
        return []
    return [child for child in verb.children if child.dep_ == "attr" and not any(inner.lower_ == "no" for inner in child.children)]


def _is_first_person(verb: Token) -> bool:
    return any(child.dep_ == "nsubj" and child.lower_ in {"i", "we"} for child in verb.children)


def _is_duty(verb: Token) -> bool:
    """Someone should do it, or it should be done to something."""
    helpers = auxiliaries(verb)
    if not any(token.lower_ in words("stance_frames", "embedding.duty_modals") for token in helpers) or _is_past(helpers):
        return False
    if verb.dep_ == "relcl":
        return False
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"} and child.lower_ not in _THINGS]
    return any(child.pos_ in {"NOUN", "PROPN", "PRON"} for child in subjects) and not _is_inverted(verb, helpers)


def _is_needed(verb: Token) -> bool:
    """Someone needs or has to do it, is expected or has the right to, or it is time to do it."""
    head = verb.head
    if verb.dep_ in {"xcomp", "ccomp"} and is_infinitive(verb):
        if any(child.dep_ == "advcl" and child.left_edge.lower_ == "if" for child in head.children):
            return False
        needed = head.lemma_ in {"need", "have"} or (head.lemma_ == "expect" and _is_first_person(head) and verb.dep_ == "ccomp")
        return needed and head.tag_ in {"VBP", "VBZ"} and head.dep_ != "relcl" and not is_negated(head) and not _is_forced(head)
    if _is_rightful(verb):
        return True
    return verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VB" and head.lower_ == "time" and head.head.lemma_ == "be"


def _is_forced(verb: Token) -> bool:
    """Others cannot help it ("so they have to lay off workers"), or it is a thing that is needed for it ("needs money to build")."""
    if verb.lemma_ == "need":
        return any(child.dep_ == "dobj" for child in verb.children)
    if verb.lemma_ != "have":
        return False
    return verb.dep_ == "advcl" or any(child.dep_ == "nsubj" and child.lower_ in _OTHERS for child in verb.children)


def _is_rightful(verb: Token) -> bool:
    """Someone has the right to do it."""
    right = verb.head
    if verb.dep_ not in {"acl", "relcl"} or verb.tag_ != "VB" or right.lower_ != "right" or right.dep_ != "dobj":
        return False
    having = right.head
    return having.lemma_ == "have" and having.tag_ in {"VBP", "VBZ"} and not is_negated(having) and not is_negated(right)


def _is_ordered(verb: Token) -> bool:
    """An imperative: "free the hostages", "do not close the port", "let's close it"."""
    if verb.tag_ == "VB" and verb.dep_ == "ccomp" and verb.head.lower_ in {"let", "lets"}:
        return any(child.dep_ == "nsubj" and child.lower_ in {"us", "'s", "’s"} for child in verb.children) and not is_negated(verb.head)
    if verb.tag_ != "VB" or verb.dep_ not in {"ROOT", "ccomp"} or any(child.dep_ in _HELD for child in verb.children):
        return False
    if any(child.dep_ == "advcl" and child.left_edge.lower_ == "if" for child in verb.children):
        return False
    opening = verb.i if verb.i == verb.left_edge.i else min(child.i for child in verb.children)
    first = verb.doc[opening + 1] if verb.doc[opening].is_quote else verb.doc[opening]
    starts = first.i == verb.sent.start or verb.doc[first.i - 1].is_punct
    return starts and (first.i == verb.i or first.lower_ in {"do", "please", "never"})


def _is_inverted(verb: Token, helpers: list[Token]) -> bool:
    """A condition or a question: "should he resign"."""
    subjects = [child.i for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    return bool(subjects and helpers) and helpers[0].i < subjects[-1]


def _is_past(helpers: list[Token]) -> bool:
    return any(token.lemma_ == "have" for token in helpers)


def _stance(verb: Token, thing: Token, around: Scene, *, against: bool = False) -> Iterator[StanceSpan]:
    below = verb.dep_ in {"xcomp", "acl", "relcl"} or (verb.dep_ == "ccomp" and verb.head.lemma_ in {"expect", "let"})
    carrier = verb.head if below and not _is_duty(verb) else verb
    carrier = carrier.head if carrier.lower_ == "right" and carrier.dep_ == "dobj" else carrier
    made = commitment(carrier if carrier.lower_ != "time" else carrier.head, around.cues)
    speaker = around.speaker(verb.i)
    issue = None if made is None else issue_of(around.doc, thing, around.reading.references)
    turned = 0 if made is None or against else made.turned + (carrier is not verb and is_negated(verb))
    if speaker is None or issue is None or turned > 1:
        return
    subtree = [token.i for token in verb.subtree if not token.is_punct and not token.is_space]
    yield StanceSpan(
        start=subtree[0],
        end=subtree[-1] + 1,
        holder=speaker,
        issue=issue,
        polarity=Polarity.OPPOSES if against or turned else Polarity.SUPPORTS,
        condition=None,
        sources=around.sources(verb.i, speaker),
        stated_on=stated_on(verb, None, around),
        rule="stance.prescription",
        confidence=_CONFIDENCE,
    )
