"""Happenings: which reports tell one and the same, decided from each report and those that it agrees with.

Reports that tell the same are linked. A report that is linked to two which are apart may tell of either, so it is told of neither and
stays by itself; what is still linked then is one happening, unless some two of it are apart. So the outcome is a function of the set
of reports, whatever their order, and to decide about a report its neighbours and theirs have to be looked at, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations

from kg.resolve.event_features import Verdict, verdict
from kg.resolve.reports import Report, from_text, is_vague

Neighbours = Callable[[str], tuple[str, ...]]
"""Gives the reports, as texts, that tell the same as a report."""


@dataclass(frozen=True, slots=True)
class Told:
    """A report with the first day on which an article said so, ISO, or nothing where no article has a date."""

    report: Report
    since: str


@dataclass(frozen=True, slots=True)
class Happening:
    """What all reports of one happening come to.

    Attributes:
        path: path of its IRI: that of the report that was published first.
        label, type, act, theme: of the fullest report; a theme of the next one where it has none.
        place: path of the smallest place that is told.
        earliest, latest: the days that all dated reports leave open, ISO; both or none.
    """

    path: str
    label: str
    type: str
    act: str
    theme: str
    place: str
    earliest: str
    latest: str


def component(start: str, neighbours: Neighbours) -> tuple[str, ...]:
    """The reports that tell the same as one, itself among them, sorted."""
    if is_torn(start, neighbours):
        return (start,)
    found, waiting = {start}, [start]
    while waiting:
        for other in neighbours(waiting.pop()):
            if other not in found and not is_torn(other, neighbours):
                found.add(other)
                waiting.append(other)
    return (start,) if has_rift(found) else tuple(sorted(found))


def is_torn(text: str, neighbours: Neighbours) -> bool:
    """A report agrees with two that are apart."""
    return has_rift(neighbours(text))


def has_rift(texts: Iterable[str]) -> bool:
    """Some two of these reports are apart."""
    several = [from_text(text) for text in sorted(texts)]
    return any(verdict(left, right) is Verdict.APART for left, right in combinations(several, 2))


def alone(report: Report) -> Happening:
    """The happening of a report that no other tells."""
    return happening([Told(report, "")])


def happening(members: Iterable[Told]) -> Happening:
    """What reports of one happening come to.

    Args:
        members: at least one, in any order.
    """
    several = sorted(members, key=_by_age)
    fullest = max(several, key=lambda told: _fullness(told.report)).report
    ranked = sorted(several, key=lambda told: -_fullness(told.report))
    dated = [told.report for told in several if told.report.earliest]
    return Happening(
        path=several[0].report.own,
        label=fullest.label,
        type=next((told.report.type for told in ranked if told.report.type != "OTHER"), fullest.type),
        act=fullest.act,
        theme=next((told.report.theme for told in ranked if told.report.theme), ""),
        place=_smallest(ranked),
        earliest=max((one.earliest for one in dated), default=""),
        latest=min((one.latest for one in dated), default=""),
    )


def as_row(found: Happening) -> str:
    """One line of JSON."""
    return json.dumps(asdict(found), ensure_ascii=False, separators=(",", ":"))


def from_row(text: str) -> Happening:
    """The happening that `as_row` wrote."""
    return Happening(**json.loads(text))


def _by_age(told: Told) -> tuple[bool, str, str, str]:
    return not told.since, told.since, told.report.own, told.report.label


def _fullness(report: Report) -> int:
    """How many of its parts a report names; named ones count more than words."""
    words = (report.theme, report.doers, report.objects)
    return 2 * (len(report.agents) + len(report.recipients) + bool(report.place)) + sum(map(bool, words)) - is_vague(report)


def _smallest(ranked: Sequence[Told]) -> str:
    """The place that lies in most of the others; of several the one that the fuller report names."""
    places = {told.report.place for told in ranked} - {""}
    inner = [(len(places & set(told.report.around)), told.report.place) for told in ranked if told.report.place]
    return max(inner, key=lambda pair: pair[0])[1] if inner else ""
