"""Quotes: the words between quotation marks, outer marks only.

In comes a Doc, out come its quotes by position. Marks are paired inside their paragraph; a paragraph that ends inside a
quote hands it on to the next when that opens with a mark again, as print does with long quotations. A mark that lacks
its partner is repaired inside the paragraph, and the quote is then not `whole`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.cues import named_by_quotes, verb_cues
from kg.extract.model import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.parsed import Doc, Token

DOUBLE = frozenset({'"', "“", "”", "„", "«", "»", "``", "''", "‟", "″"})
SINGLE = frozenset({"'", "‘", "’", "‚", "‛", "`"})
_OPENING = frozenset({"“", "«", "„", "``", "‘", "‚", "‟", "‛"})
_CLOSING = frozenset({"”", "»", "''"})
_BRACKETS = frozenset("([{—–-/")
_ENDING = frozenset({".", "!", "?", ",", "…", "...", ";"})
_FEW_WORDS = 4
_LAST_WORDS = 14


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two marks, or one and the place where the other should be: tokens before and after the content."""

    start: int
    end: int
    opened: bool
    closed: bool


def find_quotes(doc: Doc) -> tuple[Quote, ...]:
    """The quotes of a Doc, by position."""
    found: list[Quote] = []
    running: int | None = None
    for number, (start, end) in enumerate(paragraphs(doc)):
        pairs = _pairs(doc, start, end)
        for place, pair in enumerate(pairs):
            first = place == 0 and _leads(doc, start, pair)
            continues = running if first else None
            found.append(_quote(doc, pair, number, continues))
            running = None
        running = len(found) - 1 if pairs and _runs_on(doc, pairs[-1], end) else None
    return tuple(_trust_continued(found))


def paragraphs(doc: Doc) -> Iterator[tuple[int, int]]:
    """The token ranges of the paragraphs, without the white space between them."""
    breaks = [-1, *(token.i for token in doc if token.is_space and "\n" in token.text), len(doc)]
    for before, after in pairwise(breaks):
        if after - before > 1:
            yield before + 1, after


def _leads(doc: Doc, start: int, pair: _Pair) -> bool:
    return pair.opened and all(doc[i].is_space for i in range(start, pair.start - 1))


def _runs_on(doc: Doc, pair: _Pair, end: int) -> bool:
    """The quote reaches the end of its paragraph with no closing mark, and the next paragraph opens with one."""
    if pair.closed or pair.end < end:
        return False
    after = next((token for token in doc[end:] if not token.is_space), None)
    return after is not None and after.text in DOUBLE | {"‘"}


def _quote(doc: Doc, pair: _Pair, paragraph: int, continues: int | None) -> Quote:
    speech = continues is not None or _is_speech(doc, pair)
    return Quote(pair.start, pair.end, paragraph, continues, speech, pair.opened and pair.closed)


def _trust_continued(quotes: list[Quote]) -> list[Quote]:
    """A quote that another one continues is speech however short it is."""
    continued = {quote.continues for quote in quotes}
    return [replace(quote, speech=True) if i in continued else quote for i, quote in enumerate(quotes)]


# pairing marks


def _pairs(doc: Doc, start: int, end: int) -> list[_Pair]:
    double = _match(doc, [token for token in doc[start:end] if token.text in DOUBLE], start, end)
    inside = {i for pair in double for i in range(pair.start - 1, pair.end + 1)}
    outer = [token for token in doc[start:end] if token.text in SINGLE and token.i not in inside]
    return sorted([*double, *_match_single(outer)], key=lambda pair: pair.start)


def _match(doc: Doc, marks: list[Token], start: int, end: int) -> list[_Pair]:
    """Pair the marks of a paragraph; a mark that opens inside a quote is a quote within it, except where a sentence ended."""
    pairs: list[_Pair] = []
    opened: list[Token] = []
    last: Token | None = None
    for mark in marks:
        if _opens(mark, bool(opened)):
            if opened and mark.nbor(-1).text in _ENDING:
                pairs.append(_unclosed(doc, opened[0], mark.i))
                opened = []
            opened.append(mark)
            last = None
        elif not opened:
            pairs.append(_unopened(mark, pairs[-1].end + 1 if pairs else start))
        elif len(opened) == 1:
            pairs.append(_Pair(opened.pop().i + 1, mark.i, opened=True, closed=True))
        else:
            opened.pop()
            last = mark
    if opened:
        pairs.append(_unclosed(doc, opened[0], end) if last is None else _Pair(opened[0].i + 1, last.i, opened=True, closed=True))
    return [pair for pair in pairs if pair.end > pair.start]


