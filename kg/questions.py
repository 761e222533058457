"""Questions in plain English, by documented templates (`ontology/questions.toml`), to answers with their evidence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import NoReturn

from kg import query
from kg.answers import Answer
from kg.errors import InputError
from kg.names import fold
from kg.paths import connections
from kg.query import EVERYTHING, Fact, Filter, Named
from kg.settings import data_folder
from kg.store import Store

__all__ = ["ACTORS", "Form", "ask", "connections", "forms", "positions"]
ACTORS = ("Person", "Country", "Organization", "Group")
_SLOT = re.compile(r"\{(\w+)\}")
_DAY_FORMS = ("%Y-%m-%d", "%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y")
_MONTH_FORMS = ("%Y-%m", "%B %Y", "%b %Y")
_STOP_WORDS = frozenset({"the", "a", "an", "of", "to", "in", "on", "and", "for", "about"})
_QUOTATION_MARKS = "“”„\"'‘’"
Slots = dict[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of question: which answer it gets, how it reads, an example, and the patterns that recognise it."""

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
                slots = {name: text for name, text in match.groupdict().items() if text}
                return _ANSWERS[form.answer](store, slots)
    known = "\n".join(f"  {form.form}   e.g. {form.example}" for form in forms())
    raise InputError(f"{question!r} has none of the forms that are understood:\n{known}")


@cache
def forms() -> tuple[Form, ...]:
    """The forms of questions that are understood."""
    path = data_folder("ontology") / "questions.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Form(
            entry["answer"],
            entry["form"],
            entry["example"],
            tuple(_pattern(text, entry.get("ending", "")) for text in entry["patterns"]),
        )
        for entry in table["question"]
    )


def positions(store: Store, actor: str, where: Filter = EVERYTHING) -> tuple[Fact, ...]:
    """The offices and stances of an actor, by IRI; of an issue the stances alone."""
    offices = query.offices(store, where=replace(where, actor=actor)) if where.issue is None else ()
    return (*offices, *query.stances(store, where=replace(where, actor=actor)))


def _positions(store: Store, slots: Slots) -> Answer:
    actor, day = _actor(store, slots["actor"]), _valid_at(slots)
    issue = _issue(store, slots["issue"]) if "issue" in slots else None
    on = f" on {issue.label}" if issue else ""
    found = positions(store, actor.iri, Filter(issue=issue.iri if issue else None, valid_at=day))
    return Answer(f"Positions held by {actor.label}{on}{_as_of(day)}", found)


def _board(store: Store, slots: Slots) -> Answer:
    issue, day = _issue(store, slots["issue"]), _valid_at(slots)
    found = query.stances(store, where=Filter(issue=issue.iri, valid_at=day))
    return Answer(f"Who stands where on {issue.label}{_as_of(day)}", found)


def _events(store: Store, slots: Slots) -> Answer:
    stretch = _stretch(slots) or _month(slots.get("place", ""))
    named = slots.get("place") if not _month(slots.get("place", "")) else None
    place = query.one(store, _name(named), ("Place",)) if named else None
    first, last = stretch or (None, None)
    title = f"Events{f' in {place.label}' if place else ''}{f' from {first} to {last}' if stretch else ''}"
    return Answer(title, query.events(store, where=Filter(place=place.iri if place else None, first=first, last=last)))


def _holders(store: Store, slots: Slots) -> Answer:
    day, office = _valid_at(slots), _name(slots["office"])
    found = query.holders(store, office, day)
    if not found and query.find(store, office, ACTORS):
        return _positions(store, {**slots, "actor": office})
    return Answer(f"Who held the office {office}{_as_of(day)}", found)


def _statements(store: Store, slots: Slots) -> Answer:
    speaker = _actor(store, slots["actor"])
    found = query.statements(store, where=Filter(actor=speaker.iri))
    to, topic = slots.get("other"), slots.get("topic")
    if to:
        names = {fold(_name(to)), *(fold(named.label) for named in query.find(store, _name(to), ACTORS))}
        found = tuple(one for one in found if any(_is_named(label, names) for label in one.addressees))
    if topic:
        found = tuple(one for one in found if _mentions(one.text, topic))
    return Answer(f"What {speaker.label} said{f' to {to}' if to else ''}{f' about {topic}' if topic else ''}", found)


