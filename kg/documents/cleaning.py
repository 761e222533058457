"""Cleaning: a source text to the prose in it, with the way back for every code point.

The order: repair of characters, pop-ups, words cut at the end of a line, paragraphs, furniture that markup or words give away,
inline markup, furniture that only the layout gives away, dateline. Paragraphs are separated by an empty line. Every step takes
time linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.documents.characters import repair
from kg.documents.datelines import without_dateline
from kg.documents.furniture import captions, headings, is_complete, is_furniture, pleas, without_popups
from kg.documents.headers import is_dated
from kg.documents.hyphens import whole_words
from kg.documents.mapped import Mapped, join, whole
from kg.documents.markdown import is_link_only, plain
from kg.documents.paragraphs import Block, Paragraph, paragraphs

_ITEM_WORDS = 5  #: shorter items of a list are labels, if they are no sentences
_HEADLINES = 4  #: the lead is looked for among so many paragraphs; those before it are headlines
_SYMBOLS = re.compile(r" ?[^\w\s]{40,} ?")  #: a run of signs without words that no writer means, and no tokenizer reads in linear time
_NO_PROSE = (Block.HEADING, Block.IMAGE, Block.OTHER)


def clean(source: str, start: int = 0) -> Mapped:
    """The prose of a source text from an offset on; empty where there is none."""
    read = _without_links(paragraphs(whole_words(without_popups(repair(whole(source, start))))))
    found = [Paragraph(plain(paragraph.text).sub(_SYMBOLS, " ").strip(), paragraph.block) for paragraph in read]
    found = [paragraph for paragraph in found if paragraph.text.text or paragraph.block == Block.IMAGE]
    kept = _prose(found)
    lead = next((number for number, text in enumerate(kept[:_HEADLINES]) if is_complete(text.text)), 0)
    bodies = [without_dateline(text, number <= lead) for number, text in enumerate(kept)]
    return join([body for body in bodies if body.text], "\n\n")


def _without_links(found: Iterable[Paragraph]) -> Iterable[Paragraph]:
    """All paragraphs but items that only link elsewhere."""
    return (paragraph for paragraph in found if not (paragraph.block == Block.ITEM and is_link_only(paragraph.text.text)))


def _prose(found: list[Paragraph]) -> list[Mapped]:
    texts = [paragraph.text.text for paragraph in found]
    blocks = [paragraph.block for paragraph in found]
    out = captions(texts, blocks) | pleas(texts)
    out |= {number for number, paragraph in enumerate(found) if _is_out(paragraph)}
    left = [number for number in range(len(found)) if number not in out]
    lines = headings([texts[number] for number in left], [blocks[number] for number in left])
    return [found[number].text for place, number in enumerate(left) if place not in lines]


def _is_out(paragraph: Paragraph) -> bool:
    text = paragraph.text.text
    short_item = paragraph.block == Block.ITEM and len(text.split()) < _ITEM_WORDS and not is_complete(text)
    return paragraph.block in _NO_PROSE or short_item or is_furniture(text) or is_dated(text)
