"""Commands that show a graph: `kg render`, `export`, `serve`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from kg.cli.options import Exports, OutOption, StoreOption
from kg.cli.terminal import graph, say, write


def render(
    store: StoreOption,
    center: Annotated[str, typer.Option(metavar="NAME", help="Actor, place or issue in the middle.")],
    out: OutOption = "graph.html",
    steps: Annotated[int, typer.Option(min=1, max=2, help="How far to look around.")] = 2,
    limit: Annotated[int, typer.Option(min=2, help="Most nodes to draw.")] = 150,
) -> None:
    """Draw the surroundings of an entity as one interactive HTML file that works without a network.

    Example: kg render --store graph --center Ushakov -o ushakov.html
    """
    from kg.pictures import picture

    with graph(store) as opened:
        drawn = picture(opened, center, steps=steps, limit=limit)
        write(out, drawn.html().encode())
    say(f"{drawn}{'' if out == '-' else f'; open {out} in a browser'}")


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
    import uvicorn

    os.environ["KG_STORE"] = str(store)
    say(f"serving {store} at http://{host}:{port}/ (manual: /docs; stop with Ctrl-C)")
    uvicorn.run("api.app:from_environment", factory=True, host=host, port=port, log_config=None, access_log=False, server_header=False)
