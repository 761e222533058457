from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from name_lists import named, spans

from kg.extract.model import Link, Name, Quote, References, Role
from kg.extract.offices import find_offices
from kg.extract.quotes import find_quotes
from kg.extract.references import actors, resolve_references
from kg.records import Kind

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

pytestmark = pytest.mark.model


def references(doc: Doc, *, quotes: tuple[Quote, ...] = ()) -> References:
    names = named(doc)
    return resolve_references(doc, names, quotes, find_offices(doc, names))


def linked(doc: Doc, link: Link) -> list[tuple[str, str]]:
    """The phrases of one kind of link with the name of what they refer to."""
    found = references(doc)
    return [(doc[s.start : s.end].text, found.things[s.referent].name) for s in found.spans if s.link is link]


PERSON_PRONOUNS = [
    ("Amina Diallo met Bo Renner. She thanked him.", [("She", "Amina Diallo"), ("him", "Bo Renner")]),
    ("“It is over,” Carla Ruiz said. “I agree,” she added.", [("she", "Carla Ruiz")]),
    ("Carla Ruiz said she would sign her letter.", [("she", "Carla Ruiz"), ("her", "Carla Ruiz")]),
    ("In her nightly address, Carla Ruiz thanked the crowd.", [("her", "Carla Ruiz")]),
    ("Norway thanked Kenya. He was glad.", []),
    ("Peru said it would sign.", [("it", "Peru")]),
    ("Peru is small. It is clear that nobody knows.", []),
    ("Carla Ruiz hurt herself.", [("herself", "Carla Ruiz")]),
    ("Bo Renner left. Carla Ruiz, whose letter arrived, stayed.", [("whose", "Carla Ruiz")]),
    ("After his speech, Bo Renner left.", [("his", "Bo Renner")]),
    ("A Chadian drone commander was tired. He left.", [("He", "Chadian drone commander")]),
    ("A woman was hurt. She left.", [("She", "woman")]),
    ("The woman was hurt. She left.", []),
    ("Carla Ruiz's lawyer was tired. She left.", []),
    (
        "Bo Renner thanked two allies and noted that President Diallo had signed an agreement. He called on Peru to leave.",
        [("He", "Bo Renner")],
    ),
    ("Bo Renner saw his envoy, Ivo Marsh.", [("his", "Bo Renner")]),
]


