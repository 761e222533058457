"""Commands that show a graph: `kg render`, `export`, `serve`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Exports, LaneKinds, OutOption, StoreOption, Views
from kg.cli.terminal import graph, say, write


def render(
    store: StoreOption,
    center: Annotated[str | None, typer.Option(metavar="NAME", help="Actor, place, issue or event in the middle.")] = None,
    out: OutOption = "graph.html",
    view: Annotated[
        Views | None, typer.Option(help="The question that the picture answers; without it, the one that suits the centre.")
    ] = None,
    to: Annotated[str | None, typer.Option(metavar="NAME", help="The other end of a path.")] = None,
    lanes: Annotated[LaneKinds, typer.Option(help="What the lanes of a timeline stand for.")] = LaneKinds.ACTOR,
    steps: Annotated[int, typer.Option(min=1, max=2, help="How far an ego network looks around.")] = 2,
    limit: Annotated[int, typer.Option(min=2, help="Most nodes to draw; the picture says how many there were.")] = 150,
) -> None:
    """Draw a part of the graph as one interactive HTML file that works without a network.

    Views: ego (what surrounds somebody), issue (who stands where), timeline (what happened when; without --center, everything),
    path (how two are connected), place (what happened there). A file named .graphml or .gexf gets the same part for Gephi or yEd.

    Example: kg render --store graph --center "30-day ceasefire" -o ceasefire.html

    Example: kg render --store graph --view timeline --center Putin -o putin.html

    Example: kg render --store graph --center Witkoff --to Lukashenko -o path.html
    """
    from kg.pictures import picture

    with graph(store) as opened:
        drawn = picture(opened, center, view=view and view.value, to=to, steps=steps, lanes=lanes.value, limit=limit)
        write(out, drawn.form(Path(out).suffix.removeprefix(".")))
    page = Path(out).suffix.lower() in (".html", ".htm")
    say(f"{drawn}{f'; open {out} in a browser' if page else ''}")


def export(
    store: StoreOption,
    form: Annotated[Exports, typer.Option("--format", help="nquads is canonical: equal graphs are equal bytes.")],
    out: OutOption = "-",
) -> None:
    """Write the whole graph in another form.

    Example: kg export --store graph --format nquads -o graph.nq
    """
    from kg.exports import export as pieces

    with graph(store) as opened:
        size = write(out, b"".join(pieces(opened, form)))
    say(f"{size:,} bytes of {form.value} written{'' if out == '-' else f' to {out}'}")


def serve(
    store: StoreOption,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
) -> None:
    """Serve the store over HTTP: /positions and other look-ups, /sparql, /graph, and /docs for the manual.

    Example: kg serve --store graph --port 8000
    """
    from importlib import import_module

    os.environ["KG_STORE"] = str(store)
    say(f"serving {store} at http://{host}:{port}/ (manual: /docs; stop with Ctrl-C)")
    import_module("api.serving").serve(host, port)
