"""Pages over HTTP: at the addresses of the data, with their policy, their errors, and the article with its facts in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import pytest
from articles import write
from fastapi import Request
from fastapi.testclient import TestClient

from api.app import create_app
from api.forms import twins
from api.pages import addresses, maps, movement, reading, results, words
from api.pages.assets import digest, names
from kg.pipeline import build
from kg.query import Quote
from kg.settings import Settings

BASE = "https://w3id.org/newskg/id/"
HTML = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    place = tmp_path_factory.mktemp("pages")
    build([write(place, 0, 1, 2, 3)], Settings(store=place / "graph"))
    with TestClient(create_app(Settings(store=place / "graph"))) as opened:
        yield opened


@pytest.mark.model
@pytest.mark.parametrize(
    "path", ["/search?q=Oslo", "/actors/Wanjala", "/places/Oslo", "/events", "/articles", "/contradictions", "/counts?by=month"]
)
def test_browsers_get_pages_and_programs_get_data_at_one_address(client: TestClient, path: str) -> None:
    shown = client.get(path, headers=HTML)
    assert shown.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert "unsafe" not in shown.headers["content-security-policy"]
    plain, _, query = path.partition("?")
    assert client.get(f"{plain}.html?{query}").text == shown.text
    assert client.get(path).headers["content-type"] == "application/json"
    for form in ("json", "csv", "ttl", "jsonld"):
        (twin,) = re.findall(rf'rel="alternate"[^>]*href="([^"]*\.{form}(?:\?[^"]*)?)"', shown.text)
        assert client.get(twin.replace("&amp;", "&")).status_code == 200


@pytest.mark.model
def test_pages_are_not_sent_twice_until_they_change(client: TestClient) -> None:
    first = client.get("/events", headers=HTML)
    assert client.get("/events", headers={**HTML, "if-none-match": first.headers["etag"]}).status_code == 304
    assert client.get("/events").headers["etag"] != first.headers["etag"]
    home = client.get("/", headers=HTML)
    assert client.get("/", headers={**HTML, "if-none-match": home.headers["etag"]}).status_code == 304


@pytest.mark.model
def test_the_start_is_a_page_and_the_manual_for_who_takes_none(client: TestClient) -> None:
    assert "<h1>" in client.get("/").text
    led = client.get("/", headers={"accept": "application/json"}, follow_redirects=False)
    assert led.headers["location"] == "/docs"


@pytest.mark.model
def test_articles_without_a_title_are_listed_by_how_they_begin(tmp_path: Path) -> None:
    (tmp_path / "a-17.txt").write_text(
        "Norwegian Prime Minister Ingrid Solheim opposes the 14-day truce.\n\nShe said so in Oslo.", encoding="utf-8"
    )
    settings = Settings(store=tmp_path / "graph")
    build([tmp_path / "a-17.txt"], settings)
    with TestClient(create_app(settings)) as client:
        pages = {path: client.get(path, headers=HTML).text for path in ("/articles", "/articles/a-17.txt")}
    begin = "Norwegian Prime Minister Ingrid Solheim opposes the 14-day truce. She said so in Oslo."
    assert f">{begin}</a><small>a-17.txt</small>" in pages["/articles"]
    assert f'<h1 class="untitled">{begin}</h1>' in pages["/articles/a-17.txt"]


@pytest.mark.model
def test_search_tells_people_by_their_office(client: TestClient) -> None:
    found = re.search(
        r"<h2><a[^>]*>Antti Rautio</a></h2>\s*<p class=\"details\">(.*?)</p>", client.get("/search?q=Rautio", headers=HTML).text
    )
    assert found
    assert "<span>foreign minister, Finland</span>" in found[1]
    assert "permanent" not in found[1]


@pytest.mark.model
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/explore",
        "/explore?center=Oslo&view=place",
        "/explore?view=timeline&lanes=place",
        "/sparql",
        "/sparql?query=SELECT%20*%20%7B%7D",
        "/actors/Antti%20Rautio",
        "/positions",
    ],
)
def test_every_page_has_links_to_its_data(client: TestClient, path: str) -> None:
    shown = client.get(path, headers=HTML)
    assert shown.status_code == 200
    foot = shown.text.partition("<footer>")[2]
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', foot)]
    assert len(links) >= 2
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200, link
        assert "text/html" not in answer.headers["content-type"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("asked", "drawn"),
    [
        ("center=Antti%20Rautio", "view=ego"),
        ("center=14-day%20ceasefire", "view=issue"),
        ("center=Oslo", "view=place"),
        ("center=Antti%20Rautio&view=timeline", "view=timeline"),
        ("center=Ingrid%20Solheim&to=Antti%20Rautio", "view=path"),
    ],
)
def test_explorer_draws_the_picture_of_a_question(client: TestClient, asked: str, drawn: str) -> None:
    text = client.get(f"/explore?{asked}", headers=HTML).text
    (source,) = re.findall(r'<iframe[^>]* src="([^"]+)"', text)
    assert drawn in source
    assert client.get(source.replace("&amp;", "&")).status_code == 200


@pytest.mark.model
def test_explorer_tells_what_to_begin_with_and_what_cannot_be_asked(client: TestClient) -> None:
    start = client.get("/explore", headers=HTML).text
    assert "14-day ceasefire</a>" in start
    assert "<iframe" not in start
    refused = client.get("/explore?center=Antti%20Rautio&view=issue", headers=HTML)
    assert refused.status_code == 400
    assert "the view issue is for issue" in refused.text


@pytest.mark.model
def test_event_identity_names_places_and_actors_by_their_labels(client: TestClient) -> None:
    events = client.get("/events?limit=200").json()["items"]
    told = max(events, key=lambda event: event["articles"])
    text = client.get(f"/events/{told['fact'].removeprefix(BASE)}/identity", headers=HTML).text
    assert "_" not in " ".join(re.findall(r"<dt>(.*?)</dt>", text))
    assert not re.search(r"<dd>[^<]*\b(country|place|person)/", text)


@pytest.mark.model
@pytest.mark.parametrize("name", names())
def test_files_of_pages_are_kept_for_ever_at_the_address_of_their_content(client: TestClient, name: str) -> None:
    kept = client.get(f"/static/{digest(name)}/{name}")
    assert kept.status_code == 200
    assert "immutable" in kept.headers["cache-control"]
    assert client.get(f"/static/000000000000/{name}").headers["cache-control"] == "no-cache"
    assert client.get(f"/static/{digest(name)}/..%2F{name}").status_code == 404


@pytest.mark.model
@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/actors/Nobody", 404, "Search for “Nobody”"),
        ("/events?type=NONSENSE", 400, "is no type of event"),
        ("/counts?by=colour", 422, "That cannot be asked"),
        ("/articles/none", 404, "the store holds no article"),
        ("/nowhere", 404, "Not found"),
        ("/explore?center=Nobody", 404, "Not found"),
        ("/actors/Łukasz%20%3Fx", 404, "Łukasz"),
    ],
)
def test_errors_are_pages_for_people_and_problem_documents_for_programs(client: TestClient, path: str, status: int, says: str) -> None:
    shown = client.get(path, headers=HTML)
    assert (shown.status_code, shown.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert says in shown.text
    told = client.get(path)
    assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.model
def test_a_name_of_several_leads_to_each_of_them(client: TestClient) -> None:
    shown = client.get("/id/person/none", headers=HTML)
    assert shown.status_code == 404
    labels = [one["label"] for one in client.get("/search?q=minister").json()["items"]]
    if len(labels) > 1:
        page = client.get("/actors/minister", headers=HTML)
        assert page.status_code == 300
        assert page.text.count('href="/actors/') == len(labels)


@pytest.mark.model
def test_an_article_tells_its_text_and_where_each_fact_stands_in_it(client: TestClient) -> None:
    told = client.get("/articles/harbour-1").json()
    assert told["version"] == told["current"]
    assert len(told["items"]) == told["article"]["facts"] > 0
    for fact in told["items"]:
        spans = [quote for quote in fact["evidence"] if quote["version"] == told["version"]]
        assert spans
        assert all(told["text"][quote["start"] : quote["end"]] == quote["exact"] for quote in spans)
    path = told["article"]["article"].removeprefix(BASE)
    assert client.get(f"/articles/{path}").json() == told
    assert client.get(f"/id/{path}", headers={"accept": "application/json"}).json() == told
    assert client.get(f"/articles/{path}?version={told['version'].rpartition('/')[2]}").json() == told
    assert client.get(f"/articles/{path}?version=abc").status_code == 404
    assert client.get(f"/articles/{path}.csv").text.count("\n") >= len(told["items"])


@pytest.mark.model
def test_the_page_of_an_article_holds_its_text_whole(client: TestClient) -> None:
    told = client.get("/articles/harbour-1").json()
    shown = client.get("/articles/harbour-1?at=10-20", headers=HTML).text
    (text,) = re.findall(r'<div class="text">(.*?)</div>', shown, re.DOTALL)
    bare = re.sub(r'<a class="note-ref".*?</a>', "", text)
    assert re.sub(r"<[^>]*>", "", bare) == told["text"]
    assert 'id="here"' in text


@pytest.mark.model
def test_sparql_is_a_form_for_browsers_and_an_endpoint_for_programs(client: TestClient) -> None:
    query = "SELECT ?label WHERE { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?label } ORDER BY ?label LIMIT 3"
    shown = client.get("/sparql", params={"query": query}, headers=HTML)
    assert shown.text.count("<tr>") == 4
    assert client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    listed = client.get("/sparql", params={"query": query, "format": "csv"}, headers=HTML)
    assert listed.text.splitlines()[0] == "label"
    assert client.get("/sparql", params={"query": query, "format": "pdf"}).status_code == 400
    broken = client.get("/sparql", params={"query": "SELECT <b>"}, headers=HTML)
    assert broken.status_code == 400
    assert "SELECT &lt;b&gt;" in broken.text
    built = client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s a ?c } LIMIT 1"}, headers=HTML)
    assert 'download="answer.ttl"' in built.text
    assert "true" in client.get("/sparql", params={"query": "ASK {}"}, headers=HTML).text
    assert client.get("/sparql", headers={"accept": "text/turtle"}).headers["content-type"].startswith("text/turtle")


def test_other_forms_of_any_name_are_plain_ascii_addresses() -> None:
    scope = {
        "type": "http",
        "path": "/actors/Łukasz ?x\r\nY",
        "query_string": b"limit=2",
        "headers": [],
        "server": ("a", 80),
        "scheme": "http",
    }
    assert twins(Request(scope))["csv"] == "/actors/%C5%81ukasz%20%3Fx%0D%0AY.csv?limit=2"


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        (f"{BASE}person/ruiz-1", "/actors/person/ruiz-1"),
        (f"{BASE}country/NO", "/actors/country/NO"),
        (f"{BASE}place/gn-1", "/places/place/gn-1"),
        (f"{BASE}issue/a b?c#d", "/issues/issue/a%20b%3Fc%23d"),
        (f"{BASE}event/x", "/facts?iri=event%2Fx"),
        (f"{BASE}office/x", None),
        ("javascript:alert(1)", None),
    ],
)
def test_address_leads_to_the_page_of_a_thing(iri: str, address: str | None) -> None:
    assert addresses.address(iri, BASE) == address


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("javascript:alert(1)", None),
        (" https://example.org", None),
        ("data:text/html,x", None),
        (None, None),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str | None, link: str | None) -> None:
    assert addresses.outside(url) == link


def quote_at(start: int, end: int, version: str = "v") -> Quote:
    return Quote("x", "x", None, "a", None, None, (), "r", 0.5, start, end, f"{BASE}article/a", version)


def test_pieces_of_a_text_join_to_the_text_and_know_their_facts() -> None:
    text = "Ada met Bo in Rill on Monday."
    facts = [SimpleNamespace(fact=name, evidence=(quote_at(*span),)) for name, span in (("b", (8, 18)), ("a", (0, 10)), ("c", (0, 10)))]
    stated = reading.stated([*facts, SimpleNamespace(fact="other", evidence=(quote_at(0, 3, "w"),))], "v")
    assert [(one.number, one.fact.fact) for one in stated] == [(1, "a"), (2, "c"), (3, "b")]
    pieces = list(reading.pieces(text, stated, (4, 12)))
    assert "".join(piece.text for piece in pieces) == text
    assert [(piece.text, piece.facts) for piece in pieces if piece.facts] == [
        ("Ada ", (1, 2)),
        ("met ", (1, 2)),
        ("Bo", (1, 2, 3)),
        (" i", (3,)),
        ("n Rill", (3,)),
    ]
    assert "".join(piece.text for piece in pieces if piece.here) == "met Bo i"
    assert [piece.text for piece in pieces if piece.opens] == ["met "]
    assert [piece.notes for piece in pieces if piece.notes] == [(1, 2), (3,)]


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (20, 90), (400, 500)])
def test_pieces_bear_any_span(span: tuple[int, int]) -> None:
    assert "".join(piece.text for piece in reading.pieces("A short text of words.", (), span)) == "A short text of words."


def mark(name: str, role: str, lon: float, lat: float, number: int = 0) -> maps.Mark:
    return maps.Mark(f"{BASE}place/{name}", name, role, number, lon, lat)


def test_map_keeps_directions_and_shows_all_near_marks() -> None:
    drawn = maps.drawn([mark("Rill", "here", 20, 50), mark("North", "event", 20.5, 52, 3), mark("East", "event", 23, 50, 1)])
    assert drawn is not None
    at = {one.mark.label: one for one in drawn.marks}
    assert at["North"].y < at["Rill"].y < drawn.height
    assert 0 < at["Rill"].x < at["East"].x < drawn.width
    assert all(0 <= one.x <= drawn.width and 0 <= one.y <= drawn.height for one in drawn.marks)
    assert drawn.meridians
    assert drawn.ground
    assert at["Rill"].text is not None


def test_map_leaves_out_what_is_a_continent_away_and_needs_a_point() -> None:
    assert maps.drawn([]) is None
    drawn = maps.drawn([mark("Rill", "here", 20, 50), mark("Far", "around", -100, 40)])
    assert drawn is not None
    assert [one.mark.label for one in drawn.marks] == ["Rill"]


def test_map_is_not_made_wide_by_the_middle_of_the_country_around() -> None:
    alone = maps.drawn([mark("Rill", "here", 36, 51.8)])
    within = maps.drawn([mark("Rill", "here", 36, 51.8), mark("Ruritania", "around", 52.7, 54.3)])
    assert alone is not None
    assert within is not None
    assert within.meridians == alone.meridians
    assert [one.mark.label for one in within.marks] == ["Rill"]


def test_map_says_what_lies_around_and_how_far_it_is() -> None:
    drawn = maps.drawn([mark("Rill", "here", 36, 51.8), mark("Sele", "event", 35.2, 51.2, 2)])
    assert drawn is not None
    names = {name.text: name.kind for name in drawn.names}
    assert names["UKRAINE"] == names["RUSSIA"] == "country"
    assert {"Kharkiv", "Kursk"} & names.keys()
    pixels, kilometres = drawn.scale
    assert kilometres in (50, 100, 200)
    sele, rill = (next(one for one in drawn.marks if one.mark.label == label) for label in ("Sele", "Rill"))
    assert abs((sele.y - rill.y) / pixels * kilometres - 0.6 * 111.2) < 2
    boxes = [(n.x, n.y) for n in drawn.names]
    assert len(set(boxes)) == len(boxes)


def test_map_of_a_country_shows_where_things_happened_in_it() -> None:
    country = maps.Mark(f"{BASE}country/RR", "Ruritania", "here", 0, 52.7, 54.3)
    events = [mark("Sele", "event", 35.2, 51.2, 2), mark("Rill", "event", 36, 51.8, 1)]
    drawn = maps.drawn([country, *events])
    assert drawn is not None
    assert [one.mark.label for one in drawn.marks] == ["Sele", "Rill"]
    assert [one.mark.label for one in (maps.drawn([country]) or drawn).marks] == ["Ruritania"]


def test_no_name_on_a_map_covers_another() -> None:
    drawn = maps.drawn([mark("A place of a long name", "here", 36, 51.8), mark("Another of them", "event", 39.2, 51.7, 2)])
    assert drawn is not None
    boxes = []
    for text, width, (x, y, anchor) in [
        *((one.mark.label, 7.4, one.text) for one in drawn.marks if one.text),
        *((name.text, 6.1, (name.x, name.y, name.anchor)) for name in drawn.names if name.kind == "town"),
    ]:
        wide = len(text) * width
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        boxes.append((left, y - 11, left + wide, y + 2))
    assert len(boxes) > 4
    crossed = [(a, b) for a, b in combinations(boxes, 2) if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]
    assert crossed == []


def test_labels_of_a_map_do_not_overlap() -> None:
    drawn = maps.drawn([mark(f"Village {n}", "event", 20 + n / 50, 50, n) for n in range(30)])
    assert drawn is not None
    shown = [one for one in drawn.marks if one.text]
    assert 0 < len(shown) < 30


def stance(actor: str, polarity: str, first: date | None, last: date | None = None) -> SimpleNamespace:
    return SimpleNamespace(
        actor=actor,
        actor_label=actor,
        polarity=polarity,
        issue_label="ban",
        fact=f"{actor}{polarity}",
        first_stated=first,
        last_stated=last or first,
    )


def test_chart_puts_days_in_order_and_those_who_moved_first() -> None:
    told = [
        stance("Ada", "Supports", date(2030, 1, 1)),
        stance("Bo", "Opposes", date(2030, 1, 2)),
        stance("Bo", "Supports", date(2030, 1, 9)),
    ]
    chart = movement.chart([*told, stance("Cy", "Opposes", None)])
    assert chart is not None
    assert [line.label for line in chart.lines] == ["Bo", "Ada"]
    assert [sign.polarity for sign in chart.lines[0].signs] == ["Opposes", "Supports"]
    assert chart.lines[1].signs[0].x < chart.lines[0].signs[0].x < chart.lines[0].signs[1].x
    assert movement.chart(told[:1]) is None


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2025, 3, 1), date(2025, 3, 1), "1 Mar 2025"),
        ("2025-03-01T10:00", "2025-03-04", "1 Mar 2025 – 4 Mar 2025"),
        (date(2025, 3, 1), None, "since 1 Mar 2025"),
        (None, "2025-03-01", "until 1 Mar 2025"),
        (None, None, ""),
        ("soon", None, "since soon"),
    ],
)
def test_days_are_told_as_people_write_them(first: date | str | None, last: date | str | None, text: str) -> None:
    assert words.days(first, last) == text


def test_table_of_an_answer_reads_terms_and_is_cut() -> None:
    told = '?a\t?b\n<https://example.org/x>\t"one \\"two\\"\\tthree"@en\n5\t\n"<b>"^^<http://e/t>\tlast\n'
    table = results.table(told, 2, whole=True)
    assert table.columns == ("a", "b")
    assert [[cell.text for cell in row] for row in table.rows] == [["https://example.org/x", 'one "two"\tthree'], ["5", ""]]
    assert table.rows[0][0].iri == "https://example.org/x"
    assert table.cut
    assert not results.table(told, 3, whole=True).cut
    assert results.table("?a\n", 3, whole=True).rows == ()


@pytest.mark.parametrize(
    ("made", "read"),
    [
        (words.month("2025-03"), "Mar 2025"),
        (words.month("2025-13"), "2025-13"),
        (words.month("no month"), "no month"),
        (words.dated("they meet, 2025-02-01 to 2025-02-28"), "they meet, 1 Feb 2025 to 28 Feb 2025"),
        (words.dated("/v/2025-02-01 file-2025-02-01"), "/v/2025-02-01 file-2025-02-01"),
        (words.opening("A short  text.\n"), "A short text."),
        (
            words.opening("A line of a text that somebody wrapped at some width, or\nso."),
            "A line of a text that somebody wrapped at some width, or so.",
        ),
        (words.opening("no sentence"), "no sentence"),
        (words.opening("many words " * 40, 30), "many words many words many\N{NO-BREAK SPACE}…"),
        (words.opening("A. Writer\nReporting from Oslo\n\nThe cabinet fell. It was late.\nMore."), "The cabinet fell. It was late. More."),
        (words.rule("those_it_is_done_to"), "those it is done to"),
        (words.called("by country/FI, not person/x-1", {"country/FI": "Finland"}), "by Finland, not person/x-1"),
    ],
)
def test_words_are_read_as_people_write_them(made: str, read: str) -> None:
    assert made == read