def _opens(mark: Token, inside: bool) -> bool:
    """The mark opens a quote: by its shape, else by the spaces around it, else because none is open."""
    if mark.text in _OPENING:
        return True
    free_before = mark.i == 0 or bool(mark.nbor(-1).whitespace_) or mark.nbor(-1).is_space or mark.nbor(-1).text in _BRACKETS
    free_after = mark.i + 1 == len(mark.doc) or bool(mark.whitespace_) or mark.nbor().is_space
    if mark.text in _CLOSING:
        return free_before and not free_after and not inside
    if free_before == free_after:
        return not inside
    return free_before


def _match_single(marks: list[Token]) -> list[_Pair]:
    pairs: list[_Pair] = []
    opening: Token | None = None
    for mark in marks:
        if opening is None and _opens_single(mark):
            opening = mark
        elif opening is not None and _closes_single(mark):
            pairs.append(_Pair(opening.i + 1, mark.i, opened=True, closed=True))
            opening = None
    return [pair for pair in pairs if pair.end > pair.start]


def _opens_single(mark: Token) -> bool:
    if mark.i + 1 == len(mark.doc) or mark.whitespace_ or mark.nbor().is_space:
        return False
    return mark.text != "’" and (mark.i == 0 or bool(mark.nbor(-1).whitespace_) or mark.nbor(-1).is_space)


def _closes_single(mark: Token) -> bool:
    if mark.text == "‘" or mark.nbor(-1).whitespace_:
        return False
    free_after = mark.i + 1 == len(mark.doc) or bool(mark.whitespace_) or mark.nbor().is_space or mark.nbor().is_punct
    return free_after and (mark.nbor(-1).text in _ENDING or mark.tag_ != "POS")


# repair


def _unclosed(doc: Doc, opening: Token, limit: int) -> _Pair:
    """A quote without closing mark ends before the words that say who speaks, else where it can no longer go on."""
    start = opening.i + 1
    for i in range(start + 1, limit):
        if doc[i].text == "," and _is_credit(doc, i + 1, limit):
            return _Pair(start, i + 1, opened=True, closed=False)
    while limit > start and doc[limit - 1].is_space:
        limit -= 1
    return _Pair(start, limit, opened=True, closed=False)


def _is_credit(doc: Doc, start: int, limit: int) -> bool:
    """From here to the end of the sentence someone is only named as the speaker."""
    end = min(limit, doc[start].sent.end) if start < limit else limit
    cues = [token for token in doc[start:end] if any("quote" in cue.takes for cue in verb_cues(token))]
    return (
        0 < end - start <= _LAST_WORDS
        and bool(cues)
        and not any(child.dep_ == "ccomp" and child.i > cues[0].i for child in cues[0].children)
    )


def _unopened(closing: Token, floor: int) -> _Pair:
    """A quote without opening mark begins with its sentence."""
    inside = closing.nbor(-1) if closing.i > floor else closing
    return _Pair(max(inside.sent.start, floor), closing.i, opened=False, closed=True)


# speech, or a term, a title, scare quotes


def _is_speech(doc: Doc, pair: _Pair) -> bool:
    words = [token for token in doc[pair.start : pair.end] if not token.is_punct and not token.is_space]
    if not words or _is_title(doc, pair, words):
        return False
    if len(words) >= _FEW_WORDS:
        return True
    return _stands_alone(doc, pair) or _is_spoken_word(doc, pair)


def _is_title(doc: Doc, pair: _Pair, words: list[Token]) -> bool:
    before = doc[pair.start - 2] if pair.start > 1 else None
    capital = sum(word.text[0].isupper() or word.is_digit or word.is_stop for word in words) == len(words)
    named = before is not None and named_by_quotes(before)
    beside = capital and before is not None and before.i > 0 and before.text == "," and named_by_quotes(before.nbor(-1))
    return beside or (named and (capital or len(words) < _FEW_WORDS)) or (capital and len(words) > 1 and not _stands_alone(doc, pair))


def _stands_alone(doc: Doc, pair: _Pair) -> bool:
    """The quote is a sentence or an utterance of its own: after a colon, a comma or a stop, and ended by punctuation."""
    before = doc[pair.start - 2] if pair.start > 1 else None
    begins = before is None or before.is_space or before.text in {",", ":", ".", "?", "!"}
    after = doc[pair.end + 1] if pair.end + 1 < len(doc) else None
    ends = doc[pair.end - 1].text in _ENDING or (after is not None and after.text in {",", "."})
    return begins and ends


def _is_spoken_word(doc: Doc, pair: _Pair) -> bool:
    """Some words of a report are put in quotation marks: a reporting verb governs them."""
    root = doc[pair.start : pair.end].root
    chain = [root, *root.ancestors]
    return any(verb_cues(token) for token in chain[:4] if token.i < pair.start or token.i > pair.end)
