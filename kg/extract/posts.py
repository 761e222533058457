"""Posts: a title with its surroundings: the body it is in, the person it serves, how it is held.

In: the surface tokens, names and titles of a Doc. Out: one `Post` for each title, not yet tied to a holder. What stands before a
title is read by `post_left`, what follows by `post_right`.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.line import Line
from kg.extract.post_left import Left
from kg.extract.post_right import Right
from kg.extract.title_words import any_of
from kg.extract.titles import Title
from kg.records import Kind, Status


@dataclass(frozen=True, slots=True)
class Post:
    """A title and what belongs to it; positions are those of the surface line.

    Attributes:
        start, end: the whole phrase, determiner and body included.
        bodies: indices of names, several where the phrase lists them ("the French and German presidents").
        serves: index of a person's name, or None.
        owner: token of a possessive pronoun or noun, or None.
        under: where the title begins whose unnamed holder the post serves, or None.
        status: how it is held; None where the phrase does not say.
        determined: it begins with an article.
        obscure: a word stands before it, or a body after it, that the grammar does not understand.
    """

    start: int
    end: int
    title: Title
    label: str
    bodies: tuple[int, ...]
    serves: int | None
    owner: int | None
    status: Status | None
    determined: bool
    obscure: bool
    under: int | None = None


def posts(line: Line) -> list[Post]:
    """The posts of a line, by position."""
    return [_post(line, title) for title in line.titles]


def _post(line: Line, title: Title) -> Post:
    left = Left(line, title)
    right = Right(line, title)
    bodies, serves, owner, under = left.bodies, left.serves, left.owner, None
    if not bodies and serves is None and owner is None:
        bodies, serves, owner, under = right.bodies, right.serves, right.owner, right.under
    elif serves is None and right.bodies and right.under is None and (not left.bodies or title.head in any_of("elected")):
        bodies = right.bodies if not left.bodies or line.names[right.bodies[0]].kind is Kind.ORGANIZATION else bodies
    obscure = left.obscure or (right.obscure and not bodies)
    status = left.status or right.status
    return Post(left.start, right.end, title, right.label, bodies, serves, owner, status, left.determined, obscure, under)
