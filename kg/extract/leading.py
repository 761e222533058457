"""Leading: offices that a verb tells without naming them ("Ann Lee heads the Trade Office").

In: a line. Out: posts whose title is the verb, each with its tie. `ontology/lexicon/titles.toml` says which verb means which office.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.line import DETERMINERS, Line
from kg.extract.model import Role
from kg.extract.post_left import MARKS
from kg.extract.posts import Post
from kg.extract.tie import Tie
from kg.extract.title_words import any_of
from kg.extract.titles import Title
from kg.lexicon import table
from kg.records import Kind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCKED = frozenset({"if", "whether", "when", "before", "until", "once"})


def leading(line: Line) -> Iterator[tuple[Post, list[Tie]]]:
    """The posts that verbs tell, by position."""
    verbs = table("titles")["leading"]
    for position, word in enumerate(line.words):
        if word in verbs["present"] and (position not in line.title_starts or line.lower(position - 1) == "who"):
            yield from _active(line, position, verbs["present"][word], None)
        elif word in verbs["past"] and line.lower(position - 1) == "who":
            yield from _active(line, position, verbs["past"][word], Status.FORMER)
        elif word in verbs["past"]:
            yield from _passive(line, position, verbs["past"][word])


def _active(line: Line, position: int, label: str, status: Status | None) -> Iterator[tuple[Post, list[Tie]]]:
    """`Ann Lee, who heads the Trade Office`, `Ann Lee chairs the Senate`."""
    verb = position
    while line.lower(verb - 1) in any_of("adverbs"):
        verb -= 1
    relative = line.lower(verb - 1) == "who"
    before = verb - relative
    before -= relative and line.lower(before - 1) == ","
    person = line.person_before(before)
    body = _object(line, position + 1 + (line.lower(position + 1) == "for"))
    if person is None or body is None or line.lower(line.first(person) - 1) in _BLOCKED:
        return
    yield _told(position, line.last(body), label, body, Tie(person, line.first(person), line.last(body), "office.leads", 0.8, status))


def _passive(line: Line, position: int, label: str) -> Iterator[tuple[Post, list[Tie]]]:
    """`the Trade Office, headed by Ann Lee`."""
    comma = position - (line.lower(position - 1) == "is")
    comma -= line.lower(comma - 1) in {"which", "that"}
    body = line.ends.get(comma - (line.lower(comma - 1) == ","))
    person = line.person_at(line.after_honorifics(position + 2)) if line.lower(position + 1) == "by" else None
    if person is None:
        person = line.titled_person(position + 2) if line.lower(position + 1) == "by" else None
    if person is None or body is None or not _is_led(line, body):
        return
    start = line.first(body)
    yield _told(position, position + 2, label, body, Tie(person, start, line.last(person), "office.leads", 0.8))


def _told(position: int, end: int, label: str, body: int, tie: Tie) -> tuple[Post, list[Tie]]:
    title = Title(position, position + 1, label, label, "post", plural=False)
    return Post(position, end, title, label, (body,), None, None, None, determined=False, obscure=False), [tie]


def _object(line: Line, position: int) -> int | None:
    """The body that the verb has for its object, the last of names that own each other ("Peru's Trade Office")."""
    while position not in line.starts and (line.lower(position) in DETERMINERS or line.lower(position) in any_of("idle", "modifiers")):
        position += 1
    index = line.starts.get(position)
    while index is not None and (following := line.starts.get(_past_marks(line, index))) is not None:
        if line.names[index].role is not Role.ADJECTIVE and line.lower(line.last(index)) not in MARKS:
            break
        index = following
    return index if index is not None and _is_led(line, index) and line.lower(line.last(index)) not in MARKS else None


def _past_marks(line: Line, index: int) -> int:
    return line.last(index) + (line.lower(line.last(index)) in MARKS)


def _is_led(line: Line, index: int) -> bool:
    """A named body, with nothing but its own name ("the Trade Office delegation" is another)."""
    name = line.names[index]
    token = line.tokens[line.last(index)] if line.last(index) < len(line.tokens) else None
    return (
        name.kind is Kind.ORGANIZATION
        and name.role is Role.NAME
        and (token is None or token.tag_ not in {"NN", "NNS", "NNP", "NNPS", "HYPH"})
    )
