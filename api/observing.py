"""What operators see: an id for every request, one line of JSON for it, and figures for Prometheus."""

from __future__ import annotations

import json
import logging
import re
import sys
import time
import uuid
from datetime import UTC, datetime
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("newskg.requests")
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_UNKNOWN = "none"


class Figures:
    """The figures of one service."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("newskg_requests", "Requests answered.", ["method", "route", "status"], registry=self.registry)
        self.seconds = Histogram("newskg_request_seconds", "Seconds until an answer was sent whole.", ["route"], registry=self.registry)
        self.open = Gauge("newskg_requests_open", "Requests that are being answered.", registry=self.registry)

    def text(self) -> bytes:
        """The figures in the format that Prometheus reads."""
        return generate_latest(self.registry)


class Observed:
    """Gives every request an id, counts it and logs it."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request and note how that went."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        told = _Told(scope["path"], Headers(scope=scope).get("x-request-id", ""))
        begun = time.perf_counter()
        with self._figures.open.track_inprogress():
            try:
                await self._app(scope, receive, told.sender(send))
            finally:
                self._note(scope, told, time.perf_counter() - begun)

    def _note(self, scope: Scope, told: _Told, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", _UNKNOWN)
        status = str(told.status or 500)
        self._figures.requests.labels(scope["method"], route, status).inc()
        self._figures.seconds.labels(route).observe(seconds)
        LOG.info(
            "request",
            extra={
                "fields": {
                    "id": told.id,
                    "method": scope["method"],
                    "path": told.path,
                    "route": route,
                    "status": int(status),
                    "bytes": told.bytes,
                    "ms": round(seconds * 1000, 1),
                }
            },
        )


class _Told:
    """What was asked for and sent: the path, the status, the number of bytes, and under which id."""

    def __init__(self, path: str, given: str) -> None:
        self.path = path
        self.id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        self.status = 0
        self.bytes = 0

    def sender(self, send: Send) -> Send:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = self.id
            elif message["type"] == "http.response.body":
                self.bytes += len(message.get("body", b""))
            await send(message)

        return sent


class JsonLines(logging.Formatter):
    """Log records as lines of JSON; neither queries nor headers are in them, so no token is."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True)


def log_to_stderr(level: int = logging.INFO) -> None:
    """Write the service's log as lines of JSON to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
