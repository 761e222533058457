"""The application: `create_app(settings)`, and `from_environment()` for a server to call."""

from __future__ import annotations

import signal
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from types import FrameType

from fastapi import FastAPI
from fastapi.responses import PlainTextResponse, Response
from fastapi_offline import FastAPIOffline
from prometheus_client import CONTENT_TYPE_LATEST

from api import errors, manual
from api.bodies import Bodies
from api.cors import allow_reading
from api.deps import Shelf
from api.direct import Direct
from api.forms import Endings
from api.hosts import Hosts
from api.intake import Intaker
from api.kept import Kept
from api.observing import Figures, Observed, log_to_stderr
from api.pages.problems import ProblemPages
from api.routers import DIRECT, ROUTERS
from api.workers import Pool
from kg import settings as configuration
from kg.errors import StoreError
from kg.settings import Settings

_DESCRIPTION = """A knowledge graph of actors, positions, places and events, read from news articles.

Every fact names the sentence of the article that states it. Names are taken as people write them; one that means
several entities is answered with the candidates."""


def create_app(settings: Settings) -> FastAPI:
    """The service over one store.

    Raises:
        StoreError: the settings name no store, or it cannot be opened.
    """
    if settings.store is None:
        raise StoreError("no store is named: set KG_STORE or use `kg serve --store DIR`")
    app: FastAPI = FastAPIOffline(title="newskg", version="0.1.0", description=_DESCRIPTION, lifespan=_running)
    app.state.shelf = Shelf(settings)
    app.state.workers = Pool(settings)
    app.state.counted = {}
    app.state.intake = Intaker(settings)
    errors.install(app)
    manual.install(app)
    app.add_middleware(Direct, routes=DIRECT, pool=app.state.workers)
    app.add_middleware(Bodies, settings=settings)
    app.add_middleware(Hosts, hosts=settings.hosts)
    app.add_middleware(ProblemPages, base=settings.base_iri)
    app.add_middleware(Endings)
    allow_reading(app, settings.cors)
    app.add_middleware(Kept, settings=settings)
    figures = Figures()
    app.add_middleware(Observed, figures=figures)
    for router in ROUTERS:
        app.include_router(router)

    @app.get("/healthz", tags=["service"])
    def health() -> dict[str, str]:
        """Whether the service runs."""
        return {"status": "ok"}

    @app.get("/readyz", tags=["service"])
    def ready() -> dict[str, str]:
        """Whether the service can answer from its store."""
        app.state.shelf.store().select("SELECT * WHERE { ?s ?p ?o } LIMIT 1")
        return {"status": "ready"}

    @app.get("/metrics", tags=["service"], response_class=PlainTextResponse)
    def metrics() -> Response:
        """Figures for Prometheus: requests by route and status, seconds, open requests."""
        return Response(figures.text(), media_type=CONTENT_TYPE_LATEST)

    return app


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    workers: Pool = app.state.workers
    workers.warm()
    intake: Intaker = app.state.intake
    intake.start()
    try:
        with _stopped_by_signals(workers):
            yield
    finally:
        intake.close()
        workers.close()


@contextmanager
def _stopped_by_signals(workers: Pool) -> Iterator[None]:
    """End queries as soon as the server is told to stop, for it waits for its connections before anything else."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def handle(number: int, frame: FrameType | None) -> None:
        workers.stop()
        before = handlers[signal.Signals(number)]
        if callable(before):
            before(number, frame)

    for number in handlers:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number, before in handlers.items():
            signal.signal(number, before)


def from_environment(*hosts: str) -> FastAPI:
    """The service as the environment variables `KG_...` set it up, with its log on stderr; it answers for these hosts too."""
    log_to_stderr()
    settings = configuration.from_environment()
    return create_app(replace(settings, hosts=(*settings.hosts, *hosts)))
