"""Questions to the graph: names to entities, entities to facts, facts to the sentences that state them.

The queries are files under `queries/`; `$where` in them takes conditions that are written here from checked terms
only. The same functions serve the command line, HTTP, notebooks and pictures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from kg.errors import AmbiguousError, InputError, NotFoundError
from kg.identifiers import unsplit
from kg.names import fold
from kg.ntriples import iri, value
from kg.store import Row, Store
from kg.vocabulary import KG, PREFIXES

_FOLDER = Path(__file__).parent / "queries"
_PROLOGUE = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
_SEPARATOR = " | "
_CLASS_ORDER = ("Person", "Country", "Organization", "Group", "Place", "Issue")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of an article that states a fact.

    Attributes:
        exact: the span itself, as it stands in the source text from `start` to `end`.
        sentence: the whole sentence, cleaned.
        outlet: name of the publisher.
        article: title or name of the article.
        url: address of the article, where known.
        published: ISO date or date-time of publication, where known.
        said_by: labels of those who say so, outermost first; empty means the outlet itself.
        confidence: between 0 and 1.
    """

    exact: str
    sentence: str
    outlet: str | None
    article: str
    url: str | None
    published: str | None
    said_by: tuple[str, ...]
    rule: str
    confidence: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as a name found it; `kinds` are local names of its classes, the most telling first."""

    iri: str
    label: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """A tenure: a person holds or held an office."""

    fact: str
    person: str
    person_label: str
    office: str
    office_label: str
    body: str | None
    body_label: str | None
    chief: str | None
    chief_label: str | None
    status: str
    valid_from: date | None
    valid_to: date | None
    inferred: bool
    first_seen: date | None
    last_seen: date | None
    evidence: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class StanceTaken:
    """A stance: an actor supports, opposes, makes conditional or leaves open an issue."""

    fact: str
    actor: str
    actor_label: str
    issue: str
    issue_label: str
    polarity: str
    condition: str | None
    first_stated: date | None
    last_stated: date | None
    evidence: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementMade:
    """A statement: an actor says something."""

    fact: str
    speaker: str
    speaker_label: str
    text: str
    direct: bool
    cue: str | None
    occasion: str | None
    stated_on: date | None
    addressees: tuple[str, ...]
    evidence: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class EventFound:
    """An event: what happened, planned or claimed."""

    fact: str
    label: str
    type: str
    modality: str
    theme: str | None
    place: str | None
    place_label: str | None
    earliest: date | None
    latest: date | None
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    evidence: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleHeld:
    """An article that the graph is built from."""

    article: str
    source_name: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    facts: int


Fact = OfficeHeld | StanceTaken | StatementMade | EventFound
F = TypeVar("F", OfficeHeld, StanceTaken, StatementMade, EventFound)


_MATCHES: tuple[Callable[[Named, str, str], bool], ...] = (
    lambda e, name, _: name in (e.iri, e.label),
    lambda e, _, folded: fold(e.label) == folded,
    lambda e, _, folded: any(fold(n) == folded for n in e.names),
    lambda e, _, folded: any(fold(n).endswith(" " + folded) for n in e.names),
    lambda e, _, folded: bool(folded) and any(f" {folded} " in f" {fold(n)} " for n in e.names),
)
"""How a name may mean an entity, the strictest way first: the entity, the name as written, the name folded."""


def text_of(name: str, *conditions: str) -> str:
    """The SPARQL text of a query of `queries/`, with conditions put in.

    Raises:
        NotFoundError: there is no such query.
    """
    return _PROLOGUE + _template(name).replace("$where", "\n  ".join(conditions))


def query_names() -> tuple[str, ...]:
    """The names of all queries, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.rq")))


def find(store: Store, name: str, kinds: Iterable[str] = ()) -> tuple[Named, ...]:
    """The entities that a name means, the best first: as written, then without accents and case, then by a part of it.

    People named in full come before those that an article knows by a surname only.

    Args:
        store: where to look.
        name: a label, an alias, a surname, or an IRI.
        kinds: local names of classes to look among; none means all.
    """
    wanted, asked = frozenset(kinds), fold(name)
    entities = [e for e in _entities(store) if not wanted or wanted & set(e.kinds)]
    if "://" in name:
        return _of_iri(store, name, entities)
    for known in ([e for e in entities if not _is_bare(e)], entities):
        for matches in _MATCHES:
            found = tuple(e for e in known if matches(e, name, asked))
            if found:
                return found
    return ()


def _of_iri(store: Store, name: str, entities: Sequence[Named]) -> tuple[Named, ...]:
    """The entity of an IRI, or those that have taken its place: by judgement, or because a block was split or is one again."""
    held = {e.iri: e for e in entities}
    for asked in dict.fromkeys((name, unsplit(name))):
        now = [asked] if asked in held else [row["now"] for row in store.select(text_of("replaced", among("old", [asked])))]
        if found := tuple(held[one] for one in now if one in held):
            return found
    return ()


