"""Disagreement and movement: contradictions, changes of position, counts, and why an entity is one."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from api.asking import ACTORS, Name, Plain, Question
from api.deps import OnShelf
from api.errors import ProblemError
from api.models import Change, Contradiction, Counted, EventIdentity, Identity, Listing
from api.replies import FORMS, reply
from api.slices import sliced
from kg import explain
from kg.explain_event import explain_event
from kg.pipeline import folder
from kg.query import FactKind
from kg.query.changes import changes as moved
from kg.query.contradictions import RULES, contradictions_page
from kg.query.counts import counts as tallied
from kg.rollups import DIMENSIONS, Rollups

router = APIRouter(tags=["disagreement"])
_NOT_COUNTED = frozenset({"known_at", "valid_at", "source", "min_confidence", "min_sources"})


@router.get("/contradictions", response_model=Listing[Contradiction], responses=FORMS)
def contradictions(
    asked: Question,
    actor: Annotated[Name | None, Query(description="One of the two facts is about this actor.")] = None,
    rule: Annotated[str | None, Query(max_length=60, description=f"Seen by this rule: {', '.join(rule.name for rule in RULES)}.")] = None,
) -> Response:
    """Pairs of facts that cannot both be true, each with its evidence and the rule that saw it.

    Two holders of one seat at one time, two dates or counts for one event, an event that one side claims and another denies,
    opposite stances of one actor at one time. Nothing is dropped because of it.
    """
    if rule is not None and rule not in (known := [one.name for one in RULES]):
        raise ProblemError(400, f"{rule!r} is no rule: it is one of {', '.join(known)}")
    narrowed = asked.narrowed(actor=asked.iri(actor, ACTORS))
    page = contradictions_page(narrowed.store, narrowed.where, [rule] if rule else [], after=asked.after, limit=asked.limit)
    items = tuple(map(Contradiction.model_validate, page.found))
    body = Listing[Contradiction](items=items, next=page.next)
    return reply(asked, "contradictions", body, items, [fact.fact for one in page.found for fact in (one.left, one.right)])


@router.get("/changes", response_model=Listing[Change], responses=FORMS)
def changes(
    asked: Question,
    actor: Annotated[Name | None, Query(description="Who changed position.")] = None,
    issue: Annotated[Name | None, Query(description="On this issue, or a narrower one.")] = None,
) -> Response:
    """Who changed position: one actor, one issue, another polarity later, with both quotes and days. What is not dated is not told."""
    narrowed = asked.narrowed(kind=FactKind.STANCE, actor=asked.iri(actor, ACTORS), issue=asked.iri(issue, ("Issue",)))
    found, after = sliced(asked, moved(narrowed.store, narrowed.where))
    items = tuple(map(Change.model_validate, found))
    body = Listing[Change](items=items, next=after)
    return reply(asked, "changes", body, items, [fact.fact for one in found for fact in (one.before, one.after)])


@router.get("/counts", response_model=Listing[Counted], responses=FORMS)
def counts(
    asked: Plain,
    on: OnShelf,
    by: Annotated[Literal["month", "source", "issue", "region"], Query(description="What facts are counted by.")],
    kind: Annotated[FactKind | None, Query(description="Facts of this kind only.")] = None,
    month: Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}$", description="Facts of this month only.")] = None,
    outlet: Annotated[str | None, Query(max_length=300, description="Facts that this outlet states only.")] = None,
    issue: Annotated[Name | None, Query(description="Stances on this issue only.")] = None,
    region: Annotated[Name | None, Query(description="Facts in this place only.")] = None,
) -> Response:
    """How many facts there are by month, outlet, issue or region, of one of these at most; from kept numbers, so it costs no scan."""
    values = (month, outlet, asked.iri(issue, ("Issue",)), asked.iri(region, ("Place",)))
    given = [(name, value) for name, value in zip(DIMENSIONS, values, strict=True) if value is not None]
    if unkept := sorted(_NOT_COUNTED & asked.request.query_params.keys()):
        raise ProblemError(400, f"counts are kept of the graph as it is, not by {', '.join(unkept)}: leave that out, or ask for the facts")
    if len(given) > 1:
        raise ProblemError(400, f"counts are narrowed by one of {', '.join(name for name, _ in given)}: leave out the others")
    with Rollups(folder(on.settings), read_only=True) as rollups:
        found = tallied(asked.store, rollups, by, kind=kind, of=given[0] if given else None)
    shown, after = sliced(asked, found)
    items = tuple(map(Counted.model_validate, shown))
    return reply(asked, "counts", Listing[Counted](items=items, total=len(found), next=after), items, lasts=False)


@router.get("/actors/{actor:path}/identity", response_model=Identity, responses=FORMS)
def identity(asked: Plain, on: OnShelf, actor: str) -> Response:
    """Why the mentions of an actor are one: blocks, rules, judgements, every mention, and which near ones were kept apart."""
    found = Identity.model_validate(explain.explain(asked.entity(actor, ACTORS).iri, on.settings))
    return reply(asked, "identity", found, found.mentions, [found.iri], lasts=False)


@router.get("/events/{event:path}/identity", response_model=EventIdentity, responses=FORMS)
def event_identity(asked: Plain, on: OnShelf, event: str) -> Response:
    """Why the reports of an event are one: what each says, what it shares with another, and which near ones were kept apart."""
    found = EventIdentity.model_validate(explain_event(event if ":" in event else asked.base + event, on.settings))
    return reply(asked, "event_identity", found, found.tellings, [found.iri], lasts=False)
