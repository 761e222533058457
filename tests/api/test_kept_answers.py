"""What is kept of answers has a bound, and belongs to one generation."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from api.kept import LASTING, Kept
from kg.errors import InputError
from kg.settings import Settings, from_environment

SCOPE = {"type": "http", "method": "GET", "scheme": "http", "path": "/sparql", "headers": [(b"host", b"localhost")]}


class Counting:
    """Answers in pieces of 50,000 bytes, and counts how often; it may break off after the last but one."""

    def __init__(self, pieces: int = 1, *, breaks: bool = False) -> None:
        self.asked = 0
        self._pieces = [bytes([number]) * 50_000 for number in range(pieces)]
        self._breaks = breaks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await receive()
        scope[LASTING] = "1"
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for piece in self._pieces[:-1]:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        if not self._breaks:
            await send({"type": "http.response.body", "body": self._pieces[-1]})


async def asked_by(app: Kept, query: bytes, send: Send) -> None:
    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    await app({**SCOPE, "query_string": query}, receive, send)


def ask(app: Kept, query: bytes) -> int:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(asked_by(app, query, send))
    return sum(len(message.get("body", b"")) for message in sent)


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


@pytest.mark.parametrize(
    ("pieces", "breaks", "asked"),
    [(10, False, 1), (11, False, 2), (10, True, 2)],
    ids=["half of all", "more than half", "broken off"],
)
def test_long_answers_are_kept_if_they_are_whole_and_take_no_more_than_half(tmp_path: Path, pieces: int, breaks: bool, asked: int) -> None:
    inner = Counting(pieces, breaks=breaks)
    app = Kept(inner, store(tmp_path, "1"))
    assert len({ask(app, b"0") for _ in range(2)}) == 1
    assert inner.asked == asked


def test_answers_on_their_way_take_no_more_than_what_is_kept(tmp_path: Path) -> None:
    inner = Counting(10)
    app = Kept(inner, store(tmp_path, "1"))

    async def all_at_once() -> None:
        async def in_turn(_: Message) -> None:
            await asyncio.sleep(0)

        await asyncio.gather(*(asked_by(app, b"%d" % number, in_turn) for number in range(3)))

    asyncio.run(all_at_once())
    for number in range(3):
        ask(app, b"%d" % number)
    assert inner.asked == 4


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
