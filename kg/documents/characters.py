"""Repair of characters, before anything is known of lines and paragraphs: each step is Mapped -> Mapped.

Mojibake (UTF-8 read as a one-byte encoding) is judged line by line with ftfy and repaired run by run, so that the offsets
stay exact. Typographic quotation marks are kept as they are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import reduce

from ftfy import fix_encoding
from ftfy.badness import is_bad

from kg.documents.mapped import Edit, Mapped

_CUT_OFF_QUOTE = re.compile("â€(?:[\x9d\ufffd]|(?=[\\s.,;:!?)\\]]|$))")
_LOST_QUOTE = re.compile("(?<=“)([^“”\ufffd\n]{1,600})\ufffd(?=[\\s.,;:!?)\\]]|$)")
_LINE = re.compile(r"[^\r\n]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_HIDDEN = re.compile(r"<!--|<(?:script|style)\b[^<>]*>", re.IGNORECASE)
_HIDDEN_ENDS = {"!": re.compile("-->"), "s": re.compile(r"</(?:script|style)\s*>", re.IGNORECASE)}
_BREAK_TAG = re.compile(r"</?(?:p|br|div|li|ul|ol|h[1-6]|blockquote|tr|table)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|figure|figcaption|font|i|img|ins|mark|q|s|small|span|strong|sub|sup|td|th|time|u)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_OTHER_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACES = re.compile(f" [ {_OTHER_SPACES}]+|[{_OTHER_SPACES}][ {_OTHER_SPACES}]*")  #: all runs but single spaces, which stay
_TYPOGRAPHIC = frozenset("‘’“”–—…")  #: no mojibake in a text that has no others that are not ASCII


def repair(text: Mapped) -> Mapped:
    """Repair mojibake, entities and stray tags; drop what cannot be seen; leave single spaces and plain line ends."""
    return reduce(lambda done, step: step(done), _STEPS, text)


def _mojibake(text: Mapped) -> Mapped:
    if "â€" in text.text:
        text = text.sub(_CUT_OFF_QUOTE, "”")
    text = text.edit(_encoding_edits(text.text))
    return text.edit(_lost_quotes(text.text)) if "\ufffd" in text.text else text


def _lost_quotes(text: str) -> Iterable[Edit]:
    """Closing marks of which only a sign for an unreadable character is left."""
    return (Edit(match.end() - 1, match.end(), "”") for match in _LOST_QUOTE.finditer(text))


def _encoding_edits(text: str) -> Iterable[Edit]:
    if _TYPOGRAPHIC.issuperset("".join(_NOT_ASCII.findall(text))):
        return
    for line in _LINE.finditer(text):
        if line.group().isascii() or not is_bad(line.group()):
            continue
        for run in _NOT_ASCII.finditer(text, line.start(), line.end()):
            fixed = fix_encoding(run.group())
            if fixed != run.group():
                yield Edit(run.start(), run.end(), fixed)


def _entities(text: Mapped) -> Mapped:
    return text.sub(_ENTITY, lambda match: html.unescape(match.group())) if "&" in text.text else text


def _tags(text: Mapped) -> Mapped:
    if "<" not in text.text:
        return text
    return text.edit(_hidden(text.text)).sub(_BREAK_TAG, "\n\n").sub(_INLINE_TAG, "")


def _hidden(text: str) -> Iterable[Edit]:
    """Comments, scripts and style sheets; one that does not end is left as it is, and so are all of its kind after it."""
    place, endless = 0, set()
    while opening := _HIDDEN.search(text, place):
        kind = opening.group()[1].lower()
        ending = None if kind in endless else _HIDDEN_ENDS[kind].search(text, opening.end())
        if ending is None:
            endless.add(kind)
        else:
            yield Edit(opening.start(), ending.end(), "")
        place = opening.end() if ending is None else ending.end()


def _white_space(text: Mapped) -> Mapped:
    return text.sub(_LINE_END, "\n").sub(_INVISIBLE, "").sub(_SPACES, " ")


_STEPS = (_mojibake, _entities, _tags, _white_space)
