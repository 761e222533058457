"""Ties: which person holds the post that a phrase names.

In: a line and its posts. Out: for each post the persons tied to it. Each construction is a function of a line and a post that returns
the persons that hold it, with the extent of the whole; the first that finds any wins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.line import Line
from kg.extract.model import Role
from kg.extract.posts import Post, posts
from kg.lexicon import table, words
from kg.names import skeleton
from kg.records import Kind, Status

if TYPE_CHECKING:
    from collections.abc import Callable

_CLOSERS = frozenset({",", ".", ";", ":", ")", "—", "–", "--", "", "who", "?", "!"})
_JOINING = frozenset({"office.apposition", "office.verb", "office.pronoun"})
_OPENERS = frozenset({",", "(", "—", "–", "--"})


@dataclass(frozen=True, slots=True)
class Tie:
    """A person tied to a post: index of the name, extent of the construction, and what the construction adds."""

    person: int
    start: int
    end: int
    rule: str
    confidence: float
    status: Status | None = None
    body: int | None = None


def tied(line: Line) -> list[tuple[Post, list[Tie]]]:
    """The posts with the persons tied to them; a post without its own takes those of a post it is stacked on or joined to."""
    found: list[tuple[Post, list[Tie]]] = []
    followed: list[tuple[Post, int]] = []
    for post in reversed(posts(line)):
        ties = _ties(line, post) or _stacked(line, post, followed)
        followed = [(post, tie.person) for tie in ties if tie.rule in {"office.title", "office.stacked"}] or followed[-1:]
        found.append((post, ties))
    found.reverse()
    for number, (post, ties) in enumerate(found[1:], 1):
        before, known = found[number - 1]
        if not ties and _is_joined(line, before, post):
            found[number] = (post, [_joined(tie, before, post) for tie in known if tie.rule in _JOINING])
            found[number - 1] = (before if before.bodies else replace(before, bodies=post.bodies), known)
    return found


def _joined(tie: Tie, before: Post, post: Post) -> Tie:
    return replace(tie, end=post.end, status=tie.status or before.status)


def _is_joined(line: Line, before: Post, post: Post) -> bool:
    """`Ann Lee, chairwoman and spokeswoman of the union,`."""
    return line.lower(before.end) == "and" and post.start == before.end + 1 and not post.determined and not post.title.plural


def _ties(line: Line, post: Post) -> list[Tie]:
    for construction in _CONSTRUCTIONS:
        found = construction(line, post)
        if found:
            return found
    return []


def _title(line: Line, post: Post) -> list[Tie]:
    """`Kremlin aide Ann Lee`, `Presidents Ann Lee of Chad and Bo Ray of Togo`."""
    start = line.after_honorifics(_after_bracket(line, post.end))
    person = line.person_at(start)
    if person is None:
        return []
    if post.title.plural:
        return _several(line, post, start, "office.title")
    if post.bodies or line.lower(line.last(person)) not in {"of", "from"}:
        return [Tie(person, post.start, line.last(person), "office.title", 0.95)]
    body = _place_after(line, line.last(person))
    if body is not None and line.names[body].kind is Kind.PLACE and post.title.head not in words("titles", "words.elected"):
        body = None
    return [Tie(person, post.start, line.last(person) if body is None else line.last(body), "office.title", 0.95, body=body)]


def _after_bracket(line: Line, end: int) -> int:
    """The position after a short form in brackets ("member of parliament (MP)")."""
    return end + 3 if line.lower(end) == "(" and line.lower(end + 2) == ")" else end


def _listed(line: Line, post: Post) -> list[Tie]:
    """`the foreign ministers of Chad and Togo, Ann Lee and Bo Ray`."""
    if not post.title.plural or line.lower(post.end) not in _OPENERS:
        return []
    return _several(line, post, line.after_honorifics(post.end + 1), "office.list")


def _before(line: Line, post: Post) -> list[Tie]:
    """`Chad's army chief, Gen. Ann Lee,`."""
    one_of = line.lower(post.start - 1) == "of" and line.lower(post.start - 2) == "one"
    comma = post.end + 3 if line.lower(post.end + 2) == "time" else post.end
    if (post.title.plural and not one_of) or line.lower(comma) != ",":
        return []
    person = line.person_at(line.after_honorifics(comma + 1))
    if person is None or not (post.determined or post.bodies or post.serves is not None or post.owner is not None):
        return []
    if line.lower(line.last(person)) in _CLOSERS | {"of", "from", "("} or _opens_clause(line, post.start):
        status = Status.FORMER if comma > post.end else None
        return [Tie(person, post.start, line.last(person), "office.apposition", 0.9, status=status)]
    return []


def _opens_clause(line: Line, start: int) -> bool:
    return start == 0 or line.tokens[start].is_sent_start is True or line.lower(start - 1) in {"“", '"', "\n\n", ""}


def _after(line: Line, post: Post) -> list[Tie]:
    """`Ann Lee, the Kremlin spokeswoman,`, `Ann Lee (mayor of Turku)`."""
    opener = _skip_adverbs(line, post.start - 1)
    if post.title.plural or line.lower(opener) not in _OPENERS:
        return []
    end = _skip_age(line, opener)
    person = line.ends.get(end)
    if person is None or line.names[person].kind is not Kind.PERSON or not _closes(line, post.end):
        return []
    return [Tie(person, line.first(person), post.end, "office.apposition", 0.9, status=_adverb_status(line, opener + 1, post.start))]


def _closes(line: Line, end: int) -> bool:
    """The phrase is an apposition and no member of a list: "Ann, the mayor, and the judge" is a list."""
    word, following = line.lower(end), line.lower(end + 1)
    if word in {"and", "or", "nor"}:
        return line.title_starts.get(end + 1) is not None or following in words("titles", "words.former")
    if word in _CLOSERS or word.startswith("\n"):
        return following not in {"and", "or"} or line.lower(end + 2) not in {"the", "a", "an"}
    return word in {"in", "since", "from", "until", "at", "whose", "and", "when", "during", "told", "said"} and following != "the"


def _skip_age(line: Line, opener: int) -> int:
    if opener >= 2 and line.tokens[opener - 1].like_num and line.lower(opener - 2) == ",":
        return opener - 2
    return opener


def _skip_adverbs(line: Line, position: int) -> int:
    while line.lower(position) in words("titles", "words.adverbs"):
        position -= 1
    return position


def _adverb_status(line: Line, start: int, end: int) -> Status | None:
    past = words("titles", "words.former")
    return Status.FORMER if any(line.lower(i) in past for i in range(start, end)) else None


def _verb(line: Line, post: Post) -> list[Tie]:
    """`Ann Lee was elected mayor of Turku`, `Ann Lee, who serves as foreign minister,`."""
    position = _skip_adverbs(line, post.start - 1) + 1
    for phrase, status in _verbs():
        start = position - len(phrase)
        if start > 0 and all(line.lower(start + i) == word for i, word in enumerate(phrase)):
            return _subject(line, post, start, status)
    return []


def _subject(line: Line, post: Post, verb: int, status: Status) -> list[Tie]:
    position = _skip_adverbs(line, verb - 1) + 1
    relative = line.lower(position - 1) == "who"
    position -= relative
    position -= relative and line.lower(position - 1) == ","
    person = line.ends.get(position)
    if person is None and line.lower(position - 1) in {"he", "she"}:
        return _pronoun(line, post, position - 1, status)
    if person is None or line.names[person].kind is not Kind.PERSON or post.title.plural:
        return []
    if not relative and _is_embedded(line, line.first(person)):
        return []
    return [Tie(person, line.first(person), post.end, "office.verb", 0.85, status=status)]


def _is_embedded(line: Line, start: int) -> bool:
    return line.lower(start - 1) in {"if", "whether", "until", "unless", "once", "before", "or", "of", "claimed", "believed"}


def _pronoun(line: Line, post: Post, position: int, status: Status) -> list[Tie]:
    """`She became mayor`, in a paragraph that has named one person only."""
    if post.title.plural or _is_embedded(line, position):
        return []
    start = position
    while start > 0 and not line.lower(start).startswith("\n"):
        start -= 1
    named = [i for at, i in sorted(line.starts.items()) if start <= at < position and line.names[i].kind is Kind.PERSON]
    if not named or len({skeleton(line.names[i].text.split()[-1]) for i in named}) != 1:
        return []
    return [Tie(named[-1], position, post.end, "office.pronoun", 0.75, status=status)]


def _appointed(line: Line, post: Post) -> list[Tie]:
    """`The president appointed Ann Lee as foreign minister`."""
    position = _skip_adverbs(line, post.start - 1)
    position -= line.lower(position) == "as"
    person = line.ends.get(position + 1)
    if person is None or line.names[person].kind is not Kind.PERSON:
        return []
    verb = line.first(person)
    spelled = {" ".join(line.lower(i) for i in range(verb - n, verb)) for n in (1, 2)}
    if not spelled & words("titles", "verbs.appoint") or line.lower(verb - 2) in {"was", "were", "be", "been", "to", "not"}:
        return []
    return [Tie(person, verb, post.end, "office.verb", 0.85, status=Status.CURRENT)]


def _several(line: Line, post: Post, position: int, rule: str) -> list[Tie]:
    """The persons of a list, each with its own body where it has one, else the one in the same place of the list of bodies."""
    ties: list[Tie] = []
    while (person := line.person_at(position)) is not None:
        end = line.last(person)
        body = _place_after(line, end)
        ties.append(Tie(person, post.start, end if body is None else line.last(body), rule, 0.9, body=body))
        end = ties[-1].end
        end += line.lower(end) == ")"
        end += line.lower(end) == ","
        end += line.lower(end) == "and"
        position = line.after_honorifics(end)
        if end == ties[-1].end and line.lower(end):
            break
    if len(post.bodies) > 1:
        return [_placed(tie, post.bodies[i]) for i, tie in enumerate(ties)] if len(ties) == len(post.bodies) else []
    return ties if len(ties) > 1 else []


def _placed(tie: Tie, body: int) -> Tie:
    return Tie(tie.person, tie.start, tie.end, tie.rule, tie.confidence, body=body)


def _place_after(line: Line, end: int) -> int | None:
    """The body after a person's name ("of Chad", "(Chad)"), or None."""
    if line.lower(end) not in {"of", "from", "("}:
        return None
    position = end + 1
    while line.lower(position) in {"of", "the"}:
        position += 1
    index = line.starts.get(position)
    if index is None or line.names[index].kind is Kind.PERSON:
        return None
    whole = line.names[index].role is Role.NAME or line.lower(line.last(index)) in words("titles", "words.generic_places")
    return index if whole else None


