"""Circumstances: whose place and time an event shares, and when it takes place by what the clause of its trigger says.

A time belongs to the verb or the happening that it depends on; the day of publication never stands in for a missing one. Places are
found by `kg.extract.whereabouts`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain

from kg.extract.frames import LEXICON, is_light, lemma, noun_frame
from kg.extract.model import Reading, Time, TimeKind
from kg.extract.parsed import Span, Token
from kg.extract.syntax import SUBJECTS, agents, is_passive, prepositional, subjects
from kg.lexicon import words
from kg.records import Interval

_SHARED = frozenset({"conj", "xcomp"})
_SEQUELS = frozenset({"after", "before", "during", "amid", "following"})


def hosts(trigger: Token) -> list[Token]:
    """The words whose circumstances are those of the trigger, nearest first: itself, then the verbs that carry it."""
    found = [trigger]
    node = trigger
    while node.head.i != node.i and (carrier := _carrier(node)) is not None:
        found.append(carrier)
        node = carrier
    return found


def happenings(trigger: Token) -> list[Token]:
    """The verbs and nouns of other happenings at whose place a verb's own takes place.

    These are the noun that its relative clause belongs to or that does it ("the blast that killed two"), and the verb that it comes
    right before or after ("died after being shot", "was hit when he fled").
    """
    if not trigger.tag_.startswith("V"):
        return []
    doers = (*subjects(trigger), *agents(trigger)) if is_passive(trigger) else subjects(trigger)
    found = [head for head in doers if noun_frame(head) is not None]
    found += [head for head in prepositional(trigger, *_SEQUELS) if noun_frame(head) is not None]
    if trigger.dep_ in {"relcl", "acl"} and noun_frame(trigger.head) is not None:
        found.append(trigger.head)
    if trigger.dep_ == "pcomp" and trigger.head.lower_ in _SEQUELS | {"by", "while"} and trigger.head.head.tag_.startswith("V"):
        found.append(trigger.head.head)
    if trigger.dep_ == "advcl" and _marks(trigger) & (_SEQUELS | {"when", "while", "as"}):
        found.append(trigger.head)
    return list(dict.fromkeys(found))


def _marks(verb: Token) -> set[str]:
    return {child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"}}


def when_of(trigger: Token, reading: Reading) -> Interval | None:
    """The days that the clause of a trigger names."""
    time = time_of(trigger, reading)
    return None if time is None else time.when


def time_of(trigger: Token, reading: Reading) -> Time | None:
    """The time expression that says when the event of a trigger is."""
    sentence = trigger.sent
    first, last = (bisect_left(reading.times, edge, key=lambda time: time.start) for edge in (sentence.start, sentence.end))
    times = [time for time in reading.times[first:last] if _datable(time)]
    if not times:
        return None
    owners = [(time, _owner_of(time, sentence)) for time in times]
    carriers = hosts(trigger)
    for host in chain(carriers, _around(carriers)):
        own = [time for time, owner in owners if owner.i == host.i]
        if own:
            return min(own, key=lambda time: (time.when is None, abs(time.start - trigger.i)))
    return _only(trigger, owners, reading)


def _around(carriers: list[Token]) -> Iterator[Token]:
    """The happenings that are on the same day as what the carriers tell, the surest first."""
    for carrier in carriers:
        yield from (*_occasions(carrier), *occurring(carrier), *_meanwhile(carrier), *_within_hours(carrier))
        yield from (happening for happening in happenings(carrier) if not happening.tag_.startswith("V"))


def _occasions(verb: Token) -> list[Token]:
    """The happenings during which a verb's own happens ("lost in the 2016 election", "freed as a result of Friday's talks")."""
    if not verb.tag_.startswith("V"):
        return []
    heads = prepositional(verb, "in", "during", "at", "after", "as", "amid", "following")
    heads += [inner for head in heads for inner in prepositional(head, "of")]
    if lemma(verb) in words(LEXICON, "scenes.contests"):
        heads += [child for child in verb.children if child.dep_ == "dobj"]
    happening = [head for head in heads if noun_frame(head) is not None]
    return [one for head in happening for one in (head, *occurring(head))]


