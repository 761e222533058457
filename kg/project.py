"""Projection: the records of one article version, and the entities its referents are, to the lines of its named graph.

A pure function: the same records and entities always give the same lines. Every node has an IRI, made of what
identifies it, so that the same fact told by two articles is one node with evidence from both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from kg import gazetteer, lexicon
from kg import vocabulary as v
from kg.identifiers import article_path, digest, minted, version_path
from kg.ntriples import iri, literal, triple, value
from kg.records import Event, Evidence, Interval, Issue, Kind, Records, Stance, Statement, Tenure
from kg.resolve import Entity
from kg.settings import BASE_IRI

_CLASSES = {
    Kind.PERSON: (v.PERSON, v.ACTOR),
    Kind.ORGANIZATION: (v.ORGANIZATION, v.ACTOR),
    Kind.COUNTRY: (v.COUNTRY, v.ACTOR, v.PLACE),
    Kind.GROUP: (v.GROUP, v.ACTOR),
    Kind.PLACE: (v.PLACE,),
}
_SHARED_EVENT_DAYS = timedelta(days=3)
_GEONAMES = "https://sws.geonames.org/"
_WIKIDATA = "http://www.wikidata.org/entity/"


def project(records: Records, entities: Mapping[int, Entity], base: str = BASE_IRI) -> tuple[str, ...]:
    """The N-Triples lines of an article's graph, sorted, each once.

    Args:
        records: what the article says.
        entities: the entity of each of its referents, by the referent's number.
        base: IRI that instances are minted below.
    """
    return tuple(sorted(set(_Projection(records, entities, base).lines())))


class _Projection:
    def __init__(self, records: Records, entities: Mapping[int, Entity], base: str) -> None:
        self.records = records
        self.entities = entities
        self.base = base
        self.article = self.node(article_path(records.article))
        self.version_path = version_path(records.article)
        self.version = self.node(self.version_path)
        self.outlet = self.node(minted("publisher", p, p.casefold())) if (p := records.article.publisher) else None

    def node(self, path: str) -> str:
        return iri(self.base + path)

    def of(self, referent: int) -> str:
        return self.node(self.entities[referent].path)

    def lines(self) -> Iterator[str]:
        yield from self._article()
        acting = set(_acting(self.records))
        for referent in self.records.referents:
            entity = self.entities[referent.id]
            yield from self._entity(entity, referent.names)
            if referent.id in acting:
                yield from _typed(self.node(entity.path), v.ACTOR)
            yield from self._evidence(entity.path, referent.mentions)
        for containment in self.records.containments:
            if self.entities[containment.place].entry is None and containment.place != containment.within:
                yield triple(self.of(containment.place), iri(v.WITHIN), self.of(containment.within))
                yield from self._evidence(self.entities[containment.place].path, containment.evidence)
        for tenure in self.records.tenures:
            yield from self._tenure(tenure)
        for stance in self.records.stances:
            yield from self._stance(stance)
        for statement in self.records.statements:
            yield from self._statement(statement)
        for event in self.records.events:
            yield from self._event(event)

    def _article(self) -> Iterator[str]:
        article = self.records.article
        yield from _typed(self.article, v.ARTICLE)
        yield from _typed(self.version, v.ARTICLE_VERSION)
        yield triple(self.article, iri(v.IN_VERSION), self.version)
        yield triple(self.version, iri(v.SPECIALIZATION_OF), self.article)
        yield triple(self.article, iri(v.SOURCE_NAME), literal(article.source_name))
        yield triple(self.article, iri(v.IDENTIFIER), literal(article.id))
        if article.url:
            yield triple(self.article, iri(v.SCHEMA_URL), iri(article.url))
        if article.title:
            yield triple(self.article, iri(v.TITLE), literal(article.title))
        if article.published:
            datatype = v.XSD_DATE if len(article.published) == _DAY_LENGTH else v.XSD_DATE_TIME
            yield triple(self.article, iri(v.DATE_PUBLISHED), literal(article.published, datatype))
        if self.outlet and article.publisher:
            yield triple(self.article, iri(v.PUBLISHED_BY), self.outlet)
            yield from _typed(self.outlet, v.PUBLISHER)
            yield triple(self.outlet, iri(v.PREF_LABEL), literal(article.publisher))

    def _entity(self, entity: Entity, names: Iterable[str]) -> Iterator[str]:
        node = self.node(entity.path)
        yield from _typed(node, *_CLASSES[entity.kind])
        yield triple(node, iri(v.PREF_LABEL), literal(entity.label))
        for path in entity.formerly:
            yield triple(self.node(path), iri(v.IS_REPLACED_BY), node)
        spellings: Iterable[str] = names
        if entity.entry is not None:
            if not entity.formerly:  # else a judgement says that these are its names
                spellings = [name for name in names if any(e.id == entity.entry for e in gazetteer.load().find(name))]
            yield from self._known(node, entity.entry)
        for name in spellings:
            if name != entity.label:
                yield triple(node, iri(v.ALT_LABEL), literal(name))

    def _known(self, node: str, entry_id: str) -> Iterator[str]:
        """What the gazetteer knows of an entry: other identifiers, coordinates, and the places around it."""
        entry = gazetteer.load().entry(entry_id)
        if entry.geonames:
            yield triple(node, iri(v.EXACT_MATCH), iri(f"{_GEONAMES}{entry.geonames}/"))
        if entry.wikidata:
            yield triple(node, iri(v.EXACT_MATCH), iri(_WIKIDATA + entry.wikidata))
        if entry.lat is not None and entry.lon is not None:
            yield triple(node, iri(v.AS_WKT), literal(f"POINT({entry.lon} {entry.lat})", v.WKT_LITERAL))
        if entry.seat_of:
            country = gazetteer.load().entry(entry.seat_of)
            yield triple(node, iri(v.SEAT_OF), self.node(country.id))
            yield from self._bare(country.id, country.kind, country.label)
        if entry.kind is Kind.PLACE:
            inner = node
            for outer in gazetteer.load().within(entry_id):
                yield triple(inner, iri(v.WITHIN), self.node(outer.id))
                yield from self._bare(outer.id, outer.kind, outer.label)
                inner = self.node(outer.id)

    def _bare(self, path: str, kind: Kind, label: str) -> Iterator[str]:
        yield from _typed(self.node(path), *_CLASSES[kind])
        yield triple(self.node(path), iri(v.PREF_LABEL), literal(label))

    def _tenure(self, tenure: Tenure) -> Iterator[str]:
        person = self.entities[tenure.person].path
        body = None if tenure.body is None else self.entities[tenure.body].path
        chief = None if tenure.serves is None else self.entities[tenure.serves].path
        scope = (body or "", chief or "") if body or chief else (person,)
        office = self.node(minted("office", tenure.office, tenure.office.casefold(), *scope))
        yield from _typed(office, v.OFFICE)
        yield triple(office, iri(v.PREF_LABEL), literal(tenure.office))
        if body:
            yield triple(office, iri(v.POST_IN), self.node(body))
        if chief:
            yield triple(office, iri(v.REPORTS_TO), self.node(chief))
        key = (person, office, tenure.status, str(tenure.valid_from), str(tenure.valid_to))
        path = minted("tenure", f"{self.entities[tenure.person].label} {tenure.office}", *key)
        node = self.node(path)
        yield from _typed(node, v.TENURE, v.POSITION)
        yield triple(node, iri(v.HELD_BY), self.node(person))
        yield triple(node, iri(v.IN_OFFICE), office)
        yield triple(node, iri(v.HAS_STATUS), iri(v.KG + tenure.status))
        if tenure.valid_from:
            yield triple(node, iri(v.VALID_FROM), value(tenure.valid_from))
        if tenure.valid_to:
            yield triple(node, iri(v.VALID_TO), value(tenure.valid_to))
        if published := self.records.article.published:
            yield triple(node, iri(v.OBSERVED_ON), value(date.fromisoformat(published[:_DAY_LENGTH])))
        yield from self._stated(path, (), tenure.evidence)
        if tenure.inferred:
            for piece in tenure.evidence:
                yield triple(self.node(self._evidence_path(path, piece)), iri(v.INFERRED_BODY), value(True))

    def _stance(self, stance: Stance) -> Iterator[str]:
        holder = self.entities[stance.holder]
        issue_path = _issue_path(stance.issue)
        path = minted("stance", f"{holder.label} {stance.polarity} {stance.issue.label}", holder.path, issue_path, stance.polarity)
        node = self.node(path)
        yield from _typed(node, v.STANCE, v.POSITION)
        yield triple(node, iri(v.HELD_BY), self.node(holder.path))
        yield triple(node, iri(v.ON_ISSUE), self.node(issue_path))
        yield triple(node, iri(v.HAS_POLARITY), iri(v.KG + stance.polarity))
        yield from self._issue(stance.issue)
        if stance.condition:
            yield triple(node, iri(v.CONDITION), literal(stance.condition))
        yield from _stated_on(node, stance.stated_on)
        yield from self._stated(path, stance.sources, stance.evidence)

    def _issue(self, issue: Issue) -> Iterator[str]:
        node = self.node(_issue_path(issue))
        yield from _typed(node, v.ISSUE)
        yield triple(node, iri(v.PREF_LABEL), literal(issue.label))
        for name in other_names(issue.label):
            yield triple(node, iri(v.ALT_LABEL), literal(name))
        if issue.broader:
            yield triple(node, iri(v.BROADER), self.node(_issue_path(issue.broader)))
            yield from self._issue(issue.broader)

    def _statement(self, statement: Statement) -> Iterator[str]:
        speaker = self.entities[statement.speaker]
        path = minted("statement", speaker.label, speaker.path, statement.text.casefold(), str(statement.direct))
        node = self.node(path)
        yield from _typed(node, v.STATEMENT)
        yield triple(node, iri(v.SPEAKER), self.node(speaker.path))
        yield triple(node, iri(v.TEXT), literal(statement.text))
        yield triple(node, iri(v.DIRECT), value(statement.direct))
        if statement.cue:
            yield triple(node, iri(v.CUE), literal(statement.cue))
        if statement.occasion:
            yield triple(node, iri(v.OCCASION), literal(statement.occasion))
        for addressee in statement.addressees:
            yield triple(node, iri(v.ADDRESSEE), self.of(addressee))
        for about in statement.about:
            yield triple(node, iri(v.ABOUT), self.of(about))
        yield from _stated_on(node, statement.stated_on)
        yield from self._stated(path, (), statement.evidence)

    def _event(self, event: Event) -> Iterator[str]:
        label = self._event_label(event)
        path = minted("event", label, *self._event_key(event))
        node = self.node(path)
        yield from _typed(node, v.EVENT)
        yield triple(node, iri(v.PREF_LABEL), literal(label))
        yield triple(node, iri(v.EVENT_TYPE), iri(v.PLOVER + event.type))
        yield triple(iri(v.PLOVER + event.type), iri(v.NOTATION), literal(event.type))
        yield triple(node, iri(v.HAS_MODALITY), iri(v.KG + event.modality))
        yield triple(node, iri(v.ACT), literal(event.act))
        for agent in event.agents:
            yield triple(node, iri(v.AGENT), self.of(agent))
        for recipient in event.recipients:
            yield triple(node, iri(v.RECIPIENT), self.of(recipient))
        if event.theme:
            yield triple(node, iri(v.THEME), literal(event.theme))
        if event.place is not None:
            yield triple(node, iri(v.AT_PLACE), self.of(event.place))
        yield from _interval(node, event.when)
        yield from self._stated(path, event.sources, event.evidence)

    def _event_label(self, event: Event) -> str:
        """Who does what to whom, else where: "Russia recaptures Sudzha"."""
        doers = _listed(self.entities[a].label for a in event.agents)
        objects = _listed(self.entities[r].label for r in event.recipients) or event.theme or ""
        where = f"in {self.entities[event.place].label}" if not objects and event.place is not None else ""
        act = _agreeing(event.act, plural=self._are_several(event.agents))
        if not objects or objects.startswith("to "):
            act = _without_preposition(act)
        return " ".join(part for part in (doers, act, objects, where) if part)

    def _are_several(self, agents: tuple[int, ...]) -> bool:
        """Whether a verb is in the plural after these doers; a group's words tell by their last."""
        return len(agents) > 1 or any(
            self.entities[a].kind is Kind.GROUP and self.entities[a].label.endswith(_PLURAL_ENDINGS) for a in agents
        )

    def _event_key(self, event: Event) -> tuple[str, ...]:
        """What makes a happening the same; one that is not dated to a few days stays in its article."""
        when = event.when
        dated = when is not None and when.earliest and when.latest and when.latest - when.earliest <= _SHARED_EVENT_DAYS
        return (
            event.type,
            event.act,
            *sorted(self.entities[a].path for a in event.agents),
            "|",
            *sorted(self.entities[r].path for r in event.recipients),
            event.theme or "",
            self.entities[event.place].path if event.place is not None else "",
            f"{when.earliest}/{when.latest}" if when else "",
            event.modality,
            "" if dated and event.agents else self.records.article.id,
        )

    def _stated(self, path: str, sources: Iterable[int], evidence: tuple[Evidence, ...]) -> Iterator[str]:
        """Who says so, on the fact and on each piece of its evidence."""
        node = self.node(path)
        speakers = [self.of(source) for source in sources] or ([self.outlet] if self.outlet else [])
        for speaker in speakers:
            yield triple(node, iri(v.ACCORDING_TO), speaker)
            for piece in evidence:
                yield triple(self.node(self._evidence_path(path, piece)), iri(v.ACCORDING_TO), speaker)
        yield from self._evidence(path, evidence)

    def _evidence(self, path: str, evidence: tuple[Evidence, ...]) -> Iterator[str]:
        for piece in evidence:
            node = self.node(self._evidence_path(path, piece))
            yield triple(self.node(path), iri(v.HAS_EVIDENCE), node)
            yield from _typed(node, v.EVIDENCE)
            yield triple(node, iri(v.IN_ARTICLE), self.article)
            yield triple(node, iri(v.IN_VERSION), self.version)
            yield triple(node, iri(v.EXACT), literal(piece.exact))
            yield triple(node, iri(v.START), value(piece.start))
            yield triple(node, iri(v.END), value(piece.end))
            yield triple(node, iri(v.SENTENCE), literal(piece.sentence))
            yield triple(node, iri(v.RULE), literal(piece.rule))
            yield triple(node, iri(v.CONFIDENCE), value(piece.confidence))

    def _evidence_path(self, path: str, piece: Evidence) -> str:
        return f"evidence/{digest(self.version_path, path, str(piece.start), str(piece.end), piece.rule, length=20)}"


