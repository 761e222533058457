"""The command line: `kg build`, `ask`, `query`, `contradictions`, `changes`, `render`, `export`, `serve`, `retract`, `verify` and more.

Data goes to stdout, progress and messages to stderr. Exit status 0: all done; 1: failed; 2: wrong usage; 3: done, but
some documents were skipped.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import typer

from kg.cli.asking import ask, explain, query
from kg.cli.checking import doctor, evaluate, validate, verify
from kg.cli.disputes import changes, contradictions
from kg.cli.keeping import backup, check, restore
from kg.cli.making import build, judge, retract
from kg.cli.showing import export, render, serve
from kg.cli.terminal import in_lines, say
from kg.errors import KgError

app = typer.Typer(
    name="kg",
    help="Build a knowledge graph of actors, positions, places and events from news articles, and ask it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for _command in (
    build,
    ask,
    query,
    contradictions,
    changes,
    render,
    export,
    serve,
    retract,
    verify,
    validate,
    evaluate,
    doctor,
    explain,
    judge,
    check,
    backup,
    restore,
):
    app.command()(_command)


def main() -> NoReturn:
    """Run the command line; errors of newskg are told on stderr, with exit status 1."""
    try:
        app()
    except KgError as error:
        say(f"kg: {in_lines(error)}")
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    sys.exit(0)