def occurring(noun: Token) -> list[Token]:
    """The verb of a clause at a happening that says only when it is ("the vote held on Sunday", "the march that began on Monday")."""
    if noun.tag_.startswith("V"):
        return []
    clauses = (child for child in noun.children if child.dep_ in {"acl", "relcl"})
    return [verb for verb in clauses if is_light(verb) or lemma(verb) in words(LEXICON, "light.occur")]


def _within_hours(verb: Token) -> list[Token]:
    """The happening that the verb's own is hours or minutes away from ("fled hours before the jet crashed on Monday")."""
    found: list[Token] = []
    for child in verb.children:
        joints = [child] if child.dep_ == "prep" else [one for one in child.children if one.dep_ == "mark"]
        near = (*child.children, *(one for joint in joints for one in joint.children))
        if joints and joints[0].lower_ in {"after", "before"} and any(_is_short(one) for one in near):
            found += [child] if child.dep_ == "advcl" else [head for head in child.children if head.dep_ in {"pobj", "pcomp"}]
    return found


def _is_short(noun: Token) -> bool:
    return noun.dep_ in {"npadvmod", "advmod"} and noun.lemma_.lower() in {"hour", "minute", "second", "moment"}


def _meanwhile(verb: Token) -> list[Token]:
    """The verb of the main clause, when the trigger's own clause says that it happened at the same time."""
    return [verb.head] if verb.dep_ == "advcl" and _marks(verb) & {"when", "while", "as"} else []


def _only(trigger: Token, owners: list[tuple[Time, Token]], reading: Reading) -> Time | None:
    """The one time of a sentence is that of its clauses too, unless it says when somebody spoke."""
    if len(owners) != 1:
        return None
    time, owner = owners[0]
    spoken = lemma(owner) in words("reporting", "verbs.say.lemmas") | words("reporting", "verbs.tell.lemmas") | words(
        "reporting", "verbs.report.lemmas"
    )
    if time.when is not None and _is_loose(owner) and any(trigger.i == above.i for above in owner.ancestors):
        return time
    if _decides(trigger, owner) and time.when is not None and reading.published is not None:
        return time if time.when.latest is not None and time.when.latest <= reading.published else None
    below = any(owner.i == above.i for above in trigger.ancestors)
    return time if below and not spoken and trigger.dep_ not in {"relcl", "acl"} else None


def _decides(verb: Token, act: Token) -> bool:
    """`voted to dissolve parliament on Tuesday`: a day that is past is not that of an act still to come, but of the vote."""
    ahead = act.head.i == verb.i and act.dep_ in {"xcomp", "advcl"} and act.tag_ == "VB"
    return ahead and verb.tag_ in {"VBD", "VBN"} and lemma(verb) in words(LEXICON, "scenes.decisions")


def _is_loose(noun: Token) -> bool:
    """The date behind a happening that no article or owner makes a certain one is that of the clause ("backed a truce on Monday")."""
    certain = any(child.dep_ == "poss" or child.lower_ in {"the", "this", "that", "next", "last"} for child in noun.children)
    return noun.pos_ == "NOUN" and not certain


def _datable(time: Time) -> bool:
    return time.kind is TimeKind.DATE or (time.kind is TimeKind.VAGUE and not time.value.startswith("T"))


def _owner_of(time: Time, sentence: Span) -> Token:
    """What a time belongs to: behind a comma at the sentence's end the main verb ("convicted of theft, as clerk, in 2011")."""
    doc = sentence.doc
    owner = _owner(doc[time.start : time.end].root)
    start = time.start - (doc[time.start - 1].dep_ == "prep" if time.start else 0)
    closes = time.end >= sentence.end - 1 and start > 0 and doc[start - 1].text == ","
    if not closes:
        return owner
    finite = owner.tag_ in {"VBD", "VBZ", "VBP"} or any(child.dep_ in {"aux", "auxpass"} for child in owner.children)
    return sentence.root if not finite and sentence.root.tag_.startswith("V") else owner


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
