"""Role phrases: an office that takes up its holder ("the Russian leader", "the minister").

In: a Doc, the cast and the references so far. Out: references to the persons whom the article has named with such an office.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.extract.line import Line, line_of
from kg.extract.model import Holding, Link, Reference
from kg.extract.posts import Post, posts
from kg.lexicon import table, words
from kg.records import Kind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.extract.identity import Cast
    from kg.extract.parsed import Doc, Token
    from kg.extract.positions import Positions

_NEAR_PARAGRAPHS = 2
_SAME_WORDS = 2
_SAME_BODY = 3
_NEAREST = 100  #: offices of the same words that a phrase is compared with
_TOLD = frozenset({"office.title", "office.apposition"})


def role_phrases(doc: Doc, cast: Cast, mentions: list[Reference], positions: Positions) -> list[Reference]:
    """The references of titles: those beside a name, and those that take up a person named in the article."""
    line = line_of(doc, cast.names)
    holders = _Holders(line, cast, mentions, positions)
    beside = {holding.title_start: holding for holding in cast.offices if holding.rule in _TOLD}
    tied = {holding.title_start for holding in cast.offices}
    named = {m.head: m.referent for m in mentions if cast.things[m.referent].kind is Kind.PERSON}
    found = []
    for post in posts(line):
        start, end = line.tokens[post.title.start].i, line.tokens[post.title.end - 1].i + 1
        head = doc[start:end].root.i
        if start in beside:
            found.append(Reference(start, end, head, cast.of_name[beside[start].person], Link.ROLE, 0.9))
        elif start not in tied and _takes_up(line, post, doc[head].dep_):
            person = holders.holder(post)
            if person is not None and not _names_another(doc[head], person, named):
                found.append(Reference(line.tokens[post.start].i, end, head, person, Link.ROLE, 0.8))
    return found


def _names_another(head: Token, person: int, named: dict[int, int]) -> bool:
    """A name beside the title says that it is somebody else's ("the secretary of the union, Mick Dorn,")."""
    return any(child.dep_ == "appos" and named.get(child.i, person) != person for child in head.children)


def _takes_up(line: Line, post: Post, dependency: str) -> bool:
    """The phrase is definite and means one person."""
    if post.title.plural or dependency in {"attr", "compound", "appos", "oprd", "nmod"} or post.serves is not None:
        return False
    first = line.tokens[post.start]
    if first.lower_ in {"a", "an"} or line.lower(post.start - 1) in {"as", "a", "an", "any", "no", "every", "next", "new"}:
        return False
    return first.lower_ == "the" or bool(post.bodies)


class _Holders:
    """Who holds which office by the words of the article, and where they are named."""

    def __init__(self, line: Line, cast: Cast, mentions: list[Reference], positions: Positions) -> None:
        self.line, self.cast, self.paragraph = line, cast, positions.paragraph
        self.starts: dict[int, list[int]] = {}
        for mention in sorted(mentions, key=lambda mention: mention.start):
            self.starts.setdefault(mention.referent, []).append(mention.start)
        self._first = _Offices(cast)  # the first of each person
        self._every = _Offices(cast)
        self._held: defaultdict[int, list[Holding]] = defaultdict(list)
        for holding in cast.offices:
            person = cast.of_name[holding.person]
            if person not in self._held:
                self._first.add(holding)
            self._every.add(holding)
            self._held[person].append(holding)
        self._countries: dict[str | None, int] = {}
        for name in cast.names:
            if name.kind is Kind.COUNTRY:
                self._countries.setdefault(name.entry, name.start)

    def holder(self, post: Post) -> int | None:
        """The one person named before with an office that the phrase fits; of several the only one named nearby.

        Where nobody fits, one named later fits whose office is in the body that the phrase names.
        """
        position = self.line.tokens[post.title.start].i
        fitting = self._fitting(post, self._first.before(post, position))
        if not fitting:
            return self._later(post, position)
        persons = [person for person in fitting if self._last(person, position) is not None]
        if len(persons) > 1:
            persons = [person for person in persons if self._is_near(person, position)]
        return persons[0] if len(persons) == 1 else None

    def _later(self, post: Post, position: int) -> int | None:
        """The one person named later whose office is in the same body; where no body is told, with the same words and soon."""
        alike = self._every.behind(post, position)
        foremost = [h for h in alike if _behind(self._held[self.cast.of_name[h.person]], position)[0] is h]
        later = self._fitting(post, foremost, least=_SAME_BODY if post.bodies else _SAME_WORDS)
        if len(later) != 1 or post.bodies:
            return later[0] if len(later) == 1 else None
        alone = len({self.cast.of_name[h.person] for h in alike}) == 1
        soon = self.paragraph[alike[0].start] - self.paragraph[position] <= _NEAR_PARAGRAPHS
        return later[0] if alone and soon and not self._is_elsewhere(alike[0], position) else None

    def _is_elsewhere(self, holding: Holding, position: int) -> bool:
        """The text so far tells of another country than that of the office."""
        body = None if holding.body is None else self.line.names[holding.body]
        own = None if body is None else body.entry or body.country
        return any(start < position and entry != own for entry, start in self._countries.items())

    def _fitting(self, post: Post, offices: Iterable[Holding], least: int = 1) -> list[int]:
        """The persons whose office fits best."""
        fits = {self.cast.of_name[h.person]: _fit(self.line, self.cast, post, h) for h in offices}
        best = max(fits.values(), default=0)
        return sorted(person for person, fit in fits.items() if fit == best >= least)

    def _last(self, person: int, position: int) -> int | None:
        starts = self.starts.get(person, [])
        number = bisect_left(starts, position)
        return starts[number - 1] if number else None

    def _is_near(self, person: int, position: int) -> bool:
        last = self._last(person, position)
        return last is not None and self.paragraph[position] - self.paragraph[last] <= _NEAR_PARAGRAPHS