def _contradictions(store: Store, slots: Slots) -> Answer:
    found = query.contradictions(store)
    about = slots.get("about")
    if about:
        named = query.one(store, _name(about))
        found = tuple(one for one in found if query.is_about(store, named.iri, (one.left.fact, one.right.fact)))
    return Answer(f"What the articles disagree on{f' about {about}' if about else ''}", contradictions=found)


def _changes(store: Store, slots: Slots) -> Answer:
    actor = _actor(store, slots["actor"]) if "actor" in slots else None
    issue = _issue(store, slots["issue"]) if "issue" in slots else None
    found = query.changes(store, Filter(actor=actor.iri if actor else None, issue=issue.iri if issue else None))
    title = f"How {actor.label} changed position" if actor else "Who changed position"
    return Answer(f"{title}{f' on {issue.label}' if issue else ''}", changes=found)


def _connections(store: Store, slots: Slots) -> Answer:
    a, b = (_actor(store, slots[slot]) for slot in ("actor", "other"))
    return Answer(f"How {a.label} and {b.label} are connected", chains=connections(store, a.iri, b.iri))


def _corrections(store: Store, slots: Slots) -> Answer:
    words = re.sub(r"^((this|the|that) )?article ", "", slots["article"], flags=re.IGNORECASE).strip(_QUOTATION_MARKS + " ")
    found = query.correction(store, words)
    return Answer(f"What {found.name} said before it was corrected, and says no longer", found.before)


_ANSWERS: dict[str, Callable[[Store, Slots], Answer]] = {
    "positions": _positions,
    "board": _board,
    "events": _events,
    "holders": _holders,
    "statements": _statements,
    "contradictions": _contradictions,
    "changes": _changes,
    "connections": _connections,
    "corrections": _corrections,
}


def _pattern(text: str, ending: str) -> re.Pattern[str]:
    slots = _SLOT.sub(r"(?P<\1>.+?)", text)
    return re.compile(f"{slots}({ending})?" if ending else slots, re.IGNORECASE)


def _actor(store: Store, text: str) -> Named:
    return query.one(store, _name(text), ACTORS)


def _issue(store: Store, text: str) -> Named:
    return query.one(store, _name(text), ("Issue",))


def _name(text: str) -> str:
    return re.sub(r"^(the|a|an)\s+", "", text.strip(), flags=re.IGNORECASE)


def _valid_at(slots: Slots) -> date | None:
    return _day(slots["day"]) if "day" in slots else None


def _as_of(day: date | None) -> str:
    return f" on {day}" if day else ""


def _stretch(slots: Slots) -> tuple[date, date] | None:
    if week := slots.get("week"):
        first = _day(week)
        first -= timedelta(days=first.weekday())
        return first, first + timedelta(days=6)
    if slots.get("from") and slots.get("to"):
        return _day(slots["from"]), _day(slots["to"])
    if text := slots.get("month"):
        return _month(text) or _no_month(text)
    if text := slots.get("day"):
        return _day(text), _day(text)
    return None


def _month(text: str) -> tuple[date, date] | None:
    """The first and last day of a month with its year; None where the text is none."""
    for form in _MONTH_FORMS:
        try:
            first = datetime.strptime(" ".join(text.replace(",", " ").replace(".", " ").split()), form).date()
        except ValueError:
            continue
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return None


def _no_month(text: str) -> NoReturn:
    raise InputError(f"{text!r} is no month: write it as March 2025 or 2025-03")


def _day(text: str) -> date:
    plain = text.replace(",", " ").replace(".", " ")
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(" ".join(plain.split()), form).date()
        except ValueError:
            continue
    raise InputError(f"{text!r} is no day: write it as 2025-03-12, 12 March 2025 or March 12, 2025")


def _is_named(label: str, names: Iterable[str]) -> bool:
    return any(f" {name} " in f" {fold(label)} " for name in names)


def _mentions(text: str, topic: str) -> bool:
    said = fold(text)
    return any(word[: max(5, len(word) - 3)] in said for word in _content(topic))


def _content(topic: str) -> Iterable[str]:
    return [word for word in fold(topic).split() if word not in _STOP_WORDS]
