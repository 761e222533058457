"""Response models of the HTTP service."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")


class Model(BaseModel):
    """Reads the dataclasses of `kg.query`."""

    model_config = ConfigDict(from_attributes=True)


class Quote(Model):
    """The sentence of an article that states a fact."""

    exact: str = Field(description="The span itself, as it stands in the source text from `start` to `end`.")
    sentence: str
    start: int = Field(description="Unicode code points in the source text.")
    end: int
    outlet: str | None
    article: str
    url: str | None
    published: str | None
    said_by: tuple[str, ...] = Field(description="Who says so, where it is not the outlet itself.")
    rule: str
    confidence: float = Field(ge=0, le=1)
    article_iri: str
    version: str = Field(description="The version of the article; its named graph has the same IRI.")


class Supported(Model):
    """What every fact has."""

    fact: str = Field(description="IRI of the fact.")
    articles: int = Field(description="How many articles state it.")
    independent: int = Field(description="How many of these are no near copies of each other, and do not credit one agency.")
    evidence: tuple[Quote, ...]


class Office(Supported):
    """A person holds or held an office."""

    kind: Literal["office"] = "office"
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


class Stance(Supported):
    """An actor supports, opposes, makes conditional or leaves open an issue."""

    kind: Literal["stance"] = "stance"
    actor: str
    actor_label: str
    issue: str
    issue_label: str
    polarity: str
    condition: str | None
    first_stated: date | None
    last_stated: date | None


class Statement(Supported):
    """An actor says something."""

    kind: Literal["statement"] = "statement"
    speaker: str
    speaker_label: str
    text: str
    direct: bool
    cue: str | None
    occasion: str | None
    stated_on: date | None
    addressees: tuple[str, ...]


class Event(Supported):
    """Something happened, is planned or is claimed."""

    kind: Literal["event"] = "event"
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


class Quantity(Supported):
    """A number that articles give."""

    kind: Literal["quantity"] = "quantity"
    measure: str = Field(description="What it measures, such as `killed`, `troops` or `vote share`.")
    amount: str = Field(description="The words that give it.")
    value: float | None = Field(description="The number; null where the words give bounds, or no number.")
    at_least: float | None
    at_most: float | None
    approximate: bool
    unit: str | None
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


Position = Annotated[Office | Stance, Field(discriminator="kind")]
Fact = Annotated[Office | Stance | Statement | Event | Quantity, Field(discriminator="kind")]


class Article(Model):
    """An article that the graph is built from."""

    article: str
    source_name: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    facts: int


class ArticleRead(BaseModel):
    """An article with its text and the facts that stand in it."""

    article: Article
    version: str = Field(description="IRI of the version that is shown; the offsets of evidence count in its text.")
    current: str = Field(description="IRI of the current version.")
    text: str
    items: tuple[Fact, ...] = Field(description="The facts, each with all its evidence.")


class Entity(Model):
    """An actor, place or issue."""

    iri: str
    label: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]


class Listing(BaseModel, Generic[T]):
    """A page of results."""

    items: tuple[T, ...]
    total: int | None = Field(default=None, description="How many there are in all; told on the first page.")
    next: str | None = Field(default=None, description="What to give as `after` to get the page that follows; null on the last page.")
    sparql: tuple[str, ...] | None = Field(
        default=None, description="The queries behind the answer, and behind its sentences, with `explain=true`."
    )


class About(BaseModel):
    """What a list is about."""

    about: Entity | None = Field(default=None, description="The entity that was asked about.")


class Positions(Listing[Position], About):
    """The positions of an actor: offices held and stances taken."""

    actor: Entity | None = Field(default=None, description="The actor that was asked about.")


class Facts(Listing[Fact], About):
    """Facts of all kinds."""


class Link(Model):
    """Something that an entity points to."""

    property: str
    value: str
    label: str | None


class Described(BaseModel):
    """An entity with what the graph says of it."""

    entity: Entity
    links: tuple[Link, ...] = Field(description="Places it lies in, ids in other data sets, what it is the seat of.")
    counts: dict[str, int] = Field(description="How many facts of each kind are about it.")
    pages: dict[str, str] = Field(description="Where its facts are.")
    sparql: tuple[str, ...] | None = None


class PathNode(Model):
    """A node on a path."""

    iri: str
    label: str
    kind: str


class Hop(BaseModel):
    """A fact that connects two neighbours on a path."""

    source: str
    target: str
    label: str
    fact: str = Field(description="IRI of the fact.")
    text: str = Field(description="The fact in one line.")
    evidence: tuple[Quote, ...]


class Chain(BaseModel):
    """A chain of facts between two actors."""

    nodes: tuple[PathNode, ...]
    hops: tuple[Hop, ...]


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    candidates: list[dict[str, str]] | None = None


class Contradiction(Model):
    """Two facts that cannot both be true."""

    rule: str = Field(description="Name of the rule that saw it.")
    about: str
    about_label: str
    reason: str = Field(description="What contradicts what, in a sentence.")
    left: Office | Stance | Statement | Event | Quantity  # read from the facts of `kg.query`, which do not name their kind
    right: Office | Stance | Statement | Event | Quantity


class Change(Model):
    """An actor takes another stance on an issue later."""

    actor: str
    actor_label: str
    issue: str
    issue_label: str
    before: Stance
    after: Stance
    before_on: date
    after_on: date
    narrower: bool = Field(description="Whether one of the two is about a narrower issue.")


class Counted(Model):
    """How many facts have a value."""

    value: str = Field(description="A month, the name of an outlet, or the IRI of an issue or place.")
    label: str
    facts: int


class Reason(Model):
    """One thing that speaks for the mentions of an entity being one."""

    rule: str
    detail: str


class Mention(Model):
    """A place where an article names the entity."""

    article: str
    exact: str
    start: int
    end: int
    sentence: str


class Near(Model):
    """An entity that might have been taken for this one and was kept apart."""

    path: str
    label: str
    articles: tuple[str, ...]
    reason: str


class Identity(Model):
    """Why the mentions of an entity are one."""

    iri: str
    label: str
    blocks: tuple[str, ...]
    reasons: tuple[Reason, ...]
    judgements: tuple[str, ...] = Field(description="Kept decisions of people that have to do with it.")
    mentions: tuple[Mention, ...]
    near: tuple[Near, ...]


class Telling(Model):
    """What one or more articles say of an event in the same way."""

    path: str = Field(description="Path that the event would have by it alone.")
    label: str
    articles: tuple[str, ...]
    reasons: tuple[Reason, ...] = Field(description="What it shares with another telling; none for the first.")


class EventIdentity(Model):
    """Why the reports of an event are one."""

    iri: str
    tellings: tuple[Telling, ...]
    near: tuple[Near, ...]
