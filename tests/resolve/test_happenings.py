"""Events of several articles: which are one, what their reports come to, and any order, split, correction and retraction."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kg.event_settling import settle_events
from kg.identifiers import version_path
from kg.judgements import Judgements
from kg.pipeline import bring_up_to_date, retract
from kg.records import Article, Event, Evidence, Interval, Kind, Modality, Records, Referent, Status, Tenure
from kg.records_store import RecordsStore
from kg.resolve.event_features import Verdict, agreements, verdict
from kg.resolve.happenings import Told, component, happening
from kg.resolve.reports import Report, family, from_text, theme_words, to_text
from kg.settings import Settings
from kg.store import Store
from kg.validate import validate

ANNA, BORIS, NEPAL, KATHMANDU, REGION, CROWD = range(6)
CAST = (
    (Kind.PERSON, "Anna Lindqvist", None),
    (Kind.PERSON, "Boris Halasz", None),
    (Kind.COUNTRY, "Nepal", "country/NP"),
    (Kind.PLACE, "Sudzha", "place/gn-486816"),
    (Kind.PLACE, "Kursk Oblast", "place/iso-RU-KRS"),
    (Kind.GROUP, "protesters", None),
)
MONDAY, TUESDAY = date(2024, 4, 1), date(2024, 4, 2)
ON_MONDAY, ON_TUESDAY, THAT_WEEK = Interval(MONDAY, MONDAY), Interval(TUESDAY, TUESDAY), Interval(MONDAY, date(2024, 4, 7))
LAST_MONTH = Interval(date(2024, 3, 1), date(2024, 3, 31))


def event(
    act: str = "meets",
    agents: tuple[int, ...] = (ANNA, BORIS),
    recipients: tuple[int, ...] = (),
    theme: str | None = None,
    place: int | None = None,
    when: Interval | None = ON_MONDAY,
    modality: Modality = Modality.ACTUAL,
) -> Event:
    """A happening; its evidence is one for all."""
    types = {
        "meets": "CONSULT",
        "talks with": "CONSULT",
        "attacks": "ASSAULT",
        "resigns": "OTHER",
        "rejects": "REJECT",
        "strikes": "ASSAULT",
    }
    seen = (Evidence(0, 4, "They", "They did.", "test", 0.8),)
    return Event(types[act], act, agents, recipients, theme, place, when, modality, (), seen)


def article(number: int, *events: Event, published: str | None = "2024-04-02", version: str = "0", office: str = "") -> tuple[Records, str]:
    """An article that tells these events."""
    referents = tuple(Referent(n, kind, name, (name,), entry, None, False, ()) for n, (kind, name, entry) in enumerate(CAST))
    seen = (Evidence(0, 4, "They", "They did.", "test", 0.8),)
    tenures = (Tenure(ANNA, office, NEPAL, None, False, Status.CURRENT, None, None, seen),) if office else ()
    about = Article(f"a{number}", f"a{number}", version, None, None, published, None)
    return Records(about, referents, (), tenures, (), (), events), "They did."


def add(folder: Path, batch: list[tuple[Records, str]]) -> None:
    with RecordsStore(folder) as records, Store(folder) as graph:
        records.add(batch)
        bring_up_to_date(records, graph, Settings(store=folder))


def quads(folder: Path, *, superseded: frozenset[str] = frozenset()) -> list[str]:
    with Store(folder, read_only=True) as store:
        return [line for line in store.nquads() if not any(f"/{version}> ." in line for version in superseded)]


def paths(folder: Path, number: int, version: str = "0") -> list[str]:
    """The paths of an article's events that others may tell, in order."""
    with RecordsStore(folder, read_only=True) as records:
        found = records.happenings(version_path(article(number, version=version)[0].article))
        return [found[key].path for key in sorted(found)]


