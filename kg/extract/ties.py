"""Ties: which person holds the post that a phrase names.

In: a line and its posts. Out: for each post the persons tied to it. Each construction is a function of a line and a post that returns
the persons that hold it, with the extent of the whole; the first that finds any wins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.extract.line import Line
from kg.extract.posts import Post, posts
from kg.extract.tie import Tie
from kg.extract.tie_beside import after, before, closes, listed, title
from kg.extract.tie_verbs import appointed, verb
from kg.extract.title_words import any_of
from kg.records import Kind

Construction = Callable[[Line, Post], list[Tie]]
_CONSTRUCTIONS: tuple[Construction, ...] = (title, listed, before, after, verb, appointed)
_SOUGHT = frozenset({"for", "as"})
_JOINING = frozenset({"office.apposition", "office.verb", "office.pronoun"})


def tied(line: Line) -> list[tuple[Post, list[Tie]]]:
    """The posts with the persons tied to them; a post without its own takes those of a post it is stacked on or joined to."""
    found: list[tuple[Post, list[Tie]]] = []
    followed: list[tuple[Post, int]] = []
    known = posts(line)
    under = {post.under for post in known}
    for post in reversed(known):
        ties = _ties(line, post, (title,) if post.title.start in under else _CONSTRUCTIONS) or _stacked(line, post, followed)
        followed = [(post, tie.person) for tie in ties if tie.rule in {"office.title", "office.stacked"}] or followed[-1:]
        found.append((post, ties))
    found.reverse()
    for number, (post, ties) in enumerate(found[1:], 1):
        former, of_former = found[number - 1]
        if not ties and post.title.start not in under and _is_joined(line, former, post):
            found[number] = (post, [_joined(tie, former, post) for tie in of_former if tie.rule in _JOINING])
            found[number - 1] = (_sharing(former, post), of_former)
    return found


def _sharing(former: Post, post: Post) -> Post:
    """`chairwoman and spokeswoman of the union`: both are of the union."""
    return former if former.bodies or former.owner is not None or post.determined else replace(former, bodies=post.bodies)


def _joined(tie: Tie, former: Post, post: Post) -> Tie:
    return replace(tie, end=post.end, status=tie.status or former.status)


def _is_joined(line: Line, former: Post, post: Post) -> bool:
    """`Ann Lee, chairwoman and spokeswoman of the union,`, `Ann Lee, the mayor and a former minister,`."""
    if line.lower(former.end) != "and" or post.start != former.end + 1 or post.title.plural:
        return False
    return not post.determined or (line.lower(post.start) in {"a", "an"} and closes(line, post.end))


def _ties(line: Line, post: Post, constructions: tuple[Construction, ...]) -> list[Tie]:
    if _is_sought(line, post):
        return []
    return next((found for construction in constructions if (found := construction(line, post))), [])


def _is_sought(line: Line, post: Post) -> bool:
    """Who seeks an office or is proposed for it does not hold it ("his pick for foreign minister")."""
    word, noun = line.lower(post.start - 1), line.lower(post.start - 2)
    return word in {"for", "as"} and noun in any_of("seekers")


def _stacked(line: Line, post: Post, followed: list[tuple[Post, int]]) -> list[Tie]:
    """`AU chairman President Ann Lee`, `former minister and former senator Ann Lee`: the title after it has a holder."""
    for other, person in followed:
        qualified = line.lower(other.start) in any_of("former", "idle") or _leads_party(line, post)
        qualified = qualified or _are_ranks(line, post, other)
        joined = line.lower(post.end) == "and" and qualified and other.start == post.end + 1 and line.lower(post.start - 1) not in _SOUGHT
        if (other.start == post.end or joined) and not post.title.plural:
            return [Tie(person, post.start, line.last(person), "office.stacked", 0.85)]
    return []


def _are_ranks(line: Line, post: Post, other: Post) -> bool:
    """`Deputy Prime Minister and Minister of Economy Ann Lee`: two offices as forms of address, both of the one who is named."""
    offices = post.title.sort == other.title.sort == "office" and not post.determined and not other.determined
    return offices and all(line.tokens[one.title.start].is_title for one in (post, other)) and not other.title.plural


def _leads_party(line: Line, post: Post) -> bool:
    bodies = {line.names[body].kind for body in post.bodies}
    return post.title.sort == "post" and not post.determined and bodies == {Kind.ORGANIZATION}
