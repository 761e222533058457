"""Occasions: the words for where and how something was said ("at a press conference in Moscow", "in a statement", "on X").

In comes a cue verb, out comes the token range of the prepositional phrase that tells it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.cues import is_occasion_noun
from kg.extract.syntax import phrase

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.extract.model import References
    from kg.extract.parsed import Token

_PREPOSITIONS = frozenset({"in", "at", "on", "during", "through", "via", "before", "after", "from", "over", "by", "following"})
_ALWAYS = frozenset({"via"})
_PLATFORM = frozenset({"on", "via", "through", "over"})


def occasion(verb: Token, source: Token | None, taken: Collection[range], references: References) -> tuple[int, int] | None:
    """The token range of the occasion, or None; words that are part of the content or source do not count."""
    candidates = [child for child in (*verb.children, *(source.children if source is not None else ())) if child.dep_ == "prep"]
    for prep in sorted(candidates, key=lambda token: token.i):
        if any(prep.i in part for part in taken):
            continue
        noun = next((child for child in prep.children if child.dep_ == "pobj"), None)
        if noun is not None and prep.lower_ in _PREPOSITIONS and _tells(prep, noun, references):
            return _clear(prep, noun, taken)
    return None


def _tells(prep: Token, noun: Token, references: References) -> bool:
    if is_occasion_noun(noun) or prep.lower_ in _ALWAYS:
        return True
    return (
        prep.lower_ in _PLATFORM and noun.pos_ == "PROPN" and noun.ent_type_ not in {"DATE", "TIME"} and references.at(noun.i) is not None
    )


def _clear(prep: Token, noun: Token, taken: Collection[range]) -> tuple[int, int]:
    end = phrase(noun)[1]
    starts = [part.start for part in taken if prep.i < part.start < end]
    end = min([end, *starts])
    while end > prep.i + 1 and (prep.doc[end - 1].is_punct or prep.doc[end - 1].is_space or prep.doc[end - 1].is_quote):
        end -= 1
    return prep.i, end
