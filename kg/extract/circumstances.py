"""Circumstances: whose place and time an event shares, and when it takes place by what the clause of its trigger says.

A time belongs to the verb or the happening that it depends on; the day of publication never stands in for a missing one. Places are
found by `kg.extract.whereabouts`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import chain

from kg.extract import periods
from kg.extract.coinciding import on_the_day
from kg.extract.frames import LEXICON, lemma, noun_frame
from kg.extract.model import Reading, Time, TimeKind
from kg.extract.parsed import Span, Token
from kg.extract.syntax import SUBJECTS
from kg.lexicon import words
from kg.records import Interval

_SHARED = frozenset({"conj", "xcomp"})
_MODIFIERS = frozenset({"nummod", "compound", "amod", "nmod"})
_STARTS = ("from:", "starting:", "beginning:")
_UNITS = {"day": "D", "month": "M"}
_COUNTED = re.compile(r"\d[+-]\d+[A-Z]+$")  #: the symbol of what is counted from another day
_LIMITS = ("until:", "till:", "by:", "before:", "as of:")


def hosts(trigger: Token) -> list[Token]:
    """The words whose circumstances are those of the trigger, nearest first: itself, then the verbs that carry it."""
    found = [trigger]
    node = trigger
    while node.head.i != node.i and (carrier := _carrier(node)) is not None:
        found.append(carrier)
        node = carrier
    return found


def when_of(trigger: Token, reading: Reading) -> Interval | None:
    """The days that the clause of a trigger names."""
    time = time_of(trigger, reading)
    if time is None or time.when is None or not time.value.startswith(_STARTS) or time.when.earliest is None:
        return None if time is None else time.when
    return periods.around(time.when.earliest, _UNITS[time.granularity]) if time.granularity in _UNITS else time.when


def clock_of(trigger: Token, reading: Reading) -> Time | None:
    """The time of day that the clause of a trigger names without a day."""
    hands = {host.i for host in hosts(trigger)}
    clocks = (time for time in times_of(trigger.sent, reading) if time.kind is TimeKind.VAGUE and time.value.startswith("T"))
    return next((time for time in clocks if _owner_of(time, trigger.sent).i in hands), None)


def time_of(trigger: Token, reading: Reading) -> Time | None:
    """The time expression that says when the event of a trigger is."""
    sentence = trigger.sent
    known = () if trigger.tag_.startswith("V") else "as of:"
    times = [time for time in times_of(sentence, reading) if _datable(time) and not time.value.startswith(known)]
    if trigger.dep_ == "pobj" and lemma(trigger.head.head) in words(LEXICON, "scenes.anniversaries"):
        times = [time for time in times if trigger.left_edge.i <= time.start <= trigger.right_edge.i]
    if not times:
        return None
    carriers = hosts(trigger)
    if (named := _named(carriers, times)) is not None:
        return named
    owners = [(time, _owner_of(time, sentence)) for time in times]
    for some in (_points(owners), owners):
        for host in chain(carriers, on_the_day(carriers)):
            if own := [time for time, owner in some if owner.i == host.i]:
                return min(own, key=lambda time: _remoteness(time, trigger))
    return _only(trigger, owners, reading)


def times_of(sentence: Span, reading: Reading) -> tuple[Time, ...]:
    """The time expressions of a sentence."""
    first, last = (bisect_left(reading.times, edge, key=lambda time: time.start) for edge in (sentence.start, sentence.end))
    return reading.times[first:last]


def _remoteness(time: Time, trigger: Token) -> tuple[bool, bool, bool, bool, int]:
    """Days come before longer times and before the year in a name ("the 2019 Lima Marathon"), what opens the sentence before the rest."""
    inside = trigger.doc[time.start : time.end].root.dep_ in _MODIFIERS and time.granularity == "year"
    opens = time.granularity == "day" and time.start <= trigger.sent.start + 1 and time.end < trigger.i
    counts = _COUNTED.search(time.value) is not None
    return time.when is None, inside, time.granularity != "day", counts, 0 if opens else abs(time.start - trigger.i)


def _named(carriers: list[Token], times: list[Time]) -> Time | None:
    """`the day that he resigned`, `in June, when she left`: the time that a clause belongs to."""
    clauses = {carrier.head.i for carrier in carriers if carrier.dep_ in {"relcl", "acl"} and carrier.tag_.startswith("V")}
    return next((time for time in times if time.when is not None and _is_point(time) and clauses & set(range(time.start, time.end))), None)


def _points(owners: list[tuple[Time, Token]]) -> list[tuple[Time, Token]]:
    """The times that say when something is, and not until when."""
    return [(time, owner) for time, owner in owners if _is_point(time)]


def _is_point(time: Time) -> bool:
    return not time.value.startswith(_LIMITS)


def _only(trigger: Token, owners: list[tuple[Time, Token]], reading: Reading) -> Time | None:
    """The one time of a sentence is that of its clauses too, unless it says when somebody spoke."""
    if trigger.tag_.startswith("V"):
        owners = [(time, owner) for time, owner in owners if time.when is not None] or owners
    if len({time.when for time, _ in owners}) != 1 or (owners[0][0].when is None and len(owners) > 1):
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
    start = time.start - (doc[time.start - 1].dep_ == "prep" if time.start else 0)
    owner = _owner(doc[time.start : time.end].root)
    owner = _clause_before(start, owner) or owner
    closes = time.end >= sentence.end - 1 and start > 0 and doc[start - 1].text == ","
    if not closes:
        return owner
    finite = owner.tag_ in {"VBD", "VBZ", "VBP"} or any(child.dep_ in {"aux", "auxpass"} for child in owner.children)
    return sentence.root if not finite and sentence.root.tag_.startswith("V") else owner


def _clause_before(start: int, verb: Token) -> Token | None:
    """The verb of a clause at the subject that a time stands right behind ("the blast that killed two on Monday shocked Peru")."""
    if start >= verb.i or not verb.tag_.startswith("V"):
        return None
    nouns = [child for child in verb.children if child.dep_ in SUBJECTS and child.right_edge.i == start - 1]
    clauses = [clause for noun in nouns for clause in noun.children if clause.dep_ in {"relcl", "acl"} and clause.tag_.startswith("V")]
    return next((clause for clause in reversed(clauses) if clause.right_edge.i == start - 1), None)


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
