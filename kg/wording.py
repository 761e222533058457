"""Facts as lines that people read, the same on the command line, in pictures and over HTTP."""

from __future__ import annotations

from kg.query import EventFound, Fact, OfficeHeld, QuantityGiven, Quote, StanceTaken, StatementMade

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
            return f"{fact.label}{_where(fact)}{_when(fact)}{_how(fact)}"
        case QuantityGiven():
            return f"{_number(fact)}{_when(fact)}{_how(fact)}"


def office(fact: OfficeHeld) -> str:
    """The office of a tenure: "foreign minister, Chile (former)"."""
    place = f", {fact.body_label}" if fact.body_label else f" of {fact.chief_label}" if fact.chief_label else ""
    return fact.office_label + place + ("" if fact.status == "Current" else f" ({fact.status.lower()})")


def observed(fact: Fact) -> str:
    """What is known of the days of a tenure: stated ones, else those on which articles observe it."""
    if not isinstance(fact, OfficeHeld):
        return ""
    if fact.valid_from or fact.valid_to:
        return f"; from {fact.valid_from}" * bool(fact.valid_from) + f"; until {fact.valid_to}" * bool(fact.valid_to)
    if fact.first_seen is None:
        return ""
    return f"; observed on {fact.first_seen}" if fact.first_seen == fact.last_seen else f"; observed {fact.first_seen} to {fact.last_seen}"


def told(fact: Fact) -> str:
    """To whom, where and when a statement is made, and on which days a stance is stated, as far as an article tells."""
    match fact:
        case StatementMade():
            to = f" — to {', '.join(fact.addressees)}" if fact.addressees else ""
            return to + (f", {fact.occasion}" if fact.occasion else "") + (f", {fact.stated_on}" if fact.stated_on else "")
        case StanceTaken() if fact.first_stated:
            return f", {fact.first_stated}" if fact.first_stated == fact.last_stated else f", {fact.first_stated} to {fact.last_stated}"
        case _:
            return ""


def supported(fact: Fact) -> str:
    """How many articles state it, where several do: " (5 articles, 2 independent)"."""
    return f" ({fact.articles} articles, {fact.independent} independent)" if fact.articles > 1 else ""


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
        case QuantityGiven():
            return "quantity"


def source(quote: Quote) -> str:
    """Where a quote stands: outlet, article, day."""
    parts = [quote.outlet, quote.article if quote.article != quote.outlet else None, quote.published[:10] if quote.published else None]
    said = f" (according to {', '.join(quote.said_by)})" if quote.said_by else ""
    return ", ".join(part for part in parts if part) + said


def _where(fact: EventFound) -> str:
    return f" in {fact.place_label}" if fact.place_label and fact.place_label not in fact.label else ""


def _when(fact: EventFound | QuantityGiven) -> str:
    if fact.earliest is None or fact.latest is None:
        return ""
    return f", {fact.earliest}" if fact.earliest == fact.latest else f", {fact.earliest} to {fact.latest}"


def _how(fact: EventFound | QuantityGiven) -> str:
    return "" if fact.modality == "Actual" else f" [{fact.modality.lower()}]"


def _number(fact: QuantityGiven) -> str:
    """What is counted and how many: "killed: at least 12 civilians (Norland attacks the port)"."""
    what = f" {fact.counted}" if fact.counted and fact.counted not in fact.amount else ""
    about = ", ".join(label for label in (fact.event_label, fact.actor_label, fact.place_label) if label)
    return f"{fact.measure}: {fact.amount}{what}" + (f" ({about})" if about else "")
