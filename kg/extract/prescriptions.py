"""What speakers say should be done: "the law must be changed, she said" is a stance of hers for changing it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.commitment import commitment
from kg.extract.holders import Scene
from kg.extract.issues import issue_of
from kg.extract.model import StanceSpan
from kg.extract.stance_clauses import says_nothing
from kg.extract.stance_frames import frames
from kg.extract.stance_targets import is_abstract, targets
from kg.extract.stated import stated_on
from kg.extract.syntax import auxiliaries, is_negated
from kg.lexicon import words
from kg.records import Polarity

_CONFIDENCE = 0.6
_THINGS = frozenset({"it", "this", "that", "which"})
_HELD = frozenset({"nsubj", "nsubjpass", "mark", "expl"})


def prescriptions(around: Scene) -> Iterator[StanceSpan]:
    """The stances of a Doc that say what should be done."""
    for token in around.tokens:
        if token.i not in around.sayings or token.pos_ not in {"VERB", "AUX"}:
            continue
        if token.pos_ == "VERB" and _is_prescribed(token):
            yield from _stance(token, token, around)
        for thing in _wanting(token):
            yield from _stance(token, thing, around)


def _is_prescribed(verb: Token) -> bool:
    """It should be done, and the verb takes no stance of its own."""
    if says_nothing(verb) or any(targets(verb, frame.target) for frame in frames(verb)):
        return False
    return _is_duty(verb) or _is_needed(verb) or _is_ordered(verb) or _is_intended(verb)


def _wanting(verb: Token) -> list[Token]:
    """Nouns for what is needed: "we need a truce", "there must be an inquiry"."""
    if is_negated(verb):
        return []
    if verb.lemma_ == "need" and verb.tag_ in {"VBP", "VBZ"} and verb.dep_ != "relcl":
        return [child for child in verb.children if child.dep_ == "dobj" and is_abstract(child)]
    there = any(child.dep_ == "expl" and child.i < verb.i for child in verb.children)
    due = any(token.lower_ in words("stance_frames", "embedding.duty_modals") for token in auxiliaries(verb))
    if verb.lemma_ != "be" or not there or not due:
        return []
    return [child for child in verb.children if child.dep_ == "attr" and not any(inner.lower_ == "no" for inner in child.children)]


def _is_duty(verb: Token) -> bool:
    """Someone should do it, or it should be done to something."""
    helpers = auxiliaries(verb)
    if not any(token.lower_ in words("stance_frames", "embedding.duty_modals") for token in helpers) or _is_past(helpers):
        return False
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"} and child.lower_ not in _THINGS]
    return any(child.pos_ in {"NOUN", "PROPN", "PRON"} for child in subjects) and not _is_inverted(verb, helpers)


def _is_needed(verb: Token) -> bool:
    """Someone needs to do it, or it is time to do it."""
    head = verb.head
    if verb.dep_ == "xcomp" and verb.tag_ == "VB":
        return head.lemma_ == "need" and head.tag_ in {"VBP", "VBZ"} and head.dep_ != "relcl" and not is_negated(head)
    return verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VB" and head.lower_ == "time" and head.head.lemma_ == "be"


def _is_ordered(verb: Token) -> bool:
    """An imperative: "free the hostages", "do not close the port"."""
    if verb.tag_ != "VB" or verb.dep_ not in {"ROOT", "ccomp"} or any(child.dep_ in _HELD for child in verb.children):
        return False
    opening = verb.i if verb.i == verb.left_edge.i else min(child.i for child in verb.children)
    first = verb.doc[opening + 1] if verb.doc[opening].is_quote else verb.doc[opening]
    starts = first.i == verb.sent.start or verb.doc[first.i - 1].is_punct
    return starts and (first.i == verb.i or first.lower_ in {"do", "please", "never"})


def _is_intended(verb: Token) -> bool:
    """The speaker will do it: "we will close the port"."""
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    to_come = any(helper.lower_ in {"will", "'ll", "wo", "’ll"} for helper in auxiliaries(verb))
    objects = any(child.dep_ == "dobj" and child.pos_ == "NOUN" for child in verb.children)
    open_when = any(child.dep_ == "advcl" for child in verb.children)
    return to_come and objects and not open_when and any(subject.lower_ in {"i", "we"} for subject in subjects)


def _is_inverted(verb: Token, helpers: list[Token]) -> bool:
    """A condition or a question: "should he resign"."""
    subjects = [child.i for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    return bool(subjects and helpers) and helpers[0].i < subjects[-1]


def _is_past(helpers: list[Token]) -> bool:
    return any(token.lemma_ == "have" for token in helpers)


def _stance(verb: Token, thing: Token, around: Scene) -> Iterator[StanceSpan]:
    carrier = verb.head if verb.dep_ in {"xcomp", "acl", "relcl"} and not _is_duty(verb) else verb
    made = commitment(carrier if carrier.lower_ != "time" else carrier.head, around.cues)
    speaker = around.speaker(verb.i)
    issue = None if made is None else issue_of(around.doc, thing, around.reading.references)
    turned = 0 if made is None else made.turned + (carrier is not verb and is_negated(verb))
    if speaker is None or issue is None or turned > 1:
        return
    subtree = [token.i for token in verb.subtree if not token.is_punct and not token.is_space]
    yield StanceSpan(
        start=subtree[0],
        end=subtree[-1] + 1,
        holder=speaker,
        issue=issue,
        polarity=Polarity.OPPOSES if turned else Polarity.SUPPORTS,
        condition=None,
        sources=around.sources(verb.i, speaker),
        stated_on=stated_on(verb, None, around),
        rule="stance.prescription",
        confidence=_CONFIDENCE,
    )
