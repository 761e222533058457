"""Reports inside reports: what somebody's words tell of another one's words, thoughts and acts.

In come all reports of a Doc, out come those that stand. An act inside somebody's words is no word of its own ("Lee said the mayor praised
the plan"), and what somebody is only asked or expected to do did not happen. Quotation marks inside a thought that is retold are those of
the one who tells it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.clauses import has_to, is_led_on
from kg.extract.cues import THOUGHTS
from kg.extract.speech_rules import has_no_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.extract.reports import Report

_CERTAINTY = frozenset({"deny", "plan", "belief", "demand", "promise", "agree", "accuse"})
_RETOLD = THOUGHTS | {"talk"}


def told(reports: list[Report]) -> list[Report]:
    """The reports without the acts and thoughts that others only tell of."""
    nested, retold = _inside(reports), _inside(report for report in reports if not has_no_words(report))
    own = [_retold(report) if report.cue.i in nested else report for report in reports]
    heard = [report for report in own if report.cue.i not in retold or not _is_act(report)]
    return [report for report in heard if report.cue.i not in nested or not _is_undone(report)]


def _inside(reports: Iterable[Report]) -> set[int]:
    """The tokens of what is reported, without each report's own cue."""
    return {i for report in reports for start, end in report.contents for i in range(start, end) if i != report.cue.i}


def _retold(report: Report) -> Report:
    """A thought, a talk or a wished act without the quotes in it."""
    if report.entry is None or report.form.startswith(("direct", "continued")):
        return report
    return replace(report, quotes=()) if report.entry.kind in _RETOLD or _is_wished(report) else report


def _is_wished(report: Report) -> bool:
    """Somebody is only asked or expected to do it ("asked the mayor to praise the plan")."""
    cue = report.cue
    if cue.tag_ != "VB" or cue.dep_ not in {"xcomp", "ccomp", "advcl"} or report.form.startswith("direct") or is_led_on(cue):
        return False
    return has_to(cue)


def _is_undone(report: Report) -> bool:
    """It is only wished for, and a report of it says nothing else."""
    return _is_wished(report) and not _is_certain(report)


def _is_act(report: Report) -> bool:
    """What is done or thought here is no word of its own, and says nothing of whether it happens."""
    return report.entry is not None and has_no_words(report) and not report.quotes and not _is_certain(report)


def _is_certain(report: Report) -> bool:
    """It tells how sure the thing is that it reports."""
    return report.entry is None or report.entry.kind in _CERTAINTY
