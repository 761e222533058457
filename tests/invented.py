"""Invented subgraphs of any size for the tests of pictures: a treaty on a strait, and who stands where on it."""

from __future__ import annotations

import random
from datetime import date, timedelta

from kg.graph import Edge, FactCard, Node, Quote, Subgraph
from kg.records import Modality, Polarity

BASE = "https://w3id.org/newskg/id/"
FIRST = [
    "Amara",
    "Beni",
    "Chloé",
    "Dário",
    "Elif",
    "Fenna",
    "Gökçe",
    "Henrik",
    "Ilse",
    "Jovan",
    "Kirsi",
    "Lwazi",
    "Maëlle",
    "Nuno",
    "Oona",
    "Pål",
    "Quirin",
    "Rania",
    "Søren",
    "Tomáš",
    "Ursa",
    "Vesna",
    "Wanda",
    "Yara",
    "Zbyszek",
]
LAST = [
    "Adeyemi",
    "Brandvold",
    "Castellane",
    "Dvořák",
    "Estévez",
    "Falkenberg",
    "Grünwald",
    "Håkonsen",
    "Ilić",
    "Jørgensen",
    "Kowalczyk",
    "Łukasik",
    "Mbeki",
    "Nakata",
    "Ørsted",
    "Petrov",
    "Quiroga",
    "Rask",
]
BODIES = [
    "Foreign Ministry",
    "Defence Ministry",
    "Maritime Council",
    "Court of Auditors",
    "Coalition for the Coast",
    "Port Authority",
    "National Assembly",
    "Green League",
]
COUNTRIES = ["Varonia", "Ostmark", "Kaledonia", "Sundland"]
PLACES = ["Port Halm", "Gravik Strait", "Tessel", "Nordby", "Cape Oriel", "Lower Maren"]
ISSUES = ["strait treaty", "60-day fishing ban", "joint patrols", "dredging of the harbour", "sanctions on grain", "release of the crew"]
ACTS = ["warns", "meets", "detains crew of", "signs accord with", "blocks convoy of", "visits"]
OFFICES = ["foreign minister", "defence minister", "envoy for the strait", "spokeswoman", "chair", "auditor"]
OUTLETS = ["Halm Courier", "The Sundland Post", "Varonia Today", "Agence Côtière"]
WORDS = {Polarity.SUPPORTS: "supports", Polarity.OPPOSES: "opposes", Polarity.CONDITIONAL: "conditional", Polarity.UNDECIDED: "undecided"}


def quote(text: str, number: int, said_by: tuple[str, ...] = ()) -> Quote:
    """A quote of an invented article."""
    outlet = OUTLETS[number % len(OUTLETS)]
    day = date(2031, 3, 1) + timedelta(days=number % 40)
    url = f"https://news.example/{number % 23}"
    name = f"Dispatch {number % 23}"
    exact = text.split(",")[0]
    return Quote(exact, text, outlet, name, url, day.isoformat(), said_by, "invented.rule", 0.55 + (number % 45) / 100, 0, len(exact))


def card(kind: str, number: int, text: str, *sentences: str) -> FactCard:
    """A fact with a quote for each sentence."""
    return FactCard(f"{BASE}{kind}/{number}", text, tuple(quote(sentence, number + i) for i, sentence in enumerate(sentences)), kind)


class Story:
    """Draws persons, bodies, places, issues and events, and joins them, from one seed."""

    def __init__(self, size: int) -> None:
        self.random = random.Random(size)
        self.nodes: dict[str, Node] = {}
        self.edges: list[Edge] = []
        self.facts = 0
        for kind, share in (
            ("country", 4),
            ("issue", 2 + size // 25),
            ("organization", size // 7),
            ("place", size // 10),
            ("group", size // 30),
        ):
            for i in range(min(share, 6 if kind == "issue" else share)):
                self.add(kind, i)
        while len(self.nodes) < size:
            if self.random.random() < 0.62:
                self.person(len(self.nodes))
            else:
                self.event(len(self.nodes))

    def add(self, kind: str, i: int, label: str | None = None, detail: str = "", modality: Modality | None = None) -> str:
        names = {
            "country": COUNTRIES,
            "issue": ISSUES,
            "organization": BODIES,
            "place": PLACES,
            "group": ["fishermen", "port officials", "protesters"],
        }
        if label is None:
            known = names[kind]
            label = known[i % len(known)] + ("" if i < len(known) else f" {i // len(known) + 1}")
        iri = f"{BASE}{kind}/{i}"
        self.nodes[iri] = Node(iri, label, kind, detail, modality)
        return iri

    def any(self, *kinds: str) -> str:
        return self.random.choice([node.iri for node in self.nodes.values() if node.kind in kinds])

    def join(
        self, source: str, target: str, relation: str, label: str, text: str, *, dated: bool = True, polarity: Polarity | None = None
    ) -> None:
        self.facts += 1
        day = date(2031, 3, 1) + timedelta(days=int(self.random.triangular(0, 40, 11))) if dated else None
        first, second = self.nodes[source].label, self.nodes[target].label
        sentences = [f"{first} {label} {second}, officials said on Monday after talks that lasted until dawn."]
        if self.random.random() < 0.4:
            sentences.append(f"According to two people in the room, {first} {label} {second}.")
        fact = card(relation, self.facts, text, *sentences)
        self.edges.append(Edge(source, target, relation, label, polarity, day, day, (fact,)))

    def person(self, i: int) -> None:
        body, office = self.any("organization", "country"), self.random.choice(OFFICES)
        label = f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"
        iri = self.add("person", i, label, f"{office}, {self.nodes[body].label}")
        if self.random.random() < 0.75:
            self.join(iri, body, "tenure", office, f"{label} is {office}", dated=False)
        if self.random.random() < 0.7:
            polarity = self.random.choices(list(WORDS), weights=[5, 5, 3, 2])[0]
            issue = self.any("issue")
            self.join(iri, issue, "stance", WORDS[polarity], f"{WORDS[polarity]} the {self.nodes[issue].label}", polarity=polarity)
        else:
            self.join(iri, self.any("person", "country"), "addressee", "tells", "“The strait stays open.”")

    def event(self, i: int) -> None:
        agent, recipient, act = (
            self.any("country", "person", "organization"),
            self.any("country", "group", "organization"),
            self.random.choice(ACTS),
        )
        modality = self.random.choices(list(Modality), weights=[7, 1, 1, 1, 1])[0]
        iri = self.add("event", i, f"{self.nodes[agent].label} {act} {self.nodes[recipient].label}", act, modality)
        self.join(agent, iri, "agent", "does", self.nodes[iri].label)
        if recipient != agent:
            self.join(iri, recipient, "recipient", "affects", self.nodes[iri].label)
        if self.random.random() < 0.5:
            self.join(iri, self.any("place", "country"), "place", "in", self.nodes[iri].label)


def story(size: int) -> Subgraph:
    """A subgraph of `size` nodes around the first issue."""
    told = Story(size)
    footer = "newskg 0.1.0 · 23 articles, 1 March to 9 April 2031 · neighbourhood of “strait treaty”, depth 2"
    return Subgraph("Who stands where on the strait treaty", f"{BASE}issue/0", tuple(told.nodes.values()), tuple(told.edges), size, footer)
