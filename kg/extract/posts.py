"""Posts: a title with its surroundings: the body it is in, the person it serves, how it is held.

In: the surface tokens, names and titles of a Doc. Out: one `Post` for each title, not yet tied to a holder.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.line import DETERMINERS, Line
from kg.extract.model import Name, Role
from kg.extract.titles import Title
from kg.lexicon import words
from kg.records import Kind, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our", "whose"})
_MARKS = frozenset({"'s", "’s", "'", "’"})
_STATES = {"former": Status.FORMER, "acting": Status.ACTING, "elect": Status.ELECT}


@dataclass(frozen=True, slots=True)
class Post:
    """A title and what belongs to it; positions are those of the surface line.

    Attributes:
        start, end: the whole phrase, determiner and body included.
        bodies: indices of names, several where the phrase lists them ("the French and German presidents").
        serves: index of a person's name, or None.
        owner: token of a possessive pronoun or noun, or None.
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


def posts(line: Line) -> list[Post]:
    """The posts of a line, by position."""
    return [_post(line, title) for title in line.titles]


def _post(line: Line, title: Title) -> Post:
    left = _Left(line, title)
    right = _Right(line, title)
    bodies, serves, owner = left.bodies, left.serves, left.owner
    if not bodies and serves is None and owner is None:
        bodies, serves, owner = right.bodies, right.serves, right.owner
    elif serves is None and right.bodies and (not left.bodies or title.head in words("titles", "words.elected")):
        bodies = right.bodies if not left.bodies or line.names[right.bodies[0]].kind is Kind.ORGANIZATION else bodies
    obscure = left.obscure or (right.obscure and not bodies)
    return Post(left.start, right.end, title, right.label, bodies, serves, owner, left.status or right.status, left.determined, obscure)


class _Left:
    """Reads from a title to the left."""

    def __init__(self, line: Line, title: Title) -> None:
        self.line = line
        self.title = title
        self.start = title.start
        self.bodies: tuple[int, ...] = ()
        self.serves: int | None = None
        self.owner: int | None = None
        self.status: Status | None = None
        self.determined = False
        self.obscure = False
        while self._step():
            pass

    def _step(self) -> bool:
        """Takes the word or name before the start; False where the phrase begins."""
        if (index := self.line.ends.get(self.start)) is not None:
            return self._name(index, possessive=False)
        word, token = self.line.lower(self.start - 1), self._before()
        if token is None:
            return False
        if word == ")" and self._bracketed():
            return self._step()
        if word in _MARKS:
            return self._possessive()
        if word in _POSSESSIVES:
            return self._own(token)
        if word in DETERMINERS:
            self.determined = True
            return self._take(1, more=False)
        return self._status(word) or self._qualifier(word, token)

    def _bracketed(self) -> bool:
        """Skips the short form after a body's name ("African Union (AU) chairman")."""
        index = self.line.ends.get(self.start - 1)
        if index is None or self.line.lower(self.line.first(index) - 1) != "(":
            return False
        self.start = self.line.first(index) - 1
        return True

    def _before(self) -> Token | None:
        return self.line.tokens[self.start - 1] if self.start > 0 else None

    def _take(self, count: int, *, more: bool = True) -> bool:
        self.start -= count
        return more

    def _status(self, word: str) -> bool:
        for kind, status in _STATES.items():
            if word in words("titles", f"words.{kind}"):
                self.status = self.status or status
                return self._take(1)
        return False

    def _qualifier(self, word: str, token: Token) -> bool:
        if word in words("titles", "words.blockers"):
            self.obscure = True
            return False
        if word in words("titles", "words.idle") or (token.is_lower and token.tag_ in {"JJ", "JJS", "JJR"} and token.is_alpha):
            return self._take(1)
        if word == "and" and self.title.plural and self.bodies and (index := self.line.ends.get(self.start - 1)) is not None:
            self.bodies = (index, *self.bodies)
            self.start = self.line.first(index)
            return True
        self.obscure = self.obscure or (token.tag_ in {"NNP", "NNPS"} and not token.is_sent_start)
        return False

    def _possessive(self) -> bool:
        index = self.line.ends.get(self.start - 1)
        if index is not None:
            self.start -= 1
            return self._name(index, possessive=True)
        owner = self.line.tokens[self.start - 2] if self.start > 1 else None
        if owner is not None and owner.lower_ in words("titles", "words.owners") and not self.bodies:
            self.owner = owner.i
            self.start -= 2
            return self._article()
        self.obscure = True
        return False

    def _article(self) -> bool:
        if self.line.lower(self.start - 1) in DETERMINERS:
            self.start -= 1
        return False

    def _own(self, token: Token) -> bool:
        if not self.bodies and self.serves is None:
            self.owner = token.i
        return self._take(1, more=False)

    def _name(self, index: int, *, possessive: bool) -> bool:
        name = self.line.names[index]
        if name.kind is Kind.PERSON:
            return self._person(index, possessive=possessive)
        if self._is_broken(index):
            self.obscure = True
            return False
        if not self.bodies and _can_be_body(name, self.title):
            self.bodies = (index,)
        self.start = self.line.first(index)
        return True

    def _person(self, index: int, *, possessive: bool) -> bool:
        if self.bodies or not _can_serve(self.title, possessive=possessive):
            self.start += possessive
            return False
        self.serves = index
        self.start = self.line.first(index)
        return False

    def _is_broken(self, index: int) -> bool:
        return self.line.lower(self.line.first(index) - 1) in {"pro", "anti"}


