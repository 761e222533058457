"""How many articles state a fact, and how many of them independently.

Articles whose passages are nearly the same words are copies of one text and count once; so do articles that credit the same news
agency. Near sameness is a Jaccard index of at least `_SAME` between sets of three-word shingles; pairs are found by MinHash and
banding (Broder, 1997), so the work grows with the number of passages, not of pairs.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from kg import lexicon
from kg.names import fold
from kg.query.model import Quote

_WORDS: Final = 3
_SAME: Final = 0.6
_BANDS, _ROWS = 12, 2
_PRIME: Final = (1 << 61) - 1
_FACTORS: Final = tuple((6364136223846793005 * (n + 1) + 1442695040888963407) % _PRIME for n in range(2 * _BANDS * _ROWS))
_DOMAIN: Final = re.compile(r"^(https?://)?www\.|\.(com|org|net|co\.[a-z]{2}|[a-z]{2})/?$")
_NOT_WORDS: Final = re.compile(r"[^\w]+")

Shingles = frozenset[int]


def support(quotes: Sequence[Quote]) -> tuple[int, int]:
    """How many articles the quotes stand in, and how many of those are independent of each other."""
    groups = _Groups(quote.article_iri or quote.article for quote in quotes)
    articles = len(groups)
    if articles > 1:
        for members in (*_credited(quotes), *_copied(quotes)):
            groups.join(members)
    return articles, len(groups)


@lru_cache(maxsize=4096)
def agency(name: str) -> str | None:
    """The news agency that a name of an outlet or a source is, folded; None where it is none."""
    plain = fold(_DOMAIN.sub("", name.lower()))
    known = lexicon.table("agencies")["agencies"]
    return next((first for first, names in known.items() if plain in names), None)


@lru_cache(maxsize=16_384)
def shingles(sentence: str) -> Shingles:
    """The hashes of all runs of three words of a sentence, or of the whole of a shorter one."""
    words = _NOT_WORDS.sub(" ", sentence.casefold()).split()
    runs = (words[start : start + _WORDS] for start in range(max(1, len(words) - _WORDS + 1)))
    return frozenset(zlib.crc32(" ".join(run).encode()) for run in runs)


class _Groups:
    """Articles in groups, which can be joined."""

    def __init__(self, members: Iterable[str]) -> None:
        self._parent = {member: member for member in members}

    def __len__(self) -> int:
        return sum(parent == member for member, parent in self._parent.items())

    def join(self, members: Iterable[str]) -> None:
        roots = sorted({self._root(member) for member in members})
        for root in roots[1:]:
            self._parent[root] = roots[0]

    def _root(self, member: str) -> str:
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member


def _credited(quotes: Sequence[Quote]) -> Iterator[set[str]]:
    """The articles that credit, or come from, one news agency."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for quote in quotes:
        for name in (quote.outlet, *quote.said_by):
            if name and (known := agency(name)):
                found[known].add(quote.article_iri or quote.article)
    yield from found.values()


def _copied(quotes: Sequence[Quote]) -> Iterator[tuple[str, str]]:
    """Pairs of articles with nearly the same passage: each passage with the first one of each of its bands."""
    first: dict[tuple[int, ...], tuple[str, Shingles]] = {}
    for quote in quotes:
        article, own = quote.article_iri or quote.article, shingles(quote.sentence)
        for band in _bands(own):
            other, others = first.setdefault(band, (article, own))
            if other != article and len(own & others) >= _SAME * len(own | others):
                yield other, article


@lru_cache(maxsize=16_384)
def _bands(own: Shingles) -> tuple[tuple[int, ...], ...]:
    least = [min((_FACTORS[2 * n] * one + _FACTORS[2 * n + 1]) % _PRIME for one in own) for n in range(_BANDS * _ROWS)]
    return tuple((band, *least[band * _ROWS : (band + 1) * _ROWS]) for band in range(_BANDS))
