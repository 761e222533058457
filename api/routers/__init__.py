"""The routes of the service, in the order in which they are tried."""

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
        facts,
        disagreement,
        entities,
        articles,
        article,
        writing,
        matching,
        named,
        sparql,
        graph_store,
        description,
        pictures,
        pages,
    )
)
