"""Indirect speech: the content of a reporting verb, noun or phrase, read from the parse.

In come a Doc and a mask of the tokens that are inside quotes already dealt with, out come reports. Each form of content
(clause, infinitive, object ...) is one function from a verb to token ranges; the lexicon says which forms a verb takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses import Ranges, clause, has_to, right_limit, trimmed
from kg.extract.cues import Cue, is_content_noun, is_document, is_thought_noun, source_phrase, verb_cues
from kg.extract.parenthetical import beside
from kg.extract.reports import Report
from kg.extract.sources import after_comma, is_undergone, noun_owners, source_heads
from kg.extract.syntax import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.extract.parsed import Doc, Token


def reported(doc: Doc, masked: Sequence[bool]) -> Iterator[Report]:
    """The reports of indirect speech, by position of their cue."""
    for token in doc:
        if masked[token.i]:
            continue
        tag = token.tag_
        report = _of_verb(token) if tag.startswith("V") else _of_noun(token) if tag.startswith("N") else None
        if report is not None or (report := _of_phrase(token)) is not None:
            yield report


def _of_verb(verb: Token) -> Report | None:
    for cue in verb_cues(verb):
        for form, find in _FORMS:
            if form in cue.takes and (ranges := find(verb, cue)):
                return Report(verb, cue, None, ranges, (), form, 0.9 if form == "clause" else 0.8)
        if "clause" in cue.takes and (ranges := beside(verb, cue)):
            return Report(verb, cue, None, ranges, (), "beside", 0.8)
    return None


# other forms


def _infinitive(verb: Token, cue: Cue) -> Ranges:
    """`X urged Y to V`, `X vowed to V`: from the object on."""
    clause = next(
        (c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > verb.i and c.tag_ == "VB" and has_to(c)), None
    )
    if clause is None:
        return ()
    start = min([clause.left_edge.i, *(c.left_edge.i for c in verb.children if c.dep_ in {"dobj", "dative"} and verb.i < c.i < clause.i)])
    return trimmed(verb.doc, max(start, verb.i + cue.length), right_limit(verb, clause))


def _gerund(verb: Token, cue: Cue) -> Ranges:
    """`X accused Y of V-ing`, `X denied V-ing`."""
    if cue.kind == "accuse":
        return _object(verb, cue)
    clause = next((c for c in verb.children if c.dep_ in {"xcomp", "pcomp", "ccomp"} and c.i > verb.i and c.tag_ == "VBG"), None)
    return trimmed(verb.doc, clause.left_edge.i, clause.right_edge.i + 1) if clause is not None else ()


def _object(verb: Token, cue: Cue) -> Ranges:
    """`X announced OBJECT`, with what hangs on verb and object."""
    if is_undergone(verb):
        subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        return trimmed(verb.doc, subject.left_edge.i, subject.right_edge.i + 1) if subject is not None and source_heads(verb) else ()
    found = next((c for c in verb.children if c.i > verb.i and c.dep_ in {"dobj", "pobj"}), None)
    if found is None:
        prep = next((c for c in verb.children if c.i > verb.i and c.dep_ == "prep" and c.i - verb.i < cue.length), None)
        found = next((c for c in prep.children if c.dep_ == "pobj"), None) if prep is not None else None
    if found is None:
        return ()
    later = [c.right_edge.i + 1 for c in verb.children if c.i > found.i and c.dep_ in {"prep", "advcl", "xcomp"} and not after_comma(c)]
    return trimmed(verb.doc, found.left_edge.i, max([found.right_edge.i + 1, *later]))


def _complement(verb: Token, cue: Cue) -> Ranges:
    """`X called Y Z`, `X described Y as Z`."""
    after = [c for c in verb.children if c.i > verb.i]
    named = any(c.dep_ in {"oprd", "ccomp", "xcomp", "acomp", "attr"} or c.lower_ == "as" for c in (*after, *_below(after)))
    if not named or (is_undergone(verb) and not source_heads(verb)):
        return ()
    if is_undergone(verb):
        return _passive_complement(verb)
    last = max(c.right_edge.i + 1 for c in after if c.dep_ in {"dobj", "oprd", "ccomp", "xcomp", "acomp", "attr", "prep"})
    return trimmed(verb.doc, verb.i + cue.length, last)


def _below(after: list[Token]) -> list[Token]:
    """What hangs on the object: "as" is often attached there."""
    return [grandchild for child in after if child.dep_ == "dobj" for grandchild in child.children]


def _passive_complement(verb: Token) -> Ranges:
    found = next((c for c in verb.children if c.dep_ in {"oprd", "ccomp", "xcomp", "acomp", "attr"} or c.lower_ == "as"), None)
    if found is None:
        return ()
    return trimmed(verb.doc, found.left_edge.i + (found.lower_ == "as"), found.right_edge.i + 1)


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
        return trimmed(verb.doc, prep.i + 1, prep.right_edge.i + 1)
    return _object(verb, cue) if cue.length == 1 and cue.addressee != "object" else ()


def _finding(verb: Token, _cue: Cue) -> Ranges:
    """`the poll showed Ruiz ahead`: what a text or a count tells, with all that hangs on the verb behind it."""
    heads = source_heads(verb)
    if not heads or not all(is_document(head) for head in heads) or is_undergone(verb):
        return ()
    found = next((c for c in verb.children if c.dep_ in {"dobj", "ccomp", "nsubj"} and c.i > verb.i), None)
    return trimmed(verb.doc, found.left_edge.i, right_limit(verb, found)) if found is not None else ()


_FORMS: tuple[tuple[str, Callable[[Token, Cue], Ranges]], ...] = (
    ("clause", clause),
    ("complement", _complement),
    ("infinitive", _infinitive),
    ("gerund", _gerund),
    ("about", _about),
    ("object", _object),
    ("finding", _finding),
)


# phrases and nouns


def _of_phrase(token: Token) -> Report | None:
    """`according to X, CLAUSE` and `CLAUSE, according to X`."""
    last = source_phrase(token)
    head = None if last is None else next((t for t in (*last.children, *token.subtree) if t.dep_ == "pobj" and t.i > last.i), None)
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
        return trimmed(doc, comma + 1 if comma < sent.end else min(end, sent.end), sent.end)
    after = trimmed(doc, min(end, sent.end), sent.end)
    return trimmed(doc, sent.start, token.i) + tuple(part for part in after if doc[part[0]].tag_ not in {"WP", "WDT"})


def _end_of_source(head: Token, root: Token) -> int:
    """The last token of a source in front: with its apposition, if the sentence still has its subject behind it."""
    edge = max([head.i, *(child.right_edge.i for child in head.children if child.dep_ == "appos")])
    subject = next((child for child in root.children if child.dep_ in SUBJECTS and child.left_edge.i > edge), None)
    if (
        subject is None
        or (edge > head.i and head.doc[edge + 1].text != ",")
        or any(child.dep_ == "mark" and edge < child.i < subject.i for child in root.children)
    ):
        return head.i
    return edge


def _is_occasion(noun: Token) -> bool:
    """The noun only tells where it was said ("said in a statement that")."""
    verb = noun.head.head
    return noun.dep_ == "pobj" and noun.head.lower_ in {"in", "during"} and any({"quote", "clause"} <= cue.takes for cue in verb_cues(verb))


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
    if clause is None or not owners or _is_occasion(token):
        return None
    ranges = trimmed(token.doc, clause.left_edge.i + 1, clause.right_edge.i + 1)
    return Report(token, None, owners[0], ranges, (), "belief" if is_thought_noun(token) else "noun", 0.8)
