"""The lines of the article itself."""

from __future__ import annotations

from collections.abc import Iterator

from kg import vocabulary as v
from kg.errors import InputError
from kg.ntriples import iri, literal, triple
from kg.project.scene import Scene
from kg.project.terms import is_day, typed


def article(scene: Scene) -> Iterator[str]:
    """The article, its version and who published it."""
    about = scene.records.article
    yield from typed(scene.article, v.ARTICLE)
    yield from typed(scene.version, v.ARTICLE_VERSION)
    yield triple(scene.article, iri(v.IN_VERSION), scene.version)
    yield triple(scene.version, iri(v.SPECIALIZATION_OF), scene.article)
    yield triple(scene.article, iri(v.SOURCE_NAME), literal(about.source_name))
    yield triple(scene.article, iri(v.IDENTIFIER), literal(about.id))
    if about.url and (address := _address(about.url)):
        yield triple(scene.article, iri(v.SCHEMA_URL), address)
    if about.title:
        yield triple(scene.article, iri(v.TITLE), literal(about.title))
    if about.published:
        datatype = v.XSD_DATE if is_day(about.published) else v.XSD_DATE_TIME
        yield triple(scene.article, iri(v.DATE_PUBLISHED), literal(about.published, datatype))
    if scene.outlet and about.publisher:
        yield triple(scene.article, iri(v.PUBLISHED_BY), scene.outlet)
        yield from typed(scene.outlet, v.PUBLISHER)
        yield triple(scene.outlet, iri(v.PREF_LABEL), literal(about.publisher))


def _address(url: str) -> str | None:
    """The term of an address; None for one that is no IRI, which an older newskg let in and which must not stop the store."""
    try:
        return iri(url)
    except InputError:
        return None
