"""Pictures that answer questions, for notebooks and files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from kg import views
from kg.errors import InputError
from kg.graph import Subgraph, gexf, graphml, to_networkx
from kg.store import Store
from kg.timelines import Lanes
from kg.views import View

if TYPE_CHECKING:
    import networkx as nx

E = TypeVar("E", bound=StrEnum)
EXCHANGE: Final = {"graphml": graphml, "gexf": gexf}
"""Forms for other programs."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A subgraph that a notebook shows as an interactive picture, in a frame that cannot reach the notebook.

    Attributes:
        subgraph: what is drawn.
        height: height of the frame in a notebook, in pixels.
    """

    subgraph: Subgraph
    height: int = 640

    def __str__(self) -> str:
        return f"{self.subgraph.title}: {self.subgraph.extent}, {len(self.subgraph.edges)} relations"

    def html(self) -> str:
        """The picture as a page that needs no network."""
        from kg.render import html

        return html(self.subgraph)

    def save(self, file: str | Path) -> Path:
        """Write the picture to a file and give its path; missing folders are made.

        A name that ends in `.graphml` or `.gexf` gets the subgraph for Gephi, yEd and others, any other name the page.
        """
        path = Path(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.form(path.suffix.removeprefix(".")))
        return path

    def form(self, name: str) -> bytes:
        """The picture as `graphml` or `gexf`, for any other name as a page."""
        if name in EXCHANGE:
            return EXCHANGE[name](self.subgraph)
        return self.html().encode()

    def _repr_html_(self) -> str:
        from kg.render import frame

        return frame(self.html(), self.height)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """The plain form that a notebook keeps beside the HTML; its default, the whole object, would be long."""
        return {"text/plain": str(self)}


def picture(
    store: Store,
    name: str | None = None,
    *,
    view: View | str | None = None,
    to: str | None = None,
    steps: int = 2,
    lanes: Lanes | str = Lanes.ACTOR,
    limit: int = 150,
) -> Picture:
    """The picture that answers a question about something.

    Args:
        store: where to look.
        name: name or IRI of an actor, place, issue or event; None for a timeline of everything.
        view: `ego` (what surrounds it), `issue` (who stands where), `timeline`, `path` or `place`; None chooses what suits the name.
        to: name or IRI of the other end of a path.
        steps: of the surroundings: 1 takes the facts that it takes part in, 2 also those of its neighbours among each other.
        lanes: of a timeline, `actor` or `place`.
        limit: most nodes to draw; more than some 150 are hard to read.

    Raises:
        NotFoundError: the graph knows no such name, or several entities bear it.
        InputError: there is no such view, or it cannot be asked of this name.
    """
    kind = None if view is None else _member(View, view, "view")
    return Picture(views.view(store, name, kind, to=to, steps=steps, lanes=_member(Lanes, lanes, "kind of lanes"), limit=limit))


def network(
    store: Store, name: str | None = None, *, view: View | str | None = None, to: str | None = None, steps: int = 2, limit: int = 150
) -> nx.MultiDiGraph[str]:
    """What `picture` would draw, as a networkx graph: IRIs as nodes, facts as edges, plain text and numbers as attributes.

    >>> graph = network(store, "Ushakov", steps=1)
    >>> ushakov = next(iri for iri, kind in graph.nodes(data="kind") if "ushakov" in iri and kind == "person")
    >>> sorted({data["relation"] for *_, data in graph.edges(ushakov, data=True)} & {"stance", "tenure"})
    ['stance', 'tenure']

    Args:
        store: where to look.
        name: name or IRI of an actor, place, issue or event; None for a timeline of everything.
        view: as of `picture`.
        to: name or IRI of the other end of a path.
        steps: of the surroundings.
        limit: most nodes.

    Raises:
        NotFoundError: the graph knows no such name, or several entities bear it.
        InputError: there is no such view, or it cannot be asked of this name.
    """
    return to_networkx(picture(store, name, view=view, to=to, steps=steps, limit=limit).subgraph)


def _member(kinds: type[E], text: str, what: str) -> E:
    if text not in [kind.value for kind in kinds]:
        raise InputError(f"there is no {what} {text!r}: it is one of {', '.join(kinds)}")
    return kinds(text)
