"""Why the reports of several articles are one event: what each says, what every two of them share, and which near ones were kept apart."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from kg.errors import NotFoundError
from kg.explain import Reason
from kg.pipeline import folder
from kg.records_store import RecordsStore
from kg.resolve.event_features import Verdict, agreements, apart, verdict
from kg.resolve.reports import Report
from kg.settings import Settings

Told = tuple[Report, tuple[str, ...]]
"""A report with the versions that have it."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What one or more articles say of the event in the same way.

    Attributes:
        path: path that the event would have by it alone.
        label: names the act and who and where.
        articles: ids of the articles, sorted.
        reasons: what it shares with the first telling; none for the first.
    """

    path: str
    label: str
    articles: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class NearTelling:
    """A report that shares much with the event and was kept apart."""

    path: str
    label: str
    articles: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class EventExplanation:
    """Why an event is one."""

    iri: str
    tellings: tuple[Telling, ...]
    near: tuple[NearTelling, ...]


def explain_event(iri: str, settings: Settings) -> EventExplanation:
    """Why the reports of an event are one.

    Args:
        iri: of the event.
        settings: name the store.

    Raises:
        NotFoundError: no event that several articles could tell has this IRI.
        StoreError: there is no store.
    """
    path = iri.removeprefix(settings.base_iri)
    with RecordsStore(folder(settings), read_only=True) as records:
        told = records.reports(path)
        if not told:
            raise NotFoundError(f"the store holds no event <{iri}> that several articles can tell")
        return EventExplanation(iri, tuple(_tellings(records, told)), tuple(_near(records, told)))


def is_event(iri: str, settings: Settings) -> bool:
    """Whether an IRI is one of an event."""
    return iri.removeprefix(settings.base_iri).startswith("event/")


def as_text(found: EventExplanation, most: int = 20) -> str:
    """An explanation to read, with at most so many tellings."""
    articles = {article for one in found.tellings for article in one.articles}
    lines = [found.iri, f"tellings: {len(found.tellings)} in {len(articles)} articles"]
    for one in found.tellings[:most]:
        lines += [f"  {one.label}  ({', '.join(one.articles)})", *(f"    {reason.rule:<10} {reason.detail}" for reason in one.reasons)]
    if len(found.tellings) > most:
        lines.append(f"  and {len(found.tellings) - most} more")
    lines += ["kept apart:"] if found.near else []
    lines += [f"  {near.label}  {near.path} ({', '.join(near.articles[:3])}): {near.reason}" for near in found.near]
    return "\n".join(lines)


def as_json(found: EventExplanation) -> str:
    """An explanation as JSON."""
    return json.dumps(asdict(found), indent=2, ensure_ascii=False)


def _tellings(records: RecordsStore, told: Sequence[Told]) -> Iterator[Telling]:
    first = told[0][0]
    for report, versions in told:
        found = () if report == first else _shared(report, [one for one, _ in told])
        shared = tuple(Reason(rule, detail) for rule, detail in found)
        yield Telling(report.own, report.label, _ids(records, versions), shared)


def _shared(report: Report, others: Sequence[Report]) -> tuple[tuple[str, str], ...]:
    """What a report shares with the first one that it tells the same as."""
    same = (other for other in others if other != report and verdict(report, other) is Verdict.SAME)
    return next((agreements(report, other) for other in same), ())


def _near(records: RecordsStore, told: Sequence[Told]) -> Iterator[NearTelling]:
    """Reports that share a key and a day with one of the event's, or agree with it, and are not in it."""
    mine = {report for report, _ in told}
    for report, path, versions in records.reports_near(tuple(sorted(mine, key=lambda one: one.own))):
        if report not in mine:
            yield NearTelling(path, report.label, _ids(records, versions), _why(report, sorted(mine, key=lambda one: one.own)))


def _why(report: Report, mine: Sequence[Report]) -> str:
    for one in mine:
        found = apart(one, report)
        if found is not None:
            return found[1]
    return "too little speaks for it, or it may as well tell of another one"


def _ids(records: RecordsStore, versions: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({records.records(version).article.id for version in versions}))
