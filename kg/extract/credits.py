"""Credits: the cue beside a quote, in the words before and after it.

In come the quotes and the number of one, out comes the verb (or the colon) that reports it, with the head of its source.
The words looked at end with the sentence, the paragraph or the next quote.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.cues import LEXICON, Cue, is_document, lemma, verb_cues
from kg.extract.sources import head_beside, source_heads
from kg.extract.syntax import SUBJECTS, is_passive, prepositional, subjects
from kg.extract.telling import describes, is_foreseen, is_only_told, quoting, says_another_thing
from kg.lexicon import words as listed

if TYPE_CHECKING:
    from kg.extract.model import Quote
    from kg.extract.parsed import Doc, Span, Token

STOPS = frozenset({".", "!", "?", ";"})
PAUSES = frozenset({",", "?", "!", "—", "–", "-", "--", "…", "..."})
_MARKS = frozenset({'"', "“", "”", "„", "«", "»", "'", "‘", "’", "``", "''"})
_REACH_AFTER = 40
_REACH_BEFORE = 45
_SPEAKERS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_HEARERS = 6
_LABEL = 8
_DASHES = frozenset({"-", "–", "—", "--"})


@dataclass(frozen=True, slots=True)
class Credit:
    """A cue beside a quote: the verb, or the colon that stands for one, and the head of the source."""

    cue: Token
    entry: Cue | None
    head: Token | None
    side: str


def credit(doc: Doc, quotes: tuple[Quote, ...], i: int) -> Credit | None:
    """The cue of a quote and its source, or None; the words after it come first."""
    return _credit_after(doc, quotes, i) or _credit_before(doc, quotes, i)


# the words after


def _credit_after(doc: Doc, quotes: tuple[Quote, ...], i: int) -> Credit | None:
    """`Q, X said` or `Q, said X`."""
    quote = quotes[i]
    if _ends_clause(doc, quotes, i):
        return None
    start = quote.end + (1 if quote.end < len(doc) and doc[quote.end].text in _MARKS else 0)
    if not _begins(doc, quotes, i) or not _pauses(doc, quote.end, start):
        return None
    while start < len(doc) and doc[start].text in PAUSES:
        start += 1
    end = _window_end(doc, start, quotes[i + 1].start - 1 if i + 1 < len(quotes) else len(doc))
    for verb in doc[start:end]:
        entry = quoting(verb)
        if entry is None or is_only_told(verb) or says_another_thing(verb, entry):
            continue
        if (head := _near_source(verb, start, end)) is not None:
            return Credit(verb, entry, head, "after")
    return None


def _pauses(doc: Doc, end: int, after: int) -> bool:
    """The quote ends as one does whose sentence goes on with "she said"."""
    last, outside = _last_mark(doc, end), doc[after].text if after < len(doc) else "."
    first = next((token for token in doc[after : after + 3] if token.text not in PAUSES), None)
    if first is None or first.pos_ in {"CCONJ", "SCONJ"}:
        return False
    if outside in PAUSES or last in PAUSES:
        return True
    if outside in STOPS or last in STOPS:
        return False
    return first.pos_ in {"PRON", "PROPN", "DET", "NOUN"} or quoting(first) is not None


def _last_mark(doc: Doc, end: int) -> str:
    """The last token of a quote, a closing bracket aside."""
    return doc[end - 2].text if doc[end - 1].text in {")", "]"} and end > 1 else doc[end - 1].text


def _begins(doc: Doc, quotes: tuple[Quote, ...], i: int) -> bool:
    """The quote opens its sentence, or follows a pause: no words of the article lead into it."""
    start = quotes[i].start - 1
    before = doc[start - 1] if start > 0 else None
    return before is None or before.is_space or before.text in STOPS | PAUSES | _MARKS | {":"} or not quotes[i].whole


def _ends_clause(doc: Doc, quotes: tuple[Quote, ...], i: int) -> bool:
    """The quote is the end of a clause of the article ("The bridge will open in May, 'rain or shine,' the mayor said")."""
    quote, comma = quotes[i], quotes[i].start - 2
    if not quote.whole or comma < 1 or doc[comma].text != "," or not doc[quote.start].text[0].islower():
        return False
    front = doc[max(doc[comma].sent.start, quotes[i - 1].end + 1 if i else 0) : comma]
    own = any(token.dep_ in SUBJECTS for token in front)
    return own and not any(token.text in _MARKS or quoting(token) for token in front)


def _window_end(doc: Doc, start: int, limit: int) -> int:
    limit = min(limit, start + _REACH_AFTER)
    for i in range(start, limit):
        if doc[i].text in STOPS or (doc[i].is_space and "\n" in doc[i].text):
            return i
    return limit


def _near_source(verb: Token, start: int, end: int) -> Token | None:
    """The source, when it or the verb opens the words after the quote."""
    head = head_beside(verb, start, end)
    if head is None:
        return None
    if verb.i == start or (head.i > verb.i and verb.i == start + 1 and verb.nbor(-1).dep_ != "cc"):
        return head
    return head if head.left_edge.i <= start + 1 or head.i <= start + 1 else None


# the words before


def _credit_before(doc: Doc, quotes: tuple[Quote, ...], i: int) -> Credit | None:
    """`X said, Q` or `X said: Q`, also `saying Q`."""
    quote = quotes[i]
    end = quote.start - 1 if quote.start > 0 and doc[quote.start - 1].text in _MARKS else quote.start
    floor = max(quotes[i - 1].end + 1 if i else 0, end - _REACH_BEFORE, 0)
    end = _before_break(doc, end)
    if end <= floor:
        return None
    mark = doc[end - 1].text
    start = _window_start(doc, floor, end - 1)
    if mark == ":" and (label := _label(doc, start, end)) is not None:
        return Credit(doc[end - 1], None, label, "colon")
    verb = _introducing(doc, start, end, mark)
    if verb is None:
        return _colon(doc, start, end) if mark == ":" else None
    if mark in STOPS and any(child.dep_ == "ccomp" for child in verb.children):
        return None
    if mark not in {",", ":"} and (is_foreseen(verb) or not _closes_sentence(doc, quote)):
        return None
    return Credit(verb, quoting(verb) or verb_cues(verb)[0], _source_of(verb, start, end), "before")


def _closes_sentence(doc: Doc, quote: Quote) -> bool:
    """No words follow the quote in its sentence."""
    after = next((token for token in doc[quote.end :] if token.text not in _MARKS), None)
    return after is None or doc[quote.end - 1].text in STOPS or after.text in STOPS | {","} or after.is_space


def _before_break(doc: Doc, end: int) -> int:
    """Step over a paragraph break after a colon."""
    i = end
    while i > 0 and doc[i - 1].is_space:
        i -= 1
    return i if i < end and i > 0 and doc[i - 1].text == ":" else end


def _window_start(doc: Doc, floor: int, end: int) -> int:
    for i in range(end - 1, floor - 1, -1):
        if doc[i].text in STOPS or (doc[i].is_space and "\n" in doc[i].text):
            return i + 1
    return floor


def _introducing(doc: Doc, start: int, end: int, mark: str) -> Token | None:
    """The last quoting verb of the words before, near enough to the mark; before a colon any reporting verb."""
    for i in range(end - 1, start - 1, -1):
        if quoting(doc[i]) is None and not (mark == ":" and verb_cues(doc[i]) and doc[i].dep_ not in {"relcl", "pcomp"}):
            continue
        if describes(doc[i], mark, end):
            continue
        between = doc[i + 1 : end]
        if mark == ":" or (mark == "," and not _leads_on(between)):
            return doc[i]
        return doc[i] if _only_names_hearers(between) else None
    return None


def _leads_on(between: Span) -> bool:
    """What is said begins before the quote ("said that if it rained, Q"); "said that, Q" only leads to it."""
    return any(
        token.dep_ == "ccomp" or (token.lower_ == "that" and token.dep_ == "mark" and token.i < between.end - 2) for token in between
    )


def _only_names_hearers(between: Span) -> bool:
    """Between the cue and the mark stand at most the ones spoken to ("told reporters", "said to them that")."""
    if len(between) <= 1:
        return True
    named = any(token.dep_ in {"dobj", "dative", "pobj"} for token in between)
    told = any(token.dep_ in {"nsubj", "ccomp", "cc"} or token.lower_ == "as" or token.tag_ == "VB" for token in between)
    return len(between) <= _HEARERS and named and not told


def _source_of(verb: Token, start: int, end: int) -> Token | None:
    own = [child for child in verb.children if child.dep_ == "nsubj" and start <= child.i < verb.i]
    if len(own) > 1:
        return own[-1]
    heads = [head for head in source_heads(verb) if head.i < end]
    return heads[0] if heads else head_beside(verb, start, end)


def _label(doc: Doc, start: int, end: int) -> Token | None:
    """The name that is all there is between a dash or the start and the colon: `Ana Ibarra: "Q"`."""
    dash = next((i for i in range(end - 2, start, -1) if doc[i].text in _DASHES and doc[i - 1].whitespace_), start - 1)
    source = next((i for i in range(dash + 1, min(dash + 3, end - 2)) if doc[i].lower_ == "from"), dash)
    words = doc[source + 1 : end - 1]
    if not 0 < len(words) <= _LABEL or any(token.pos_ in {"VERB", "AUX", "ADP"} for token in words):
        return None
    named = words.root.pos_ == "PROPN" or (dash >= start and all(token.text[0].isupper() for token in words))
    return words.root if named else None


def _colon(doc: Doc, start: int, end: int) -> Credit | None:
    """A sentence without a reporting verb that ends in a colon: its subject speaks."""
    words = doc[start : end - 1]
    if not words:
        return None
    if sent := _sent_with(words.root):
        return Credit(doc[end - 1], None, sent, "colon")
    heads = [s for s in subjects(words.root) if start <= s.i < end and (_can_speak(s) or s.lower_ in {"he", "she", "they"})]
    return Credit(doc[end - 1], None, heads[0], "colon") if heads else None


def _sent_with(verb: Token) -> Token | None:
    """Who speaks where a text is sent out: `The palace issued a statement: "Q"`, `The palace issued a statement from the king: "Q"`."""
    if lemma(verb) not in listed(LEXICON, "nouns.light") or is_passive(verb):
        return None
    text = next((child for child in verb.children if child.dep_ == "dobj" and is_document(child)), None)
    if text is None:
        return None
    by = [author for author in prepositional(verb, "by") if _can_speak(author)]
    heads = prepositional(text, "from", "by") or by or subjects(verb)
    return heads[0] if heads else None


def _can_speak(subject: Token) -> bool:
    return subject.ent_type_ in _SPEAKERS or subject.pos_ == "PROPN"
