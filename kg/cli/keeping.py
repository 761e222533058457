"""Commands that keep a store whole: `kg check`, `backup`, `restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import StoreOption
from kg.cli.terminal import say, settings, tell
from kg.errors import InputError


def check(
    store: StoreOption,
    repair: Annotated[bool, typer.Option("--repair", help="First make the graph and the indexes again from the records.")] = False,
    shapes: Annotated[bool, typer.Option(help="Check the SHACL shapes too, which takes longest.")] = True,
) -> None:
    """Check a whole store: databases, records against graph, union, indexes, evidence, shapes and orphans.

    Example: kg check --store graph --repair
    """
    from kg.check import as_text
    from kg.check import check as run
    from kg.repairing import repair as mend

    chosen = settings(store)
    if repair:
        say(f"{mend(chosen)} graphs of articles made again from the records")
    found = run(chosen, shapes=shapes)
    if found:
        tell(as_text(found))
    say(f"{len(found)} problems" + (f"; kg check --repair --store {store} makes all but the records again" if found and not repair else ""))
    if found:
        raise typer.Exit(1)


def backup(
    store: StoreOption,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="The backup, a tar file; it must not be there yet.")],
) -> None:
    """Write a whole store to one file, with the SHA-256 of every part; the store may be in use.

    Example: kg backup --store graph -o graph.tar
    """
    from kg.backup import backup as run

    done = run(_folder(store), out)
    say(f"{done.articles} articles in {done.files} files of {done.size:,} bytes are kept in {out}")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `kg backup` wrote.")],
    store: StoreOption,
) -> None:
    """Make a store in a new folder from a backup; every checksum is compared before the folder gets its name.

    Example: kg restore graph.tar --store restored
    """
    from kg.backup import restore as run

    done = run(file, _folder(store), settings(store))
    say(f"{done.articles} articles restored to {store}")


def _folder(store: str) -> Path:
    chosen = settings(store)
    if chosen.store is None or chosen.server:
        raise InputError("a backup is of a store in a folder: the graph of a server is made again from its records by `kg check --repair`")
    return chosen.store
