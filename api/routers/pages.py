"""Pages that are no look-ups: the way in, the explorer of the graph, and the files that pages are made of."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.accept import best
from api.answers import holds, kept
from api.deps import OnShelf, Shelf, entity
from api.errors import ProblemError
from api.pages import assets
from api.pages.assets import DIGEST
from api.pages.openings import openings
from api.pages.policy import page
from api.pages.rendering import render
from kg import query
from kg.pipeline import folder
from kg.query.counts import counts
from kg.rollups import Rollups
from kg.store import Store
from kg.timelines import Lanes
from kg.views import View, answerable

router = APIRouter(include_in_schema=False)
_LATEST, _ISSUES, _OUTLETS, _MONTHS = 8, 10, 10, 24
_BEGINNINGS = 8
_YEAR = 31_536_000
_Name = Annotated[str, Query(max_length=300)]


@router.get("/")
def home(request: Request, on: OnShelf) -> Response:
    """The way in: search, the issues that most is said about, the newest articles; a client that takes no HTML gets the manual."""
    if not best(request.headers.get("accept", "*/*"), {"text/html": True}):
        return RedirectResponse("/docs")
    store = on.store()
    headers = kept(store.generation, f"html-{DIGEST}")
    if holds(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    with Rollups(folder(on.settings), read_only=True) as rollups:
        tallies = {by: counts(store, rollups, by) for by in ("month", "source", "issue")}
    latest = store.select(query.text_of("latest_articles", limit=_LATEST))
    shown = render(
        "home.html",
        on.settings.base_iri,
        latest=latest,
        openings=openings(store, on.settings, [row["article"] for row in latest if not row.get("title")]),
        months=tallies["month"][-_MONTHS:],
        outlets=tallies["source"][:_OUTLETS],
        issues=tallies["issue"][:_ISSUES],
    )
    return page(shown, headers=headers)


@router.get("/explore")
def explore(
    on: OnShelf,
    center: _Name = "",
    to: _Name = "",
    view: Annotated[View | Literal[""], Query()] = "",
    lanes: Annotated[Lanes, Query()] = Lanes.ACTOR,
    steps: Annotated[int, Query(ge=1, le=2)] = 2,
    limit: Annotated[int, Query(ge=2, le=500)] = 150,
) -> Response:
    """A picture that answers a question about an entity, with a form to choose another one; without any, what to begin with."""
    store, base = on.store(), on.settings.base_iri
    found, other = (entity(store, base, name.strip(), ()) if name.strip() else None for name in (center, to))
    asked = {"center": center.strip(), "to": to.strip(), "view": view, "lanes": lanes.value, "steps": steps, "limit": limit}
    kind = None
    if found or view:
        kind = answerable(View(view) if view else None, found, other.iri if other else None)
    begin = {} if kind else _to_begin_with(on, store)
    return page(render("explore.html", base, found=found, other=other, kind=kind, **asked, **begin))


def _to_begin_with(on: Shelf, store: Store) -> dict[str, object]:
    """The issues and regions of which most is told."""
    with Rollups(folder(on.settings), read_only=True) as rollups:
        return {name: counts(store, rollups, by)[:_BEGINNINGS] for name, by in (("issues", "issue"), ("regions", "region"))}


@router.get("/static/{digest}/{name}")
def static(digest: str, name: str) -> Response:
    """A file of the pages; at the address with its own digest it never changes."""
    if name not in assets.names():
        raise ProblemError(404, f"there is no file {name!r}")
    kept = f"public, max-age={_YEAR}, immutable" if digest == assets.digest(name) else "no-cache"
    media = assets.MEDIA["." + name.rpartition(".")[2]]
    return Response(assets.content(name), headers={"Cache-Control": kept, "Content-Type": media, "X-Content-Type-Options": "nosniff"})
