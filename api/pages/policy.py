"""What a page may do in a browser: nothing but use the service's own style, scripts and answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from fastapi.responses import HTMLResponse

_POLICY: Final = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Headers of every page."""


def page(text: str, status: int = 200, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    """A page as a response, with what it may do."""
    return HTMLResponse(text, status, {**(headers or {}), **HEADERS})
