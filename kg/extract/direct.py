"""Direct speech: which cue belongs to which quotes.

In come a Doc and its quotes, out come reports. A quote looks for its cue in the words before and after it, up to the next
quote or the end of the sentence; quotes of one paragraph that share a cue are one report. There is no fallback to the last
speaker: a quote without a cue stays without one, except where it continues another over a paragraph break.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.credits import PAUSES, STOPS, Credit, credit
from kg.extract.reports import Report
from kg.extract.telling import is_of_another

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.model import Quote
    from kg.extract.parsed import Doc


_DOTS = frozenset({".", "..", "...", "…"})


def quoted(doc: Doc, quotes: tuple[Quote, ...]) -> list[Report]:
    """The reports of direct speech, by position of their first quote."""
    found = _credits(doc, quotes)
    reports: list[Report] = []
    of_quote: dict[int, int] = {}
    of_cue: dict[int, int] = {}
    for i, beside in sorted(found.items()):
        same = of_cue.get(beside.cue.i)
        if same is None:
            reports.append(_report(beside, i, quotes[i]))
            of_quote[i] = of_cue[beside.cue.i] = len(reports) - 1
        else:
            reports[same] = _with_quote(reports[same], i, quotes[i])
            of_quote[i] = same
    for i, before in _following(doc, quotes, of_quote):
        reports[of_quote[before]] = _with_quote(reports[of_quote[before]], i, quotes[i])
        of_quote[i] = of_quote[before]
    return [*reports, *_continued(doc, quotes, of_quote, reports)]


def _report(beside: Credit, i: int, quote: Quote) -> Report:
    return Report(
        beside.cue, beside.entry, beside.head, ((quote.start, quote.end),), (i,), f"direct.{beside.side}", 0.95 if beside.entry else 0.7
    )


def _with_quote(report: Report, i: int, quote: Quote) -> Report:
    contents = tuple(sorted((*report.contents, (quote.start, quote.end))))
    return replace(report, contents=contents, quotes=tuple(sorted((*report.quotes, i))))


def _credits(doc: Doc, quotes: tuple[Quote, ...]) -> dict[int, Credit]:
    found: dict[int, Credit] = {}
    for i, quote in enumerate(quotes):
        if not quote.speech:
            continue
        beside = credit(doc, quotes, i)
        if beside is not None:
            found[i] = beside
    return found


# quotes without a cue of their own


def _following(doc: Doc, quotes: tuple[Quote, ...], of_quote: dict[int, int]) -> Iterator[tuple[int, int]]:
    """`Q1, X said. Q2`: a quote that is the next sentence of the same paragraph, with the quote it follows."""
    known = set(of_quote)
    for i, quote in enumerate(quotes):
        last = next((j for j in range(i - 1, -1, -1) if quotes[j].speech), None)
        if i in known or not quote.speech or last not in known:
            continue
        before = quotes[last]
        between = doc[before.end : quote.start]
        stops = sum(token.text in STOPS for token in between)
        if before.paragraph == quote.paragraph and stops <= 1 and _begins_sentence(doc, quote) and not any(map(is_of_another, between)):
            known.add(i)
            yield i, last


def _begins_sentence(doc: Doc, quote: Quote) -> bool:
    before = doc[quote.start - 2] if quote.start > 1 else None
    first = next((token for token in doc[quote.start : quote.end] if token.text not in _DOTS), doc[quote.start])
    return (
        before is not None
        and (before.text in STOPS | PAUSES or before.text.endswith("."))
        and (first.text[0].isupper() or first.i > quote.start)
    )


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
        if sum(token.text in STOPS for token in between) <= 1:
            known.add(i)
            yield i, i - 1


def _fills_paragraph(doc: Doc, quotes: tuple[Quote, ...], i: int) -> bool:
    before = doc[quotes[i].start - 2] if quotes[i].start > 1 else None
    after = doc[quotes[i].end + 1] if quotes[i].end + 1 < len(doc) else None
    return (before is None or before.is_space) and (after is None or after.is_space) and doc[quotes[i].end - 1].text in STOPS
