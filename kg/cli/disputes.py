"""Commands that show where sources disagree and who moves: `kg contradictions`, `kg changes`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kg.cli.options import Answers, FormOption, KnownAtOption, StoreOption, ValidAtOption
from kg.cli.terminal import day, graph, tell_answer

ActorOption = Annotated[str | None, typer.Option(metavar="NAME", help="Of this actor only.")]
SourcesOption = Annotated[int | None, typer.Option("--min-sources", min=1, help="Each fact is stated by so many independent articles.")]


def contradictions(
    store: StoreOption,
    actor: ActorOption = None,
    rule: Annotated[list[str] | None, typer.Option(help="Of this rule only, such as office.holders; may be repeated.")] = None,
    min_sources: SourcesOption = None,
    valid_at: ValidAtOption = None,
    known_at: KnownAtOption = None,
    form: FormOption = Answers.TEXT,
) -> None:
    """Show pairs of facts that cannot both be true, each with its sentences and the rule that saw it.

    Example: kg contradictions --store graph --rule office.holders

    Example: kg contradictions --store graph --format csv
    """
    from kg.answer_forms import formed
    from kg.answers import Answer
    from kg.query import Filter
    from kg.query import contradictions as run

    with graph(store, known_at) as opened:
        where = Filter(actor=_actor(opened, actor), min_sources=min_sources, valid_at=day(valid_at))
        found = Answer("What the articles disagree on", contradictions=run(opened, where, rule or ()))
        told = formed(found, form, opened)
    tell_answer(told, form)


def changes(
    store: StoreOption,
    actor: ActorOption = None,
    issue: Annotated[str | None, typer.Option(metavar="NAME", help="On this issue, or a narrower one.")] = None,
    min_sources: SourcesOption = None,
    valid_at: ValidAtOption = None,
    known_at: KnownAtOption = None,
    form: FormOption = Answers.TEXT,
) -> None:
    """Show who changed position on an issue, with both quotes and dates.

    Example: kg changes --store graph --issue ceasefire
    """
    from kg.answer_forms import formed
    from kg.answers import Answer
    from kg.query import Filter, one
    from kg.query import changes as run

    with graph(store, known_at) as opened:
        on = one(opened, issue, ("Issue",)).iri if issue else None
        where = Filter(actor=_actor(opened, actor), issue=on, min_sources=min_sources, valid_at=day(valid_at))
        found = Answer("Who changed position", changes=run(opened, where))
        told = formed(found, form, opened)
    tell_answer(told, form)


def _actor(opened: Any, name: str | None) -> str | None:
    from kg.query import one
    from kg.questions import ACTORS

    return one(opened, name, ACTORS).iri if name else None
