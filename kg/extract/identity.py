"""Identity inside one article: which names name the same thing.

In: names and offices of a Doc. Out: the things they name, and for each name the number of its thing. A bare surname or first
name belongs to the full name that it is part of; an acronym to the name whose initials it has; a short form of an
organisation to the one longer name that ends with it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.model import Holding, Name, Role, Thing
from kg.gazetteer import load
from kg.lexicon import words
from kg.names import (
    SUFFIXES,
    canonical_first_name,
    fold,
    gender,
    is_first_name,
    is_surname_of,
    middles_agree,
    parts_of,
    place_key,
    skeleton,
    split_person,
)
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.extract.parsed import Doc


@dataclass(slots=True)
class Cluster:
    """Names of one thing, by index, in the order of the text."""

    indices: list[int] = field(default_factory=list)


class Cast:
    """The things of an article.

    Attributes:
        things: by number.
        of_name: for each name, by index, the number of its thing.
        by_entry: number of the thing with a gazetteer entry.
    """

    def __init__(self, doc: Doc, names: tuple[Name, ...], offices: tuple[Holding, ...]) -> None:
        self.doc, self.names, self.offices = doc, names, offices
        self._titles = {holding.person: holding.office for holding in offices}
        clusters = [*self._persons(), *self._organizations(), *self._others()]
        clusters.sort(key=lambda cluster: names[cluster.indices[0]].start)
        self.things = [self._thing(number, cluster) for number, cluster in enumerate(clusters)]
        self.of_name = {index: number for number, cluster in enumerate(clusters) for index in cluster.indices}
        self.by_entry = {thing.entry: thing.id for thing in reversed(self.things) if thing.entry is not None}

    def country(self, entry: str) -> int:
        """The number of the thing of a country, which is added where the article does not name it."""
        if entry not in self.by_entry:
            label = load().entry(entry).label
            self.things.append(Thing(len(self.things), Kind.COUNTRY, label, (label,), entry, None, False))
            self.by_entry[entry] = len(self.things) - 1
        return self.by_entry[entry]

    def _persons(self) -> list[Cluster]:
        indices = [i for i, name in enumerate(self.names) if name.kind is Kind.PERSON]
        clusters: list[Cluster] = []
        for index in (i for i in indices if " " in self.names[i].text):
            _add(clusters, self._known(clusters, self.names[index].text), index)
        full = list(clusters)
        loose: dict[str, Cluster] = {}
        for index in (i for i in indices if " " not in self.names[i].text):
            key = skeleton(self.names[index].text)
            known = self._owner(index, full, key) or loose.get(key)
            if known is None:
                loose[key] = _add(clusters, None, index)
            else:
                known.indices.append(index)
        for cluster in clusters:
            cluster.indices.sort()
        return clusters

    def _known(self, clusters: list[Cluster], text: str) -> Cluster | None:
        """The person of a full name among those named before; None where there is none, or where it may be several."""
        spelt = next((c for c in clusters if any(self.names[i].text == text for i in c.indices)), None)
        same = [spelt] if spelt else [c for c in clusters if self._may_be(c, text)]
        return same[0] if len(same) == 1 else self._bridged(clusters, same, text)

    def _bridged(self, clusters: list[Cluster], same: list[Cluster], text: str) -> Cluster | None:
        """Two persons named before whose names a fuller one shows to be one's: "Pedro Alva", "Alva Ruiz", "Pedro T. Alva Ruiz"."""
        if len(same) != 2 or not any(_is_double_surname(self.names[i].text, text) for c in same for i in c.indices):
            return None
        kept, other = same
        if not all(_is_part_of(self.names[i].text, text) for c in same for i in c.indices):
            return None
        kept.indices.extend(other.indices)
        clusters.remove(other)
        return kept

    def _may_be(self, cluster: Cluster, text: str) -> bool:
        """A full name may be that of a person named before: it is like one of the names, and no middle name is against it."""
        earlier = [self.names[i].text for i in cluster.indices]
        return any(_same_person(name, text) for name in earlier) and not any(_differ(name, text) for name in earlier)

    def _owner(self, index: int, full: list[Cluster], key: str) -> Cluster | None:
        """The full name that a single word belongs to, or None where none or several claim it."""
        text = self.names[index].text
        claims = [c for c in full if any(is_surname_of(text, self.names[i].text) for i in c.indices)]
        claims = claims or [c for c in full if any(key in skeleton(self.names[i].text).split() for i in c.indices)]
        return claims[0] if len(claims) == 1 else self._choice(index, claims)

    def _choice(self, index: int, claims: list[Cluster]) -> Cluster | None:
        """One of several persons with the same surname: the one with that title, else the only one named before or here."""
        if not claims:
            return None
        title = self._titles.get(index)
        titled = [c for c in claims if title is not None and any(self._titles.get(i) == title for i in c.indices if i != index)]
        if len(titled) == 1:
            return titled[0]
        called = honorific_gender(self.doc, self.names[index])
        gendered = [c for c in claims if called is not None and self._gender(c) == called]
        if len(gendered) == 1:
            return gendered[0]
        before = [c for c in claims if any(i < index for i in c.indices)] or claims
        return before[0] if len(before) == 1 else self._dominant(index, before)

    def _dominant(self, index: int, claims: list[Cluster]) -> Cluster | None:
        """The one who leads a state, who has been named far more often, or who alone was named in the same paragraph."""
        leading = [c for c in claims if any(self._titles.get(i) in words("role_nouns", "sovereign.offices") for i in c.indices)]
        counts = sorted(((sum(i < index for i in c.indices), -n) for n, c in enumerate(claims)), reverse=True)
        if counts[0][0] >= 2 * max(1, counts[1][0]):
            return claims[-counts[0][1]]
        if len(leading) == 1:
            return leading[0]
        near = [c for c in claims if any(self._is_near(i, index) for i in c.indices)]
        return near[0] if len(near) == 1 else None

    def _is_near(self, earlier: int, later: int) -> bool:
        """Both names stand in one paragraph, in this order."""
        between = self.doc[self.names[earlier].start : self.names[later].start]
        return earlier < later and not any("\n" in token.text for token in between)

    def _gender(self, cluster: Cluster) -> str | None:
        return next((found for i in cluster.indices if (found := gender(self.names[i].text))), None)

    def _organizations(self) -> list[Cluster]:
        indices = [i for i, name in enumerate(self.names) if name.kind is Kind.ORGANIZATION and name.role is Role.NAME]
        groups = _grouped((self.names[i].entry or fold(self.names[i].text).removeprefix("the "), i) for i in indices)
        clusters = list(groups.values())
        for short in sorted(clusters, key=lambda c: len(self.names[c.indices[0]].text)):
            longer = [c for c in clusters if c is not short and self._is_short_for(short, c)]
            if len(longer) == 1:
                longer[0].indices = sorted([*longer[0].indices, *short.indices])
                clusters = [c for c in clusters if c is not short]
        return clusters

    def _is_short_for(self, short: Cluster, long: Cluster) -> bool:
        a, b = self.names[short.indices[0]], max((self.names[i] for i in long.indices), key=lambda name: len(name.text))
        if a.entry is not None and b.entry is not None and a.entry != b.entry:
            return False
        return _is_acronym(a.text, b.text) or (_is_ending(a.text, b.text) and (a.country is None or a.country == b.country))

    def _others(self) -> list[Cluster]:
        found = []
        for index, name in enumerate(self.names):
            if name.kind is Kind.PERSON or (name.kind is Kind.ORGANIZATION and name.role is Role.NAME):
                continue
            found.append((name.entry or f"{name.kind}:{place_key(name.text)}", index))
        return list(_grouped(found).values())

    def _thing(self, number: int, cluster: Cluster) -> Thing:
        named = [self.names[i] for i in cluster.indices if self.names[i].role is Role.NAME]
        first = self.names[cluster.indices[0]]
        entry = next((self.names[i].entry for i in cluster.indices if self.names[i].entry is not None), None)
        if not named:
            return self._unnamed(number, first, entry)
        kind = Counter(name.kind for name in named).most_common(1)[0][0]
        texts = sorted({name.text for name in named})
        fullest = max(named, key=lambda name: (_fullness(name, kind), -name.start)).text
        country = next((name.country for name in named if name.country is not None), None) or self._country_of_office(cluster)
        local = kind is Kind.GROUP or (kind is Kind.PERSON and " " not in fullest and entry is None)
        return Thing(number, kind, fullest, tuple(texts), entry, country, local)

    def _unnamed(self, number: int, name: Name, entry: str | None) -> Thing:
        """A thing that only adjectives or capitals stand for: it has the name of its gazetteer entry."""
        if entry is None:
            return Thing(number, name.kind, name.text, (name.text,), None, None, False)
        known = load().entry(entry)
        return Thing(number, known.kind, known.label, (known.label,), entry, known.country, False)

    def _country_of_office(self, cluster: Cluster) -> str | None:
        for holding in self.offices:
            if holding.person in cluster.indices and holding.body is not None:
                body = self.names[holding.body]
                country = body.entry if body.kind is Kind.COUNTRY else body.country
                if country is not None:
                    return country
        return None


