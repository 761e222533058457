"""Amounts: how much the words around a number say, without reading what is counted.

In comes a token that is a number or a word such as "dozens"; out comes the amount with its bounds, or None where the number is a
year, an age, an ordinal, a part of a name or anything else that counts nothing. Words that give no number ("dozens") stay words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.extract.parsed import Doc, Token
from kg.lexicon import table, words

LEXICON = "quantities"
_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(bn|mn|tn|m|k)?")
_COMPOUND = re.compile(r"([a-z]+)-([a-z]+)")
_JOINTS = frozenset({"-", "–", "—"})
_UNITS_FROM, _TEN = 20, 10
_LONGEST_BEFORE = 4
_NOTHING_BEFORE = frozenset({"/", ":", "#", "§", "No", "No."})


@dataclass(frozen=True, slots=True)
class Amount:
    """How much.

    Attributes:
        start, end: tokens, with the words that bound it.
        head: the token that what is counted hangs on: the last of the number.
        value: the number, exact or about; None where the words give bounds, or no number.
        lower, upper: bounds that the words give.
        approximate: the words say that it is not exact.
    """

    start: int
    end: int
    head: int
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    approximate: bool

    @property
    def has_number(self) -> bool:
        """The words give a number."""
        return not (self.value is None and self.lower is None and self.upper is None)


def amount(token: Token) -> Amount | None:
    """The amount that begins with the number at a token."""
    doc = token.doc
    if token.lower_ in words(LEXICON, "vague"):
        return _vague(doc, token.i)
    if token.lower_ in words(LEXICON, "parts"):
        return _part(doc, token.i)
    read = _number(doc, token.i)
    if read is None or _is_part_of_word(doc, token.i, read[1]):
        return None
    number, end = read
    return _range(doc, token.i, number, end) or _bounded(doc, token.i, end, number)


def _vague(doc: Doc, start: int) -> Amount:
    """`dozens`, `tens of thousands`: words that give no number."""
    end = start + 1
    if (
        doc[start].lower_ == "tens"
        and doc[start + 1 : start + 2].text == "of"
        and doc[start + 2 : start + 3].text.lower() in words(LEXICON, "vague")
    ):
        end = start + 3
    return Amount(_before(doc, start)[0], end, end - 1, None, None, None, True)


def _part(doc: Doc, end: int) -> Amount | None:
    """`half of`, `a fifth of`, `two-thirds of`."""
    if doc[end + 1 : end + 2].text != "of":
        return None
    start = end
    while start and end - start < _LONGEST_BEFORE and (doc[start - 1].lower_ in {"a", "one", "-"} or doc[start - 1].lower_ in _numbers()):
        start -= 1
    if start == end and doc[end].lower_ != "half":
        return None
    return Amount(_before(doc, start)[0], end + 1, end, None, None, None, True)


def _number(doc: Doc, start: int) -> tuple[Decimal, int] | None:
    """A number in digits or words, with the words that multiply it ("1.2 million", "a dozen")."""
    first = _plain(doc[start].lower_)
    if first is None:
        if doc[start].lower_ not in _multiples() or start == 0 or doc[start - 1].lower_ not in {"a", "an"}:
            return None
        return Decimal(_multiples()[doc[start].lower_]), start + 1
    end = start + 1
    if first >= _UNITS_FROM and doc[start].is_alpha and doc[end : end + 1].text == "-" and end + 1 < len(doc):
        units = _numbers().get(doc[end + 1].lower_, _TEN)
        first, end = (first + units, end + 2) if units < _TEN else (first, end)
    while (
        end < len(doc)
        and doc[end].lower_ in _multiples()
        and not (len(doc[end]) == 1 and doc[end].whitespace_ and doc[end - 1].whitespace_)
    ):
        first *= _multiples()[doc[end].lower_]
        end += 1
    return first, end


def _plain(text: str) -> Decimal | None:
    digits = _DIGITS.fullmatch(text)
    if digits:
        return Decimal(digits[1].replace(",", "")) * _multiples().get(digits[2], 1)
    known = _numbers().get(text)
    if known is not None:
        return Decimal(known)
    parts = _COMPOUND.fullmatch(text)
    if parts and _numbers().get(parts[1], 0) >= _UNITS_FROM and 0 < _numbers().get(parts[2], 0) < _TEN:
        return Decimal(_numbers()[parts[1]] + _numbers()[parts[2]])
    return None


def _is_part_of_word(doc: Doc, start: int, end: int) -> bool:
    """`30-day`, `12-year-old`, `Covid-19`, `9/11`, `10:30`, `3-2`: no amount of something."""
    before = doc[start - 1].text if start else ""
    if before in _NOTHING_BEFORE:
        return True
    if before in _JOINTS and not doc[start - 2 : start - 1].text.isspace() and not doc[start - 2].whitespace_ and start > 1:
        return True
    if end < len(doc) and doc[end].text in _JOINTS and not doc[end - 1].whitespace_:
        return _number(doc, end + 1) is None if end + 1 < len(doc) else True
    return end < len(doc) and doc[end].text in {":", "/", "°"} and not doc[end - 1].whitespace_ and doc[end : end + 2][-1].is_digit


def _range(doc: Doc, start: int, low: Decimal, end: int) -> Amount | None:
    """`between 10 and 20`, `10 to 20`, `10-20`."""
    if end >= len(doc) or doc[end].lower_ not in {"to", "and", "or", *_JOINTS}:
        return None
    sign = int(start > 0 and doc[start - 1].text == doc[end + 1 : end + 2].text)
    after = _number(doc, end + 1 + sign) if end + 1 + sign < len(doc) else None
    opener = doc[start - 1 - sign].lower_ if start > sign else ""
    if (
        after is None
        or (doc[end].lower_ in {"and", "or"}) != (opener == "between" and doc[end].lower_ == "and")
        or opener in {"from", "by"}
    ):
        return None
    high, last = after
    if low < high and low < 1000 <= high and doc[last - 1].lower_ in _multiples():
        low *= _multiples()[doc[last - 1].lower_]
    if not low < high or (doc[end].lower_ in _JOINTS and _looks_like_years(low, high)):
        return None
    return Amount(start - (1 + sign) * (opener == "between"), last, last - 1, None, low, high, False)


def _bounded(doc: Doc, start: int, end: int, number: Decimal) -> Amount | None:
    has_article = start and doc[start - 1].lower_ in {"a", "an"} and doc[start].lower_ in _multiples()
    first = start - 1 if has_article or (start and doc[start - 1].text in signs()) else start
    opening, bound = _before(doc, first)
    if bound == "never":
        return None
    behind = doc[end : end + 2].text.lower()
    if behind in words(LEXICON, "after_about"):
        return Amount(opening, end + 2, end - 1, number, None, None, True)
    if behind in words(LEXICON, "after_least") or bound == "least":
        return Amount(opening, end + 2 * (behind in words(LEXICON, "after_least")), end - 1, None, number, None, False)
    if bound == "most":
        return Amount(opening, end, end - 1, None, None, number, False)
    about = bound == "about" or doc[end - 1].lower_ == "dozen"
    return Amount(opening, end, end - 1, number, None, None, about)


def _before(doc: Doc, start: int) -> tuple[int, str]:
    """Where the words begin that bound an amount, and what they make of it."""
    for length in range(min(_LONGEST_BEFORE, start), 0, -1):
        kind = _bounds().get(doc[start - length : start].text.lower())
        if kind == "plain":
            further, bound = _before(doc, start - length)
            return (further, bound) if bound else (start, "")
        if kind is not None:
            return start - length, kind
    return start, ""


def _looks_like_years(low: Decimal, high: Decimal) -> bool:
    return low == int(low) and 1900 <= low <= 2100 and (high < 100 or 1900 <= high <= 2100)


@cache
def signs() -> dict[str, str]:
    """Signs of money, and what they stand for."""
    return dict(table(LEXICON)["money"]["signs"])


@cache
def _multiples() -> dict[str, int]:
    return dict(table(LEXICON)["multiples"])


@cache
def _numbers() -> dict[str, int]:
    return dict(table(LEXICON)["numbers"])


@cache
def _bounds() -> dict[str, str]:
    return {phrase: kind for kind, phrases in table(LEXICON)["before"].items() for phrase in phrases}
