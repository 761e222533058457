"""Pages in a real browser: they ask for nothing outside, run nothing of an article, are accessible, and lead to the sentence."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from accessibility import LOOKS, serious
from playwright.sync_api import Page, expect
from story import BASE, PAYLOAD

pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.filterwarnings("default::ResourceWarning")]
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
Browse = Callable[..., Any]
PAGES = {
    "home": "/",
    "search": "/search?q=Solheim",
    "actor": "/actors/Ingrid%20Solheim",
    "actor-evil": "/actors/person/evil",
    "issue": "/issues/14-day%20ceasefire",
    "board": "/issues/issue/evil/positions",
    "place": "/places/Oslo",
    "place-evil": "/places/place/evil",
    "event": "/events",
    "statements": "/statements",
    "quantities": "/quantities",
    "positions": "/positions",
    "timeline": "/actors/Antti%20Rautio/timeline",
    "identity": "/actors/Grace%20Wanjala/identity",
    "paths": "/paths?from=Grace%20Wanjala&to=Antti%20Rautio",
    "articles": "/articles",
    "contradictions": "/contradictions",
    "changes": "/changes",
    "counts": "/counts?by=source",
    "fact-stance": "/facts?iri=stance/evil",
    "fact-statement": "/facts?iri=statement/evil",
    "explore": "/explore?center=Ingrid%20Solheim&steps=1",
    "sparql": "/sparql?query=" + quote("SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 40"),
    "sparql-error": "/sparql?query=" + quote(f"SELECT {PAYLOAD}"),
    "not-found": "/actors/" + quote(PAYLOAD.replace("/", ""), safe=""),
    "invalid": "/events?type=" + quote("<script>window.ran=1</script>"),
}
FAILING = {"sparql-error": 400, "not-found": 404, "invalid": 400}


@pytest.fixture(scope="session")
def found(chromium: Any, service: str) -> dict[str, str]:
    """Pages whose addresses the graph makes: an event of two reports, and the article that is an attack."""
    context = chromium.new_context(base_url=service, extra_http_headers={"accept": "application/json"})
    events = context.request.get("/events?limit=500").json()["items"]
    articles = context.request.get("/articles").json()["items"]
    context.close()
    told = max(events, key=lambda event: event["articles"])
    evil = next(one["article"] for one in articles if "/evil-" in one["article"])
    return {
        "fact-event": "/facts?iri=" + quote(told["fact"].removeprefix(BASE)),
        "event-identity": f"/events/{told['fact'].removeprefix(BASE)}/identity",
        "article": f"/articles/{evil.removeprefix(BASE)}?at=55-90#here",
    }


def address(name: str, found: dict[str, str]) -> str:
    return {**PAGES, **found}[name]


NAMES = [*PAGES, "fact-event", "event-identity", "article"]


@pytest.mark.parametrize("name", NAMES)
def test_page_asks_for_nothing_outside_and_runs_nothing_of_its_text(browse: Browse, found: dict[str, str], service: str, name: str) -> None:
    view = browse(address(name, found))
    page = view.page
    page.evaluate("document.querySelectorAll('summary').forEach((each) => each.click())")
    page.keyboard.press("Tab")
    page.wait_for_timeout(50)
    assert page.evaluate("window.ran") is None
    assert page.locator("img, main script, main [onclick], main [onerror], main [style]").count() == 0
    assert page.evaluate("[...document.links].filter((link) => !/^https?:$/.test(link.protocol)).length") == 0
    assert [url for url in view.requests if not url.startswith((service, "data:"))] == []
    expected = [text for text in view.errors if not (name in FAILING and f"status of {FAILING[name]}" in text)]
    assert expected == []
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"page-{name}.png")


@pytest.mark.parametrize("name", ["actor-evil", "article", "not-found"])
def test_the_attack_would_run_if_it_were_not_escaped_and_nothing_forbade_it(browse: Browse, found: dict[str, str], name: str) -> None:
    page: Page = browse(address(name, found)).page
    text = page.request.get(address(name, found), headers={"accept": "text/html"}).text()
    page.goto("about:blank")
    page.set_content(html.unescape(text))
    page.wait_for_function("window.ran === 1")


def test_policy_stops_what_escaping_might_miss(browse: Browse) -> None:
    def spoiled(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer,
            body=answer.text().replace("</h1>", '<img src="data:," onerror="window.ran=1"><script>window.ran=1</script></h1>'),
        )

    view = browse("/articles")
    view.page.route("**/contradictions", spoiled)
    view.page.goto("/contradictions")
    view.page.wait_for_timeout(150)
    assert view.page.locator("h1 img").count() == 1
    assert view.page.evaluate("window.ran") is None
    assert any("Content Security Policy" in text for text in view.errors)


@pytest.mark.parametrize("name", NAMES)
def test_page_is_accessible_in_both_themes_and_on_a_phone(browse: Browse, found: dict[str, str], name: str) -> None:
    page: Page = browse(address(name, found)).page
    page.evaluate("document.querySelectorAll('summary').forEach((each) => each.click())")
    problems = []
    for theme, width in LOOKS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        problems += serious(page)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, (theme, width)
        page.screenshot(path=SCREENSHOTS / f"page-{name}-{theme}-{width}.png")
    assert problems == []


def test_axe_would_find_a_serious_issue_on_a_page(browse: Browse) -> None:
    page: Page = browse("/sparql").page
    page.evaluate("document.querySelector('label[for=query]').remove()")
    assert serious(page)


def test_analyst_gets_from_search_to_the_sentence_in_three_clicks(browse: Browse) -> None:
    page: Page = browse("/").page
    page.fill("#big", "solheim")
    page.click(".find.large button")
    page.click(".results a >> text=Ingrid Solheim")
    expect(page.locator("h1")).to_have_text("Ingrid Solheim")
    quoted = page.locator("section[aria-labelledby=stances] figure.quote").first
    marked, sentence = quoted.locator("mark").inner_text(), quoted.locator("blockquote").inner_text()
    assert marked in sentence
    quoted.locator("a.source").click()
    here = page.locator("mark.here")
    expect(here.first).to_be_in_viewport()
    assert "".join(here.all_inner_texts()) == marked
    assert page.locator(".cited").count() >= 1


def test_editor_gets_from_a_contradiction_to_the_evidence_of_both_sides(browse: Browse) -> None:
    page: Page = browse("/").page
    page.click("header nav >> text=Contradictions")
    seen = page.locator(".contradiction", has_text="Lars Bakke").first
    assert "both said to be prime minister" in seen.locator("h3").inner_text()
    sources = [side.locator("a.source").first.get_attribute("href") for side in seen.locator(".side").all()]
    assert len(sources) == 2
    texts = []
    for source in sources:
        page.goto(str(source))
        expect(page.locator("#here")).to_be_in_viewport()
        texts.append("".join(page.locator("mark.here").all_inner_texts()))
    assert any("Solheim" in text for text in texts)
    assert any("Bakke" in text for text in texts)


def test_engineer_gets_from_an_example_to_csv(browse: Browse, tmp_path: Path) -> None:
    page: Page = browse("/sparql").page
    page.click("text=Who supports or opposes what")
    rows = page.locator("table.rows tbody tr").count()
    assert rows >= 4
    page.focus("#query")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/sparql?query=*")
    assert page.locator("table.rows tbody tr").count() == rows
    with page.expect_download() as download:
        page.click("a[download='answer.csv']")
    file = tmp_path / "answer.csv"
    download.value.save_as(file)
    held = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    assert len(held) == rows
    assert set(held[0]) == {"actor", "polarity", "issue", "condition"}


def test_every_quote_on_a_page_leads_to_its_own_words(browse: Browse) -> None:
    view = browse("/issues/14-day%20ceasefire")
    page: Page = view.page
    page.evaluate("document.querySelectorAll('summary').forEach((each) => each.click())")
    quotes = page.locator(".board figure.quote")
    pairs = [(each.locator("mark, blockquote").last.inner_text(), each.locator("a.source").get_attribute("href")) for each in quotes.all()]
    assert len(pairs) >= 4
    for words, href in pairs:
        page.goto(str(href))
        assert "".join(page.locator("mark.here").all_inner_texts()).strip() == words.strip()


def test_every_statement_on_a_page_is_one_click_from_its_sentence(browse: Browse, found: dict[str, str]) -> None:
    page: Page = browse("/").page
    for name in ("actor", "issue", "place", "event", "statements", "positions", "quantities", "timeline", "paths", "changes", "fact-event"):
        page.goto(address(name, found))
        facts = page.locator("main .fact, main .stance, main .side, main .report")
        without = facts.evaluate_all(
            '(all) => all.filter((each) => !each.querySelector(\'a.source[href*="?version="][href$="#here"]\')).length'
        )
        assert (name, facts.count() > 0, without) == (name, True, 0)


def test_picture_of_the_explorer_leads_to_the_sentence(browse: Browse) -> None:
    page: Page = browse("/explore?center=Antti%20Rautio&steps=1").page
    frame = page.frame_locator("iframe.picture")
    frame.locator("#panel .link").first.click()
    with page.expect_popup() as opened:
        frame.locator("#panel a", has_text="In the text").first.click()
    expect(opened.value.locator("mark.here").first).to_be_in_viewport()
    assert opened.value.evaluate("getComputedStyle(document.querySelector('mark.here')).outlineStyle") == "solid"


def test_sections_are_ruled_and_results_are_not(browse: Browse) -> None:
    width = "(each) => getComputedStyle(each).borderTopWidth"
    page: Page = browse("/actors/Antti%20Rautio").page
    assert page.locator("main h2").first.evaluate(width) == "2px"
    page.goto("/search?q=Rautio")
    assert page.locator(".results h2").first.evaluate(width) == "0px"


def test_printed_pages_leave_out_what_paper_cannot_do(browse: Browse) -> None:
    page: Page = browse("/actors/Antti%20Rautio").page
    page.emulate_media(media="print")
    for hidden in ("header nav", ".find", ".actions", "footer nav"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator("blockquote").first.is_visible()


def test_facts_and_text_point_at_each_other(browse: Browse, service: str) -> None:
    page: Page = browse("/articles/harbour-1").page
    page.locator(".note-ref").first.click()
    assert urlsplit(page.url).fragment == "f1"
    expect(page.locator("#f1")).to_be_in_viewport()
    page.hover("#f1")
    assert page.locator("mark.lit").count() >= 1
    page.click("#f1 >> text=in the text")
    assert urlsplit(page.url).fragment == "s1"
    told = json.loads(page.request.get(f"{service}/articles/harbour-1", headers={"accept": "application/json"}).text())
    assert page.locator(".text").inner_text().startswith(told["text"][:20])


def test_keyboard_reaches_the_content_first(browse: Browse) -> None:
    page: Page = browse("/articles").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_explorer_draws_in_a_frame_that_cannot_reach_the_page(browse: Browse) -> None:
    view = browse("/explore")
    page: Page = view.page
    page.fill("input[name=center]", "Antti Rautio")
    page.select_option("select[name=steps]", "1")
    page.click("text=Draw")
    frame = page.frame_locator("iframe.picture")
    expect(frame.locator("h1")).to_contain_text("Antti Rautio")
    assert page.get_attribute("iframe.picture", "sandbox") == "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
    assert view.errors == []


def test_pages_work_without_scripts(chromium: Any, service: str) -> None:
    context = chromium.new_context(base_url=service, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search?q=Rautio")
    page.click(".results a")
    page.locator("a.source").first.click()
    assert page.locator("mark.here").count() >= 1
    page.goto("/sparql")
    page.click("text=Who holds which office")
    assert page.locator("table.rows tbody tr").count() >= 3
    context.close()


def test_manual_works_without_a_network(browse: Browse, service: str) -> None:
    view = browse("/docs")
    view.page.wait_for_selector(".opblock")
    assert [url for url in view.requests if not url.startswith((service, "data:", "blob:"))] == []
