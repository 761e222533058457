"""Questions in plain English, by documented templates (`ontology/questions.toml`), to answers with their evidence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache

from kg import gazetteer, query
from kg.answers import Answer
from kg.errors import InputError
from kg.graph import Path as Chain
from kg.graph import paths
from kg.names import fold
from kg.neighbourhood import everything
from kg.query import Fact, OfficeHeld
from kg.settings import data_folder
from kg.store import Store

ACTORS = ("Person", "Country", "Organization", "Group")
_SLOT = re.compile(r"\{(\w+)\}")
_DAY_FORMS = ("%Y-%m-%d", "%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y")
_CHAINS_TRIED = 30
_CHAINS = 3
_STOP_WORDS = frozenset({"the", "a", "an", "of", "to", "in", "on", "and", "for", "about"})


@dataclass(frozen=True, slots=True)
class Form:
    """A form of question: how it reads, an example, and the patterns that recognise it."""

    answer: str
    form: str
    example: str
    patterns: tuple[re.Pattern[str], ...]


def ask(store: Store, question: str) -> Answer:
    """Answer a question.

    Raises:
        InputError: it has none of the known forms; the error lists them.
        NotFoundError: a name in it is unknown or means several entities.
    """
    words = " ".join(question.split()).rstrip("?.! ")
    for form in forms():
        for pattern in form.patterns:
            if match := pattern.fullmatch(words):
                return _ANSWERS[form.answer](store, match.groupdict())
    known = "\n".join(f"  {form.form}   e.g. {form.example}" for form in forms())
    raise InputError(f"{question!r} has none of the forms that are understood:\n{known}")


@cache
def forms() -> tuple[Form, ...]:
    """The forms of questions that are understood."""
    path = data_folder("ontology") / "questions.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Form(entry["answer"], entry["form"], entry["example"], tuple(map(_pattern, entry["patterns"]))) for entry in table["question"]
    )


def positions(store: Store, actor: str) -> tuple[Fact, ...]:
    """The offices and stances of an actor, by IRI."""
    return (*query.offices(store, query.among("person", [actor])), *query.stances(store, query.among("actor", [actor])))


def holders(store: Store, office: str, day: date | None = None) -> tuple[OfficeHeld, ...]:
    """Who held an office, such as "French president" or "foreign minister of Chile", on a day.

    A tenure without stated dates counts on any day; the ones seen nearest to the day come first.
    """
    found = [t for t in query.offices(store) if _names_office(t, office) and (day is None or _valid(t, day))]
    return tuple(sorted(found, key=lambda t: _distance(t, day))) if day else tuple(found)


def connections(store: Store, a: str, b: str) -> tuple[Chain, ...]:
    """The shortest chains of facts between two actors, by IRI, each by way of other actors.

    To have been in the same place connects nobody, so places do not count.
    """
    whole = everything(store)
    told = tuple(edge for edge in whole.edges if edge.relation not in {"place", "within"})
    shortest: dict[tuple[str, ...], Chain] = {}
    for chain in paths(replace(whole, edges=told), a, b, limit=_CHAINS_TRIED):
        shortest.setdefault(tuple(node.iri for node in chain.nodes if node.kind != "event"), chain)
    return tuple(shortest.values())[:_CHAINS]


def _positions(store: Store, slots: dict[str, str]) -> Answer:
    actor = query.one(store, _name(slots["actor"]), ACTORS)
    return Answer(f"Positions held by {actor.label}", positions(store, actor.iri))


def _board(store: Store, slots: dict[str, str]) -> Answer:
    issue = query.one(store, _name(slots["issue"]), ("Issue",))
    return Answer(f"Who stands where on {issue.label}", query.stances(store, query.or_narrower(issue.iri)))


def _events(store: Store, slots: dict[str, str]) -> Answer:
    place = query.one(store, _name(slots["place"]), ("Place",))
    conditions, when = [query.inside(place.iri)], ""
    if stretch := _stretch(slots):
        conditions.append(query.overlapping(*stretch))
        when = f" from {stretch[0]} to {stretch[1]}"
    return Answer(f"Events in {place.label}{when}", query.events(store, *conditions))


def _holders(store: Store, slots: dict[str, str]) -> Answer:
    day = _day(slots["day"]) if slots.get("day") else None
    office = _name(slots["office"])
    return Answer(f"Who held the office {office}" + (f" on {day}" if day else ""), holders(store, office, day))


def _statements(store: Store, slots: dict[str, str]) -> Answer:
    speaker = query.one(store, _name(slots["actor"]), ACTORS)
    found = query.statements(store, query.among("speaker", [speaker.iri]))
    topic = slots.get("topic")
    if topic:
        found = tuple(statement for statement in found if _mentions(statement.text, topic))
    return Answer(f"What {speaker.label} said" + (f" about {topic}" if topic else ""), found)


def _connections(store: Store, slots: dict[str, str]) -> Answer:
    a, b = (query.one(store, _name(slots[slot]), ACTORS) for slot in ("actor", "other"))
    return Answer(f"How {a.label} and {b.label} are connected", chains=connections(store, a.iri, b.iri))


_ANSWERS: dict[str, Callable[[Store, dict[str, str]], Answer]] = {
    "positions": _positions,
    "board": _board,
    "events": _events,
    "holders": _holders,
    "statements": _statements,
    "connections": _connections,
}


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(_SLOT.sub(r"(?P<\1>.+?)", text), re.IGNORECASE)


def _name(text: str) -> str:
    return re.sub(r"^(the|a|an)\s+", "", text.strip(), flags=re.IGNORECASE)


def _names_office(tenure: OfficeHeld, wanted: str) -> bool:
    """Whether the words are the office's label, alone or with words that name its body or the person it serves."""
    label = re.compile(rf"\b{re.escape(tenure.office_label)}\b", re.IGNORECASE)
    if not label.search(wanted):
        return False
    rest = " ".join(word for word in label.sub(" ", wanted, count=1).split() if word.lower() not in _STOP_WORDS)
    return not rest or any(_is_body(name, rest) for name in (tenure.body_label, tenure.chief_label) if name)


