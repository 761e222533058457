"""Records: what extraction finds in one article, before anything is known of other articles.

A record is frozen, holds plain values only (it can be pickled and written as JSON) and says where it was found. Actors,
places and organisations are numbered `Referent`s of the article; `kg.resolve` later gives them an identity in the
graph. Spans count Unicode code points, half open, in the source text of the article.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a referent is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    COUNTRY = "country"
    PLACE = "place"
    GROUP = "group"


class Polarity(StrEnum):
    """Where a holder stands on an issue; the values are the local names of the ontology's individuals."""

    SUPPORTS = "Supports"
    OPPOSES = "Opposes"
    CONDITIONAL = "Conditional"
    UNDECIDED = "Undecided"


class Modality(StrEnum):
    """Whether an event is actual; the values are the local names of the ontology's individuals."""

    ACTUAL = "Actual"
    PLANNED = "Planned"
    CLAIMED = "Claimed"
    HYPOTHETICAL = "Hypothetical"
    DENIED = "Denied"


class Status(StrEnum):
    """How an office is held; the values are the local names of the ontology's individuals."""

    CURRENT = "Current"
    FORMER = "Former"
    ACTING = "Acting"
    ELECT = "Elect"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span that states a fact or names an entity.

    Attributes:
        start, end: code points in the source text, half open.
        exact: the source text between them, as it stands there.
        sentence: the whole sentence, cleaned.
        rule: name of the rule that read it, such as `office.title`.
        confidence: between 0 and 1.
    """

    start: int
    end: int
    exact: str
    sentence: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of days, both ends included; an open end is None."""

    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Referent:
    """An actor or place that the article names.

    Attributes:
        id: number of the referent in its article, from 0.
        kind: what it is.
        name: the fullest name in the article, without title, article and possessive.
        names: all names in the article, sorted, `name` among them.
        entry: id of its gazetteer entry, where it has one.
        country: gazetteer id of the country it belongs to, where the text says so.
        local: it is known by a bare surname or by a description and cannot be joined with other articles.
        mentions: where it is named.
    """

    id: int
    kind: Kind
    name: str
    names: tuple[str, ...]
    entry: str | None
    country: str | None
    local: bool
    mentions: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Tenure:
    """Someone holds an office.

    Attributes:
        person: referent that holds it.
        office: the office alone, lower case, such as `foreign minister`.
        body: referent of the organisation, country or place that the post is in.
        serves: referent of the person that the post serves ("Trump's envoy").
        inferred: the body is understood from the article and not said beside the office.
        valid_from, valid_to: where stated.
    """

    person: int
    office: str
    body: int | None
    serves: int | None
    inferred: bool
    status: Status
    valid_from: date | None
    valid_to: date | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """What a stance is about.

    Attributes:
        label: canonical words, lower case but for names ("30-day ceasefire").
        broader: the next broader issue, if any.
    """

    label: str
    broader: Issue | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """Someone takes a position on an issue.

    Attributes:
        holder: referent that holds it.
        condition: what it depends on, in the words of the text.
        sources: who says so, outermost first; empty means the outlet.
        stated_on: when the holder expressed it.
    """

    holder: int
    issue: Issue
    polarity: Polarity
    condition: str | None
    sources: tuple[int, ...]
    stated_on: Interval | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Attributed speech: source, cue and content, in the terms of PARC.

    Attributes:
        speaker: referent that says it.
        addressees: referents it is said to.
        text: the content alone, without cue and outer quotation marks; the parts of a broken quote joined by one space.
        direct: some of the content stands in quotation marks.
        cue: lemma of the word that reports it, such as `say`; empty where a quote only continues.
        about: referents named in the content.
        occasion: where or on what occasion, in the words of the text.
    """

    speaker: int
    addressees: tuple[int, ...]
    text: str
    direct: bool
    cue: str
    about: tuple[int, ...]
    stated_on: Interval | None
    occasion: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something happens.

    Attributes:
        type: PLOVER name in capitals, or OTHER.
        act: the frame's verb in the third person, such as `recaptures`; the label of the event is built on it.
        agents: referents that do it; all parties of AGREE, CONSULT and COOPERATE.
        recipients: referents it is done to.
        theme: what it is done to, in words, where that is no referent ("weapons deliveries").
        place: referent of the place.
        when: the days in question.
        sources: who says so, outermost first; empty means the outlet.
    """

    type: str
    act: str
    agents: tuple[int, ...]
    recipients: tuple[int, ...]
    theme: str | None
    place: int | None
    when: Interval | None
    modality: Modality
    sources: tuple[int, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Containment:
    """The text says that one place lies within another ("Sudzha in the Kursk region")."""

    place: int
    within: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """The text says who holds a place in fact, or who says that it is his; where it lies by law is another matter.

    Attributes:
        claimed: the actor claims it; otherwise he holds it.
        sources: who says so, outermost first; empty means the outlet.
    """

    place: int
    actor: int
    claimed: bool
    sources: tuple[int, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that the text gives: people harmed, troops, votes, shares, areas, money.

    Attributes:
        measure: what it measures, such as `killed`, `troops`, `vote share`.
        amount: the words that give it ("at least 12", "dozens").
        value: the number in decimal digits, exact or about; None where the words give bounds, or no number.
        lower, upper: bounds that the words give, in decimal digits.
        approximate: the words say that it is not exact.
        unit: `person`, `percent`, `square kilometre`, `EUR` ...
        counted: what is counted, in the words of the text ("civilians"), where they say it.
        actor: referent whose votes, troops, ground or money it is.
        place: referent of the place.
        event: number of the event of the article that it belongs to.
        when: the days as of which it holds.
        sources: who says so, outermost first; empty means the outlet.
    """

    measure: str
    amount: str
    value: str | None
    lower: str | None
    upper: str | None
    approximate: bool
    unit: str
    counted: str | None
    actor: int | None
    place: int | None
    event: int | None
    when: Interval | None
    modality: Modality
    sources: tuple[int, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """The article that the records come from.

    Attributes:
        id: stable id: the id of the source, else its file name.
        source_name: file name or id, as given.
        version: hexadecimal digest of text and metadata.
        published: ISO date or date-time, as given.
    """

    id: str
    source_name: str
    version: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Records:
    """All that extraction finds in one article."""

    article: Article
    referents: tuple[Referent, ...]
    containments: tuple[Containment, ...]
    tenures: tuple[Tenure, ...]
    stances: tuple[Stance, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    quantities: tuple[Quantity, ...] = ()
    controls: tuple[Control, ...] = ()

    @property
    def facts(self) -> int:
        """How many tenures, stances, statements, events and quantities there are."""
        return sum(map(len, (self.tenures, self.stances, self.statements, self.events, self.quantities)))
