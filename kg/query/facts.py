"""The facts that meet conditions, each with its evidence; and the articles that the graph is built from."""

from __future__ import annotations

from kg.query.evidence import with_evidence
from kg.query.model import ArticleHeld, EventFound, OfficeHeld, StanceTaken, StatementMade
from kg.query.templates import text_of
from kg.query.values import day, local, several
from kg.store import Store


def offices(store: Store, *conditions: str) -> tuple[OfficeHeld, ...]:
    """The tenures that meet all conditions, which name `?person`, `?body`, `?office` or `?fact`."""
    rows = store.select(text_of("offices", *conditions))
    found = [
        OfficeHeld(
            r["fact"],
            r["person"],
            r["personLabel"],
            r["office"],
            r["officeLabel"],
            r.get("body"),
            r.get("bodyLabel"),
            r.get("chief"),
            r.get("chiefLabel"),
            local(r["status"]),
            day(r.get("validFrom")),
            day(r.get("validTo")),
            r.get("inferred") == "true",
            day(r.get("firstSeen")),
            day(r.get("lastSeen")),
        )
        for r in rows
    ]
    return with_evidence(store, found)


def stances(store: Store, *conditions: str) -> tuple[StanceTaken, ...]:
    """The stances that meet all conditions, which name `?actor`, `?issue`, `?polarity` or `?fact`."""
    rows = store.select(text_of("stances", *conditions))
    found = [
        StanceTaken(
            r["fact"],
            r["actor"],
            r["actorLabel"],
            r["issue"],
            r["issueLabel"],
            local(r["polarity"]),
            r.get("condition") or None,
            day(r.get("firstStated")),
            day(r.get("lastStated")),
        )
        for r in rows
    ]
    return with_evidence(store, found)


def statements(store: Store, *conditions: str) -> tuple[StatementMade, ...]:
    """The statements that meet all conditions, which name `?speaker` or `?fact`."""
    rows = store.select(text_of("statements", *conditions))
    found = [
        StatementMade(
            r["fact"],
            r["speaker"],
            r["speakerLabel"],
            r["text"],
            r["direct"] == "true",
            r.get("cue"),
            r.get("occasion"),
            day(r.get("statedOn")),
            several(r.get("addressees")),
        )
        for r in rows
    ]
    return with_evidence(store, found)


def events(store: Store, *conditions: str) -> tuple[EventFound, ...]:
    """The events that meet all conditions, which name `?place`, `?type`, `?earliest`, `?latest` or `?fact`."""
    rows = store.select(text_of("events", *conditions))
    found = [
        EventFound(
            r["fact"],
            r["label"],
            r["type"],
            local(r["modality"]),
            r.get("theme"),
            r.get("place"),
            r.get("placeLabel"),
            day(r.get("earliest")),
            day(r.get("latest")),
            several(r.get("agents")),
            several(r.get("recipients")),
        )
        for r in rows
    ]
    return with_evidence(store, found)


def articles(store: Store) -> tuple[ArticleHeld, ...]:
    """The articles of the graph, by date and name."""
    return tuple(
        ArticleHeld(
            r["article"], r["sourceName"], r.get("title"), r.get("outlet"), r.get("published"), r.get("url"), int(r.get("facts", "0"))
        )
        for r in store.select(text_of("articles"))
    )
