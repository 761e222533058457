"""Pictures of the surroundings of an entity, for notebooks and files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.graph import Subgraph, most_relevant
from kg.neighbourhood import around
from kg.query import one
from kg.store import Store


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
        """Write the page to a file and give its path; missing folders are made."""
        path = Path(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.html(), encoding="utf-8")
        return path

    def _repr_html_(self) -> str:
        from kg.render import frame

        return frame(self.html(), self.height)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """The plain form that a notebook keeps beside the HTML; its default, the whole object, would be long."""
        return {"text/plain": str(self)}


def picture(store: Store, name: str, *, steps: int = 2, limit: int = 150) -> Picture:
    """The picture of what surrounds an entity.

    Args:
        store: where to look.
        name: name or IRI of an actor, place or issue.
        steps: 1 takes the facts that it takes part in, 2 also those of its neighbours among each other.
        limit: most nodes to draw; more than some 150 are hard to read.

    Raises:
        NotFoundError: the graph knows no such name, or several entities bear it.
    """
    return Picture(most_relevant(around(store, one(store, name).iri, steps), limit))
