"""Cross-origin reading: pages of other origins may ask, and none may write (the Fetch standard, section 3.2)."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

_SENT = ("Accept", "Content-Type", "If-None-Match")
_SHOWN = ("ETag", "Link", "Location", "Retry-After", "X-Request-Id")


def allow_reading(app: FastAPI, origins: Sequence[str]) -> None:
    """Let pages of these origins send queries and look-ups; the header that carries the token is not among what they may send."""
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(origins),
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=list(_SENT),
        expose_headers=list(_SHOWN),
    )
