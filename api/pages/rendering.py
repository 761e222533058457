"""Templates to pages: autoescaped, so that no text of an article is ever markup."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel

from api.forms import twins
from api.pages import addresses, words
from api.pages.assets import asset
from api.pages.views import VIEWS
from kg.tables import shortened

if TYPE_CHECKING:
    from api.asking import Asked

_FOLDER = Path(__file__).parent / "templates"


def html(page: str, asked: Asked, body: BaseModel) -> str:
    """The page of this name that shows an answer.

    Args:
        page: name of a template; where there is none, `listing` shows any answer.
        asked: what was asked for.
        body: the answer.
    """
    view = VIEWS.get(page)
    named = {"title": page.capitalize(), "about": getattr(body, "about", None)}
    values = {"body": body, **named, **(view(asked, body) if view else {})}
    following = getattr(body, "next", None) and asked.request.url.include_query_params(after=getattr(body, "next", None)).query
    parameters = dict(asked.request.query_params)
    name = f"{page}.html" if f"{page}.html" in _templates().list_templates() else "listing.html"
    return render(name, asked.base, twins=twins(asked.request), following=following, parameters=parameters, **values)


def render(name: str, base: str, **values: Any) -> str:
    """A page from a template.

    Args:
        name: of the template.
        base: IRI below which the graph names things.
        values: what the template shows.
    """
    template = _templates().get_template(name)
    shown = {"twins": {}, "following": None, "parameters": {}, **values}
    return template.render(
        address=lambda iri: addresses.address(iri, base),
        sentence=lambda quote: addresses.sentence(quote, base),
        **shown,
    )


@cache
def _templates() -> Environment:
    made = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals.update(asset=asset, signs=words.SIGNS, named=addresses.named)
    made.filters.update(
        day=words.day,
        days=words.days,
        called=words.called,
        dated=words.dated,
        month=words.month,
        opening=words.opening,
        rule=words.rule,
        shortened=shortened,
        surety=words.surety,
        kind=words.kind,
        several=words.several,
        listed=words.listed,
        marked=words.marked,
        spoken=words.spoken,
        outside=addresses.outside,
    )
    return made