@pytest.mark.parametrize(("text", "expected"), PERSON_PRONOUNS)
def test_resolve_references_pronouns(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert linked(nlp(text), Link.PRONOUN) == expected


NOBODY = [
    "Senator Bo Renner cast it as a shield. In stark terms, the governor said that he would reject any measure on fish.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_resolve_references_leaves_a_pronoun_open_where_another_may_be_meant(nlp: Language, text: str) -> None:
    assert linked(nlp(text), Link.PRONOUN) == []


ROLES = [
    ("Peruvian President Carla Ruiz left. The president was tired.", "The president", "Carla Ruiz"),
    ("Peruvian President Carla Ruiz met Kenyan President Amina Diallo. The Kenyan leader agreed.", "The Kenyan leader", "Amina Diallo"),
    ("Chadian Foreign Minister Bo Renner left. The minister was tired.", "The minister", "Bo Renner"),
    ("The president was tired. Peruvian President Carla Ruiz left.", "The president", "Carla Ruiz"),
    ("Carla Ruiz, the Senate spokeswoman, left. The spokeswoman was tired.", "The spokeswoman", "Carla Ruiz"),
    ("It was late, the Kenyan president said. Kenyan President Amina Diallo left.", "the Kenyan president", "Amina Diallo"),
]


@pytest.mark.parametrize(("text", "phrase", "person"), ROLES)
def test_resolve_references_roles(nlp: Language, text: str, phrase: str, person: str) -> None:
    assert (phrase, person) in linked(nlp(text), Link.ROLE)


NO_ROLES = [
    "Peruvian President Carla Ruiz met Kenyan President Amina Diallo. The president agreed.",
    "Peruvian President Carla Ruiz left. The Norwegian president agreed.",
    "Peruvian Vice President Carla Ruiz left. The president agreed.",
    "Peruvian President Carla Ruiz left. A president must agree.",
    "The president agreed. Peruvian President Carla Ruiz met Kenyan President Amina Diallo.",
    "Peruvian President Carla Ruiz left. The president of the union, Bo Renner, agreed.",
    "Norway was calm. The president agreed. Peruvian President Carla Ruiz left.",
]


@pytest.mark.parametrize("text", NO_ROLES)
def test_resolve_references_roles_abstain(nlp: Language, text: str) -> None:
    assert all(not phrase.lower().startswith(("the", "a ")) for phrase, _ in linked(nlp(text), Link.ROLE))


INTRODUCED = [
    ("Peru saw envoy Bo Renner on Monday. The envoy was tired.", "The envoy", "Bo Renner"),
    ("Carla Ruiz, a lawyer, came home. The lawyer was tired.", "The lawyer", "Carla Ruiz"),
    ("A lawyer, Carla Ruiz, came home. The lawyer was tired.", "The lawyer", "Carla Ruiz"),
    ("Bo Renner is a journalist. The journalist was arrested.", "The journalist", "Bo Renner"),
]


@pytest.mark.parametrize(("text", "phrase", "person"), INTRODUCED)
def test_resolve_references_takes_up_whom_the_noun_introduced(nlp: Language, text: str, phrase: str, person: str) -> None:
    assert (phrase, person) in linked(nlp(text), Link.ROLE)


NOT_INTRODUCED = [
    "Lawyer Carla Ruiz met lawyer Bo Renner. The lawyer was tired.",
    "Carla Ruiz, a lawyer, met a lawyer. The lawyer was tired.",
    "Carla Ruiz, a lawyer, came home. The lawyer of the mayor was tired.",
    "Carla Ruiz, a lawyer, came home. The new lawyer was tired.",
    "The lawyer was tired. Carla Ruiz, a lawyer, came home.",
]


@pytest.mark.parametrize("text", NOT_INTRODUCED)
def test_resolve_references_takes_up_nobody_where_the_noun_is_anybodys(nlp: Language, text: str) -> None:
    assert not linked(nlp(text), Link.ROLE)


STATES = [
    ("Kenyan forces advanced.", [("Kenyan forces", "Kenya")]),
    ("The Peruvian government agreed.", [("Peruvian government", "Peru")]),
    ("The government of Chad agreed.", [("government of Chad", "Chad")]),
    ("Norway's leadership agreed.", [("Norway's leadership", "Norway")]),
    ("Peruvian government officials agreed.", []),
    ("Pro-Kenyan forces advanced.", []),
    ("The Kenyan-backed forces advanced.", []),
    ("Chad said its troops advanced.", [("its troops", "Chad")]),
]


@pytest.mark.parametrize(("text", "expected"), STATES)
def test_resolve_references_states(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert linked(nlp(text), Link.STATE) == expected


GROUPS = [
    ("Protesters threw stones.", [("Protesters", "protesters")]),
    ("Kenyan officials agreed.", [("Kenyan officials", "Kenyan officials")]),
    ("A Chadian drone commander agreed.", [("Chadian drone commander", "Chadian drone commander")]),
    ("Dozens of protesters met the police.", [("protesters", "protesters"), ("police", "police")]),
    ("Members of parliament voted.", [("Members of parliament", "members of parliament")]),
    ("They suspended parliament for five weeks.", [("parliament", "parliament")]),
    ("The court freed Jacobin lawmakers.", [("court", "court"), ("Jacobin lawmakers", "Jacobin lawmakers")]),
    ("The table was long.", []),
]


@pytest.mark.parametrize(("text", "expected"), GROUPS)
def test_resolve_references_groups(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert linked(nlp(text), Link.NOMINAL) == expected


VOICES = [
    ("Reports said it was late.", [("Reports", "reports")]),
    ("According to a survey, voters stayed home.", [("survey", "survey"), ("voters", "voters")]),
    ("The palace said Carla Ruiz was ill.", [("palace", "palace")]),
    ("Carla Ruiz's office said it was late.", [("Carla Ruiz's office", "Carla Ruiz's office")]),
    ("Carla Ruiz left. Her office said it was late.", [("Her office", "Carla Ruiz's office")]),
    ("Forecasters said it was late.", [("Forecasters", "forecasters")]),
    ("The report was long.", []),
    ("The office was large.", []),
]


@pytest.mark.parametrize(("text", "expected"), VOICES)
def test_resolve_references_voices(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert linked(nlp(text), Link.NOMINAL) == expected


PAIRS = [
    ("Carla Ruiz met Amina Diallo. The two leaders agreed.", "leaders", ["Carla Ruiz", "Amina Diallo"]),
    ("Peru and Chad met. Both countries agreed.", "countries", ["Peru", "Chad"]),
    ("Carla Ruiz, Bo Renner and Amina Diallo met. The two leaders agreed.", "leaders", ["leaders"]),
]


@pytest.mark.parametrize(("text", "head", "expected"), PAIRS)
def test_resolve_references_pairs(nlp: Language, text: str, head: str, expected: list[str]) -> None:
    doc = nlp(text)
    found = references(doc)
    token = next(token for token in doc if token.text == head)
    assert [found.things[referent].name for referent in actors(token, found)] == expected


def test_resolve_references_pronoun_beside_quote_is_nobody_named_inside(nlp: Language) -> None:
    doc = nlp("Bo Renner sat down. “I told Ivo Marsh everything,” he said.")
    found = resolve_references(doc, named(doc), find_quotes(doc), ())
    assert [found.things[s.referent].name for s in found.spans if s.link is Link.PRONOUN] == ["Bo Renner"]


def test_resolve_references_groups_one_thing_for_equal_words(nlp: Language) -> None:
    found = references(nlp("Protesters sang. The police waited. The protesters left."))
    assert [thing.name for thing in found.things] == ["protesters", "police"]
    assert all(thing.kind is Kind.GROUP and thing.local for thing in found.things)


def made(doc: Doc, kind: Kind, *texts: str) -> tuple[Name, ...]:
    found = [Name(start, end, kind, text, None, None, Role.NAME) for text in texts for start, end in spans(doc, text)]
    longest = sorted(found, key=lambda name: name.start - name.end)
    kept = [name for n, name in enumerate(longest) if not any(o.start <= name.start < o.end for o in longest[:n])]
    return tuple(sorted(kept, key=lambda name: name.start))


SAME = [
    (Kind.PERSON, "Ivo Marsh spoke. Marsh left.", ("Ivo Marsh", "Marsh"), [("Ivo Marsh", ("Ivo Marsh", "Marsh"))]),
    (Kind.PERSON, "Ivo Marsh spoke. Ivo left.", ("Ivo Marsh", "Ivo"), [("Ivo Marsh", ("Ivo", "Ivo Marsh"))]),
    (
        Kind.PERSON,
        "Ivo Lee Marsh spoke. Ivo Marsh left.",
        ("Ivo Lee Marsh", "Ivo Marsh"),
        [("Ivo Lee Marsh", ("Ivo Lee Marsh", "Ivo Marsh"))],
    ),
    (Kind.PERSON, "Marsh left.", ("Marsh",), [("Marsh", ("Marsh",))]),
    (
        Kind.PERSON,
        "Ivo Marsh and Anna Marsh spoke.\n\nMarsh left.",
        ("Ivo Marsh", "Anna Marsh", "Marsh"),
        [("Ivo Marsh", ("Ivo Marsh",)), ("Anna Marsh", ("Anna Marsh",)), ("Marsh", ("Marsh",))],
    ),
    (
        Kind.PERSON,
        "Ivo Marsh and Anna Marsh spoke.\n\nMrs. Marsh left.",
        ("Ivo Marsh", "Anna Marsh", "Marsh"),
        [("Ivo Marsh", ("Ivo Marsh",)), ("Anna Marsh", ("Anna Marsh", "Marsh"))],
    ),
    (
        Kind.ORGANIZATION,
        "The Coastal Rescue Service (CRS) agreed. CRS left.",
        ("Coastal Rescue Service", "CRS"),
        [("Coastal Rescue Service", ("CRS", "Coastal Rescue Service"))],
    ),
    (
        Kind.ORGANIZATION,
        "The Constitutional Court ruled. The Court met.",
        ("Constitutional Court", "Court"),
        [("Constitutional Court", ("Constitutional Court", "Court"))],
    ),
    (
        Kind.ORGANIZATION,
        "The Harbour Party met the Orchard Party. The Party left.",
        ("Harbour Party", "Orchard Party", "Party"),
        [("Harbour Party", ("Harbour Party",)), ("Orchard Party", ("Orchard Party",)), ("Party", ("Party",))],
    ),
]


@pytest.mark.parametrize(("kind", "text", "texts", "expected"), SAME)
def test_resolve_references_joins_names(
    nlp: Language, kind: Kind, text: str, texts: tuple[str, ...], expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    doc = nlp(text)
    things = resolve_references(doc, made(doc, kind, *texts), (), ()).things
    assert [(thing.name, thing.names) for thing in things if thing.kind is kind] == expected


def test_resolve_references_person_known_by_surname_is_local(nlp: Language) -> None:
    doc = nlp("Marsh left.")
    assert resolve_references(doc, made(doc, Kind.PERSON, "Marsh"), (), ()).things[0].local


def test_resolve_references_office_gives_the_country(nlp: Language) -> None:
    things = references(nlp("Kenyan President Amina Diallo left.")).things
    assert [thing.country for thing in things if thing.kind is Kind.PERSON] == ["country/KE"]


def test_resolve_references_adjective_is_no_mention(nlp: Language) -> None:
    found = references(nlp("Amina Diallo bought a Peruvian hat."))
    assert [found.things[span.referent].name for span in found.spans] == ["Amina Diallo"]


def test_resolve_references_metonym_is_the_country(nlp: Language) -> None:
    doc = nlp("Lima said Peru agreed.")
    names = (
        Name(0, 1, Kind.COUNTRY, "Lima", "country/PE", None, Role.METONYM),
        Name(2, 3, Kind.COUNTRY, "Peru", "country/PE", None, Role.NAME),
    )
    found = resolve_references(doc, names, (), ())
    assert [(thing.name, thing.names) for thing in found.things] == [("Peru", ("Peru",))]
    assert [span.referent for span in found.spans] == [0, 0]


ACTORS = [
    ("Amina Diallo and Bo Renner left.", "Diallo", ["Amina Diallo", "Bo Renner"]),
    ("Kenyan President Amina Diallo left.", "Diallo", ["Amina Diallo"]),
    ("The mayor of Turku, Carla Ruiz, left.", "mayor", ["Carla Ruiz"]),
    ("Dozens of protesters left.", "Dozens", ["protesters"]),
    ("Renner’s letter arrived.", "letter", []),
]


@pytest.mark.parametrize(("text", "head", "expected"), ACTORS)
def test_actors_of_a_noun_phrase(nlp: Language, text: str, head: str, expected: list[str]) -> None:
    doc = nlp(text)
    found = references(doc)
    token = next(token for token in doc if token.text == head)
    assert [found.things[number].name for number in actors(token, found)] == expected


def test_resolve_references_by_token_prefers_heads(nlp: Language) -> None:
    doc = nlp("Norway's leadership agreed.")
    found = references(doc)
    assert found.by_token[0].link is Link.NAME
    assert found.by_token[2].link is Link.STATE


def test_resolve_references_bars_the_speaker_inside_a_quote(nlp: Language) -> None:
    doc = nlp("Amina Diallo praised Carla Ruiz. “She is brave,” Amina Diallo said.")
    start = next(token.i for token in doc if token.text == "She")
    found = references(doc, quotes=(Quote(start, start + 4, 0, None, True, True),))
    assert found.things[found.by_token[start].referent].name == "Carla Ruiz"
