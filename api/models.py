"""Response models of the HTTP service."""

from __future__ import annotations

from datetime import date
from typing import Generic, Literal, TypeVar

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


class Office(Model):
    """A person holds or held an office."""

    kind: Literal["office"] = "office"
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
    evidence: tuple[Quote, ...]


class Stance(Model):
    """An actor supports, opposes, makes conditional or leaves open an issue."""

    kind: Literal["stance"] = "stance"
    fact: str
    actor: str
    actor_label: str
    issue: str
    issue_label: str
    polarity: str
    condition: str | None
    first_stated: date | None
    last_stated: date | None
    evidence: tuple[Quote, ...]


class Statement(Model):
    """An actor says something."""

    fact: str
    speaker: str
    speaker_label: str
    text: str
    direct: bool
    cue: str | None
    occasion: str | None
    stated_on: date | None
    addressees: tuple[str, ...]
    evidence: tuple[Quote, ...]


class Event(Model):
    """Something happened, is planned or is claimed."""

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
    evidence: tuple[Quote, ...]


class Article(Model):
    """An article that the graph is built from."""

    article: str
    source_name: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    facts: int


class Entity(Model):
    """An actor, place or issue."""

    iri: str
    label: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]


class Positions(BaseModel):
    """The positions of an actor: offices held and stances taken."""

    actor: Entity
    items: tuple[Office | Stance, ...]


class Listing(BaseModel, Generic[T]):
    """A list of results."""

    items: tuple[T, ...]
    total: int


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
    fact: str
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
