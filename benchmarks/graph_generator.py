"""A graph as large as asked for, shaped like ours, and always the same: `python benchmarks/graph_generator.py FOLDER [--triples N]`.

Invented articles are made as records, as extraction gives them, and take the product's own way into a store: identities are settled,
records projected, names and counts indexed. A few people, places and issues stand in many articles and most in few, as in news.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import TypeVar

from kg.identifiers import digest
from kg.pipeline import folder, refresh
from kg.records import (
    Article,
    Containment,
    Event,
    Evidence,
    Interval,
    Issue,
    Kind,
    Modality,
    Polarity,
    Quantity,
    Records,
    Referent,
    Stance,
    Statement,
    Status,
    Tenure,
)
from kg.records_store import RecordsStore
from kg.settings import Settings
from kg.vocabulary import EVENT_TYPES

PER_ARTICLE = 405  #: triples that one more article brings to the union, about
FIRST_DAY = date(2023, 1, 1)
DAYS = 1000
T = TypeVar("T")
_BATCH = 500
_ONSETS = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "dr", "gr", "kl", "st", "tr")
_VOWELS, _ENDS = "aeiou", "nrlsktm"
_OFFICES = (
    *("foreign minister", "prime minister", "defence minister", "president"),
    *("finance minister", "spokesman", "ambassador", "interior minister"),
)
_CONCEPTS = ("truce", "treaty", "tariff", "election", "embargo", "reform", "summit", "inquiry", "withdrawal", "pipeline")
_MODIFIERS = ("30-day", "northern", "maritime", "interim", "joint", "regional", "early", "permanent")
_CUES = ["say", "tell", "warn", "announce", "insist", "add", "reply"]
_ACTS = {
    "AGREE": "agrees with",
    "CONSULT": "meets",
    "ASSAULT": "attacks",
    "ACCUSE": "accuses",
    "PROTEST": "protests against",
    "AID": "aids",
}
_MEASURES = ("killed", "injured", "troops", "displaced")
_TEXT = """the talks on a new border were held behind closed doors after weeks of silence while officials in both capitals prepared their
answers to questions about money grain ships power lines prisoners and the return of people who had left their homes in spring"""
_WORDS = tuple(_TEXT.split())


def articles() -> Iterator[Records]:
    """Invented articles without end, always the same."""
    world = _World(Random(20_25))  # noqa: S311
    number = 0
    while True:
        yield _Writer(world, number).records()
        number += 1


def fill(place: Path, triples: int) -> int:
    """Fill a new store with a graph of about so many triples; gives the number of articles."""
    settings = Settings(store=place)
    place.mkdir(parents=True)
    count = max(60, triples // PER_ARTICLE)
    made = islice(articles(), count)
    with RecordsStore(folder(settings)) as records:
        while batch := [(one, one.events[0].evidence[0].sentence) for one in islice(made, _BATCH)]:
            records.add(batch)
    refresh(settings)
    return count


class _World:
    """The people, bodies, places, issues and outlets that articles are about."""

    def __init__(self, random: Random) -> None:
        names = dict.fromkeys(_name(random) for _ in range(60_000))
        words = iter(names)
        self.countries = list(islice(words, 40))
        self.regions = [(name, random.choice(self.countries)) for name in islice(words, 400)]
        self.towns = [(name, random.choice(self.regions)) for name in islice(words, 3000)]
        self.bodies = [f"{name} {random.choice(('Council', 'Union', 'Agency', 'Bank'))}" for name in islice(words, 800)]
        surnames, first = list(islice(words, 4000)), list(islice(words, 200))
        self.people = [(f"{random.choice(first)} {name}", random.choice(self.countries)) for name in surnames]
        self.issues = [
            Issue(f"{modifier} {concept} with {country}", Issue(f"{concept} with {country}", Issue(concept)))
            for concept in _CONCEPTS
            for country in self.countries[:12]
            for modifier in _MODIFIERS
        ]
        random.shuffle(self.issues)
        self.outlets = [f"{name} Times" for name in islice(words, 30)]


class _Writer:
    """Writes one article."""

    def __init__(self, world: _World, number: int) -> None:
        self._random = Random(number)  # noqa: S311
        self._world = world
        self._number = number
        self._day = FIRST_DAY + timedelta(days=number * 7919 % DAYS)
        self._at = 0
        self._referents: list[Referent] = []
        self._containments: list[Containment] = []

    def records(self) -> Records:
        """The article's records."""
        people = [self._person() for _ in range(4)]
        bodies = [self._refer(Kind.ORGANIZATION, _few(self._random, self._world.bodies)) for _ in range(2)]
        countries = [self._refer(Kind.COUNTRY, _few(self._random, self._world.countries)) for _ in range(2)]
        towns = [self._town() for _ in range(2)]
        actors = [*people, *bodies, *countries]
        events = tuple(self._event(actors, towns) for _ in range(3))
        return Records(
            self._article(),
            tuple(self._referents),
            tuple(self._containments),
            tuple(self._tenure(person, countries) for person in people[:2]),
            tuple(self._stance(actors) for _ in range(2)),
            tuple(self._statement(people, actors) for _ in range(3)),
            events,
            (self._quantity(events[0]),),
        )

    def _article(self) -> Article:
        name = f"article-{self._number:07}"
        outlet = _few(self._random, self._world.outlets)
        title = self._sentence(7).capitalize()
        return Article(name, name, digest(name), title, outlet, self._day.isoformat(), f"https://news.example/{name}")

    def _person(self) -> int:
        return self._refer(Kind.PERSON, _few(self._random, self._world.people)[0])

    def _town(self) -> int:
        town, (region, country) = _few(self._random, self._world.towns)
        inner, middle, outer = self._refer(Kind.PLACE, town), self._refer(Kind.PLACE, region), self._refer(Kind.COUNTRY, country)
        self._containments += [Containment(inner, middle, self._evidence("place.within")), Containment(middle, outer, ())]
        return inner

    def _refer(self, kind: Kind, name: str) -> int:
        known = next((one.id for one in self._referents if one.name == name), None)
        if known is None:
            known = len(self._referents)
            self._referents.append(Referent(known, kind, name, (name,), None, None, False, self._evidence("name")))
        return known

    def _tenure(self, person: int, countries: Sequence[int]) -> Tenure:
        office, body = self._random.choice(_OFFICES), self._random.choice(countries)
        status = self._random.choice((Status.CURRENT, Status.CURRENT, Status.CURRENT, Status.FORMER))
        return Tenure(person, office, body, None, False, status, None, None, self._evidence("office.title"))

    def _stance(self, actors: Sequence[int]) -> Stance:
        polarity = self._random.choice(tuple(Polarity))
        condition = self._sentence(5) if polarity is Polarity.CONDITIONAL else None
        issue = _few(self._random, self._world.issues)
        return Stance(self._random.choice(actors), issue, polarity, condition, (), self._on(), self._evidence("stance.verb"))

    def _statement(self, people: Sequence[int], actors: Sequence[int]) -> Statement:
        speaker = self._random.choice(people)
        to, about = (one for one in self._random.sample(actors, 2))
        addressees = (to,) if to != speaker and self._random.random() < 0.4 else ()
        text, cue = self._sentence(14), self._random.choice(_CUES)
        return Statement(speaker, addressees, text, True, cue, (about,), self._on(), None, self._evidence("quote.direct"))

    def _event(self, actors: Sequence[int], towns: Sequence[int]) -> Event:
        kind = self._random.choice(EVENT_TYPES)
        doer, done = self._random.sample(actors, 2)
        place = self._random.choice(towns)
        act = _ACTS.get(kind, "addresses")
        modality = self._random.choice(
            (Modality.ACTUAL, Modality.ACTUAL, Modality.ACTUAL, Modality.CLAIMED, Modality.PLANNED, Modality.DENIED)
        )
        return Event(kind, act, (doer,), (done,), None, place, self._on(), modality, (), self._evidence("event.verb"))

    def _quantity(self, event: Event) -> Quantity:
        value, measure = str(self._random.randrange(2, 400)), self._random.choice(_MEASURES)
        return Quantity(
            measure,
            value,
            value,
            None,
            None,
            False,
            "person",
            "people",
            None,
            event.place,
            0,
            event.when,
            Modality.ACTUAL,
            (),
            self._evidence("number"),
        )

    def _on(self) -> Interval:
        first = self._day - timedelta(days=self._random.randrange(3))
        return Interval(first, first)

    def _evidence(self, rule: str) -> tuple[Evidence, ...]:
        sentence = self._sentence(18)
        start, self._at = self._at, self._at + len(sentence) + 1
        return (Evidence(start, start + 40, sentence[:40], sentence, rule, round(0.6 + self._random.random() * 0.4, 2)),)

    def _sentence(self, words: int) -> str:
        return " ".join(self._random.choices(_WORDS, k=words))


def _few(random: Random, among: Sequence[T]) -> T:
    """One of several; the first ones come much more often than the last."""
    return among[int(len(among) * random.random() ** 3)]


def _name(random: Random) -> str:
    return "".join(
        (random.choice(_ONSETS), random.choice(_VOWELS), random.choice(_ONSETS), random.choice(_VOWELS), random.choice(_ENDS))
    ).title()


def main() -> None:
    """Fill a folder."""
    parser = argparse.ArgumentParser(description="Fill a new store with an invented graph.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--triples", type=int, default=1_000_000)
    asked = parser.parse_args()
    sys.stdout.write(f"{fill(asked.folder, asked.triples)} articles\n")


if __name__ == "__main__":
    main()
