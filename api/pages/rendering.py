"""Templates to pages: autoescaped, so that no text of an article is ever markup."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel

from api.forms import twins

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
    templates = _templates()
    template = templates.get_or_select_template([f"{page}.html", "listing.html"])
    return template.render(page=page, asked=asked, body=body, twins=twins(asked.request))


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
