"""A parsed text in plain Python: what spaCy found, read out once, under the names that spaCy gives it.

Rules look at the same few attributes of the same few tokens many times over, and each look at a spaCy token builds objects and looks up
strings. Here a token is one object, its head and its children are such objects, and its attributes are plain values, which outlive the
memory of the parser. Rules work on spaCy's own objects just as well.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, repeat
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from spacy.tokens import Doc as SpacyDoc

_STRINGS = ("ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE")
_FLAGS = ("IS_SPACE", "IS_PUNCT", "IS_QUOTE", "IS_ALPHA", "IS_STOP", "LIKE_NUM")
_STARTS = {1: True, -1: False, 0: None}


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """A token of a `Doc`."""

    doc: Doc
    i: int
    idx: int
    is_sent_start: bool | None
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    whitespace_: str
    is_space: bool
    is_punct: bool
    is_quote: bool
    is_alpha: bool
    is_stop: bool
    like_num: bool
    head: Token = field(init=False)
    sent: Span = field(init=False)
    children: tuple[Token, ...] = ()

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    def __lt__(self, other: Token) -> bool:
        return self.i < other.i

    @property
    def text_with_ws(self) -> str:
        """The token and the space behind it."""
        return self.text + self.whitespace_

    @property
    def is_lower(self) -> bool:
        """It has letters, and all are small."""
        return self.text.islower()

    @property
    def is_title(self) -> bool:
        """It has letters, and only the first of each word is a capital."""
        return self.text.istitle()

    @property
    def is_digit(self) -> bool:
        """It is all digits."""
        return self.text.isdigit()

    @property
    def left_edge(self) -> Token:
        """The first of the tokens that hang on it, or itself."""
        return self.doc.tokens[self.doc.edges[0][self.i]]

    @property
    def right_edge(self) -> Token:
        """The last of the tokens that hang on it, or itself."""
        return self.doc.tokens[self.doc.edges[1][self.i]]

    @property
    def subtree(self) -> Iterator[Token]:
        """The token and all that hang on it, those on its left first."""
        for child in self.children:
            if child.i < self.i:
                yield from child.subtree
        yield self
        for child in self.children:
            if child.i > self.i:
                yield from child.subtree

    @property
    def ancestors(self) -> Iterator[Token]:
        """The heads above it, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """All others that it is coordinated with."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:
            found += [child for child in token.children if child.dep_ == "conj" and child.i > token.i]
        return tuple([token for token in found if token is not self]) if len(found) > 1 else ()

    def nbor(self, places: int = 1) -> Token:
        """The token so many places after it.

        Raises:
            IndexError: the text has no such place.
        """
        if self.i + places < 0:
            raise IndexError(self.i + places)
        return self.doc.tokens[self.i + places]


@dataclass(slots=True)
class Span:
    """Some tokens of a `Doc` in a row."""

    doc: Doc
    start: int
    end: int
    label_: str = ""

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, place: int) -> Token: ...
    @overload
    def __getitem__(self, place: slice) -> Span: ...
    def __getitem__(self, place: int | slice) -> Token | Span:
        if isinstance(place, slice):
            start, end, _ = place.indices(len(self))
            return Span(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.tokens[self.start : self.end][place]

    @property
    def start_char(self) -> int:
        """Where it begins in the text of the Doc."""
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        """Where it ends in the text of the Doc."""
        if self.start == self.end:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """What it says."""
        return self.doc.text[self.start_char : self.end_char] if self.start < self.end else ""

    @property
    def root(self) -> Token:
        """The token that the others hang on: the first root of a sentence in it, or the first of those nearest to theirs, marks last."""
        tokens = self.doc.tokens[self.start : self.end]
        root = next((token for token in tokens if token.head is token), None)
        if root is not None:
            return root
        outward = [token for token in tokens if not self.start <= token.head.i < self.end]
        return min(outward, key=_distance)


class Doc:
    """The tokens of a text with its sentences and entities."""

    def __init__(self, doc: SpacyDoc) -> None:
        self.tokens = _tokens(self, doc)
        self.text = "".join([token.text_with_ws for token in self.tokens])
        self.sents = _sentences(self)
        self.ents = [Span(self, ent.start, ent.end, ent.label_) for ent in doc.ents]

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, place: int) -> Token: ...
    @overload
    def __getitem__(self, place: slice) -> Span: ...
    def __getitem__(self, place: int | slice) -> Token | Span:
        if isinstance(place, slice):
            start, end, _ = place.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[place]

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """The first and the last token below each, itself included."""
        first, last = list(range(len(self.tokens))), list(range(len(self.tokens)))
        heads = [token.head.i for token in self.tokens]
        for order in (range(len(heads)), range(len(heads) - 1, -1, -1)):
            for i in order:
                head = heads[i]
                if first[i] < first[head]:
                    first[head] = first[i]
                if last[i] > last[head]:
                    last[head] = last[i]
        return first, last

    @cached_property
    def _starts(self) -> list[int]:
        return [token.idx for token in self.tokens]

    def char_span(self, start: int, end: int, alignment_mode: str = "expand") -> Span | None:  # noqa: ARG002 - as spaCy has it
        """The tokens that a piece of the text has a part of."""
        if not 0 <= start < end <= len(self.text):
            return None
        first = bisect_right(self._starts, start) - 1
        behind = start == self.tokens[first].idx + len(self.tokens[first].text)
        return Span(self, first + behind, max(first + behind, bisect_right(self._starts, end - 1)))


def _distance(token: Token) -> int:
    """How far it is from the root of its sentence; marks on which nothing hangs come last."""
    if (token.is_punct or token.is_space) and not token.children:
        return len(token.doc) - 1
    return sum(1 for _ in token.ancestors)


def _tokens(doc: Doc, read: SpacyDoc) -> list[Token]:
    columns = read.to_array([*_STRINGS, *_FLAGS, "SPACY", "SENT_START", "HEAD"])
    keys = columns[:, : len(_STRINGS)].T.tolist()
    known = {key: read.vocab.strings[key] for key in set().union(*keys)}
    names = [list(map(known.__getitem__, column)) for column in keys]
    flags = columns[:, len(_STRINGS) : -3].astype(bool).T.tolist()
    spaced, begun, above = columns[:, -3:].astype("int64").T.tolist()
    spaces = [" " if space else "" for space in spaced]
    places = accumulate(map(len, map(str.__add__, names[0], spaces)), initial=0)
    tokens = list(map(Token, repeat(doc), range(len(read)), places, map(_STARTS.__getitem__, begun), *names, spaces, *flags))
    _hang(tokens, above)
    return tokens


def _hang(tokens: list[Token], above: list[int]) -> None:
    """Give the tokens their heads, which are so many places away, and their children."""
    children: defaultdict[int, list[Token]] = defaultdict(list)
    for token, places in zip(tokens, above, strict=True):
        token.head = tokens[token.i + places]
        if places:
            children[token.i + places].append(token)
    for i, below in children.items():
        tokens[i].children = tuple(below)


def _sentences(doc: Doc) -> list[Span]:
    starts = [token.i for token in doc.tokens if token.is_sent_start or token.i == 0]
    sentences = [Span(doc, start, end) for start, end in zip(starts, [*starts[1:], len(doc)], strict=False)]
    for sentence in sentences:
        for token in sentence:
            token.sent = sentence
    return sentences
