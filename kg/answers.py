"""Answers as text for a terminal and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby

from kg.questions import Answer
from kg.graph import Edge
from kg.graph import Path as Chain
from kg.query import Fact, Quote
from kg.wording import kind, line, source

_QUOTES = 2
_HEADINGS = {"office": "Offices", "stance": "Stances", "statement": "Statements", "event": "Events"}
_CONTROL = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)}


def as_text(answer: Answer) -> str:
    """The answer in lines: each fact, and below it the sentences that state it with their articles."""
    lines = [answer.title]
    for heading, facts in groupby(answer.facts, key=kind):
        lines += ["", _HEADINGS[heading]]
        for fact in facts:
            lines += [f"  {line(fact)}", *_cited(fact.evidence)]
    for number, chain in enumerate(answer.chains, start=1):
        lines += ["", f"Path {number}", *_hops(chain)]
    if not answer.facts and not answer.chains:
        lines += ["", "  nothing found"]
    return "\n".join(lines).translate(_CONTROL)


def as_json(answer: Answer) -> str:
    """The answer as one JSON object: `title`, `facts` (each with `kind`, `text` and `evidence`) and `paths`."""
    paths = [
        {
            "nodes": [{"iri": node.iri, "label": node.label, "kind": node.kind} for node in chain.nodes],
            "hops": [[_edge(edge) for edge in hop] for hop in chain.hops],
        }
        for chain in answer.chains
    ]
    content = {"title": answer.title, "facts": [_fact(fact) for fact in answer.facts], "paths": paths}
    return json.dumps(content, ensure_ascii=False, indent=2, default=str)


def _fact(fact: Fact) -> dict[str, object]:
    return {"kind": kind(fact), "text": line(fact), **asdict(fact)}


def _edge(edge: Edge) -> dict[str, object]:
    return {
        "source": edge.source,
        "target": edge.target,
        "relation": edge.relation,
        "label": edge.label,
        "facts": [asdict(fact) for fact in edge.facts],
    }


def _cited(quotes: tuple[Quote, ...]) -> Iterator[str]:
    for quote in quotes[:_QUOTES]:
        yield f"      {quote.sentence}"
        yield f"      — {source(quote)}"
    if len(quotes) > _QUOTES:
        yield f"      and {len(quotes) - _QUOTES} more"


def _hops(chain: Chain) -> Iterator[str]:
    for index, hop in enumerate(chain.hops):
        edge = hop[0]
        left, right = chain.nodes[index], chain.nodes[index + 1]
        arrow = f"—{edge.label}→" if edge.source == left.iri else f"←{edge.label}—"
        yield f"  {left.label} {arrow} {right.label}"
        yield from _cited(edge.facts[0].evidence[:1])
