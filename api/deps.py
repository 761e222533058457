"""What the endpoints share: the store as it is now, and names as people write them."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import datetime
from secrets import compare_digest
from typing import Annotated

from fastapi import Depends, Request

from api.errors import ProblemError
from api.workers import Pool
from kg import query
from kg.pipeline import folder, generation
from kg.query import Named
from kg.query.past import Past
from kg.records_store import RecordsStore
from kg.settings import Settings
from kg.store import Store


class Shelf:
    """The store, opened read-only; opened again when a build has changed it."""

    def __init__(self, settings: Settings) -> None:
        """Make an empty store where there is none yet.

        Raises:
            StoreError: the settings name no store, or it cannot be opened.
        """
        self.settings = settings
        self._lock = threading.Lock()
        self._opened: tuple[str, Store] | None = None
        self._past = Past(settings.base_iri)
        _ensure(settings)

    def at_hand(self) -> Store | None:
        """The store as the last build left it, where it is open already and no server has to be asked whether it is."""
        opened = self._opened
        if opened is None or opened[1].folder is None or opened[0] != generation(self.settings):
            return None
        return opened[1]

    def store(self, moment: datetime | None = None) -> Store:
        """The store as the last build left it, or as it was at a moment."""
        with self._lock:
            now = generation(self.settings)
            if self._opened is None or now != self._opened[0]:
                self._opened = now, Store(self.settings.graph, read_only=True)
            store = self._opened[1]
            if moment is None:
                return store
            with RecordsStore(folder(self.settings), read_only=True) as records:
                return self._past.at(store, records, moment)


def shelf(request: Request) -> Shelf:
    """The shelf of the application."""
    found: Shelf = request.app.state.shelf
    return found


async def on_shelf(request: Request) -> Shelf:
    """The shelf of the application, as a dependency; async, since others are called in a thread, which takes longer than they do."""
    return shelf(request)


def current_store(on: Annotated[Shelf, Depends(on_shelf)]) -> Store:
    """The store as it is now."""
    return on.store()


def writable(request: Request) -> None:
    """Let a request write that carries the token.

    Raises:
        ProblemError: there is no token to carry (403), none is carried (401), or another one (403).
    """
    token = shelf(request).settings.token
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if token is None:
        raise ProblemError(403, "nothing can be written here: the service was started without KG_TOKEN")
    if scheme.lower() != "bearer" or not given.strip():
        raise ProblemError(401, "writing needs the header `Authorization: Bearer TOKEN`", {"WWW-Authenticate": "Bearer"})
    if not carries_token(request.headers["authorization"], token):
        raise ProblemError(403, "the token is not the one that allows writing")


def carries_token(authorization: str, token: str | None) -> bool:
    """Whether a header carries the token; how long that takes does not tell how much of it is right."""
    scheme, _, given = authorization.partition(" ")
    if token is None or scheme.lower() != "bearer":
        return False
    return compare_digest(given.strip().encode("latin-1"), token.encode())


async def workers(request: Request) -> Pool:
    """The processes that answer SPARQL."""
    found: Pool = request.app.state.workers
    return found


OnShelf = Annotated[Shelf, Depends(on_shelf)]
Workers = Annotated[Pool, Depends(workers)]
CurrentStore = Annotated[Store, Depends(current_store)]


def entity(store: Store, base: str, text: str, kinds: Iterable[str]) -> Named:
    """The entity that a name, an IRI or the path of an IRI means.

    Raises:
        NotFoundError: it means none.
        AmbiguousError: it means several.
    """
    return query.one(store, base + text if "/" in text and ":" not in text else text, kinds)


def _ensure(settings: Settings) -> None:
    if settings.store is not None and not (settings.store / "records.sqlite").exists():
        settings.store.mkdir(parents=True, exist_ok=True)
        RecordsStore(settings.store).close()
        Store(settings.graph).close()
