"""Filters, days of validity, pages and support, on a small graph of invented facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from facts import BASE, Facts

from kg import query
from kg import vocabulary as v
from kg.errors import InputError
from kg.query import EVERYTHING, FactKind, Filter
from kg.query.filters import kinds
from kg.store import Store


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """A year of a harbour dispute: two ministers, three outlets, a truce."""
    with Store() as made:
        told = Facts(made)
        told.article("1", "Coast Herald", "2030-03-10")
        told.tenure("ana", "minister", "norland", "Current")
        told.stance("ana", "truce", "Supports", on="2030-03-09")
        told.event("ana", "visits", "harbour", "2030-03-08")
        told.statement("ana", "calm is needed", on="2030-03-09", to="ben")
        told.article("2", "Baltic Wire", "2030-04-20")
        told.tenure("ana", "minister", "norland", "Former")
        told.tenure("ben", "minister", "norland", "Acting")
        told.stance("ana", "truce", "Opposes", on="2030-04-18")
        told.stance("ben", "14-day truce", "Undecided", on=None, confidence=0.6)
        told.event("ben", "visits", "norland", None)
        told.article("3", "Coast Herald", "2031-09-01")
        told.tenure("cleo", "envoy", "norland", "Former", start="2029-01-01", end="2030-12-31")
        told.event("cleo", "arrests", "harbour", "2031-08-30", modality="Planned")
        told.done()
        yield made


def named(facts: tuple[query.Fact, ...]) -> list[str]:
    return [fact.fact.removeprefix(BASE) for fact in facts]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Filter(kind=FactKind.OFFICE), 4),
        (Filter(actor=BASE + "ana"), 6),
        (Filter(actor=BASE + "ana", kind=FactKind.STANCE), 2),
        (Filter(issue=BASE + "truce"), 3),
        (Filter(issue=BASE + "14-day-truce"), 1),
        (Filter(polarity="opposes"), 1),
        (Filter(status="Former"), 2),
        (Filter(modality="planned"), 1),
        (Filter(type="consult"), 2),
        (Filter(place=BASE + "norland", kind=FactKind.EVENT), 3),
        (Filter(place=BASE + "harbour"), 2),
        (Filter(place=BASE + "norland", kind=FactKind.OFFICE), 4),
        (Filter(addressee=BASE + "ben"), 1),
        (Filter(source="coast herald"), 6),
        (Filter(source=BASE + "publisher/baltic-wire"), 5),
        (Filter(min_confidence=0.7), 10),
        (Filter(source="Baltic Wire", min_confidence=0.7), 4),
        (Filter(first=date(2030, 3, 1), last=date(2030, 3, 31)), 5),
        (Filter(first=date(2031, 1, 1)), 2),
        (Filter(last=date(2030, 3, 8), kind=FactKind.EVENT), 1),
        (Filter(min_sources=2), 0),
        (EVERYTHING, 11),
    ],
)
def test_filters_find_the_facts_they_ask_for(store: Store, where: Filter, expected: int) -> None:
    found = query.page(store, where)
    assert len(found.facts) == expected
    assert query.count(store, where) == expected
    assert found.next is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2030, 3, 12), [("ana", "Current"), ("ben", "Acting"), ("cleo", "Former")]),
        (date(2030, 5, 1), [("ben", "Acting"), ("cleo", "Former")]),
        (date(2029, 2, 1), [("cleo", "Former")]),
        (date(2031, 1, 1), [("ben", "Acting")]),
        (date(2035, 1, 1), []),
        (date(1, 1, 1), []),
    ],
)
def test_offices_are_valid_on_stated_days_or_near_an_observation(store: Store, day: date, expected: list[tuple[str, str]]) -> None:
    found = query.offices(store, where=Filter(valid_at=day))
    assert sorted((held.person_label, held.status) for held in found) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2030, 3, 8), []),
        (date(2030, 3, 9), [("ana", "Supports")]),
        (date(2030, 4, 17), [("ana", "Supports")]),
        (date(2030, 4, 18), [("ana", "Opposes")]),
        (date(2030, 4, 20), [("ana", "Opposes"), ("ben", "Undecided")]),
    ],
)
def test_of_the_stances_of_an_actor_the_latest_by_then_is_valid(store: Store, day: date, expected: list[tuple[str, str]]) -> None:
    found = query.stances(store, where=Filter(valid_at=day))
    assert sorted((stance.actor_label, stance.polarity) for stance in found) == expected


@pytest.mark.parametrize(
    ("day", "events", "statements"),
    [(date(2030, 3, 7), 0, 0), (date(2030, 3, 9), 1, 1), (date(2030, 4, 20), 2, 1), (date(2031, 8, 30), 3, 1)],
)
def test_events_and_statements_count_once_they_are_over_or_told(store: Store, day: date, events: int, statements: int) -> None:
    assert len(query.events(store, where=Filter(valid_at=day))) == events
    assert query.count(store, Filter(kind=FactKind.STATEMENT, valid_at=day)) == statements


def test_days_of_validity_and_other_fields_narrow_together(store: Store) -> None:
    where = Filter(actor=BASE + "ana", valid_at=date(2030, 5, 1))
    assert [type(fact).__name__ for fact in query.page(store, where).facts] == ["StanceTaken", "StatementMade", "EventFound"]


@pytest.mark.parametrize("limit", [1, 2, 3, 10, 11])
@pytest.mark.parametrize("where", [EVERYTHING, Filter(valid_at=date(2030, 5, 1)), Filter(source="Coast Herald")])
def test_pages_show_every_fact_once_and_in_the_same_order(store: Store, where: Filter, limit: int) -> None:
    whole = named(query.page(store, where, limit=100).facts)
    seen, after = [], None
    while True:
        found = query.page(store, where, after=after, limit=limit)
        seen += named(found.facts)
        after = found.next
        if after is None:
            break
        assert len(found.facts) == limit
    assert seen == whole
    assert len(set(seen)) == len(seen)


def test_a_timeline_goes_by_day_and_ends_with_what_has_none(store: Store) -> None:
    first = query.timeline(store, BASE + "norland", limit=4)
    second = query.timeline(store, BASE + "norland", after=first.next, limit=4)
    days = [getattr(f, "earliest", None) or getattr(f, "valid_from", None) or f.first_seen for f in first.facts]  # type: ignore[union-attr]
    assert days == sorted(days)
    assert second.next is None
    assert isinstance(second.facts[-1], query.EventFound)
    assert second.facts[-1].earliest is None
    assert len({*named(first.facts), *named(second.facts)}) == 7


def test_a_timeline_of_an_issue_holds_narrower_ones_and_can_be_narrowed(store: Store) -> None:
    assert len(query.timeline(store, BASE + "truce").facts) == 3
    assert len(query.timeline(store, BASE + "truce", Filter(polarity="Opposes")).facts) == 1


@pytest.mark.parametrize("after", ["x", "", "W10", "WzEsMiwzLDRd"])
def test_what_marks_no_page_is_refused(store: Store, after: str) -> None:
    with pytest.raises(InputError, match="marks no page"):
        query.page(store, after=after)


def test_a_mark_of_another_question_is_refused(store: Store) -> None:
    mark = query.page(store, limit=1).next
    with pytest.raises(InputError, match="another question"):
        query.page(store, Filter(status="Former"), after=mark)


@pytest.mark.parametrize(
    ("where", "message"),
    [
        (Filter(kind=FactKind.EVENT, polarity="Supports"), "event is a kind of fact without polarity"),
        (Filter(polarity="sideways"), "'sideways' is no polarity: it is one of Supports, Opposes"),
        (Filter(type="PARTY"), "is no type of event"),
        (Filter(actor="no address"), "is no absolute IRI"),
    ],
)
def test_filters_say_what_is_wrong(store: Store, where: Filter, message: str) -> None:
    with pytest.raises(InputError, match=message):
        query.page(store, where)


def test_a_field_leaves_out_the_kinds_without_it() -> None:
    assert kinds(Filter(polarity="Supports")) == (FactKind.STANCE,)
    assert kinds(Filter(polarity="Supports", modality="Actual")) == ()
    assert kinds(EVERYTHING) == tuple(kind for kind in FactKind if kind is not FactKind.QUANTITY)
    assert kinds(Filter(measure="killed")) == (FactKind.QUANTITY,)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Filter(kind=FactKind.QUANTITY), ["at least 12", "40"]),
        (Filter(measure="killed"), ["at least 12", "40"]),
        (Filter(measure="wounded"), []),
        (Filter(kind=FactKind.QUANTITY, first=date(2030, 5, 2)), ["40"]),
        (Filter(kind=FactKind.QUANTITY, valid_at=date(2030, 5, 1)), ["at least 12"]),
        (Filter(kind=FactKind.QUANTITY, source="Herald"), ["at least 12", "40"]),
    ],
)
def test_numbers_are_facts_asked_for_by_kind(where: Filter, expected: list[str]) -> None:
    with Store() as made:
        told = Facts(made)
        told.article("1", "Herald", "2030-05-03")
        event = told.event("norland", "attacks", "harbour", "2030-05-01")
        told.quantity("killed", "at least 12", event, at_least=12, on="2030-05-01")
        told.quantity("killed", "40", event, value=40, on="2030-05-02")
        told.done()
        found = query.page(made, where).facts
        assert [fact.amount for fact in found if isinstance(fact, query.QuantityGiven)] == expected
        assert query.count(made, where) == len(expected)
        assert all(fact.evidence for fact in found)


def test_functions_of_one_kind_refuse_another(store: Store) -> None:
    with pytest.raises(InputError, match="asks for facts of kind event"):
        query.stances(store, where=Filter(kind=FactKind.EVENT))


def test_the_sparql_behind_an_answer_runs(store: Store) -> None:
    where = Filter(actor=BASE + "ana", valid_at=date(2030, 5, 1))
    for kind in kinds(where):
        assert store.select(query.sparql(kind, where)) is not None


def test_conditions_of_hostile_text_stay_values(store: Store) -> None:
    assert query.count(store, Filter(source='x") } DELETE {')) == 0
    assert query.count(store, replace(EVERYTHING, actor='http://example.org/"> ?p ?o . <x')) == 0


# Whichever condition facts are found by, they are those that a reading of all facts finds.

_PLACES = {BASE + "harbour": {BASE + "harbour"}, BASE + "norland": {BASE + "harbour", BASE + "norland"}}
_ISSUES = {BASE + "truce": {BASE + "truce", BASE + "14-day-truce"}, BASE + "14-day-truce": {BASE + "14-day-truce"}}
_SPANS = ((date(2030, 3, 8), date(2030, 3, 9)), (date(2030, 3, 1), date(2030, 4, 30)), (date(2000, 1, 1), date(2040, 1, 1)))


def _is_told(fact: query.Fact, where: Filter) -> bool:
    """Whether a fact of the test's graph is asked for by actor, place, issue, term and days."""
    own: dict[str, list[str | None]]
    days: list[tuple[date, date]]
    spans: list[tuple[date, date]]
    match fact:
        case query.OfficeHeld():
            own = {"actor": [fact.person], "place": [fact.body], "status": [fact.status]}
            days = [(day, day) for day in (fact.first_seen, fact.last_seen, fact.valid_from, fact.valid_to) if day]
            spans = [(fact.valid_from, fact.valid_to)] if fact.valid_from and fact.valid_to else []
        case query.StanceTaken():
            own = {"actor": [fact.actor], "issue": [fact.issue], "polarity": [fact.polarity]}
            days, spans = [(day, day) for day in (fact.first_stated, fact.last_stated) if day], []
        case query.StatementMade():
            own = {"actor": [fact.speaker]}
            days, spans = [(fact.stated_on, fact.stated_on)] if fact.stated_on else [], []
        case query.EventFound():
            own = {"actor": [BASE + name for name in (*fact.agents, *fact.recipients)], "place": [fact.place], "modality": [fact.modality]}
            days, spans = [(fact.earliest, fact.latest)] if fact.earliest and fact.latest else [], []
        case _:
            return False
    below = {"place": _PLACES, "issue": _ISSUES}
    for name in ("actor", "place", "issue", "status", "polarity", "modality"):
        asked = getattr(where, name)
        if asked and (name not in own or not below.get(name, {}).get(asked, {asked}) & {*own[name]}):
            return False
    first, last = where.first or date.min, where.last or date.max
    dated = any(start <= last and end >= first for start, end in days) or any(start <= first and end >= last for start, end in spans)
    return dated or not (where.first or where.last)


