"""What operators see: an id for every request, one line of JSON for it, and figures for Prometheus."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import time
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("newskg.requests")
_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_GIVEN = b"x-request-id"
_START = os.urandom(8).hex()  # of the ids that this process gives
_NUMBERS = count()
_UNKNOWN = "none"


class Figures:
    """The figures of one service."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        requests = Counter("newskg_requests", "Requests answered.", ["method", "route", "status"], registry=self.registry)
        seconds = Histogram("newskg_request_seconds", "Seconds until an answer was sent whole.", ["route"], registry=self.registry)
        self.open = Gauge("newskg_requests_open", "Requests that are being answered.", registry=self.registry)
        self._requests = lru_cache(maxsize=1024)(requests.labels)
        self._seconds = lru_cache(maxsize=1024)(seconds.labels)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests(method, route, str(status)).inc()
        self._seconds(route).observe(seconds)

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
        told = _Told(scope["path"], next((value for name, value in scope["headers"] if name == _GIVEN), b""))
        begun = time.perf_counter()
        self._figures.open.inc()
        try:
            await self._app(scope, receive, told.sender(send))
        finally:
            self._figures.open.dec()
            self._note(scope, told, time.perf_counter() - begun)

    def _note(self, scope: Scope, told: _Told, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", _UNKNOWN)
        status = told.status or 500
        self._figures.count(scope["method"], route, status, seconds)
        if LOG.isEnabledFor(logging.INFO):
            fields = {
                "id": told.id,
                "method": scope["method"],
                "path": told.path,
                "route": route,
                "status": status,
                "bytes": told.bytes,
                "ms": round(seconds * 1000, 1),
            }
            LOG.handle(LOG.makeRecord(LOG.name, logging.INFO, __file__, 0, "request", (), None, extra={"fields": fields}))


class _Told:
    """What was asked for and sent: the path, the status, the number of bytes, and under which id."""

    def __init__(self, path: str, given: bytes) -> None:
        self.path = path
        self.id = given.decode() if _ID.fullmatch(given) else f"{_START}{next(_NUMBERS):016x}"
        self.status = 0
        self.bytes = 0

    def sender(self, send: Send) -> Send:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                message["headers"] = [*message["headers"], (_GIVEN, self.id.encode())]
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
    for what in ("logThreads", "logProcesses", "logMultiprocessing", "logAsyncioTasks"):  # nothing of it is in a line
        setattr(logging, what, False)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