class _Right:
    """Reads from a title to the right."""

    def __init__(self, line: Line, title: Title) -> None:
        self.line = line
        self.title = title
        self.end = title.end
        self.label = title.label
        self.bodies: tuple[int, ...] = ()
        self.serves: int | None = None
        self.owner: int | None = None
        self.status: Status | None = None
        self.obscure = False
        if self.line.lower(self.end) in {"elect", "designate"}:
            self.status = Status.ELECT
            self.end += 1
        while self.line.lower(self.end) in words("titles", "words.prepositions") and not self.bodies and self._body():
            pass

    def _body(self) -> bool:
        """Takes a preposition and the body after it; False where there is none."""
        preposition, start = self.line.lower(self.end), self._skip(self.end + 1)
        index = self.line.starts.get(start)
        if index is None:
            return self._unnamed(start, preposition)
        return self._named(index, preposition)

    def _named(self, index: int, preposition: str) -> bool:
        name = self.line.names[index]
        if name.kind is Kind.PERSON:
            return self._person(index, preposition)
        index, end = self._chain(index)
        if preposition in {"to", "for"} and self.title.head in words("titles", "words.accredited"):
            self.label = f"{self.label} {preposition} {self._words(self.end + 1, end)}"
            self.end = end
            return True
        if preposition in {"with", "on", "in", "at"} and self.title.sort == "office" and name.kind is not Kind.ORGANIZATION:
            return False
        if self._common(end) != end:
            return self._institution(index, end)
        if self.line.names[index].role is Role.ADJECTIVE:
            self.obscure = True
            return False
        self.bodies = (index,)
        self.end = end
        self._listed()
        self._situated()
        return False

    def _words(self, start: int, end: int) -> str:
        return " ".join(token.text for token in self.line.tokens[start:end])

    def _listed(self) -> None:
        """The further bodies of several holders ("the presidents of France and Chile")."""
        while self.title.plural and self.line.lower(self.end) in {"and", ","}:
            index = self.line.starts.get(self._skip(self.end + 1))
            if index is None or not _can_be_body(self.line.names[index], self.title) or self.line.names[index].kind is Kind.PERSON:
                return
            self.bodies = (*self.bodies, index)
            self.end = self.line.last(index)

    def _situated(self) -> None:
        """The state after a town ("mayor of Salem, Oregon")."""
        index = self.line.starts.get(self.end + 1) if self.line.lower(self.end) == "," else None
        if index is not None and self.line.names[index].kind is Kind.PLACE and self.line.names[self.bodies[-1]].kind is Kind.PLACE:
            self.end = self.line.last(index)

    def _person(self, index: int, preposition: str) -> bool:
        if preposition in {"for", "to", "of"} and _can_serve(self.title, possessive=True):
            self.serves = index
            self.end = self.line.last(index)
        return False

    def _chain(self, index: int) -> tuple[int, int]:
        """The last of names that follow each other ("Chad's Constitutional Court") and where it ends."""
        end = self.line.last(index)
        while True:
            start = end + 1 if self.line.lower(end) in _MARKS else end
            following = self.line.starts.get(start)
            if following is None or self.line.names[following].kind is Kind.PERSON or self._plain(index, end, start):
                return index, end
            index, end = following, self.line.last(following)

    def _plain(self, index: int, end: int, start: int) -> bool:
        return start == end and self.line.names[index].role is not Role.ADJECTIVE

    def _common(self, position: int) -> int:
        """Where the common nouns end that follow a name ("Chad's ground forces")."""
        if self.line.lower(position) in _MARKS:
            position += 1
        start = position
        while position < len(self.line.tokens) and position - start < 5 and self._is_common(position):
            position += 1
        return position

    def _is_common(self, position: int) -> bool:
        token = self.line.tokens[position]
        return position not in self.line.starts and token.is_alpha and token.tag_ in {"NN", "NNS", "JJ"} and not token.is_title

    def _is_institution(self, end: int) -> bool:
        return self.line.lower(end - 1) in words("titles", "words.institutions")

    def _institution(self, index: int, end: int) -> bool:
        known = self.line.names[index].kind is Kind.ORGANIZATION and self.line.lower(end) not in _MARKS
        end = self._common(end)
        if not self._is_institution(end) and not (known and self.line.lower(end - 1) in words("titles", "words.owners")):
            self.obscure = True
            return False
        self.bodies = (index,)
        self.end = end
        return False

    def _unnamed(self, start: int, preposition: str) -> bool:
        person = self.line.titled_person(start)
        if person is not None and preposition in {"for", "to", "of"} and _can_serve(self.title, possessive=True):
            self.serves = person
            self.end = self.line.last(person)
            return False
        title = self.line.title_starts.get(start)
        if title is not None and preposition in {"for", "to", "of"} and not title.plural:
            self.owner = self.line.tokens[title.end - 1].i
            self.end = title.end
            return False
        if preposition in {"from", "to", "in", "on", "with"}:
            return False
        end = self._common(start)
        if self.line.lower(end) in {"of", "in", "at"} and end > start and self._is_institution(end):
            self.end = end
            return True
        self.obscure = True
        return False

    def _skip(self, position: int) -> int:
        """The position after articles, idle words and "city of"."""
        skipped = DETERMINERS | words("titles", "words.idle")
        while position not in self.line.starts and self.line.lower(position) in skipped:
            position += 1
        index = self.line.starts.get(position)
        start = generic = position if index is None else self.line.last(index)
        while self.line.lower(generic) in words("titles", "words.generic_places"):
            generic += 1
        return generic + 1 if generic > start and self.line.lower(generic) == "of" else position


def _can_serve(title: Title, *, possessive: bool) -> bool:
    """The post may be one that serves a person; a bare name before it ("the Lee aide") only where it is no office of its own."""
    serving = title.head in words("titles", "words.serving") or title.label in words("titles", "words.serving")
    return serving and (possessive or title.sort != "office")


def _can_be_body(name: Name, title: Title) -> bool:
    if name.kind is Kind.PERSON or name.kind is Kind.GROUP:
        return False
    if name.role is Role.ADJECTIVE:
        return name.kind in {Kind.COUNTRY, Kind.PLACE}
    return title.sort != "profession" or name.kind is Kind.ORGANIZATION
