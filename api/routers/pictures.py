"""Pictures: the interactive graph around an entity."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse

from api.deps import CurrentStore, Shelf, entity, shelf
from kg import graph, neighbourhood

router = APIRouter(tags=["pictures"])


@router.get("/graph", response_class=HTMLResponse)
def picture(
    store: CurrentStore,
    on: Annotated[Shelf, Depends(shelf)],
    center: Annotated[str, Query(min_length=1, max_length=300, description="Actor, place or issue in the middle.")],
    steps: Annotated[int, Query(ge=1, le=2)] = 2,
    limit: Annotated[int, Query(ge=2, le=500)] = 150,
) -> str:
    """The surroundings of an entity as one interactive page that needs nothing from anywhere."""
    from kg.render import html

    found = entity(store, on.settings.base_iri, center, ())
    return html(graph.most_relevant(neighbourhood.around(store, found.iri, steps), limit))
