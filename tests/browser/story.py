"""A story about invented people for the tests of pages, and an article whose every field is an attack."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx
import uvicorn
from articles import ARTICLES

from api.app import create_app
from kg.pipeline import build
from kg.settings import Settings

BASE = "https://w3id.org/newskg/id/"
TOKEN = "only-for-tests"
PAYLOAD = '</script><script>window.ran=1</script>"\'><img src=x onerror="window.ran=1"> {{7*7}} &lt;b onclick=window.ran=1&gt;'
_MORE: tuple[dict[str, str | None], ...] = (
    {
        "id": "harbour-3",
        "title": "Bakke backs truce",
        "publisher": "Baltic Wire",
        "published": "2024-05-16",
        "url": "https://example.org/harbour-3",
        "text": "Norwegian Prime Minister Lars Bakke said on Wednesday that he supports the 14-day truce.",
    },
    {
        "id": "harbour-4",
        "title": "Rautio turns",
        "publisher": "Capital Post",
        "published": "2024-05-25",
        "url": "https://example.org/harbour-4",
        "text": "Finnish Foreign Minister Antti Rautio said on Friday that he supports the 14-day truce.",
    },
    {
        "id": f"evil {PAYLOAD}",
        "title": PAYLOAD,
        "publisher": PAYLOAD,
        "published": "2024-05-20",
        "url": "https://example.org/?q=%22><script>window.ran=1</script>",
        "text": (
            "Norwegian Prime Minister Ingrid Solheim said on Wednesday that she opposes the "
            '<script>window.ran=1</script> truce.\n\n“<img src=x onerror="window.ran=1"> is a mistake,” Solheim said in Oslo.\n\n'
            "Danish Foreign Minister Mette <b onclick=window.ran=1>Holm</b> rejected the <img src=x onerror=window.ran=1> ban."
        ),
    },
)
_TEXT = json.dumps(PAYLOAD)
HOSTILE = f"""
PREFIX kg: <https://w3id.org/newskg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX schema: <https://schema.org/>
PREFIX geo: <http://www.opengis.net/ont/geosparql#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
BASE <{BASE}>
INSERT DATA {{
  <person/evil> a kg:Person, kg:Actor ; skos:prefLabel {_TEXT} ; skos:altLabel {_TEXT} ; skos:exactMatch <javascript:window.ran=1> .
  <issue/evil> a kg:Issue ; skos:prefLabel {_TEXT} .
  <place/evil> a kg:Place ; skos:prefLabel {_TEXT} ; geo:asWKT "POINT(10 60)"^^geo:wktLiteral .
  <stance/evil> a kg:Stance ; kg:heldBy <person/evil> ; kg:issue <issue/evil> ; kg:polarity kg:Conditional ; kg:condition {_TEXT} ;
    kg:statedOn "2024-05-20"^^xsd:date ; kg:evidence <evidence/evil> .
  <statement/evil> a kg:Statement ; kg:speaker <person/evil> ; kg:text {_TEXT} ; kg:direct true ; kg:cue {_TEXT} ;
    kg:occasion {_TEXT} ; kg:evidence <evidence/evil> .
  <evidence/evil> kg:article <article/evil> ; kg:version <article/evil/v/1> ; kg:exact {_TEXT} ; kg:sentence {_TEXT} ;
    kg:start 0 ; kg:end 9 ; kg:rule {_TEXT} ; kg:confidence 0.5 .
  <article/evil> a kg:Article ; kg:sourceName {_TEXT} ; dcterms:title {_TEXT} ; schema:url "javascript:window.ran=1" ;
    dcterms:publisher <publisher/evil> .
  <publisher/evil> a kg:Publisher ; skos:prefLabel {_TEXT} .
}}"""
"""An update that puts the payload into every text of the graph that a page can show."""


def built(folder: Path) -> Settings:
    """The store of the story."""
    file = folder / "news.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in (*ARTICLES, *_MORE)), encoding="utf-8")
    settings = Settings(store=folder / "graph", token=TOKEN)
    build([file], settings)
    return settings


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """The address of a service over a store, for as long as it is needed; the payload is in its graph."""
    server = uvicorn.Server(uvicorn.Config(create_app(settings), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            if not thread.is_alive():
                raise RuntimeError("the service did not start")
            time.sleep(0.02)
        address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        _update(address)
        yield address
    finally:
        server.should_exit = True
        thread.join()


def _update(address: str) -> None:
    headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"}
    answer = httpx.post(f"{address}/sparql", content=HOSTILE, headers=headers, timeout=60)
    assert answer.status_code == 204, answer.text
