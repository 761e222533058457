"""Direct speech: which cue belongs to which quotes.

In come a Doc and its quotes, out come reports. A quote looks for its cue in the words before and after it, up to the next
quote or the end of the sentence; quotes of one paragraph that share a cue are one report. There is no fallback to the last
speaker: a quote without a cue stays without one, except where it continues another over a paragraph break.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.cues import Cue, verb_cues
from kg.extract.reports import Report
from kg.extract.sources import head_beside, source_heads
from kg.extract.syntax import subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

    from kg.extract.model import Quote

_STOPS = frozenset({".", "!", "?", ";"})
_PAUSES = frozenset({",", "?", "!", "—", "–", "-", "--", "…", "..."})
_MARKS = frozenset({'"', "“", "”", "„", "«", "»", "'", "‘", "’", "``", "''"})
_REACH_AFTER = 40
_REACH_BEFORE = 45
_SPEAKERS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_HEARERS = 6
_LABEL = 8


@dataclass(frozen=True, slots=True)
class _Credit:
    """A cue beside a quote: the verb, or the colon that stands for one, and the head of the source."""

    cue: Token
    entry: Cue | None
    head: Token | None
    side: str


def quoted(doc: Doc, quotes: tuple[Quote, ...]) -> list[Report]:
    """The reports of direct speech, by position of their first quote."""
    found = _credits(doc, quotes)
    reports: list[Report] = []
    of_quote: dict[int, int] = {}
    of_cue: dict[int, int] = {}
    for i, credit in sorted(found.items()):
        same = of_cue.get(credit.cue.i)
        if same is None:
            reports.append(_report(credit, i, quotes[i]))
            of_quote[i] = of_cue[credit.cue.i] = len(reports) - 1
        else:
            reports[same] = _with_quote(reports[same], i, quotes[i])
            of_quote[i] = same
    for i, before in _following(doc, quotes, of_quote):
        reports[of_quote[before]] = _with_quote(reports[of_quote[before]], i, quotes[i])
        of_quote[i] = of_quote[before]
    return [*reports, *_continued(doc, quotes, of_quote, reports)]


def _report(credit: _Credit, i: int, quote: Quote) -> Report:
    return Report(
        credit.cue, credit.entry, credit.head, ((quote.start, quote.end),), (i,), f"direct.{credit.side}", 0.95 if credit.entry else 0.7
    )


def _with_quote(report: Report, i: int, quote: Quote) -> Report:
    contents = tuple(sorted((*report.contents, (quote.start, quote.end))))
    return replace(report, contents=contents, quotes=tuple(sorted((*report.quotes, i))))


def _credits(doc: Doc, quotes: tuple[Quote, ...]) -> dict[int, _Credit]:
    found: dict[int, _Credit] = {}
    for i, quote in enumerate(quotes):
        if not quote.speech:
            continue
        credit = _credit_after(doc, quotes, i) or _credit_before(doc, quotes, i)
        if credit is not None:
            found[i] = credit
    return found


# the words after


def _credit_after(doc: Doc, quotes: tuple[Quote, ...], i: int) -> _Credit | None:
    """`Q, X said` or `Q, said X`."""
    quote = quotes[i]
    start = quote.end + (1 if quote.end < len(doc) and doc[quote.end].text in _MARKS else 0)
    if not _begins(doc, quotes, i) or not _pauses(doc, quote.end, start):
        return None
    while start < len(doc) and doc[start].text in _PAUSES:
        start += 1
    end = _window_end(doc, start, quotes[i + 1].start - 1 if i + 1 < len(quotes) else len(doc))
    for verb in doc[start:end]:
        entry = _quoting(verb)
        if entry is not None and (head := _near_source(verb, start, end)) is not None:
            return _Credit(verb, entry, head, "after")
    return None


def _pauses(doc: Doc, end: int, after: int) -> bool:
    """The quote ends as one does whose sentence goes on with "she said"."""
    last, outside = _last_mark(doc, end), doc[after].text if after < len(doc) else "."
    first = next((token for token in doc[after : after + 3] if token.text not in _PAUSES), None)
    if first is None or first.pos_ in {"CCONJ", "SCONJ"}:
        return False
    if outside in _PAUSES or last in _PAUSES:
        return True
    if outside in _STOPS or last in _STOPS:
        return False
    return first.pos_ in {"PRON", "PROPN", "DET", "NOUN"} or _quoting(first) is not None


def _last_mark(doc: Doc, end: int) -> str:
    """The last token of a quote, a closing bracket aside."""
    return doc[end - 2].text if doc[end - 1].text in {")", "]"} and end > 1 else doc[end - 1].text


def _begins(doc: Doc, quotes: tuple[Quote, ...], i: int) -> bool:
    """The quote opens its sentence, or follows a pause: no words of the article lead into it."""
    start = quotes[i].start - 1
    before = doc[start - 1] if start > 0 else None
    return before is None or before.is_space or before.text in _STOPS | _PAUSES | _MARKS | {":"} or not quotes[i].whole


def _window_end(doc: Doc, start: int, limit: int) -> int:
    limit = min(limit, start + _REACH_AFTER)
    for i in range(start, limit):
        if doc[i].text in _STOPS or (doc[i].is_space and "\n" in doc[i].text):
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


def _quoting(verb: Token) -> Cue | None:
    return next((cue for cue in verb_cues(verb) if "quote" in cue.takes), None)


# the words before


def _credit_before(doc: Doc, quotes: tuple[Quote, ...], i: int) -> _Credit | None:
    """`X said, Q` or `X said: Q`, also `saying Q`."""
    quote = quotes[i]
    end = quote.start - 1 if quote.start > 0 and doc[quote.start - 1].text in _MARKS else quote.start
    floor = max(quotes[i - 1].end + 1 if i else 0, end - _REACH_BEFORE, 0)
    end = _before_break(doc, end)
    if end <= floor:
        return None
    mark = doc[end - 1].text
    start = _window_start(doc, floor, end - 1)
    verb = _introducing(doc, start, end, mark)
    if verb is None:
        return _colon(doc, start, end) if mark == ":" else None
    if mark not in {",", ":"} and not _closes_sentence(doc, quote):
        return None
    return _Credit(verb, _quoting(verb) or verb_cues(verb)[0], _source_of(verb, start, end), "before")


def _closes_sentence(doc: Doc, quote: Quote) -> bool:
    """No words follow the quote in its sentence."""
    after = next((token for token in doc[quote.end :] if token.text not in _MARKS), None)
    return after is None or doc[quote.end - 1].text in _STOPS or after.text in _STOPS | {","} or after.is_space


def _before_break(doc: Doc, end: int) -> int:
    """Step over a paragraph break after a colon."""
    i = end
    while i > 0 and doc[i - 1].is_space:
        i -= 1
    return i if i < end and i > 0 and doc[i - 1].text == ":" else end


def _window_start(doc: Doc, floor: int, end: int) -> int:
    for i in range(end - 1, floor - 1, -1):
        if doc[i].text in _STOPS or (doc[i].is_space and "\n" in doc[i].text):
            return i + 1
    return floor


def _introducing(doc: Doc, start: int, end: int, mark: str) -> Token | None:
    """The last quoting verb of the words before, near enough to the mark; before a colon any reporting verb."""
    for i in range(end - 1, start - 1, -1):
        if _quoting(doc[i]) is None and not (mark == ":" and verb_cues(doc[i]) and doc[i].dep_ not in {"relcl", "pcomp"}):
            continue
        between = doc[i + 1 : end]
        if mark == ":" or (mark == "," and not any(t.dep_ == "ccomp" for t in between)):
            return doc[i]
        return doc[i] if _only_names_hearers(between) else None
    return None


def _only_names_hearers(between: Span) -> bool:
    """Between the cue and the mark stand at most the ones spoken to ("told reporters", "said to them that")."""
    if len(between) <= 1:
        return True
    named = any(token.dep_ in {"dobj", "dative", "pobj"} for token in between)
    return len(between) <= _HEARERS and named and not any(token.dep_ in {"nsubj", "ccomp"} or token.lower_ == "as" for token in between)


def _source_of(verb: Token, start: int, end: int) -> Token | None:
    heads = source_heads(verb)
    return heads[0] if heads else head_beside(verb, start, end)


def _colon(doc: Doc, start: int, end: int) -> _Credit | None:
    """Words without a reporting verb that end in a colon: the subject speaks, or the name that is all of them."""
    words = doc[start : end - 1]
    if not words:
        return None
    heads = [s for s in subjects(words.root) if start <= s.i < end and (s.ent_type_ in _SPEAKERS or s.lower_ in {"he", "she", "they"})]
    if not heads and words.root.pos_ == "PROPN" and len(words) <= _LABEL and not any(token.pos_ == "VERB" for token in words):
        heads = [words.root]
    return _Credit(doc[end - 1], None, heads[0], "colon") if heads else None


# quotes without a cue of their own


def _following(doc: Doc, quotes: tuple[Quote, ...], of_quote: dict[int, int]) -> Iterator[tuple[int, int]]:
    """`Q1, X said. Q2`: a quote that is the next sentence of the same paragraph, with the quote it follows."""
    known = set(of_quote)
    for i, quote in enumerate(quotes):
        if i in known or not quote.speech or i == 0 or i - 1 not in known:
            continue
        before = quotes[i - 1]
        between = doc[before.end : quote.start]
        stops = sum(token.text in _STOPS for token in between)
        if before.paragraph == quote.paragraph and stops <= 1 and _begins_sentence(doc, quote):
            known.add(i)
            of_quote_before = i - 1
            yield i, of_quote_before


def _begins_sentence(doc: Doc, quote: Quote) -> bool:
    before = doc[quote.start - 2] if quote.start > 1 else None
    return before is not None and before.text in _STOPS | _PAUSES and doc[quote.start].text[0].isupper()


def _continued(doc: Doc, quotes: tuple[Quote, ...], of_quote: dict[int, int], reports: list[Report]) -> Iterator[Report]:
    """Quotes that continue over a paragraph break, whichever paragraph has the cue."""
    chain = {i: quote.continues for i, quote in enumerate(quotes) if quote.continues is not None}
    owner = dict(of_quote)
    for i in sorted(chain):
        if i not in owner and chain[i] in owner:
            owner[i] = owner[chain[i]]
    for i in sorted(chain, reverse=True):
        if i in owner and chain[i] not in owner:
            owner[chain[i]] = owner[i]
    for i, before in _bare(doc, quotes, owner):
        owner[i] = owner[before]
    for i in sorted(set(owner) - set(of_quote)):
        report = reports[owner[i]]
        yield replace(report, contents=((quotes[i].start, quotes[i].end),), quotes=(i,), form="continued", confidence=0.6)


def _bare(doc: Doc, quotes: tuple[Quote, ...], of_quote: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Quotes that are whole paragraphs, each behind a paragraph that ends with a quote or with its credit."""
    known = set(of_quote)
    for i, quote in enumerate(quotes[1:], start=1):
        before = quotes[i - 1]
        if i in known or i - 1 not in known or quote.paragraph != before.paragraph + 1 or not _fills_paragraph(doc, quotes, i):
            continue
        between = doc[before.end : quote.start]
        if sum(token.text in _STOPS for token in between) <= 1:
            known.add(i)
            yield i, i - 1


def _fills_paragraph(doc: Doc, quotes: tuple[Quote, ...], i: int) -> bool:
    before = doc[quotes[i].start - 2] if quotes[i].start > 1 else None
    after = doc[quotes[i].end + 1] if quotes[i].end + 1 < len(doc) else None
    return (before is None or before.is_space) and (after is None or after.is_space) and doc[quotes[i].end - 1].text in _STOPS
