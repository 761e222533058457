"""The scene of a projection: one article, its entities and their IRIs, and the lines that every fact of it shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg import vocabulary as v
from kg.identifiers import article_path, digest, minted, version_path
from kg.ntriples import iri, literal, triple, value
from kg.project.terms import typed
from kg.records import Evidence, Records
from kg.resolve import Entity


class Scene:
    """What the lines of an article are made from.

    Attributes:
        article, version, outlet: the terms of the article, of its version, and of who published it, if known.
    """

    def __init__(self, records: Records, entities: Mapping[int, Entity], base: str) -> None:
        self.records = records
        self.entities = entities
        self.base = base
        self.article = self.node(article_path(records.article))
        self._version_path = version_path(records.article)
        self.version = self.node(self._version_path)
        self.outlet = self.node(minted("publisher", p, p.casefold())) if (p := records.article.publisher) else None

    def node(self, path: str) -> str:
        """The term of a path."""
        return iri(self.base + path)

    def of(self, referent: int) -> str:
        """The term of a referent's entity."""
        return self.node(self.entities[referent].path)

    def stated(self, path: str, sources: Iterable[int], evidence: tuple[Evidence, ...]) -> Iterator[str]:
        """Who says so, on the fact and on each piece of its evidence."""
        node = self.node(path)
        speakers = [self.of(source) for source in sources] or ([self.outlet] if self.outlet else [])
        for speaker in speakers:
            yield triple(node, iri(v.ACCORDING_TO), speaker)
            for piece in evidence:
                yield triple(self.node(self.evidence_path(path, piece)), iri(v.ACCORDING_TO), speaker)
        yield from self.evidence(path, evidence)

    def evidence(self, path: str, evidence: tuple[Evidence, ...]) -> Iterator[str]:
        """The pieces of evidence of what has this path."""
        for piece in evidence:
            node = self.node(self.evidence_path(path, piece))
            yield triple(self.node(path), iri(v.HAS_EVIDENCE), node)
            yield from typed(node, v.EVIDENCE)
            yield triple(node, iri(v.IN_ARTICLE), self.article)
            yield triple(node, iri(v.IN_VERSION), self.version)
            yield triple(node, iri(v.EXACT), literal(piece.exact))
            yield triple(node, iri(v.START), value(piece.start))
            yield triple(node, iri(v.END), value(piece.end))
            yield triple(node, iri(v.SENTENCE), literal(piece.sentence))
            yield triple(node, iri(v.RULE), literal(piece.rule))
            yield triple(node, iri(v.CONFIDENCE), value(piece.confidence))

    def evidence_path(self, path: str, piece: Evidence) -> str:
        """The path of a piece of evidence."""
        return f"evidence/{digest(self._version_path, path, str(piece.start), str(piece.end), piece.rule, length=20)}"
