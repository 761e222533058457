"""What stands before a title: body, person served, owner, status, article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.line import DETERMINERS, Line
from kg.extract.model import Name, Role
from kg.extract.title_words import any_of
from kg.extract.titles import Title
from kg.gazetteer import load
from kg.lexicon import words
from kg.records import Kind, Status

if TYPE_CHECKING:
    from kg.extract.parsed import Token

MARKS = frozenset({"'s", "’s", "'", "’"})
_POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our", "whose"})
_STATES = {"former": Status.FORMER, "acting": Status.ACTING, "elect": Status.ELECT}


class Left:
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
        if word in MARKS:
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
        if word in any_of("blockers"):
            self.obscure = word not in words("titles", "verbs.appoint") or _is_hyphenated(token)
            return False
        if word in any_of("idle") or (token.is_lower and token.tag_ in {"JJ", "JJS", "JJR"} and token.is_alpha):
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
        if owner is not None and owner.lower_ in any_of("owners") and not self.bodies:
            self.owner = owner.i
            self.start -= 2
            return self._article()
        self.obscure = True
        return False

    def _article(self) -> bool:
        while self.line.lower(self.start - 1) in DETERMINERS or self.line.lower(self.start - 1) in any_of("modifiers"):
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
        if self.line.lower(self.line.first(index) - 1) in {"pro", "anti"}:
            self.obscure = True
            return False
        if is_party(name):
            return self._party(index)
        if not self.bodies and can_be_body(name, self.title):
            self.bodies = (index,)
        self.start = self.line.first(index)
        return True

    def _party(self, index: int) -> bool:
        """The party of who holds an elected office is not its body ("Ohio GOP Sen. Lee"), nor of one in a state the party at large."""
        self.start = self.line.first(index)
        beside = self.line.ends.get(self.start)
        local = self.line.lower(self.start - 1) == "state" or (beside is not None and self.line.names[beside].kind is Kind.PLACE)
        if self.title.head in any_of("partisan") or self.title.label in any_of("partisan"):
            return True
        if local and self.line.names[index].entry is not None:
            self.obscure = True
            return False
        if not self.bodies and can_be_body(self.line.names[index], self.title):
            self.bodies = (index,)
        return True

    def _person(self, index: int, *, possessive: bool) -> bool:
        if self.bodies or not can_serve(self.title, possessive=possessive):
            self.start += possessive
            return False
        self.serves = index
        self.start = self.line.first(index)
        self._over_title()
        return False

    def _over_title(self) -> None:
        """Takes the title of the person served ("Peruvian President Lee's envoy")."""
        title = self.line.title_ends.get(self.start)
        if title is None:
            return
        self.start = title.start
        while (index := self.line.ends.get(self.start)) is not None and can_be_body(self.line.names[index], title):
            self.start = self.line.first(index)


def is_party(name: Name) -> bool:
    """The name is one of a party, by its last word or as the gazetteer has it."""
    if name.kind is not Kind.ORGANIZATION:
        return False
    return (name.text if name.entry is None else load().entry(name.entry).label).endswith((" Party", "Democrats"))


def _is_hyphenated(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).text in {"-", "‐", "‑"}


def can_serve(title: Title, *, possessive: bool) -> bool:
    """The post may be one that serves a person; a bare name before it ("the Lee aide") only where it is no office of its own."""
    serving = title.head in any_of("serving") or title.label in any_of("serving")
    return serving and (possessive or title.sort != "office")


def can_be_body(name: Name, title: Title) -> bool:
    """The office may be one in what the name means."""
    if name.kind is Kind.PERSON or name.kind is Kind.GROUP:
        return False
    if name.role is Role.ADJECTIVE:
        return name.kind in {Kind.COUNTRY, Kind.PLACE}
    return title.sort != "profession" or name.kind is Kind.ORGANIZATION
