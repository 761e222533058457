"""Ties of a person's name beside a title: before it, after it, in lists and in brackets."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.line import Line
from kg.extract.model import Role
from kg.extract.posts import Post
from kg.extract.tie import Tie
from kg.extract.title_words import any_of
from kg.records import Kind, Status

_CLOSERS = frozenset({",", ".", ";", ":", ")", "—", "–", "--", "", "who", "?", "!"})
_LOOSE_CLOSERS = frozenset({"in", "since", "from", "until", "at", "whose", "and", "when", "during", "told", "said"})
_OPENERS = frozenset({",", "(", "—", "–", "--"})


def title(line: Line, post: Post) -> list[Tie]:
    """`Kremlin aide Ann Lee`, `Presidents Ann Lee of Chad and Bo Ray of Togo`."""
    start = line.after_honorifics(_after_bracket(line, post.end))
    person = line.person_at(start)
    if person is None:
        return []
    if post.title.plural:
        return several(line, post, start, "office.title")
    if post.bodies or line.lower(line.last(person)) not in {"of", "from"}:
        return [Tie(person, post.start, line.last(person), "office.title", 0.95)]
    body = place_after(line, line.last(person))
    if body is not None and line.names[body].kind is Kind.PLACE and post.title.head not in any_of("elected"):
        body = None
    return [Tie(person, post.start, line.last(person) if body is None else line.last(body), "office.title", 0.95, body=body)]


def listed(line: Line, post: Post) -> list[Tie]:
    """`the foreign ministers of Chad and Togo, Ann Lee and Bo Ray`."""
    if not post.title.plural or line.lower(post.end) not in _OPENERS:
        return []
    return several(line, post, line.after_honorifics(post.end + 1), "office.list")


def before(line: Line, post: Post) -> list[Tie]:
    """`Chad's army chief, Gen. Ann Lee,`."""
    one_of = line.lower(post.start - 1) == "of" and line.lower(post.start - 2) == "one"
    comma = post.end + 3 if line.lower(post.end + 2) == "time" else post.end
    if (post.title.plural and not one_of) or line.lower(comma) != ",":
        return []
    person = line.person_at(_after_own_title(line, comma + 1))
    if person is None or not (post.determined or post.bodies or post.serves is not None or post.owner is not None):
        return []
    if line.lower(line.last(person)) in _CLOSERS | {"of", "from", "("} or _opens_clause(line, post.start):
        status = Status.FORMER if comma > post.end else None
        return [Tie(person, post.start, line.last(person), "office.apposition", 0.9, status=status)]
    return []


def after(line: Line, post: Post) -> list[Tie]:
    """`Ann Lee, the Kremlin spokeswoman,`, `Ann Lee (mayor of Turku)`."""
    opener = _skip_adverbs(line, post.start - 1)
    if post.title.plural or line.lower(opener) not in _OPENERS:
        return []
    person = line.person_before(_skip_age(line, opener))
    if person is None or not closes(line, post.end):
        return []
    return [Tie(person, line.first(person), post.end, "office.apposition", 0.9, status=_adverb_status(line, opener + 1, post.start))]


def several(line: Line, post: Post, position: int, rule: str) -> list[Tie]:
    """The persons of a list, each with its own body where it has one, else the one in the same place of the list of bodies."""
    ties: list[Tie] = []
    while (person := line.person_at(position)) is not None:
        end = line.last(person)
        body = place_after(line, end)
        ties.append(Tie(person, post.start, end if body is None else line.last(body), rule, 0.9, body=body))
        end = ties[-1].end
        for separator in (")", ",", "and"):
            end += line.lower(end) == separator
        position = line.after_honorifics(end)
        if end == ties[-1].end and line.lower(end):
            break
    if len(post.bodies) > 1:
        return [replace(tie, body=post.bodies[i]) for i, tie in enumerate(ties)] if len(ties) == len(post.bodies) else []
    return ties if len(ties) > 1 or any(tie.body is not None for tie in ties) else []


def place_after(line: Line, end: int) -> int | None:
    """The body after a person's name ("of Chad", "(Chad)"), or None."""
    if line.lower(end) not in {"of", "from", "("}:
        return None
    position = end + 1
    while line.lower(position) in {"of", "the"}:
        position += 1
    index = line.starts.get(position)
    if index is None or line.names[index].kind is Kind.PERSON:
        return None
    whole = line.names[index].role is Role.NAME or line.lower(line.last(index)) in any_of("generic_places")
    return index if whole else None


def closes(line: Line, end: int) -> bool:
    """The phrase is an apposition and no member of a list: "Ann, the mayor, and the judge" is a list."""
    word, following = line.lower(end), line.lower(end + 1)
    if word in {"and", "or", "nor"}:
        later = end + 2 if following in {"a", "an", "the"} else end + 1
        return line.title_starts.get(end + 1) is not None or line.lower(later) in any_of("former")
    if word in _CLOSERS or word.startswith("\n"):
        return following not in {"and", "or"} or line.lower(end + 2) not in {"the", "a", "an"}
    return word in _LOOSE_CLOSERS and following != "the"


def _after_own_title(line: Line, position: int) -> int:
    """Past ranks, or past a title that the person has besides ("its chair, Peru's Finance Minister Ann Lee")."""
    start = line.after_honorifics(position)
    if line.person_at(start) is not None:
        return start
    index = line.starts.get(start)
    inner = start if index is None else line.last(index) + (line.lower(line.last(index)) in {"'s", "’s", "'", "’"})
    while line.lower(inner) in any_of("former", "acting", "idle"):
        inner += 1
    other = line.title_starts.get(inner)
    return start if other is None or other.plural else line.after_honorifics(other.end)


def _after_bracket(line: Line, end: int) -> int:
    """The position after a short form in brackets ("member of parliament (MP)")."""
    return end + 3 if line.lower(end) == "(" and line.lower(end + 2) == ")" else end


def _opens_clause(line: Line, start: int) -> bool:
    return start == 0 or line.tokens[start].is_sent_start is True or line.lower(start - 1) in {"“", '"', "\n\n", ""}


def _skip_age(line: Line, opener: int) -> int:
    if opener >= 2 and line.tokens[opener - 1].like_num and line.lower(opener - 2) == ",":
        return opener - 2
    return opener


def _skip_adverbs(line: Line, position: int) -> int:
    while line.lower(position) in any_of("adverbs"):
        position -= 1
    return position


def _adverb_status(line: Line, start: int, end: int) -> Status | None:
    return Status.FORMER if any(line.lower(i) in any_of("former") for i in range(start, end)) else None
