"""Answers that are kept in memory: a generation of the store never changes, so the same request to it has the same answer."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final, NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.forms import WITH_FORMS
from kg.settings import Settings
from kg.store import current_generation, is_address

LASTING: Final = "newskg.lasting"
"""Where an endpoint says of which generation its answer is, if it would be the same again."""
_PATHS: Final = frozenset({"/sparql", "/sparql/"})
_ASIDE: Final = frozenset({b"user-agent", b"x-request-id", b"accept-language", b"cookie", b"referer"})
"""Headers that play no part in an answer."""
_DIGITS: Final = 5
"""Digits of the length of a body that may be part of a key."""
_BESIDE: Final = 4096
"""Bytes that a request and its answer take beside their bodies, at most."""
_LARGEST: Final = 0.5
"""Share of all that is kept that one answer may take."""
_Key = tuple[object, ...]


class _Answer(NamedTuple):
    route: object
    headers: list[tuple[bytes, bytes]]
    pieces: list[bytes]


class Kept:
    """Answers a request that was answered before, and keeps the answers of the latest generation."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Wrap an application; nothing is kept of a server that others may write to."""
        self._app = app
        self._place = settings.graph
        self._most = 0 if is_address(settings.graph) else settings.query_cache << 20
        self._size = 0
        self._room = _Room(self._most)
        self._generation = ""
        self._answers: OrderedDict[_Key, _Answer] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on and keep what comes back."""
        if not self._most or scope["type"] != "http" or not _may_be_kept(scope) or not _is_short(scope):
            await self._app(scope, receive, send)
            return
        first = await receive()
        whole = not first.get("more_body", False)
        key = _key(scope, first)
        if whole and self._generation == current_generation(self._place) and (answer := self._answers.get(key)):
            self._answers.move_to_end(key)
            scope["route"] = answer.route
            await _say(answer, send)
            return
        heard = _Heard(scope, first, receive, send, self._room)
        try:
            await self._app(scope, heard.receive, heard.send)
            if whole and heard.is_whole:
                self._keep(scope[LASTING], key, _Answer(scope.get("route"), heard.headers, heard.pieces))
        finally:
            heard.forget()

    def _keep(self, generation: str, key: _Key, answer: _Answer) -> None:
        if generation != self._generation:
            self._answers.clear()
            self._generation, self._size = generation, 0
        if key not in self._answers:
            self._size += _size(key, answer)
            self._answers[key] = answer
        while self._size > self._most:
            self._size -= _size(*self._answers.popitem(last=False))


class _Room:
    """Room for answers that are on their way and may be kept: all together as much as for those that are kept."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._free = most

    def has(self, size: int, more: int) -> bool:
        """Whether an answer of some size may grow; takes the room where it may."""
        if size + more > self._most * _LARGEST or more > self._free:
            return False
        self._free -= more
        return True

    def free(self, size: int) -> None:
        """Give back what an answer took."""
        self._free += size


class _Heard:
    """What goes through: the first message of the request once more, and the answer as far as it may be kept."""

    def __init__(self, scope: Scope, first: Message, receive: Receive, send: Send, room: _Room) -> None:
        self._scope = scope
        self._first: Message | None = first
        self._receive = receive
        self._send = send
        self._room = room
        self._size = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self.pieces: list[bytes] = []
        self.is_whole = False
        self._is_kept = False

    async def receive(self) -> Message:
        first, self._first = self._first, None
        return await self._receive() if first is None else first

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.headers = list(message["headers"])
            self._is_kept = LASTING in self._scope
        elif self._is_kept:
            self._take(message.get("body", b""))
            self.is_whole = self._is_kept and not message.get("more_body", False)
        await self._send(message)

    def forget(self) -> None:
        """Let go of what was heard."""
        self._room.free(self._size)
        self._size, self._is_kept, self.pieces = 0, False, []

    def _take(self, piece: bytes) -> None:
        if self._room.has(self._size, len(piece)):
            self._size += len(piece)
            self.pieces.append(piece)
        else:
            self.forget()


async def _say(answer: _Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": answer.headers})
    for piece in answer.pieces[:-1]:
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": answer.pieces[-1]})


def _may_be_kept(scope: Scope) -> bool:
    path: str = scope["path"]
    return path in _PATHS or (scope["method"] == "GET" and path.lstrip("/").partition("/")[0].partition(".")[0] in WITH_FORMS)


def _is_short(scope: Scope) -> bool:
    """Whether the body is told to be short; others are passed on before they come, for they may be refused."""
    told = dict(scope["headers"])
    return b"transfer-encoding" not in told and len(told.get(b"content-length", b"")) <= _DIGITS


def _key(scope: Scope, first: Message) -> _Key:
    headers = tuple([(name, value) for name, value in scope["headers"] if name not in _ASIDE])
    address = scope["scheme"], *(scope.get("server") or ()), scope.get("root_path"), scope["path"]
    return scope["method"], address, scope["query_string"], headers, first.get("body", b"")


def _size(key: _Key, answer: _Answer) -> int:
    return _BESIDE + sum(len(part) for part in key if isinstance(part, bytes)) + len(repr(key[3])) + sum(map(len, answer.pieces))
