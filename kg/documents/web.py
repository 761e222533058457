"""The adapter around trafilatura: the main text and the metadata of an HTML page, without network or wall clock."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping

from trafilatura import bare_extraction

from kg.documents.metadata import Metadata, is_address, metadata
from kg.errors import DocumentError

_DATES = {"extensive_search": False, "original_date": True, "max_date": "2999-12-31"}
_ROOT = re.compile(r"<html\b", re.IGNORECASE)
_FIELDS = {"title": "title", "sitename": "publisher", "date": "published", "url": "url"}


def main_text(page: str, source: str) -> tuple[str, Metadata]:
    """The main text of a page, one paragraph a line, and what the page says of itself.

    Raises:
        DocumentError: the page has no main text.
    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(
            page if _ROOT.search(page) else f"<html><body>{page}</body></html>",
            include_comments=False,
            include_tables=False,
            include_links=False,
            include_images=False,
            with_metadata=True,
            date_extraction_params=_DATES,
        )
    except Exception as error:
        raise DocumentError(source, f"this page cannot be read ({type(error).__name__}): give the article as text or Markdown") from error
    text = found.text if found and not isinstance(found, Mapping) else None
    if not text:
        raise DocumentError(source, "no main text was found in this page: give the article as text or Markdown")
    return text, metadata(_said({ours: getattr(found, theirs) for theirs, ours in _FIELDS.items()}), source)


def _said(values: dict[str, str | None]) -> dict[str, str | None]:
    """What a page says of itself without an address that is none, which pages often have."""
    return {**values, "url": values["url"] if values["url"] and is_address(values["url"].strip()) else None}
