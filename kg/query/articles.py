"""The articles that the graph is built from: all, page by page, or how many and from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.ntriples import literal
from kg.query.conditions import among
from kg.query.model import ArticleHeld
from kg.query.page_tokens import digest, place_of, token
from kg.query.templates import text_of
from kg.query.values import day
from kg.store import Store

_NONE = "~"


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """A page of articles.

    Attributes:
        articles: by date and name.
        next: what to give as `after` to get the page that follows; None on the last page.
    """

    articles: tuple[ArticleHeld, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Extent:
    """How many articles there are, and when the first and the last were published; None where no day is known."""

    articles: int
    first: date | None
    last: date | None


def articles(store: Store, *conditions: str) -> tuple[ArticleHeld, ...]:
    """The articles that meet all conditions, which name `?article`, by date and name."""
    return tuple(
        ArticleHeld(
            r["article"], r["sourceName"], r.get("title"), r.get("outlet"), r.get("published"), r.get("url"), int(r.get("facts", "0"))
        )
        for r in store.select(text_of("articles", *conditions))
    )


def articles_page(store: Store, *, after: str | None = None, limit: int = 50) -> ArticlePage:
    """A page of the articles; facts are counted for those on it.

    Args:
        store: where to look.
        after: `next` of the page before; None for the first page.
        limit: most articles on the page.

    Raises:
        InputError: `after` belongs to another question.
    """
    asked = digest("articles")
    rows = store.select(text_of("page_articles", after=_behind(place_of(after, asked, 2)), limit=limit + 1))
    shown = [row["article"] for row in rows[:limit]]
    held = {one.article: one for one in articles(store, among("article", shown))} if shown else {}
    following = token(asked, (rows[limit - 1]["key"], shown[-1])) if len(rows) > limit else None
    return ArticlePage(tuple(held[one] for one in shown), following)


def extent(store: Store) -> Extent:
    """How many articles there are, and from when to when."""
    (row,) = store.select(text_of("extent"))
    return Extent(int(row["articles"]), day(row.get("first", "").strip(_NONE)), day(row.get("last")))


def _behind(place: tuple[str, ...] | None) -> str:
    if place is None:
        return ""
    key, article = map(literal, place)
    return f"FILTER(?key > {key} || (?key = {key} && STR(?article) > {article}))"
