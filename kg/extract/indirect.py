"""Indirect speech: the content of a reporting verb, noun or phrase, read from the parse.

In come a Doc and a mask of the tokens that are inside quotes already dealt with, out come reports. Each form of content
(clause, infinitive, object ...) is one function from a verb to token ranges; the lexicon says which forms a verb takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.cues import Cue, is_content_noun, is_thought_noun, verb_cues
from kg.extract.reports import Report
from kg.extract.sources import is_undergone, noun_owners, resumes, source_heads
from kg.extract.syntax import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc, Token

Ranges = tuple[tuple[int, int], ...]
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BESIDES = frozenset({"npadvmod", "advmod", "punct", "cc", "conj", "nsubj", "nsubjpass", "aux", "auxpass", "neg", "mark", "dative"})
_LOOSE = frozenset({"say", "report", "claim", "reply"})
_PARENTHETICAL = _LOOSE | {"ask", "show", "belief", "promise"}
_RELATIVE = frozenset({"where", "which", "who", "whose"})
_SHORTEST = 3
_TRIM = frozenset({",", ".", ";", ":", "!", "?", "—", "–", "-", "--"})


def reported(doc: Doc, masked: Sequence[bool]) -> Iterator[Report]:
    """The reports of indirect speech, by position of their cue."""
    for token in doc:
        if masked[token.i]:
            continue
        if (report := _of_verb(token)) is not None or (report := _of_phrase(token)) is not None or (report := _of_noun(token)) is not None:
            yield report


def _of_verb(verb: Token) -> Report | None:
    for cue in verb_cues(verb):
        for form, find in _FORMS:
            if form in cue.takes and (ranges := find(verb, cue)):
                return Report(verb, cue, None, ranges, (), form, 0.9 if form == "clause" else 0.8)
    return None


# clauses


def _clause(verb: Token, cue: Cue) -> Ranges:
    """`X said (that) CLAUSE`, `CLAUSE, X said` and `CLA, X said, USE`."""
    clauses = [child for child in verb.children if child.dep_ == "ccomp" and (is_finite(child) or cue.kind in _LOOSE)]
    after = next((child for child in clauses if child.i > verb.i), None)
    if after is not None:
        return () if _has_object(verb, cue, after) else _clause_after(verb, cue, after)
    before = next((child for child in clauses if child.i < verb.i), None)
    if cue.kind not in _PARENTHETICAL:
        return ()
    if before is not None and not any(token.text == ";" for token in verb.doc[before.i : verb.i]):
        return _clause_before(verb, before)
    if verb.dep_ == "parataxis":
        return _clause_around(verb)
    return _clause_lost(verb, cue) or _clause_in_front(verb)


def _has_object(verb: Token, cue: Cue, clause: Token) -> bool:
    """An object stands between verb and clause, which then belongs to the object."""
    return cue.addressee != "object" and any(c.dep_ == "dobj" and verb.i < c.i < clause.left_edge.i for c in verb.children)


def _clause_after(verb: Token, cue: Cue, clause: Token) -> Ranges:
    start = max(clause.left_edge.i, verb.i + 1)
    end = _right_limit(verb, clause)
    first = verb.doc[start]
    if first.lower_ == "that":
        start += 1
    elif first.lower_ in _RELATIVE and start > verb.i + cue.length and cue.kind in _LOOSE:
        return ()
    return _range(verb.doc, start, end)


def _right_limit(verb: Token, clause: Token) -> int:
    """A clause of the main verb runs to the end of the sentence or to the next report; one of an embedded verb to its own end."""
    own = clause.right_edge.i + 1
    end = max(own, verb.sent.end) if _is_main(verb) else own
    for token in verb.doc[clause.i + 1 : end]:
        if _is_next_report(token, verb):
            return _before_joint(verb.doc, token, clause.i + 1)
    return end


def _is_main(verb: Token) -> bool:
    while verb.dep_ in {"conj", "xcomp"}:
        verb = verb.head
    return verb.dep_ == "ROOT"


def _is_next_report(token: Token, verb: Token) -> bool:
    """Another verb of the same source begins: coordinated with this one, or a participle after a comma ("adding that")."""
    if any(child.dep_ == "mark" and child.lower_ == "that" for child in token.children):
        return False
    if token.head.i == verb.i and token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"}:
        return True
    if (above := resumes(token)) is not None and above.i == verb.i:
        return True
    return token.tag_ == "VBG" and bool(verb_cues(token)) and _joins(token, verb)


def _joins(token: Token, verb: Token) -> bool:
    before = token.nbor(-1)
    return before.text == "," or (before.dep_ == "cc" and verb.tag_ == "VBG")


def _before_joint(doc: Doc, token: Token, floor: int) -> int:
    """The end of the words before a joined clause: without its subject, conjunction and comma."""
    i = token.i
    while i > floor and doc[i - 1].dep_ in {"cc", "punct", "aux", "advmod", "nsubj", "mark", "neg", "det", "compound", "amod"}:
        i -= 1
        if doc[i].dep_ == "cc" or doc[i].text == ",":
            break
    return i


def _clause_before(verb: Token, clause: Token) -> Ranges:
    """The words before the comma, back to where the sentence or the clause begins."""
    doc = verb.doc
    comma = next((i for i in range(verb.i - 1, clause.i, -1) if doc[i].text in {",", "—", "–"} and _splits(doc[i], verb)), None)
    if comma is None:
        edge = min([verb.i, *(child.left_edge.i for child in verb.children if clause.i < child.i < verb.i)])
        comma = edge
    start = clause.left_edge.i
    return _range(doc, start, comma) + _quote_joined(verb)


def _quote_joined(verb: Token) -> Ranges:
    """The rest of `"Q", X said, but "Q"`."""
    doc = verb.doc
    for child in verb.children:
        first = child.left_edge
        mark = first.i if first.is_quote else first.i - 1
        if child.dep_ == "conj" and child.i > verb.i and doc[mark].is_quote and doc[mark - 1].dep_ == "cc":
            return _range(doc, mark, child.right_edge.i + 1)
    return ()


def _splits(comma: Token, verb: Token) -> bool:
    """Between comma and verb stands the source alone."""
    between = comma.doc[comma.i + 1 : verb.i]
    heads = {token.i for token in between} | {verb.i}
    return all(token.head.i in heads for token in between)


def _clause_in_front(verb: Token) -> Ranges:
    """`CLAUSE, X said Tuesday` that the parser did not see: the report ends the sentence, its source stands behind a comma."""
    doc, sent = verb.doc, verb.sent
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS and child.i < verb.i), None)
    if subject is None or verb.tag_ not in _FINITE or any(token.pos_ in {"VERB", "AUX"} for token in doc[verb.i + 1 : sent.end]):
        return ()
    comma = subject.left_edge.i - 1
    if comma - sent.start < _SHORTEST or doc[comma].text != "," or any(token.text == ";" for token in doc[sent.start : comma]):
        return ()
    return _range(doc, sent.start, comma) if any(is_finite(token) for token in doc[sent.start : comma]) else ()


def _clause_lost(verb: Token, cue: Cue) -> Ranges:
    """A clause behind the verb that the parser hung elsewhere: a finite verb with a subject of its own, and no comma before them."""
    if cue.kind not in _LOOSE or is_undergone(verb) or any(child.dep_ == "dobj" and child.i > verb.i for child in verb.children):
        return ()
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.text in _TRIM or token.tag_ in {"WDT", "WP"}:
            return ()
        if token.dep_ in SUBJECTS | {"expl"} and token.head.i > token.i and is_finite(token.head):
            return _range(verb.doc, token.left_edge.i, _right_limit(verb, token.head)) if token.left_edge.i > verb.i else ()
    return ()


def _clause_around(verb: Token) -> Ranges:
    """The clause that the report interrupts, or that ends with it."""
    doc, head = verb.doc, verb.head
    left, right = head.left_edge.i, head.right_edge.i + 1
    inner, outer = verb.left_edge.i, verb.right_edge.i + 1
    return _range(doc, left, inner) + _range(doc, outer, right)


def is_finite(verb: Token) -> bool:
    """The verb or an auxiliary of it has a tense."""
    return verb.tag_ in _FINITE or any(child.tag_ in _FINITE for child in verb.children if child.dep_ in {"aux", "auxpass", "cop"})


# other forms


def _infinitive(verb: Token, cue: Cue) -> Ranges:
    """`X urged Y to V`, `X vowed to V`: from the object on."""
    clause = next(
        (c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > verb.i and c.tag_ == "VB" and _has_to(c)), None
    )
    if clause is None:
        return ()
    start = min([clause.left_edge.i, *(c.left_edge.i for c in verb.children if c.dep_ in {"dobj", "dative"} and verb.i < c.i < clause.i)])
    return _range(verb.doc, max(start, verb.i + cue.length), _right_limit(verb, clause))


def _has_to(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def _gerund(verb: Token, cue: Cue) -> Ranges:
    """`X accused Y of V-ing`, `X denied V-ing`."""
    if cue.kind == "accuse":
        return _object(verb, cue)
    clause = next((c for c in verb.children if c.dep_ in {"xcomp", "pcomp", "ccomp"} and c.i > verb.i and c.tag_ == "VBG"), None)
    return _range(verb.doc, clause.left_edge.i, clause.right_edge.i + 1) if clause is not None else ()


def _object(verb: Token, cue: Cue) -> Ranges:
    """`X announced OBJECT`, with what hangs on verb and object."""
    if is_undergone(verb):
        subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        return _range(verb.doc, subject.left_edge.i, subject.right_edge.i + 1) if subject is not None and source_heads(verb) else ()
    found = next((c for c in verb.children if c.i > verb.i and c.dep_ in {"dobj", "pobj"}), None)
    if found is None:
        prep = next((c for c in verb.children if c.i > verb.i and c.dep_ == "prep" and c.i - verb.i < cue.length), None)
        found = next((c for c in prep.children if c.dep_ == "pobj"), None) if prep is not None else None
    if found is None:
        return ()
    later = [c.right_edge.i + 1 for c in verb.children if c.i > found.i and c.dep_ in {"prep", "advcl", "xcomp"} and c.nbor(-1).text != ","]
    return _range(verb.doc, found.left_edge.i, max([found.right_edge.i + 1, *later]))


def _complement(verb: Token, cue: Cue) -> Ranges:
    """`X called Y Z`, `X described Y as Z`."""
    after = [c for c in verb.children if c.i > verb.i]
    named = any(c.dep_ in {"oprd", "ccomp", "xcomp", "acomp", "attr"} or c.lower_ == "as" for c in (*after, *_below(after)))
    if not named or (is_undergone(verb) and not source_heads(verb)):
        return ()
    if is_undergone(verb):
        return _passive_complement(verb)
    last = max(c.right_edge.i + 1 for c in after if c.dep_ in {"dobj", "oprd", "ccomp", "xcomp", "acomp", "attr", "prep"})
    return _range(verb.doc, verb.i + cue.length, last)


def _below(after: list[Token]) -> list[Token]:
    """What hangs on the object: "as" is often attached there."""
    return [grandchild for child in after if child.dep_ == "dobj" for grandchild in child.children]


def _passive_complement(verb: Token) -> Ranges:
    found = next((c for c in verb.children if c.dep_ in {"oprd", "ccomp", "xcomp", "acomp", "attr"} or c.lower_ == "as"), None)
    if found is None:
        return ()
    return _range(verb.doc, found.left_edge.i + (found.lower_ == "as"), found.right_edge.i + 1)


def _about(verb: Token, cue: Cue) -> Ranges:
    """`X talked about OBJECT`."""
    if is_undergone(verb):
        return ()
    prep = next(
        (
            c
            for c in verb.children
            if c.dep_ == "prep" and verb.i < c.i <= verb.i + max(cue.length - 1, 4) and (cue.length > 1 or c.lower_ == "about")
        ),
        None,
    )
    if prep is not None:
        return _range(verb.doc, prep.i + 1, prep.right_edge.i + 1)
    return _object(verb, cue) if cue.length == 1 and cue.addressee != "object" else ()


_FORMS: tuple[tuple[str, Callable[[Token, Cue], Ranges]], ...] = (
    ("clause", _clause),
    ("complement", _complement),
    ("infinitive", _infinitive),
    ("gerund", _gerund),
    ("about", _about),
    ("object", _object),
)


# phrases and nouns


def _of_phrase(token: Token) -> Report | None:
    """`according to X, CLAUSE` and `CLAUSE, according to X`."""
    if token.lower_ != "according" or token.i + 1 == len(token.doc) or token.nbor().lower_ != "to":
        return None
    head = next((t for t in token.nbor().children if t.dep_ == "pobj"), None) or next((t for t in token.subtree if t.dep_ == "pobj"), None)
    if head is None:
        return None
    ranges = _around(token, head)
    return Report(token, None, head, ranges, (), "according", 0.9) if ranges else None


def _around(token: Token, head: Token) -> Ranges:
    doc, sent = token.doc, token.sent
    end = max(head.right_edge.i, token.right_edge.i) + 1 if token.right_edge.i < sent.end - 2 else sent.end
    last = _end_of_source(head, sent.root)
    comma = next((i for i in range(last + 1, sent.end) if doc[i].text == ","), sent.end)
    if token.i - sent.start <= 1:
        return _range(doc, comma + 1 if comma < sent.end else min(end, sent.end), sent.end)
    return _range(doc, sent.start, token.i) + _range(doc, min(end, sent.end), sent.end)


def _end_of_source(head: Token, root: Token) -> int:
    """The last token of a source in front: with its apposition, if the sentence still has a subject behind it."""
    edge = max([head.i, *(child.right_edge.i for child in head.children if child.dep_ == "appos")])
    return edge if any(child.dep_ in SUBJECTS and child.left_edge.i > edge for child in root.children) else head.i


def _of_noun(token: Token) -> Report | None:
    """`X's claim that CLAUSE`, `X's call for OBJECT`."""
    if not is_content_noun(token):
        return None
    clause = next(
        (
            c
            for c in token.children
            if c.dep_ in {"acl", "ccomp", "relcl"} and c.i > token.i and any(m.lower_ == "that" and m.dep_ == "mark" for m in c.children)
        ),
        None,
    )
    owners = noun_owners(token)
    if clause is None or not owners:
        return None
    ranges = _range(token.doc, clause.left_edge.i + 1, clause.right_edge.i + 1)
    return Report(token, None, owners[0], ranges, (), "belief" if is_thought_noun(token) else "noun", 0.8)


def _range(doc: Doc, start: int, end: int) -> Ranges:
    """The range without punctuation and space at its ends, as a tuple of one, or of none when nothing is left."""
    while end > start and (doc[end - 1].text in _TRIM or doc[end - 1].is_space):
        end -= 1
    while end > start and (doc[start].text in _TRIM or doc[start].is_space):
        start += 1
    return ((start, end),) if end > start else ()