def _stacked(line: Line, post: Post, followed: list[tuple[Post, int]]) -> list[Tie]:
    """`AU chairman President Ann Lee`, `former minister and former senator Ann Lee`: the title after it has a holder."""
    for after, person in followed:
        qualified = line.lower(after.start) in words("titles", "words.former") | words("titles", "words.idle") or _leads_party(line, post)
        joined = line.lower(post.end) == "and" and qualified and after.start == post.end + 1
        if (after.start == post.end or joined) and not post.title.plural:
            return [Tie(person, post.start, line.last(person), "office.stacked", 0.85)]
    return []


def _leads_party(line: Line, post: Post) -> bool:
    bodies = {line.names[body].kind for body in post.bodies}
    return post.title.sort == "post" and not post.determined and bodies == {Kind.ORGANIZATION}


_CONSTRUCTIONS: tuple[Callable[[Line, Post], list[Tie]], ...] = (_title, _listed, _before, _after, _verb, _appointed)


@cache
def _verbs() -> tuple[tuple[tuple[str, ...], Status], ...]:
    """The verb phrases that lead to an office, longest first."""
    status = {"hold": Status.CURRENT, "held": Status.FORMER, "entered": Status.CURRENT, "left": Status.FORMER}
    found = [(tuple(phrase.split()), status[kind]) for kind in status for phrase in table("titles")["verbs"][kind]]
    return tuple(sorted(found, key=lambda item: (-len(item[0]), item)))
