"""Reports beside a clause: "As the Herald reported, CLAUSE", "CLAUSE, as Ruiz put it", "CLA, as Ruiz noted, USE".

In comes a verb, out come the token ranges of what it reports. The verb has its subject right behind "as" and nothing else to report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses import Ranges, is_finite, trimmed
from kg.extract.cues import LEXICON
from kg.extract.syntax import SUBJECTS
from kg.lexicon import words

if TYPE_CHECKING:
    from kg.extract.cues import Cue
    from kg.extract.parsed import Doc, Token


def beside(verb: Token, cue: Cue) -> Ranges:
    """What is reported by a clause with "as"; none where the verb has content of its own."""
    marker = _marker(verb) if cue.lemma in words(LEXICON, "phrases.as_verbs") else None
    if marker is None or not is_finite(verb) or _has_content(verb, cue):
        return ()
    doc, sent = verb.doc, verb.sent
    comma = next((i for i in range(verb.i + 1, sent.end) if doc[i].text == ","), None)
    if marker.i - sent.start <= 1:
        return trimmed(doc, comma, sent.end) if comma is not None else ()
    if not _pauses(doc, marker.i):
        return ()
    return trimmed(doc, sent.start, marker.i) + (trimmed(doc, comma, sent.end) if comma is not None else ())


def _marker(verb: Token) -> Token | None:
    """The "as" right before the subject of the verb."""
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS and child.i < verb.i), None)
    if subject is None or verb.dep_ == "ROOT":
        return None
    return next((child for child in verb.children if child.lower_ == "as" and child.i == subject.left_edge.i - 1), None)


def _has_content(verb: Token, cue: Cue) -> bool:
    inside = range(verb.i, verb.i + cue.length)
    return any(child.dep_ in {"ccomp", "dobj", "xcomp"} and child.i > verb.i and child.i not in inside for child in verb.children)


def _pauses(doc: Doc, place: int) -> bool:
    """A comma or a dash stands before this place, perhaps inside a quotation mark."""
    before = doc[place - 2] if doc[place - 1].is_quote and place > 1 else doc[place - 1]
    return before.text in {",", "—", "–", "--"}
