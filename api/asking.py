"""What a look-up asks for: the parameters that all lists share, read once, and the graph that they speak of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.concurrency import run_in_threadpool

from api.answers import etag, holds
from api.deps import OnShelf
from api.errors import ProblemError
from api.forms import Form, chosen
from api.pages.assets import DIGEST
from api.parameters import refuse_unknown
from kg import query
from kg.query import Filter, Named
from kg.store import Store

ACTORS = ("Person", "Country", "Organization", "Group")
Name = Annotated[str, Query(min_length=1, max_length=300, description="A name as people write it, or an IRI.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for facts.

    Attributes:
        request: the request.
        store: the graph, as it was known at the moment that is asked for.
        base: IRI below which entities are named.
        where: the filter.
        after: token of the page before.
        limit: most items of a page.
        explain: whether the SPARQL is to be shown.
        form: form of the answer.
        tag: entity tag of the generation of the graph that answers, in this form.
    """

    request: Request
    store: Store
    base: str
    where: Filter
    after: str | None
    limit: int
    explain: bool
    form: Form
    tag: str

    def is_known(self) -> bool:
        """Whether the client holds the answer of this generation."""
        return holds(self.request, self.tag)

    def narrowed(self, **fields: object) -> Asked:
        """The same with more fields of the filter set."""
        return replace(self, where=replace(self.where, **fields))  # type: ignore[arg-type]

    def entity(self, text: str, kinds: Iterable[str] = ()) -> Named:
        """The entity that a name, an IRI or the path of an IRI means.

        Raises:
            NotFoundError: it means none.
            AmbiguousError: it means several.
        """
        return query.one(self.store, self.base + text if "/" in text and ":" not in text else text, kinds)

    def iri(self, text: str | None, kinds: Iterable[str] = ()) -> str | None:
        """The IRI of the entity that a name means; None for None."""
        return None if text is None else self.entity(text, kinds).iri


async def undated(
    request: Request,
    on: OnShelf,
    valid_at: Annotated[date | None, Query(description="Only what is true in the world on this day.")] = None,
    known_at: Annotated[
        datetime | None,
        Query(description="The graph as it was then; a day alone is its end, a time without a zone is UTC."),
    ] = None,
    source: Annotated[str | None, Query(min_length=1, max_length=300, description="Name or IRI of an outlet that states it.")] = None,
    min_confidence: Annotated[float | None, Query(ge=0, le=1, description="Some evidence is at least this sure.")] = None,
    min_sources: Annotated[int | None, Query(ge=1, le=1000, description="So many independent articles state it.")] = None,
    after: Annotated[str | None, Query(max_length=2000, description="`next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="Most items of a page.")] = 50,
    explain: Annotated[bool, Query(description="Show the SPARQL behind the answer.")] = False,
) -> Asked:
    """The parameters that all lists share, but for days."""
    where = Filter(source=source, min_confidence=min_confidence, min_sources=min_sources, valid_at=valid_at)
    moment = None if known_at is None else _moment(request, known_at)
    now = on.at_hand()
    if now is None:
        now = await run_in_threadpool(on.store)
    store = now if moment is None else await run_in_threadpool(on.store, moment)
    form = chosen(request)
    if form is not Form.HTML:
        refuse_unknown(request)
    kind = f"{form}-{DIGEST}" if form is Form.HTML else str(form)
    return Asked(request, store, on.settings.base_iri, where, after, limit, explain, form, etag(now.generation, kind))


async def dated(
    asked: Annotated[Asked, Depends(undated)],
    first: Annotated[date | None, Query(alias="from", description="First day, included.")] = None,
    last: Annotated[date | None, Query(alias="to", description="Last day, included.")] = None,
) -> Asked:
    """The parameters that all lists of facts share."""
    if first and last and first > last:
        raise ProblemError(400, f"from={first} is after to={last}: turn them round")
    return asked.narrowed(first=first, last=last)


Plain = Annotated[Asked, Depends(undated)]
Question = Annotated[Asked, Depends(dated)]


def _moment(request: Request, known_at: datetime) -> datetime:
    """The moment that is meant: a day alone is its end, since what became known on it was known then."""
    if len(request.query_params["known_at"].strip()) <= len("2025-03-13"):
        known_at = known_at.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return known_at if known_at.tzinfo else known_at.replace(tzinfo=UTC)