@pytest.mark.parametrize("span", [None, *_SPANS])
@pytest.mark.parametrize("term", [{}, {"status": "Former"}, {"polarity": "Opposes"}, {"modality": "Planned"}])
@pytest.mark.parametrize("thing", [{}, {"place": BASE + "norland"}, {"place": BASE + "harbour"}, {"issue": BASE + "truce"}])
@pytest.mark.parametrize("actor", [None, BASE + "ana", BASE + "cleo"])
def test_conditions_together_find_what_a_reading_of_all_facts_finds(
    store: Store, actor: str | None, thing: dict[str, str], term: dict[str, str], span: tuple[date, date] | None
) -> None:
    first, last = span or (None, None)
    where = Filter(actor=actor, first=first, last=last, **thing, **term)  # type: ignore[arg-type]
    everything = query.page(store, limit=100).facts
    expected = [fact.fact for fact in everything if _is_told(fact, where)]
    assert [fact.fact for fact in query.page(store, where, limit=100).facts] == expected
    assert query.count(store, where) == len(expected)


@pytest.mark.parametrize(("first", "found"), [("2030-03-02", True), ("2030-03-20", True), ("2030-03-26", False)])
@pytest.mark.parametrize("kind", [FactKind.STATEMENT, FactKind.STANCE])
def test_what_is_dated_vaguely_is_found_by_each_of_its_days(kind: FactKind, first: str, found: bool) -> None:
    day = date.fromisoformat(first)
    with Store() as made:
        told = Facts(made)
        told.article("1", "Coast Herald", "2030-04-01")
        name = told.statement("ana", "calm", on=None) if kind is FactKind.STATEMENT else told.stance("ana", "truce", "Supports", on=None)
        told.day(told.node(name), v.EARLIEST, "2030-03-01")
        told.day(told.node(name), v.LATEST, "2030-03-25")
        told.done()
        assert query.count(made, Filter(kind=kind, first=day, last=day)) == found
        assert query.count(made, Filter(kind=kind, first=day, last=date(2040, 1, 1))) == found


