"""The terminal and the store: what commands read from and write to."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import typer

from kg.cli.options import Answers
from kg.errors import AmbiguousError, KgError
from kg.printable import printable
from kg.settings import Settings, from_environment, places

_CANDIDATES = 12  #: meanings of a name that an error lists


def settings(store: str) -> Settings:
    """The settings of the environment, for the store in a folder or on a server."""
    folder, server = places(store)
    return replace(from_environment(), store=folder, server=server)


def use_gazetteers(files: list[Path] | None) -> None:
    """Put files before those that `KG_GAZETTEER` names, for this process and those that it starts."""
    _put_before("KG_GAZETTEER", files)


def use_words(folders: list[Path] | None) -> None:
    """Put folders before those that `KG_LEXICON` names, for this process and those that it starts."""
    _put_before("KG_LEXICON", folders)


def _put_before(variable: str, paths: list[Path] | None) -> None:
    if paths:
        others = [part for part in (os.environ.get(variable),) if part]
        os.environ[variable] = os.pathsep.join([*(str(path.resolve()) for path in paths), *others])


@contextmanager
def graph(store: str, known_at: str | None = None) -> Iterator[Any]:
    """The graph of a store, to be read, as it is or as it was at a moment.

    Raises:
        StoreError: the folder holds no store.
        InputError: the moment cannot be read.
    """
    from kg.pipeline import folder
    from kg.query import known_at as as_known
    from kg.query import moment
    from kg.records_store import RecordsStore
    from kg.store import Store

    chosen = settings(store)
    if chosen.server and not known_at:
        with Store(chosen.server, read_only=True) as opened:
            yield opened
        return
    with RecordsStore(folder(chosen), read_only=True) as records, Store(chosen.graph, read_only=True) as opened:
        yield as_known(opened, records, moment(known_at), chosen.base_iri) if known_at else opened


def day(text: str | None) -> date | None:
    """A day that was typed as YYYY-MM-DD.

    Raises:
        BadParameter: it is none.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day: write it as 2025-03-12") from error


@contextmanager
def progress() -> Iterator[Any]:
    """A progress bar on stderr where that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    from kg.cli.speed import SpeedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        SpeedColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks: dict[str, Any] = {}

        def told(step: str, done: int, total: int | None) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield told


def write(out: str, data: bytes) -> int:
    """Write to a file, or to stdout for -; gives the number of bytes."""
    if out == "-":
        return sys.stdout.buffer.write(data)
    path = Path(out)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.write_bytes(data)


def read(file: str) -> str:
    """The text of a file.

    Raises:
        BadParameter: it cannot be read.
    """
    try:
        return Path(file).read_text(encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}") from error


def say(message: str) -> None:
    """A message to whoever runs the command, on stderr."""
    typer.echo(printable(message), err=True)


def in_lines(error: KgError) -> str:
    """An error as people read it: what a name may mean in a line for each, the first ones of many."""
    if not isinstance(error, AmbiguousError):
        return str(error)
    shown = [f"  {line}  {iri}" for iri, line in error.candidates[:_CANDIDATES]]
    more = [f"  and {len(error.candidates) - _CANDIDATES} more"] if len(error.candidates) > _CANDIDATES else []
    return "\n".join([f"{error.name!r} means several, name one of them in full or by its IRI:", *shown, *more])


def tell(text: str) -> None:
    """Text of an answer, on stdout; nothing in it can command a terminal."""
    typer.echo(printable(text))


def tell_answer(text: str, form: Answers) -> None:
    """An answer on stdout: what people read as text, what programs read byte by byte."""
    if form in (Answers.CSV, Answers.TTL):
        tell_data(text.encode() if text.endswith("\n") else f"{text}\n".encode())
    else:
        tell(text)


def tell_data(data: bytes) -> None:
    """Data on stdout, byte by byte as it is, unless that is a terminal."""
    if sys.stdout.isatty():
        tell(data.decode("utf-8", "replace").replace("\r\n", "\n").removesuffix("\n"))
    else:
        sys.stdout.buffer.write(data)
