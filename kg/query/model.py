"""What the graph is asked for and answers with: entities, facts, and the sentences that state them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of an article that states a fact.

    Attributes:
        exact: the span itself, as it stands in the source text from `start` to `end`.
        sentence: the whole sentence, cleaned.
        outlet: name of the publisher.
        article: title or name of the article.
        url: address of the article, where known.
        published: ISO date or date-time of publication, where known.
        said_by: labels of those who say so, outermost first; empty means the outlet itself.
        confidence: between 0 and 1.
        article_iri: IRI of the article.
        version: IRI of the version of the article, which its named graph has as well.
    """

    exact: str
    sentence: str
    outlet: str | None
    article: str
    url: str | None
    published: str | None
    said_by: tuple[str, ...]
    rule: str
    confidence: float
    start: int
    end: int
    article_iri: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as a name found it; `kinds` are local names of its classes, the most telling first."""

    iri: str
    label: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """A tenure: a person holds or held an office.

    Attributes:
        fact, person, office: IRIs, with the labels beside them.
        body, body_label: the organisation, country or place that the post is in.
        chief, chief_label: the person that the post serves ("Trump's envoy").
        status: `Current`, `Former`, `Acting` or `Elect`.
        valid_from, valid_to: as stated; None where no article says so.
        inferred: the body is understood from the article and not said beside the office.
        first_seen, last_seen: days of the first and last article that observes it ("observed on"); None where none is dated.
        evidence: the quotes that state it, by day of publication.
        articles: how many articles state it.
        independent: how many of those are no copies of each other (`kg.query.support`).
    """

    fact: str
    person: str
    person_label: str
    office: str
    office_label: str
    body: str | None
    body_label: str | None
    chief: str | None
    chief_label: str | None
    status: str
    valid_from: date | None
    valid_to: date | None
    inferred: bool
    first_seen: date | None
    last_seen: date | None
    evidence: tuple[Quote, ...] = ()
    articles: int = 0
    independent: int = 0


@dataclass(frozen=True, slots=True)
class StanceTaken:
    """A stance: an actor supports, opposes, makes conditional or leaves open an issue.

    Attributes:
        fact, actor, issue: IRIs, with the labels beside them.
        polarity: `Supports`, `Opposes`, `Conditional` or `Undecided`.
        condition: what it depends on, in the words of the text; several are joined by ` | `.
        first_stated, last_stated: days on which the actor expressed it; None where no article tells the day.
        evidence: the quotes that state it, by day of publication.
        articles: how many articles state it.
        independent: how many of those are no copies of each other (`kg.query.support`).
    """

    fact: str
    actor: str
    actor_label: str
    issue: str
    issue_label: str
    polarity: str
    condition: str | None
    first_stated: date | None
    last_stated: date | None
    evidence: tuple[Quote, ...] = ()
    articles: int = 0
    independent: int = 0


@dataclass(frozen=True, slots=True)
class StatementMade:
    """A statement: an actor says something.

    Attributes:
        fact, speaker: IRIs.
        text: what is said, without cue and outer quotation marks.
        direct: it stands in quotation marks.
        cue: the words that report it ("told").
        occasion: where or at what it is said, in the words of the text.
        stated_on: the day; None where no article tells it.
        addressees: labels of those it is said to.
        evidence: the quotes that state it, by day of publication.
        articles: how many articles state it.
        independent: how many of those are no copies of each other (`kg.query.support`).
    """

    fact: str
    speaker: str
    speaker_label: str
    text: str
    direct: bool
    cue: str | None
    occasion: str | None
    stated_on: date | None
    addressees: tuple[str, ...]
    evidence: tuple[Quote, ...] = ()
    articles: int = 0
    independent: int = 0


@dataclass(frozen=True, slots=True)
class EventFound:
    """An event: what happened, is planned, claimed, hypothetical or denied.

    Attributes:
        fact: IRI.
        label: who does what to whom, or where.
        type: PLOVER notation.
        modality: `Actual`, `Planned`, `Claimed`, `Hypothetical` or `Denied`.
        theme: what it is about, in the words of the text, where that is no actor.
        place, place_label: IRI and label of where it happens.
        earliest, latest: the days that are left open, both included; both None where nothing dates it.
        agents, recipients: labels of those who do it and to whom.
        evidence: the quotes that state it, by day of publication.
        articles: how many articles state it.
        independent: how many of those are no copies of each other (`kg.query.support`).
        act: the verb phrase, such as `recaptures`.
    """

    fact: str
    label: str
    type: str
    modality: str
    theme: str | None
    place: str | None
    place_label: str | None
    earliest: date | None
    latest: date | None
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    evidence: tuple[Quote, ...] = ()
    articles: int = 0
    independent: int = 0
    act: str | None = None


@dataclass(frozen=True, slots=True)
class QuantityGiven:
    """A number that articles give.

    Attributes:
        fact: IRI.
        measure: what it measures, such as `killed`, `troops` or `vote share`.
        amount: the words that give it ("at least 12", "dozens").
        value: the number; None where the words give bounds, or no number.
        at_least, at_most: bounds that the words give.
        approximate: the words say that it is not exact.
        unit: what one is: `person`, `percent`, `square kilometre`, a currency.
        counted: what is counted, in the words of the text ("civilians").
        modality: as of an event.
        actor, actor_label: whose votes, troops, ground or money it is.
        place, place_label: where.
        event, event_label: the event that it belongs to.
        earliest, latest: the days as of which it holds, both included; both None where nothing dates it.
        evidence: the quotes that state it, by day of publication.
        articles: how many articles state it.
        independent: how many of those are no copies of each other (`kg.query.support`).
    """

    fact: str
    measure: str
    amount: str
    value: float | None
    at_least: float | None
    at_most: float | None
    approximate: bool
    unit: str
    counted: str | None
    modality: str
    actor: str | None
    actor_label: str | None
    place: str | None
    place_label: str | None
    event: str | None
    event_label: str | None
    earliest: date | None
    latest: date | None
    evidence: tuple[Quote, ...] = ()
    articles: int = 0
    independent: int = 0


@dataclass(frozen=True, slots=True)
class ArticleHeld:
    """An article that the graph is built from."""

    article: str
    source_name: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    facts: int


Fact = OfficeHeld | StanceTaken | StatementMade | EventFound | QuantityGiven
F = TypeVar("F", OfficeHeld, StanceTaken, StatementMade, EventFound, QuantityGiven)
