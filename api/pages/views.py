"""What a page shows beyond the answer itself: the facts about an entity, the board of an issue, the map of a place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from api.asking import Asked
from api.deps import shelf
from api.models import (
    Article,
    ArticleRead,
    Described,
    Entity,
    Event,
    EventIdentity,
    Facts,
    Link,
    Listing,
    Office,
    Positions,
    Quantity,
    Stance,
    Statement,
)
from api.pages import maps, movement, reading, words
from api.pages.openings import openings
from kg import query
from kg.query import Fact, FactKind, Filter
from kg.records import Polarity
from kg.wording import office

_FEW, _MANY, _ALL = 12, 60, 160
_PARTICIPANTS: Final = {"agent": "Who", "recipient": "To whom", "place": "Where", "speaker": "Speaker", "addressee": "To", "about": "About"}
View = Callable[[Asked, Any], Mapping[str, Any]]
Told = Fact | Office | Stance | Statement | Event | Quantity


def actor(asked: Asked, body: Described) -> dict[str, Any]:
    """The offices, stances, statements and events of an actor, and the outlets that state them."""
    limits = {FactKind.OFFICE: _MANY, FactKind.STANCE: _MANY, FactKind.STATEMENT: _FEW, FactKind.EVENT: _FEW}
    found = {kind.value: _facts(asked, Filter(kind=kind, actor=body.entity.iri), limit) for kind, limit in limits.items()}
    return {**found, "sources": _sources(fact for facts in found.values() for fact in facts), **_links(body.links)}


def place(asked: Asked, body: Described) -> dict[str, Any]:
    """What happens in a place, who holds office there, and the map of it."""
    here = body.entity.iri
    events = _facts(asked, Filter(kind=FactKind.EVENT, place=here), _MANY)
    offices = _facts(asked, Filter(kind=FactKind.OFFICE, place=here), _FEW)
    around = [(link.value, link.label or link.value) for link in body.links if link.property == "kg:within"]
    venues = Counter((event.place, event.place_label) for event in events if event.place and event.place != here)
    marks = _marks(asked, here, body.entity.label, around, venues)
    return {"event": events, "office": offices, "map": maps.drawn(marks), "sources": _sources(events), **_links(body.links)}


def issue(asked: Asked, body: Described | Positions) -> dict[str, Any]:
    """The stances on an issue as a board, and how actors moved."""
    about = body.entity if isinstance(body, Described) else body.about
    iri = about.iri if about else ""
    whole = isinstance(body, Positions) and body.next is None and asked.after is None
    where = asked.where if isinstance(body, Positions) else Filter()
    narrowed = asked.narrowed(kind=FactKind.STANCE, issue=iri).where
    stances = body.items if whole and isinstance(body, Positions) else query.page(asked.store, narrowed, limit=_ALL).facts
    changes = query.changes(asked.store, Filter(kind=FactKind.STANCE, issue=iri, first=where.first, last=where.last))
    columns = {polarity.value: _by_actor(stances, polarity.value) for polarity in _COLUMNS}
    links = _links(body.links) if isinstance(body, Described) else {}
    total = body.total if isinstance(body, Positions) else body.counts.get("stance")
    found = {
        "about": about,
        "columns": columns,
        "changes": changes[:_MANY],
        "more": len(changes) - _MANY,
        "chart": movement.chart(stances),
        "shown": len(stances),
        "whole": total,
    }
    return {**found, "sources": _sources(stances), **links}


def search(asked: Asked, body: Listing[Entity]) -> dict[str, Any]:
    """The office of each person found, and which of the found bear one name, so that namesakes can be told apart."""
    people = [one.iri for one in body.items if "Person" in one.kinds]
    held = query.offices(asked.store, query.among("person", people)) if people else ()
    labels = Counter(one.label for one in body.items)
    told = {one.person: office(one) for one in sorted(held, key=lambda one: (one.status == "Current", bool(one.body), one.articles))}
    return {"held": told, "alike": {label for label, number in labels.items() if number > 1}}


def fact(asked: Asked, body: Facts) -> dict[str, Any]:
    """Who takes part in a fact, the numbers of an event, what contradicts it, and its reports by article."""
    told = body.items[0]
    rows = asked.store.select(query.text_of("participants", query.among("fact", [told.fact])))
    parts = {(row["relation"], row["entity"]): row["entityLabel"] for row in rows}
    numbers = query.quantities(asked.store, where=Filter(kind=FactKind.QUANTITY, event=told.fact)) if told.kind == "event" else ()
    reports = [(iri, list(quotes)) for iri, quotes in groupby(told.evidence, key=lambda quote: quote.article_iri)]
    return {
        "told": told,
        "parts": [(_PARTICIPANTS[relation], iri, label) for (relation, iri), label in parts.items()],
        "numbers": numbers,
        "contradictions": _contradicted(asked, told, [iri for relation, iri in parts if relation in ("agent", "recipient")]),
        "reports": reports,
    }


def articles(asked: Asked, body: Listing[Article]) -> dict[str, Any]:
    """How the articles without a title begin."""
    untitled = [one.article for one in body.items if not one.title]
    return {"openings": openings(asked.store, shelf(asked.request).settings, untitled)}


def article(asked: Asked, body: ArticleRead) -> dict[str, Any]:
    """The facts of an article in the order of its text, and the text in pieces that know them."""
    facts = reading.stated(body.items, body.version)
    start, _, end = asked.request.query_params.get("at", "").partition("-")
    here = (int(start), int(end)) if start and end else None
    return {"facts": facts, "here": here, "pieces": tuple(reading.pieces(body.text, facts, here))}


def event_identity(asked: Asked, body: EventIdentity) -> dict[str, Any]:
    """The labels of what the reasons name by the paths of their IRIs."""
    told = [reason.detail for one in body.tellings for reason in one.reasons] + [one.reason for one in body.near]
    paths = sorted({path for text in told for path in words.paths(text)})
    rows = asked.store.select(query.text_of("labels", query.among("entity", [asked.base + path for path in paths]))) if paths else []
    return {"labels": {row["entity"].removeprefix(asked.base): row["label"] for row in rows}}


def by_day(_: Asked, body: Facts) -> dict[str, Any]:
    """The facts of a timeline, those of one day together."""
    return {"days": [(day, list(facts)) for day, facts in groupby(body.items, key=first_day)]}


def _contradicted(asked: Asked, told: Told, parties: Sequence[str]) -> list[query.Contradiction]:
    """What contradicts a fact, looked for among the facts that share with it what contradicting facts share."""
    match told:
        case Office():
            near = query.among("about", [told.office])
        case Stance():
            near = query.among("fact_holder", [told.actor]) + " ?fact kg:heldBy ?fact_holder ."
        case Event() if parties:
            near = query.among("party", parties) + " ?fact kg:agent|kg:recipient ?party ."
        case Quantity() if told.event:
            near = query.among("about", [told.event])
        case _:
            return []
    found = query.contradictions(asked.store, Filter(kind=FactKind(told.kind)), near=[near])
    return [one for one in found if told.fact in (one.left.fact, one.right.fact)]


def first_day(told: Told) -> str:
    """The day that a fact stands at on a timeline: its first, "" where it has none."""
    for name in ("earliest", "first_stated", "stated_on", "valid_from", "first_seen"):
        if found := getattr(told, name, None):
            return str(found)
    return ""


def _facts(asked: Asked, where: Filter, limit: int) -> tuple[Any, ...]:
    return query.page(asked.store, where, limit=limit).facts


def _by_actor(stances: Iterable[Any], polarity: str) -> list[tuple[Any, list[Any]]]:
    """The stances of a polarity, those of one actor together, who stand in most articles first."""
    own = sorted((one for one in stances if one.polarity == polarity), key=lambda one: (one.actor_label, one.actor))
    grouped = [(next(iter(found)), found) for found in (list(each) for _, each in groupby(own, key=lambda one: one.actor))]
    return sorted(grouped, key=lambda pair: (-sum(one.articles for one in pair[1]), pair[0].actor_label))


def _sources(facts: Iterable[Told]) -> list[tuple[str, int]]:
    """The outlets that state facts, with how many of them."""
    told = Counter(outlet for fact in facts for outlet in {quote.outlet or quote.article for quote in fact.evidence})
    return sorted(told.items(), key=lambda pair: (-pair[1], pair[0]))


def _links(links: Iterable[Link]) -> dict[str, Any]:
    """What an entity points to, by what for: places around it, things of the same kind, ids elsewhere."""
    names = {
        "kg:within": "Lies in",
        "kg:seatOf": "Seat of",
        "kg:claimedBy": "Claimed by",
        "kg:controlledBy": "Held by",
        "skos:broader": "Part of",
    }
    near = [(names[link.property], link.value, link.label or link.value) for link in links if link.property in names]
    same = [link.value for link in links if link.property == "skos:exactMatch"]
    where = next((found for link in links if link.property == "geo:asWKT" if (found := words.point(link.value))), None)
    return {"near": near, "same": same, "where": where}


def _marks(
    asked: Asked, here: str, label: str, around: Iterable[tuple[str, str]], venues: Mapping[tuple[str, str], int]
) -> list[maps.Mark]:
    names = {here: (label, "here", 0), **{iri: (name, "around", 0) for iri, name in around}}
    names |= {iri: (name, "event", number) for (iri, name), number in venues.items() if iri not in names}
    rows = asked.store.select(query.text_of("points", query.among("place", names)))
    points = {row["place"]: words.point(row["wkt"]) for row in rows}
    return [maps.Mark(iri, *names[iri], *found) for iri in names if (found := points.get(iri))]


_COLUMNS: Final = (Polarity.SUPPORTS, Polarity.CONDITIONAL, Polarity.OPPOSES, Polarity.UNDECIDED)
VIEWS: Final[Mapping[str, View]] = {
    "actor": actor,
    "search": search,
    "place": place,
    "issue": issue,
    "fact": fact,
    "timeline": by_day,
    "article": article,
    "articles": articles,
    "event_identity": event_identity,
}
"""The view of each page that needs one."""
