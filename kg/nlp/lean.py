"""Which components of a loaded pipeline give way to cheaper ones that find the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from thinc.api import Model

from kg.nlp.entities import Entities
from kg.nlp.tag_rules import RememberedRules
from kg.nlp.transitions import Lockstep
from kg.nlp.vectors import make_lean_vectors

if TYPE_CHECKING:
    from spacy.tokens import Doc

Component = Callable[["Doc"], "Doc"]
Factory = Callable[[Language, str], Component]
_TWINS: dict[str, Callable[[Any], Component]] = {"parser": Lockstep, "attribute_ruler": RememberedRules, "ner": Entities}


def make_lean(nlp: Language) -> None:
    """Replace, in place and under the same names, what has a cheaper twin."""
    for name, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            make_lean_vectors(model)
        if name in _TWINS:
            Language.factory(f"lean_{name}", func=_factory(name, _TWINS[name]))
            nlp.add_pipe(f"lean_{name}", before=name)
            nlp.remove_pipe(name)
            nlp.rename_pipe(f"lean_{name}", name)


def _factory(replaced: str, twin: Callable[[Any], Component]) -> Factory:
    def make(nlp: Language, name: str) -> Component:  # noqa: ARG001 - the signature of a factory
        return twin(nlp.get_pipe(replaced))

    return make