_DAY_LENGTH = len("2025-03-13")
_PLURALS = (("has", "have"), ("is", "are"), ("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("oes", "o"))
_PLURAL_ENDINGS = ("s", "people", "police", "men", "women")
_PREPOSITIONS = frozenset({"with", "against", "to", "in", "at", "from", "on", "of", "for", "by", "into", "over", "about", "a", "an", "the"})


@lru_cache(maxsize=4096)
def other_names(issue: str) -> tuple[str, ...]:
    """The other names of an issue, by the synonyms of the concept that its label ends with: "30-day truce"."""
    concepts = lexicon.table("issues")["concepts"]
    known = [concept for concept in concepts if issue == concept or issue.endswith(f" {concept}")]
    concept = max(known, key=len, default="")
    modifiers = issue.removesuffix(concept)
    found = {modifiers + synonym for synonym in concepts.get(concept, {}).get("synonyms", [])}
    return tuple(sorted(found - {issue}))


def _acting(records: Records) -> Iterator[int]:
    """The referents that act in some fact; a place or region among them is an actor too."""
    for stance in records.stances:
        yield from (stance.holder, *stance.sources)
    for statement in records.statements:
        yield from (statement.speaker, *statement.addressees)
    for event in records.events:
        yield from (*event.agents, *event.sources)


def _typed(node: str, *classes: str) -> Iterator[str]:
    return (triple(node, iri(v.RDF_TYPE), iri(name)) for name in classes)


def _stated_on(node: str, when: Interval | None) -> Iterator[str]:
    if when is not None and when.earliest is not None and when.earliest == when.latest:
        yield triple(node, iri(v.STATED_ON), value(when.earliest))
    else:
        yield from _interval(node, when)


def _interval(node: str, when: Interval | None) -> Iterator[str]:
    if when is not None and when.earliest is not None:
        yield triple(node, iri(v.EARLIEST), value(when.earliest))
    if when is not None and when.latest is not None:
        yield triple(node, iri(v.LATEST), value(when.latest))


def _issue_path(issue: Issue) -> str:
    return minted("issue", issue.label, issue.label)


def _agreeing(act: str, *, plural: bool) -> str:
    """The act for one doer or for several: "meets", "meet"."""
    verb, _, rest = act.partition(" ")
    if plural and verb.endswith("s") and not verb.endswith("ss"):
        ending = next((pair for pair in _PLURALS if verb.endswith(pair[0])), ("s", ""))
        verb = verb.removesuffix(ending[0]) + ending[1]
    return f"{verb} {rest}".strip()


def _without_preposition(act: str) -> str:
    words = act.split()
    while len(words) > 1 and words[-1] in _PREPOSITIONS:
        words.pop()
    return " ".join(words)


def _listed(labels: Iterable[str]) -> str:
    several = list(labels)
    return " and ".join(filter(None, [", ".join(several[:-1]), *several[-1:]]))
