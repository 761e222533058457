"""Pictures in a real browser: safe, quiet, accessible, and doing what they promise."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote as quoted

import pytest
from accessibility import serious
from invented import BASE, card, story
from playwright.sync_api import Page

from kg.arrangements import Camps, Chains, Lane, Timeline
from kg.graph import Edge, FactCard, Node, Quote, Subgraph
from kg.records import Modality, Polarity
from kg.render import NOTICE, frame, html

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default::ResourceWarning")]

SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
PAYLOAD = '</script><script>window.ran=1</script>"\'><img src=x onerror="window.ran=1"> href={{7*7}} javascript:window.ran=1'
Visit = Callable[..., Any]


def hostile() -> Subgraph:
    """The payload in every field that can hold text."""
    evidence = Quote(PAYLOAD, PAYLOAD, PAYLOAD, PAYLOAD, PAYLOAD, PAYLOAD, (PAYLOAD,), PAYLOAD, 0.5, 0, 1)
    fact = FactCard(PAYLOAD, PAYLOAD, (evidence, replace(evidence, url="javascript:window.ran=1")), PAYLOAD)
    nodes = tuple(
        Node(f"{PAYLOAD}{i}", f"{PAYLOAD}{i}", kind, PAYLOAD, None, (fact,), PAYLOAD) for i, kind in enumerate(("person", PAYLOAD))
    )
    ends = nodes[0].iri, nodes[1].iri
    days = date(2031, 3, 1), date(2031, 3, 9)
    edges = (Edge(*ends, "stance", PAYLOAD, Polarity.OPPOSES, *days, (fact,)), Edge(*ends, PAYLOAD, PAYLOAD, facts=(fact,)))
    return Subgraph(PAYLOAD, nodes[0].iri, nodes, edges, 9, PAYLOAD)


def small() -> Subgraph:
    """Three people, an issue, an event and a place, with parallel edges and an undated one."""
    people = [
        Node(f"{BASE}person/{i}", name, "person", "trade envoy") for i, name in enumerate(["Søren Łukasik", "Nuño Brânză", "=HYPERLINK(1)"])
    ]
    issue = Node(f"{BASE}issue/1", "60-day fishing ban", "issue")
    event = Node(f"{BASE}event/1", "Varonia blocks port", "event", modality=Modality.CLAIMED)
    body = Node(f"{BASE}organization/1", "Green League", "organization")
    march = [date(2031, 3, day) for day in range(1, 30)]
    edges = (
        Edge(
            people[0].iri,
            issue.iri,
            "stance",
            "supports",
            Polarity.SUPPORTS,
            march[1],
            march[1],
            (card("stance", 1, "supports the ban", "Yes."),),
        ),
        Edge(
            people[0].iri,
            issue.iri,
            "stance",
            "opposes",
            Polarity.OPPOSES,
            march[20],
            march[20],
            (card("stance", 2, "opposes", "No.", "Never."),),
        ),
        Edge(
            people[1].iri,
            issue.iri,
            "stance",
            "conditional",
            Polarity.CONDITIONAL,
            march[9],
            march[9],
            (card("stance", 3, "if paid", "Pay."),),
        ),
        Edge(people[1].iri, body.iri, "tenure", "chair", facts=(card("tenure", 4, "chair of the league", "The chair."),)),
        Edge(people[2].iri, event.iri, "agent", "claims", None, march[5], march[6], (card("event", 5, "@SUM(A1)", "-1+1 said."),)),
    )
    return Subgraph("A small story", issue.iri, (*people, issue, event, body), edges, 6, "six nodes")


def arranged_story(kind: str) -> Subgraph:
    """A picture with each arrangement: positions in camps, happenings by day, a chain of two steps."""
    issue = Node(f"{BASE}issue/1", "fishing ban", "issue")
    people = [Node(f"{BASE}person/{i}", f"Speaker {i}", "person") for i in range(12)]
    if kind == "camps":
        sides = [list(Polarity)[i % 4] for i in range(12)]
        edges = [
            Edge(person.iri, issue.iri, "stance", side.lower(), side, facts=(card("stance", i, "on the ban", "So it was said."),))
            for i, (person, side) in enumerate(zip(people, sides, strict=True))
        ]
        holders = tuple((person.iri, side) for person, side in zip(people, sides, strict=True))
        return Subgraph("Who stands where", issue.iri, (issue, *people), tuple(edges), 13, "", Camps((issue.iri,), holders))
    days = [date(2031, 3, day) if day < 12 else None for day in range(1, 15)]
    events = [
        Node(f"{BASE}event/{i}", f"Boat {i} leaves", "event", modality=Modality.ACTUAL, earliest=day, latest=day)
        for i, day in enumerate(days)
    ]
    facts = [card("event", i, event.label, f"Boat {i} left, officials said.") for i, event in enumerate(events)]
    edges = [
        Edge(people[i % 3].iri, event.iri, "agent", "agent", None, event.earliest, event.latest, (fact,))
        for i, (event, fact) in enumerate(zip(events, facts, strict=True))
    ]
    if kind == "timeline":
        lanes = tuple(Lane(people[i].label, people[i].iri, tuple(event.iri for event in events[i::3])) for i in range(3))
        return Subgraph("What happened when", None, (*people[:3], *events), tuple(edges), 900, "", Timeline(lanes))
    ends = (
        Edge(events[0].iri, people[1].iri, "recipient", "recipient", facts=(facts[0],)),
        Edge(people[2].iri, people[1].iri, "addressee", "tells", facts=(facts[5],)),
    )
    chain = (people[0].iri, events[0].iri, people[1].iri, people[2].iri)
    return Subgraph("How", people[0].iri, (*people[:3], events[0]), (edges[0], *ends), 4, "", Chains((chain,)))


def find(page: Page, text: str) -> None:
    """Searches and takes the first match."""
    page.keyboard.press("/")
    page.fill("#find", text)
    page.press("#find", "Enter")


def heading(page: Page) -> str:
    return page.locator("#panel h2").inner_text()


@pytest.mark.parametrize("size", [12, 60, 150])
def test_picture_asks_for_nothing_and_reports_no_error(visit: Visit, size: int) -> None:
    view = visit(html(story(size)), width=1440, height=900)
    view.page.wait_for_timeout(150)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    view.page.screenshot(path=SCREENSHOTS / f"{size}.png")
    find(view.page, "treaty")
    view.page.screenshot(path=SCREENSHOTS / f"{size}-focus.png")
    assert [url for url in view.requests if not url.startswith(("file:", "data:"))] == []
    assert len(view.requests) == 1
    assert view.errors == []


def test_hostile_text_does_not_run(visit: Visit) -> None:
    view = visit(html(hostile()))
    page = view.page
    page.mouse.move(640, 400)
    find(page, "script")
    for name in ("#view", "#view", "#theme", "#export summary"):
        page.click(name)
    page.evaluate("document.querySelectorAll('#panel button, #panel summary').forEach((each) => each.click())")
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert page.locator("img").count() == 0
    assert page.evaluate("[...document.links].filter((link) => !/^https?:/.test(link.href) && !link.download).length") == 0
    assert view.errors == []
    assert len(view.requests) == 1


@pytest.mark.parametrize("guarded", [True, False])
def test_policy_stops_what_escaping_might_miss(visit: Visit, guarded: bool) -> None:
    page = html(small()).replace("</h1>", '<img src="data:," onerror="window.ran=1"></h1><script>window.ran=1</script>', 1)
    view = visit(page if guarded else re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page))
    view.page.wait_for_timeout(150)
    assert view.page.evaluate("window.ran") == (None if guarded else 1)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_picture_is_accessible(visit: Visit, width: int, theme: Any) -> None:
    page = visit(html(story(24), theme=theme), width=width).page
    found = {"overview": serious(page)}
    find(page, "treaty")
    found["focus"] = serious(page)
    page.click("#view")
    found["table"] = serious(page)
    assert found == {"overview": [], "focus": [], "table": []}


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("soren lukasik", "Søren Łukasik"),
        ("NUNO", "Nuño Brânză"),
        ("ban", "60-day fishing ban"),
        ("league", "Green League"),
        ("envoy branza", "Nuño Brânză"),
    ],
)
def test_search_folds_accents_and_focuses(visit: Visit, typed: str, label: str) -> None:
    page = visit(html(small())).page
    find(page, typed)
    assert heading(page) == label
    assert quoted(next(node.iri for node in small().nodes if node.label == label), safe="") in page.url


def test_search_can_be_walked_with_the_arrow_keys(visit: Visit) -> None:
    page = visit(html(small())).page
    page.fill("#find", "envoy")
    assert page.locator("#found li").count() == 3
    page.press("#find", "ArrowDown")
    second = page.locator("#found li[aria-selected=true] span").first.evaluate("(each) => each.firstChild.textContent")
    page.press("#find", "Enter")
    assert heading(page) == second


def test_deep_link_opens_the_node(visit: Visit) -> None:
    node = small().nodes[1]
    assert heading(visit(html(small()), fragment=f"#n={quoted(node.iri, safe='')}").page) == node.label
    assert heading(visit(html(small()), fragment="#n=%zz").page) == "Overview"


def test_panel_shows_quote_outlet_date_source_confidence_and_link(visit: Visit) -> None:
    said = Quote(
        "refused",
        "😀 The minister refused, aides said.",
        "Halm Courier",
        "No deal",
        "https://news.example/9",
        "2031-03-04T10:00",
        ("aides",),
        "r",
        0.91,
        0,
        7,
    )
    nodes = (Node("a", "Ada", "person"), Node("b", "the deal", "issue"))
    edge = Edge("a", "b", "stance", "opposes", Polarity.OPPOSES, facts=(FactCard("s", "refuses it", (said,)),))
    page = visit(html(Subgraph("Deal", "a", nodes, (edge,), 2)), fragment="#n=a").page
    text = page.locator("#panel .fact").inner_text()
    for part in (
        "opposes",
        "😀 The minister refused, aides said.",
        "Halm Courier · 4 Mar 2031 · according to aides · high confidence (0.91)",
    ):
        assert part in text
    assert page.locator("#panel mark").inner_text() == "refused"
    assert page.get_attribute("#panel .fact a", "href") == "https://news.example/9"
    assert page.get_attribute("#panel .fact a", "rel") == "noopener noreferrer"


def linked(**quoted: str) -> Subgraph:
    """Ada, with a page of her own, and what she refuses."""
    said = replace(card("stance", 1, "refuses it", "She refused.").evidence[0], **{"url": None, **quoted})
    nodes = (Node("a", "Ada", "person", href="/actors/ada"), Node("b", "the deal", "issue"))
    return Subgraph(
        "Deal", "a", nodes, (Edge("a", "b", "stance", "opposes", Polarity.OPPOSES, facts=(FactCard("s", "refuses it", (said,)),)),), 2
    )


def test_a_picture_that_is_served_leads_to_the_sentence_and_a_saved_one_to_no_page_of_a_service(visit: Visit) -> None:
    text = html(linked(), read=lambda quote: f"/articles/a?at={quote.start}-{quote.end}#here")
    saved_page = visit(text, fragment="#n=a").page
    assert saved_page.locator("#panel a").count() == 0
    saved_page.route("http://pictures.test/**", lambda route: route.fulfill(body=text, content_type="text/html"))
    saved_page.goto("http://pictures.test/graph#n=a")
    links = saved_page.locator("#panel a").evaluate_all("(all) => all.map((each) => [each.textContent, each.getAttribute('href')])")
    assert links == [["Full page", "/actors/ada"], ["In the text", "/articles/a?at=0-12#here"]]


def test_a_quote_without_an_address_ends_with_what_is_known(visit: Visit) -> None:
    page = visit(html(linked()), fragment="#n=a").page
    assert re.search(r"confidence \(0\.\d\d\)( · [^·]+)?$", page.locator("#panel .source").first.inner_text())
    assert "no address known" not in page.content().split("<script")[0]


@pytest.mark.parametrize(("days", "shown"), [((1, 1), False), ((1, 2), True)])
def test_the_time_range_is_there_only_where_it_can_tell_facts_apart(visit: Visit, days: tuple[int, int], shown: bool) -> None:
    nodes = tuple(Node(name, name, "person") for name in "abc")
    edges = tuple(
        Edge("a", other, "agent", "meets", None, date(2031, 2, day), date(2031, 2, 28)) for other, day in zip("bc", days, strict=True)
    )
    page = visit(html(Subgraph("Met", "a", nodes, edges, 3))).page
    assert page.locator("#time").is_visible() is shown


def test_names_in_a_crowd_stand_on_two_lines_or_are_cut_short_before_they_are_left_out(visit: Visit) -> None:
    issues = tuple(Node(f"i{i}", f"dredging of harbour {i}", "issue") for i in range(120))
    edges = tuple(Edge("p", issue.iri, "stance", "supports", Polarity.SUPPORTS) for issue in issues)
    page = visit(html(Subgraph("Harbours", "p", (Node("p", "Ada Lind", "person"), *issues), edges, 121)), height=800).page
    drawing = saved(page, "svg").read_text("utf-8")
    assert drawing.count(">dredging") >= 105
    assert drawing.count("…</text>") >= 5


def test_statements_to_nobody_stand_in_the_panel_of_their_speaker(visit: Visit) -> None:
    speaker = Node("a", "Ada", "person", facts=(card("statement", 1, "“The strait stays open.”", "She said so."),))
    page = visit(html(Subgraph("Words", "a", (speaker,), (), 1)), fragment="#n=a").page
    assert "The strait stays open." in page.locator("#panel .fact").inner_text()


def test_long_lists_open_on_request(visit: Visit) -> None:
    speaker = Node("a", "Ada", "person", facts=tuple(card("statement", i, f"Sentence {i}", f"Sentence {i} was said.") for i in range(40)))
    page = visit(html(Subgraph("Words", "a", (speaker,), (), 1)), fragment="#n=a").page
    assert page.locator("#panel .fact").count() == 12
    page.get_by_role("button", name="Show 28 more").click()
    assert page.locator("#panel .fact").count() == 40


def count(page: Page) -> int:
    """Rows of the table."""
    return page.locator("#table tbody tr").count()


def test_axe_would_find_a_serious_issue(visit: Visit) -> None:
    page = visit(html(small())).page
    page.evaluate("document.querySelector('label[for=find]').remove(); document.getElementById('find').removeAttribute('placeholder')")
    assert serious(page)


def test_legend_counts_and_toggles(visit: Visit) -> None:
    page = visit(html(small())).page
    page.click("#view")
    assert count(page) == 5
    assert page.locator("#kinds label").all_inner_texts()[0] == "People3"
    for name, rows in (("Opposes", 4), ("Conditional", 3), ("event", 2), ("person", 0)):
        page.locator(f"input[data-name={name}]").evaluate("(box) => box.click()")
        assert count(page) == rows


def test_time_range_and_undated_switch_filter(visit: Visit) -> None:
    page = visit(html(small())).page
    page.click("#view")
    page.focus("#start")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    assert count(page) == 3
    assert page.locator("#from").inner_text() == "8 Mar 2031"
    page.uncheck("#undated input")
    assert count(page) == 2


def test_table_holds_every_edge_of_the_graph(visit: Visit) -> None:
    subgraph = story(60)
    page = visit(html(subgraph)).page
    page.click("#view")
    cells = page.eval_on_selector_all("#table tbody tr", "(rows) => rows.map((row) => [0, 1, 2].map((i) => row.cells[i].textContent))")
    labels = {node.iri: node.label for node in subgraph.nodes}
    shown = sorted((a, re.sub(r"^(\+|−|\?|if)(?=[a-z])", "", relation), b) for a, relation, b in cells)
    assert shown == sorted((labels[edge.source], edge.label, labels[edge.target]) for edge in subgraph.edges for _ in edge.facts)


def test_canvas_keeps_parallel_edges(visit: Visit) -> None:
    view = visit(html(small()))
    find(view.page, "soren")
    assert view.page.locator("#panel h3").first.inner_text() == "Positions on issues (2)"
    assert view.page.locator("#panel .chip").all_inner_texts() == ["+\nsupports", "−\nopposes"]


def test_arrow_keys_walk_the_graph(visit: Visit) -> None:
    page = visit(html(small())).page
    page.focus("#network")
    page.keyboard.press("ArrowRight")
    first = heading(page)
    assert first != "Overview"
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    assert page.locator("#live").inner_text().startswith(heading(page))
    page.keyboard.press("Escape")
    assert heading(page) == "Overview"


def saved(page: Page, name: str) -> Path:
    with page.expect_download() as download:
        page.click("#export summary")
        page.click(f"[data-format={name}]")
    return Path(download.value.path())


def test_csv_is_complete_and_safe_in_a_spreadsheet(visit: Visit) -> None:
    view = visit(html(small()))
    rows = list(csv.DictReader(io.StringIO(saved(view.page, "csv").read_text("utf-8-sig"))))
    assert len(rows) == sum(len(fact.evidence) for edge in small().edges for fact in edge.facts)
    assert {row["from"] for row in rows} == {"Søren Łukasik", "Nuño Brânză", "'=HYPERLINK(1)"}
    assert [value for row in rows for value in row.values() if re.match(r"[=+\-@\t\r]", value)] == []


def test_svg_and_png_carry_title_key_and_source_line(visit: Visit) -> None:
    view = visit(html(small()))
    drawing = saved(view.page, "svg").read_text("utf-8")
    for words in ("A small story", "People", "supports", "six nodes", NOTICE, "60-day fishing"):
        assert words in drawing
    assert "<script" not in drawing
    picture = saved(view.page, "png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") >= 1500
    assert view.errors == []


def test_frame_works_without_access_to_its_notebook(visit: Visit) -> None:
    view = visit(f"<!doctype html><title>Notebook</title><body>{frame(html(small()))}</body>", ready="iframe")
    inner = view.page.frame_locator("iframe")
    inner.locator("#panel h2").wait_for()
    inner.locator("#panel .ranking .link").first.click()
    assert inner.locator("#panel h2").inner_text() != "Overview"
    assert view.errors == []


@pytest.mark.parametrize(
    "subgraph",
    [
        Subgraph("Empty", None, (), (), 0),
        Subgraph("Lost ends", "x", (Node("a", "", "no such kind"),), (Edge("a", "gone", "no such relation", ""),), 5),
        Subgraph("Loop", "a", (Node("a", "A", "event", modality=Modality.DENIED),), (Edge("a", "a", "about", "itself"),), 1),
    ],
    ids=lambda subgraph: subgraph.title,
)
def test_odd_subgraphs_draw_without_error(visit: Visit, subgraph: Subgraph) -> None:
    view = visit(html(subgraph))
    assert subgraph.title in saved(view.page, "svg").read_text("utf-8")
    assert saved(view.page, "png").read_bytes().startswith(b"\x89PNG")
    view.page.click("#view")
    assert view.errors == []


def test_phone_shows_the_graph_without_sideways_scrolling(visit: Visit) -> None:
    page = visit(html(story(60)), width=390, height=844).page
    page.wait_for_timeout(150)
    page.screenshot(path=SCREENSHOTS / "phone.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.getElementById('legend').open") is False
    box = page.locator("#network canvas").bounding_box()
    assert box is not None
    assert box["height"] > 300


def test_theme_button_turns_the_colours(visit: Visit) -> None:
    page = visit(html(small(), theme="light")).page
    page.click("#theme")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 28)"


@pytest.mark.parametrize("kind", ["camps", "timeline", "chains"])
def test_arranged_pictures_draw_their_guides_and_ask_for_nothing(visit: Visit, kind: str) -> None:
    subgraph = arranged_story(kind)
    view = visit(html(subgraph, theme="light"), width=1440, height=900)
    view.page.screenshot(path=SCREENSHOTS / f"{kind}.png")
    drawing = saved(view.page, "svg").read_text("utf-8")
    for words in {"camps": ("Supports (", "Opposes ("), "timeline": ("no day told", "Mar 2031"), "chains": ()}[kind]:
        assert words in drawing
    find(view.page, subgraph.nodes[-1].label)
    assert heading(view.page) == subgraph.nodes[-1].label
    view.page.click("#view")
    assert count(view.page) >= len(subgraph.edges)
    assert view.errors == []
    assert len(view.requests) == 1


def test_a_timeline_lists_what_happened_in_order(visit: Visit) -> None:
    page = visit(html(arranged_story("timeline"))).page
    days = page.locator("#panel .ranking small").all_inner_texts()
    assert days[0] == "1 Mar 2031"
    assert days[-1] == "no day told"
    page.uncheck("#undated input")
    assert "no day told" not in page.locator("#panel .ranking small").all_inner_texts()


def test_a_connection_is_told_step_by_step(visit: Visit) -> None:
    page = visit(html(arranged_story("chains")), width=390, height=844).page
    assert page.locator("#panel blockquote").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
