"""Where things are shown: the addresses of entities, facts, articles and sentences below this service."""

from __future__ import annotations

from typing import Final, Protocol
from urllib.parse import quote, urlencode

_ACTORS: Final = ("person", "organization", "country", "group", "org")
_FACTS: Final = ("tenure", "stance", "statement", "event", "quantity")
_SECTIONS: Final = {"place": "places", "issue": "issues", "article": "articles", **dict.fromkeys(_ACTORS, "actors")}
_PLAIN: Final = "/:@!$&'()*+,;=~-._"


class Cited(Protocol):
    """A quote: where in which version of which article it stands."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def article_iri(self) -> str: ...  # noqa: D102
    @property
    def version(self) -> str: ...  # noqa: D102


def address(iri: str, base: str) -> str | None:
    """The address of the page of a thing of the graph; None for what has none, such as an office or a web address."""
    if not iri.startswith(base):
        return None
    path = iri.removeprefix(base)
    kind = path.partition("/")[0]
    if kind in _FACTS:
        return f"/facts?{urlencode({'iri': path})}"
    section = _SECTIONS.get(kind)
    return section and f"/{section}/{quote(path, safe=_PLAIN)}"


def sentence(cited: Cited, base: str) -> str | None:
    """The address of a span in the text of its article, where it is shown highlighted."""
    article = address(cited.article_iri, base)
    if article is None:
        return None
    version = cited.version.rpartition("/v/")[2]
    return f"{article}?{urlencode({'version': version, 'at': f'{cited.start}-{cited.end}'})}#here"


def named(label: str) -> str:
    """The address that finds an actor by name."""
    return f"/search?{urlencode({'q': label})}"


def outside(url: str | None) -> str | None:
    """An address of the web that may be a link; None for any other scheme, for a link must not run anything."""
    return url if url and url.lower().startswith(("http://", "https://")) else None
