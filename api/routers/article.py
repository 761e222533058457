"""One article: its text, and the facts that stand in it with the spans that state them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.asking import Asked, Plain
from api.deps import OnShelf
from api.errors import ProblemError
from api.models import Article, ArticleRead
from api.replies import FORMS, reply
from api.routers.facts import models
from kg import query
from kg.errors import StoreError
from kg.pipeline import folder
from kg.records_store import RecordsStore

router = APIRouter(tags=["articles"])


@router.get("/articles/{article:path}", response_model=ArticleRead, responses=FORMS)
def article(
    asked: Plain,
    on: OnShelf,
    article: str,
    version: Annotated[str | None, Query(pattern=r"^[0-9a-f]{1,64}$", description="Digest of an earlier version.")] = None,
    at: Annotated[str | None, Query(pattern=r"^\d{1,9}-\d{1,9}$", description="A span that a page leads to, such as `120-260`.")] = None,  # noqa: ARG001
) -> Response:
    """One article by id, name, address or IRI: its source text and the facts that it states, each with its spans.

    `start` and `end` of the evidence count code points in `text`. Of a version that is no longer the current one the text
    is given; its facts are found with `known_at`.
    """
    with RecordsStore(folder(on.settings), read_only=True) as records:
        current = _current(asked, records, article)
        path = current.partition("/v/")[0]
        chosen = f"{path}/v/{version}" if version else current
        text = _text(records, chosen, article)
        held = records.records(chosen).article
    full = asked.base + chosen
    rows = asked.store.select(query.text_of("stated", query.among("version", [full])))
    facts = query.facts_of(asked.store, [row["fact"] for row in rows])
    body = ArticleRead(
        article=Article(
            article=asked.base + path,
            source_name=held.source_name,
            title=held.title,
            outlet=held.publisher,
            published=held.published,
            url=held.url,
            facts=len(facts),
        ),
        version=full,
        current=asked.base + current,
        text=text,
        items=models(facts),
    )
    return reply(asked, "article", body, body.items, [asked.base + path, *(fact.fact for fact in facts)], lasts=False)


def _current(asked: Asked, records: RecordsStore, name: str) -> str:
    """The current version of the one article that a name means.

    Raises:
        ProblemError: it means none (404) or several (300).
    """
    ids = records.find(asked.base + name if name.startswith("article/") else name, asked.base)
    if len(ids) > 1:
        raise ProblemError(300, f"{name!r} means several articles: {', '.join(ids)}")
    versions = records.current(ids[0]) if ids else ()
    if not versions:
        raise ProblemError(404, f"the store holds no article {name!r}")
    return versions[0]


def _text(records: RecordsStore, version: str, name: str) -> str:
    try:
        return records.source(version)
    except StoreError as error:
        raise ProblemError(404, f"the store holds no such version of the article {name!r}") from error
