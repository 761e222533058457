"""Views made for questions: what they hold, where their nodes stand, and what they refuse."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import networkx as nx
import pytest
from facts import BASE, Facts

from kg.arrangements import Camps, Chains, Timeline
from kg.arranging import arranged
from kg.errors import InputError, NotFoundError
from kg.graph import Subgraph
from kg.layout import Box
from kg.pictures import picture
from kg.records import Polarity
from kg.store import Store
from kg.views import View, view


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """Ada, Bo, Cy and Dee on a truce; events at the harbour of Norland, one of them undated."""
    with Store() as opened:
        facts = Facts(opened)
        facts.article("first", "Courier", "2031-03-01")
        facts.tenure("Ada Holm", "envoy", "norland", "Current")
        facts.stance("Ada Holm", "truce", "Supports", on="2031-03-01")
        facts.stance("Bo Lind", "truce", "Opposes", on="2031-03-01")
        facts.stance("Cy Marsh", "14-day truce", "Conditional", on=None)
        facts.stance("Dee Nor", "truce", "Undecided", on="2031-03-02")
        meeting = facts.event("Ada Holm", "meets", "harbour", "2031-03-01", to="Bo Lind")
        facts.quantity("attending", "40", meeting, value=40)
        facts.event("Bo Lind", "visits", "harbour", None)
        facts.statement("Ada Holm", "We will see.", on="2031-03-03")
        facts.article("second", "Gazette", "2031-03-20")
        facts.stance("Bo Lind", "truce", "Supports", on="2031-03-20")
        facts.event("Cy Marsh", "meets", "norland", "2031-03-20", to="Bo Lind")
        facts.event("Ada Holm", "meets", "harbour", "2031-03-01", to="Bo Lind")
        facts.done()
        yield opened


def labels(subgraph: Subgraph, kind: str = "") -> set[str]:
    return {node.label for node in subgraph.nodes if kind in ("", node.kind)}


def places(subgraph: Subgraph) -> dict[str, tuple[int, int]]:
    """Where an arrangement puts nodes, by label."""
    assert subgraph.arrangement is not None
    found = arranged(subgraph.arrangement, subgraph.nodes, {node.iri: Box(90, 12, 40) for node in subgraph.nodes})
    names = {node.iri: node.label for node in subgraph.nodes}
    return {names[iri]: place for iri, place in found.places.items()}


@pytest.mark.parametrize(
    ("center", "to", "chosen"),
    [
        ("truce", None, Camps),
        ("harbour", None, None),
        ("Ada Holm", None, None),
        ("Ada Holm", "Cy Marsh", Chains),
        (None, None, Timeline),
    ],
)
def test_view_suits_its_centre(store: Store, center: str | None, to: str | None, chosen: type | None) -> None:
    arrangement = view(store, center, to=to).arrangement
    assert (None if arrangement is None else type(arrangement)) is chosen


@pytest.mark.parametrize(
    ("center", "kind", "to", "reason"),
    [
        ("Ada Holm", View.ISSUE, None, "is for issue; Ada Holm is of kind person"),
        ("truce", View.PLACE, None, "is for place or country; truce is of kind issue"),
        ("Ada Holm", View.PATH, None, "a path has two ends"),
        ("Ada Holm", View.EGO, "Bo Lind", "a path has two ends"),
        (None, View.EGO, None, "needs a centre"),
    ],
)
def test_view_refuses_what_cannot_be_asked(store: Store, center: str | None, kind: View, to: str | None, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        view(store, center, kind, to=to)


def test_picture_names_the_views_that_there_are(store: Store) -> None:
    with pytest.raises(InputError, match="no view 'map': it is one of ego, issue, timeline, path, place"):
        picture(store, "truce", view="map")
    with pytest.raises(NotFoundError):
        picture(store, "Nobody", view="ego")


def test_issue_map_puts_each_holder_into_the_camp_of_the_last_position(store: Store) -> None:
    found = view(store, "truce")
    assert isinstance(found.arrangement, Camps)
    names = {node.iri: node.label for node in found.nodes}
    assert {names[iri]: polarity for iri, polarity in found.arrangement.holders} == {
        "Ada Holm": Polarity.SUPPORTS,
        "Bo Lind": Polarity.SUPPORTS,
        "Cy Marsh": Polarity.CONDITIONAL,
        "Dee Nor": Polarity.UNDECIDED,
    }
    assert [edge.polarity for edge in found.edges if names[edge.source] == "Bo Lind"] == [Polarity.OPPOSES, Polarity.SUPPORTS]
    assert ("14-day truce", "truce", "broader") in {(names[e.source], names[e.target], e.relation) for e in found.edges}
    assert next(node.detail for node in found.nodes if node.label == "Ada Holm") == "envoy, norland"


def test_camps_stand_on_their_own_sides_of_the_issue(store: Store) -> None:
    at = places(view(store, "truce"))
    assert at["Ada Holm"][0] < at["truce"][0]
    assert at["Cy Marsh"][1] < min(at["truce"][1], at["14-day truce"][1])
    assert at["Dee Nor"][1] > max(at["truce"][1], at["14-day truce"][1])
    assert at["truce"] == (0, 0)


@pytest.mark.parametrize("count", [1, 5, 40])
def test_camps_of_any_size_do_not_touch(count: int) -> None:
    holders = tuple((f"{polarity}{i}", polarity) for polarity in Polarity for i in range(count))
    boxes = {iri: Box(120, 14, 40) for iri in ("issue", *(iri for iri, _ in holders))}
    found = arranged(Camps(("issue",), holders), (), boxes)
    spots = sorted(found.places.values())
    assert len(set(spots)) == 4 * count + 1
    assert all(abs(a[0] - b[0]) >= 100 or abs(a[1] - b[1]) >= 50 for i, a in enumerate(spots) for b in spots[:i])
    areas = [(g.x, g.y, g.x + g.width, g.y + g.height) for g in found.guides]
    assert not [1 for i, a in enumerate(areas) for b in areas[:i] if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]


def test_timeline_of_an_actor_holds_events_stances_and_statements(store: Store) -> None:
    found = view(store, "Ada Holm", View.TIMELINE)
    assert labels(found, "event") == {"Ada Holm meets Bo Lind"}
    assert labels(found, "stance") == {"supports truce"}
    assert labels(found, "statement") == {"“We will see.”"}
    assert isinstance(found.arrangement, Timeline)
    assert [lane.heading for lane in found.arrangement.lanes] == ["Events", "Positions", "Statements"]
    stance = next(node for node in found.nodes if node.kind == "stance")
    assert (stance.polarity, stance.earliest) == (Polarity.SUPPORTS, date(2031, 3, 1))


def test_timeline_runs_by_day_with_the_undated_apart(store: Store) -> None:
    found = view(store, None)
    at = places(found)
    assert at["Ada Holm meets Bo Lind"][0] < at["Cy Marsh meets Bo Lind"][0] < at["Bo Lind visits in harbour"][0]
    assert isinstance(found.arrangement, Timeline)
    guides = arranged(found.arrangement, found.nodes, {node.iri: Box(90, 12, 40) for node in found.nodes}).guides
    assert [guide.text for guide in guides if guide.kind in ("day", "gap")] == ["2031-03-01", "2031-03-20", "3 weeks", "no day told"]


@pytest.mark.parametrize(("lanes", "headings"), [("actor", {"Ada Holm", "Bo Lind", "Cy Marsh"}), ("place", {"harbour", "norland"})])
def test_lanes_are_actors_or_places(store: Store, lanes: str, headings: set[str]) -> None:
    arrangement = picture(store, view="timeline", lanes=lanes).subgraph.arrangement
    assert isinstance(arrangement, Timeline)
    assert {lane.heading for lane in arrangement.lanes} == headings


def test_timeline_of_an_issue_shows_positions_as_they_move(store: Store) -> None:
    found = view(store, "truce", View.TIMELINE)
    assert sorted(node.label for node in found.nodes if node.kind == "stance") == [
        "conditional on 14-day truce", "opposes", "supports", "supports", "undecided",
    ]  # fmt: skip


def test_a_timeline_keeps_what_is_reported_most_and_says_so(store: Store) -> None:
    found = view(store, None, limit=2)
    assert labels(found, "event") == {"Ada Holm meets Bo Lind"}
    assert found.extent.endswith("of 4 entities")


def test_place_shows_what_happened_there_and_within(store: Store) -> None:
    found = view(store, "norland", View.PLACE)
    assert labels(found, "event") == {"Ada Holm meets Bo Lind", "Bo Lind visits in harbour", "Cy Marsh meets Bo Lind"}
    assert "truce" not in labels(found)


def test_numbers_are_details_of_their_event(store: Store) -> None:
    event = next(node for node in view(store, "harbour").nodes if node.label == "Ada Holm meets Bo Lind")
    assert [card.text for card in event.facts if card.kind == "quantity"] == ["attending: 40 (Ada Holm meets Bo Lind)"]


def test_path_runs_from_one_end_to_the_other(store: Store) -> None:
    found = view(store, "Ada Holm", to="Cy Marsh")
    at = places(found)
    assert found.title == "How Ada Holm and Cy Marsh are connected"
    assert at["Ada Holm"][0] == min(x for x, _ in at.values())
    assert at["Cy Marsh"][0] == max(x for x, _ in at.values())
    assert all(any(card.evidence for card in edge.facts) for edge in found.edges)


def test_path_between_strangers_says_that_there_is_none(store: Store) -> None:
    found = view(store, "Ada Holm", to=f"{BASE}norland")
    lonely = Store()
    facts = Facts(lonely)
    facts.article("one", None, None)
    facts.statement("Eve", "Hello.", on=None)
    facts.statement("Fay", "Hello.", on=None)
    facts.done()
    with lonely:
        assert view(lonely, "Eve", to="Fay").title == "Nothing connects Eve and Fay"
        assert labels(view(lonely, "Eve", to="Fay")) == {"Eve", "Fay"}
    assert found.center


@pytest.mark.parametrize("asked", [{"name": "truce"}, {"view": "timeline"}, {"name": "harbour"}, {"name": "Ada Holm", "to": "Bo Lind"}])
def test_every_view_goes_to_gephi(store: Store, asked: dict[str, str]) -> None:
    drawn = picture(store, **asked)
    for form, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        assert set(read(io.BytesIO(drawn.form(form)))) == {node.iri for node in drawn.subgraph.nodes}
    assert drawn.form("html") == drawn.form("html")


def test_an_event_of_no_type_that_has_a_name_bears_none() -> None:
    lonely = Store()
    facts = Facts(lonely)
    facts.article("one", None, None)
    for act, kind in (("speaks", "OTHER"), ("meets", "CONSULT")):
        facts.event("Eve", act, "harbour", None, kind=kind)
    facts.done()
    with lonely:
        details = sorted(node.detail for node in view(lonely, "Eve").nodes if node.kind == "event")
    assert details == ["", "consult"]
