"""Stances that lie in what a speaker calls a thing: "the plan is a mistake", "called the attack cowardly".

A predicate of the word list, said by someone, is a stance of the one who says it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.commitment import commitment
from kg.extract.holders import Scene, acting
from kg.extract.issues import issue_meant, issue_of
from kg.extract.model import StanceSpan
from kg.extract.parsed import Token
from kg.extract.stance_frames import frames, lemma
from kg.extract.stance_nouns import is_measure
from kg.extract.stance_targets import targets
from kg.extract.stated import stated_on
from kg.extract.syntax import RELATIVE, agents, is_negated, is_passive, patients, phrase, prepositional
from kg.lexicon import table, words
from kg.records import Issue, Polarity

_SECTION = "stance_frames"
_CLAUSES = frozenset({"advcl", "xcomp", "ccomp"})
_REDUCING = frozenset({"more", "but", "less", "short", "other"})


def evaluations(around: Scene) -> Iterator[StanceSpan]:
    """The stances of a Doc that are evaluations."""
    for token in around.tokens:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        if token.lemma_ in words(_SECTION, "evaluation.linking"):
            yield from _predicated(token, around)
        if token.lemma_ == "be":
            continue
        if token.lemma_ == "warn":
            yield from _warned(token, around)
        elif token.lemma_ in words(_SECTION, "evaluation.verbs") and token.pos_ == "VERB":
            yield from _called(token, around)
        elif token.pos_ == "VERB" and (polarity := _effect(token)) is not None:
            yield from _judged(token, polarity, around)


def _predicated(copula: Token, around: Scene) -> Iterator[StanceSpan]:
    """The thing is good or bad, in the words of a speaker."""
    speaker = around.speaker(copula.i)
    if speaker is None:
        return
    predicate = next((child for child in copula.children if _is_predicate(child) and child.i > copula.i), None)
    subject = _subject(copula)
    made = commitment(copula, around.cues)
    if predicate is None or subject is None or made is None:
        return
    polarity = _worth(predicate, negated=made.turned > 0)
    if polarity is not None and not _is_as_it_should(subject, predicate) and not _is_too_little(subject, predicate):
        yield from _stance(copula, subject, predicate, polarity, (speaker,), around)


def _is_as_it_should(subject: Token, predicate: Token) -> bool:
    """A thing that nobody does, which is only as it ought to be: "the temperature is right"."""
    return (
        predicate.dep_ == "acomp"
        and predicate.lower_ in words(_SECTION, "evaluation.fitting")
        and subject.pos_ == "NOUN"
        and not is_measure(subject)
    )


def _is_too_little(subject: Token, predicate: Token) -> bool:
    """There is not enough of a thing that nobody does: "the harvest will not be enough"."""
    return predicate.lower_ == "enough" and subject.pos_ == "NOUN" and not is_measure(subject)


def _warned(verb: Token, around: Scene) -> Iterator[StanceSpan]:
    """Someone warns that a thing may be or do harm."""
    made = commitment(verb, around.cues)
    if made is None or made.turned or made.duty:
        return
    for clause in (child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i and not is_negated(child)):
        thing = next((child for child in clause.children if child.dep_ in {"nsubj", "csubj"} and child.i < clause.i), None)
        said = next((child for child in clause.children if _is_predicate(child)), clause)
        bad = _effect(clause) is Polarity.OPPOSES or (said.i != clause.i and _worth(said, negated=False) is Polarity.OPPOSES)
        if thing is not None and bad and thing.pos_ != "PRON":
            yield from _stance(verb, thing, said, Polarity.OPPOSES, acting(agents(verb), around), around)


def _is_predicate(token: Token) -> bool:
    linked = token.head.lemma_ != "be" and token.dep_ in {"dobj", "oprd", "npadvmod"}
    return token.dep_ in {"acomp", "attr"} or linked or token.lower_ == "enough"


def _subject(copula: Token) -> Token | None:
    """What is judged: the subject, or the clause that "it" stands for ("it is wrong to ban them")."""
    subject = next((child for child in copula.children if child.dep_ == "nsubj" and child.i < copula.i), None)
    if subject is None or subject.lower_ != "it":
        return _deed(copula) or subject
    below = [*copula.children, *(inner for child in copula.children if _is_predicate(child) for inner in child.children)]
    clauses = [child for child in below if child.dep_ in _CLAUSES and child.i > copula.i and child.tag_ in {"VB", "VBP"}]
    if clauses:
        aside = lemma(clauses[0]) in words(_SECTION, "evaluation.aside")
        return None if aside or any(targets(clauses[0], frame.target) for frame in frames(clauses[0])) else clauses[0]
    return subject


def _deed(copula: Token) -> Token | None:
    """What someone is right or wrong to do: "the court was wrong to free him"."""
    predicates = [child for child in copula.children if child.dep_ == "acomp" and child.lower_ in {"right", "wrong"}]
    clauses = [clause for word in predicates for clause in word.children if clause.dep_ == "xcomp" and clause.tag_ == "VB"]
    return clauses[0] if clauses and not frames(clauses[0]) else None


def _effect(verb: Token) -> Polarity | None:
    if verb.tag_ == "VBN" or (lemma(verb) == "fail" and not any(child.dep_ in {"xcomp", "dobj"} for child in verb.children)):
        return None
    if verb.lemma_ == "help" and any(child.dep_ in {"xcomp", "ccomp"} for child in verb.children):
        return None
    if lemma(verb) in words(_SECTION, "effect.harming"):
        return Polarity.OPPOSES
    return Polarity.SUPPORTS if lemma(verb) in words(_SECTION, "effect.helping") else None


def _judged(verb: Token, polarity: Polarity, around: Scene) -> Iterator[StanceSpan]:
    """A measure does good or harm, in the words of a speaker."""
    speaker = around.speaker(verb.i)
    measures = [child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i and is_measure(child)]
    made = commitment(verb, around.cues)
    if speaker is not None and measures and made is not None and not made.turned and not made.duty and made.bearers is None:
        yield from _stance(verb, measures[0], verb, polarity, (speaker,), around)


def _called(verb: Token, around: Scene) -> Iterator[StanceSpan]:
    """Someone calls a thing good or bad."""
    made = commitment(verb, around.cues)
    if made is None or made.turned or made.duty:
        return
    for thing, predicate in _small_clauses(verb):
        polarity = _worth(predicate, negated=False)
        if polarity is not None:
            yield from _stance(verb, thing, predicate, polarity, acting(agents(verb), around), around)


def _small_clauses(verb: Token) -> Iterator[tuple[Token, Token]]:
    objects = [child for child in verb.children if child.dep_ == "dobj"] or prepositional(verb, "to")
    if is_passive(verb):
        objects = patients(verb)
    if verb.dep_ == "relcl" and (not objects or objects[0].lower_ in RELATIVE):
        objects = [verb.head]
    for thing in objects:
        yield from ((thing, child) for child in thing.children if child.dep_ == "amod" and child.i > thing.i)
        yield from ((thing, said) for said in prepositional(thing, "as"))
    for child in verb.children:
        if child.dep_ in {"oprd", "xcomp"} and objects:
            yield objects[0], child
        elif child.dep_ == "prep" and child.lower_ == "as" and objects:
            yield from ((objects[0], said) for said in child.children)
        elif child.dep_ == "ccomp" and child.pos_ in {"NOUN", "ADJ", "PROPN"}:
            yield from ((_meant(thing, child), child) for thing in child.children if thing.dep_ == "nsubj")


def _meant(thing: Token, predicate: Token) -> Token:
    """The clause that "it" stands for: "considered it wrong to ban them"."""
    if thing.lower_ != "it":
        return thing
    return next((child for child in predicate.children if child.dep_ in _CLAUSES and child.tag_ == "VB" and child.i > predicate.i), thing)


def _worth(predicate: Token, *, negated: bool) -> Polarity | None:
    """What a predicate says of a thing; a negated good word is bad, a negated bad word says nothing."""
    if predicate.lower_ == "nothing":
        return Polarity.OPPOSES if any(child.lower_ in _REDUCING for child in predicate.children) else None
    if predicate.lower_ == "enough":
        return Polarity.OPPOSES if negated or _falls_short(predicate) else None
    said = {predicate.lemma_.lower(), predicate.lower_}
    said |= {child.lower_ for child in predicate.children if child.dep_ in {"amod", "conj"} and not _is_choice(predicate, child)}
    said |= {child.lower_ for child in predicate.children if child.tag_ == "RB" and predicate.pos_ == "NOUN"}
    said |= {noun.lemma_.lower() for noun in prepositional(predicate, "of")}
    if said & words(_SECTION, "evaluation.bad"):
        return None if negated else Polarity.OPPOSES
    if any(child.lower_ == "more" for child in predicate.children) and predicate.pos_ == "ADJ":
        return None
    if said & words(_SECTION, "evaluation.good"):
        return Polarity.OPPOSES if negated else Polarity.SUPPORTS
    return None


def _is_choice(predicate: Token, modifier: Token) -> bool:
    """Another would be meant, and nothing is said of the thing: "is the wrong yardstick", but "is the wrong way"."""
    return modifier.lower_ in words(_SECTION, "evaluation.fitting") and predicate.lemma_.lower() not in words(
        _SECTION, "evaluation.courses"
    )


def _falls_short(enough: Token) -> bool:
    """It is "nowhere near enough" or "far from enough"."""
    return any(word.lower_ in {"nowhere", "hardly"} for word in enough.doc[max(enough.i - 2, enough.sent.start) : enough.i])


def _stance(verb: Token, thing: Token, predicate: Token, polarity: Polarity, held: tuple[int, ...], around: Scene) -> Iterator[StanceSpan]:
    issue = _issue(thing, around) or _same(thing, predicate, around)
    for holder in held:
        if issue is not None and around.reading.references.at(thing.i) != holder:
            tokens = [verb.i, predicate.i, *phrase(thing)]
            yield StanceSpan(
                start=min(tokens),
                end=max(predicate.i + 1, *tokens),
                holder=holder,
                issue=issue,
                polarity=polarity,
                condition=None,
                sources=around.sources(verb.i, holder),
                stated_on=stated_on(verb, None, around),
                rule="stance.evaluation",
                confidence=table(_SECTION)["evaluation"]["confidence"],
            )


def _same(thing: Token, predicate: Token, around: Scene) -> Issue | None:
    """What was named before by the noun that judges it: "this is a terrible deal" after a trade deal."""
    if thing.lower_ not in {"it", "this", "that"} or predicate.pos_ != "NOUN":
        return None
    return issue_meant(around.doc, predicate, around.reading.references)


def _issue(thing: Token, around: Scene) -> Issue | None:
    """The thing as an issue, unless it is an actor or place, or a pronoun."""
    if thing.pos_ == "PRON" or around.reading.references.at(thing.i) is not None:
        return None
    if any(time.start <= thing.i < time.end for time in around.times_at(thing)):
        return None
    return issue_of(around.doc, thing, around.reading.references)
