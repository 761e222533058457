"""What is kept of answers has a bound, and belongs to one generation."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from api.kept import LASTING, Kept
from api.together import Holding
from kg.errors import InputError
from kg.settings import Settings, from_environment

SCOPE = {"type": "http", "method": "GET", "scheme": "http", "path": "/sparql", "headers": [(b"host", b"localhost")]}


class Counting:
    """Answers with as many bytes as are asked for, and counts how often."""

    def __init__(self) -> None:
        self.asked = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await receive()
        scope[LASTING] = "1"
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": bytes(50_000)})


def ask(app: Kept, query: bytes) -> int:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app({**SCOPE, "query_string": query}, receive, send))
    return len(sent[-1]["body"])


def store(folder: Path, generation: str) -> Settings:
    (folder / "generation").write_text(generation)
    return Settings(store=folder, query_cache=1)


def test_the_answers_asked_for_last_are_kept_within_the_bound(tmp_path: Path) -> None:
    inner = Counting()
    app = Kept(inner, store(tmp_path, "1"))
    for number in range(40):
        assert ask(app, b"%d" % number) == 50_000
        ask(app, b"0")
    assert inner.asked == 40
    ask(app, b"39")
    assert inner.asked == 40
    ask(app, b"1")
    assert inner.asked == 41


def test_an_earlier_generation_is_forgotten(tmp_path: Path) -> None:
    inner = Counting()
    app = Kept(inner, store(tmp_path, "1"))
    ask(app, b"0")
    (tmp_path / "generation").write_text("2")
    ask(app, b"0")
    assert inner.asked == 2


def test_nothing_is_kept_where_that_is_not_wanted(tmp_path: Path) -> None:
    inner = Counting()
    app = Kept(inner, Settings(store=tmp_path, query_cache=0))
    assert [ask(app, b"0") for _ in range(2)] == [50_000, 50_000]
    assert inner.asked == 2


class Packets(asyncio.Protocol):
    """What comes over a connection, as it comes."""

    def __init__(self) -> None:
        self.came: list[bytes] = []

    def data_received(self, data: bytes) -> None:
        self.came.append(data)


async def written(*pieces: bytes) -> list[bytes]:
    """What the other side sees of a head and what follows."""
    loop = asyncio.get_running_loop()
    packets = Packets()
    server = await loop.create_server(lambda: packets, "127.0.0.1", 0)
    transport, _ = await loop.create_connection(asyncio.Protocol, *server.sockets[0].getsockname())
    holding = Holding(transport, loop)
    for piece in pieces:
        holding.write(piece)
    holding.close()
    while sum(map(len, packets.came)) < sum(map(len, pieces)):
        await asyncio.sleep(0.01)
    server.close()
    return packets.came


def test_a_head_leaves_with_its_body() -> None:
    head, text = b"HTTP/1.1 200 OK\r\n\r\n", b"short"
    assert asyncio.run(written(head, text)) == [head + text]
    assert asyncio.run(written(head)) == [head]
    assert b"".join(asyncio.run(written(head, bytes(1 << 20), head, text))) == head + bytes(1 << 20) + head + text


def test_a_head_without_a_body_leaves_at_once() -> None:
    async def seen() -> bytes:
        loop = asyncio.get_running_loop()
        packets = Packets()
        server = await loop.create_server(lambda: packets, "127.0.0.1", 0)
        transport, _ = await loop.create_connection(asyncio.Protocol, *server.sockets[0].getsockname())
        Holding(transport, loop).write(b"HTTP/1.1 204 No Content\r\n\r\n")
        await asyncio.sleep(0.2)
        server.close()
        transport.close()
        return b"".join(packets.came)

    assert asyncio.run(seen()).startswith(b"HTTP/1.1 204")


def test_no_answers_are_kept_where_the_environment_says_so() -> None:
    assert from_environment({"KG_QUERY_CACHE": "0"}).query_cache == 0
    with pytest.raises(InputError, match="above zero, or zero"):
        from_environment({"KG_QUERY_CACHE": "-1"})


@pytest.mark.parametrize(
    ("method", "path", "asked"),
    [
        ("GET", "/events", 1),
        ("GET", "/actors/person/1/positions", 1),
        ("GET", "/events.csv", 1),
        ("POST", "/articles", 2),
        ("GET", "/metrics", 2),
    ],
)
def test_look_ups_are_kept_and_what_changes_is_not(tmp_path: Path, method: str, path: str, asked: int) -> None:
    counting = Counting()
    kept = Kept(counting, store(tmp_path, "1"))

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        assert message["type"].startswith("http.response")

    for _ in range(2):
        asyncio.run(kept({**SCOPE, "method": method, "path": path, "query_string": b""}, receive, send))
    assert counting.asked == asked
