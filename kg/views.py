"""Views: subgraphs made for a question, each with the arrangement that answers it at a glance.

The surroundings of something, who stands where on an issue, what happened when, how two are connected, and a place with
its events. A view names the nodes that the question found and keeps the most relevant of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final

from kg import query
from kg.arrangements import Camps, Chains
from kg.errors import InputError
from kg.foremost import foremost
from kg.graph import Edge, Node, Subgraph, most_relevant
from kg.neighbourhood import around, drawn, kind_of
from kg.paths import connections
from kg.query import FactKind, Named, StanceTaken
from kg.records import Polarity
from kg.store import Store
from kg.timelines import Lanes, timeline
from kg.wording import office


class View(StrEnum):
    """Questions that a picture answers: surroundings, who stands where, what happened when, how two are connected, what happened there."""

    EGO = "ego"
    ISSUE = "issue"
    TIMELINE = "timeline"
    PATH = "path"
    PLACE = "place"


_NEEDS: Final = {View.ISSUE: ("issue",), View.PLACE: ("place", "country")}
_PATHS: Final = 5


def view(
    store: Store,
    center: str | None,
    kind: View | None = None,
    *,
    to: str | None = None,
    steps: int = 2,
    lanes: Lanes = Lanes.ACTOR,
    limit: int = 150,
) -> Subgraph:
    """The picture that answers a question about something.

    Args:
        store: where to look.
        center: name or IRI of an actor, place, issue or event; None for a timeline of everything.
        kind: the question; None chooses the one that suits the centre (see `suited`).
        to: name or IRI of the other end of a path.
        steps: of the surroundings: 1 takes the facts of the centre, 2 also those of its neighbours among each other.
        lanes: what the lanes of a timeline are.
        limit: most nodes to draw; the picture says how many there were.

    Raises:
        NotFoundError: the graph knows no such name, or several entities bear it.
        InputError: the question cannot be asked of this centre.
    """
    named = query.one(store, center) if center is not None else None
    chosen = answerable(kind, named, to)
    if named is None or chosen is View.TIMELINE:
        return timeline(store, named, lanes, limit)
    if chosen is View.PATH and to is not None:
        return path(store, named, query.one(store, to))
    builders = {View.ISSUE: issue_map, View.PLACE: place}
    found = builders[chosen](store, named) if chosen in builders else around(store, named.iri, steps, limit)
    return most_relevant(found, limit)


def suited(named: Named | None, to: str | None = None) -> View:
    """The view that suits a centre: a path to another, who stands where on an issue, a place's events, what surrounds an actor or event."""
    if to is not None:
        return View.PATH
    kind = kind_of(named.kinds) if named else "story"
    return {"issue": View.ISSUE, "place": View.PLACE, "story": View.TIMELINE}.get(kind, View.EGO)


def answerable(kind: View | None, named: Named | None, to: str | None = None) -> View:
    """The view that is asked for, or the one that suits the centre.

    Raises:
        InputError: the question cannot be asked of this centre.
    """
    chosen = kind or suited(named, to)
    if named is None and chosen is not View.TIMELINE:
        raise InputError(f"the view {chosen.value} needs a centre: name an actor, a place or an issue")
    if (chosen is View.PATH) != (to is not None):
        raise InputError("a path has two ends: name the one as the centre and the other with `to`")
    wanted = _NEEDS.get(chosen)
    if named and wanted and kind_of(named.kinds) not in wanted:
        raise InputError(f"the view {chosen.value} is for {' or '.join(wanted)}; {named.label} is of kind {kind_of(named.kinds)}")
    return chosen


def issue_map(store: Store, issue: Named) -> Subgraph:
    """Who stands where on an issue and on those narrower than it, each holder in the camp of the position stated last."""
    read = foremost(store, [(FactKind.STANCE, (query.or_narrower(issue.iri),))])
    taken = [fact for fact in read.facts if isinstance(fact, StanceTaken)]
    found = drawn(store, taken, f"Who stands where on {issue.label}", issue.iri)
    issues = [issue.iri, *sorted({stance.issue for stance in taken} - {issue.iri})]
    named = _with_offices(store, found)
    narrower = tuple(_narrower(store, issues))
    total = max(len(named.nodes), read.entities or 0)
    arrangement = Camps(tuple(issues), tuple(_camps(taken, issue.iri)))
    return replace(named, edges=(*named.edges, *narrower), total_nodes=total, arrangement=arrangement)


def _camps(taken: Iterable[StanceTaken], issue: str) -> Iterable[tuple[str, Polarity]]:
    """Each holder with the polarity of its last position, those on the issue itself first; the most reported holders first."""
    own: defaultdict[str, list[StanceTaken]] = defaultdict(list)
    for stance in taken:
        own[stance.actor].append(stance)
    for actor, stances in sorted(own.items(), key=lambda item: (-sum(len(s.evidence) for s in item[1]), item[1][0].actor_label, item[0])):
        last = max(stances, key=lambda s: (s.issue == issue, s.last_stated or date.min, len(s.evidence), s.fact))
        yield actor, Polarity(last.polarity)


def _with_offices(store: Store, subgraph: Subgraph) -> Subgraph:
    """The subgraph with the office of each person as the line that tells namesakes apart."""
    people = [node.iri for node in subgraph.nodes if node.kind == "person"]
    held = {fact.person: office(fact) for fact in reversed(query.offices(store, query.among("person", people)))} if people else {}
    return replace(subgraph, nodes=tuple(replace(node, detail=held.get(node.iri, node.detail)) for node in subgraph.nodes))


def _narrower(store: Store, issues: list[str]) -> Iterable[Edge]:
    """Lines from each issue to the nearest broader one among them."""
    broader: defaultdict[str, list[str]] = defaultdict(list)
    for row in store.select(query.text_of("broader", query.among("issue", issues))):
        broader[row["issue"]].append(row["broader"])
    for issue in issues:
        above = [one for one in broader[issue] if one in issues and one != issue]
        nearest = [one for one in above if not any(one in broader[other] for other in above if other != one)]
        yield from (Edge(issue, one, "broader", "narrower than") for one in nearest)


def place(store: Store, where: Named) -> Subgraph:
    """A place, the places within it, what happened there, and who took part."""
    read = foremost(store, [(FactKind.EVENT, (query.inside(where.iri),))])
    found = drawn(store, read.facts, f"What happened in {where.label}", where.iri)
    return replace(found, total_nodes=max(len(found.nodes), read.entities or 0))


def path(store: Store, start: Named, end: Named) -> Subgraph:
    """The shortest chains of facts between two things, one below the other."""
    chains = connections(store, start.iri, end.iri, limit=_PATHS)
    nodes: dict[str, Node] = {node.iri: node for chain in chains for node in chain.nodes}
    for named in (start, end):
        nodes.setdefault(named.iri, Node(named.iri, named.label, kind_of(named.kinds)))
    edges = tuple(dict.fromkeys(edge for chain in chains for hop in chain.hops for edge in hop))
    rows = tuple(tuple(node.iri for node in chain.nodes) for chain in chains) or ((start.iri, end.iri),)
    title = f"How {start.label} and {end.label} are connected" if chains else f"Nothing connects {start.label} and {end.label}"
    return Subgraph(title, start.iri, tuple(nodes.values()), edges, len(nodes), drawn(store, ()).footer, Chains(rows))
