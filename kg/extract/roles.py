"""Role phrases: an office that takes up its holder ("the Russian leader", "the minister").

In: a Doc, the cast and the references so far. Out: references to the persons whom the article has named with such an office.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.line import Line
from kg.extract.model import Holding, Link, Reference
from kg.extract.posts import Post, posts
from kg.lexicon import table, words
from kg.records import Kind, Status

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.extract.identity import Cast

_NEAR_PARAGRAPHS = 2
_TOLD = frozenset({"office.title", "office.apposition"})


def role_phrases(doc: Doc, cast: Cast, mentions: list[Reference]) -> list[Reference]:
    """The references of titles: those beside a name, and those that take up a person named before."""
    line = Line(doc, cast.names)
    beside = {holding.title_start: holding for holding in cast.offices if holding.rule in _TOLD}
    tied = {holding.title_start for holding in cast.offices}
    found = []
    for post in posts(line):
        start, end = line.tokens[post.title.start].i, line.tokens[post.title.end - 1].i + 1
        head = doc[start:end].root.i
        if start in beside:
            found.append(Reference(start, end, head, cast.of_name[beside[start].person], Link.ROLE, 0.9))
        elif start not in tied and _takes_up(line, post, doc[head].dep_):
            person = _holder(doc, line, cast, post, mentions)
            if person is not None:
                found.append(Reference(line.tokens[post.start].i, end, head, person, Link.ROLE, 0.8))
    return found


def _takes_up(line: Line, post: Post, dependency: str) -> bool:
    """The phrase is definite and means one person."""
    if post.title.plural or dependency in {"attr", "compound", "appos", "oprd", "nmod"} or post.serves is not None:
        return False
    first = line.tokens[post.start]
    if first.lower_ in {"a", "an"} or line.lower(post.start - 1) in {"as", "a", "an", "any", "no", "every", "next", "new"}:
        return False
    return first.lower_ == "the" or bool(post.bodies)


def _holder(doc: Doc, line: Line, cast: Cast, post: Post, mentions: list[Reference]) -> int | None:
    """The one person named before with an office that the phrase fits; of several the only one named nearby."""
    position = line.tokens[post.title.start].i
    last = {r.referent: r.end for r in mentions if r.start < position}
    fitting = {cast.of_name[h.person]: _fit(line, cast, post, h) for h in reversed(cast.offices) if h.start < position}
    best = max(fitting.values(), default=0)
    persons = sorted(person for person, fit in fitting.items() if fit == best > 0 and person in last)
    if len(persons) > 1:
        near = _paragraph_start(doc, position, _NEAR_PARAGRAPHS)
        persons = [person for person in persons if last[person] > near]
    return persons[0] if len(persons) == 1 else None


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


def _paragraph_start(doc: Doc, position: int, paragraphs: int) -> int:
    """Where the paragraph begins that is so many before the one of a position."""
    while position > 0 and paragraphs >= 0:
        position -= 1
        paragraphs -= "\n" in doc[position].text
    return position
