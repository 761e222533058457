"""Articles: what the graph is built from."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.asking import Plain
from api.models import Article, Listing
from api.replies import FORMS, reply
from kg import query

router = APIRouter(tags=["articles"])


@router.get("/articles", response_model=Listing[Article], responses=FORMS)
def articles(asked: Plain) -> Response:
    """The articles that the graph is built from, by date and name."""
    page = query.articles_page(asked.store, after=asked.after, limit=asked.limit)
    items = tuple(map(Article.model_validate, page.articles))
    total = None if asked.after else query.extent(asked.store).articles if page.next else len(items)
    body = Listing[Article](items=items, total=total, next=page.next)
    return reply(asked, "articles", body, items, [item.article for item in items])
