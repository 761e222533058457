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
