"""Options that several commands take, and the forms of what they print."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

StoreOption = Annotated[
    str,
    typer.Option(
        "--store",
        envvar="KG_STORE",
        metavar="DIR|URL",
        help="Folder of the store, or address of a SPARQL server that keeps its graph; KG_RECORDS then names the folder of the records.",
        show_default=False,
    ),
]
GazetteerOption = Annotated[
    list[Path] | None,
    typer.Option("--gazetteer", metavar="FILE", help="Your own gazetteer, before the shipped one: .csv, .ttl or .jsonl; see KG_GAZETTEER."),
]
LexiconOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--lexicon", metavar="DIR", help="Your own words: files that extend those of the same names in the lexicon; see KG_LEXICON."
    ),
]
ValidAtOption = Annotated[
    str | None, typer.Option("--valid-at", metavar="DAY", help="What was true in the world on this day, as YYYY-MM-DD.")
]
KnownAtOption = Annotated[
    str | None,
    typer.Option(
        "--known-at", metavar="MOMENT", help="What the graph said then: a day (its end, in UTC) or a date-time such as 2025-03-14T09:30Z."
    ),
]
OutOption = Annotated[str, typer.Option("-o", "--out", metavar="FILE", help="Where to write; - is stdout.")]


class Engine(StrEnum):
    """Engines that can run a build."""

    LOCAL = "local"
    SPARK = "spark"


class Rows(StrEnum):
    """Forms of query results."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    TTL = "ttl"


class Answers(StrEnum):
    """Forms of answers that are made of facts."""

    TEXT = "text"
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TTL = "ttl"


class Reasons(StrEnum):
    """Forms of reasons."""

    TEXT = "text"
    JSON = "json"


class Verdict(StrEnum):
    """What a judgement can say."""

    SAME = "same"
    DIFFERENT = "different"


class Exports(StrEnum):
    """Forms of exports."""

    NQUADS = "nquads"
    TRIG = "trig"
    TURTLE = "turtle"
    JSONLD = "jsonld"
    CSV = "csv"
    GRAPHML = "graphml"
    GEXF = "gexf"
    FTM = "ftm"


class Views(StrEnum):
    """Questions that pictures answer."""

    EGO = "ego"
    ISSUE = "issue"
    TIMELINE = "timeline"
    PATH = "path"
    PLACE = "place"


class LaneKinds(StrEnum):
    """What the lanes of a timeline stand for."""

    ACTOR = "actor"
    PLACE = "place"


FormOption = Annotated[
    Answers,
    typer.Option(
        "--format",
        help="text: facts with their sentences; table: a line for each; csv: a row for each sentence; ttl: the graph of the facts.",
    ),
]