PAIRS = [
    ("equal", event(), event(), True),
    ("acts alike", event("meets"), event("talks with"), True),
    ("another act", event("attacks", (NEPAL,), (KATHMANDU,)), event("rejects", (NEPAL,), (KATHMANDU,)), False),
    ("another day", event(), event(when=ON_TUESDAY), False),
    ("a week that holds the day", event(), event(when=THAT_WEEK), True),
    ("a day and none, told within three days", event(), event(when=None), False),
    ("a day and none, the same place", event(place=KATHMANDU), event(when=None, place=KATHMANDU), False),
    ("no days, the same parties", event(when=None), event(when=None), True),
    ("place in one only", event(place=KATHMANDU), event(), True),
    ("a place in the other", event(place=KATHMANDU), event(place=REGION), True),
    ("another modality", event(), event(modality=Modality.CLAIMED), False),
    ("another modality, planned", event(modality=Modality.PLANNED), event(), False),
    ("one more party", event(agents=(ANNA, BORIS, NEPAL)), event(), True),
    ("parties in part", event(agents=(ANNA, BORIS)), event(agents=(ANNA, NEPAL)), False),
    ("one party alone", event(agents=(ANNA,)), event(agents=(ANNA,)), False),
    ("one party and a place", event(agents=(ANNA,), place=KATHMANDU), event(agents=(ANNA,), place=KATHMANDU), True),
    ("once in a life", event("resigns", (ANNA,)), event("resigns", (ANNA,), when=None), True),
    ("once, someone else", event("resigns", (ANNA,)), event("resigns", (BORIS,)), False),
    ("a theme", event("rejects", (ANNA,), theme="30-day truce"), event("rejects", (ANNA,), theme="a new 30-day ceasefire"), True),
    ("numbers in a theme", event("rejects", (ANNA,), theme="30-day truce"), event("rejects", (ANNA,), theme="60-day truce"), False),
    ("a theme in one only", event("rejects", (ANNA, BORIS), theme="truce"), event("rejects", (ANNA, BORIS)), True),
    ("doers without a name", event("attacks", (CROWD,), (KATHMANDU,)), event("attacks", (CROWD,), (KATHMANDU,)), True),
    ("a country and people without names", event("attacks", (CROWD,), (NEPAL,)), event("attacks", (CROWD,), (NEPAL,)), False),
    ("last month, both", event(when=LAST_MONTH), event(when=LAST_MONTH), True),
    ("last month and a day in it", event(when=LAST_MONTH), event(when=Interval(date(2024, 3, 5), date(2024, 3, 5))), False),
]


