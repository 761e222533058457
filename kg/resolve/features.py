"""Features: what speaks for two candidates of one block being one, and what against.

A feature is a plain function of two profiles that gives a score and says why: 1 for agreement, -1 for a disagreement that
no other agreement outweighs, 0 where one side knows nothing. A new feature is one function and its name in `FEATURES`.
"""

from __future__ import annotations

from collections.abc import Callable

from kg import gazetteer
from kg.names import middles_agree
from kg.resolve.profiles import Profile

Feature = Callable[[Profile, Profile], tuple[float, str]]
AGREE, APART = 1.0, -1.0
_NOTHING = (0.0, "")


def judgement(left: Profile, right: Profile) -> tuple[float, str]:
    """A kept judgement says that these are different."""
    judged = any(-mark in right.marks and -mark not in left.marks and mark not in right.marks for mark in left.marks)
    return (APART, "a judgement says that they are different") if judged else _NOTHING


def generation(left: Profile, right: Profile) -> tuple[float, str]:
    """Suffixes of names: Jr., Sr., III."""
    return _compared(left.suffix, right.suffix, "suffix")


def middle_names(left: Profile, right: Profile) -> tuple[float, str]:
    """Middle names and initials: W. and Walker agree, W. and H. W. do not."""
    if not left.middle or not right.middle:
        return _NOTHING
    words = f"middle names {_spelled(left.middle)} and {_spelled(right.middle)}"
    return (AGREE, f"{words} agree") if middles_agree(left.middle, right.middle) else (APART, f"{words} disagree")


def country(left: Profile, right: Profile) -> tuple[float, str]:
    """Countries that only a citizen serves as they do; of places and bodies, where they are."""
    names = [tuple(gazetteer.load().entry(id).label for id in side.countries) for side in (left, right)]  # noqa: A001
    return _compared(names[0], names[1], "country")


def field_of_work(left: Profile, right: Profile) -> tuple[float, str]:
    """Fields between which hardly anyone changes, such as clergy and sport; agreement says little."""
    score, detail = _compared(left.fields, right.fields, "field of work")
    return (min(score, 0.0), detail)


def gender(left: Profile, right: Profile) -> tuple[float, str]:
    """Whether the words for offices tell of a woman or a man; agreement says little."""
    score, detail = _compared(left.genders, right.genders, "gender")
    return (min(score, 0.0), detail)


def office(left: Profile, right: Profile) -> tuple[float, str]:
    """The same office of the same body; people change offices, so that others do not disagree."""
    shared = sorted(set(left.offices) & set(right.offices))
    return (AGREE, f"office {shared[0]}") if shared else _NOTHING


FEATURES: tuple[Feature, ...] = (judgement, generation, middle_names, country, field_of_work, gender, office)
"""All features, the most telling first."""


def apart(left: Profile, right: Profile) -> tuple[Feature, str] | None:
    """The first feature that holds two profiles apart, and its detail; None where they may be one."""
    for feature in FEATURES:
        score, detail = feature(left, right)
        if score <= APART:
            return feature, detail
    return None


def agreements(left: Profile, right: Profile) -> tuple[tuple[str, str], ...]:
    """The features that speak for two profiles being one, by name, with their details."""
    found = ((feature.__name__, *feature(left, right)) for feature in FEATURES)
    return tuple((name, detail) for name, score, detail in found if score > 0)


def _compared(left: tuple[str, ...], right: tuple[str, ...], what: str) -> tuple[float, str]:
    if not left or not right:
        return _NOTHING
    shared = sorted(set(left) & set(right))
    if shared:
        return AGREE, f"{what} {shared[0]}"
    return APART, f"{what} {' and '.join(left)}, not {' and '.join(right)}"


def _spelled(middle: tuple[str, ...]) -> str:
    return " ".join(f"{part.upper()}." if len(part) == 1 else part.title() for part in middle)
