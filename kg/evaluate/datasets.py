"""Gold files: JSON lines with the fields of an article and `gold`; the layers of the gold tell which scorers fit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from kg.documents import Document, document
from kg.errors import InputError
from kg.evaluate.attributions import score_attributions
from kg.evaluate.entities import score_mentions, score_office_relations
from kg.evaluate.events import score_events
from kg.evaluate.named import score_names
from kg.evaluate.offices import score_offices
from kg.evaluate.outcomes import Outcome
from kg.evaluate.pronouns import score_pronouns
from kg.evaluate.stances import score_stances
from kg.evaluate.statements import score_statements
from kg.evaluate.subjects import Subject
from kg.evaluate.toponyms import score_toponyms

Scorer = Callable[[Subject], dict[str, Outcome]]
_FIELDS = ("id", "title", "publisher", "published", "url")

SCORERS: Mapping[str, tuple[Scorer, ...]] = {
    "attributions": (score_attributions,),
    "relations": (score_mentions, score_office_relations),
    "toponyms": (score_toponyms,),
    "coref": (score_pronouns,),
    "events": (score_names, score_offices, score_stances, score_statements, score_events),
}


def articles(path: Path, limit: int | None = None) -> Iterator[tuple[Document, Mapping[str, Any]]]:
    """The articles of a gold file, each with its gold.

    Raises:
        InputError: the file is not there, or a line has no gold.
    """
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(islice(file, limit), 1):
                values = json.loads(line)
                if not isinstance(values.get("gold"), dict):
                    raise InputError(f"{path}:{number} has no gold: give JSON lines with a field `gold`")
                yield document(values["text"], **{field: values.get(field) for field in _FIELDS}), values["gold"]
    except (OSError, json.JSONDecodeError) as error:
        raise InputError(f"{path}: {error}") from error


def scorers(gold: Mapping[str, Any]) -> tuple[Scorer, ...]:
    """The scorers for a gold with these layers.

    Raises:
        InputError: no scorer fits.
    """
    for layer, found in SCORERS.items():
        if layer in gold:
            return found
    raise InputError(f"no scorer knows the layers {sorted(gold)}: one of {', '.join(SCORERS)} must be among them")
