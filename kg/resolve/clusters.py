"""The decision inside a block: which of its candidates are one.

A block without a disagreement is one thing. In any other block only what agrees belongs together (an office, a country, a
middle name), and a candidate of whom nothing is known goes to the one that nearly all others belong to, else stays alone.
The result is a function of the set of candidates, whatever their order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.identifiers import digest, minted
from kg.resolve.blocks import KNOWN, Candidate
from kg.resolve.features import apart
from kg.resolve.profiles import Profile, all_joined, profile

Marker = Callable[[str, Candidate, Profile], tuple[int, ...]]
"""Gives the marks that judgements put on a candidate of the block of this key."""
_DOMINANT = 8
_FEATURE_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Cluster:
    """Candidates of one block that are one thing.

    Attributes:
        path: path of its IRI, before judgements that unite it with others.
        members: by article and number.
        profile: what is known of all of them together.
        joined_by: why members of whom nothing is known are in it, where the block holds others.
    """

    path: str
    members: tuple[Candidate, ...]
    profile: Profile
    joined_by: str = ""


def no_marks(key: str, candidate: Candidate, known: Profile) -> tuple[int, ...]:  # noqa: ARG001
    """No judgements."""
    return ()


def clusters(key: str, block: Sequence[Candidate], marker: Marker = no_marks) -> tuple[Cluster, ...]:
    """The things that the candidates of a block are, by path.

    Args:
        key: the block's key.
        block: its candidates, in any order.
        marker: what judgements say of them.
    """
    base = base_path(key)
    groups: defaultdict[Profile, list[Candidate]] = defaultdict(list)
    for candidate in sorted(block, key=lambda c: (c.article, c.referent)):
        groups[_marked(key, candidate, marker)].append(candidate)
    parts = [Cluster("", tuple(members), known) for known, members in sorted(groups.items())]
    if key.startswith(KNOWN) or _agree(groups):
        return (_united(parts, base),)
    return tuple(sorted(_named(base, _placed(_linked(parts))), key=lambda cluster: cluster.path))


def is_one(key: str, block: Iterable[Candidate], marker: Marker = no_marks) -> bool:
    """Whether `clusters` finds one thing in a block, which the different ones of its candidates decide, whoever has them and how often."""
    return key.startswith(KNOWN) or _agree(_marked(key, candidate, marker) for candidate in block)


def base_path(key: str) -> str:
    """The path of the IRI of all that a block holds, while it holds one thing."""
    if key.startswith(KNOWN):
        return key.removeprefix(KNOWN)
    kind, _, name = key.partition("|")
    if kind == "local":
        kind, _, name = name.partition("|")
        name = name.partition("|")[0]
    return minted(kind, name, key)


def feature_digests(known: Profile) -> frozenset[str]:
    """The endings that the paths of clusters may have in which someone with this profile is."""
    return frozenset(_ending(name, value) for name, values in _telling(known) for value in values)


def _marked(key: str, candidate: Candidate, marker: Marker) -> Profile:
    known = profile(candidate)
    marks = marker(key, candidate, known)
    return replace(known, marks=marks) if marks else known


def _agree(profiles: Iterable[Profile]) -> bool:
    """No two profiles are apart; where they share a value of each kind, or have none, pairs need not be compared.

    Offices hold nobody apart.
    """
    several = sorted({replace(known, offices=()) for known in set(profiles)})
    if _agree_at_once(several):
        return True
    return all(apart(left, right) is None for i, left in enumerate(several) for right in several[i + 1 :])


def _agree_at_once(profiles: Sequence[Profile]) -> bool:
    simple = [[set(p.suffix) for p in profiles], [set(p.countries) for p in profiles], [set(p.fields) for p in profiles]]
    simple.append([set(p.genders) for p in profiles])
    shared = all(not known or set.intersection(*known) for known in ([one for one in kind if one] for kind in simple))
    return shared and len({p.middle for p in profiles if p.middle}) < 2 and not any(p.marks for p in profiles)


def _linked(parts: Sequence[Cluster]) -> list[Cluster]:
    """Parts that share a value and are not apart are one; what links most surely links first."""
    for links in _LINKS:
        for value in sorted({value for part in parts for value in links(part.profile)}):
            sharing = [part for part in parts if value in links(part.profile)]
            others = [part for part in parts if value not in links(part.profile)]
            parts = sorted(others + _merged(sharing), key=lambda part: part.profile)
    return list(parts)


def _merged(sharing: Sequence[Cluster]) -> list[Cluster]:
    found: list[Cluster] = []
    for part in sharing:
        place = next((i for i, other in enumerate(found) if apart(other.profile, part.profile) is None), None)
        if place is None:
            found.append(part)
        else:
            found[place] = _united([found[place], part], "")
    return found


def _placed(parts: Sequence[Cluster]) -> list[Cluster]:
    """Parts that disagree with no other go to the one that nearly all candidates belong to; those of whom nothing is known stay alone."""
    free = [part for part in parts if all(part is other or apart(part.profile, other.profile) is None for other in parts)]
    if len(free) == len(parts):
        return [_united(parts, "")]
    held = sorted((part for part in parts if part not in free), key=lambda part: -len(part.members))
    if len(held[0].members) >= _DOMINANT * sum(len(part.members) for part in held[1:]):
        why = f"{len(held[0].members)} of {sum(len(part.members) for part in held)} candidates with distinctions are this one"
        return [replace(_united([held[0], *free], ""), joined_by=why if free else ""), *held[1:]]
    return held + [one for part in free for one in _alone(part)]


def _alone(part: Cluster) -> Iterator[Cluster]:
    if not part.profile.is_empty:
        yield part
        return
    for member in part.members:
        yield Cluster("", (member,), part.profile)


def _united(parts: Sequence[Cluster], path: str) -> Cluster:
    members = sorted((member for part in parts for member in part.members), key=lambda c: (c.article, c.referent))
    return Cluster(path, tuple(members), all_joined(part.profile for part in parts))


def _named(base: str, parts: Sequence[Cluster]) -> list[Cluster]:
    """Clusters with their paths: the base alone for an only one, else with a digest of what tells it from the others."""
    if len(parts) == 1:
        return [replace(parts[0], path=base)]
    endings = [_distinction(part, [other for other in parts if other is not part]) for part in parts]
    several = {ending for ending, count in Counter(endings).items() if count > 1}
    found = []
    for part, ending in zip(parts, endings, strict=True):
        unique = _ending("first", f"{ending}|{part.members[0].article}|{part.members[0].referent}") if ending in several else ending
        found.append(replace(part, path=f"{base}-{unique}"))
    return found


def _distinction(part: Cluster, others: Sequence[Cluster]) -> str:
    """The ending of a path: the first kind of value in which another cluster disagrees, in the commonest value of this one."""
    first = part.members[0]
    kinds = [name for name, _ in _telling(part.profile)]
    for name in [*(name for name in kinds if any(_differ(name, part.profile, other.profile) for other in others)), *kinds]:
        return _ending(name, _commonest(part, name))
    return _ending("article", f"{first.article}|{first.referent}")


def _differ(name: str, left: Profile, right: Profile) -> bool:
    ours, theirs = (set(dict(_telling(side)).get(name, ())) for side in (left, right))
    return bool(ours and theirs) and not ours & theirs


def _telling(known: Profile) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The kinds of values that tell clusters apart, the most lasting first; of middle names the first initial."""
    kinds = (
        ("suffix", known.suffix),
        ("middle", _initial(known)),
        ("country", known.countries),
        ("field", known.fields),
        ("gender", known.genders),
        ("mark", tuple(map(str, known.marks))),
    )
    return tuple((name, values) for name, values in kinds if values)


def _commonest(part: Cluster, name: str) -> str:
    """The value that most members have; the judgements' marks and what no member has by itself by their order."""
    counts: Counter[str] = Counter()
    for known, members in Counter(profile(member) for member in part.members).items():
        counts.update(dict.fromkeys(dict(_telling(known)).get(name, ()), members))
    if not counts:
        return dict(_telling(part.profile))[name][0]
    return min(counts, key=lambda value: (-counts[value], value))


def _initial(known: Profile) -> tuple[str, ...]:
    return (known.middle[0][0],) if known.middle else ()


def _ending(name: str, value: str) -> str:
    return digest(name, value, length=_FEATURE_LENGTH)


_LINKS: tuple[Callable[[Profile], tuple[str, ...]], ...] = (
    lambda known: tuple(map(str, known.marks)),
    lambda known: known.suffix,
    _initial,
    lambda known: known.offices,
    lambda known: known.countries,
)
