"""Circumstances: where and when an event takes place, by what the clause of its trigger says.

A place is the referent of a prepositional phrase of the clause, also two phrases deep ("behind closed doors in Oslo"). A time
belongs to the verb or the happening that it depends on; the day of publication never stands in for a missing one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain

from spacy.tokens import Token

from kg.extract.civilians import civilians
from kg.extract.frames import LEXICON, Frame, lemma, noun_frame
from kg.extract.model import Link, Reading, Time, TimeKind
from kg.extract.syntax import SUBJECTS, patients, prepositional
from kg.lexicon import words
from kg.records import Interval, Kind

_PLACES = frozenset({Kind.PLACE, Kind.COUNTRY})
_DEPTH = 3
_SHARED = frozenset({"conj", "xcomp"})


def hosts(trigger: Token) -> list[Token]:
    """The words whose circumstances are those of the trigger, nearest first: itself, then the verbs that carry it."""
    found = [trigger]
    node = trigger
    while node.head.i != node.i and (carrier := _carrier(node)) is not None:
        found.append(carrier)
        node = carrier
    return found


def place_of(trigger: Token, frame: Frame, reading: Reading) -> int | None:
    """The referent of the place where the event of a trigger happens."""
    carriers = hosts(trigger)
    if "object" in frame.place and (trigger.tag_.startswith("V") or trigger.dep_ == "nsubj"):
        verb = trigger if trigger.tag_.startswith("V") else trigger.head
        found = next((place for head in patients(verb) for place in _of_phrase(head, reading)), None)
        if found is not None:
            return found
    own = chain(_before(trigger, frame, reading), *(_places(host, frame.place if host is trigger else (), reading) for host in carriers))
    objects = [child for child in trigger.children if child.dep_ in {"dobj", "nsubjpass", "oprd", "attr"}]
    beside = (place for patient in objects for place in chain(_happening(patient, reading), _places(patient, (), reading)))
    workers = civilians(trigger) if frame.civil else []
    return next(chain(own, beside, (place for one in workers for place in _places(one, (), reading))), None)


def _happening(noun: Token, reading: Reading) -> Iterator[int]:
    """`won the Nevada caucuses`: what somebody does in an election he does where it is held."""
    frame = noun_frame(noun)
    return iter(()) if frame is None else _before(noun, frame, reading)


def when_of(trigger: Token, reading: Reading) -> Interval | None:
    """The days that the clause of a trigger names."""
    sentence = trigger.sent
    first, last = (bisect_left(reading.times, edge, key=lambda time: time.start) for edge in (sentence.start, sentence.end))
    times = [time for time in reading.times[first:last] if _datable(time)]
    if not times:
        return None
    owners = [(time, _owner(trigger.doc[time.start : time.end].root)) for time in times]
    for host in (*hosts(trigger), *_occasions(trigger), *_meanwhile(trigger)):
        own = [time for time, owner in owners if owner.i == host.i]
        if own:
            return min(own, key=lambda time: (time.when is None, abs(time.start - trigger.i))).when
    return _only(trigger, owners)


def _occasions(verb: Token) -> list[Token]:
    """The happenings during which a verb's own happens ("lost in the 2016 election")."""
    if not verb.tag_.startswith("V"):
        return []
    return [head for head in prepositional(verb, "in", "during", "at", "after") if noun_frame(head) is not None]


