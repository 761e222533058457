"""Memories of a pipeline that spaCy never makes smaller, made anew before they count.

Words that are met in a memory zone are taken out of the tables of words and strings at its end, but the places they had there stay taken,
and the tables double time and again: 35 MB for each million of words. The rules for lemmas remember every form that they ever met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.attrs import NORM  # type: ignore[import-not-found]  # compiled, without a stub

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

WORDS = 60_000  #: met since the tables were made, a word of another batch once more
FORMS = 20_000  #: whose lemmas are remembered
_KEPT = ("strings", "vectors", "lookups")


def keep_small(nlp: Language) -> None:
    """Make anew what has grown; between batches, when no Doc lives."""
    if len(nlp.vocab) > WORDS:
        _renew(nlp.vocab)
    forms = getattr(nlp.get_pipe("lemmatizer"), "cache", {}) if nlp.has_pipe("lemmatizer") else {}
    if len(forms) > FORMS:
        forms.clear()


def _renew(vocab: Vocab) -> None:
    """Tables of the same strings and of no words, which come again with the texts that hold them."""
    norm = vocab.lex_attr_getters[NORM]  # type: ignore[attr-defined]  # spaCy's stub leaves it out
    vocab.from_bytes(vocab.to_bytes(exclude=_KEPT), exclude=_KEPT)
    vocab.lex_attr_getters[NORM] = norm  # type: ignore[attr-defined]  # reading puts the table of norms before it once more
    vocab.strings.from_bytes(vocab.strings.to_bytes())
