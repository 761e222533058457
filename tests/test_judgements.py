"""Judgements about identity, redirects and explanations, over records made by hand; any order, split and retraction."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kg.errors import AmbiguousError, InputError
from kg.explain import as_json, as_text, explain
from kg.judgements import FILE, append, parse
from kg.judging import judge
from kg.pipeline import bring_up_to_date, refresh, retract
from kg.query import find, one
from kg.records import Article, Evidence, Kind, Records, Referent, Status, Tenure
from kg.records_store import RecordsStore
from kg.resolve import base_path
from kg.settings import BASE_IRI, Settings
from kg.store import Store
from kg.validate import validate
from kg.verify import verify

Row = tuple[str, str, str]
"""A name, an office and the id of a country."""
NORWAY: Row = ("John Berg", "fisheries minister", "country/NO")
KENYA: Row = ("John Berg", "general", "country/KE")
NOBODY: Row = ("John Berg", "", "")
JONATHAN: Row = ("Jonathan Bergh", "", "")
JON: Row = ("Yuri Orlov", "", "")
YURIY: Row = ("Yuriy Orlov", "", "")
BARE: Row = ("Berg", "", "")


def article(number: int, row: Row) -> tuple[Records, str]:
    """The records of an article that is no more than a title and a name."""
    name, office, country = row
    text = f"{office} {name} spoke."
    seen = (Evidence(len(office) + 1, len(office) + 1 + len(name), name, text, "test", 1.0),)
    referents = [Referent(0, Kind.PERSON, name, (name,), None, None, " " not in name, seen)]
    tenures: tuple[Tenure, ...] = ()
    if office:
        referents.append(Referent(1, Kind.COUNTRY, country, (country,), country, None, False, ()))
        title = (Evidence(0, len(office), office, text, "test", 1.0),)
        tenures = (Tenure(0, office, 1, None, False, Status.CURRENT, None, None, title),)
    about = Article(f"a{number}", f"a{number}", "0", None, None, None, None)
    return Records(about, tuple(referents), (), tenures, (), (), ()), text


def add(folder: Path, batch: list[tuple[Records, str]]) -> None:
    with RecordsStore(folder) as records, Store(folder) as graph:
        records.add(batch)
        bring_up_to_date(records, graph, Settings(store=folder))


def quads(folder: Path) -> list[str]:
    with Store(folder, read_only=True) as store:
        return list(store.nquads())


def people(folder: Path) -> list[str]:
    with Store(folder, read_only=True) as store:
        return [row["p"] for row in store.select("SELECT DISTINCT ?p { ?p a <https://w3id.org/newskg/ontology#Person> } ORDER BY ?p")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "graph"
    place.mkdir()
    return place


def test_same_unites_two_blocks_and_the_old_address_leads_on(folder: Path) -> None:
    add(folder, [article(0, NORWAY), article(1, JONATHAN)])
    before = people(folder)
    judge(True, "John Berg", "Jonathan Bergh", Settings(store=folder), "maiden name")
    assert people(folder) == [min(before)]
    with Store(folder, read_only=True) as graph:
        assert [one(graph, iri).iri for iri in before] == [min(before)] * 2
        assert one(graph, "John Berg").names == ("John Berg", "Jonathan Bergh")
        assert validate(graph.lines()) == ()
    assert "maiden name" in (folder / FILE).read_text()


def test_judgements_survive_a_build_from_scratch(folder: Path, tmp_path: Path) -> None:
    add(folder, [article(0, NORWAY), article(1, JONATHAN)])
    judge(True, "John Berg", "Jonathan Bergh", Settings(store=folder))
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / FILE).write_text((folder / FILE).read_text())
    add(tmp_path / "again", [article(1, JONATHAN)])
    add(tmp_path / "again", [article(0, NORWAY)])
    assert quads(tmp_path / "again") == quads(folder)


def test_a_judgement_taken_out_of_the_file_is_undone(folder: Path) -> None:
    add(folder, [article(0, NORWAY), article(1, JONATHAN)])
    before = quads(folder)
    judge(True, "John Berg", "Jonathan Bergh", Settings(store=folder))
    assert quads(folder) != before
    (folder / FILE).unlink()
    refresh(Settings(store=folder))
    assert quads(folder) == before


def test_same_wins_over_a_disagreement(folder: Path) -> None:
    add(folder, [article(0, NORWAY), article(1, KENYA)])
    both = people(folder)
    judge(True, *both, Settings(store=folder))
    assert people(folder) == [min(both)]


def test_same_joins_a_bare_surname_to_a_person(folder: Path) -> None:
    add(folder, [article(0, NORWAY), article(1, BARE)])
    judge(True, people(folder)[0], people(folder)[1], Settings(store=folder))
    assert len(people(folder)) == 1


def test_different_parts_two_spellings(folder: Path) -> None:
    add(folder, [article(0, JON), article(1, YURIY), article(2, JON)])
    assert len(people(folder)) == 1
    old = people(folder)[0]
    judge(False, "Yuri Orlov", "Yuriy Orlov", Settings(store=folder))
    assert len(people(folder)) == 2
    with Store(folder, read_only=True) as graph:
        assert len(find(graph, old)) == 2
        with pytest.raises(AmbiguousError):
            one(graph, old)


def test_an_address_of_one_of_two_leads_to_the_one_that_is_left(folder: Path) -> None:
    add(folder, [article(0, NORWAY), article(1, KENYA)])
    both = people(folder)
    retract("a1", Settings(store=folder))
    with Store(folder, read_only=True) as graph:
        assert {one(graph, iri).iri for iri in both} == {BASE_IRI + base_path("person|berg|iohn")}


def test_the_gazetteers_address_is_the_one_kept_and_the_judged_name_is_one_of_its_names(folder: Path) -> None:
    add(folder, [article(0, NORWAY), article(1, JONATHAN)])
    append(folder, True, "person:Jonathan Bergh", "country/NO", BASE_IRI)
    refresh(Settings(store=folder))
    with Store(folder, read_only=True) as graph:
        assert one(graph, "Jonathan Bergh").iri == one(graph, "Norway").iri == f"{BASE_IRI}country/NO"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("same\tperson/a-1\n", "with tabs between"),
        ("maybe\tperson/a-1\tperson/b-2\n", "judgements.tsv:1"),
        ("same\tperson/a-1\tBerg\n", "neither an IRI"),
        ("same\tperson/a\tperson/b\nsame\tperson/b\tperson/c\ndifferent\tperson/a\tperson/c\n", "line 3"),
    ],
)
def test_what_cannot_be_understood_is_told(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse(text, BASE_IRI)


def test_comments_and_whole_addresses_are_understood() -> None:
    judged = parse(f"# why\n\nsame\t{BASE_IRI}person/b-2\tperson/a-1\tbecause\n", BASE_IRI)
    assert judged.group("person/b-2") == ("person/a-1", "person/b-2")
    assert [one.remark for one in judged.all] == ["because"]


def test_judging_what_is_so_already_is_refused(folder: Path) -> None:
    add(folder, [article(0, JON), article(1, YURIY)])
    with pytest.raises(InputError, match="already the same"):
        judge(True, "Yuri Orlov", "Yuriy Orlov", Settings(store=folder))
    with pytest.raises(InputError, match="one name"):
        judge(False, "Orlov", "Orlov", Settings(store=folder))
    assert not (folder / FILE).exists()


def test_explain_tells_rule_evidence_judgement_and_who_was_kept_apart(folder: Path) -> None:
    add(folder, [article(0, NORWAY), article(1, KENYA), article(2, NORWAY), article(3, JONATHAN), article(4, BARE), article(5, NOBODY)])
    with RecordsStore(folder, read_only=True) as records:
        path = next(records.entities(version)[0].path for version in records.versions() if version.startswith("article/a0-"))
    judge(True, BASE_IRI + path, "Jonathan Bergh", Settings(store=folder))
    found = explain(BASE_IRI + path, Settings(store=folder))
    assert [mention.article for mention in found.mentions] == ["a0", "a2", "a3"]
    assert {reason.rule for reason in found.reasons} >= {"key", "unopposed"}
    assert "line 2: same" in found.judgements[0]
    reasons = {near.reason for near in found.near}
    assert "country Norway, not Kenya" in reasons
    assert "a bare surname never joins a person of another article" in reasons
    assert any(reason.startswith("nothing known") for reason in reasons)
    assert "kept apart" in as_text(found)
    assert json.loads(as_json(found))["label"] == "John Berg"


def test_a_store_of_the_first_format_is_brought_up_to_date(folder: Path) -> None:
    import sqlite3

    add(folder, [article(0, NORWAY), article(1, KENYA)])
    before = quads(folder)
    with sqlite3.connect(folder / "records.sqlite") as db:
        db.executescript(
            "DROP TABLE block; DROP TABLE entity; DROP TABLE judged; PRAGMA user_version = 1;"
            "CREATE TABLE block (key TEXT, version TEXT, referent INTEGER, candidate TEXT); CREATE TABLE entity (key TEXT, entity TEXT)"
        )
    db.close()
    refresh(Settings(store=folder))
    assert quads(folder) == before


_ROWS = st.lists(st.sampled_from([NORWAY, KENYA, NOBODY, JONATHAN, JON, YURIY, BARE]), min_size=1, max_size=6)
_LINES = st.lists(
    st.sampled_from(
        [
            "same\tperson:John Berg\tperson:Jonathan Bergh\n",
            "different\tperson:Yuri Orlov\tperson:Yuriy Orlov\n",
            f"same\t{base_path('local|person|berg|a1')}\tperson:Jonathan Bergh\n",
            f"same\t{base_path('person|berg|iohn')}\tcountry/KE\n",
        ]
    ),
    unique=True,
    max_size=3,
)


@hypothesis_settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_ROWS, lines=_LINES, data=st.data())
def test_any_order_split_retraction_and_time_of_judging_gives_the_build_of_what_remains(
    rows: list[Row], lines: list[str], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    changed, plain = (tmp_path_factory.mktemp(name) for name in ("changed", "plain"))
    whole = [article(number, row) for number, row in enumerate(rows)]
    order = data.draw(st.permutations(range(len(rows))))
    cut = data.draw(st.integers(0, len(rows)))
    gone = data.draw(st.sets(st.integers(0, len(rows) - 1)))
    text = "".join(lines)
    add(changed, [whole[number] for number in order[:cut]])
    (changed / FILE).write_text(text)
    add(changed, [whole[number] for number in order[cut:]])
    for number in sorted(gone):
        retract(f"a{number}", Settings(store=changed))
    (plain / FILE).write_text(text)
    add(plain, [one_ for number, one_ in enumerate(whole) if number not in gone])
    assert quads(changed) == quads(plain)
    assert verify(Settings(store=plain))[1] == []
    with Store(changed, read_only=True) as left, Store(plain, read_only=True) as right:
        assert left.lines() == right.lines()
        labels = left.select("SELECT ?p (COUNT(DISTINCT ?l) AS ?n) { ?p <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } GROUP BY ?p")
        assert all(row["n"] == "1" for row in labels)
