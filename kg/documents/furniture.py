"""Furniture: what stands in an article without being part of it, and is kept out of extraction.

Bylines, credits, captions, related links, calls to subscribe, pleas for support, copyright lines, cookie notices and headings.
The words are in `ontology/lexicon/furniture.toml`; this module knows how they are used. Every rule looks at one paragraph,
but for captions (after an image) and pleas, which go on only while the outlet speaks of itself or to its readers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from kg import lexicon
from kg.documents.mapped import Edit
from kg.documents.paragraphs import Block

if TYPE_CHECKING:
    from kg.documents.mapped import Mapped

CREDIT_WORDS = 40  #: credits and calls to act are at most so long
PLEA_WORDS = 120
PLEA_PARAGRAPHS = 15
HEADING_WORDS = 12
HEADLINE_WORDS = 4  #: a first line of at least so many words is kept, as the headline of the text
MOST_OF = 0.5  #: a rule of layout that would take away more than this share of the words is wrong about the text

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_COMPLETE = re.compile(r"[.!?…:;。！？।؟][\"'”’»)\]*_]*$|[.!?…]\s?[\"'”’]|(?:,|--|—)$")
_SENTENCE = re.compile(r"[.,!?…—][”\"]?$")
_SAYING = re.compile(r"\w: ?[\"“][^\"“”]+[\"”]$")
_ADDRESS = re.compile(r"(?:[\w ]{1,30}: *)?(?:https?://|www\.)\S+$", re.IGNORECASE)
_HANDLE = re.compile(r"@\w+$")
_TIMESTAMP = re.compile(r"(?:(?:first )?published|updated|posted|last updated|modified)\b:?[^.]{0,60}\d{4}\b.{0,40}$", re.IGNORECASE)
_SYMBOLS = re.compile(r"[\W_]+$")
_NOT_WORDS = re.compile(r"\W+")
_CREDIT_MARKS = ("/", "|", "photo", "picture", "image")  #: every credit of a picture has one of these, or ends with a bracket
_POPUP = re.compile(
    r"(?<!\w)(?P<last>[A-Z][\w’'-]+) (?P<popup>[A-Z][\w.’'-]*(?: [A-Z(\"“][\w.’')\"”-]*){0,5} (?P=last)(?=[A-Z\d'‘\"“])"
    r"[^\n]{1,600}? MORE)(?!\w)"
)
"""A name with what a page shows when one points at it, run together: "Anna Berg Anna Maria BergSenate votes on ports MORE"."""
_NAME_WORD = re.compile(r"[A-Z][\w’'.-]*$|[A-Z]\.$")


def is_furniture(text: str) -> bool:
    """One paragraph that is recognised by its own words, however the text is laid out."""
    return any(rule(text) for rule in _RULES)


def without_popups(text: Mapped) -> Mapped:
    """A text without the full names and headlines that a page shows when one points at a name."""
    if " MORE" not in text.text:
        return text
    return text.edit(Edit(match.start("popup") - 1, match.end("popup"), "") for match in _POPUP.finditer(text.text))


def is_complete(text: str) -> bool:
    """A paragraph that ends as sentences do, or names a speaker and quotes him to its end."""
    return bool(_COMPLETE.search(text) or _SAYING.search(text))


def headings(texts: Sequence[str], blocks: Sequence[Block]) -> frozenset[int]:
    """Short lines without an end between paragraphs: headings, and lines that are only a name."""
    found = {number for number, text in enumerate(texts) if blocks[number] == Block.PROSE and _looks_like_heading(text)}
    if texts and 0 in found and len(_WORD.findall(texts[0])) >= HEADLINE_WORDS:
        found.discard(0)
    return _within_reason(found, texts)


def captions(texts: Sequence[str], blocks: Sequence[Block]) -> frozenset[int]:
    """The credit and caption after an image: at most two paragraphs without an end."""
    found: set[int] = set()
    for number, block in enumerate(blocks):
        if block == Block.IMAGE:
            for following in range(number + 1, min(number + 3, len(texts))):
                if blocks[following] != Block.PROSE or _COMPLETE.search(texts[following]) or _word_count(texts[following]) > CREDIT_WORDS:
                    break
                found.add(following)
    return frozenset(found)


def pleas(texts: Sequence[str]) -> frozenset[int]:
    """Paragraphs of a plea for support: it opens with its own words and ends where the outlet stops speaking of itself."""
    found: set[int] = set()
    number = 0
    while number < len(texts):
        end = _plea_end(texts, number) if _starts_with(texts[number], "plea_opening") else number
        found.update(range(number, end))
        number = max(end, number + 1)
    return _within_reason(found, texts)


def _plea_end(texts: Sequence[str], start: int) -> int:
    """The paragraph after the plea that starts here; the start itself where it turns out to be none."""
    end = start + 1
    while end < min(len(texts), start + PLEA_PARAGRAPHS) and _speaks_of_itself(texts[end]):
        end += 1
    told = " ".join(texts[start:end])
    enough = end > start + 1 or (_has_word(told, "plea_persons") and not _QUOTED.search(told))
    return end if enough and _has_word(told, "plea_words") else start


def _speaks_of_itself(text: str) -> bool:
    return _starts_with(text, "plea_opening") or (_word_count(text) <= PLEA_WORDS and _has_word(_QUOTED.sub(" ", text), "plea_persons"))


def _within_reason(found: set[int], texts: Sequence[str]) -> frozenset[int]:
    if not found:
        return frozenset()
    taken = sum(_word_count(texts[number]) for number in found)
    return frozenset(found) if taken <= MOST_OF * sum(map(_word_count, texts)) else frozenset()


def _looks_like_heading(text: str) -> bool:
    return not is_complete(text) and _word_count(text) <= HEADING_WORDS


def _whole(text: str) -> bool:
    return text.strip(" .:!>»*-–—").lower() in lexicon.words("furniture", "whole")


def _opening(text: str) -> bool:
    return _starts_with(text, "opening") and _word_count(text) <= CREDIT_WORDS and not _reports(text)


def _closing(text: str) -> bool:
    ending = _NOT_WORDS.match(text[::-1])
    words = text[: len(text) - (ending.end() if ending else 0)]
    return _lowered(words).endswith(_phrases("closing")) and _word_count(text) <= CREDIT_WORDS and not _QUOTED.search(text)


def _containing(text: str) -> bool:
    marked = any(map(_lowered(text).__contains__, _phrases("containing")))
    return marked and _word_count(text) <= 2 * CREDIT_WORDS and not _QUOTED.search(text)


def _credit(text: str) -> bool:
    """The credit of a picture at the end, after a caption or alone."""
    marked = text.endswith(")") or any(map(text.lower().__contains__, _CREDIT_MARKS))
    return marked and _word_count(text) <= 2 * CREDIT_WORDS and bool(_credit_pattern().search(text))


def _byline(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 14 or words[0].lower() not in ("by", "by:") or text.endswith((".", "!", "?", ":")):
        return False
    return all(_NAME_WORD.match(word.strip(",|•()")) or word.strip(",|•()").lower() in _byline_words() for word in words[1:])


def _address(text: str) -> bool:
    return bool(_ADDRESS.match(text) or _HANDLE.match(text))


def _timestamp(text: str) -> bool:
    return bool(_TIMESTAMP.match(text))


def _symbols(text: str) -> bool:
    return bool(_SYMBOLS.match(text))


def _reports(text: str) -> bool:
    """A quotation that is a sentence of its own: the paragraph reports, whatever it opens with."""
    return any(_word_count(quoted) > 3 and _SENTENCE.search(quoted) for quoted in _QUOTED.findall(text))


def _starts_with(text: str, key: str) -> bool:
    return bool(_pattern(key, r"\W{0,2}(?:%s)(?!\w)").match(text))


def _has_word(text: str, key: str) -> bool:
    return bool(_pattern(key, r"(?<!\w)(?:%s)(?!\w)").search(text))


def _word_count(text: str) -> int:
    return len(_WORD.findall(text))


@cache
def _byline_words() -> frozenset[str]:
    return lexicon.words("furniture", "byline_words") | {"|", "•", "&", ""}


@cache
def _pattern(key: str, frame: str) -> re.Pattern[str]:
    return re.compile(frame % alternatives(key), re.IGNORECASE)


@cache
def _phrases(key: str) -> tuple[str, ...]:
    return tuple(sorted(_lowered(phrase) for phrase in lexicon.words("furniture", key)))


def _lowered(text: str) -> str:
    return text.lower().replace("’", "'")


@cache
def alternatives(key: str) -> str:
    """A list of the lexicon as the alternatives of a regular expression, longest first; straight apostrophes match curly ones."""
    phrases = sorted(lexicon.words("furniture", key), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase.strip()).replace("'", "['’]") for phrase in phrases)


@cache
def _credit_pattern() -> re.Pattern[str]:
    agencies, words = alternatives("credit_agencies"), alternatives("credit_words")
    named = rf"\b(?:{words})\b[^()]*(?:/|:| by )|\b(?:{agencies}) ?/|/ ?(?:{agencies})\b|\b(?:{agencies}) (?:{words})\b"
    in_brackets = rf"\((?=[^()]{{1,90}}\)$)[^()]*(?:{named})[^()]*\)$"
    after_stroke = rf"[\w.)]\s?[/|]\s?(?:{agencies})(?:\s?[/|]\s?[\w .]{{2,30}})*\.?$"
    at_end = r"\b(?:(?:photo|photograph|photographer|picture|image)s?(?: credit)?(?: by|:)|getty images|ap photo/)[^.!?]{0,80}$"
    by_agency = rf"\b(?:{agencies})/[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){{0,3}}$"
    return re.compile("|".join((in_brackets, after_stroke, at_end, by_agency)), re.IGNORECASE)


_RULES = (_symbols, _whole, _opening, _closing, _containing, _credit, _byline, _address, _timestamp)
