"""Facts as lines that people read, the same on the command line, in pictures and over HTTP."""

from __future__ import annotations

from kg.query import EventFound, Fact, OfficeHeld, Quote, StanceTaken, StatementMade

_ATTITUDES = {"Supports": "supports", "Opposes": "opposes", "Conditional": "is conditional on", "Undecided": "is undecided on"}


def line(fact: Fact) -> str:
    """The fact in one line."""
    match fact:
        case OfficeHeld():
            return f"{fact.person_label}: {office(fact)}"
        case StanceTaken():
            return f"{fact.actor_label} {_ATTITUDES[fact.polarity]} {fact.issue_label}" + (f" ({fact.condition})" if fact.condition else "")
        case StatementMade():
            words = f"“{fact.text}”" if fact.direct else fact.text
            return f"{fact.speaker_label}: {words}"
        case EventFound():
            return f"{fact.label}{_where(fact)}{_when(fact)}" + ("" if fact.modality == "Actual" else f" [{fact.modality.lower()}]")


def office(fact: OfficeHeld) -> str:
    """The office of a tenure: "foreign minister, Chile (former)"."""
    place = f", {fact.body_label}" if fact.body_label else f" of {fact.chief_label}" if fact.chief_label else ""
    return fact.office_label + place + ("" if fact.status == "Current" else f" ({fact.status.lower()})")


def kind(fact: Fact) -> str:
    """The kind of a fact, as lists are headed by it."""
    match fact:
        case OfficeHeld():
            return "office"
        case StanceTaken():
            return "stance"
        case StatementMade():
            return "statement"
        case EventFound():
            return "event"


def source(quote: Quote) -> str:
    """Where a quote stands: outlet, article, day."""
    parts = [quote.outlet, quote.article if quote.article != quote.outlet else None, quote.published[:10] if quote.published else None]
    said = f" (according to {', '.join(quote.said_by)})" if quote.said_by else ""
    return ", ".join(part for part in parts if part) + said


def _where(fact: EventFound) -> str:
    return f" in {fact.place_label}" if fact.place_label and fact.place_label not in fact.label else ""


def _when(fact: EventFound) -> str:
    if fact.earliest is None or fact.latest is None:
        return ""
    return f", {fact.earliest}" if fact.earliest == fact.latest else f", {fact.earliest} to {fact.latest}"
