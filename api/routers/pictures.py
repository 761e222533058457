"""Pictures: interactive graphs that answer a question, and the same parts of the graph for other programs."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response

from api.deps import CurrentStore, Shelf, entity, shelf
from api.pages.addresses import address, sentence
from kg.graph import Subgraph
from kg.pictures import EXCHANGE, picture
from kg.store import Store
from kg.timelines import Lanes
from kg.views import View

router = APIRouter(tags=["pictures"])
_TYPES = {"html": "text/html; charset=utf-8", "graphml": "application/graphml+xml", "gexf": "application/gexf+xml"}
_Name = Annotated[str | None, Query(min_length=1, max_length=300)]


@router.get("/graph", response_class=Response, responses={200: {"content": {media: {} for media in _TYPES.values()}}})
def graph(
    store: CurrentStore,
    on: Annotated[Shelf, Depends(shelf)],
    center: Annotated[
        _Name, Query(description="Actor, place, issue or event in the middle; without one, a timeline of everything.")
    ] = None,
    view: Annotated[View | None, Query(description="The question; without it, the one that suits the centre.")] = None,
    to: Annotated[_Name, Query(description="The other end of a path.")] = None,
    lanes: Annotated[Lanes, Query(description="What the lanes of a timeline stand for.")] = Lanes.ACTOR,
    steps: Annotated[int, Query(ge=1, le=2, description="How far an ego network looks around.")] = 2,
    limit: Annotated[int, Query(ge=2, le=500, description="Most nodes; the picture says how many there were.")] = 150,
    format: Annotated[Literal["html", "graphml", "gexf"], Query(description="A page, or a file for Gephi or yEd.")] = "html",  # noqa: A002
) -> Response:
    """A part of the graph as one interactive page that needs nothing from anywhere.

    Views: `ego` (what surrounds somebody), `issue` (who stands where), `timeline` (what happened when), `path` (how two are connected),
    `place` (what happened there).
    """
    start, end = (_named(store, on, name) for name in (center, to))
    drawn = picture(store, start, view=view, to=end, steps=steps, lanes=lanes, limit=limit)
    if format in EXCHANGE:
        name = f'attachment; filename="graph.{format}"'
        return Response(drawn.form(format), media_type=_TYPES[format], headers={"Content-Disposition": name})
    from kg.render import html, policy

    base = on.settings.base_iri
    shown = html(_linked(drawn.subgraph, base), read=lambda quote: sentence(quote, base))
    return Response(shown, media_type=_TYPES[format], headers={"Content-Security-Policy": policy()})


def _named(store: Store, on: Shelf, name: str | None) -> str | None:
    return entity(store, on.settings.base_iri, name, ()).iri if name else None


def _linked(subgraph: Subgraph, base: str) -> Subgraph:
    """The subgraph with the pages of its nodes."""
    return replace(subgraph, nodes=tuple(replace(node, href=address(node.iri, base)) for node in subgraph.nodes))
