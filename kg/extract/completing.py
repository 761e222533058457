"""Completing: an office told in short takes the words and the body that the article gives it elsewhere.

In: holdings by position. Out: the same number of holdings. "District Judge Ann Lee of Turku ... Judge Lee" are one office.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.names import skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.model import Holding, Name

Key = tuple[str, str]


def completed(holdings: Sequence[Holding], names: Sequence[Name]) -> tuple[Holding, ...]:
    """The holdings, those without a body completed by the one fuller office of the same person and status with the same last word."""
    fuller: defaultdict[Key, list[Holding]] = defaultdict(list)
    for holding in holdings:
        if _is_placed(holding):
            fuller[_key(holding, names)].append(holding)
    return tuple(holding if _is_placed(holding) else _completed(holding, fuller[_key(holding, names)]) for holding in holdings)


def _completed(holding: Holding, known: list[Holding]) -> Holding:
    told = [one for one in known if one.status is holding.status and set(holding.office.split()) <= set(one.office.split())]
    if not told or len({one.office for one in told}) > 1:
        return holding
    full = told[0]
    return replace(holding, office=full.office, body=full.body, serves=full.serves, owner=full.owner, inferred=full.inferred)


def _is_placed(holding: Holding) -> bool:
    return not holding.inferred and (holding.body is not None or holding.serves is not None)


def _key(holding: Holding, names: Sequence[Name]) -> Key:
    return skeleton(names[holding.person].text.split()[-1]), holding.office.split(" of ")[0].split(" to ")[0].split()[-1]
