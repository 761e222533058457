"""The errors of newskg.

KgError
├── InputError       a source, query or argument that cannot be used; the message says where and what to do
│   └── DocumentError    one article that has to be skipped
├── NotFoundError    a name or address that the graph does not hold
│   └── AmbiguousError   a name that means several entities
├── StoreError       the store on disk cannot be opened or is in the wrong state
└── OntologyError    the ontology, the lexicon or the gazetteer is broken: nothing can be built

Every message says what went wrong, where (file, line, IRI) and what to do about it.
"""

from __future__ import annotations

from kg.printable import printable_line

_SOURCE_LENGTH, _REASON_LENGTH = 300, 1000  #: characters of an error, which quotes what somebody wrote


class KgError(Exception):
    """Base of all errors that newskg raises on purpose."""


class InputError(KgError):
    """A source, query or argument cannot be used."""


class DocumentError(InputError):
    """One article cannot be read; the build counts it, reports it and goes on.

    Attributes:
        source: the file name or id, with the line where one is known; fit to be printed, as is the reason.
        reason: what is wrong and what to do.
    """

    def __init__(self, source: str, reason: str) -> None:
        self.source = printable_line(source, _SOURCE_LENGTH)
        self.reason = printable_line(reason, _REASON_LENGTH)
        super().__init__(f"{self.source}: {self.reason}")

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str]]:
        return DocumentError, (self.source, self.reason)


class NotFoundError(KgError):
    """The graph holds nothing of that name."""


class AmbiguousError(NotFoundError):
    """A name means several entities.

    Attributes:
        name: the name.
        candidates: pairs of IRI and a line that tells the entity from the others.
    """

    def __init__(self, name: str, candidates: tuple[tuple[str, str], ...]) -> None:
        listed = "; ".join(f"{line} <{iri}>" for iri, line in candidates)
        super().__init__(f"{name!r} means several entities, name one of them in full or by its IRI: {listed}")
        self.name = name
        self.candidates = candidates


class StoreError(KgError):
    """The store on disk cannot be used."""


class OntologyError(KgError):
    """The ontology, the lexicon or the gazetteer is broken."""
