"""Owners: the body that a pronoun or a bare noun beside an office means.

In: a line and a post. Out: the index of a name. `Its chairwoman, Ann Lee` is the chairwoman of the body that the sentence before speaks
of, `union president Ann Lee` of the only union that the article names. Where several come into question, none is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.line import Line
from kg.extract.model import Role
from kg.extract.syntax import SUBJECTS
from kg.extract.title_words import any_of
from kg.names import fold
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.model import Name
    from kg.extract.parsed import Token
    from kg.extract.posts import Post

_PRONOUNS = frozenset({"its", "their"})
_SENTENCES_BACK = 3


class Owners:
    """The bodies that a line names, by position and by the words of their names."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.position = {token.i: index for index, token in enumerate(line.tokens)}
        self.by_word: dict[str, list[int]] = {}
        for index, name in enumerate(line.names):
            if name.kind is Kind.ORGANIZATION and name.role is not Role.ADJECTIVE:
                for word in set(fold(name.text).split()):
                    self.by_word.setdefault(word, []).append(index)

    def body(self, post: Post) -> int | None:
        """The body that the owner of a post means, or None."""
        position = None if post.owner is None else self.position.get(post.owner)
        if position is None:
            return None
        word = self.line.lower(position)
        if word == "whose":
            return self._antecedent(position)
        if word in _PRONOUNS:
            return self._spoken_of(position, post)
        return self.named_with(word, position)

    def named_with(self, word: str, position: int) -> int | None:
        """The only organisation whose name has a word, as the article names it in full, before a position or at all."""
        found = [i for i in self.by_word.get(fold(word), ()) if len(self.line.names[i].text.split()) > 1]
        texts = {fold(self.line.names[i].text): i for i in reversed(found) if self.line.first(i) < position} or {
            fold(self.line.names[i].text): i for i in reversed(found)
        }
        longest = max(texts, key=lambda text: (len(text), text), default="")
        whole = set(longest.split())
        return texts[longest] if texts and all(set(text.split()) <= whole for text in texts) else None

    def _antecedent(self, position: int) -> int | None:
        """`the Harbour Union, whose chairwoman`."""
        index = self.line.ends.get(position - (self.line.lower(position - 1) == ","))
        return index if index is not None and _is_body(self.line.names[index]) else None

    def _spoken_of(self, position: int, post: Post) -> int | None:
        """The body that a pronoun means: what its sentence speaks of before it, else one of the sentences before."""
        end = position
        start = self.line.sentence_start(position)
        for _ in range(_SENTENCES_BACK + 1):
            found = self._bodies(start, end, post)
            if found:
                return self._outstanding(found, plural=self.line.lower(position) == "their")
            if start == 0:
                return None
            start, end = self.line.sentence_start(start - 1), start
        return None

    def _bodies(self, start: int, end: int, post: Post) -> list[int]:
        inside = [self.line.starts[i] for i in range(start, end) if i in self.line.starts and self.line.last(self.line.starts[i]) <= end]
        found = [i for i in inside if _is_body(self.line.names[i])]
        states = post.title.head in any_of("departmental", "accredited")
        preferred = [i for i in found if (self.line.names[i].kind is Kind.COUNTRY) is states]
        return preferred or found

    def _outstanding(self, found: list[int], *, plural: bool) -> int | None:
        """The subject among bodies, or the only one."""
        acting = [i for i in found if _acts(self._head(i))]
        keys = {self._key(i): i for i in reversed(acting or found)}
        if len(keys) > 1 and acting and not plural:
            return acting[0] if self._is_main(acting[0]) else None
        return min(keys.values()) if len(keys) == 1 else None

    def _head(self, index: int) -> Token:
        name = self.line.names[index]
        return self.line.tokens[0].doc[name.start : name.end].root

    def _is_main(self, index: int) -> bool:
        verb = self._head(index).head
        return verb.dep_ in {"ROOT", "ccomp"}

    def _key(self, index: int) -> str:
        name = self.line.names[index]
        return name.entry or fold(name.text)


def _is_body(name: Name) -> bool:
    return name.kind in {Kind.ORGANIZATION, Kind.COUNTRY} and name.role is not Role.ADJECTIVE


def _acts(head: Token) -> bool:
    return head.dep_ in SUBJECTS
