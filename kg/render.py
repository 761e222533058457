"""Pictures: a subgraph as one self-contained HTML file, drawn by pyvis.

The file needs no network: vis-network comes out of the installed pyvis package and stands inside it. News text is data
only: it travels as JSON, becomes text nodes in the browser, and a content security policy admits the three scripts and
the style sheet of this module by their digests and nothing else. Nodes are placed beforehand (`kg.layout`), so a
picture stands still, and the same subgraph always gives the same bytes.

`Network.show` and `write_html` are never used: they write folders into the working directory and fetch from the web.
"""

from __future__ import annotations

import base64
import hashlib
import math
import re
import tomllib
from dataclasses import asdict
from functools import cache
from html import escape
from importlib import resources
from pathlib import Path
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any, Literal

import pyvis
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.arrangements import Timeline
from kg.arranging import Arranged, Guide, arranged
from kg.cited import Cited, filled
from kg.graph import Edge, Node, Subgraph, degrees
from kg.layout import Box, positions
from kg.rows import named_once

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.query import Quote


Theme = Literal["auto", "light", "dark"]

NOTICE = "machine-extracted: check the source before quoting"
VIS = Path("templates", "lib", "vis-9.1.2", "vis-network.min.js")
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
SMALL = 8
"""Radius of the sign of an event that has one link only."""
COMMENT = re.compile(r"/\*.*\*/")
MOMENTS = ("event", "stance", "statement")
"""Kinds of nodes that have days."""
DERIVED = {"nodes": ("color", "shape"), "edges": ("width", "dashes", "arrows")}
"""What the page knows by the kind of a node and the relation and polarity of an edge."""
LETTER, LINE, CHARACTERS = 6.9, 15, 20
"""Width of a letter and height of a line of a label, in pixels; longest line, in letters."""


def html(subgraph: Subgraph, *, theme: Theme = "auto", read: Callable[[Quote], str | None] = lambda _: None) -> str:
    """The picture of a subgraph as a page that needs nothing else.

    Args:
        subgraph: what to draw; above some 150 nodes nobody can read it (see `kg.graph.most_relevant`).
        theme: colours; `auto` follows the reader's system.
        read: the address, on the service that shows the picture, of a quote in the text of its article.
    """
    net = Network(directed=True, cdn_resources="in_line")
    net.templateEnv, net.path = _environment(subgraph, theme), "graph.html.j2"
    facts = Cited(subgraph, read)
    guides = _draw(net, subgraph, facts)
    net.templateEnv.globals |= {"tables": facts.tables, "base": facts.base, "guides": [filled(**asdict(guide)) for guide in guides]}
    return str(net.generate_html())


def frame(page: str, height: int = 640) -> str:
    """A page in a sandboxed frame, for a notebook's `_repr_html_`; it cannot reach the notebook around it."""
    rights = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
    style = f"width:100%;height:{height}px;border:1px solid #ccc;border-radius:6px"
    return f'<iframe title="Graph" sandbox="{rights}" style="{style}" srcdoc="{escape(page)}"></iframe>'


@cache
def policy() -> str:
    """The content security policy of every picture, for servers that send it as a header too."""
    scripts = " ".join(_digest(text) for text in (_vis(), _asset("graph.js")))
    allowed = f"script-src {scripts}; style-src {_digest(_asset('graph.css'))}; img-src data:"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


@cache
def _styles() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads(_asset("graph.toml"))


@cache
def _asset(name: str) -> str:
    """A file of the templates; scripts and styles without the indentation and the comments, which readers of a picture do not need."""
    text = resources.files("kg").joinpath("templates", name).read_text(encoding="utf-8")
    if not name.endswith((".js", ".css")):
        return text
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not COMMENT.fullmatch(line))


@cache
def _vis() -> str:
    """The vis-network script that pyvis brings, with the line ends that browsers hash and no address of a source map."""
    text = Path(pyvis.__file__).parent.joinpath(VIS).read_text(encoding="utf-8").replace("\r\n", "\n")
    return SOURCE_MAP.sub("", text)


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _environment(subgraph: Subgraph, theme: Theme) -> Environment:
    environment = Environment(loader=PackageLoader("kg", "templates"), autoescape=True, undefined=StrictUndefined)
    environment.policies["json.dumps_kwargs"] = {"sort_keys": False, "separators": (",", ":")}
    environment.filters["named_once"] = named_once
    environment.globals |= {
        "title": subgraph.title,
        "extent": subgraph.extent,
        "center": subgraph.center,
        "arrangement": type(subgraph.arrangement).__name__.lower() if subgraph.arrangement else "",
        "footer": subgraph.footer,
        "notice": NOTICE,
        "theme": theme,
        "derived": DERIVED,
        "policy": Markup(policy()),  # noqa: S704 - digests of files of this package
        "styles": _styles(),
        "css": Markup(_asset("graph.css")),  # noqa: S704 - a file of this package
        "vis": Markup(_vis()),  # noqa: S704 - a file of the pyvis package
        "script": Markup(_asset("graph.js")),  # noqa: S704 - a file of this package
    }
    return environment


