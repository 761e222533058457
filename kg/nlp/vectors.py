"""The vectors of tokens, from the layers of the pipeline itself but with less work.

A vector begins with what is known of the token alone: its norm, prefix, suffix and shape. That part is a function of a few numbers, so it
is remembered for each combination of them. What the neighbours add is computed in blocks of rows, which bounds the memory.

Neither changes a bit: a row of a matrix product by blis does not depend on the other rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, count
from typing import TYPE_CHECKING, Any

import numpy as np
from thinc.api import Model

if TYPE_CHECKING:
    from spacy.tokens import Doc

Array = Any  # thinc and numpy type arrays in ways that do not meet
Vectors = list[Array]

KINDS_OF_TOKEN = 20_000  #: remembered at a time, in some 15 MB for each model
BLOCK = 512  #: rows
_AT_ONCE = 4_000  #: kinds that are new in a batch, at most, unless its articles are very long


def make_lean_vectors(model: Model[Any, Any]) -> None:
    """Replace, in place, the layers of a model that embed tokens and encode their context."""
    for node in [one for one in model.walk() if one.has_ref("embed") and one.has_ref("encode")]:
        embed, encode = node.get_ref("embed"), node.get_ref("encode")
        if embed.layers and embed.layers[0].name == "extract_features":
            node.replace_node(embed, _inferring("remembered_embedding", RememberedEmbedding(embed)))
        if "pad" in encode.attrs:
            node.replace_node(encode, _inferring("encoding_by_blocks", EncodingByBlocks(encode)))


class RememberedEmbedding:
    """The embedding of tokens by some of their attributes, computed once for each combination."""

    def __init__(self, embed: Model[Any, Any]) -> None:
        self._extract, *self._layers = embed.layers
        self._rows: dict[bytes, int] = {}
        self._vectors: Array = np.empty((0, 0), dtype=np.float32)

    def __call__(self, docs: Sequence[Doc]) -> Vectors:
        """One matrix for each Doc, one row for each token."""
        attributes = self._extract.predict(docs)
        every = np.concatenate(attributes)
        keys: list[Any] = every.view(np.dtype((np.void, every.shape[1] * every.itemsize))).ravel().tolist()
        if len(self._rows) > KINDS_OF_TOKEN:
            self._rows.clear()
        self._learn(every, keys)
        found = self._vectors[np.fromiter(map(self._rows.__getitem__, keys), np.intp, len(keys))]
        return np.split(found, list(accumulate(map(len, attributes[:-1]))))

    def _learn(self, attributes: Array, keys: Sequence[bytes]) -> None:
        unknown = {key: at for at, key in enumerate(keys) if key not in self._rows}
        if unknown:
            found = [attributes[list(unknown.values())]]
            for layer in self._layers:
                found = layer.predict(found)
            self._put(found[0])
            self._rows.update(zip(unknown, count(len(self._rows))))

    def _put(self, found: Array) -> None:
        """Write vectors behind those that are known, in an array that is made once and as large as it may become."""
        known, needed = len(self._rows), len(self._rows) + len(found)
        if needed > len(self._vectors):
            larger = np.empty((max(needed, KINDS_OF_TOKEN + _AT_ONCE), found.shape[1]), dtype=found.dtype)
            if known:
                larger[:known] = self._vectors[:known]
            self._vectors = larger
        self._vectors[known:needed] = found


class EncodingByBlocks:
    """The layers that look at neighbours, run over a block of rows and as many rows around it as they can see."""

    def __init__(self, encode: Model[Any, Any]) -> None:
        self._layers = encode.layers[0]
        self._sight: int = encode.attrs["pad"]

    def __call__(self, vectors: Vectors) -> Vectors:
        """The matrices of Docs, encoded; between two Docs are rows of zeros, so that they do not see each other."""
        ops, sight = self._layers.ops, self._sight
        rows: Array = ops.flatten(vectors, pad=sight)
        encoded: Array = np.empty_like(rows)
        for start in range(0, len(rows), BLOCK):
            first = max(start - sight, 0)
            block = self._layers.predict(rows[first : start + BLOCK + sight])
            encoded[start : start + BLOCK] = block[start - first :][:BLOCK]
        return ops.unflatten(encoded, ops.asarray1i([len(one) for one in vectors]), pad=sight)


def _inferring(name: str, infer: Callable[[Any], Any]) -> Model[Any, Any]:
    """A layer that can predict and not learn."""

    def forward(model: Model[Any, Any], given: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:  # noqa: ARG001 - thinc's signature
        return infer(given), _no_gradient

    return Model(name, forward)


def _no_gradient(_: Any) -> Any:
    raise NotImplementedError("this layer only predicts")
