"""Look-ups: forms, pages, filters, time, one fact, entities and their addresses, disagreement, figures."""

from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from articles import write
from fastapi.testclient import TestClient
from rdflib import Graph

from api.app import create_app
from api.observing import JsonLines
from kg.pipeline import build
from kg.settings import Settings

pytestmark = pytest.mark.model
BASE = "https://w3id.org/newskg/id/"
KG = "https://w3id.org/newskg/ontology#"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    place = tmp_path_factory.mktemp("look-ups")
    build([write(place, 0, 1, 2, 3)], Settings(store=place / "graph"))
    with TestClient(create_app(Settings(store=place / "graph"))) as opened:
        yield opened


LISTS = ["/positions", "/statements", "/events", "/actors/Wanjala/timeline", "/articles", "/search?q=Oslo"]


@pytest.mark.parametrize("path", LISTS)
def test_every_list_comes_in_every_form_with_the_same_items(client: TestClient, path: str) -> None:
    plain, _, query = path.partition("?")
    items = client.get(path).json()["items"]
    assert items
    rows = list(csv.DictReader(io.StringIO(client.get(f"{plain}.csv?{query}").text)))
    assert len(rows) == len(items)
    for ending, parser in (("ttl", "turtle"), ("jsonld", "json-ld")):
        answer = client.get(f"{plain}.{ending}?{query}")
        assert answer.status_code == 200
        subjects = {str(subject) for subject in Graph().parse(data=answer.text, format=parser).subjects()}
        named = {item.get("fact") or item.get("iri") or item.get("article") for item in items}
        assert named <= subjects
    accepted = client.get(path, headers={"accept": "text/csv"})
    assert accepted.headers["content-type"].startswith("text/csv")
    assert accepted.text == client.get(f"{plain}.csv?{query}").text


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/statements?actor=Wanjala", "actor: unknown here, give some of addressee, after,"),
        ("/positions.csv?hold_by=Wanjala&held_by=Wanjala", "hold_by: unknown here"),
        ("/counts?by=month&b=1&a=2", "a, b: unknown here"),
    ],
)
def test_parameters_that_a_look_up_does_not_know_are_told(client: TestClient, address: str, told: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 422
    assert told in answer.json()["detail"]
    assert client.get(address, headers={"accept": "text/html"}).status_code == (422 if ".csv" in address else 200)


@pytest.mark.parametrize("path", LISTS)
def test_pages_are_walked_without_gaps_or_repeats(client: TestClient, path: str) -> None:
    joined = "&" if "?" in path else "?"
    whole = client.get(f"{path}{joined}limit=500").json()["items"]
    walked: list[object] = []
    after: dict[str, str] = {}
    for _ in range(len(whole) + 1):
        page = client.get(path, params={"limit": "2", **after} if joined == "?" else {"q": "Oslo", "limit": "2", **after}).json()
        walked += page["items"]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert walked == whole


def test_the_next_page_and_the_other_forms_are_linked(client: TestClient) -> None:
    link = client.get("/events?limit=1").headers["link"]
    assert 'rel="next"' in link
    assert '</events.csv?limit=1>; rel="alternate"; type="text/csv"' in link


@pytest.mark.parametrize(
    ("path", "fits"),
    [
        ("/positions?kind=stance&polarity=supports", lambda item: item["polarity"] == "Supports"),
        ("/positions?polarity=Opposes", lambda item: item["polarity"] == "Opposes"),
        ("/positions?kind=office&status=current", lambda item: item["status"] == "Current"),
        ("/events?place=Finland", lambda item: item["place_label"] == "Helsinki"),
        ("/events?actor=Rautio", lambda item: "Antti Rautio" in item["agents"] + item["recipients"]),
        ("/events?type=CONSULT", lambda item: item["type"] == "CONSULT"),
        ("/events?from=2024-05-14&to=2024-05-14", lambda item: item["earliest"] <= "2024-05-14" <= item["latest"]),
        ("/statements?source=Baltic Wire", lambda item: "Baltic Wire" in {quote["outlet"] for quote in item["evidence"]}),
        ("/positions?min_confidence=0.8", lambda item: max(quote["confidence"] for quote in item["evidence"]) >= 0.8),
        ("/positions?min_sources=2", lambda item: item["independent"] >= 2),
    ],
)
def test_filters_let_through_what_they_say(client: TestClient, path: str, fits: object) -> None:
    items = client.get(path).json()["items"]
    assert items
    assert all(fits(item) for item in items)  # type: ignore[operator]


def test_the_sparql_behind_an_answer_can_be_run(client: TestClient) -> None:
    answer = client.get("/positions?held_by=Rautio&kind=stance&explain=true").json()
    facts, sentences = (client.get("/sparql", params={"query": text}).json()["results"]["bindings"] for text in answer["sparql"])
    assert {row["fact"]["value"] for row in facts} == {item["fact"] for item in answer["items"]}
    told = {(row["fact"]["value"], row["sentence"]["value"], row["outlet"]["value"]) for row in sentences}
    assert told == {(item["fact"], quote["sentence"], quote["outlet"]) for item in answer["items"] for quote in item["evidence"]}


def test_what_is_known_at_a_moment_before_the_build_is_nothing(client: TestClient) -> None:
    assert client.get("/positions?known_at=2001-01-01").json()["items"] == []
    now = datetime.now(UTC).isoformat()
    assert client.get("/positions", params={"known_at": now}).json() == client.get("/positions").json()


def test_one_fact_tells_all_its_evidence(client: TestClient) -> None:
    fact = next(item for item in client.get("/statements").json()["items"] if item["articles"] == 2)
    (item,) = client.get("/facts", params={"iri": fact["fact"].removeprefix(BASE)}).json()["items"]
    assert item == fact
    assert item["independent"] == 1
    assert len({quote["article"] + str(quote["published"]) for quote in item["evidence"]}) == 2


@pytest.mark.parametrize(
    ("name", "kind", "count"), [("Grace Wanjala", "actors", "statement"), ("Oslo", "places", "event"), ("truce", "issues", "stance")]
)
def test_entities_are_described_and_their_iris_lead_to_them(client: TestClient, name: str, kind: str, count: str) -> None:
    found = client.get(f"/{kind}", params={"name": name}).json()["items"][0]
    path = found["iri"].removeprefix(BASE)
    told = client.get(f"/{kind}/{path}").json()
    assert told["entity"] == found
    assert told["counts"][count] > 0
    assert all(client.get(page).json()["about"]["iri"] == found["iri"] for page in told["pages"].values())
    led = client.get(f"/id/{path}", headers={"accept": "application/json"}, follow_redirects=False)
    assert led.status_code == 303
    assert client.get(led.headers["location"]).json() == told
    turtle = client.get(f"/id/{path}", headers={"accept": "text/turtle"})
    assert found["iri"] in {str(subject) for subject in Graph().parse(data=turtle.text, format="turtle").subjects()}


def test_answers_carry_the_generation_and_are_not_sent_twice(client: TestClient) -> None:
    answer = client.get("/events")
    again = client.get("/events", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_identity_contradictions_changes_and_counts_answer(client: TestClient) -> None:
    told = client.get("/actors/Wanjala/identity").json()
    assert told["label"] == "Grace Wanjala"
    assert {mention["exact"] for mention in told["mentions"]} >= {"Grace Wanjala"}
    event = client.get("/events").json()["items"][0]
    address = f"/events/{event['fact']}/identity"
    assert client.get(address).json()["iri"] == event["fact"]
    assert "Why one event" in client.get(address, headers={"accept": "text/html"}).text
    assert client.get("/events/event/nothing/identity").status_code == 404
    assert client.get("/contradictions").json()["items"] == []
    assert client.get("/changes").json()["items"] == []
    months = {row["value"]: row["facts"] for row in client.get("/counts?by=month").json()["items"]}
    assert set(months) == {"2024-05", "2024-06"}
    assert client.get("/counts?by=source&month=2024-05").json()["items"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/events?after=nonsense", 400),
        ("/events?from=2024-05-02&to=2024-05-01", 400),
        ("/events?type=NONSENSE", 400),
        ("/positions?polarity=likes", 422),
        ("/positions?kind=office&polarity=supports", 400),
        ("/contradictions?rule=none", 400),
        ("/contradictions?after=x", 400),
        ("/counts?by=month&issue=truce&region=Oslo", 400),
        ("/counts?by=colour", 422),
        ("/counts?by=month&known_at=2024-05-16", 400),
        ("/facts?iri=event/none", 404),
        ("/id/person/nobody", 404),
        ("/events?known_at=soon", 422),
    ],
)
def test_what_cannot_be_answered_is_told(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_requests_have_ids_and_are_counted_by_route(client: TestClient) -> None:
    assert client.get("/events", headers={"x-request-id": "mine-1"}).headers["x-request-id"] == "mine-1"
    made = client.get("/events.csv", headers={"x-request-id": "two words"}).headers["x-request-id"]
    assert made.isalnum()
    figures = client.get("/metrics").text
    assert 'newskg_requests_total{method="GET",route="/events",status="200"}' in figures
    assert "nobody" not in figures


def test_requests_are_logged_as_json_without_queries(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="newskg.requests"):
        client.get("/events?place=Oslo", headers={"authorization": "Bearer secret"})
    (record,) = caplog.records
    line = json.loads(JsonLines().format(record))
    assert (line["path"], line["status"]) == ("/events", 200)
    assert "Oslo" not in json.dumps(line)
    assert "secret" not in json.dumps(line)


def test_names_are_matched_many_at_once(client: TestClient) -> None:
    asked = {"names": ["Grace Wanjala", "wanjala", "Wanjalla", "Nobody Known"], "kinds": ["Person"]}
    whole, part, slip, none = client.post("/match", json=asked).json()
    assert (whole["matches"][0]["label"], whole["matches"][0]["score"], whole["matches"][0]["sure"]) == ("Grace Wanjala", 100, True)
    assert part["matches"][0]["label"] == "Grace Wanjala"
    assert (slip["matches"][0]["label"], slip["matches"][0]["sure"]) == ("Grace Wanjala", False)
    assert none["matches"] == []


def test_openrefine_finds_its_service(client: TestClient) -> None:
    manifest = client.get("/reconcile").json()
    assert manifest["versions"] == ["0.2"]
    queries = json.dumps({"q0": {"query": "Oslo", "type": "Place"}, "q1": {"query": "Solheim", "limit": 1}})
    answer = client.post("/reconcile", data={"queries": queries}).json()
    assert answer == client.get("/reconcile", params={"queries": queries}).json()
    (oslo,) = answer["q0"]["result"]
    assert (oslo["name"], oslo["match"]) == ("Oslo", True)
    shown = manifest["view"]["url"].replace("{{id}}", oslo["id"])
    assert client.get(shown, headers={"accept": "application/json"}).json()["entity"]["label"] == "Oslo"
    assert client.post("/reconcile", data={"queries": "[]"}).status_code == 400
    assert client.post("/reconcile", data={str(number): "x" for number in range(100)}).status_code == 400


def test_numbers_are_facts(client: TestClient) -> None:
    (killed,) = client.get("/quantities?measure=arrested").json()["items"]
    assert (killed["amount"], killed["value"], killed["counted"]) == ("three", 3, "protesters")
    assert client.get("/quantities?measure=killed").json()["items"] == []


def test_search_finds_beginnings_and_slips(client: TestClient) -> None:
    for text in ("Wanj", "Wanjlaa"):
        assert client.get("/search", params={"q": text}).json()["items"][0]["label"] == "Grace Wanjala"


def test_an_answer_is_kept_for_its_form_and_no_longer_than_its_generation(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "graph")
    build([write(tmp_path, 0)], settings)
    with TestClient(create_app(settings)) as client:
        first = client.get("/events")
        again = client.get("/events")
        assert again.content == first.content
        assert again.headers["etag"] == first.headers["etag"]
        assert client.get("/events.csv").headers["content-type"].startswith("text/csv")
        assert client.get("/events", headers={"accept": "text/turtle"}).headers["content-type"].startswith("text/turtle")
        assert client.get("/events", headers={"if-none-match": first.headers["etag"]}).status_code == 304
        assert 'route="/events"' in client.get("/metrics").text
        build([write(tmp_path, 1, 2)], settings)
        later = client.get("/events")
        assert later.headers["etag"] != first.headers["etag"]
        assert len(later.json()["items"]) > len(first.json()["items"])
