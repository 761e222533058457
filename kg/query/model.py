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
    """A tenure: a person holds or held an office."""

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
    """A stance: an actor supports, opposes, makes conditional or leaves open an issue."""

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
    """A statement: an actor says something."""

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
    """An event: what happened, planned or claimed."""

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


Fact = OfficeHeld | StanceTaken | StatementMade | EventFound
F = TypeVar("F", OfficeHeld, StanceTaken, StatementMade, EventFound)
