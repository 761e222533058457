"""What a question found: as text for a terminal, as JSON for programs, as HTML for a notebook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from html import escape
from itertools import groupby

from kg.graph import Edge
from kg.graph import Path as Chain
from kg.query import Change, Contradiction, Fact, Quote
from kg.wording import kind, line, observed, source, supported, told

_QUOTES = 2
_HEADINGS = {"office": "Offices", "stance": "Stances", "statement": "Statements", "event": "Events", "quantity": "Numbers"}
_CONTROL = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an answer.

    Attributes:
        fact: IRI of the fact that it tells.
        kind: of the fact.
        text: the fact in one line.
        evidence: what states it.
    """

    fact: str
    kind: str
    text: str
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found; it prints as text, and a notebook shows it with the sentences that state each fact.

    Attributes:
        title: the question as understood, with the names resolved.
        facts: the facts that answer it, in order.
        chains: for a question about a connection, the chains of facts, shortest first.
        contradictions: for a question about disagreement, pairs of facts.
        changes: for a question about movement, the changes of position.
    """

    title: str
    facts: tuple[Fact, ...] = ()
    chains: tuple[Chain, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.facts or self.chains or self.contradictions or self.changes)

    def __str__(self) -> str:
        return as_text(self)

    def _repr_html_(self) -> str:
        return as_html(self)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """The plain form that a notebook keeps beside the HTML; its default, the whole object, would be long."""
        return {"text/plain": str(self)}


def as_text(answer: Answer) -> str:
    """The answer in lines: each fact, and below it the sentences that state it with their articles."""
    lines = [answer.title]
    for heading, entries in parts(answer):
        lines += ["", heading]
        for entry in entries:
            lines += [f"  {entry.text}", *_cited(entry.evidence)]
    if answer.is_empty:
        lines += ["", "  nothing found"]
    return "\n".join(lines).translate(_CONTROL)


def as_json(answer: Answer) -> str:
    """The answer as one JSON object: `title`, `facts` (each with `kind`, `text` and `evidence`), `paths`, `contradictions`, `changes`."""
    paths = [
        {
            "nodes": [{"iri": node.iri, "label": node.label, "kind": node.kind} for node in chain.nodes],
            "hops": [[_edge(edge) for edge in hop] for hop in chain.hops],
        }
        for chain in answer.chains
    ]
    content = {
        "title": answer.title,
        "facts": [_fact(fact) for fact in answer.facts],
        "paths": paths,
        "contradictions": [
            {"rule": one.rule, "about": one.about, "reason": one.reason, "left": _fact(one.left), "right": _fact(one.right)}
            for one in answer.contradictions
        ],
        "changes": [asdict(change) for change in answer.changes],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=str)


def as_html(answer: Answer) -> str:
    """The answer as a piece of HTML without scripts and styles; all text of articles is escaped."""
    pieces = [f"<h3>{_html(answer.title)}</h3>", *(_list(heading, entries) for heading, entries in parts(answer))]
    if answer.is_empty:
        pieces.append("<p>nothing found</p>")
    return "\n".join(pieces)


def parts(answer: Answer) -> Iterator[tuple[str, list[Entry]]]:
    """The parts of an answer: a heading, and the lines below it."""
    for heading, facts in groupby(answer.facts, key=kind):
        yield _HEADINGS[heading], [_entry(fact) for fact in facts]
    for number, chain in enumerate(answer.chains, start=1):
        yield f"Path {number}", list(_hops(chain))
    for contradiction in answer.contradictions:
        sides = [_entry(contradiction.left), _entry(contradiction.right)]
        yield f"{contradiction.reason} [{contradiction.rule}]", sides
    for change in answer.changes:
        sides = [
            Entry(side.fact, kind(side), f"{on}: {line(side)}", side.evidence)
            for on, side in ((change.before_on, change.before), (change.after_on, change.after))
        ]
        yield f"{change.actor_label} on {change.issue_label}", sides


def _entry(fact: Fact) -> Entry:
    return Entry(fact.fact, kind(fact), _line(fact), fact.evidence)


def _line(fact: Fact) -> str:
    """The fact in one line, with what is known of its days and of its sources."""
    return line(fact) + told(fact) + observed(fact) + supported(fact)


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


def _hops(chain: Chain) -> Iterator[Entry]:
    """Each step of a chain as a line, with one quote that states it."""
    for index, hop in enumerate(chain.hops):
        edge = hop[0]
        left, right = chain.nodes[index], chain.nodes[index + 1]
        arrow = f"—{edge.label}→" if edge.source == left.iri else f"←{edge.label}—"
        stated = edge.facts[0]
        yield Entry(stated.iri, stated.kind, f"{left.label} {arrow} {right.label}", stated.evidence[:1])


def _list(heading: str, entries: list[Entry]) -> str:
    items = "\n".join(f"<li>{_html(entry.text)}{_quoted(entry.evidence)}</li>" for entry in entries)
    return f"<h4>{_html(heading)}</h4>\n<ul>\n{items}\n</ul>"


def _quoted(quotes: tuple[Quote, ...]) -> str:
    shown = "".join(map(_blockquote, quotes[:_QUOTES]))
    if more := quotes[_QUOTES:]:
        shown += f"<details><summary>and {len(more)} more</summary>{''.join(map(_blockquote, more))}</details>"
    return shown


def _blockquote(quote: Quote) -> str:
    cited = _html(source(quote))
    if quote.url and quote.url.startswith(("http://", "https://")):
        cited = f'<a href="{_html(quote.url)}" rel="noopener noreferrer" target="_blank">{cited}</a>'
    return f"<blockquote>{_html(quote.sentence)}<br>— <cite>{cited}</cite></blockquote>"


def _html(text: str) -> str:
    return escape(text.translate(_CONTROL))
