"""Contradictions: what is one, and what something else explains."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from facts import BASE, Facts
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import query
from kg.errors import InputError
from kg.query import Filter
from kg.store import Store

Told = Callable[[Facts], object]


def seen(
    left: Told, right: Told, where: Filter = query.EVERYTHING, days: tuple[str | None, str | None] = ("2030-05-01", "2030-05-01")
) -> list[str]:
    """The rules that see a contradiction between what two articles tell."""
    with Store() as store:
        told = Facts(store)
        for name, outlet, day, tell in (("1", "Herald", days[0], left), ("2", "Wire", days[1], right)):
            told.article(name, outlet, day)
            tell(told)
        told.done()
        found = query.contradictions(store, where)
    for one in found:
        assert one.left.evidence
        assert one.right.evidence
        assert one.reason
    return [one.rule for one in found]


def held(person: str, office: str, body: str = "norland", status: str = "Current", **days: str) -> Told:
    return lambda told: told.tenure(person, office, body, status, **days)  # type: ignore[arg-type]


def done(agent: str, act: str, on: str | None, **more: str) -> Told:
    return lambda told: told.event(agent, act, more.pop("place", "harbour"), on, **more)  # type: ignore[arg-type]


def stood(actor: str, issue: str, polarity: str, on: str | None, **more: str) -> Told:
    return lambda told: told.stance(actor, issue, polarity, on=on, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("left", "right", "is_one"),
    [
        (held("Ana Berg", "foreign minister"), held("Ben Moe", "foreign minister"), True),
        (held("Ana Berg", "president"), held("Ben Moe", "president"), True),
        (held("Ana Berg", "mayor", "harbour"), held("Ben Moe", "mayor", "harbour"), True),
        (held("Ana Berg", "governor"), held("Ben Moe", "governor"), False),
        (held("Ana Berg", "foreign minister"), held("Ben Moe", "foreign minister", "suomen"), False),
        (held("Ana Berg", "foreign minister"), held("Ben Moe", "foreign minister", status="Acting"), False),
        (held("Ana Berg", "foreign minister"), held("Ben Moe", "foreign minister", status="Former"), False),
        (held("Ana Berg", "president"), held("Ben Moe", "president", status="Elect"), False),
        (held("Ana Berg", "senator"), held("Ben Moe", "senator"), False),
        (held("Ana Berg", "president"), held("Berg", "president"), False),
        (held("Yuri Orlov", "president"), held("Yuriy Orlov", "president"), False),
        (held("Ana Berg", "president", start="2020-01-01", end="2029-12-31"), held("Ben Moe", "president", start="2030-01-01"), False),
        (
            held("Ana Berg", "president", status="Former", start="2020-01-01", end="2024-12-31"),
            held("Ben Moe", "president", status="Former", start="2024-01-01", end="2028-12-31"),
            True,
        ),
    ],
)
def test_two_holders_of_a_seat(left: Told, right: Told, is_one: bool) -> None:
    assert seen(left, right) == ["office.holders"] * is_one


@pytest.mark.parametrize("days", [("2030-05-01", "2030-05-02"), ("2030-05-01", None), (None, None)])
def test_holders_seen_on_different_days_may_follow_each_other(days: tuple[str | None, str | None]) -> None:
    assert seen(held("Ana Berg", "president"), held("Ben Moe", "president"), days=days) == []


@pytest.mark.parametrize(
    ("left", "right", "is_one"),
    [
        (done("Ana Berg", "resigns", "2030-04-28"), done("Ana Berg", "resigns", "2030-04-30"), True),
        (done("Ana Berg", "resigns", "2030-04-28"), done("Ana Berg", "resigns", "2030-04-28"), False),
        (done("Ana Berg", "resigns", "2029-04-28"), done("Ana Berg", "resigns", "2030-04-30"), False),
        (done("Ana Berg", "dies", "1960-04-28"), done("Ana Berg", "dies", "1961-04-30"), True),
        (done("Ana Berg", "visits", "2030-04-28"), done("Ana Berg", "visits", "2030-04-30"), False),
        (done("Ana Berg", "resigns", "2030-04-28"), done("Ben Moe", "resigns", "2030-04-30"), False),
        (done("Ana Berg", "appoints", "2030-04-28", to="Ben Moe"), done("Ana Berg", "appoints", "2030-04-30", to="Cleo Rask"), False),
        (done("Ana Berg", "resigns", "2030-04-28"), done("Ana Berg", "resigns", None), False),
        (done("Ana Berg", "resigns", "2030-04-01", until="2030-04-28"), done("Ana Berg", "resigns", "2030-04-30"), False),
        (done("Ana Berg", "resigns", "2030-04-28"), done("Ana Berg", "resigns", "2030-04-30", modality="Planned"), False),
        (done("norland", "recaptures", "2030-04-28", place="harbour"), done("norland", "recaptures", "2030-04-30", place="suomen"), False),
    ],
)
def test_two_dates_of_one_event(left: Told, right: Told, is_one: bool) -> None:
    assert seen(left, right) == ["event.dates"] * is_one


@pytest.mark.parametrize(
    ("left", "right", "is_one"),
    [
        (
            done("norland", "recaptures", "2030-04-28", modality="Claimed", said_by="norland"),
            done("norland", "recaptures", "2030-04-28", modality="Denied", said_by="suomen"),
            True,
        ),
        (done("norland", "attacks", None), done("norland", "attacks", None, modality="Denied", said_by="norland"), True),
        (done("norland", "attacks", "2030-04-28"), done("norland", "attacks", "2030-04-20", modality="Denied", said_by="norland"), False),
        (done("norland", "attacks", None, to="suomen"), done("norland", "attacks", None, to="Ben Moe", modality="Denied"), False),
        (done("norland", "attacks", None, modality="Planned"), done("norland", "attacks", None, modality="Denied"), False),
        (
            done("norland", "attacks", None, modality="Claimed", said_by="suomen"),
            done("norland", "attacks", None, modality="Denied", said_by="suomen"),
            False,
        ),
    ],
)
def test_what_one_side_claims_and_another_denies(left: Told, right: Told, is_one: bool) -> None:
    assert seen(left, right) == ["event.denied"] * is_one


@pytest.mark.parametrize(
    ("left", "right", "is_one"),
    [
        (stood("Ana Berg", "truce", "Opposes", "2030-04-28"), stood("Ana Berg", "truce", "Supports", "2030-04-28"), True),
        (stood("Ana Berg", "truce", "Opposes", "2030-04-28"), stood("Ana Berg", "truce", "Supports", "2030-04-29"), False),
        (stood("Ana Berg", "truce", "Conditional", "2030-04-28"), stood("Ana Berg", "truce", "Supports", "2030-04-28"), False),
        (stood("Ana Berg", "truce", "Opposes", "2030-04-28"), stood("Ana Berg", "14-day truce", "Supports", "2030-04-28"), False),
        (stood("Ana Berg", "truce", "Opposes", "2030-04-28"), stood("Ben Moe", "truce", "Supports", "2030-04-28"), False),
        (stood("Ana Berg", "truce", "Opposes", None), stood("Ana Berg", "truce", "Supports", None), False),
        (
            stood("Ana Berg", "truce", "Opposes", "2030-04-28", sentence="She wavers."),
            stood("Ana Berg", "truce", "Supports", "2030-04-28", sentence="She wavers."),
            False,
        ),
    ],
)
def test_opposite_stances_on_one_day(left: Told, right: Told, is_one: bool) -> None:
    assert seen(left, right) == ["stance.opposite"] * is_one


def counted(amount: str, **more: object) -> Told:
    return lambda told: told.quantity("killed", amount, told.event("norland", "attacks", "harbour", "2030-05-01"), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("left", "right", "days", "is_one"),
    [
        (counted("12", value=12), counted("40", value=40), ("2030-05-02", "2030-05-02"), True),
        (counted("12", value=12), counted("40", value=40), ("2030-05-02", "2030-05-09"), False),
        (counted("12", value=12), counted("40", value=40), (None, None), False),
        (counted("12", value=12), counted("at least 10", at_least=10), ("2030-05-02", "2030-05-02"), False),
        (counted("12", value=12), counted("more than 20", at_least=20), ("2030-05-02", "2030-05-02"), True),
        (counted("about 12", value=12, approximate=True), counted("13", value=13), ("2030-05-02", "2030-05-02"), False),
        (counted("12", value=12, counted="sailors"), counted("40", value=40), ("2030-05-02", "2030-05-02"), False),
        (counted("dozens"), counted("40", value=40), ("2030-05-02", "2030-05-02"), False),
        (counted("12", value=12, on="2030-05-01"), counted("40", value=40, on="2030-05-02"), ("2030-05-02", "2030-05-02"), False),
        (counted("12", value=12, sentence="Both."), counted("40", value=40, sentence="Both."), ("2030-05-02", "2030-05-02"), False),
    ],
)
def test_two_counts_of_one_event(left: Told, right: Told, days: tuple[str | None, str | None], is_one: bool) -> None:
    assert seen(left, right, days=days) == ["event.counts"] * is_one


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Filter(actor=BASE + "ana-berg"), 1),
        (Filter(actor=BASE + "ben-moe"), 1),
        (Filter(actor=BASE + "cleo-rask"), 0),
        (Filter(kind=query.FactKind.STANCE), 0),
        (Filter(source="Herald"), 0),
        (Filter(min_confidence=0.99), 0),
    ],
)
def test_contradictions_are_narrowed_by_filters(where: Filter, expected: int) -> None:
    assert len(seen(held("Ana Berg", "president"), held("Ben Moe", "president"), where)) == expected


def test_rules_can_be_chosen_by_name() -> None:
    with Store() as store:
        told = Facts(store)
        for name, person in (("1", "Ana Berg"), ("2", "Ben Moe")):
            told.article(name, "Herald", "2030-05-01")
            told.tenure(person, "president", "norland", "Current")
        told.done()
        assert [rule.name for rule in query.RULES] == ["office.holders", "event.dates", "event.counts", "event.denied", "stance.opposite"]
        assert len(query.contradictions(store, rules=["office.holders"])) == 1
        assert query.contradictions(store, rules=["stance.opposite"]) == ()


@pytest.fixture
def disputed() -> Iterator[Store]:
    """Six articles with several contradictions of each kind."""
    with Store() as made:
        told = Facts(made)
        for number in range(6):
            told.article(str(number), ("Herald", "Wire", "Post")[number % 3], "2030-05-01")
            told.tenure(("Ana Berg", "Ben Moe", "Cleo Rask")[number % 3], "president", "norland", "Current")
            told.stance("Ana Berg", ("truce", "harbour toll")[number % 2], ("Opposes", "Supports")[number // 3], on="2030-04-28")
            told.event(
                "norland", "attacks", "harbour", "2030-04-28", modality=("Claimed", "Denied", "Actual")[number % 3], said_by="suomen"
            )
            told.event("suomen", "attacks", "harbour", None, modality=("Denied", "Actual")[number % 2])
        told.done()
        yield made


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
@pytest.mark.parametrize("where", [query.EVERYTHING, Filter(actor=BASE + "ana-berg"), Filter(kind=query.FactKind.OFFICE)])
def test_pages_of_contradictions_hold_each_once_and_in_order(disputed: Store, where: Filter, limit: int) -> None:
    whole = query.contradictions(disputed, where)
    walked: list[query.Contradiction] = []
    after = None
    for _ in range(len(whole) + 1):
        found = query.contradictions_page(disputed, where, after=after, limit=limit)
        assert len(found.found) <= limit
        walked += found.found
        after = found.next
        if after is None:
            break
    assert tuple(walked) == whole
    assert whole


def test_a_page_of_contradictions_goes_on_within_its_own_question_only(disputed: Store) -> None:
    after = query.contradictions_page(disputed, limit=1).next
    with pytest.raises(InputError, match="another question"):
        query.contradictions_page(disputed, rules=["stance.opposite"], after=after)


_ACTS, _WHO = ("attacks", "visits"), ("Ana Berg", "norland", "suomen")
_HAPPENED = st.tuples(
    st.sampled_from(_WHO),
    st.sampled_from(_ACTS),
    st.sampled_from(("Actual", "Claimed", "Denied", "Planned")),
    st.sampled_from((None, "2030-04-01", "2030-04-02", "2030-04-30")),
    st.sampled_from((None, *_WHO)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_HAPPENED, max_size=9))
def test_denials_are_those_of_a_comparison_of_all_events(several: list[tuple[str, str, str, str | None, str | None]]) -> None:
    with Store() as made:
        told = Facts(made)
        for number, (agent, act, modality, on, to) in enumerate(several):
            told.article(str(number), f"Outlet {number}", "2030-05-01")
            told.event(agent, act, "harbour", on, modality=modality, to=to)
        told.done()
        found = query.contradictions(made, rules=["event.denied"])
        rule = next(rule for rule in query.RULES if rule.name == "event.denied")
        compared = {
            (one.fact, other.fact)
            for one in query.events(made)
            for other in query.events(made)
            if one.modality in ("Actual", "Claimed") and other.modality == "Denied" and one.act == other.act and rule.decide(one, other)
        }
    assert {(one.left.fact, one.right.fact) for one in found} == compared
