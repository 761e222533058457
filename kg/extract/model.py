"""What the steps of extraction hand to each other: spans of one Doc, in token indices, half open.

The steps run in this order, and each sees the results of those before it:

    names -> quotes -> offices -> references -> speech -> times -> stances, events -> records

All classes are frozen. Token indices are those of `Token.i`; nothing here holds a spaCy object.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from kg.records import Interval, Issue, Kind, Modality, Polarity, Status


class Role(StrEnum):
    """How a name is used."""

    NAME = "name"  #: it names the thing itself
    ADJECTIVE = "adjective"  #: "Russian": stands for the country in a phrase, is no mention of it
    METONYM = "metonym"  #: "Moscow said": the capital stands for the country, which `entry` then names


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name, typed.

    Attributes:
        start, end: tokens, without determiner, title and possessive ending.
        kind: what it names.
        text: the words, spaces normalised.
        entry: id of its gazetteer entry, or None; for an adjective or metonym that of the country it stands for.
        country: gazetteer id of the country that the name itself gives it ("Russian Defense Ministry"), or None.
    """

    start: int
    end: int
    kind: Kind
    text: str
    entry: str | None
    country: str | None
    role: Role


@dataclass(frozen=True, slots=True)
class Quote:
    """Words between quotation marks.

    Attributes:
        start, end: tokens of the content, without the marks.
        paragraph: number of its paragraph.
        continues: index of the quote that it continues over a paragraph break that had no closing mark, or None.
        speech: it is long enough and so placed that someone says it; otherwise scare quotes, a title or a term.
        whole: both marks stand in the text.
    """

    start: int
    end: int
    paragraph: int
    continues: int | None
    speech: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """A person beside an office.

    Attributes:
        person: index of the person's name in the names.
        start, end: tokens of the whole construction, title and person, the evidence.
        office: the office alone, lower case ("foreign minister").
        title_start, title_end: tokens of the office's own words.
        body: index of the name of its organisation, country or place, or None.
        serves: index of the name of the person that the post serves, or None.
        owner: token of a possessive pronoun or noun whose referent is the body or the person served ("his envoy",
            "the country's president"), to be resolved later; or None.
        status: current, former, acting, elect.
        inferred: the body is understood and not said.
        rule: name of the rule.
    """

    person: int
    start: int
    end: int
    office: str
    title_start: int
    title_end: int
    body: int | None
    serves: int | None
    owner: int | None
    status: Status
    inferred: bool
    valid_from: date | None
    valid_to: date | None
    rule: str
    confidence: float


class Link(StrEnum):
    """How a span refers."""

    NAME = "name"
    ROLE = "role"  #: "the Russian leader"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"  #: "protesters", "a Ukrainian drone commander": an unnamed group or person
    STATE = "state"  #: "Russian forces", "the Ukrainian government": the country acts


@dataclass(frozen=True, slots=True)
class Reference:
    """A span that refers to a referent of the article.

    Attributes:
        start, end: tokens.
        head: token that other words depend on.
        referent: number of the referent.
    """

    start: int
    end: int
    head: int
    referent: int
    link: Link
    confidence: float


@dataclass(frozen=True, slots=True)
class Thing:
    """A referent in the making: `kg.records.Referent` without its evidence."""

    id: int
    kind: Kind
    name: str
    names: tuple[str, ...]
    entry: str | None
    country: str | None
    local: bool


@dataclass(frozen=True, slots=True)
class References:
    """The referents of an article and all spans that refer to them.

    Attributes:
        things: by number.
        spans: sorted by start.
        by_token: for each token inside a reference, the innermost reference; a head's own reference wins.
        pairs: the referents of phrases that mean two of them ("the two men"), by their heads.
        by_entry: the first referent with each gazetteer entry.
    """

    things: tuple[Thing, ...]
    spans: tuple[Reference, ...]
    by_token: dict[int, Reference] = field(repr=False)
    pairs: dict[int, tuple[int, ...]] = field(default_factory=dict, repr=False)
    by_entry: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        entries = {thing.entry: thing.id for thing in reversed(self.things) if thing.entry is not None}
        object.__setattr__(self, "by_entry", entries)

    def at(self, token: int) -> int | None:
        """The referent that the token at this index names or refers to, or None."""
        reference = self.by_token.get(token)
        return None if reference is None else reference.referent

    def of_name(self, name: Name) -> int | None:
        """The referent of a name."""
        return self.at(name.end - 1)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Someone says something: source, cue, content.

    Attributes:
        speaker: referent, or None where it is unknown.
        source: tokens of the source's phrase, or None.
        cue: token of the cue, or None where a quote only continues.
        contents: token ranges of the content, in order; several where a quote is broken.
        quotes: indices of the quotes it holds; empty for indirect speech.
        addressees: referents.
        occasion: token range of the words for where it was said ("at a press conference in Moscow"), or None.
        lemma: lemma of the cue.
        rule: name of the rule.
    """

    speaker: int | None
    source: tuple[int, int] | None
    cue: int | None
    contents: tuple[tuple[int, int], ...]
    quotes: tuple[int, ...]
    addressees: tuple[int, ...]
    occasion: tuple[int, int] | None
    lemma: str
    rule: str
    confidence: float


class TimeKind(StrEnum):
    """What a time expression denotes."""

    DATE = "date"
    DURATION = "duration"
    SET = "set"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression.

    Attributes:
        when: days it covers; None for durations, sets and what cannot be placed without a publication date.
        granularity: day, week, month, season, quarter, year, decade, none.
        value: what it says when it cannot be placed, such as `dow:thursday` or `P30D`.
    """

    start: int
    end: int
    kind: TimeKind
    when: Interval | None
    granularity: str
    value: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where an article was written.

    Attributes:
        start, end: code points of its words in the source text.
        place: referent of the town.
        country: referent of its country.
        lead: token with which the paragraph behind it starts.
    """

    start: int
    end: int
    place: int
    country: int
    lead: int


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the steps before frames have found in one Doc.

    Attributes:
        kept: what later steps have worked out from it and will ask for again.
    """

    published: date | None
    names: tuple[Name, ...]
    quotes: tuple[Quote, ...]
    offices: tuple[Holding, ...]
    references: References
    speech: tuple[Attribution, ...]
    times: tuple[Time, ...]
    dateline: Dateline | None = None
    kept: dict[Hashable, Any] = field(init=False, default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class StanceSpan:
    """A stance found in a span of the Doc; fields as in `kg.records.Stance`, spans in tokens."""

    start: int
    end: int
    holder: int
    issue: Issue
    polarity: Polarity
    condition: tuple[int, int] | None
    sources: tuple[int, ...]
    stated_on: Interval | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Setting:
    """Words elsewhere in the article from which the place or time of an event is taken, in tokens.

    Attributes:
        cut: the words are not in the clean text; start and end are code points of the source text.
    """

    start: int
    end: int
    rule: str
    confidence: float
    cut: bool = False


@dataclass(frozen=True, slots=True)
class EventSpan:
    """An event found in a span of the Doc; fields as in `kg.records.Event`, spans in tokens."""

    start: int
    end: int
    trigger: int
    type: str
    act: str
    agents: tuple[int, ...]
    recipients: tuple[int, ...]
    theme: str | None
    place: int | None
    when: Interval | None
    modality: Modality
    sources: tuple[int, ...]
    rule: str
    confidence: float
    settings: tuple[Setting, ...] = ()
