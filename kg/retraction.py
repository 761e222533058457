"""Retraction: what goes with an article, what stays and who else supports it, and taking it out.

The preview rehearses the retraction on the records, which then forget it, so that it tells what will be, also of other articles: an
event that this article was the first to tell gets another IRI, a name that only it spelt out in full is no label any more.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from kg import pipeline
from kg.errors import NotFoundError
from kg.identifiers import article_path
from kg.judgements import load
from kg.ntriples import iri
from kg.project.facts import Fact, facts
from kg.records_store import RecordsStore
from kg.resolve import Entity
from kg.settings import Settings
from kg.store import Store

_SUPPORT = """PREFIX kg: <https://w3id.org/newskg/ontology#>
SELECT DISTINCT ?fact ?version { VALUES ?fact { $facts } ?fact kg:evidence/kg:version ?version }"""


@dataclass(frozen=True, slots=True)
class Article:
    """An article that supports something."""

    iri: str
    id: str
    source_name: str


@dataclass(frozen=True, slots=True)
class Staying:
    """A fact that other articles state as well.

    Attributes:
        fact: as it is now.
        becomes: its path after the retraction; another one where this article gave it its name, of several the first.
        supported_by: the others.
    """

    fact: Fact
    becomes: str
    supported_by: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that another article states, or names, and that is another or called otherwise after the retraction."""

    article: Article
    before: Fact
    after: Fact


@dataclass(frozen=True, slots=True)
class Preview:
    """What a retraction would do.

    Attributes:
        id: id of the article.
        going: facts that no other article states, by path.
        staying: facts that other articles state as well, by path.
        entities_going: entities that no other article names, as facts of the kind of entity they are.
        entities_staying: how many others there are.
        changed: what becomes of facts and entities of other articles.
    """

    id: str
    going: tuple[Fact, ...]
    staying: tuple[Staying, ...]
    entities_going: tuple[Fact, ...]
    entities_staying: int
    changed: tuple[Changed, ...]


def preview(article: str, settings: Settings) -> Preview:
    """What would go and what would stay if an article were retracted.

    Args:
        article: its id, source name, address or IRI.
        settings: name the store.

    Raises:
        NotFoundError: the store holds no such article.
        StoreError: somebody else is writing to it.
    """
    with RecordsStore(pipeline.folder(settings)) as records:
        return _Rehearsal(records, _id(records, article, settings), settings).preview()


def retract(article: str, settings: Settings) -> str:
    """Take an article out of the store with everything that only it supports; gives its id.

    Args:
        article: its id, source name, address or IRI.
        settings: name the store.

    Raises:
        NotFoundError: the store holds no such article.
        StoreError: somebody else is writing to it.
    """
    with RecordsStore(pipeline.folder(settings), read_only=True) as records:
        found = _id(records, article, settings)
    pipeline.retract(found, settings)
    return found


def _id(records: RecordsStore, article: str, settings: Settings) -> str:
    found = records.find(article, settings.base_iri)
    if len(found) != 1:
        raise NotFoundError(f"the store holds {'several articles' if found else 'no article'} named {article!r}: give its id")
    return found[0]


def as_json(found: Preview) -> str:
    """A preview as JSON."""
    return json.dumps(asdict(found), ensure_ascii=False, indent=1)


def as_text(found: Preview) -> str:
    """A preview to read."""
    lines = [f"{found.id}: {len(found.going)} facts go, {len(found.staying)} stay because other articles state them"]
    lines += [f"  goes   {fact.kind:<9} {fact.label}" for fact in found.going]
    lines += [
        f"  stays  {one.fact.kind:<9} {one.fact.label}  ({', '.join(article.id for article in one.supported_by)})" for one in found.staying
    ]
    lines += [f"{len(found.entities_going)} entities go, {found.entities_staying} stay"]
    lines += [f"  goes   {one.kind:<9} {one.label}" for one in found.entities_going]
    lines += [
        f"  changes {one.article.id}: {one.before.label} <{one.before.path}> to {one.after.label} <{one.after.path}>"
        for one in found.changed
    ]
    return "\n".join(lines)


def _told(fact: Fact) -> str:
    return f"{fact.label} <{fact.path}>"


class _Rehearsal:
    def __init__(self, records: RecordsStore, id: str, settings: Settings) -> None:  # noqa: A002
        self.records = records
        self.id = id
        self.settings = settings
        self.own = records.current(id)
        self.after = self._after()
        self.stated = {fact for version in self.own for fact in self._facts(version)}
        self.others = self._supported(self.stated)

    def preview(self) -> Preview:
        named = {_named(one) for version in self.own for one in self.records.entities(version).values()}
        supported = {fact: tuple(self._supporters(fact)) for fact in sorted(self.stated)}
        staying = tuple(_staying(fact, others) for fact, others in supported.items() if others)
        alone = tuple(one for one in sorted(named) if not self.records.is_named_elsewhere(one.path, self.id))
        going = tuple(fact for fact, others in supported.items() if not others)
        return Preview(self.id, going, staying, alone, len(named) - len(alone), tuple(self._changed()))

    def _after(self) -> dict[str, tuple[tuple[Fact, ...], dict[int, Entity]]]:
        """The facts and entities that other articles will have which are touched, by version."""
        with self.records.rehearsed():
            self.records.retract(self.id)
            self.records.settle(load(pipeline.folder(self.settings), self.settings.base_iri))
            touched = [stored.version for stored in self.records.due() if stored.state == "current"]
            return {version: (self._facts(version), self.records.entities(version)) for version in touched}

    def _facts(self, version: str) -> tuple[Fact, ...]:
        held = self.records
        return facts(held.records(version), held.entities(version), held.happenings(version), self.settings.base_iri)

    def _supporters(self, fact: Fact) -> Iterable[tuple[Article, str]]:
        """The other articles that state a fact, each with the path that it will have there."""
        for version in sorted(self.others[fact.path]):
            numbers = [number for number, one in enumerate(self._facts(version)) if one.path == fact.path]
            later = self.after[version][0][numbers[0]].path if numbers and version in self.after else fact.path
            yield self._article(version), later

    def _supported(self, stated: Iterable[Fact]) -> dict[str, set[str]]:
        """The versions of other articles that have evidence of facts, by the fact's path."""
        base = self.settings.base_iri
        found: defaultdict[str, set[str]] = defaultdict(set)
        listed = " ".join(iri(base + path) for path in sorted({fact.path for fact in stated}))
        with Store(self.settings.graph, read_only=True) as graph:
            for row in graph.select(_SUPPORT.replace("$facts", listed)):
                version = row["version"].removeprefix(base)
                if version not in self.own:
                    found[row["fact"].removeprefix(base)].add(version)
        return found

    def _changed(self) -> Iterable[Changed]:
        """Facts and entities of other articles that are another or called otherwise afterwards."""
        for version, (later, entities) in sorted(self.after.items()):
            now = self.records.entities(version)
            pairs = [*zip(self._facts(version), later, strict=True), *((_named(now[n]), _named(entities[n])) for n in sorted(now))]
            yield from (Changed(self._article(version), before, after) for before, after in dict.fromkeys(pairs) if before != after)

    def _article(self, version: str) -> Article:
        about = self.records.records(version).article
        return Article(self.settings.base_iri + article_path(about), about.id, about.source_name)


def _staying(fact: Fact, others: Sequence[tuple[Article, str]]) -> Staying:
    later = [path for _, path in others]
    return Staying(fact, fact.path if fact.path in later else later[0], tuple(article for article, _ in others))


def _named(entity: Entity) -> Fact:
    return Fact(entity.path, str(entity.kind), entity.label)