class _Offices:
    """Offices in the order of the text, by their words; of very many with the same words those that are nearest, and those of a body."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._by_words: defaultdict[str, list[Holding]] = defaultdict(list)
        self._by_body: defaultdict[tuple[str, str], list[Holding]] = defaultdict(list)
        self._alike: dict[tuple[str, str], list[str]] = {}

    def add(self, holding: Holding) -> None:
        """Add the next one."""
        self._by_words[holding.office].append(holding)
        if holding.body is not None:
            self._by_body[holding.office, _country_or_thing(self._cast, holding.body)].append(holding)

    def before(self, post: Post, position: int) -> list[Holding]:
        """Those before a position that the words of a phrase fit."""
        return self._together(_before(several, position) for several in self._several(post))

    def behind(self, post: Post, position: int) -> list[Holding]:
        """Those behind a position that the words of a phrase fit."""
        return self._together(_behind(several, position) for several in self._several(post))

    def _together(self, several: Iterable[list[Holding]]) -> list[Holding]:
        found = {(one.start, one.person, one.title_start, one.office): one for some in several for one in some}
        return [found[key] for key in sorted(found)]

    def _several(self, post: Post) -> list[list[Holding]]:
        key = (post.label, post.title.head)
        if key not in self._alike:
            self._alike[key] = [office for office in self._by_words if _words_fit(post, office)]
        found = [self._by_words[office] for office in self._alike[key]]
        if post.bodies:
            body = _country_or_thing(self._cast, post.bodies[0])
            found += [self._by_body[office, body] for office in self._alike[key] if (office, body) in self._by_body]
        return found


def _before(several: list[Holding], position: int) -> list[Holding]:
    place = bisect_left(several, position, key=lambda holding: holding.start)
    return several[max(0, place - _NEAREST) : place]


def _behind(several: list[Holding], position: int) -> list[Holding]:
    place = bisect_right(several, position, key=lambda holding: holding.start)
    return several[place : place + _NEAREST]


def _fit(line: Line, cast: Cast, post: Post, holding: Holding) -> int:
    """How well a phrase fits an office: 0 not at all, 1 by its head, 2 by its words, 3 with the same body."""
    if (post.status is Status.FORMER) != (holding.status is Status.FORMER) and post.status is not None:
        return 0
    words_fit = _words_fit(post, holding.office)
    body = _body_fit(line, cast, post, holding)
    return 0 if not words_fit or body < 0 else words_fit + body


def _words_fit(post: Post, office: str) -> int:
    if post.label == office:
        return 2
    told, held = post.label.replace("-", " ").split(), office.replace("-", " ").split()
    heads = table("role_nouns")["fits"].get(post.title.head, [post.title.head])
    if post.title.head == "leader" and len(told) == 1:
        return 1 if office in words("role_nouns", "sovereign.offices") or held[-1] in {"leader", "chairman", "head"} else 0
    if not set(heads) & set(held) or not set(told) - {post.title.head} <= set(held):
        return 0
    return 0 if {"vice", "deputy", "prime", "first"} & set(held) - set(told) else 1


def _body_fit(line: Line, cast: Cast, post: Post, holding: Holding) -> int:
    """1 where the bodies are the same, 0 where one is not told, -1 where they differ."""
    if not post.bodies:
        return 0
    told = _country_or_thing(cast, post.bodies[0])
    held = None if holding.body is None else _country_or_thing(cast, holding.body)
    if held is None:
        country = cast.things[cast.of_name[holding.person]].country
        return 0 if country is None or country == told else -1
    if told == held:
        return 1
    owner = line.names[post.bodies[0]]
    return 0 if owner.kind is Kind.COUNTRY and holding.body is not None and line.names[holding.body].country == told else -1


def _country_or_thing(cast: Cast, index: int) -> str:
    return cast.names[index].entry or str(cast.of_name[index])
