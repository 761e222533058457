"""The cases of the W3C suites for the SPARQL 1.1 Protocol (34) and the Graph Store HTTP Protocol (13), with data of our own.

Each case is named as in the suite and asks for what the case of that name asks for.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from exchange import Exchange

D = "http://example.org/data/"
T = "http://example.org/terms#"
_ALPHA, _BETA, _GAMMA, _NONE = (D + name for name in ("alpha", "beta", "gamma", "none"))
FILLED = {name: f"<{name}> a <{T}Leaflet> ." for name in (_ALPHA, _BETA, _GAMMA)}
DONE = ("2xx", "3xx")
WRONG = ("4xx",)
_FORM = (("content-type", "application/x-www-form-urlencoded"),)
_QUERY = (("content-type", "application/sparql-query"),)
_UPDATE = (("content-type", "application/sparql-update"),)
_PLAIN = (("content-type", "text/plain"),)


def _at(**parameters: str | list[str]) -> str:
    pairs = [(k.replace("_", "-"), v) for k, values in parameters.items() for v in ([values] if isinstance(values, str) else values)]
    return "/sparql/?" + urlencode(pairs, quote_via=quote)


def _asked(text: str, **dataset: str | list[str]) -> Exchange:
    return Exchange("POST", _at(**dataset), DONE, _QUERY, text, truth=True, kind="boolean")


def _updated(text: str, **dataset: str | list[str]) -> Exchange:
    return Exchange("POST", _at(**dataset), DONE, _UPDATE, text)


def _kind(text: str, kind: str) -> tuple[Exchange, ...]:
    return (Exchange("POST", _at(default_graph_uri=_NONE), DONE, _QUERY, text, kind=kind),)


_IN_DEFAULT = f"ASK {{ <{_ALPHA}> a ?c . <{_BETA}> a ?c }}"
_IN_NAMED = f"GRAPH ?g {{ <{_ALPHA}> a ?c }} GRAPH ?h {{ <{_BETA}> a ?d }}"
_THREE = "DROP ALL ; INSERT DATA { " + " ".join(f"GRAPH <{g}> {{ <{g}> a <{T}Leaflet> }}" for g in FILLED) + " } ;"
_NOTED = f"<{T}noted>"


def _noted(graph: str, text: str) -> str:
    return f"{_THREE} INSERT {{ GRAPH <{graph}> {{ ?s {_NOTED} ?in }} }} WHERE {{ {text} }}"


def _has(graph: str, *seen: tuple[str, str]) -> Exchange:
    there = " . ".join(f"<{subject}> {_NOTED} {value}" for subject, value in seen)
    return _asked(f"ASK {{ GRAPH <{graph}> {{ {there} }} FILTER NOT EXISTS {{ GRAPH <{graph}> {{ <{_GAMMA}> {_NOTED} ?x }} }} }}")


_SEEN_DEFAULT = f'?s a <{T}Leaflet> BIND("default" AS ?in)'
_SEEN_NAMED = f"GRAPH ?in {{ ?s a <{T}Leaflet> }}"

PROTOCOL: dict[str, tuple[Exchange, ...]] = {
    "query_post_form": (Exchange("POST", _at(default_graph_uri=_NONE), DONE, _FORM, "query=ASK%20%7B%7D", truth=True, kind="boolean"),),
    "query_dataset_default_graphs_get": (
        Exchange("GET", _at(query=_IN_DEFAULT, default_graph_uri=[_ALPHA, _BETA]), DONE, truth=True, kind="boolean"),
    ),
    "query_dataset_default_graphs_post": (_asked(_IN_DEFAULT, default_graph_uri=[_ALPHA, _BETA]),),
    "query_dataset_named_graphs_post": (_asked(f"ASK {{ {_IN_NAMED} }}", named_graph_uri=[_ALPHA, _BETA]),),
    "query_dataset_named_graphs_get": (
        Exchange("GET", _at(query=f"ASK {{ {_IN_NAMED} }}", named_graph_uri=[_ALPHA, _BETA]), DONE, truth=True, kind="boolean"),
    ),
    "query_dataset_full": (_asked(f"ASK {{ <{_GAMMA}> a ?e {_IN_NAMED} }}", default_graph_uri=_GAMMA, named_graph_uri=[_ALPHA, _BETA]),),
    "query_multiple_dataset": (_asked(f"ASK FROM <{_GAMMA}> {{ {_IN_NAMED} }}", named_graph_uri=[_ALPHA, _BETA]),),
    "query_get": (Exchange("GET", _at(query="ASK {}", default_graph_uri=_NONE), DONE, truth=True, kind="boolean"),),
    "query_content_type_select": _kind("SELECT (3 AS ?three) {}", "tabular"),
    "query_content_type_ask": _kind("ASK {}", "boolean"),
    "query_content_type_describe": _kind(f"DESCRIBE <{D}leaf>", "RDF"),
    "query_content_type_construct": _kind("CONSTRUCT { <leaf> <size> 4 } WHERE {}", "RDF"),
    "update_dataset_default_graph": (
        _updated(_noted(D + "one", _SEEN_DEFAULT), using_graph_uri=_ALPHA),
        _has(D + "one", (_ALPHA, '"default"')),
    ),
    "update_dataset_default_graphs": (
        _updated(_noted(D + "two", _SEEN_DEFAULT), using_graph_uri=[_ALPHA, _BETA]),
        _has(D + "two", (_ALPHA, '"default"'), (_BETA, '"default"')),
    ),
    "update_dataset_named_graphs": (
        _updated(_noted(D + "three", _SEEN_NAMED), using_named_graph_uri=[_ALPHA, _BETA]),
        _has(D + "three", (_ALPHA, f"<{_ALPHA}>"), (_BETA, f"<{_BETA}>")),
    ),
    "update_dataset_full": (
        _updated(
            _noted(D + "four", f"{{ {_SEEN_NAMED} }} UNION {{ {_SEEN_DEFAULT} }}"), using_graph_uri=_ALPHA, using_named_graph_uri=_BETA
        ),
        _has(D + "four", (_ALPHA, '"default"'), (_BETA, f"<{_BETA}>")),
    ),
    "update_post_form": (Exchange("POST", "/sparql/", DONE, _FORM, "update=CLEAR+ALL"),),
    "update_post_direct": (_updated("CLEAR ALL"),),
    "update_base_uri": (
        _updated(f"CLEAR SILENT GRAPH <{D}base> ; INSERT DATA {{ GRAPH <{D}base> {{ <{D}leaf> <{T}at> <here> }} }}"),
        _asked(f'ASK {{ GRAPH <{D}base> {{ ?s ?p ?o FILTER(isIRI(?o) && STR(?o) != "here") }} }}'),
    ),
    "query_post_direct": (_asked("ASK {}"),),
    "bad_query_method": (Exchange("PUT", _at(query="ASK {}", default_graph_uri=_NONE), WRONG, _FORM),),
    "bad_multiple_queries": (Exchange("GET", _at(query=["ASK {}", "SELECT * {}"]), WRONG),),
    "bad_query_wrong_media_type": (Exchange("POST", "/sparql/", WRONG, _PLAIN, "ASK {}"),),
    "bad_query_missing_form_type": (Exchange("POST", "/sparql/", WRONG, (), "query=ASK%20%7B%7D"),),
    "bad_query_missing_direct_type": (Exchange("POST", "/sparql/", WRONG, (), "ASK {}"),),
    "bad_query_non_utf8": (
        Exchange("POST", "/sparql/", WRONG, (("content-type", "application/sparql-query; charset=UTF-16"),), "ASK {}", "utf-16"),
    ),
    "bad_query_syntax": (Exchange("GET", _at(query="ASK { ?s"), WRONG),),
    "bad_update_get": (Exchange("GET", _at(update="CLEAR ALL"), WRONG),),
    "bad_multiple_updates": (Exchange("POST", "/sparql/", WRONG, _FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"),),
    "bad_update_wrong_media_type": (Exchange("POST", "/sparql/", WRONG, _PLAIN, "CLEAR NAMED"),),
    "bad_update_missing_form_type": (Exchange("POST", "/sparql/", WRONG, (), "update=CLEAR%20NAMED"),),
    "bad_update_non_utf8": (
        Exchange("POST", "/sparql/", WRONG, (("content-type", "application/sparql-update; charset=UTF-16"),), "CLEAR NAMED", "utf-16"),
    ),
    "bad_update_syntax": (Exchange("POST", "/sparql/", WRONG, _FORM, "update=CLEAR%20NOTHING"),),
    "bad_update_dataset_conflict": (
        Exchange(
            "POST",
            _at(using_named_graph_uri=_ALPHA),
            WRONG,
            _UPDATE,
            f"WITH <{_BETA}> DELETE {{ ?s <{T}size> 3 }} INSERT {{ ?s <{T}size> 4 }} WHERE {{ ?s <{T}size> 3 }}",
        ),
    ),
}

_TURTLE = "text/turtle; charset=utf-8"
_SENT = (("content-type", _TURTLE),)
_WANTED = (("accept", "text/turtle"),)
_NEW_OR_OLD = ("200", "201", "204")
_OLD = ("200", "204")
_BOUNDARY = "pieces-of-a-leaflet"
_OAK = f'@prefix t: <{T}> . <{D}oak> a t:Tree ; t:leaf [ a t:Leaf ; t:colour "green" ] .'
_ELM = f'@prefix t: <{T}> . <{D}elm> a t:Tree ; t:leaf [ a t:Leaf ; t:colour "yellow" ] .'
_NAMELESS = f'@prefix t: <{T}> . [] a t:Tree ; t:leaf [ a t:Leaf ; t:colour "brown" ] .'
_MORE = (f'<{D}oak> <{T}height> "20" .', f'<{D}oak> <{T}age> "90" .')
_PIECES = (
    "".join(
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{n}"; filename="{n}.ttl"\r\nContent-Type: {_TURTLE}\r\n\r\n{text}\r\n'
        for n, text in enumerate(_MORE)
    )
    + f"--{_BOUNDARY}--\r\n"
)


def _put(path: str, turtle: str, status: tuple[str, ...] = _NEW_OR_OLD) -> Exchange:
    return Exchange("PUT", path, status, _SENT, turtle)


def _got(path: str, turtle: str) -> Exchange:
    return Exchange("GET", path, ("200",), _WANTED, media=_TURTLE, graph=turtle)


def _indirect(name: str) -> str:
    return f"/rdf-graph-store?graph=$STORE%2Ftree%2F{name}"


def _repeated(path: str) -> tuple[Exchange, ...]:
    return _put(path, _OAK, ("201",)), _got(path, _OAK), _put(path, _ELM, _OLD), _got(path, _ELM)


def _deleted(path: str) -> tuple[Exchange, ...]:
    gone = Exchange("GET", path, ("404",))
    return _put(path, _NAMELESS), Exchange("DELETE", path, _OLD), gone, Exchange("DELETE", path, ("200", "204", "404"))


def _posted(path: str) -> tuple[Exchange, ...]:
    pieces = Exchange("POST", path, _OLD, (("content-type", f"multipart/form-data; boundary={_BOUNDARY}"),), _PIECES)
    first = Exchange("POST", path, _NEW_OR_OLD, _SENT, _OAK)
    return first, _got(path, _OAK), pieces, _got(path, "\n".join([_OAK, *_MORE]))


def _probed(path: str) -> tuple[Exchange, ...]:
    return _put(path, _OAK), Exchange("HEAD", path, ("200",), _WANTED, media=_TURTLE)


_GIVEN = "/rdf-graph-store?graph=http://example.org/tree/"
GRAPH_STORE: dict[str, tuple[Exchange, ...]] = {
    "put_get_repeat_direct": _repeated("/rdf-graph-store/tree/1"),
    "put_delete_get_delete_direct": _deleted("/rdf-graph-store/tree/2"),
    "post_get_post_get_direct": _posted("/rdf-graph-store/tree/3"),
    "head_existing_direct": _probed("/rdf-graph-store/tree/4"),
    "put_get_repeat_indirect": _repeated(_indirect("5")),
    "put_get_default": (_put("/rdf-graph-store?default", _NAMELESS), _got("/rdf-graph-store?default", _NAMELESS)),
    "put_delete_get_delete_indirect": _deleted(_indirect("6")),
    "post_get_post_get_indirect": _posted(_indirect("7")),
    "post_get_new_graph": (
        Exchange("POST", "/rdf-graph-store", ("201",), _SENT, _NAMELESS),
        _got("/rdf-graph-store?graph=$LOCATION", _NAMELESS),
    ),
    "head_existing_indirect": _probed(_indirect("8")),
    "head_non_existing_indirect": (Exchange("HEAD", _indirect("9"), ("404",), _WANTED),),
    "put_get_uri_pct_encoded_indirect": (
        _put("/rdf-graph-store?graph=http%3A%2F%2Fexample.org%2Ftree%2F1", _OAK, ("201",)),
        _got(_GIVEN + "1", _OAK),
    ),
    "put_get_uri_pct_encoded_twice": (
        _put(_GIVEN + "%32", _OAK, ("201",)),
        _put(_GIVEN + "%2532", _ELM, ("201",)),
        _got(_GIVEN + "%32", _OAK),
        _got(_GIVEN + "%2532", _ELM),
    ),
}
