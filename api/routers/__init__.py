"""The routes of the service, in the order in which they are tried: that which is to answer fastest comes first."""

from fastapi.routing import APIRoute

from api.routers import (
    article,
    articles,
    description,
    disagreement,
    entities,
    facts,
    graph_store,
    matching,
    named,
    pages,
    pictures,
    sparql,
    writing,
)

ROUTERS = tuple(
    part.router
    for part in (
        sparql,
        facts,
        disagreement,
        entities,
        articles,
        article,
        writing,
        matching,
        named,
        graph_store,
        description,
        pictures,
        pages,
    )
)
DIRECT = tuple(route for route in sparql.router.routes if isinstance(route, APIRoute))
"""The routes whose endpoints take nothing but the request and the workers."""
