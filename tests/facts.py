"""A small graph written fact by fact, for tests of questions that need exact dates, statuses and sources."""

from __future__ import annotations

from datetime import date

from kg import vocabulary as v
from kg.ntriples import iri, literal, triple, value
from kg.store import Store

BASE = "https://example.org/id/"
_KINDS = {"norland": v.COUNTRY, "suomen": v.COUNTRY, "harbour": v.PLACE}


class Facts:
    """Writes articles to a store, each as a named graph of its own; `done` ends the last one."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.lines: list[str] = []
        self.name = self.published = ""
        self.pieces = 0

    def article(self, name: str, outlet: str | None, published: str | None) -> None:
        """Begin an article; the facts that follow are its own."""
        self.done()
        self.name, self.published = name, published or ""
        article, version = iri(f"{BASE}article/{name}"), iri(f"{BASE}article/{name}/v/1")
        self.say(article, v.RDF_TYPE, iri(v.ARTICLE))
        self.say(article, v.SOURCE_NAME, literal(f"{name}.txt"))
        self.say(article, v.IN_VERSION, version)
        self.say(version, v.RDF_TYPE, iri(v.ARTICLE_VERSION))
        if published:
            self.say(article, v.DATE_PUBLISHED, value(date.fromisoformat(published)))
        if outlet:
            press = self.node(f"publisher/{outlet}")
            self.say(article, v.PUBLISHED_BY, press)
            self.say(press, v.RDF_TYPE, iri(v.PUBLISHER))
            self.say(press, v.PREF_LABEL, literal(outlet))

    def done(self) -> None:
        """End the article."""
        if self.lines:
            self.store.put(f"{BASE}article/{self.name}/v/1", self.lines)
        self.lines = []

    def tenure(
        self,
        person: str,
        office: str,
        body: str,
        status: str,
        *,
        start: str | None = None,
        end: str | None = None,
        sentence: str = "",
        label: str | None = None,
    ) -> str:
        """A tenure of an office in a body; `label` is the office's label where two offices share it."""
        post, name = self.node(f"office/{office} {body}"), f"tenure/{person} {office} {body} {status} {start} {end}"
        self.say(post, v.RDF_TYPE, iri(v.OFFICE))
        self.say(post, v.PREF_LABEL, literal(label or office))
        self.say(post, v.POST_IN, self.actor(body))
        fact = self.fact(name, v.TENURE, sentence or f"{person} is {status} {office} of {body}")
        self.say(fact, v.HELD_BY, self.actor(person))
        self.say(fact, v.IN_OFFICE, post)
        self.say(fact, v.HAS_STATUS, iri(v.KG + status))
        self.day(fact, v.VALID_FROM, start)
        self.day(fact, v.VALID_TO, end)
        self.day(fact, v.OBSERVED_ON, self.published or None)
        return name

    def stance(
        self, holder: str, issue: str, polarity: str, *, on: str | None, confidence: float = 0.9, sentence: str = "", said_by: str = ""
    ) -> str:
        """A stance on an issue; a numbered one ("14-day truce") is narrower than the rest of its words."""
        name = f"stance/{holder} {polarity} {issue}"
        fact = self.fact(name, v.STANCE, sentence or f"{holder} {polarity} {issue}", confidence, said_by)
        self.say(fact, v.HELD_BY, self.actor(holder))
        self.say(fact, v.ON_ISSUE, self.issue(issue))
        self.say(fact, v.HAS_POLARITY, iri(v.KG + polarity))
        self.day(fact, v.STATED_ON, on)
        return name

    def statement(self, speaker: str, text: str, *, on: str | None, to: str | None = None) -> str:
        """A direct statement."""
        name = f"statement/{speaker} {text}"
        fact = self.fact(name, v.STATEMENT, f"“{text}”, {speaker} said.")
        self.say(fact, v.SPEAKER, self.actor(speaker))
        self.say(fact, v.TEXT, literal(text))
        self.say(fact, v.DIRECT, value(True))
        if to:
            self.say(fact, v.ADDRESSEE, self.actor(to))
        self.day(fact, v.STATED_ON, on)
        return name

    def event(
        self,
        agent: str,
        act: str,
        place: str,
        on: str | None,
        *,
        modality: str = "Actual",
        kind: str = "CONSULT",
        until: str | None = None,
        said_by: str = "",
        sentence: str = "",
        to: str | None = None,
        theme: str | None = None,
    ) -> str:
        """An event that an agent does at a place."""
        name = f"event/{agent} {act} {to or ''} {theme or ''} {place} {on} {modality}"
        fact = self.fact(name, v.EVENT, sentence or f"{modality}: {agent} {act} in {place}", 0.9, said_by)
        self.say(fact, v.PREF_LABEL, literal(f"{agent} {act} {to or theme or f'in {place}'}"))
        self.say(fact, v.EVENT_TYPE, iri(v.PLOVER + (kind if act != "arrests" else "COERCE")))
        self.say(iri(v.PLOVER + (kind if act != "arrests" else "COERCE")), v.NOTATION, literal(kind if act != "arrests" else "COERCE"))
        self.say(fact, v.HAS_MODALITY, iri(v.KG + modality))
        self.say(fact, v.ACT, literal(act))
        self.say(fact, v.AGENT, self.actor(agent))
        self.say(fact, v.AT_PLACE, self.actor(place))
        if to:
            self.say(fact, v.RECIPIENT, self.actor(to))
        if theme:
            self.say(fact, v.THEME, literal(theme))
        self.day(fact, v.EARLIEST, on)
        self.day(fact, v.LATEST, until or on)
        return name

    def quantity(
        self,
        measure: str,
        amount: str,
        event: str,
        *,
        value: int | None = None,
        at_least: int | None = None,
        approximate: bool = False,
        on: str | None = None,
        said_by: str = "",
        sentence: str = "",
        counted: str | None = None,
    ) -> str:
        """A number for an event, by what `event` gave back."""
        name = f"quantity/{measure} {amount} {event} {on}"
        fact = self.fact(name, v.QUANTITY, sentence or f"{amount} {measure}", 0.9, said_by)
        self.say(fact, v.MEASURE, literal(measure))
        self.say(fact, v.AMOUNT, literal(amount))
        self.say(fact, v.UNIT, literal("person"))
        self.say(fact, v.APPROXIMATE, literal(str(approximate).lower(), v.XSD_BOOLEAN))
        self.say(fact, v.HAS_MODALITY, iri(v.KG + "Actual"))
        self.say(fact, v.OF_EVENT, self.node(event))
        if counted:
            self.say(fact, v.COUNTED, literal(counted))
        for term, number in ((v.VALUE, value), (v.AT_LEAST, at_least)):
            if number is not None:
                self.say(fact, term, literal(str(number), v.XSD_DECIMAL))
        self.day(fact, v.EARLIEST, on)
        self.day(fact, v.LATEST, on)
        return name

    def fact(self, name: str, kind: str, sentence: str, confidence: float = 0.9, said_by: str = "") -> str:
        """A fact with one piece of evidence in the article."""
        fact, piece = self.node(name), self.node(f"evidence/{self.name}-{self.pieces}")
        self.pieces += 1
        article = f"{BASE}article/{self.name}"
        self.say(fact, v.RDF_TYPE, iri(kind))
        self.say(fact, v.HAS_EVIDENCE, piece)
        for predicate, thing in (
            (v.IN_ARTICLE, iri(article)),
            (v.IN_VERSION, iri(f"{article}/v/1")),
            (v.EXACT, literal(sentence)),
            (v.SENTENCE, literal(sentence)),
            (v.START, value(0)),
            (v.END, value(len(sentence))),
            (v.RULE, literal("invented")),
            (v.CONFIDENCE, value(confidence)),
        ):
            self.say(piece, predicate, thing)
        if said_by:
            self.say(piece, v.ACCORDING_TO, self.actor(said_by))
        return fact

    def actor(self, name: str) -> str:
        """A person, unless the name is that of a country or place."""
        node, kind = self.node(name), _KINDS.get(name, v.PERSON)
        self.say(node, v.RDF_TYPE, iri(kind))
        self.say(node, v.PREF_LABEL, literal(name))
        for other in [v.ACTOR] * (kind != v.PLACE) + [v.PLACE] * (kind == v.COUNTRY):
            self.say(node, v.RDF_TYPE, iri(other))
        if name == "harbour":
            self.say(node, v.WITHIN, self.actor("norland"))
        return node

    def issue(self, label: str) -> str:
        """An issue, below the one of its words without the first."""
        node = self.node(label)
        self.say(node, v.RDF_TYPE, iri(v.ISSUE))
        self.say(node, v.PREF_LABEL, literal(label))
        if " " in label:
            self.say(node, v.BROADER, self.issue(label.partition(" ")[2]))
        return node

    def day(self, subject: str, predicate: str, text: str | None) -> None:
        """A date, where there is one."""
        if text:
            self.say(subject, predicate, value(date.fromisoformat(text)))

    def say(self, subject: str, predicate: str, thing: str) -> None:
        """A triple."""
        self.lines.append(triple(subject, iri(predicate), thing))

    def node(self, name: str) -> str:
        """The node of a name below the base."""
        return iri(BASE + "-".join(name.lower().split()))
