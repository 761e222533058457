"""Whereabouts: where an event takes place, by what its sentence says.

A place is the referent of a prepositional phrase of the clause of a trigger, also two phrases deep ("behind closed doors in Oslo");
else that of the clauses and happenings that it belongs to, of the phrases of those who take part, or of the office that it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from kg.extract.cast_nouns import by_adjective
from kg.extract.circumstances import hosts
from kg.extract.civilians import civilians
from kg.extract.coinciding import fronted, happenings, meanwhile, occurring
from kg.extract.frames import LEXICON, Frame, lemma, noun_frame
from kg.extract.localities import AT, place_at, places, town, under
from kg.extract.model import Link, Reading
from kg.extract.parsed import Token
from kg.extract.syntax import agents, ancestors, patients, prepositional, subjects
from kg.lexicon import words
from kg.records import Kind

_STEPS = 8


def place_of(trigger: Token, frame: Frame, participants: Sequence[Token], reading: Reading) -> int | None:
    """The referent of the place where the event of a trigger happens, the surest construction first."""
    carriers = hosts(trigger)
    found = chain(
        _of_object(trigger, frame, reading),
        _before(trigger, frame, reading),
        places(trigger, frame.place, reading),
        *(_shared(host, trigger, reading) for host in carriers[1:]),
        _beside(trigger, reading),
        _of_holder(trigger, frame, reading),
        (place for one in (civilians(trigger) if frame.civil else ()) for place in places(one, (), reading)),
        _where(trigger, reading),
        *(_of_happenings(carrier, reading) for carrier in carriers),
        *(places(verb, (), reading) for verb in meanwhile(trigger)),
        *(_met(carrier, reading) for carrier in carriers[1:]),
        _as_target(trigger, reading),
        _of_office(trigger, frame, reading),
        _of_participants(trigger, participants, reading),
        _of_bodies(trigger, frame, reading),
    )
    return next(found, None)


def _of_object(trigger: Token, frame: Frame, reading: Reading) -> Iterator[int]:
    """`visited Oslo`, `recaptured the town of Kismayo`, `won 9 of Iowa's delegates`: the object is the place, or is of it."""
    if not trigger.tag_.startswith("V") and trigger.dep_ != "nsubj":
        return
    verb = trigger if trigger.tag_.startswith("V") else trigger.head
    for head in (*patients(verb), *fronted(verb)) if "object" in frame.place else ():
        yield from _of_phrase(head, reading)
    for head in patients(verb) if "owner" in frame.place else ():
        for noun in (head, *prepositional(head, "of")):
            yield from (place for child in noun.children if child.dep_ == "poss" and (place := place_at(child, reading)) is not None)


def _of_holder(noun: Token, frame: Frame, reading: Reading) -> Iterator[int]:
    """`the state of Iowa held an election`: the part of a country that holds it."""
    verb = noun.head
    if Kind.COUNTRY in frame.home and noun.dep_ in {"dobj", "nsubjpass"} and verb.tag_.startswith("V"):
        heads = subjects(verb) if noun.dep_ == "dobj" else agents(verb)
        sorts = words(LEXICON, "places.sorts") | words("places", "regions")
        yield from (place for head in heads if lemma(head) in sorts for place in _of_phrase(head, reading))


def _met(verb: Token, reading: Reading) -> Iterator[int]:
    """`an earthquake struck Lima, injuring ten people`: the town that something hits."""
    if lemma(verb) in words(LEXICON, "light.meet"):
        yield from (place for head in patients(verb) if (place := town(head, reading)) is not None)


def _beside(trigger: Token, reading: Reading) -> Iterator[int]:
    """Places at the object, and of the election that it is ("won the Nevada caucuses")."""
    for patient in trigger.children:
        if patient.dep_ in {"dobj", "nsubjpass", "oprd", "attr"}:
            yield from _happening(patient, reading)
            yield from places(patient, (), reading)
            yield from (place for verb in occurring(patient) for place in places(verb, (), reading))


def _where(trigger: Token, reading: Reading) -> Iterator[int]:
    """`Iowa, where he won`, `met in Oslo for a summit where they signed`: what the clause with "where" hangs on, or where that is."""
    for depth, node in enumerate((trigger, *ancestors(trigger))):
        if depth > _STEPS or node.dep_ == "ccomp":
            return
        if node.dep_ in {"relcl", "acl", "advcl"} and any(child.lower_ == "where" for child in node.children):
            yield from _innermost(node.head, reading)
            for host in (node.head, *_above(node.head)):
                yield from places(host, (), reading)


def _innermost(token: Token, reading: Reading) -> Iterator[int]:
    """The place of a phrase that ends with this word, of "Dayton, Ohio" the town."""
    start = token.left_edge.i
    inner = reading.references.by_token.get(start - 2) if start > 1 and token.doc[start - 1].text == "," else None
    if inner is not None and inner.end == start - 1 and (smaller := town(token.doc[inner.head], reading)) is not None:
        yield smaller
    if (place := place_at(token, reading)) is not None:
        yield place


def _as_target(noun: Token, reading: Reading) -> Iterator[int]:
    """`Kismayo was the target of an attack`: the subject of a noun for where something happens."""
    site = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ in {"of", "for"} and site.dep_ == "attr" and lemma(site) in words(LEXICON, "places.sites"):
        yield from (place for subject in subjects(site.head) if (place := place_at(subject, reading)) is not None)


def _above(noun: Token) -> list[Token]:
    """The verb above a noun, through prepositions and other nouns."""
    return [token for token in ancestors(noun) if token.pos_ in {"VERB", "AUX"}][:1]


def _of_happenings(trigger: Token, reading: Reading) -> Iterator[int]:
    """Where that happens by which, at which or after which it happens ("the shooting in Oslo that killed two", "died after being shot")."""
    for happening in happenings(trigger):
        if happening.tag_.startswith("V"):
            yield from (place for host in hosts(happening) for place in places(host, (), reading))
        else:
            yield from chain(_joined_before(happening, reading), places(happening, (), reading))
            yield from (place for verb in occurring(happening) for place in places(verb, (), reading))


def _of_office(trigger: Token, frame: Frame, reading: Reading) -> Iterator[int]:
    """`elected president of Peru`, `serves as Peru's governor`: the place that the office is of."""
    if "office" not in frame.place or not trigger.tag_.startswith("V"):
        return
    heads = [child for child in trigger.children if child.dep_ in {"oprd", "attr", "dobj"}] + prepositional(trigger, "as")
    for head in heads:
        owners = [child for child in head.children if child.dep_ == "poss"]
        yield from (place for one in (*owners, *prepositional(head, "of")) if (place := place_at(one, reading)) is not None)


def _of_participants(trigger: Token, participants: Sequence[Token], reading: Reading) -> Iterator[int]:
    """`protesters in Oslo marched`, `a court in Lima ruled`: where those are who take part in what a verb says."""
    if trigger.tag_.startswith("V"):
        for head in participants:
            yield from (place for child in head.children if child.lower_ in AT for place in under(child, reading))


def _of_bodies(trigger: Token, frame: Frame, reading: Reading) -> Iterator[int]:
    """`Peru's parliament voted`, `the Peruvian court ruled`: the country of an unnamed body that acts at home."""
    if Kind.ORGANIZATION not in frame.home or not trigger.tag_.startswith("V"):
        return
    for body in agents(trigger):
        if lemma(body) in words(LEXICON, "places.bodies"):
            owners = [*(child for child in body.children if child.dep_ in {"poss", "compound"}), *prepositional(body, "of")]
            yield from (place for owner in owners if (place := place_at(owner, reading)) is not None)
            yield from (one for one in by_adjective(body, reading) if reading.references.things[one].kind is Kind.COUNTRY)


def _happening(noun: Token, reading: Reading) -> Iterator[int]:
    """`won the Nevada caucuses`: what somebody does in an election he does where it is held."""
    frame = noun_frame(noun)
    return iter(()) if frame is None else _before(noun, frame, reading)


def _shared(host: Token, trigger: Token, reading: Reading) -> Iterator[int]:
    """The places of a verb that carries the trigger; a verb beside it gives its own, and not those deep in its phrases."""
    if not trigger.tag_.startswith("V"):
        yield from places(host, (), reading)
        return
    for preposition in host.children:
        if preposition.dep_ == "prep" and preposition.lower_ in AT:
            yield from under(preposition, reading)


def _of_phrase(head: Token, reading: Reading) -> Iterator[int]:
    """`Sudan`, `the town of Kismayo`, `control of the port of Kismayo`."""
    inner = prepositional(head, "of", "over")
    for token in inner if lemma(head) in words(LEXICON, "places.sorts") else ():
        yield from _of_phrase(token, reading)
    for token in (head, *inner):
        place = place_at(token, reading)
        if place is not None:
            yield place


def _before(noun: Token, frame: Frame, reading: Reading) -> Iterator[int]:
    """`the Lagos protests`, `the South Carolina primary`, and for elections also `Peru's election`."""
    if noun.tag_.startswith("V"):
        return
    for child in noun.children:
        found = place_at(child, reading) if child.dep_ in {"compound", "nmod", "poss"} else None
        if found is not None and (
            Kind.COUNTRY in frame.home
            or (child.dep_ == "poss" and _is_poll(noun))
            or (child.dep_ != "poss" and reading.references.things[found].kind is Kind.PLACE)
        ):
            yield found
    yield from _joined_before(noun, reading)


def _is_poll(noun: Token) -> bool:
    """`Kenya's independence vote` is held there; its vote against a resolution is not."""
    named = any(child.dep_ in {"compound", "amod"} for child in noun.children)
    return lemma(noun) == "vote" and named and not prepositional(noun, "against", "for", "on")


def _joined_before(noun: Token, reading: Reading) -> Iterator[int]:
    """The town or region that stands among the nouns before the noun, whatever the parser hung it on."""
    token = noun
    while token.i > noun.sent.start and token.nbor(-1).dep_ in {"compound", "nmod", "amod", "nummod"}:
        token = token.nbor(-1)
        found = town(token, reading)
        if found is not None and reading.references.by_token[token.i].link is Link.NAME:
            yield found
