"""Replies to look-ups: one model, in the form that was asked for, with the generation of the graph as its tag."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from fastapi import Response
from pydantic import BaseModel

from api.asking import Asked
from api.forms import MEDIA, Form, twins
from api.kept import LASTING
from api.pages.policy import page as shown
from api.pages.rendering import html
from kg.exports import spreadsheet_safe
from kg.query.describing import describe
from kg.store import ResultFormat

_SHORT: Final = 1 << 16
"""Bytes of an answer that is kept."""
FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {media.partition(";")[0]: {} for form, media in MEDIA.items() if form is not Form.JSON},
        "description": "The answer; `.csv`, `.ttl`, `.jsonld`, `.html` at the end of the path, or the Accept header, choose the form.",
    }
}
"""What the manual says of the forms of an answer."""


def reply(
    asked: Asked, page: str, body: BaseModel, rows: Sequence[BaseModel], things: Iterable[str] = (), *, lasts: bool = True
) -> Response:
    """An answer.

    Args:
        asked: what was asked for.
        page: name of the page that shows it as HTML.
        body: the whole answer.
        rows: its items, which are the rows of a table.
        things: IRIs of the facts or entities that it is about.
        lasts: whether it is the same as long as the generation is; not so where the records were asked.
    """
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", "ETag": asked.tag, **_links(asked, body)}
    if asked.is_known():
        return Response(status_code=304, headers=headers)
    if asked.form is Form.HTML:
        return shown(html(page, asked, body), headers=headers)
    written = _written(asked, body, rows, things)
    if lasts and len(written) <= _SHORT:
        asked.request.scope[LASTING] = asked.store.generation
    return Response(written, headers=headers, media_type=MEDIA[asked.form])


def _written(asked: Asked, body: BaseModel, rows: Sequence[BaseModel], things: Iterable[str]) -> bytes:
    match asked.form:
        case Form.JSON:
            return body.model_dump_json().encode()
        case Form.CSV:
            return table(rows).encode()
        case form:
            return describe(asked.store, list(things), ResultFormat.TURTLE if form is Form.TURTLE else ResultFormat.JSONLD)


def table(rows: Sequence[BaseModel]) -> str:
    """Rows as CSV (RFC 4180), safe for spreadsheets; the surest evidence of a fact stands in columns of its own."""
    flat = [_flat(row.model_dump(mode="json")) for row in rows]
    columns = list(dict.fromkeys(column for row in flat for column in row))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([spreadsheet_safe(row.get(column)) for column in columns] for row in flat)
    return buffer.getvalue()


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name == "evidence":
            surest: dict[str, Any] = max(value, key=lambda quote: quote["confidence"], default={})
            found |= {f"evidence_{part}": _cell(of) for part, of in surest.items()}
        elif isinstance(value, dict):
            found |= {f"{name}_{part}": of for part, of in _flat(value).items()}
        else:
            found[name] = _cell(value)
    return found


def _cell(value: Any) -> Any:
    return " | ".join(str(one) for one in value) if isinstance(value, list) else value


def _links(asked: Asked, body: BaseModel) -> dict[str, str]:
    """The other forms and the next page as links (RFC 8288)."""
    links = [
        f'<{address}>; rel="alternate"; type="{MEDIA[Form(form)].partition(";")[0]}"' for form, address in twins(asked.request).items()
    ]
    if token := getattr(body, "next", None):
        following = asked.request.url.include_query_params(after=token)
        links.append(f'<{following.path}?{following.query}>; rel="next"')
    return {"Link": ", ".join(links)}
