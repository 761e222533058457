"""Offices: titles and appositions with the body they belong to.

In: a Doc and its names. Out: holdings, a person beside an office. A grammar over surface tokens and names, not over the parse:
`titles` finds the words of offices, `posts` reads each with its surroundings, `ties` finds the persons, and what is kept is told here.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.extract.line import Line
from kg.extract.model import Holding, Name, Role
from kg.extract.posts import Post
from kg.extract.ties import Tie, tied
from kg.gazetteer import load
from kg.lexicon import table, words
from kg.names import SUFFIXES, fold
from kg.records import Kind, Status

if TYPE_CHECKING:
    from spacy.tokens import Doc


_DOMINANCE = 3  # an evident country is named more than so many times as often as the next


def find_offices(doc: Doc, names: tuple[Name, ...]) -> tuple[Holding, ...]:
    """The office holdings of a Doc, by position."""
    line = Line(doc, names)
    country = _evident_country(names)
    found: dict[tuple[int, int], Holding] = {}
    for post, ties in tied(line):
        for tie in ties:
            holding = _holding(line, post, tie, country)
            if holding is not None:
                found[holding.title_start, holding.person] = holding
    return tuple(found[key] for key in sorted(found))


def _holding(line: Line, post: Post, tie: Tie, country: int | None) -> Holding | None:
    """The holding of a tie, or None where the post says too little to stand alone."""
    body = tie.body if tie.body is not None else (post.bodies[0] if post.bodies else None)
    serves = None if post.serves == tie.person else post.serves
    if fold(line.names[tie.person].text) in SUFFIXES or (body is None and not _stands_alone(post, tie, serves)):
        return None
    if body is not None and not _is_office_of(post, line.names[body]):
        return None
    inferred = body is None and serves is None and post.owner is None
    status = tie.status if tie.status is not None and post.status is None else post.status
    return Holding(
        tie.person,
        line.tokens[tie.start].i,
        line.tokens[max(tie.end, post.end) - 1].i + 1,
        post.label,
        line.tokens[post.title.start].i,
        line.tokens[post.title.end - 1].i + 1,
        _understood(post, country, line.names) if inferred else body,
        serves,
        post.owner if body is None and serves is None else None,
        status or Status.CURRENT,
        inferred,
        None,
        None,
        tie.rule,
        tie.confidence if not inferred else tie.confidence - 0.1,
    )


def _is_office_of(post: Post, body: Name) -> bool:
    """The title is an office in that body, not a profession or mere membership ("a French director", "a member of the party")."""
    if post.title.head == "member" and set(body.text.lower().split()) & words("titles", "words.followings"):
        return False
    if body.role is Role.ADJECTIVE and post.title.head in words("titles", "words.organizational") and not _has_field(post):
        return False
    return post.title.sort != "profession" or body.kind is Kind.ORGANIZATION


def _stands_alone(post: Post, tie: Tie, serves: int | None) -> bool:
    if post.title.sort == "profession":
        return False
    if serves is not None or post.owner is not None:
        return True
    if (post.obscure and tie.rule != "office.title") or set(post.label.split()) & words("titles", "words.unnamed"):
        return False
    return post.title.sort == "office" or (post.title.sort == "post" and _has_field(post))


def _has_field(post: Post) -> bool:
    """The words of the office say enough of it ("commerce secretary")."""
    fields = words("titles", "words.portfolios") | words("titles", "words.fields")
    return bool(set(post.label.split()) & fields - {post.title.head})


def _evident_country(names: tuple[Name, ...]) -> int | None:
    """A name of the country that the article is about: the only one, or named far more often than any other; else None."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for index, name in enumerate(names):
        if name.kind is Kind.COUNTRY and name.entry is not None:
            first.setdefault(name.entry, index)
        if (country := _country(name)) is not None:
            counts[country] += 1
    top = counts.most_common(2)
    if not top or (len(top) > 1 and top[0][1] <= _DOMINANCE * top[1][1]):
        return None
    return first.get(top[0][0])


def _country(name: Name) -> str | None:
    if name.kind is Kind.COUNTRY or name.entry is None:
        return name.entry if name.kind is Kind.COUNTRY else name.country
    return name.country or load().entry(name.entry).country


def _understood(post: Post, country: int | None, names: tuple[Name, ...]) -> int | None:
    """The country of an office told without one, where the article has an evident one and no other is likely."""
    if country is None or post.label not in words("titles", "words.national"):
        return None
    assumed = table("titles")["assumed"]
    rival = post.label in assumed["offices"] and any(name.entry == assumed["country"] for name in names)
    return None if rival and names[country].entry != assumed["country"] else country