@pytest.mark.parametrize(("left", "right", "same"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_two_reports(left: Event, right: Event, same: bool, tmp_path: Path) -> None:
    add(tmp_path, [article(0, left), article(1, right, published="2024-04-03")])
    assert bool(set(paths(tmp_path, 0)) & set(paths(tmp_path, 1))) is same


@pytest.mark.parametrize(
    ("act", "published", "same"),
    [("rejects", "2024-04-05", True), ("rejects", "2024-04-06", False), ("meets", "2024-04-03", True), ("meets", "2024-04-04", False)],
    ids=["three days", "four days", "what comes again, a day", "what comes again, two days"],
)
def test_without_days_articles_have_to_be_near(act: str, published: str, same: bool, tmp_path: Path) -> None:
    told = event(act, when=None)
    add(tmp_path, [article(0, told), article(1, told, published=published)])
    assert bool(set(paths(tmp_path, 0)) & set(paths(tmp_path, 1))) is same


def test_a_report_that_may_be_either_of_two_is_neither(tmp_path: Path) -> None:
    either = event(when=THAT_WEEK)
    add(tmp_path, [article(0, event()), article(1, either), article(2, event(when=ON_TUESDAY))])
    assert len({path for number in range(3) for path in paths(tmp_path, number)}) == 3
    retract("a2", Settings(store=tmp_path))
    assert paths(tmp_path, 0) == paths(tmp_path, 1)


def test_what_all_reports_come_to(tmp_path: Path) -> None:
    batch = [
        article(0, event("talks with", place=REGION, when=THAT_WEEK), published="2024-04-02"),
        article(1, event(place=KATHMANDU), published="2024-04-03"),
    ]
    add(tmp_path, batch)
    with RecordsStore(tmp_path, read_only=True) as records:
        (found,) = {one for version in records.versions() for one in records.happenings(version).values()}
    assert (found.place, found.earliest, found.latest, found.act) == ("place/gn-486816", "2024-04-01", "2024-04-01", "talks with")
    assert found.label == "Anna Lindqvist and Boris Halasz talk in Kursk Oblast"
    assert validate_union(tmp_path) == []


def test_the_path_is_that_of_the_first_article_and_later_ones_lead_to_it(tmp_path: Path) -> None:
    add(tmp_path, [article(1, event("talks with"), published="2024-04-03")])
    (before,) = paths(tmp_path, 1)
    add(tmp_path, [article(2, event(), published="2024-04-04")])
    assert paths(tmp_path, 1) == paths(tmp_path, 2) == [before]
    add(tmp_path, [article(0, event(place=KATHMANDU), published="2024-04-01")])
    (after,) = paths(tmp_path, 1)
    assert after != before
    with Store(tmp_path, read_only=True) as store:
        found = store.select("SELECT ?old ?new { ?old <http://purl.org/dc/terms/isReplacedBy> ?new }")
    base = Settings().base_iri
    assert {"old": base + before, "new": base + after} in found


def test_each_graph_holds_what_its_article_says(tmp_path: Path) -> None:
    add(tmp_path, [article(0, event(place=KATHMANDU)), article(1, event())])
    with Store(tmp_path, read_only=True) as store:
        rows = store.select("SELECT ?g { GRAPH ?g { ?e <https://w3id.org/newskg/ontology#place> ?p } }")
    assert [row["g"].endswith("/a0-4e1195df/v/0") for row in rows] == [True]


def test_a_namesake_who_is_told_apart_takes_his_event_along(tmp_path: Path) -> None:
    same = event("resigns", (ANNA,))
    add(tmp_path, [article(0, same, office="fisheries minister"), article(1, same, office="fisheries minister")])
    assert paths(tmp_path, 0) == paths(tmp_path, 1)
    other = article(2, same, office="general")
    swapped = tuple(replace(one, entry="country/KE") if one.kind is Kind.COUNTRY else one for one in other[0].referents)
    add(tmp_path, [(replace(other[0], referents=swapped), other[1])])
    assert paths(tmp_path, 0) == paths(tmp_path, 1)
    assert paths(tmp_path, 2) != paths(tmp_path, 0)


def test_only_reports_that_share_a_key_are_read(tmp_path: Path) -> None:
    add(tmp_path, [article(n, event("rejects", (ANNA,), theme=f"plan {n}")) for n in range(30)] + [article(40, event())])
    with RecordsStore(tmp_path) as records:
        records.add([article(50, event(), published="2024-04-03")])
        records.settle(Judgements())
        assert [stored.id for stored in records.due()] == ["a50"]
    asked: list[str] = []
    db = sqlite3.connect(tmp_path / "records.sqlite", isolation_level=None)
    db.set_trace_callback(asked.append)
    settle_events(db)
    db.close()
    assert not [text for text in asked if "telling_key" in text]


def test_records_of_reports_go_to_text_and_back() -> None:
    found = report("one")
    assert from_text(to_text(found)) == found


@pytest.mark.parametrize(("act", "wanted"), [("talks with", "meet"), ("shells", "attack"), ("gives a speech to", "gives a speech")])
def test_family(act: str, wanted: str) -> None:
    assert family(act) == wanted


def test_theme_words() -> None:
    assert theme_words("a new U.S.-brokered 30-day truce") == {"us", "brokered", "30", "day", "ceasefire"}


def report(own: str, **fields: object) -> Report:
    plain = Report(
        own, own, "CONSULT", "meets", "Actual", ("person/a", "person/b"), (), (), (), "", "", (), "2024-04-01", "2024-04-01", "", ""
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def test_what_is_linked_but_has_a_rift_falls_apart() -> None:
    chain = [report("w", place="x"), report("x"), report("y"), report("z", place="y")]
    texts = [to_text(one) for one in chain]
    links = {0: (1,), 1: (0, 2), 2: (1, 3), 3: (2,)}
    near = {texts[n]: tuple(texts[m] for m in several) for n, several in links.items()}
    assert verdict(chain[0], chain[3]) is Verdict.APART
    assert all(component(text, near.__getitem__) == (text,) for text in texts)


def test_reports_agree_by_features() -> None:
    assert agreements(report("a"), report("b")) == (
        ("act", "meets"),
        ("days", "2024-04-01"),
        ("doers", "by person/a and person/b"),
        ("those_it_is_done_to", "to person/a and person/b"),
    )


def test_a_happening_has_the_days_that_are_left_open() -> None:
    wide, narrow = report("a", earliest="2024-03-30"), report("b", latest="2024-04-03")
    found = happening([Told(wide, "2024-04-03"), Told(narrow, "2024-04-02")])
    assert (found.path, found.earliest, found.latest) == ("b", "2024-04-01", "2024-04-01")


def validate_union(folder: Path) -> list[str]:
    """What the shapes say about the events of a store."""
    with Store(folder, read_only=True) as store:
        return [str(one) for one in validate(store.lines()) if "event" in str(one)]


_EVENTS = st.lists(
    st.builds(
        event,
        act=st.sampled_from(["meets", "talks with", "attacks", "resigns"]),
        agents=st.sampled_from([(ANNA, BORIS), (ANNA,), (ANNA, BORIS, NEPAL), (NEPAL,), (CROWD,)]),
        recipients=st.sampled_from([(), (), (KATHMANDU,), (NEPAL,)]),
        theme=st.sampled_from([None, None, "30-day truce", "60-day truce"]),
        place=st.sampled_from([None, KATHMANDU, REGION]),
        when=st.sampled_from([ON_MONDAY, ON_TUESDAY, THAT_WEEK, LAST_MONTH, None]),
        modality=st.sampled_from([Modality.ACTUAL, Modality.ACTUAL, Modality.PLANNED]),
    ),
    min_size=1,
    max_size=3,
)
_ARTICLES = st.lists(
    st.tuples(_EVENTS, st.sampled_from(["2024-04-01", "2024-04-02", "2024-04-04", None]), st.sampled_from(["", "general"])),
    min_size=1,
    max_size=7,
)


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(told=_ARTICLES, data=st.data())
def test_any_order_split_correction_and_retraction_gives_the_build_of_what_remains(
    told: list[tuple[list[Event], str | None, str]], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    changed, plain = (tmp_path_factory.mktemp(name) for name in ("changed", "plain"))
    whole = [article(n, *events, published=day, office=office) for n, (events, day, office) in enumerate(told)]
    order = data.draw(st.permutations(range(len(whole))))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=2)))
    gone = data.draw(st.sets(st.integers(0, len(whole) - 1)))
    corrected = data.draw(st.dictionaries(st.integers(0, len(whole) - 1), _EVENTS, max_size=2))
    for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True):
        add(changed, [whole[number] for number in order[start:end]])
    for number, events in corrected.items():
        whole[number] = article(number, *events, published=told[number][1], version="1")
        add(changed, [whole[number]])
    for number in sorted(gone):
        retract(f"a{number}", Settings(store=changed))
    add(plain, [one for number, one in enumerate(whole) if number not in gone])
    old = frozenset(version_path(replace(whole[number][0].article, version="0")).removeprefix("article/") for number in corrected)
    assert quads(changed, superseded=old) == quads(plain)
    with Store(changed, read_only=True) as left, Store(plain, read_only=True) as right:
        assert left.lines() == right.lines()
        for term in ("prefLabel", "eventType", "modality", "earliest", "latest", "act", "place", "theme"):
            names = f"<https://w3id.org/newskg/ontology#{term}>|<http://www.w3.org/2004/02/skos/core#{term}>"
            rows = left.select(
                f"SELECT ?e (COUNT(DISTINCT ?l) AS ?n) {{ ?e a <https://w3id.org/newskg/ontology#Event> ; {names} ?l }} GROUP BY ?e"
            )
            assert all(row["n"] == "1" for row in rows), term
