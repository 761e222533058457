"""Reported clauses: where the clause that a verb reports begins and ends.

In come a verb and its entry in the lexicon, out come token ranges. The parse is asked first. The clause of a main verb
runs to the end of its sentence or to the next report of the same source; an embedded verb's clause ends with itself.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from kg.extract.cues import LEXICON, lemma, verb_cues
from kg.extract.sources import is_misread_past, is_undergone, resumes, swallowing
from kg.extract.syntax import SUBJECTS
from kg.lexicon import words

if TYPE_CHECKING:
    from kg.extract.cues import Cue
    from kg.extract.parsed import Doc, Token

Ranges = tuple[tuple[int, int], ...]
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LOOSE = frozenset({"say", "report", "claim", "reply"})
_PARENTHETICAL = _LOOSE | {"ask", "show", "belief", "promise"}
_RELATIVE = frozenset({"where", "which", "who", "whose"})
_CONTENT_MARKS = frozenset({"that", "whether", "how", "why"})
_SHORTEST = 3
_LONGEST = 250
_LOST_WITHIN = 60
_LAST_WORDS = 14
_TRIM = frozenset({",", ".", ";", ":", "!", "?", "—", "–", "-", "--"})


def clause(verb: Token, cue: Cue) -> Ranges:
    """`X said (that) CLAUSE`, `CLAUSE, X said` and `CLA, X said, USE`."""
    clauses = [child for child in verb.children if _is_content(child, cue)]
    after = next((child for child in clauses if child.i > verb.i), None)
    if after is not None:
        return () if _has_object(verb, cue, after) else _clause_after(verb, cue, after)
    before = next((child for child in clauses if child.i < verb.i), None)
    if cue.kind not in _PARENTHETICAL:
        return ()
    if before is not None and not any(token.text == ";" for token in verb.doc[before.i : verb.i]):
        return () if _is_subordinate(before) or _has_own_object(verb, cue) else _clause_before(verb, before)
    if verb.dep_ == "parataxis":
        return _clause_around(verb)
    if is_misread_past(verb) and (subject := swallowing(verb)) is not None:
        return trimmed(verb.doc, subject.left_edge.i, right_limit(verb, subject.head))
    return _clause_lost(verb, cue) or (() if _has_own_object(verb, cue) else _clause_in_front(verb))


def _is_content(clause: Token, cue: Cue) -> bool:
    """A clause that the verb reports; of a question also what the parser takes for a condition ("asked Lee if he would go")."""
    if clause.dep_ == "ccomp":
        return (is_finite(clause) or cue.kind in _LOOSE) and not _is_credit_behind(clause)
    asked = cue.kind == "ask" and clause.dep_ == "advcl" and is_finite(clause)
    return asked and any(child.dep_ == "mark" and child.lower_ in {"if", "whether"} for child in clause.children)


def _is_credit_behind(clause: Token) -> bool:
    """The clause names who said what stands before it: in "Lee cannot say it is 'over,' Ruiz said" that is "Ruiz said"."""
    subject = next((child for child in clause.children if child.dep_ in SUBJECTS and child.i < clause.i), None)
    if subject is None or not any(cue.kind in _LOOSE for cue in verb_cues(clause)) or subject.left_edge.i < 2:
        return False
    mark = subject.left_edge.nbor(-1)
    return mark.is_quote and mark.nbor(-1).text == "," and not any(child.dep_ == "ccomp" for child in clause.children)


def _has_own_object(verb: Token, cue: Cue) -> bool:
    """The verb has an object that it reports; the clause in front then only says when."""
    return cue.addressee != "object" and any(child.dep_ == "dobj" and child.i > verb.i for child in verb.children)


def _is_subordinate(clause: Token) -> bool:
    """The clause in front is no content but says when or why ("While it rained, X announced ...")."""
    return any(c.dep_ in {"mark", "advmod"} and c.tag_ in {"IN", "WRB"} and c.lower_ not in _CONTENT_MARKS for c in clause.children)


def _has_object(verb: Token, cue: Cue, clause: Token) -> bool:
    """An object stands between verb and clause, which then belongs to the object."""
    return cue.addressee != "object" and any(c.dep_ == "dobj" and verb.i < c.i < clause.left_edge.i for c in verb.children)


def _clause_after(verb: Token, cue: Cue, clause: Token) -> Ranges:
    start = max(clause.left_edge.i, verb.i + 1)
    if clause.right_edge.i - verb.i > _LONGEST:
        return ()
    end = right_limit(verb, clause)
    first = verb.doc[start]
    if first.lower_ == "that":
        start += 1
    elif first.lower_ in _RELATIVE and start > verb.i + cue.length and cue.kind in _LOOSE:
        return ()
    return trimmed(verb.doc, start, end)


def right_limit(verb: Token, clause: Token) -> int:
    """A clause of the main verb runs to the end of the sentence or to the next report; one of an embedded verb to its own end."""
    own = clause.right_edge.i + 1
    end = max(own, verb.sent.end) if _is_main(verb) else own
    for token in verb.doc[clause.i + 1 : end]:
        if _is_next_report(token, verb):
            return _before_joint(verb.doc, token, clause.i + 1)
    return end


def _is_main(verb: Token) -> bool:
    while verb.dep_ in {"conj", "xcomp"} or is_led_on(verb):
        verb = verb.head
    return verb.dep_ == "ROOT"


def is_led_on(verb: Token) -> bool:
    """Another verb only leads on to this one ("went on to say")."""
    if verb.tag_ != "VB" or verb.dep_ not in {"advcl", "xcomp"}:
        return False
    particle = " on" if any(child.dep_ == "prt" and child.lower_ == "on" for child in verb.head.children) else ""
    return lemma(verb.head) + particle in words(LEXICON, "phrases.leading_on")


def _is_next_report(token: Token, verb: Token) -> bool:
    """Another verb of the same source begins: coordinated with this one, or a participle after a comma ("adding that")."""
    if any(child.dep_ == "mark" and child.lower_ == "that" for child in token.children):
        return False
    if token.head.i == verb.i and token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"}:
        return not _is_of_other_tense(token, verb)
    if (above := resumes(token)) is not None and above.i == verb.i:
        return True
    return token.tag_ == "VBG" and bool(verb_cues(token)) and _joins(token, verb)


def _is_of_other_tense(token: Token, verb: Token) -> bool:
    """What is told in the present behind a report in the past belongs to the report ("said it failed and has no future")."""
    first = next((child for child in token.children if child.dep_ in {"aux", "auxpass"}), token)
    return verb.tag_ == "VBD" and first.tag_ in {"VBZ", "VBP"} and not any(child.dep_ in SUBJECTS for child in token.children)


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
    last = min([verb.i, *(child.left_edge.i for child in verb.children if child.dep_ in SUBJECTS and clause.i < child.i < verb.i)]) - 1
    comma = next((i for i in range(last, clause.i, -1) if doc[i].text in {",", "—", "–"} and _splits(doc[i], verb)), None)
    if comma is None:
        edge = min([verb.i, *(child.left_edge.i for child in verb.children if clause.i < child.i < verb.i)])
        comma = edge
    start = clause.left_edge.i
    return trimmed(doc, start, comma) + _quote_joined(verb)


def _quote_joined(verb: Token) -> Ranges:
    """The rest of `"Q", X said, but "Q"`."""
    doc = verb.doc
    for child in verb.children:
        first = child.left_edge
        mark = first.i if first.is_quote else first.i - 1
        if child.dep_ == "conj" and child.i > verb.i and doc[mark].is_quote and doc[mark - 1].dep_ == "cc":
            return trimmed(doc, mark, child.right_edge.i + 1)
    return ()


def _splits(comma: Token, verb: Token) -> bool:
    """Between comma and verb stands the source alone."""
    between = comma.doc[comma.i + 1 : verb.i]
    heads = {token.i for token in between} | {verb.i}
    return all(token.head.i in heads for token in between)


def _clause_in_front(verb: Token) -> Ranges:
    """`CLAUSE, X said Tuesday` that the parser did not see: the report ends the sentence, its source stands behind a comma."""
    doc = verb.doc
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS and child.i < verb.i), None)
    more = _quote_joined(verb)
    after = _rest(verb, _LAST_WORDS + 1)
    after = list(takewhile(lambda token: token.text != ",", after)) if more or _goes_on(after) else after
    if subject is None or verb.tag_ not in _FINITE or len(after) > _LAST_WORDS or any(t.pos_ in {"VERB", "AUX"} for t in after):
        return ()
    start, comma = verb.sent.start, subject.left_edge.i - 1
    comma -= comma > start and doc[comma].is_quote
    front = doc[start : max(start, comma)]
    if not _SHORTEST <= len(front) <= _LONGEST or doc[comma].text != "," or any(token.text == ";" for token in front):
        return ()
    return trimmed(doc, start, comma) + more if any(is_finite(token) for token in front) else ()


def _goes_on(after: list[Token]) -> bool:
    """Another report of the same source follows behind a comma (", saying that")."""
    verb = next((token for token, before in zip(after[1:], after, strict=False) if before.text == ","), None)
    return verb is not None and verb.tag_ == "VBG" and bool(verb_cues(verb))


def _clause_lost(verb: Token, cue: Cue) -> Ranges:
    """A clause behind the verb that the parser hung elsewhere: a finite verb with a subject of its own, and no comma before them."""
    if cue.kind not in _LOOSE or is_undergone(verb) or any(child.dep_ == "dobj" and child.i > verb.i for child in verb.children):
        return ()
    for token in _rest(verb, _LOST_WITHIN):
        if token.text in _TRIM or token.tag_ in {"WDT", "WP"}:
            return ()
        if token.dep_ in SUBJECTS | {"expl"} and token.head.i > token.i and is_finite(token.head):
            return trimmed(verb.doc, token.left_edge.i, right_limit(verb, token.head)) if token.left_edge.i > verb.i else ()
    return ()


def _rest(verb: Token, most: int) -> list[Token]:
    """The tokens behind a verb in its sentence, not more than `most`."""
    return list(takewhile(lambda token: not token.is_sent_start, verb.doc[verb.i + 1 : verb.i + 1 + most]))


def _clause_around(verb: Token) -> Ranges:
    """The clause that the report interrupts, or that ends with it."""
    doc, head = verb.doc, verb.head
    left, right = head.left_edge.i, head.right_edge.i + 1
    inner, outer = verb.left_edge.i, verb.right_edge.i + 1
    return trimmed(doc, left, inner) + trimmed(doc, outer, right)


def has_to(verb: Token) -> bool:
    """The verb is an infinitive with "to"."""
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def is_finite(verb: Token) -> bool:
    """The verb or an auxiliary of it has a tense."""
    return verb.tag_ in _FINITE or any(child.tag_ in _FINITE for child in verb.children if child.dep_ in {"aux", "auxpass", "cop"})


def trimmed(doc: Doc, start: int, end: int) -> Ranges:
    """The range without punctuation and space at its ends, as a tuple of one, or of none when nothing is left."""
    while end > start and (doc[end - 1].text in _TRIM or doc[end - 1].is_space):
        end -= 1
    while end > start and (doc[start].text in _TRIM or doc[start].is_space):
        start += 1
    return ((start, end),) if end > start else ()
