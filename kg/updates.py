"""SPARQL updates, rewritten so that they change what people wrote and never what articles state.

The default graph is the union of the graphs of current articles and of `ADDED`. A write to the default graph therefore
becomes one to `ADDED`, and the union follows: an added triple joins it, a removed one leaves unless an article states
it. All of it is one update, so all or nothing, and each operation sees what those before it did.

What an operation writes to the default graph is first collected in two graphs that are dropped when it ends. Declarations
are moved to the beginning, for the engine reads them nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.added import ADDING, ALL, DEFAULT, REMOVING, RESERVED, Limits, check, cleared, emptied, settled
from kg.errors import InputError
from kg.ntriples import iri
from kg.store import ADDED, Store, resolved
from kg.store.over_union import pattern_over
from kg.tokens import Kind, Token, tokens

_NAMED_GRAPHS = ("CLEAR every graph", "DROP every graph")
_PROBE = f"DROP GRAPH {iri(RESERVED + 'none')}"
_NO_LOAD = "LOAD is not allowed: this store fetches nothing; send the data itself, with PUT or POST"


def rewritten(text: str, base: str, limits: Limits, graphs: Callable[[], Iterable[str]], union: str = DEFAULT) -> str:
    """The update to run in the place of one that was asked for.

    Args:
        text: SPARQL 1.1 Update.
        base: IRI that relative ones are resolved against.
        limits: what it may do.
        graphs: the named graphs of the store.
        union: the graph that holds the union; DEFAULT where it is the default graph itself.

    Raises:
        ReservedGraphError: it names a graph that it may not change.
        InputError: it cannot be read, or it would reach out to another server.
    """
    limits = replace(limits, union=union)
    request = _Request(text, limits)
    operations = request.read()
    _check_syntax(text, request, base)
    targets = resolved(request.prologue, [token.text for token in request.targets], base)
    for target in targets:
        check(target, limits)
    kept = (ADDED, ADDING, REMOVING)
    known = sorted({*targets, *graphs()} - set(kept)) if any(op in _NAMED_GRAPHS for op in operations) else []
    known = [name for name in known if not name.startswith((limits.articles, RESERVED))]
    return request.prologue + "\n" + " ;\n".join(part for op in operations for part in _spelled(op, known))


@dataclass(frozen=True, slots=True)
class _Quads:
    """A template: its triples outside GRAPH, and the graphs with their triples."""

    default: str = ""
    named: tuple[tuple[Token, str], ...] = ()

    def graphs(self, name: Callable[[Token], str]) -> str:
        return " ".join(f"GRAPH {name(graph)} {{ {body} }}" for graph, body in self.named)


class _Request:
    """An update request, read from the top down."""

    def __init__(self, text: str, limits: Limits) -> None:
        self._text = text
        self._limits = limits
        self._tokens = tokens(text)
        self._at = 0
        self._declared: dict[str, str] = {}
        self.prologue = ""
        self.originals: list[str] = []
        self.targets: list[Token] = []

    def read(self) -> list[str]:
        """The operations to run, in order."""
        operations: list[str] = []
        self._declarations()
        while self._at < len(self._tokens):
            start = self._at
            operations += self._operation()
            self.originals.append(self._span(start, self._at))
            if self._at < len(self._tokens):
                self._expect(";")
            self._declarations()
        return operations

    def _declarations(self) -> None:
        while self._says("BASE", "PREFIX"):
            start = self._at
            name = self._term(Kind.NAME).text if self._take().says("PREFIX") else "BASE"
            value = self._term(Kind.IRI).text
            if self.originals and self._declared.get(name) != value and (name == "BASE" or name in self._declared):
                raise InputError(f"{name} is declared twice: declare prefixes and the base once, before the first operation")
            self._declared[name] = value
            self.prologue += self._span(start, self._at) + "\n"

    def _operation(self) -> list[str]:
        first = self._take()
        if first.says("LOAD"):
            raise InputError(_NO_LOAD)
        if first.says("INSERT", "DELETE") and self._says("DATA"):
            self._take()
            return self._data(first)
        if first.says("DELETE") and self._says("WHERE"):
            self._take()
            return self._delete_where()
        if first.says("INSERT", "DELETE", "WITH"):
            return self._modify(first)
        if self._limits.only is not None:
            raise InputError("a PATCH takes INSERT and DELETE only")
        if first.says("CLEAR", "DROP"):
            return self._clear(first.text.upper())
        if first.says("CREATE"):
            return self._create()
        if first.says("ADD", "MOVE", "COPY"):
            return self._transfer(first.text.upper())
        raise self._unexpected(first)

    def _data(self, first: Token) -> list[str]:
        quads = self._quads()
        if any(graph.kind is Kind.VARIABLE for graph, _ in quads.named):
            raise InputError(f"{first.text} DATA takes no variables")
        if first.says("DELETE"):
            return self._changed("", quads, _Quads(), "", "{}")
        if self._inner:
            return [f"INSERT DATA {{ {self._inner} {{ {quads.default} }} }}"]
        wrapped = f"GRAPH {iri(ADDING)} {{ {quads.default} }} " if quads.default else ""
        after = settled(self._limits) if quads.default else []
        return [f"INSERT DATA {{ {wrapped}{quads.graphs(_text)} }}", *after]

    def _delete_where(self) -> list[str]:
        start = self._at
        quads = self._quads()
        return self._changed("", quads, _Quads(), self._using([]), self._span(start, self._at))

    def _modify(self, first: Token) -> list[str]:
        graph = ""
        if first.says("WITH"):
            graph = self._target().text
            first = self._take()
        delete = self._quads() if first.says("DELETE") else _Quads()
        if first.says("DELETE") and self._says("INSERT"):
            first = self._take()
        insert = self._quads() if first.says("INSERT") else _Quads()
        clauses = self._clauses()
        self._check_dataset(graph, clauses)
        self._expect("WHERE")
        start = self._at
        self._skip_group()
        return self._changed(graph, delete, insert, self._using(clauses), self._span(start, self._at))

    def _clauses(self) -> list[str]:
        clauses = []
        while self._says("USING"):
            start = self._at
            self._take()
            if self._says("NAMED"):
                self._take()
            self._term(Kind.IRI, Kind.NAME)
            clauses.append(self._span(start, self._at))
        return clauses

    def _check_dataset(self, graph: str, clauses: Sequence[str]) -> None:
        using = self._limits.using
        if (graph or clauses) and (using.default or using.named):
            raise InputError("name the dataset either in the update (USING, WITH) or beside it (using-graph-uri), not in both")
        if (graph or clauses) and self._limits.only is not None:
            raise InputError("a PATCH changes the graph of its address and no other: leave out USING and WITH")

    def _using(self, clauses: Sequence[str]) -> str:
        using = self._limits.using
        asked = [f"USING {iri(name)}" for name in using.default] + [f"USING NAMED {iri(name)}" for name in using.named]
        return " ".join([*clauses, *asked])

    def _changed(self, graph: str, delete: _Quads, insert: _Quads, using: str, where: str) -> list[str]:
        """A DELETE/INSERT whose writes to the default graph are collected first and then settled."""
        graph = graph or (iri(self._limits.only) if self._limits.only else "")
        guards = {token.text[1:] for token, _ in (*delete.named, *insert.named) if token.kind is Kind.VARIABLE}
        where = _guarded(where, sorted(guards), self._limits.articles)
        if self._limits.union and not graph and not using and where != "{}":
            where = pattern_over(where, self._limits.union)
        removed, added = delete.graphs(_writable), insert.graphs(_writable)
        if graph:
            return [f"WITH {graph} {_templates(f'{delete.default} {removed}', f'{insert.default} {added}')} {using} WHERE {where}"]
        added += f" GRAPH {iri(REMOVING)} {{ {delete.default} }}" if delete.default else ""
        added += f" GRAPH {iri(ADDING)} {{ {insert.default} }}" if insert.default else ""
        after = settled(self._limits) if delete.default or insert.default else []
        return [f"{_templates(removed, added)} {using} WHERE {where}", *after]

    def _clear(self, verb: str) -> list[str]:
        silent = self._silent()
        everything = self._says("ALL")
        if everything or self._says("NAMED"):
            self._take()
            named = next(op for op in _NAMED_GRAPHS if op.startswith(verb))
            return [named, *(cleared(self._limits) if everything else [])]
        if self._says("DEFAULT"):
            self._take()
            return cleared(self._limits)
        self._expect("GRAPH")
        return [f"{verb}{silent} GRAPH {self._target().text}"]

    def _create(self) -> list[str]:
        silent = self._silent()
        self._expect("GRAPH")
        return [f"CREATE{silent} GRAPH {self._target().text}"]

    def _transfer(self, verb: str) -> list[str]:
        silent = self._silent()
        source = self._place(written=verb == "MOVE")
        self._expect("TO")
        goal = self._place(written=True)
        if goal is None:
            return [] if source is None else self._to_default(verb, source.text)
        if source is not None:
            return [f"{verb}{silent} {source.text} TO {goal.text}"]
        union = iri(self._limits.union) if self._limits.union else "DEFAULT"
        copied = f"{'ADD' if verb == 'ADD' else 'COPY'}{silent} {union} TO {goal.text}"
        return [copied, *(cleared(self._limits) if verb == "MOVE" else [])]

    def _to_default(self, verb: str, source: str) -> list[str]:
        before = [] if verb == "ADD" else [emptied()]
        collected = f"INSERT {{ GRAPH {iri(ADDING)} {ALL} }} WHERE {{ GRAPH {source} {ALL} }}"
        dropped = [f"DROP SILENT GRAPH {source}"] if verb == "MOVE" else []
        return [*before, collected, *settled(self._limits), *dropped]

    @property
    def _inner(self) -> str:
        return f"GRAPH {iri(self._limits.only)}" if self._limits.only else ""

    def _place(self, *, written: bool) -> Token | None:
        if self._says("DEFAULT"):
            self._take()
            return None
        if self._says("GRAPH"):
            self._take()
        return self._target() if written else self._term(Kind.IRI, Kind.NAME)

    def _target(self) -> Token:
        token = self._term(Kind.IRI, Kind.NAME)
        self.targets.append(token)
        return token

    def _quads(self) -> _Quads:
        self._expect("{")
        runs: list[str] = []
        named: list[tuple[Token, str]] = []
        start = self._at
        while not self._says("}"):
            if self._says("GRAPH"):
                runs.append(self._triples(start))
                named.append(self._graph())
                start = self._at
            elif self._take().says("{"):
                raise self._unexpected(self._tokens[self._at - 1])
        runs.append(self._triples(start))
        self._expect("}")
        return _Quads(" .\n".join(filter(None, runs)), tuple(named))

    def _graph(self) -> tuple[Token, str]:
        if self._limits.only is not None:
            raise InputError("a PATCH changes the graph of its address and no other: leave out GRAPH")
        self._expect("GRAPH")
        token = self._term(Kind.IRI, Kind.NAME, Kind.VARIABLE)
        if token.kind is not Kind.VARIABLE:
            self.targets.append(token)
        self._expect("{")
        start = self._at
        while not self._take().says("}"):
            if self._tokens[self._at - 1].says("{"):
                raise self._unexpected(self._tokens[self._at - 1])
        body = self._span(start, self._at - 1)
        if self._says("."):
            self._take()
        return token, body

    def _triples(self, start: int) -> str:
        end = self._at
        if end > start and self._tokens[end - 1].says("."):
            end -= 1
        return self._span(start, end)

    def _skip_group(self) -> None:
        self._expect("{")
        depth = 1
        while depth:
            token = self._take()
            depth += token.says("{") - token.says("}")

    def _silent(self) -> str:
        if not self._says("SILENT"):
            return ""
        self._take()
        return " SILENT"

    def _span(self, start: int, end: int) -> str:
        return self._text[self._tokens[start].start : self._tokens[end - 1].end] if end > start else ""

    def _says(self, *keywords: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at].says(*keywords)

    def _expect(self, keyword: str) -> None:
        token = self._take()
        if not token.says(keyword):
            raise self._unexpected(token)

    def _term(self, *kinds: Kind) -> Token:
        token = self._take()
        if token.kind not in kinds:
            raise self._unexpected(token)
        return token

    def _take(self) -> Token:
        if self._at == len(self._tokens):
            raise InputError("the update cannot be read: it ends too early")
        self._at += 1
        return self._tokens[self._at - 1]

    def _unexpected(self, token: Token) -> InputError:
        line = self._text.count("\n", 0, token.start) + 1
        return InputError(f"the update cannot be read: {token.text!r} at line {line} is out of place")


def _check_syntax(text: str, request: _Request, base: str) -> None:
    """Let the engine read the operations as they came, without running them: the first fails on an empty store.

    Raises:
        InputError: they cannot be read.
    """
    with Store() as empty:
        try:
            empty.update(request.prologue + " ;\n".join([_PROBE, *request.originals]), base)
        except InputError as error:
            if isinstance(error.__cause__, SyntaxError):
                empty.update(text, base)
                raise


def _spelled(operation: str, graphs: Sequence[str]) -> Iterator[str]:
    if operation in _NAMED_GRAPHS:
        yield from (f"{operation.partition(' ')[0]} SILENT GRAPH {iri(name)}" for name in graphs)
    else:
        yield operation


def _templates(removed: str, added: str) -> str:
    """The templates of an operation; an empty one, which some servers do not read, only where there is no other."""
    delete, insert = f"DELETE {{ {removed} }}", f"INSERT {{ {added} }}"
    if not removed.strip():
        return insert
    return f"{delete} {insert}" if added.strip() else delete


def _text(token: Token) -> str:
    return token.text


def _writable(token: Token) -> str:
    """The graph of a template; a variable is replaced by its guarded copy."""
    return f"?kg_writable_{token.text[1:]}" if token.kind is Kind.VARIABLE else token.text


def _guarded(where: str, variables: Sequence[str], articles: str) -> str:
    """The pattern, with copies of graph variables that stay unbound, and so write nothing, where people may not write."""
    if not variables:
        return where
    binds = " ".join(
        f'BIND(IF(STRSTARTS(STR(?{name}), "{articles}") || STRSTARTS(STR(?{name}), "{RESERVED}"), ?kg_nothing, ?{name})'
        f" AS ?kg_writable_{name})"
        for name in variables
    )
    return f"{{ {where} {binds} }}"