def _draw(net: Network, subgraph: Subgraph, facts: Cited) -> tuple[Guide, ...]:
    """Adds the nodes in the order of their IRIs and the edges in the order given, without those that lack an end."""
    nodes = sorted({node.iri: node for node in subgraph.nodes}.values(), key=lambda node: node.iri)
    number = {node.iri: i for i, node in enumerate(nodes)}
    edges = [edge for edge in subgraph.edges if edge.source in number and edge.target in number]
    degree = degrees(subgraph)
    quiet = isinstance(subgraph.arrangement, Timeline)
    sizes = [_size(node, degree[node.iri], center=node.iri == subgraph.center, moment=quiet) for node in nodes]
    boxes = {node.iri: _box(node, size, degree[node.iri]) for node, size in zip(nodes, sizes, strict=True)}
    placed = _placed(subgraph, nodes, boxes, [(number[edge.source], number[edge.target]) for edge in edges])
    for node, size in zip(nodes, sizes, strict=True):
        x, y = placed.places[node.iri]
        _add_node(
            net,
            f"n{number[node.iri]}",
            node,
            iri=node.iri.removeprefix(facts.base),
            size=size,
            x=x,
            y=y,
            **filled(facts=facts.numbers(node.facts)),
        )
    for i, (edge, bend) in enumerate(zip(edges, _bends(edges), strict=True)):
        ends = f"n{number[edge.source]}", f"n{number[edge.target]}"
        _add_edge(net, ends, edge, id=f"e{i}", **filled(smooth=bend, facts=facts.numbers(edge.facts), quiet=quiet))
    return placed.guides


def _placed(subgraph: Subgraph, nodes: Sequence[Node], boxes: dict[str, Box], pairs: Sequence[tuple[int, int]]) -> Arranged:
    """The places of all nodes: of the arrangement, and those that it does not name below it."""
    if subgraph.arrangement is None:
        places = positions(list(boxes.values()), pairs)
        return Arranged({node.iri: place for node, place in zip(nodes, places, strict=True)}, ())
    found = arranged(subgraph.arrangement, nodes, boxes)
    rest = [iri for iri in boxes if iri not in found.places]
    floor = max((y for _, y in found.places.values()), default=0) + 140
    for iri, (x, y) in zip(rest, positions([boxes[iri] for iri in rest], ()), strict=True):
        found.places[iri] = x, y + floor
    return found


def _size(node: Node, degree: int, *, center: bool, moment: bool) -> int:
    """Radius of a sign: it grows with the links; an event that joins nobody to anybody is small; what happened once is as large as all."""
    if moment and node.kind in MOMENTS:
        return 10
    if node.kind == "event" and degree <= 1 and not center:
        return SMALL
    return min(26, round(9 + 3 * math.sqrt(degree))) + (4 if center else 0)


def _box(node: Node, size: int, degree: int) -> Box:
    """Room for a sign, its label and, around the well connected, for the ends of their edges; small signs get no room for a label."""
    if size == SMALL:
        return Box(width=2.0 * size, above=float(size), below=float(size))
    lines = _lines(node.label)
    width = max(LETTER * max(map(len, lines)), 2.0 * size)
    free = min(45.0, 4.5 * max(0, degree - 2))
    return Box(width=width + free, above=size + free, below=size + free + LINE * len(lines))


def _lines(label: str) -> list[str]:
    """The label on at most two lines."""
    lines = wrap(label, CHARACTERS) or [label]
    return lines if len(lines) <= 2 else [lines[0], shorten(" ".join(lines[1:]), CHARACTERS + 2, placeholder=" …")]


def _add_node(net: Network, identifier: str, node: Node, **drawn: Any) -> None:
    kind = node.kind if node.kind in _styles()["kind"] else "other"
    style = _styles()["kind"][kind]
    label = node.label or node.iri
    days = {name: day.isoformat() for name, day in (("earliest", node.earliest), ("latest", node.latest)) if day}
    said = days | filled(detail=node.detail, modality=str(node.modality or ""), href=node.href, polarity=str(node.polarity or ""))
    lines = _lines(label)
    said |= {"lines": lines} if lines != [label] else {}
    net.add_node(identifier, label=label, shape=style["shape"], color=style["color"], kind=kind, **said, **drawn)


def _add_edge(net: Network, ends: tuple[str, str], edge: Edge, **drawn: Any) -> None:
    relation = edge.relation if edge.relation in _styles()["relation"] else "other"
    style = _styles()["relation"][relation] | (_styles()["polarity"][edge.polarity] if edge.polarity else {})
    days = {name: day.isoformat() for name, day in (("earliest", edge.earliest), ("latest", edge.latest)) if day}
    said = filled(polarity=str(edge.polarity or ""), dashes=style["dashes"])
    net.add_edge(*ends, words=edge.label, relation=relation, width=style["width"], **days, **said, **drawn)


def _bends(edges: Sequence[Edge]) -> list[dict[str, Any]]:
    """Curvature of each edge: a single one is straight (empty), parallel ones fan out on both sides."""
    between: dict[tuple[str, str], list[int]] = {}
    for i, edge in enumerate(edges):
        between.setdefault((min(edge.source, edge.target), max(edge.source, edge.target)), []).append(i)
    bends: list[dict[str, Any]] = [{}] * len(edges)
    for members in between.values():
        for rank, i in enumerate(members):
            if offset := round(rank - (len(members) - 1) / 2, 1):
                bends[i] = _bend(edges[i], offset)
    return bends


def _bend(edge: Edge, offset: float) -> dict[str, Any]:
    turn = (offset > 0) == (edge.source < edge.target)
    return {"enabled": True, "type": "curvedCW" if turn else "curvedCCW", "roundness": round(min(0.9, 0.24 * abs(offset)), 2)}
