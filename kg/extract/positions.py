"""Where tokens stand: the numbers of their sentences and paragraphs, counted once for a Doc."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.extract.parsed import Doc


class Positions:
    """Sentences and paragraphs of a Doc by token index.

    Attributes:
        tokens: the tokens of the Doc, made once.
        sentence: for each token the number of its sentence.
        paragraph: for each token the number of its paragraph.
        starts: the first tokens of the sentences.
    """

    def __init__(self, doc: Doc) -> None:
        self.sentence: list[int] = []
        self.paragraph: list[int] = []
        self.starts: list[int] = []
        paragraph = 0
        self.tokens = list(doc)
        for token in self.tokens:
            if token.is_sent_start or not self.starts:
                self.starts.append(token.i)
            self.sentence.append(len(self.starts) - 1)
            self.paragraph.append(paragraph)
            paragraph += token.is_space and "\n" in token.text

    def bounds(self, token: int) -> tuple[int, int]:
        """The tokens of the sentence of a token, half open."""
        number = bisect_right(self.starts, token)
        end = self.starts[number] if number < len(self.starts) else len(self.sentence)
        return self.starts[number - 1], end
