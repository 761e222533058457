"""Articles: what the graph is built from."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.asking import Plain
from api.errors import ProblemError
from api.models import Article, Listing
from api.replies import FORMS, reply
from kg import query

router = APIRouter(tags=["articles"])


@router.get("/articles", response_model=Listing[Article], responses=FORMS)
def articles(asked: Plain) -> Response:
    """The articles that the graph is built from, by date and name."""
    found = query.articles(asked.store)
    start = next((i + 1 for i, one in enumerate(found) if one.article == asked.after), None) if asked.after else 0
    if start is None:
        raise ProblemError(400, "`after` names no article of this list: begin again without it")
    items = tuple(map(Article.model_validate, found[start : start + asked.limit]))
    more = len(found) > start + asked.limit
    body = Listing[Article](items=items, total=len(found), next=items[-1].article if more else None)
    return reply(asked, "articles", body, items, [item.article for item in items])
