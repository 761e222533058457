"""What a picture cites: its facts with their quotes, sentences and articles, each once, as tables of rows that point to each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from kg.graph import FactCard, Subgraph

if TYPE_CHECKING:
    from kg.query import Quote


class Cited:
    """Facts, quotes, sentences and articles of a picture, each once; what uses them points to them by number."""

    def __init__(self, subgraph: Subgraph, read: Callable[[Quote], str | None]) -> None:
        """Begin with nothing; `read` gives the address at which the sentence of a quote can be read in its article."""
        self._read = read
        self.base = _base(subgraph)
        self.tables: dict[str, list[Any]] = {"facts": [], "quotes": [], "articles": [], "sentences": [], "rules": []}
        self._numbers: dict[object, int] = {}

    def numbers(self, cards: Sequence[FactCard]) -> list[int]:
        """The numbers of facts, which are in the tables from now on."""
        return [self._number("facts", card, partial(self._fact, card)) for card in cards]

    def _number(self, table: str, key: object, row: Callable[[], Any]) -> int:
        if (table, key) not in self._numbers:
            entry = row()
            self._numbers[table, key] = len(self.tables[table])
            self.tables[table].append(entry)
        return self._numbers[table, key]

    def _fact(self, card: FactCard) -> dict[str, Any]:
        quotes = [self._number("quotes", quote, partial(self._quote, quote)) for quote in card.evidence]
        return {"iri": card.iri.removeprefix(self.base), "text": card.text, "kind": card.kind, "quotes": quotes}

    def _quote(self, quote: Quote) -> dict[str, Any]:
        article = filled(outlet=quote.outlet, name=quote.article, url=quote.url, published=(quote.published or "")[:10])
        row = {
            "sentence": self._number("sentences", quote.sentence, lambda: quote.sentence),
            "article": self._number("articles", tuple(article.items()), lambda: article),
            "rule": self._number("rules", quote.rule, lambda: quote.rule),
            "confidence": round(quote.confidence, 2),
        }
        return row | filled(at=_span(quote), by=list(quote.said_by), read=self._read(quote))


def _span(quote: Quote) -> list[int]:
    """Where in its sentence the words of a quote stand; nothing where they are all of it, or no part."""
    start = quote.sentence.find(quote.exact)
    return [] if start < 0 or quote.exact == quote.sentence else [start, start + len(quote.exact)]


def filled(**values: Any) -> dict[str, Any]:
    """The values that say something; the page knows what a missing one means."""
    return {name: value for name, value in values.items() if value}


def _base(subgraph: Subgraph) -> str:
    """What the IRIs of all nodes and facts begin with."""
    facts = [card.iri for node in subgraph.nodes for card in node.facts] + [card.iri for edge in subgraph.edges for card in edge.facts]
    iris = sorted([*(node.iri for node in subgraph.nodes), *facts])
    pairs = zip(iris[0], iris[-1], strict=False) if iris else ()
    return "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
