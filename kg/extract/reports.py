"""What direct and indirect speech hand on: a cue with its content, before anyone is named as the speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.extract.cues import Cue
    from kg.extract.parsed import Token


@dataclass(frozen=True, slots=True)
class Report:
    """A cue and what it reports.

    Attributes:
        cue: the verb, noun or mark that reports.
        entry: its entry in the lexicon, or None for marks, nouns and phrases.
        head: head of the source's phrase, or None where the parse has to tell.
        contents: token ranges.
        quotes: indices of the quotes it holds.
        form: construction, the rule's name.
    """

    cue: Token
    entry: Cue | None
    head: Token | None
    contents: tuple[tuple[int, int], ...]
    quotes: tuple[int, ...]
    form: str
    confidence: float
