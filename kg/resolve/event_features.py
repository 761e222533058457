"""Features of reports: what speaks for two of them telling one happening, and what against.

A feature is a plain function of two reports that gives a score and says why: 1 for agreement, -1 for a disagreement that no
agreement outweighs, 0 where one side is silent or the two may both be true. A new feature is one function and its name in
`FEATURES`. What two reports share is counted in named ones, places, words of a theme and heads of unnamed ones: it takes two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from functools import lru_cache

from kg.resolve.reports import COUNTRY, FEW_DAYS, Report, is_once, is_vague, numbers, theme_words, window

Feature = Callable[[Report, Report], tuple[float, str]]
AGREE, APART = 1.0, -1.0
_NOTHING = (0.0, "")
_ALIKE = 0.6
_ENOUGH = 2


class Verdict(Enum):
    """What two reports are to each other."""

    SAME = "same"
    UNSURE = "unsure"
    APART = "apart"


def modality(left: Report, right: Report) -> tuple[float, str]:
    """What is claimed, planned and actual are different happenings."""
    return _NOTHING if left.modality == right.modality else (APART, f"{left.modality}, not {right.modality}")


def act(left: Report, right: Report) -> tuple[float, str]:
    """The same act, or acts that are told of one happening: captures and seizes."""
    if left.family != right.family:
        return APART, f"{left.act}, not {right.act}"
    return AGREE, left.act if left.act == right.act else f"{left.act} and {right.act}"


def days(left: Report, right: Report) -> tuple[float, str]:
    """The days of the two overlap; without days of its own, a report counts for those around its publication."""
    (first, last), (begin, end) = window(left), window(right)
    if max(first, begin) > min(last, end):
        return APART, f"{_spelled(first, last)}, not {_spelled(begin, end)}"
    stated = bool(left.earliest and right.earliest)
    return (AGREE if stated else 0.0, f"{_spelled(max(first, begin), min(last, end))}{'' if stated else ' by publication'}")


def place(left: Report, right: Report) -> tuple[float, str]:
    """The same place, or one that lies in the other; or a place that the other names among those it happens to."""
    if not left.place or not right.place:
        return _NOTHING
    shared = _common_places(left, right)
    if shared:
        return AGREE, f"place {min(shared)}"
    return APART, f"place {left.place}, not {right.place}"


def doers(left: Report, right: Report) -> tuple[float, str]:
    """Those who do it: all named ones of one side are among those of the other. Parties of a mutual act may change sides."""
    ours, theirs = _sides(left, right, "agents")
    return _compared(ours, theirs, left.doers, right.doers, "by")


def those_it_is_done_to(left: Report, right: Report) -> tuple[float, str]:
    """Those it is done to, as the doers."""
    ours, theirs = _sides(left, right, "recipients")
    return _compared(ours, theirs, left.objects, right.objects, "to")


def theme(left: Report, right: Report) -> tuple[float, str]:
    """Words of the themes: most of the shorter one are in the other, and numbers do not differ; heads of unnamed ones count for a theme."""
    ours, theirs = _matter(left), _matter(right)
    if not ours or not theirs or not (left.theme or right.theme):
        return _NOTHING
    shared = ours & theirs
    differ = numbers(ours) and numbers(theirs) and not numbers(ours) & numbers(theirs)
    if differ or len(shared) < _ALIKE * min(len(ours), len(theirs)):
        return APART, f"{' '.join(sorted(ours))}, not {' '.join(sorted(theirs))}"
    return AGREE, f"theme {' '.join(sorted(shared))}"


def _matter(report: Report) -> frozenset[str]:
    """What it is about: the words of the theme, else the heads of the unnamed ones that it is done to."""
    return theme_words(report.theme) or frozenset(() if report.recipients else report.objects)


FEATURES: tuple[Feature, ...] = (modality, act, days, place, doers, those_it_is_done_to, theme)
"""All features, the most telling first."""


def apart(left: Report, right: Report) -> tuple[Feature, str] | None:
    """The first feature that holds two reports apart, and its detail; None where they may tell one happening."""
    for feature in FEATURES:
        score, detail = feature(left, right)
        if score <= APART:
            return feature, detail
    return None


def agreements(left: Report, right: Report) -> tuple[tuple[str, str], ...]:
    """The features that speak for two reports telling one happening, by name, with their details."""
    found = ((feature.__name__, *feature(left, right)) for feature in FEATURES)
    return tuple((name, detail) for name, score, detail in found if score > 0)


@lru_cache(maxsize=65536)
def verdict(left: Report, right: Report) -> Verdict:
    """Whether two reports tell one happening; unsure where nothing holds them apart and too little speaks for it."""
    if apart(left, right) is not None:
        return Verdict.APART
    return Verdict.SAME if _is_enough(left, right) else Verdict.UNSURE


def _is_enough(left: Report, right: Report) -> bool:
    if is_vague(left) != is_vague(right):
        return False
    shared = set(_shared(left, right))
    named = {anchor for kind, anchor in shared if kind == "named"}
    if is_once(left) and named:
        return True
    firm = {anchor for kind, anchor in shared if kind in ("named", "place")}
    if len(shared) < _ENOUGH or not firm or not _is_telling(firm, {kind for kind, _ in shared}):
        return False
    return _is_firm(left, right) or (_is_alike(left, right) and any(not anchor.startswith(COUNTRY) for _, anchor in shared))


def _is_telling(firm: set[str], kinds: set[str]) -> bool:
    """A country and people without names are too little: there may be several such happenings there in a day."""
    return len(firm) >= _ENOUGH or "theme" in kinds or not all(anchor.startswith(COUNTRY) for anchor in firm)


def _is_firm(left: Report, right: Report) -> bool:
    """Both say on which few days it was."""
    return all(side.span is not None and side.span <= FEW_DAYS for side in (left, right))


def _is_alike(left: Report, right: Report) -> bool:
    """Without firm days, two reports have to describe it alike: the same named ones, a theme or none."""
    return left.named == right.named and bool(left.theme) == bool(right.theme) and _same_heads(left, right)


def _same_heads(left: Report, right: Report) -> bool:
    return left.doers == right.doers and left.objects == right.objects


def _shared(left: Report, right: Report) -> Iterator[tuple[str, str]]:
    """What two reports have in common, with its kind; a place that is among those it happens to counts once."""
    yield from (("named", path) for path in set(left.named) & set(right.named))
    places = _common_places(left, right)
    near = {path for path in places if path == left.place == right.place or not path.startswith(COUNTRY)}
    if near and not {left.place, right.place} & set(left.named) & set(right.named):
        yield "place", min(near)
    if theme_words(left.theme) & theme_words(right.theme):
        yield "theme", ""
    if set(left.doers) & set(right.doers):
        yield "doers", ""
    if set(left.objects) & set(right.objects):
        yield "objects", ""


def _common_places(left: Report, right: Report) -> set[str]:
    """The place of one side that is the other's or lies around it."""
    found = {left.place} & {right.place, *right.around} | {right.place} & {left.place, *left.around}
    return found - {""}


def _sides(left: Report, right: Report, role: str) -> tuple[set[str], set[str]]:
    """Named ones in a role; of mutual acts all who take part."""
    if _MUTUAL & {left.type} and _MUTUAL & {right.type}:
        return set(left.named), set(right.named)
    return set(getattr(left, role)), set(getattr(right, role))


def _compared(ours: set[str], theirs: set[str], our_heads: tuple[str, ...], their_heads: tuple[str, ...], what: str) -> tuple[float, str]:
    if ours and theirs:
        if ours <= theirs or theirs <= ours:
            return AGREE, f"{what} {' and '.join(sorted(ours & theirs))}"
        return APART, f"{what} {' and '.join(sorted(ours))}, not {' and '.join(sorted(theirs))}"
    if not ours and not theirs and our_heads and their_heads and not set(our_heads) & set(their_heads):
        return APART, f"{what} {' and '.join(our_heads)}, not {' and '.join(their_heads)}"
    return _NOTHING


def _spelled(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types whose parties are all agents."""