def _meanwhile(verb: Token) -> list[Token]:
    """The verb of the main clause, when the trigger's own clause says that it happened at the same time."""
    marks = {child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"}}
    return [verb.head] if verb.dep_ == "advcl" and marks & {"when", "while", "as"} else []


def _only(trigger: Token, owners: list[tuple[Time, Token]]) -> Interval | None:
    """The one time of a sentence is that of its clauses too, unless it says when somebody spoke."""
    if len(owners) != 1:
        return None
    time, owner = owners[0]
    spoken = lemma(owner) in words("reporting", "verbs.say.lemmas") | words("reporting", "verbs.tell.lemmas") | words(
        "reporting", "verbs.report.lemmas"
    )
    if time.when is not None and _is_loose(owner) and any(trigger.i == above.i for above in owner.ancestors):
        return time.when
    below = any(owner.i == above.i for above in trigger.ancestors)
    return time.when if below and not spoken and trigger.dep_ not in {"relcl", "acl"} else None


def _is_loose(noun: Token) -> bool:
    """The date behind a happening that no article or owner makes a certain one is that of the clause ("backed a truce on Monday")."""
    certain = any(child.dep_ == "poss" or child.lower_ in {"the", "this", "that", "next", "last"} for child in noun.children)
    return noun.pos_ == "NOUN" and not certain


def _datable(time: Time) -> bool:
    return time.kind is TimeKind.DATE or (time.kind is TimeKind.VAGUE and not time.value.startswith("T"))


def _owner(root: Token) -> Token:
    """The verb, or the noun that names a happening, on which a time expression depends."""
    node = root
    while node.head.i != node.i:
        node = node.head
        if node.pos_ in {"VERB", "AUX"} or noun_frame(node) is not None:
            return node
    return node


def _carrier(node: Token) -> Token | None:
    head = node.head
    if node.tag_.startswith("V"):
        if node.dep_ in _SHARED or (node.dep_ == "advcl" and node.tag_ == "VBG"):
            return head if head.pos_ in {"VERB", "AUX"} else None
        return None
    while head.dep_ in {"prep", "agent"} and head.pos_ == "ADP" and head.head.i != head.i:
        head = head.head
    if node.dep_ == "conj":
        return head
    return head if head.pos_ in {"VERB", "AUX"} and node.dep_ in SUBJECTS | {"dobj", "pobj", "attr"} else None


def _places(host: Token, further: tuple[str, ...], reading: Reading) -> Iterator[int]:
    allowed = words(LEXICON, "places.prepositions") | set(further)
    if not host.tag_.startswith("V"):
        allowed -= {"between"}
    for preposition in sorted((c for c in host.children if c.dep_ in {"prep", "agent"}), key=lambda c: abs(c.i - host.i)):
        if preposition.lower_ in allowed:
            found = _under(preposition, reading, _DEPTH)
            yield from found if preposition.lower_ != "on" or "on" in further else _no_countries(found, reading)
        elif preposition.lower_ in {"behind", "during", "from", "with", "for", "between"}:
            yield from _nested(preposition, reading)


def _of_phrase(head: Token, reading: Reading) -> Iterator[int]:
    """`Sudan`, `the town of Kismayo`, `control of the port of Kismayo`."""
    inner = prepositional(head, "of", "over")
    for token in inner if lemma(head) in words(LEXICON, "places.sorts") else ():
        yield from _of_phrase(token, reading)
    for token in (head, *inner):
        place = _place_at(token, reading)
        if place is not None:
            yield place


def _no_countries(places: Iterator[int], reading: Reading) -> Iterator[int]:
    """Sanctions are imposed on a country, and not there."""
    return (place for place in places if reading.references.things[place].kind is Kind.PLACE)


def _before(noun: Token, frame: Frame, reading: Reading) -> Iterator[int]:
    """`the Lagos protests`, `the South Carolina primary`, and for elections also `Peru's election`."""
    if noun.tag_.startswith("V"):
        return
    for child in noun.children:
        found = _place_at(child, reading) if child.dep_ in {"compound", "nmod", "poss"} else None
        if found is not None and (frame.home or (child.dep_ != "poss" and reading.references.things[found].kind is Kind.PLACE)):
            yield found
    yield from _joined_before(noun, reading)


def _joined_before(noun: Token, reading: Reading) -> Iterator[int]:
    """The town or region that stands among the nouns before the noun, whatever the parser hung it on."""
    token = noun
    while token.i > noun.sent.start and token.nbor(-1).dep_ in {"compound", "nmod", "amod", "nummod"}:
        token = token.nbor(-1)
        found = _town(token, reading)
        if found is not None and reading.references.by_token[token.i].link is Link.NAME:
            yield found


def _under(preposition: Token, reading: Reading, depth: int) -> Iterator[int]:
    for noun in (child for child in preposition.children if child.dep_ in {"pobj", "prep", "pcomp"}):
        if noun.dep_ == "prep":
            yield from _under(noun, reading, depth - 1)
            continue
        found = _place_at(noun, reading)
        if found is not None:
            yield found
        elif depth > 0:
            for inner in noun.children:
                if inner.dep_ == "prep" and inner.lower_ in words(LEXICON, "places.inner"):
                    yield from _under(inner, reading, depth - 1)
            yield from (place for inner in noun.children if inner.dep_ == "compound" and (place := _town(inner, reading)) is not None)


def _nested(preposition: Token, reading: Reading) -> Iterator[int]:
    for noun in preposition.children:
        for inner in noun.children:
            if noun.dep_ == "pobj" and inner.dep_ == "prep" and inner.lower_ in {"in", "at", "near"}:
                yield from _under(inner, reading, _DEPTH - 1)


def _town(token: Token, reading: Reading) -> int | None:
    found = _place_at(token, reading)
    return found if found is not None and reading.references.things[found].kind is Kind.PLACE else None


def _place_at(token: Token, reading: Reading) -> int | None:
    found = reading.references.at(token.i)
    if found is not None and reading.references.things[found].kind in _PLACES:
        return found
    beside: Iterable[Token] = (child for child in token.children if child.dep_ == "appos")
    return next((place for other in beside if (place := _place_at(other, reading)) is not None), None)
