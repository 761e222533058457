"""Offices: titles and appositions with the body they belong to.

In: a Doc and its names. Out: holdings, a person beside an office. A grammar over surface tokens and names, not over the parse:
`titles` finds the words of offices, `posts` reads each with its surroundings, `ties` finds the persons, and what is kept is told here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kg.extract.completing import completed
from kg.extract.leading import leading
from kg.extract.line import Line, line_of
from kg.extract.model import Holding, Name, Role
from kg.extract.owners import Owners
from kg.extract.peers import peers
from kg.extract.posts import Post
from kg.extract.tenure_terms import Term, term
from kg.extract.tie import Tie
from kg.extract.ties import tied
from kg.extract.title_words import any_of
from kg.extract.understood import Understood
from kg.gazetteer import load
from kg.lexicon import words
from kg.names import SUFFIXES, fold
from kg.records import Kind, Status

if TYPE_CHECKING:
    from kg.extract.parsed import Doc


def find_offices(doc: Doc, names: tuple[Name, ...], published: date | None = None) -> tuple[Holding, ...]:
    """The office holdings of a Doc, by position; a month without a year is placed by the day of publication."""
    line = line_of(doc, names)
    reader = _Reader(line, published)
    found: dict[tuple[int, int], Holding] = {}
    for post, ties in (*tied(line), *leading(line)):
        for tie in ties:
            holding = reader.holding(post, tie)
            if holding is not None:
                found[holding.title_start, holding.person] = holding
    holdings = [found[key] for key in sorted(found)]
    for holding in (*reader.served(holdings), *peers(line, holdings)):
        found[holding.title_start, holding.person] = holding
    return completed([found[key] for key in sorted(found)], names)


class _Reader:
    """Makes holdings of the posts and ties of one line."""

    def __init__(self, line: Line, published: date | None) -> None:
        self.line = line
        self.published = published
        self.owners = Owners(line)
        self.understood = Understood(line)
        self.under: dict[tuple[int, int], int] = {}

    def holding(self, post: Post, tie: Tie) -> Holding | None:
        """The holding of a tie, or None where the post says too little to stand alone."""
        line = self.line
        post = self._owned(post, tie)
        body = tie.body if tie.body is not None else (post.bodies[0] if post.bodies else None)
        serves = None if post.serves == tie.person else post.serves
        if fold(line.names[tie.person].text) in SUFFIXES or (body is None and not _stands_alone(post, tie, serves)):
            return None
        if body is not None and not _is_office_of(post, line.names[body]):
            return None
        inferred = body is None and serves is None and (post.owner is None or self._is_national(post.owner))
        told = term(line, tie, max(tie.end, post.end), self.published)
        found = Holding(
            tie.person,
            line.tokens[tie.start].i,
            line.tokens[max(tie.end, post.end) - 1].i + 1,
            post.label,
            line.tokens[post.title.start].i,
            line.tokens[post.title.end - 1].i + 1,
            self._understood(post, tie) if inferred else self._whole(body),
            serves,
            post.owner if body is None and serves is None and not inferred else None,
            self._status(post, tie, told),
            inferred,
            told.start,
            told.end,
            tie.rule,
            tie.confidence if not inferred else tie.confidence - 0.1,
        )
        if post.under is not None and found.serves is None:
            self.under[found.title_start, found.person] = post.under
        return found

    def _is_national(self, token: int) -> bool:
        """The owner is a body of the country that the article is about ("the army's paymaster")."""
        return self.understood.country() is not None and self.line.tokens[0].doc[token].lower_ in any_of("national_bodies")

    def _understood(self, post: Post, tie: Tie) -> int | None:
        return self.understood.body(post, tie.start) if post.owner is None else self.understood.country()

    def served(self, holdings: list[Holding]) -> list[Holding]:
        """`the aide of the Peruvian president, Ann Lee`: she serves the holder of that office, where the article names only one."""
        changed = []
        for holding in holdings:
            start = self.under.get((holding.title_start, holding.person))
            person = None if start is None else self._holder(start, holding, holdings)
            if person is not None:
                changed.append(replace(holding, body=None, serves=person, owner=None))
        return changed

    def _holder(self, start: int, holding: Holding, holdings: list[Holding]) -> int | None:
        label = self.line.title_starts[start].label
        country = None if holding.body is None else self._country(holding.body)
        holders: dict[str, int] = {}
        for other in holdings:
            same = country is None or (other.body is not None and self._country(other.body) == country)
            if other.office == label and same and other.status is Status.CURRENT and other.person != holding.person:
                holders.setdefault(fold(self.line.names[other.person].text).split()[-1], other.person)
        return min(holders.values()) if len(holders) == 1 else None

    def _country(self, body: int) -> str:
        name = self.line.names[body]
        return name.entry or fold(name.text)

    def _status(self, post: Post, tie: Tie, told: Term) -> Status:
        status = tie.status if tie.status is not None and post.status is None else post.status
        over = told.end is not None and (self.published is None or told.end < self.published)
        return Status.FORMER if over and status in {None, Status.CURRENT} else status or Status.CURRENT

    def _owned(self, post: Post, tie: Tie) -> Post:
        """The post with the body that its owner, or the bare noun before it, means."""
        if post.bodies or tie.body is not None or post.serves is not None:
            return self._renamed(post)
        if post.owner is not None:
            body = self.owners.body(post)
            return post if body is None or body == tie.person else replace(post, bodies=(body,), owner=None)
        noun, _, rest = post.label.partition(" ")
        bare = bool(rest) and noun in any_of("unnamed") and not self._is_qualified(post.title.start)
        body = self.owners.named_with(noun, post.title.start) if bare else None
        return post if body is None else replace(post, bodies=(body,), label=rest)

    def _is_qualified(self, position: int) -> bool:
        """A word before the noun says which one is meant ("central bank governor")."""
        return position > 0 and self.line.tokens[position - 1].pos_ in {"ADJ", "NOUN", "PROPN"}

    def _renamed(self, post: Post) -> Post:
        """`Council president` where the article names one council in full."""
        name = self.line.names[post.bodies[0]] if post.bodies else None
        if name is None or name.kind is not Kind.ORGANIZATION or name.text.lower() not in any_of("unnamed"):
            return post
        body = self.owners.named_with(name.text, post.title.start)
        return post if body is None else replace(post, bodies=(body, *post.bodies[1:]))

    def _whole(self, body: int | None) -> int | None:
        """The body, or its country where the office took words from a name ("Security" from "Peruvian Security")."""
        if body is None or body not in self.line.cut:
            return body
        text = " ".join(token.text for token in self.line.tokens[self.line.first(body) : self.line.last(body)])
        entry = load().demonym(text) or next((one for one in load().find(text) if one.kind is Kind.COUNTRY), None)
        return None if entry is None else self.understood.first.get(entry.id)


def _is_office_of(post: Post, body: Name) -> bool:
    """The title is an office in that body, not a profession or mere membership ("a French director", "a member of the party")."""
    if post.title.head == "member" and set(body.text.lower().split()) & words("titles", "words.followings"):
        return False
    if body.role is Role.ADJECTIVE and post.title.head in any_of("organizational") and not _has_field(post):
        return False
    return post.title.sort != "profession" or body.kind is Kind.ORGANIZATION


def _stands_alone(post: Post, tie: Tie, serves: int | None) -> bool:
    if post.title.sort == "profession":
        return False
    if serves is not None or post.owner is not None:
        return True
    if (post.obscure and tie.rule != "office.title") or set(post.label.split()) & any_of("unnamed"):
        return False
    return post.title.sort == "office" or (post.title.sort == "post" and _has_field(post))


def _has_field(post: Post) -> bool:
    """The words of the office say enough of it ("commerce secretary")."""
    return any(word in any_of("portfolios", "fields") and word != post.title.head for word in post.label.split())
