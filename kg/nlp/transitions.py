"""Parser and entity recogniser, stepping through the documents of a batch side by side.

Both read a text by transitions. spaCy's own loop lets go of the interpreter's lock, and its checks whether a transition is valid take
the lock back, some hundred times for each token: half of what recognising entities costs. Here the same transitions are made by the
same functions, one step of all documents at a time, and the lock is kept. The scores of a document do not depend on the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Lockstep:
    """Stands in for a greedy transition-based component of spaCy."""

    def __init__(self, component: Any) -> None:
        self._component = component

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        self._annotate([doc])
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Annotate Docs, in batches and in order."""
        iterator = iter(docs)
        while batch := list(islice(iterator, batch_size)):
            self._annotate(batch)
            yield from batch

    def _annotate(self, docs: Sequence[Doc]) -> None:
        self._component.set_annotations(docs, self._states(docs))

    def _states(self, docs: Sequence[Doc]) -> list[Any]:
        """The final states of Docs, as `greedy_parse` finds them."""
        states: list[Any] = self._component.moves.init_batch(docs)
        unfinished = [state for state in states if not state.is_final()]
        if unfinished:
            steps = self._component.model.predict(docs)
            while unfinished:
                unfinished = self._component.transition_states(unfinished, steps.predict(unfinished))
            steps.clear_memory()
        return states
