"""No text of an article is markup in an export: what is written is read back as the same text, and as nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib
from invented import story

from kg.graph import gexf, graphml
from kg.ntriples import iri, literal, triple
from kg.store import RdfFormat, Store

TEXTS = (
    "</script><script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "]]></data><evil/>",
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;',
    "&lt;b&gt; &amp;",
    '"""\\ """ . <x:a> <x:b> <x:c> .',
    "{{7*7}} ${x} %s",
    "line\nend\r\n\ttab \u2028 \u202e",
    "=1+1",
)
CONTROLS = "a\x00b\x01c\x0bd\x1be\ufffef\uffff"


@pytest.mark.parametrize("write", [graphml, gexf])
@pytest.mark.parametrize("text", [*TEXTS, CONTROLS])
def test_files_for_other_programs_hold_text_as_text(write: object, text: str) -> None:
    whole = story(6)
    subgraph = replace(whole, nodes=(replace(whole.nodes[0], label=text), *whole.nodes[1:]))
    plain, hostile = (ElementTree.fromstring(write(one)) for one in (whole, subgraph))  # type: ignore[operator]
    assert [one.tag for one in hostile.iter()] == [one.tag for one in plain.iter()]
    found = "".join(part for one in hostile.iter() for part in (one.text or "", *one.attrib.values()))
    kept = " ".join("".join(sign for sign in text if sign.isprintable() or sign in "\n\t ").split())[:4]
    assert kept in " ".join(found.split())


@pytest.mark.parametrize("form", [RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.JSON_LD])
def test_documents_of_the_graph_hold_text_as_text(form: RdfFormat, tmp_path: Path) -> None:
    lines = [triple(iri(f"https://example.org/{n}"), iri("https://example.org/says"), literal(text)) for n, text in enumerate(TEXTS)]
    with Store(tmp_path) as store:
        store.fill([("https://example.org/graph", lines)])
        data = store.document(form)
    if form is RdfFormat.JSON_LD:
        json.loads(data)
    parsed = rdflib.Dataset().parse(data=data, format={"jsonld": "json-ld"}.get(form.value, form.value))
    assert {str(row[2]) for row in parsed.quads((None, None, None, None))} == set(TEXTS)