def one(store: Store, name: str, kinds: Iterable[str] = ()) -> Named:
    """The one entity that a name means.

    Raises:
        NotFoundError: it means none.
        AmbiguousError: it means several; the error names them.
    """
    found = find(store, name, kinds)
    if not found:
        raise NotFoundError(f"the graph knows no {' or '.join(sorted(kinds)) or 'entity'} named {name!r}")
    if len(found) > 1:
        raise AmbiguousError(name, tuple((e.iri, f"{e.label} ({', '.join(e.kinds).lower()})") for e in found))
    return found[0]


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
            _local(r["status"]),
            _day(r.get("validFrom")),
            _day(r.get("validTo")),
            r.get("inferred") == "true",
            _day(r.get("firstSeen")),
            _day(r.get("lastSeen")),
        )
        for r in rows
    ]
    return _with_evidence(store, found)


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
            _local(r["polarity"]),
            r.get("condition") or None,
            _day(r.get("firstStated")),
            _day(r.get("lastStated")),
        )
        for r in rows
    ]
    return _with_evidence(store, found)


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
            _day(r.get("statedOn")),
            _several(r.get("addressees")),
        )
        for r in rows
    ]
    return _with_evidence(store, found)


def events(store: Store, *conditions: str) -> tuple[EventFound, ...]:
    """The events that meet all conditions, which name `?place`, `?type`, `?earliest`, `?latest` or `?fact`."""
    rows = store.select(text_of("events", *conditions))
    found = [
        EventFound(
            r["fact"],
            r["label"],
            r["type"],
            _local(r["modality"]),
            r.get("theme"),
            r.get("place"),
            r.get("placeLabel"),
            _day(r.get("earliest")),
            _day(r.get("latest")),
            _several(r.get("agents")),
            _several(r.get("recipients")),
        )
        for r in rows
    ]
    return _with_evidence(store, found)


def articles(store: Store) -> tuple[ArticleHeld, ...]:
    """The articles of the graph, by date and name."""
    return tuple(
        ArticleHeld(
            r["article"], r["sourceName"], r.get("title"), r.get("outlet"), r.get("published"), r.get("url"), int(r.get("facts", "0"))
        )
        for r in store.select(text_of("articles"))
    )


def among(variable: str, iris: Iterable[str]) -> str:
    """The condition that a variable is one of these IRIs."""
    return f"VALUES ?{variable} {{ {' '.join(iri(i) for i in iris)} }}"


def inside(place: str) -> str:
    """The condition that the event's place is this place or lies within it."""
    return f"?fact kg:place/kg:within* {iri(place)} ."


def overlapping(earliest: date, latest: date) -> str:
    """The condition that an event is dated and its days overlap these, both included."""
    return (
        f"?fact kg:earliest ?from ; kg:latest ?to . FILTER(?from <= {value(latest)} && ?to >= {value(earliest)}) "
        f'FILTER(?to - ?from <= "P31D"^^xsd:dayTimeDuration)'
    )


def or_narrower(issue: str) -> str:
    """The condition that a stance's issue is this one or narrower."""
    return f"?issue skos:broader* {iri(issue)} ."


def evidence_of(store: Store, facts: Sequence[str]) -> dict[str, tuple[Quote, ...]]:
    """The quotes that state each of these facts, by date of publication and place in the text."""
    found: defaultdict[str, list[Quote]] = defaultdict(list)
    if facts:
        for row in store.select(text_of("evidence", among("fact", facts))):
            found[row["fact"]].append(_quote(row))
    return {fact: tuple(quotes) for fact, quotes in found.items()}


def _is_bare(entity: Named) -> bool:
    """A person known by one word only, in one article; the same word more likely means someone named in full."""
    return entity.kinds[:1] == ("Person",) and " " not in entity.label


def _quote(row: Row) -> Quote:
    return Quote(
        row["exact"],
        row["sentence"],
        row.get("outlet"),
        row.get("title") or row["sourceName"],
        row.get("url"),
        row.get("published"),
        _several(row.get("saidBy")),
        row["rule"],
        float(row["confidence"]),
        int(row["start"]),
        int(row["end"]),
    )


def _with_evidence(store: Store, facts: list[F]) -> tuple[F, ...]:
    quotes = evidence_of(store, [fact.fact for fact in facts])
    return tuple(replace(fact, evidence=quotes.get(fact.fact, ())) for fact in facts)


def _entities(store: Store) -> list[Named]:
    rows = store.select(text_of("names"))
    names: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        names[row["entity"], row["label"]].add(row["name"])
        kinds[row["entity"]].add(_local(row["class"]))
    return [
        Named(entity, label, tuple(k for k in _CLASS_ORDER if k in kinds[entity]), tuple(sorted(spelled)))
        for (entity, label), spelled in names.items()
    ]


@cache
def _template(name: str) -> str:
    path = _FOLDER / f"{name}.rq"
    if name not in query_names():
        raise NotFoundError(f"there is no query {name!r}; there are {', '.join(query_names())}")
    return path.read_text(encoding="utf-8")


def _local(term: str) -> str:
    return term.removeprefix(KG)


def _several(text: str | None) -> tuple[str, ...]:
    return tuple(sorted(text.split(_SEPARATOR))) if text else ()


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise InputError(f"the graph holds {text!r} where a date belongs") from error
