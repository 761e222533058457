"""What speakers say that they will or will not do, or what officials announce will be done.

"Norway said it would close the border" is a stance of Norway for closing it, "we will not attend the summit" one against
attending; "the ministry announced that schools would be closed" is one of the ministry for closing them.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.commitment import commitment
from kg.extract.conditions import condition_of
from kg.extract.holders import Scene
from kg.extract.issues import issue_of
from kg.extract.model import StanceSpan
from kg.extract.parsed import Token
from kg.extract.stance_clauses import says_nothing
from kg.extract.stance_frames import frames, lemma
from kg.extract.stance_nouns import is_abstract
from kg.extract.stance_targets import targets
from kg.extract.stated import stated_on
from kg.extract.syntax import SUBJECTS, auxiliaries, is_negated, is_passive
from kg.lexicon import words
from kg.records import Kind, Polarity

_CONFIDENCE = 0.6
_TO_COME = frozenset({"will", "would", "'ll", "’ll", "wo", "'d", "’d", "shall"})
_FIRST_PERSON = frozenset({"i", "we"})
_THIRD_PERSON = frozenset({"he", "she", "it", "they"})
_BODIES = frozenset({Kind.ORGANIZATION, Kind.COUNTRY})
_NAMES = frozenset({"NOUN", "PROPN"})
_UNWILLED = ("intended.unwilled", "effect.harming", "effect.helping")
_TIMES = frozenset({"DATE", "TIME"})


def intentions(around: Scene) -> Iterator[StanceSpan]:
    """The stances of a Doc that lie in what its speakers intend."""
    for token in around.tokens:
        if token.pos_ != "VERB" or token.i not in around.sayings or not _is_to_come(token):
            continue
        if _is_telling(token) and (_is_own(token, around) or _is_announced(token)):
            yield from _stance(token, around)


def _carrier(verb: Token) -> Token:
    """The verb that says when: that of "is going to close"."""
    return verb.head if verb.dep_ == "xcomp" and verb.head.lower_ == "going" else verb


def _is_to_come(verb: Token) -> bool:
    carrier = _carrier(verb)
    helpers = {helper.lower_ for helper in auxiliaries(carrier)}
    if "have" in helpers or "’ve" in helpers:
        return False
    return bool(helpers & _TO_COME) or carrier is not verb


def _is_telling(verb: Token) -> bool:
    """It says something of an issue, and takes no stance of its own."""
    if says_nothing(verb) and not (is_negated(_carrier(verb)) and lemma(verb) in words("stance_frames", "intended.refusable")):
        return False
    if any(lemma(verb) in words("stance_frames", known) for known in _UNWILLED):
        return False
    return not any(targets(verb, frame.target) for frame in frames(verb))


def _is_own(verb: Token, around: Scene) -> bool:
    """The speaker is to do it, to something that is named."""
    if is_passive(verb):
        return False
    subjects = [child for child in _carrier(verb).children if child.dep_ == "nsubj"]
    negated = is_negated(_carrier(verb))
    return (
        len(subjects) == 1
        and _means_speaker(subjects[0], around)
        and _is_about(verb, loose=negated or subjects[0].lower_ in _FIRST_PERSON, negated=negated)
    )


def _means_speaker(subject: Token, around: Scene) -> bool:
    if subject.lower_ in _FIRST_PERSON:
        return True
    speaker = around.speaker(subject.i)
    if speaker is None or subject.lower_ not in _THIRD_PERSON or around.reading.references.at(subject.i) != speaker:
        return False
    return subject.lower_ != "it" or around.reading.references.things[speaker].kind in _BODIES


def _is_about(verb: Token, *, loose: bool, negated: bool) -> bool:
    """A law, plan or act is named that it is done to, in the first person anything; what is refused may be done towards something."""
    if not negated and lemma(verb) in words("stance_frames", "intended.personal"):
        return False
    objects = [child for child in verb.children if child.dep_ == "dobj" and child.pos_ in _NAMES and child.ent_type_ not in _TIMES]
    if objects:
        return negated or any((loose or is_abstract(noun)) and not _is_own_thing(noun) for noun in objects)
    near = [noun for child in verb.children if child.dep_ == "prep" and child.lower_ in {"in", "to", "with"} for noun in child.children]
    return negated and any(noun.dep_ == "pobj" and noun.pos_ in _NAMES for noun in near)


def _is_own_thing(noun: Token) -> bool:
    """It is a thing of the speaker's: "will end my campaign"."""
    return any(child.dep_ == "poss" and child.tag_ == "PRP$" for child in noun.children)


def _is_announced(verb: Token) -> bool:
    """An official makes known that it will be done."""
    if not is_passive(verb) or verb.dep_ != "ccomp" or lemma(verb.head) not in words("stance_frames", "intended.announcing"):
        return False
    done = [child for child in verb.children if child.dep_ in SUBJECTS and is_abstract(child)]
    return bool(done) and not any(child.dep_ == "agent" for child in verb.children)


def _has_if(clause: Token) -> bool:
    """It is told what will come to nothing, and not what is refused: "if nobody helps us, we will not solve it"."""
    return is_negated(clause) and any(child.lower_ == "if" for child in clause.children)


def _stance(verb: Token, around: Scene) -> Iterator[StanceSpan]:
    carrier = _carrier(verb)
    made, speaker = commitment(carrier, around.cues), around.speaker(verb.i)
    if made is None or speaker is None or made.turned > 1 or made.duty or made.bearers is not None:
        return
    if carrier.dep_ == "ccomp" and lemma(carrier.head) in words("stance_frames", "intended.supposing"):
        return
    if made.turned and any(
        child.dep_ == "advcl" and child.left_edge.lower_ in {"if", "but"} and _has_if(child) for child in carrier.children
    ):
        return
    issue = issue_of(around.doc, verb, around.reading.references)
    if issue is None:
        return
    condition = condition_of(carrier, verb, speaker, around.reading.references, turned=made.turned > 0)
    if condition is not None and around.doc[condition[0] - 1].lower_ in words("stance_frames", "condition.contrast"):
        condition = None
    polarity = Polarity.OPPOSES if made.turned else Polarity.SUPPORTS
    told = [token.i for token in verb.subtree if not token.is_punct and not token.is_space]
    yield StanceSpan(
        start=min(carrier.i, told[0]),
        end=told[-1] + 1,
        holder=speaker,
        issue=issue,
        polarity=polarity if condition is None else Polarity.CONDITIONAL,
        condition=condition,
        sources=around.sources(verb.i, speaker),
        stated_on=stated_on(verb, None, around),
        rule="stance.intention",
        confidence=_CONFIDENCE,
    )
