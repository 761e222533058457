"""Words that were cut at the end of a line, as in text copied from a PDF: "Slo-" and "venia" are one word, "long-" and "term" are two.

The text itself tells them apart: by what it writes elsewhere, by a capital, or by cutting words often.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.documents.mapped import Edit

if TYPE_CHECKING:
    from kg.documents.mapped import Mapped

_CUT = re.compile(r"(?<![\w-])(?P<left>[^\W\d_]{2,30})(?P<mark>-[ ]?\n[ ]?)(?P<right>[^\W\d_A-Z]{2,30})(?P<rest>[^\s]{0,10})(?P<gap>\s|$)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OFTEN = 3  #: a text with so many cut lines is set with hyphens


def whole_words(text: Mapped) -> Mapped:
    """The text with every cut word on the line where it starts."""
    cuts = list(_CUT.finditer(text.text)) if "-\n" in text.text or "- \n" in text.text else []
    return text.edit(_edits(text.text, cuts)) if cuts else text


def _edits(text: str, cuts: list[re.Match[str]]) -> Iterable[Edit]:
    written = set(_WORD.findall(text.lower()))
    for cut in cuts:
        yield Edit(cut.start("mark"), cut.end("mark"), "" if _is_one(cut, written, len(cuts)) else "-")
        if cut["gap"] == " ":
            yield Edit(cut.start("gap"), cut.end("gap"), "\n")


def _is_one(cut: re.Match[str], written: set[str], cuts: int) -> bool:
    left, right = cut["left"].lower(), cut["right"]
    if f"{left}-{right}" in written:
        return False
    return left + right in written or cut["left"][0].isupper() or cuts >= _OFTEN
