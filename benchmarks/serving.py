"""Our service, our store and what else answers SPARQL, side by side in one run: `python benchmarks/serving.py [--triples N] [--out FILE]`.

A synthetic graph (`graph_generator.py`) is put into our store; all engines get its union, the same triples. For each question they take
turns, and the best of its turns counts for each, since whatever else runs on the machine only adds to them. An engine that is not
installed is left out with a message.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from math import prod
from pathlib import Path
from typing import Any
from urllib.parse import quote

import graph_generator
import serving_engines
from measuring import Ratio, finish
from serving_engines import Embedded, Engine, Http, Taken
from serving_questions import Subjects, bounded, questions, rows, subjects

from kg.query import FactKind, Filter, page, sparql, sparql_of_evidence
from kg.store import ResultFormat, Store

SIZES = (10, 10_000, 100_000)
ENOUGH = 12.0  #: seconds for the turns of one question and one engine
Times = dict[str, dict[str, Taken]]


@dataclass
class Field:
    """The engines that take turns, by name."""

    folder: Path
    store: Store
    engines: dict[str, Engine] = field(default_factory=dict)
    loaded: dict[str, float] = field(default_factory=dict)

    @property
    def service(self) -> Http:
        """Our service."""
        found = self.engines["service"]
        if not isinstance(found, Http):
            raise AssertionError
        return found


def main() -> None:
    """Measure, print the tables, and write them as JSON where asked to."""
    parser = argparse.ArgumentParser(description="Measure how fast queries are answered.")
    parser.add_argument("--corpus", type=Path, help="not used: the graph is synthetic")
    parser.add_argument("--triples", type=int, default=1_000_000, help="of the synthetic graph")
    parser.add_argument("--store", type=Path, help="a folder with a graph of the generator, used as it is; made where it is missing")
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("--out", type=Path, help="where to write the figures as JSON")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        field_ = _field(stack, asked.store or Path(name) / "store", Path(name), asked.triples)
        about = subjects(field_.store)
        answered = _turns(field_, questions(about), asked.turns)
        sized = _turns(field_, {f"{size:,} rows": rows(size) for size in SIZES}, asked.turns)
        looked = dict(_look_ups(field_, about, asked.turns))
        special = _special(field_, about, asked.turns)
    ratios = {**_ratios(answered, sized), **_of_look_ups(looked), **special}
    table = [*_table(answered), "", *_table(sized), "", *_table_of_look_ups(looked), ""]
    table += [f"{name}: {one[0]:.2f}" for name, one in ratios.items()]
    found = {"ratios": ratios, "loaded": field_.loaded, "questions": _plain(answered), "rows": _plain(sized), "look-ups": looked}
    finish(table, found, asked.out)


def _field(stack: ExitStack, place: Path, scratch: Path, triples: int) -> Field:
    if not place.exists():
        _say("making the graph")
        graph_generator.fill(place, triples)
    embedded = Embedded(place)
    made = Field(place, embedded.store)
    union = scratch / "union.nt"
    with union.open("wb") as file:
        embedded.store.dump(None, ResultFormat.NTRIPLES, file)
    kept = stack.enter_context(serving_engines.ours(place, kept=True))
    made.engines = {"service": stack.enter_context(serving_engines.ours(place)), "service, kept": kept, "store": embedded}
    if (served := stack.enter_context(serving_engines.oxigraph(place))) is not None:
        made.engines["oxigraph serve"] = served
    _say("loading Virtuoso")
    if (other := stack.enter_context(serving_engines.virtuoso(scratch / "virtuoso", union))) is not None:
        made.engines["virtuoso"] = other
    _say("loading rdflib")
    memory, endpoint, seconds = stack.enter_context(serving_engines.rdflib(union))
    made.engines["rdflib"], made.loaded["rdflib"] = memory, seconds
    if endpoint is not None:
        made.engines["rdflib-endpoint"] = endpoint
    return made


def _turns(among: Field, asked: Mapping[str, str], turns: int) -> Times:
    """Each question to each engine in turn; the best of what they took."""
    found: Times = {}
    for name, query in asked.items():
        _say(name)
        taken: dict[str, list[Taken]] = {engine: [] for engine in among.engines}
        for engine, own in among.engines.items():
            if engine != "rdflib":
                own.ask(query)
        for _ in range(turns):
            for engine, several in taken.items():
                if sum(one.whole for one in several) < ENOUGH:
                    several.append(among.engines[engine].ask(query))
        found[name] = {engine: _best(several) for engine, several in taken.items()}
    return found


def _look_ups(among: Field, about: Subjects, turns: int) -> Iterator[tuple[str, tuple[float, float]]]:
    """Look-ups beside the SPARQL that they show behind their answers, sent one after another: seconds of both."""
    for name, (path, texts) in _asked(among.store, about).items():
        _say(path)
        ours: Callable[[], float] = lambda path=path: among.service.get(path).whole  # type: ignore[misc]  # noqa: E731
        raw: Callable[[], float] = lambda texts=texts: sum(among.service.ask(text).whole for text in texts)  # type: ignore[misc]  # noqa: E731
        pairs = [(ours(), raw()) for _ in range(2 * turns + 1)][1:]
        yield name, (min(one for one, _ in pairs), min(other for _, other in pairs))


def _asked(store: Store, about: Subjects) -> dict[str, tuple[str, tuple[str, ...]]]:
    person, issue, region = (quote(iri, safe="") for iri in (about.person, about.issue, about.region))
    whose, when = Filter(actor=about.person), Filter(first=about.first, last=about.last)
    shown = partial(_shown, store)
    return {
        "/positions of a person": (f"/positions?held_by={person}", shown(whose, FactKind.OFFICE, FactKind.STANCE)),
        "/issues/.../positions": (f"/positions?issue={issue}", shown(Filter(issue=about.issue), FactKind.STANCE)),
        "/statements of a person": (f"/statements?speaker={person}", shown(whose, FactKind.STATEMENT)),
        "/events in a region and a week": (
            f"/events?place={region}&from={about.first}&to={about.last}",
            shown(replace(when, place=about.region), FactKind.EVENT),
        ),
        "/statements in a week": (f"/statements?from={about.first}&to={about.last}", shown(when, FactKind.STATEMENT)),
    }


def _shown(store: Store, where: Filter, *kinds: FactKind) -> tuple[str, ...]:
    """The queries for the facts of the first page, and for the sentences that state them."""
    facts = [fact.fact for fact in page(store, replace(where, kind=kinds)).facts]
    return (*(sparql(kind, where) for kind in kinds), *([sparql_of_evidence(facts)] if facts else []))


def _special(among: Field, about: Subjects, turns: int) -> dict[str, Ratio]:
    """Days and months beside Virtuoso, each in the words that suit it."""
    other = among.engines.get("virtuoso")
    if other is None:
        return {}
    texts = questions(about)
    week, months = texts["statements in a week"], texts["statements by month"]
    taken = [
        (
            among.service.ask(week).whole,
            min(other.ask(week).whole, other.ask(bounded(about)).whole),
            among.service.get("/counts?by=month&kind=statement").whole,
            other.ask(months).whole,
        )
        for _ in range(2 * turns + 1)
    ][1:]
    day, their_day, month, their_month = (min(one) for one in zip(*taken, strict=True))
    return {
        "our service over Virtuoso, statements in a week": (day / their_day, "lower", 3.0),
        "our service over Virtuoso, statements by month": (month / their_month, "lower", 3.0),
    }


def _ratios(answered: Times, sized: Times) -> dict[str, Ratio]:
    found: dict[str, Ratio] = {}
    for name, target in (("store", 15.0), ("service", None)):
        several = [one["rdflib"].whole / one[name].whole for one in answered.values()]
        found[f"rdflib in memory over our {name}, geometric mean of {len(several)}"] = (
            prod(several) ** (1 / len(several)),
            "higher",
            target,
        )
    few, some, many = (sized[f"{size:,} rows"] for size in SIZES)
    if "rdflib-endpoint" in some:
        found["rdflib-endpoint over our service, 10,000 rows"] = (some["rdflib-endpoint"].whole / some["service"].whole, "higher", 4.0)
    if "oxigraph serve" in few:
        found["our service over oxigraph serve, 10 rows"] = (few["service"].whole / few["oxigraph serve"].whole, "lower", 1.5)
        found["our service over oxigraph serve, 10 rows kept"] = (few["service, kept"].whole / few["oxigraph serve"].whole, "lower", 1.5)
        found["our service over oxigraph serve, 100,000 rows"] = (many["service"].whole / many["oxigraph serve"].whole, "lower", 1.0)
    found["our service over our store in process, 100,000 rows"] = (many["service"].whole / many["store"].whole, "lower", 1.15)
    found["milliseconds to the first byte of 100,000 rows"] = (1000 * many["service"].first, "lower", 50.0)
    return found


def _of_look_ups(looked: Mapping[str, tuple[float, float]]) -> dict[str, Ratio]:
    return {f"{name} over its SPARQL": (ours / raw, "lower", 2.0) for name, (ours, raw) in looked.items()}


def _best(several: list[Taken]) -> Taken:
    return Taken(min(one.first for one in several), min(one.whole for one in several), several[-1].size)


def _table(found: Times) -> list[str]:
    names = list(next(iter(found.values())))
    head = f"{'milliseconds':<40}" + "".join(f"{name:>17}" for name in names)
    return [head, *(f"{name:<40}" + "".join(f"{1000 * one[engine].whole:17.2f}" for engine in names) for name, one in found.items())]


def _table_of_look_ups(looked: Mapping[str, tuple[float, float]]) -> list[str]:
    head = f"{'milliseconds':<40}{'look-up':>17}{'SPARQL':>17}"
    return [head, *(f"{name:<40}{1000 * ours:17.2f}{1000 * raw:17.2f}" for name, (ours, raw) in looked.items())]


def _plain(found: Times) -> dict[str, Any]:
    return {name: {engine: (taken.first, taken.whole, taken.size) for engine, taken in one.items()} for name, one in found.items()}


def _say(what: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {what}\n")


if __name__ == "__main__":
    main()