def _add(clusters: list[Cluster], known: Cluster | None, index: int) -> Cluster:
    if known is None:
        known = Cluster()
        clusters.append(known)
    known.indices.append(index)
    return known


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, Cluster]:
    groups: dict[str, Cluster] = {}
    for key, index in pairs:
        groups.setdefault(key, Cluster()).indices.append(index)
    return groups


def _same_person(earlier: str, later: str) -> bool:
    """Two full names may be one person's: same surname and first name, or the words of one among those of the other."""
    a, b = _plain(earlier), _plain(later)
    if a == b:
        return _has_suffix(earlier) or not _has_suffix(later)
    short, long = sorted((a, b), key=len)
    if len(short) >= 2 and _is_subsequence(short, long):
        return True
    (first, surname), (other, same) = split_person(earlier), split_person(later)
    return skeleton(surname) == skeleton(same) and _compatible(first, other)


def _differ(earlier: str, later: str) -> bool:
    """The middle names of two names cannot be one person's: W. and H. W."""
    left, right = parts_of(earlier)[1], parts_of(later)[1]
    return bool(left and right) and not middles_agree(left, right)


def _is_part_of(short: str, full: str) -> bool:
    return _is_subsequence(_plain(short), _plain(full))


def _is_double_surname(short: str, full: str) -> bool:
    """The words are the two family names that end a full name, as in Spanish: "Alva Ruiz" of "Pedro T. Alva Ruiz"."""
    words, whole = _plain(short), _plain(full)
    return len(words) == 2 < len(whole) and whole[-2:] == words and not is_first_name(short.split()[0])