def test_the_sentences_of_a_page_can_be_asked_for(store: Store) -> None:
    facts = query.page(store, Filter(kind=FactKind.STANCE, issue=BASE + "truce", source="Coast Herald")).facts
    asked = query.sparql_of_evidence([fact.fact for fact in facts])
    told = {(row["fact"], row["sentence"], row["outlet"]) for row in store.select(asked)}
    shown = {(fact.fact, quote.sentence, quote.outlet) for fact in facts for quote in fact.evidence}
    assert told == shown


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_of_articles_hold_each_once_by_date_and_tell_what_the_whole_list_tells(limit: int) -> None:
    with Store() as made:
        told = Facts(made)
        for name, outlet, published in (("b", "Wire", "2030-04-01"), ("a", None, "2030-04-01"), ("c", "Herald", None)):
            told.article(name, outlet, published)
            told.stance("ana", "truce", "Supports", on=None)
        told.done()
        walked: list[query.ArticleHeld] = []
        after = None
        while after is not None or not walked:
            found = query.articles_page(made, after=after, limit=limit)
            walked += found.articles
            after = found.next
        assert [(one.source_name, one.facts) for one in walked] == [("c.txt", 1), ("a.txt", 1), ("b.txt", 1)]
        assert tuple(walked) == query.articles(made)
        assert query.extent(made) == query.Extent(3, date(2030, 4, 1), date(2030, 4, 1))
    with Store() as empty:
        assert query.articles_page(empty).articles == ()
        assert query.extent(empty) == query.Extent(0, None, None)
