"""What of SPARQL is read before the engine sees it: tokens, the keyword that reaches out, the limit of rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.sparql import is_lasting, limited, limits_itself, refuse_service
from kg.tokens import tokens

P = "PREFIX : <http://e/> PREFIX service: <http://s/> "


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://e/> { ?s ?p ?o } }",
        "SELECT * { service SILENT <http://e/> { ?s ?p ?o } }",
        "SELECT * { SerVice?x { ?s ?p ?o } }",
        "SELECT * { SERVICE#a comment\n<http://e/> { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://e/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1.SERVICE<http://e/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<http://e/> { ?s ?p ?o } }",
        "SELECT * { BIND(1 AS ?x) FILTER(?x<?y)SERVICE#>\n<http://e/> { ?s ?p ?o } }",
        "SELECT * { BIND(1 AS ?x) FILTER(?x<a:b)SERVICE#>\n<http://e/> { ?s ?p ?o } }",
        P + "SELECT * { SERVICE:x { ?s ?p ?o } }",
        P + "SELECT * { service:x { ?s ?p ?o } }",
        P + "SELECT * { SERVICESILENT:x { ?s ?p ?o } }",
        P + "SELECT * { {?s ?p 'a'}SERVICE :x { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''it's'''@en . SERVICE <http://e/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p """a \\""" b""" SERVICE <http://e/> { ?s ?p """x""" } }',
        "SELECT * { ?s ?p 'a\\\\' SERVICE <http://e/> { ?s ?p 'x' } }",
        "SELECT * { ?s ?p '\\u0027' SERVICE <http://e/> { ?s ?p 'x' } }",
        "SELECT * { \\u0053ERVICE <http://e/> { ?s ?p ?o } }",
        "SELECT * { FILTER NOT EXISTS { SERVICE <http://e/> { ?s ?p ?o } } }",
        "ASK { ?s ?p 'unfinished }",
        "ASK { ?s ?p ?o } \x00",
    ],
)
def test_what_reaches_out_is_refused(query: str) -> None:
    with pytest.raises(InputError):
        refuse_service(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p $SERVICE }",
        "SELECT * { ?s ?p 'SERVICE <http://e/> { }' } # SERVICE",
        'SELECT * { ?s ?p """a "SERVICE" b""" , \'\'\'it\'s SERVICE\'\'\' }',
        "SELECT * { <http://e/service/SERVICE#service> ?p <service> }",
        P + "SELECT * { service:SERVICE :SERVICE service:x ; :p _:service }",
        P + "SELECT * FROM service:x { GRAPH service:y { ?s ?p ?o } }",
        "SELECT * { FILTER(?x<?y && ?z > 3) FILTER(?x<3||?y>2) }",
        "SELECT * { ?s ?p 'a'@en-GB , 1.5e3 , .5 , -2 , true ; ^<p>/(<q>|!<r>)*+? ?o }",
        "SELECT * { << ?s ?p ?o >> ?q <<( ?s ?p ?o )>> . ?s ?p ?o {| ?a ?b |} }",
        "PREFIX é: <http://e/> SELECT * { é:naïve.name é:a\\,b%20c ?日本 }",
    ],
)
def test_what_only_looks_so_is_not(query: str) -> None:
    refuse_service(query)


@given(st.text(alphabet="aS\"'\\<>#{}()?:.@ \n\u00e9", max_size=40))
def test_tokens_leave_nothing_out(text: str) -> None:
    try:
        found = tokens(text)
    except InputError:
        return
    at = 0
    for token in found:
        assert text[token.start : token.end] == token.text
        assert not text[at : token.start].strip() or text[at : token.start].lstrip().startswith("#")
        at = token.end


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT * { ?s ?p ?o } LIMIT 9"),
        ("SELECT * { ?s ?p ?o } LIMIT 3", "SELECT * { ?s ?p ?o } LIMIT 3"),
        ("SELECT * { ?s ?p ?o } LIMIT 30 OFFSET 2", "SELECT * { ?s ?p ?o } LIMIT 9 OFFSET 2"),
        ("SELECT * { ?s ?p ?o } offset 2 limit 30", "SELECT * { ?s ?p ?o } offset 2 limit 9"),
        ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 30 } }", "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 30 } } LIMIT 9"),
        ("SELECT * { ?s ?p ?o } VALUES ?s { 1 2 }", "SELECT * { ?s ?p ?o } LIMIT 9 VALUES ?s { 1 2 }"),
        (
            "SELECT * { ?s ?p ?o VALUES ?s { 1 } } ORDER BY ?s # LIMIT 2",
            "SELECT * { ?s ?p ?o VALUES ?s { 1 } } ORDER BY ?s # LIMIT 2 LIMIT 9",
        ),
        ("ASK { ?s ?p ?o }", "ASK { ?s ?p ?o }"),
        ("CONSTRUCT { ?s ?p ?o } { { SELECT * { ?s ?p ?o } } }", "CONSTRUCT { ?s ?p ?o } { { SELECT * { ?s ?p ?o } } }"),
        ("DESCRIBE <http://e/>", "DESCRIBE <http://e/>"),
    ],
)
def test_rows_of_a_query_are_limited(query: str, expected: str) -> None:
    assert " ".join(limited(query, 9).split()) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 9", True),
        ("SELECT * { ?s ?p ?o } OFFSET 20 LIMIT 0", True),
        ("SELECT * { ?s ?p ?o } LIMIT 10", False),
        ("SELECT * { ?s ?p ?o }", False),
        ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 3 } }", False),
        ("SELECT * { ?s ?p ?o } # LIMIT 3", False),
        ("CONSTRUCT { ?s ?p ?o . ?o ?p ?s } { ?s ?p ?o } LIMIT 9", False),
    ],
)
def test_rows_need_no_counting_where_the_query_limits_itself(query: str, expected: bool) -> None:
    assert limits_itself(query, 9) is expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p ?o }", True),
        ("SELECT * { ?s <http://e/now> 'NOW()' , ?uuid } # RAND()", True),
        ("SELECT (NOW() AS ?t) {}", False),
        ("SELECT * { FILTER(?x < rand #\n ()) }", False),
        ("SELECT (strUUID() AS ?t) (IRI(?s) AS ?i) {}", False),
        ("SELECT * { BIND(BNODE() AS ?b) }", False),
        ("SELECT * { FILTER(trueANDNOW() > ?x) }", False),
    ],
)
def test_some_answers_pass(query: str, expected: bool) -> None:
    assert is_lasting(query) is expected
