"""What the serving benchmark asks: 14 questions in the words of SPARQL, about what a graph holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from graph_generator import DAYS, FIRST_DAY

from kg.ntriples import iri, value
from kg.store import Row, Store
from kg.vocabulary import PREFIXES

_PROLOGUE = "".join(f"PREFIX {prefix}: {iri(namespace)}\n" for prefix, namespace in PREFIXES.items())
_COMMON = "SELECT ?x (COUNT(?fact) AS ?n) { ?fact %s ?x } GROUP BY ?x ORDER BY DESC(?n) ?x OFFSET 30 LIMIT 1"


@dataclass(frozen=True)
class Subjects:
    """Things of a graph to ask about, each in many articles but not in the most, and a week."""

    person: str
    issue: str
    office: str
    region: str
    fact: str
    word: str
    first: date
    last: date

    @property
    def days(self) -> str:
        """The days of the week, as values."""
        return " ".join(value(self.first + timedelta(days=n)) for n in range((self.last - self.first).days + 1))


def subjects(store: Store) -> Subjects:
    """What to ask a graph about."""
    person = _one(store, _COMMON % "kg:speaker")["x"]
    narrow = _one(store, _COMMON % "kg:issue")["x"]
    issue = _one(store, f"SELECT ?x {{ {iri(narrow)} skos:broader ?x }}")["x"]
    office = _one(store, _COMMON % "kg:office")["x"]
    region = _one(store, _COMMON % "kg:place/kg:within")["x"]
    fact = _one(store, f"SELECT ?x {{ ?x kg:speaker {iri(person)} }} ORDER BY ?x LIMIT 1")["x"]
    word = _one(store, f"SELECT ?x {{ {iri(person)} skos:prefLabel ?x }}")["x"].split()[-1].lower()
    day = FIRST_DAY + timedelta(days=DAYS // 2)
    return Subjects(person, issue, office, region, fact, word, day, day + timedelta(days=6))


def questions(about: Subjects) -> dict[str, str]:
    """SPARQL by what is asked, the same for all engines, written as the service writes its own: days first, as values."""
    person, days = iri(about.person), about.days
    asked = {
        "offices of a person": f"""SELECT ?fact ?label ?status ?body {{ ?fact a kg:Tenure ; kg:heldBy {person} ; kg:office ?office ;
            kg:status ?status . ?office skos:prefLabel ?label . OPTIONAL {{ ?office org:postIn/skos:prefLabel ?body }} }}""",
        "stances on an issue and narrower ones": f"""SELECT ?fact ?name ?polarity {{ ?issue skos:broader* {iri(about.issue)} .
            ?fact kg:issue ?issue ; kg:heldBy ?actor ; kg:polarity ?polarity . ?actor skos:prefLabel ?name }}""",
        "who holds an office at a date": f"""SELECT DISTINCT ?person ?name {{ ?fact kg:office {iri(about.office)} ; kg:heldBy ?person ;
            kg:status kg:Current ; kg:observedOn ?day . ?person skos:prefLabel ?name .
            FILTER(?day >= {value(about.first - timedelta(days=180))} && ?day <= {value(about.last)}) }}""",
        "events in a region in a week": f"""SELECT ?fact ?label ?day {{ VALUES ?day {{ {days} }} ?fact kg:earliest ?day ; a kg:Event ;
            skos:prefLabel ?label ; kg:place/kg:within* {iri(about.region)} }}""",
        "statements in a week": f"""SELECT ?fact ?name ?text ?day {{ VALUES ?day {{ {days} }} ?fact kg:statedOn ?day ; kg:speaker ?speaker ;
            kg:text ?text . ?speaker skos:prefLabel ?name }}""",
        "statements by month": """SELECT ?month (COUNT(?fact) AS ?n) { ?fact kg:speaker ?who ; kg:statedOn ?day .
            BIND(SUBSTR(STR(?day), 1, 7) AS ?month) } GROUP BY ?month ORDER BY ?month""",
        "statements of a person with addressee": f"""SELECT ?fact ?text ?to {{ ?fact kg:speaker {person} ; kg:text ?text .
            OPTIONAL {{ ?fact kg:addressee/skos:prefLabel ?to }} }}""",
        "who acts together with a person": f"""SELECT ?other ?name (COUNT(?event) AS ?n) {{ ?event kg:agent|kg:recipient {person} .
            ?event kg:agent|kg:recipient ?other . ?other skos:prefLabel ?name . FILTER(?other != {person}) }} GROUP BY ?other ?name""",
        "labels with a word": f"""SELECT ?entity ?label {{ ?entity a kg:Person ; skos:prefLabel ?label .
            FILTER(CONTAINS(LCASE(STR(?label)), "{about.word}")) }}""",
        "evidence of a fact": f"""SELECT ?sentence ?title ?published ?outlet {{ {iri(about.fact)} kg:evidence ?evidence .
            ?evidence kg:sentence ?sentence ; kg:article ?article . ?article dcterms:title ?title ; schema:datePublished ?published ;
            dcterms:publisher/skos:prefLabel ?outlet }}""",
        "sources of an issue": f"""SELECT ?outlet (COUNT(DISTINCT ?article) AS ?n) {{ ?issue skos:broader* {iri(about.issue)} .
            ?fact kg:issue ?issue ; kg:evidence/kg:article ?article . ?article dcterms:publisher/skos:prefLabel ?outlet }}
            GROUP BY ?outlet""",
        "most disputed issues": """SELECT ?issue (COUNT(?fact) AS ?n) { ?fact kg:issue ?issue }
            GROUP BY ?issue ORDER BY DESC(?n) ?issue LIMIT 20""",
        "neighbourhood of a person, two steps": f"""CONSTRUCT {{ ?fact ?how ?near . ?more kg:speaker ?near }} {{
            ?fact kg:agent {person} ; ?how ?near . ?near a kg:Person . ?more kg:speaker ?near }}""",
        "10,000 rows": rows(10_000),
    }
    return {name: _PROLOGUE + text for name, text in asked.items()}


def bounded(about: Subjects) -> str:
    """The statements of a week for an engine that has an index of ranges."""
    bounds = f"FILTER(?day >= {value(about.first)} && ?day <= {value(about.last)})"
    return (
        _PROLOGUE
        + f"""SELECT ?fact ?name ?text ?day {{ ?fact kg:statedOn ?day . {bounds}
        ?fact kg:speaker ?speaker ; kg:text ?text . ?speaker skos:prefLabel ?name }}"""
    )


def rows(number: int) -> str:
    """A query with so many rows."""
    return f"SELECT ?s ?p ?o {{ ?s ?p ?o }} LIMIT {number}"


def _one(store: Store, query: str) -> Mapping[str, str]:
    found: list[Row] = store.select(_PROLOGUE + query)
    return found[0]