def _is_body(label: str, words: str) -> bool:
    """Whether the words name the body: by its label, as another name or the adjective of a country, or as a part."""
    known, plain = gazetteer.load(), re.sub(r"['’]s?$", "", words)
    names = {plain, *(entry.label for entry in known.find(plain)), *(e.label for e in [known.demonym(plain)] if e)}
    return any(f" {fold(name)} " in f" {fold(label)} " for name in names)


def _valid(tenure: OfficeHeld, day: date) -> bool:
    return (tenure.valid_from is None or tenure.valid_from <= day) and (tenure.valid_to is None or day <= tenure.valid_to)


def _distance(tenure: OfficeHeld, day: date) -> tuple[bool, int]:
    seen = [d for d in (tenure.first_seen, tenure.last_seen) if d]
    return tenure.status == "Former", min((abs((d - day).days) for d in seen), default=10_000)


def _stretch(slots: dict[str, str]) -> tuple[date, date] | None:
    if week := slots.get("week"):
        first = _day(week)
        first -= timedelta(days=first.weekday())
        return first, first + timedelta(days=6)
    if slots.get("from") and slots.get("to"):
        return _day(slots["from"]), _day(slots["to"])
    if text := slots.get("day"):
        return _day(text), _day(text)
    return None


def _day(text: str) -> date:
    plain = text.replace(",", " ").replace(".", " ")
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(" ".join(plain.split()), form).date()
        except ValueError:
            continue
    raise InputError(f"{text!r} is no day: write it as 2025-03-12, 12 March 2025 or March 12, 2025")


def _mentions(text: str, topic: str) -> bool:
    said = fold(text)
    return any(word[: max(5, len(word) - 3)] in said for word in _content(topic))


def _content(topic: str) -> Iterable[str]:
    return [word for word in fold(topic).split() if word not in _STOP_WORDS]
