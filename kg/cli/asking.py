"""Commands that ask: `kg ask`, `query`, `explain`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.options import Answers, FormOption, KnownAtOption, Reasons, Rows, StoreOption
from kg.cli.terminal import graph, read, settings, tell, tell_answer, tell_data


def ask(
    question: Annotated[str, typer.Argument(help='Such as "positions held by Ushakov".')],
    store: StoreOption,
    form: FormOption = Answers.TEXT,
    known_at: KnownAtOption = None,
) -> None:
    """Answer a question in plain English, each fact with the sentence and the article that state it.

    Understood are: positions held by ACTOR; who stands where on ISSUE; what happened in PLACE in the week of DAY or in MONTH; who is ACTOR;
    who was OFFICE on DAY; what did ACTOR say about TOPIC; what do outlets disagree on; who changed position;
    how are ACTOR and ACTOR connected; what did the graph say before ARTICLE was corrected.

    Example: kg ask --store graph "who stands where on the 30-day ceasefire"

    Example: kg ask --store graph "positions held by Ushakov" --format csv
    """
    from kg.answer_forms import formed
    from kg.questions import ask as answer

    with graph(store, known_at) as opened:
        told = formed(answer(opened, question), form, opened)
    tell_answer(told, form)


def query(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="File with a SPARQL query; - is stdin.")],
    store: StoreOption,
    form: Annotated[
        Rows, typer.Option("--format", help="json is SPARQL 1.1 Query Results JSON; ttl is for CONSTRUCT and DESCRIBE.")
    ] = Rows.TABLE,
    known_at: KnownAtOption = None,
) -> None:
    """Run a SPARQL query over the union of all current articles.

    Example: echo 'SELECT * { ?s a kg:Stance } LIMIT 5' | kg query --store graph -
    """
    from kg.rows import safe_csv
    from kg.sparql import answer, as_table

    text = sys.stdin.read() if file == "-" else read(file)
    with graph(store, known_at) as opened:
        data = as_table(opened, text) if form is Rows.TABLE else answer(opened, text, form)
    if form is Rows.CSV:
        data = safe_csv(data)
    if form is Rows.TABLE:
        tell(data.decode().removesuffix("\n"))
    else:
        tell_data(data)


def explain(
    entity: Annotated[str, typer.Argument(help="A name, or an IRI, also of an event.")],
    store: StoreOption,
    form: Annotated[Reasons, typer.Option("--format", help="Form of the reasons.")] = Reasons.TEXT,
    limit: Annotated[int, typer.Option(min=0, help="Most mentions, or tellings of an event, to tell as text.")] = 20,
) -> None:
    """Say why the mentions of an entity, or the reports of an event, are one, and which near ones were kept apart.

    Example: kg explain --store graph "Marco Rubio"
    """
    from kg import explain as entities
    from kg import explain_event as events

    asked = settings(store)
    if events.is_event(entity, asked):
        event = events.explain_event(entity, asked)
        tell(events.as_json(event) if form is Reasons.JSON else events.as_text(event, limit))
        return
    found = entities.explain(entity, asked)
    tell(entities.as_json(found) if form is Reasons.JSON else entities.as_text(found, limit))
