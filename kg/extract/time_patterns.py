"""Patterns of time expressions: a regular expression each, the words that it cannot do without, and the rule that reads it.

A sentence that holds none of a pattern's words is never searched for it, so that the cost is that of the dates in a text and
not that of the patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from kg.extract import calendar_times, relative_times
from kg.extract.moments import DECADES, MONTHS, NUMBERS, SEASONS, UNITS, WEEKDAYS, Resolver
from kg.lexicon import table, words


@dataclass(frozen=True, slots=True)
class Pattern:
    """One construction.

    Attributes:
        needs, also: kinds of words, and words, of which the sentence must hold one, and one of the others too if there are others.
        regex: what it looks like.
        resolve: what it means.
    """

    needs: frozenset[str]
    also: frozenset[str]
    regex: re.Pattern[str]
    resolve: Resolver

    def may_be_among(self, kinds: frozenset[str]) -> bool:
        """A sentence with these kinds of words may hold the construction."""
        return not self.needs.isdisjoint(kinds) and (not self.also or not self.also.isdisjoint(kinds))


def kinds_of(text: str) -> frozenset[str]:
    """Which kinds of time words are in a sentence."""
    kinds = _kinds()
    return frozenset().union(*map(kinds.__getitem__, kinds.keys() & _WORD.findall(text.lower())))


_NONE: Final[frozenset[str]] = frozenset()
_WORD: Final = re.compile(r"[^\W\d_]+|\d")
_DIGITS: Final = frozenset("0123456789")
_DAYTIMES: Final[tuple[str, ...]] = ("morning", "afternoon", "evening", "night", "noon", "midday")


@cache
def _kinds() -> dict[str, frozenset[str]]:
    kinds = {
        "month": {*MONTHS, *(name.rstrip(".") for name in MONTHS)},
        "weekday": {form for name in WEEKDAYS for form in (name, f"{name}s")},
        "unit": set(UNITS),
        "season": set(SEASONS),
        "decade": set(DECADES),
        "near": {"today", "tonight", "yesterday", "tomorrow", *_DAYTIMES, *(f"{name}s" for name in _DAYTIMES)},
        "set": set(words("times", "sets")),
        "vague": {max(reversed(phrase.split()), key=len) for phrase in table("times")["vague"]},
        "holiday": {max(re.split(r"\W", phrase), key=len) for phrase in table("times")["holidays"]},
        "digit": set(_DIGITS),
        "number": {*_DIGITS, *NUMBERS, "couple", "dozen"},
    }
    named = frozenset().union(*(pattern.needs | pattern.also for pattern in PATTERNS)) - kinds.keys()
    kinds.update((word, {word}) for word in named)
    found: dict[str, frozenset[str]] = {}
    for kind, members in kinds.items():
        for member in members:
            found[member] = found.get(member, _NONE) | {kind}
    return found


def _any(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


def _pattern(needs: str, regex: str, resolve: Resolver, flags: re.RegexFlag = re.IGNORECASE) -> Pattern:
    """A pattern; `unit + ago back` needs a unit, and `ago` or `back` as well."""
    either, _, also = needs.partition(" + ")
    return Pattern(frozenset(either.split()), frozenset(also.split()), re.compile(regex, flags), resolve)


_CASED: Final = re.NOFLAG
_MONTH = "(?P<month>" + _any(name.title() for name in MONTHS) + r")(?!\w)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_LAST = r"(?P<last>[0-3]?\d)(?:st|nd|rd|th)?"
_TO = "(?:[-–—]|to|and|through|until)"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?![\d%]|[,.]\d)"
_RELATIVE_YEAR = r"(?P<rel>this|last|next) year"
_OF_YEAR = rf"(?:(?:,|,? of)? ?{_YEAR}|(?: of)? {_RELATIVE_YEAR})"
_WEEKDAY = "(?P<weekday>" + _any(name.title() for name in WEEKDAYS) + ")"
_UNIT = r"(?P<unit>days?|weeks?|months?|quarters?|years?|decades?|centur(?:y|ies)|hours?|minutes?|seconds?)"
_LONG_UNIT = r"(?P<unit>week|weekend|month|quarter|year|decade|century)"
_NUMBER_WORD = _any(NUMBERS)
_ROUND = "a couple of|a dozen|half a dozen|two dozen"
_NUMBER = rf"(?<![\d,.])(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|(?:{_NUMBER_WORD})(?:[ -](?:{_NUMBER_WORD}))?|{_ROUND})"
_HALF = r"(?:[ -]and[ -]a[ -]half)?"
_SOME = r"(?:several|a few|few|many|some|a number of|dozens of|hundreds of|countless)"
_PART = r"(?P<part>early|mid|middle|late|end|beginning|start|first half|second half)"
_THE_PART = rf"(?:(?i:the )?(?i:{_PART})(?: of |[ -]|-?))"
_DAYTIME = rf"(?: (?:{'|'.join(_DAYTIMES)})s?)?"
_SHADE = "(?:(?:very )?(?:early|late|earlier|later) )?"
_AGO = r"(?:(?P<ago>this past|this coming|this last|last|this|next|past|previous|coming|upcoming|following) )"
_AGO_CASED = _AGO.replace("(?P<ago>", "(?P<ago>(?i:").replace(") )", ")) )")
_STRETCH = "(?P<unit>day|week|month|year|morning|evening|night|afternoon)"
_NEAR = "the day (?:before yesterday|after tomorrow)|today|tonight|yesterday|tomorrow|last night|this (?:morning|afternoon|evening)"
_EVERY = rf"{_any(WEEKDAYS)}|days?|weeks?|months?|years?|hours?|(?:two|three|four|five|six|ten|few|\d+) {_UNIT}|night|{_any(SEASONS)}"
_AROUND = "recent|past few|last few|past several|last several|coming|next few|next several|preceding|following|ensuing"
_WHOLE_PART = "early|earlier|later|late|mid|middle of|end of|beginning of|start of"
_DECADE = rf"(?P<decade>(?:1[5-9]|20)\d0s|['’‘][2-9]0s|(?<=the )(?:{_any(DECADES)}))"
_ORDINAL = "(?P<index>first|second|third|fourth|last)"
_CLOCK = r"(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_NAMED = rf"(?P<named>{_any(table('times')['holidays'])})"
_COUNTED = r"(?! (?:\d+|[a-z]+) (?:days|weeks|months|years|hours|decades)| (?:day|week|month|year|decade|century|quarter)\b)"
_PART_OF_DAY = "(?:morning|afternoon|evening)(?: hours)?"
_IDIOM = "short|asleep|apart|silent|victim|back|off|sick|down|into"

#: In order of precedence where two match the same words.
PATTERNS: Final[tuple[Pattern, ...]] = (
    _pattern("digit", rf"\b(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?:{_CLOCK})\b", calendar_times.absolute_day),
    _pattern("digit", r"\b(?P<first>\d\d?)([/.])(?P<second>\d\d?)\2(?P<year>(?:19|20)\d\d)\b", calendar_times.numeric_day),
    _pattern("holiday", rf"\b{_NAMED}(?:,? {_YEAR})?(?!\w)", calendar_times.holiday),
    _pattern(
        "digit + fiscal financial fy",
        rf"\b(?:the )?(?:(?:fiscal|financial) (?:year )?|FY ?){_YEAR}(?:[-–]\d\d)?\b",
        calendar_times.fiscal_year,
    ),
    _pattern(
        "digit + fiscal financial",
        rf"\b(?:the )?{_YEAR}(?:[-–/]\d\d(?:\d\d)?)? (?:fiscal|financial) year\b".replace(r"(?![\d%]|[,.]\d)", ""),
        calendar_times.fiscal_year,
    ),
    _pattern("month + week", rf"\b(?i:(?:the )?{_ORDINAL} week of ){_MONTH}(?:,? {_YEAR})?", calendar_times.week_of_month, _CASED),
    _pattern("unit + months", rf"\b(?:the )?(?P<index>first|last) {_NUMBER} months of {_YEAR}", calendar_times.months_of_year),
    _pattern("month", rf"\b(?:{_WEEKDAY},? )?{_MONTH} {_DAY} ?{_TO} ?{_LAST}(?![\d:%]){_OF_YEAR}?", calendar_times.day_range, _CASED),
    _pattern("month", rf"\b(?:{_WEEKDAY},? )?{_DAY} ?{_TO} ?{_LAST} {_MONTH}{_OF_YEAR}?", calendar_times.day_range, _CASED),
    _pattern("month + year", rf"\b(?i:{_RELATIVE_YEAR} )(?P<year>)?{_MONTH} {_DAY}(?![\d:%])", calendar_times.absolute_day, _CASED),
    _pattern(
        "month",
        rf"\b(?:{_AGO_CASED}?{_WEEKDAY},? )?(?:the )?{_MONTH} {_DAY}(?![\d:%]|,\d){_OF_YEAR}?",
        calendar_times.absolute_day,
        _CASED,
    ),
    _pattern(
        "month", rf"\b(?:{_AGO_CASED}?{_WEEKDAY},? )?(?:the )?{_DAY} (?:of )?{_MONTH}{_OF_YEAR}?", calendar_times.absolute_day, _CASED
    ),
    _pattern("month", rf"\b{_THE_PART}?{_AGO_CASED}?{_MONTH}{_OF_YEAR}?", calendar_times.month, _CASED),
    _pattern("digit", r"\b(?P<year>(?:1[5-9]|20)\d\d) ?[-–—/] ?(?P<last>(?:1[5-9]|20)\d\d|\d\d)\b(?![-–]\d)", calendar_times.year_range),
    _pattern("digit decade + s decade", rf"\b(?:the )?{_PART}?[ -]?(?:the )?{_DECADE}(?!\w)", calendar_times.decade),
    _pattern("digit + century", rf"\b(?:the )?{_PART}?[ -]?(?P<century>\d\d?)(?:st|nd|rd|th)[ -]century\b", calendar_times.century),
    _pattern(
        "digit unit + quarter half",
        rf"\b(?:the )?(?P<index>first|second|third|fourth|last)[ -](?P<size>quarter|half) of (?:{_YEAR}|{_RELATIVE_YEAR})",
        calendar_times.quarter,
    ),
    _pattern("digit + q", rf"\bQ(?P<index>[1-4])(?P<size>)(?:{_OF_YEAR})?(?!\w)", calendar_times.quarter, _CASED),
    _pattern(
        "season",
        rf"\b(?:{_PART}(?: of |[ -]))?(?P<the>the )?{_AGO}?(?P<season>{_any(SEASONS)}){_OF_YEAR}?\b(?! (?:{_IDIOM}))",
        calendar_times.season,
    ),
    _pattern(
        "unit weekday season near + every each", rf"\b(?:every|each) (?:other )?(?:{_EVERY}|morning|evening)\b", relative_times.recurring
    ),
    _pattern("weekday", rf"\b(?:{_any(WEEKDAYS)})s\b(?!['’])", relative_times.recurring),
    _pattern(
        "unit + once twice times",
        rf"\b(?:once|twice|(?:{_NUMBER_WORD}) times|several times) (?:a|per|each|every) {_UNIT}\b",
        relative_times.recurring,
    ),
    _pattern("set", rf"\b(?:{_any(words('times', 'sets'))})\b", relative_times.recurring),
    _pattern("weekday", rf"\b(?i:{_SHADE}){_AGO_CASED}?{_WEEKDAY}(?i:{_DAYTIME})\b", relative_times.weekday, _CASED),
    _pattern("near", rf"\b{_SHADE}(?P<near>{_NEAR}){_DAYTIME}\b", relative_times.near_day),
    _pattern(
        "unit + last this next past previous coming upcoming",
        rf"\b(?:(?:the )?(?P<part>{_WHOLE_PART})[ -])?(?:the )?(?P<ago>last|this|next|past|previous|coming|upcoming) {_LONG_UNIT}\b(?! of)",
        relative_times.near_period,
    ),
    _pattern(
        "unit + end beginning start middle",
        rf"\b(?:the )?(?P<part>end|beginning|start|middle) of (?P<ago>the) {_LONG_UNIT}\b(?! of)",
        relative_times.near_period,
    ),
    _pattern("unit + weekend", r"\bthe weekend\b(?! of)", relative_times.weekend),
    _pattern(
        "unit + last past next coming", rf"\b(?:the )?(?P<ago>last|past|next|coming) {_NUMBER} {_UNIT}\b(?! of)", relative_times.past_units
    ),
    _pattern("unit + ago", rf"\b(?:half an? {_UNIT}|an? {_UNIT.replace('unit', 'one')} and a half) ago\b", relative_times.vague),
    _pattern("unit + ago back", rf"\b{_NUMBER}{_HALF} {_UNIT} (?P<ago>ago|back)\b", relative_times.ago),
    _pattern("unit + ago", rf"\b(?:{_SOME} )?(?:{_UNIT}) ago\b", relative_times.vague),
    _pattern("unit + time", rf"\bin {_NUMBER} {_UNIT}['’](?:s)? (?P<ago>time)\b", relative_times.ago),
    _pattern(
        "unit near + same next following previous",
        rf"\b(?:the|that) ?(?:very )?(?:same|next|following|previous) (?P<number>){_STRETCH}\b",
        relative_times.anaphoric,
    ),
    _pattern("unit near + that", rf"\bthat (?:very )?(?:same )?(?P<number>){_STRETCH}\b", relative_times.anaphoric),
    _pattern("unit + before after", r"\bthe (?P<number>)(?P<unit>day) (?:before|after)\b", relative_times.anaphoric),
    _pattern("unit + later earlier", r"\b(?:later|earlier) (?:in|on|during) (?:the|that) day\b", relative_times.same_day),
    _pattern(
        "near + in by during through early late",
        rf"\b(?:(?:[Ii]n|[Bb]y|[Dd]uring|[Tt]hrough) the {_SHADE}|[Ee]arly |[Ll]ate ){_PART_OF_DAY}\b",
        relative_times.same_day,
        _CASED,
    ),
    _pattern(
        "unit + later earlier before prior after afterward afterwards",
        rf"\b{_NUMBER} {_UNIT} (?:later|earlier|before|prior|after|afterwards?)\b",
        relative_times.anaphoric,
    ),
    _pattern("unit + later earlier", rf"\b(?:{_SOME} )?{_UNIT} (?:later|earlier)\b", relative_times.vague),
    _pattern(
        "unit + recent past last coming next preceding following ensuing",
        rf"\b(?:in |over |during |within )?(?:the )?(?:{_AROUND}) {_UNIT}\b",
        relative_times.vague,
    ),
    _pattern("unit + number", rf"\b{_NUMBER}{_HALF}[ -]{_UNIT}(?:-long)?\b", relative_times.duration),
    _pattern("unit + several few many some of dozens hundreds countless", rf"\b{_SOME} {_UNIT}\b", relative_times.some_duration),
    _pattern("unit + long for", rf"\b{_UNIT}-long\b|(?<=for )(?:days|weeks|months|decades|centuries)\b", relative_times.some_duration),
    _pattern(
        "digit + m am pm", r"\b(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap](?:\.m\.|m\b))", relative_times.clock_time
    ),
    _pattern("digit", r"\b(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)(?P<half>)(?= |,|\.|$)", relative_times.clock_time),
    _pattern("vague", rf"\b(?:{_any(table('times')['vague'])})\b{_COUNTED}", relative_times.vague),
    _pattern("digit", rf"(?<![\w$€£,.])(?:(?:the )?{_PART}(?: of |[ -]))?{_YEAR}(?!-?\w)", calendar_times.year),
)


@lru_cache(maxsize=4096)
def searched_with(kinds: frozenset[str]) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """The patterns that may be in a sentence with these kinds of words, with their ranks; kept, since the same few kinds come again."""
    return tuple((rank, pattern.regex) for rank, pattern in enumerate(PATTERNS) if pattern.may_be_among(kinds))
