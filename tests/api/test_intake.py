"""Articles over HTTP: queued, built by a process of their own, corrected, taken back; the queue survives whoever is killed."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from kg.errors import NotFoundError, StoreError
from kg.intake import Intake
from kg.settings import Settings

pytestmark = pytest.mark.model
TOKEN = {"authorization": "Bearer secret"}
TEXT = "Foreign Minister Pilar Ossorio of Peru said on Monday that she supports the fishing treaty."
CORRECTED = "Foreign Minister Pilar Ossorio of Peru said on Monday that she opposes the fishing treaty."


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(store=tmp_path_factory.mktemp("intake") / "graph", token="secret")


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings)) as opened:
        yield opened


def polarities(client: TestClient) -> list[str]:
    found = client.get("/positions", params={"kind": "stance"}).json()["items"]
    return [item["polarity"] for item in found if item["actor_label"] == "Pilar Ossorio"]


def test_an_article_is_posted_corrected_and_taken_back(client: TestClient) -> None:
    article = {"id": "fish/1", "title": "Treaty", "publisher": "Harbour Post", "published": "2025-02-03", "text": TEXT}
    made = client.post("/articles?wait=60", json=article, headers=TOKEN)
    assert made.status_code == 202
    assert made.json()["state"] == "done", made.text
    assert made.json()["outcome"]["built"] == 1
    assert client.get(made.headers["location"]).json()["state"] == "done"
    assert polarities(client) == ["Supports"]

    again = client.post("/articles?wait=60", json=[article], headers=TOKEN).json()
    assert again["outcome"]["unchanged"] == 1

    changed = client.put("/articles/fish/1?wait=60", json={**article, "text": CORRECTED}, headers=TOKEN)
    assert changed.json()["outcome"]["built"] == 1
    assert polarities(client) == ["Opposes"]

    rehearsed = client.delete("/articles/fish/1?dry_run=true", headers=TOKEN).json()
    assert rehearsed["going"]
    assert not rehearsed["staying"]
    assert polarities(client) == ["Opposes"]

    gone = client.delete("/articles/fish/1?wait=60", headers=TOKEN)
    assert gone.json()["state"] == "done", gone.text
    assert client.get("/articles").json()["total"] == 0
    assert polarities(client) == []
    assert client.get("/jobs").json()[0]["task"] == "retract"


@pytest.mark.parametrize(
    ("method", "path", "arguments", "status"),
    [
        ("POST", "/articles", {"json": {"text": TEXT}}, 401),
        ("POST", "/articles", {"json": {"text": TEXT}, "headers": {"authorization": "Bearer wrong"}}, 403),
        ("POST", "/articles", {"json": {"text": ""}, "headers": TOKEN}, 422),
        ("POST", "/articles", {"json": {"text": TEXT, "date": "2025"}, "headers": TOKEN}, 422),
        ("POST", "/articles", {"json": [], "headers": TOKEN}, 400),
        ("POST", "/articles", {"content": b"{", "headers": {**TOKEN, "content-type": "application/json"}}, 400),
        ("POST", "/articles", {"content": b"[" * 100_000, "headers": {**TOKEN, "content-type": "application/json"}}, 400),
        ("POST", "/articles", {"content": b'{"text": "\\ud800"}', "headers": {**TOKEN, "content-type": "application/json"}}, 422),
        ("POST", "/articles", {"content": b"x", "headers": {**TOKEN, "content-type": "text/plain"}}, 415),
        ("PUT", "/articles/a", {"json": {"id": "b", "text": TEXT}, "headers": TOKEN}, 409),
        ("PUT", "/articles/a", {"json": [{"text": TEXT}, {"text": TEXT}], "headers": TOKEN}, 400),
        ("DELETE", "/articles/nothing", {"headers": TOKEN}, 404),
        ("DELETE", "/articles/nothing", {}, 401),
        ("GET", "/jobs/123456", {}, 404),
        ("GET", "/jobs/0", {}, 422),
    ],
)
def test_what_cannot_be_done_is_told_and_queues_nothing(
    client: TestClient, settings: Settings, method: str, path: str, arguments: dict[str, object], status: int
) -> None:
    assert settings.store is not None
    before = len(Intake(settings.store).jobs())
    answer = client.request(method, path, **arguments)  # type: ignore[arg-type]
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(Intake(settings.store).jobs()) == before


def test_an_article_that_cannot_be_read_is_told_in_the_outcome(client: TestClient) -> None:
    made = client.post("/articles?wait=60", json={"id": "odd", "published": "last week", "text": TEXT}, headers=TOKEN).json()
    assert made["state"] == "done"
    assert made["outcome"]["built"] == 0
    assert "last week" in made["outcome"]["skipped"][0]["reason"]


def test_the_queue_goes_on_after_its_process_and_the_service_are_killed(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "graph", token="secret")
    with TestClient(create_app(settings)) as client:
        queued = client.post("/articles", json={"id": "one", "published": "2025-02-03", "text": TEXT}, headers=TOKEN).json()
        assert queued["state"] == "queued"
        process = running(client)
        os.kill(process, signal.SIGKILL)
    assert settings.store is not None
    assert Intake(settings.store).is_open()
    with TestClient(create_app(settings)) as client:
        ended(client, queued["id"])
        assert polarities(client) == ["Supports"]


def test_a_job_that_ends_its_process_each_time_is_given_up(tmp_path: Path) -> None:
    intake = Intake(tmp_path)
    number = intake.add("retract", "x").id
    for _ in range(2):
        assert intake.take() is not None
        intake.again()
    assert intake.job(number).state == "failed"
    assert intake.take() is None
    with pytest.raises(NotFoundError):
        intake.job(number + 1)


def running(client: TestClient) -> int:
    for _ in range(600):
        if client.app.state.intake.is_at_work() and client.get("/jobs").json()[0]["state"] == "running":  # type: ignore[attr-defined]
            return int(client.app.state.intake._process.pid)  # type: ignore[attr-defined]
        time.sleep(0.05)
    raise AssertionError("the intake has not begun")


def ended(client: TestClient, number: int) -> None:
    for _ in range(600):
        if client.get(f"/jobs/{number}").json()["state"] == "done":
            return
        time.sleep(0.1)
    raise AssertionError(client.get("/jobs").text)


def test_a_queue_of_a_newer_newskg_is_left_alone(tmp_path: Path) -> None:
    Intake(tmp_path).add("retract", "x")
    with closing(sqlite3.connect(tmp_path / "intake.sqlite")) as db:
        db.execute("PRAGMA user_version = 1000")
    with pytest.raises(StoreError, match="install a newer newskg"):
        Intake(tmp_path)
