"""The entity recogniser, all tokens at once where nothing depends on what came before.

It reads a text by transitions: a token begins an entity, is one alone or is outside, and inside an entity the next either goes on with
it or is its last. The scores outside of entities depend on the token only, so they are computed for all tokens together; then all
entities that may begin grow side by side; and at last those that begin inside another one are dropped. That finds what walking from token
to token finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.tokens import Span

from kg.nlp.transitions import Lockstep

if TYPE_CHECKING:
    from spacy.tokens import Doc

Array = Any
Score = Callable[[Array, Array, Array], Array]  #: of every transition, from token, first token of the entity, token before; or -1


@dataclass(frozen=True)
class _Tokens:
    """What decides which transitions are allowed, for all tokens of a batch.

    Attributes:
        space: it is white space, which begins no entity.
        closes: the last of its sentence, over which no entity goes.
    """

    space: Array
    closes: Array


class Entities(Lockstep):
    """Stands in for a greedy entity recogniser of spaCy."""

    def __init__(self, component: Any) -> None:
        super().__init__(component)
        moves = component.moves
        self._names = [moves.get_class_name(number) for number in range(moves.n_moves)]
        self._unit = self._are("U-")
        self._begin = self._are("B-")
        self._inner = self._are("I-") | self._are("L-") | (np.array(self._names) == "U-")

    def _are(self, action: str) -> Array:
        return np.array([name.startswith(action) for name in self._names])

    def _annotate(self, docs: Sequence[Doc]) -> None:
        if self._component.model.attrs["unseen_classes"] or any(doc.has_annotation("ENT_IOB") for doc in docs):
            super()._annotate(docs)
        elif any(map(len, docs)):
            steps = self._component.model.predict(docs)
            found = list(self._entities(_tokens(docs), _score(steps)))
            steps.clear_memory()
            _set(docs, found)

    def _entities(self, tokens: _Tokens, score: Score) -> Iterator[tuple[int, int, str]]:
        """First token, end and label of every entity, in order."""
        guesses = self._guesses(tokens, score)
        begin = np.flatnonzero(self._begin[guesses])
        ends = dict(zip(begin.tolist(), self._ends(begin, guesses[begin], tokens, score).tolist(), strict=True))
        free = 0
        for start in np.flatnonzero(self._begin[guesses] | self._unit[guesses]).tolist():
            if start >= free:
                free = ends.get(start, start + 1)
                yield start, free, self._names[guesses[start]][2:]

    def _guesses(self, tokens: _Tokens, score: Score) -> Array:
        """The transition of each token, were it outside of an entity."""
        every = np.arange(len(tokens.space))
        nothing = np.full_like(every, -1)
        scores = score(every, nothing, nothing)
        scores[:, self._inner] = -np.inf
        scores[np.ix_(tokens.space | tokens.closes, self._begin)] = -np.inf
        scores[np.ix_(tokens.space, self._unit)] = -np.inf
        return scores.argmax(axis=1)

    def _ends(self, begin: Array, guesses: Array, tokens: _Tokens, score: Score) -> Array:
        """Where the entities end that begin at these tokens with these transitions."""
        goes_on, is_last = (np.array([self._names.index(action + self._names[one][1:]) for one in guesses]) for action in "IL")
        ends = begin + 1
        growing = np.arange(len(begin))
        while len(growing):
            at, start = ends[growing], begin[growing]
            scores = score(at, start, at - 1)
            row = np.arange(len(growing))
            more = (scores[row, goes_on[growing]] >= scores[row, is_last[growing]]) & ~tokens.closes[at]
            ends[growing] += 1
            growing = growing[more]
        return ends


def _score(steps: Any) -> Score:
    def score(*context: Array) -> Array:
        ids = np.ascontiguousarray(np.stack(context, axis=1), dtype=np.int32)
        return steps.vec2scores.predict(steps.state2vec.predict(ids))

    return score


def _tokens(docs: Sequence[Doc]) -> _Tokens:
    attributes = np.concatenate([doc.to_array(["IS_SPACE", "SENT_START"]) for doc in docs])
    closes = np.append(attributes[1:, 1] == 1, True)
    closes[[end - 1 for end in accumulate(map(len, docs)) if end]] = True
    return _Tokens(attributes[:, 0] == 1, closes)


def _set(docs: Sequence[Doc], entities: Sequence[tuple[int, int, str]]) -> None:
    ends = list(accumulate(map(len, docs)))
    waiting = iter([*entities, (ends[-1], ends[-1], "")])
    start, end, label = next(waiting)
    for doc, doc_end in zip(docs, ends, strict=True):
        own, offset = [], doc_end - len(doc)
        while start < doc_end:
            own.append(Span(doc, start - offset, end - offset, label))
            start, end, label = next(waiting)
        doc.set_ents(own, default="outside")