def _plain(name: str) -> list[str]:
    return [skeleton(word) for word in name.split() if fold(word) not in SUFFIXES]


def _has_suffix(name: str) -> bool:
    return fold(name.split()[-1]) in SUFFIXES


def _is_subsequence(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def _compatible(first: str, other: str) -> bool:
    a, b = canonical_first_name(first), canonical_first_name(other)
    if len(a) <= 2 or len(b) <= 2:
        return a[:1] == b[:1]
    return a == b or skeleton(a) == skeleton(b)


def _is_acronym(short: str, long: str) -> bool:
    letters = short.replace(".", "")
    if not letters.isupper() or len(letters) < 2 or " " not in long:
        return False
    parts = [word for word in long.replace("-", " ").split() if word[:1].isupper()]
    return letters in {
        "".join(word[0] for word in parts),
        "".join(word[0] for word in parts if word.lower() not in {"the", "of", "and", "for"}),
    }


def _is_ending(short: str, long: str) -> bool:
    """The shorter name is the longer one without what says where it is ("Foreign Ministry"), or its one last word ("the Court")."""
    a, b = fold(short).split(), fold(long).split()
    if not 0 < len(a) < len(b) or b[-len(a) :] != a or short.isupper():
        return False
    before = long.split()[: len(b) - len(a)]
    return len(a) == 1 or all(load().demonym(word) or load().find(word) or word.lower() in {"the", "of"} for word in before)


def _fullness(name: Name, kind: Kind) -> int:
    return len(name.text.split()) * 100 + len(name.text) if kind is Kind.PERSON else len(name.text)


def honorific_gender(doc: Doc, name: Name) -> str | None:
    """The gender that a word before a name tells ("Mrs.", "spokeswoman"), or None."""
    before = doc[name.start - 1].lower_ if name.start > 0 else ""
    return next((called for called in ("m", "f") if before in words("pronouns", f"gender.{called}")), None)
