"""Inline Markdown to text: links keep their words; images, emphasis, code marks and footnote numbers go."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import reduce

from kg.documents.mapped import Edit, Mapped

_TARGET = r"\((?:[^()\s]|\([^()\s]*\))*(?:\s+[\"'][^\"'\n]*[\"'])?\)"
_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\](?:" + _TARGET + r"|\[[^\]\n]{0,100}\])")
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){1,500})\](?:" + _TARGET + r"|\[[^\]\n]{0,100}\])")
_FOOTNOTE = re.compile(r"\s?\[(?:\d{1,3}|\^[\w-]{1,20}|citation needed|sic|note \d{1,3})\]")
_EDITORIAL = re.compile(r"\[([^\[\]\n]{1,60})\]")
_ADDRESS = re.compile(r"<(?:https?://|mailto:)[^<>\s]+>")
_STRONG = re.compile(r"(?<![\w*])\*\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*\*(?![\w*])|(?<![\w_])__(?=\S)([^_\n]{1,500}?)(?<=\S)__(?![\w_])")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,500}?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]{1,500}?)(?<=\S)_(?![\w_])")
_CODE = re.compile(r"(?<!`)`([^`\n]{1,200})`(?!`)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~>|])")
_LINK_ONLY = re.compile(r"\W*\[[^\]\n]+\]" + _TARGET + r"\W*$")
_SPACES = re.compile(r" {2,}| (?=[,.;:!?](?: |$))")


def plain(text: Mapped) -> Mapped:
    """The words of a paragraph, without inline Markdown and without the brackets of editorial insertions."""
    if not any(mark in text.text for mark in "[]*_`\\<"):
        return text
    return reduce(lambda done, step: step(done), _STEPS, text).sub(_SPACES, lambda match: " " if len(match.group()) > 1 else "").strip()


def is_link_only(text: str) -> bool:
    """A paragraph that is one Markdown link and nothing else."""
    return bool(_LINK_ONLY.match(text))


def _unwrap(text: Mapped, pattern: re.Pattern[str]) -> Mapped:
    """Keep the one group of each match that took part, and delete what stands around it."""
    edits: list[Edit] = []
    for match in pattern.finditer(text.text):
        start, end = match.span(match.lastindex or 0)
        edits += [Edit(*span, "") for span in ((match.start(), start), (end, match.end())) if span[1] > span[0]]
    return text.edit(edits)


def _twice(text: Mapped) -> Mapped:
    return _unwrap(_unwrap(_unwrap(text, _STRONG), _EMPHASIS), _STRONG)


_STEPS: tuple[Callable[[Mapped], Mapped], ...] = (
    lambda text: text.sub(_IMAGE, ""),
    lambda text: _unwrap(text, _LINK),
    lambda text: text.sub(_ADDRESS, ""),
    _twice,
    lambda text: _unwrap(text, _CODE),
    lambda text: text.sub(_FOOTNOTE, ""),
    lambda text: _unwrap(text, _EDITORIAL),
    lambda text: _unwrap(text, _ESCAPE),
)
