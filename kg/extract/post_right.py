"""What follows a title: body, person served, another title that it serves, status."""

from __future__ import annotations

from kg.extract.line import DETERMINERS, Line
from kg.extract.model import Role
from kg.extract.post_left import MARKS, can_be_body, can_serve
from kg.extract.title_words import any_of
from kg.extract.titles import Title
from kg.records import Kind, Status

_LONGEST_INSTITUTION = 5
_OWNING = frozenset({"for", "to", "of"})


class Right:
    """Reads from a title to the right.

    Attributes:
        under: where the title begins that the post serves and whose holder the phrase does not name ("aide to the president").
    """

    def __init__(self, line: Line, title: Title) -> None:
        self.line = line
        self.title = title
        self.end = title.end
        self.label = title.label
        self.bodies: tuple[int, ...] = ()
        self.serves: int | None = None
        self.owner: int | None = None
        self.under: int | None = None
        self.status: Status | None = None
        self.obscure = False
        if line.lower(self.end) in {"elect", "designate"}:
            self.status = Status.ELECT
            self.end += 1
        while line.lower(self.end) in any_of("prepositions") and not self.bodies and self._body():
            pass

    def _body(self) -> bool:
        """Takes a preposition and the body after it; False where there is none."""
        preposition, start = self.line.lower(self.end), self._skip(self.end + 1)
        if preposition in _OWNING and self._served(self.end + 1):
            return False
        index = self.line.starts.get(start)
        if index is None:
            return self._unnamed(start, preposition)
        return self._named(index, preposition)

    def _served(self, position: int) -> bool:
        """Takes the holder of another title that the post serves ("aide to Peru's president"), named or not."""
        title, body = self._other_title(position)
        if title is None or title.plural or not can_serve(self.title, possessive=True) or self.line.lower(title.end) in MARKS:
            return False
        person = self.line.person_at(self.line.after_honorifics(title.end))
        if person is not None:
            self.serves, self.end = person, self.line.last(person)
        else:
            other = Right(self.line, title)
            self.bodies = (body,) if body is not None else other.bodies
            self.owner = None if self.bodies else self.line.tokens[title.end - 1].i
            self.under, self.end = title.start, other.end
        self._field()
        return True

    def _field(self) -> None:
        """`adviser to the president for national security`: the field after the one served belongs to the office."""
        position = start = self.end + 1 + (self.line.lower(self.end + 1) == "the")
        while self.line.lower(self.end) in {"for", "on"} and self.line.lower(position) in any_of("portfolios", "modifiers"):
            position += 1
        if position > start:
            self.label, self.end = f"{self.label} for {' '.join(self.line.lower(i) for i in range(start, position))}", position

    def _other_title(self, position: int) -> tuple[Title | None, int | None]:
        """The title that heads the phrase at a position, and the name before it."""
        body: int | None = None
        while position not in self.line.title_starts:
            index = self.line.starts.get(position)
            if index is not None and body is None and can_be_body(self.line.names[index], self.title):
                body, position = index, self.line.last(index)
                position += self.line.lower(position) in MARKS
            elif self.line.lower(position) in DETERMINERS or self.line.lower(position) in any_of("idle", "acting"):
                position += 1
            else:
                return None, None
        return self.line.title_starts[position], body

    def _named(self, index: int, preposition: str) -> bool:
        name = self.line.names[index]
        if name.kind is Kind.PERSON:
            return self._person(index, preposition)
        index, end = self._chain(index)
        if preposition in {"to", "for"} and self.title.head in any_of("accredited"):
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
            if index is None or not can_be_body(self.line.names[index], self.title) or self.line.names[index].kind is Kind.PERSON:
                return
            self.bodies = (*self.bodies, index)
            self.end = self.line.last(index)

    def _situated(self) -> None:
        """The state after a town ("mayor of Salem, Oregon"), the town of a body ("head of the Trade Office in Turku")."""
        word = self.line.lower(self.end)
        index = self.line.starts.get(self.end + 1) if word in {",", "in"} else None
        if (
            index is None
            or self.line.names[index].kind not in {Kind.PLACE, Kind.COUNTRY}
            or self.line.lower(self.line.last(index)) in MARKS
        ):
            return
        wanted = Kind.PLACE if word == "," else Kind.ORGANIZATION
        if self.line.names[self.bodies[-1]].kind is wanted and self.line.names[index].role is not Role.ADJECTIVE:
            self.end = self.line.last(index)

    def _person(self, index: int, preposition: str) -> bool:
        end = self._common(self.line.last(index))
        owned = self.line.starts.get(end + 1) if self.line.lower(end) in MARKS and end > self.line.last(index) else None
        if owned is not None and self.line.names[owned].kind is Kind.ORGANIZATION:
            return self._named(owned, preposition)
        if preposition in _OWNING and can_serve(self.title, possessive=True):
            self.serves = index
            self.end = self.line.last(index)
        return False

    def _chain(self, index: int) -> tuple[int, int]:
        """The last of names that follow each other ("Chad's Constitutional Court") and where it ends."""
        end = self.line.last(index)
        while True:
            start = end + 1 if self.line.lower(end) in MARKS else end
            following = self.line.starts.get(start)
            if following is None or self.line.names[following].kind is Kind.PERSON or self._plain(index, end, start):
                return index, end
            index, end = following, self.line.last(following)

    def _plain(self, index: int, end: int, start: int) -> bool:
        return start == end and self.line.names[index].role is not Role.ADJECTIVE

    def _common(self, position: int) -> int:
        """Where the common nouns end that follow a name ("Chad's ground forces", "Chad's General Staff")."""
        position += self.line.lower(position) in MARKS
        start = position
        while position < len(self.line.tokens) and position - start < _LONGEST_INSTITUTION and self._is_common(position):
            position += 1
        return position

    def _is_common(self, position: int) -> bool:
        token = self.line.tokens[position]
        if position in self.line.starts or not token.is_alpha:
            return False
        plain = token.tag_ in {"NN", "NNS", "JJ"} and not token.is_title
        return plain or (token.is_title and token.lower_ in any_of("institutions", "modifiers"))

    def _is_institution(self, end: int) -> bool:
        return self.line.lower(end - 1) in any_of("institutions")

    def _institution(self, index: int, end: int) -> bool:
        known = self.line.names[index].kind is Kind.ORGANIZATION and self.line.lower(end) not in MARKS
        end = self._common(end)
        if not self._is_institution(end) and not (known and self.line.lower(end - 1) in any_of("owners")):
            self.obscure = True
            return False
        self.bodies = (index,)
        self.end = end
        return False

    def _unnamed(self, start: int, preposition: str) -> bool:
        person = self.line.titled_person(start)
        if person is not None and preposition in _OWNING and can_serve(self.title, possessive=True):
            self.serves = person
            self.end = self.line.last(person)
            return False
        if preposition in {"from", "to", "in", "on", "with"}:
            return False
        end = self._common(start)
        if self.line.lower(end) in {"of", "in", "at"} and end > start and self._is_institution(end):
            self.end = end
            return True
        self._bare(start, end)
        return False

    def _bare(self, start: int, end: int) -> None:
        """An institution without a name, which the office's words then tell ("head of the presidential office")."""
        owned = end > start and self._is_institution(end) and self.line.lower(end) not in {"of", "for", "in", *MARKS}
        if owned and self.title.sort == "post":
            self.label = f"{self.label} of the {' '.join(self.line.lower(i) for i in range(start, end))}"
            self.owner, self.end = self.line.tokens[end - 1].i, end
            return
        self.obscure = True

    def _skip(self, position: int) -> int:
        """The position after articles, idle words, "city of" and "Oslo-based"."""
        while position not in self.line.starts and (
            self.line.lower(position) in DETERMINERS or self.line.lower(position) in any_of("idle")
        ):
            position += 1
        index = self.line.starts.get(position)
        start = generic = position if index is None else self.line.last(index)
        if index is not None and self.line.lower(start) in any_of("seated"):
            return self._skip(start + 1)
        while self.line.lower(generic) in any_of("generic_places"):
            generic += 1
        return generic + 1 if generic > start and self.line.lower(generic) == "of" else position
