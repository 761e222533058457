"""Groups: unnamed groups, persons and bodies that can act ("protesters", "a drone commander", "the mayor's office").

In: a Doc, its names and the cast. Out: references, and a thing of the cast for each wording. Whose group it is belongs to its
name: "his supporters" are named after him once the pronoun is resolved. Which nouns name groups is data.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.extract.model import Link, Name, Reference, Thing
from kg.extract.nominals import NOUNS, heads_phrase
from kg.extract.syntax import phrase
from kg.extract.voices import is_voice
from kg.lexicon import table, words
from kg.names import fold
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.identity import Cast
    from kg.extract.parsed import Doc, Token
    from kg.extract.positions import Positions

_MODIFIERS = frozenset({"JJ", "JJR", "JJS", "NN", "NNP", "NNPS", "VBN", "VBG", "HYPH", "RBS", "RBR", "NNS"})
_DATES = frozenset({"DATE", "TIME"})
_COMPLEMENTS = frozenset({"of", "for", "from", "within", "inside"})
_LONGEST_COMPLEMENT = 8


class Groups:
    """The groups of one Doc; each owner and wording is one thing of the cast."""

    def __init__(self, doc: Doc, names: tuple[Name, ...], cast: Cast, positions: Positions) -> None:
        self.doc, self.cast, self.tokens = doc, cast, positions.tokens
        self.named = {i: index for index, name in enumerate(names) for i in range(name.start, name.end)}
        self.numbers: dict[tuple[int | None, str], int] = {}
        self.waiting: dict[int, tuple[int, str, str | None]] = {}

    def find(self, taken: set[int]) -> list[Reference]:
        """The references of groups; tokens that are taken head none."""
        found: list[Reference] = []
        for token in self.tokens:
            covered = bool(found) and token.i < found[-1].end
            free = token.tag_ in NOUNS and not covered and token.i not in taken and token.i not in self.named
            if free and _is_group(token) and not self._is_named(token):
                found.append(self.reference(token))
        return found

    def _is_named(self, token: Token) -> bool:
        """The one that the noun means has a name beside it ("his wife Ana Ruiz", "his daughter, a lawyer, Ana Ruiz")."""
        if token.tag_ != "NN":
            return False
        verb = token.head if token.dep_ == "nsubj" else token
        beside = [child.i for child in token.children if child.dep_ == "appos"] + [
            child.i for child in verb.children if child.dep_ == "nsubj"
        ]
        return any(i > token.i and i in self.named and self.cast.names[self.named[i]].kind is Kind.PERSON for i in beside)

    def settle(self, owners: dict[int, int]) -> dict[int, int]:
        """The final thing of each thing that waits for its owner; owners are the referents of pronouns by token."""
        final = {}
        for thing, (pronoun, wording, country) in self.waiting.items():
            final[thing] = self._number(owners.get(pronoun), wording, country)
        return final

    def reference(self, token: Token) -> Reference:
        """The reference of the group or unnamed person that a noun heads."""
        start, end = self._first_word(token), _last_word(token)
        wording, country = self._wording(start, end), self._country(start, token.i)
        if start > 0 and self.doc[start - 1].tag_ == "PRP$":
            number = self._add(wording, country)
            self.waiting[number] = (start - 1, wording, country)
            return Reference(start - 1, end, token.i, number, Link.NOMINAL, 0.8)
        owner = self._owner(start)
        if owner is None:
            return Reference(start, end, token.i, self._number(None, wording, country), Link.NOMINAL, 0.8)
        first = self.cast.names[owner].start
        return Reference(first, end, token.i, self._number(self.cast.of_name[owner], wording, country), Link.NOMINAL, 0.8)

    def _owner(self, start: int) -> int | None:
        """The index of the name whose possessive stands before the words of a group."""
        if start < 2 or self.doc[start - 1].tag_ != "POS":
            return None
        return self.named.get(start - 2)

    def _number(self, owner: int | None, wording: str, country: str | None) -> int:
        key = (owner, fold(wording))
        if key not in self.numbers:
            name = wording if owner is None else f"{self.cast.things[owner].name}'s {wording}"
            self.numbers[key] = self._add(name, country)
        return self.numbers[key]

    def _add(self, name: str, country: str | None) -> int:
        self.cast.things.append(Thing(len(self.cast.things), Kind.GROUP, name, (name,), None, country, True))
        return len(self.cast.things) - 1

    def _country(self, start: int, end: int) -> str | None:
        inside = (self.cast.names[self.named[i]] for i in range(start, end) if i in self.named)
        return next((name.entry for name in inside if name.kind is Kind.COUNTRY), None)

    def _first_word(self, token: Token) -> int:
        start = token.i
        while start > 0 and self._qualifies(self.doc[start - 1]):
            start -= 1
        while start < token.i and (self.doc[start].lower_ in words("group_nouns", "quantities") or self.doc[start].text == "-"):
            start += 1
        if start < token.i and self.doc[start].lower_ == "called":
            start += 1
        return start

    def _qualifies(self, token: Token) -> bool:
        if token.i in self.named:
            return self.cast.names[self.named[token.i]].kind is not Kind.PERSON
        if (token.tag_ == "VBG" and token.dep_ not in {"amod", "compound"}) or token.ent_type_ in _DATES:
            return False
        return token.tag_ in _MODIFIERS and not token.is_space and token.lower_ not in words("group_nouns", "idle")

    def _wording(self, start: int, end: int) -> str:
        text = " ".join(self.doc[start:end].text.split())
        first = self.doc[start]
        named = start in self.named or first.tag_ in {"NNP", "NNPS"} or first.text.isupper()
        proper = named or (first.is_title and start > 0 and self.doc[start - 1].is_alpha and not first.is_sent_start)
        return text if proper else text[0].lower() + text[1:]


def _is_group(token: Token) -> bool:
    if token.tag_ not in NOUNS or not heads_phrase(token) or token.dep_ in {"appos", "oprd", "compound", "amod", "npadvmod"}:
        return False
    form = _forms().get(token.lower_)
    if form is None:
        return is_voice(token)
    if form == "singular":
        return token.tag_ == "NN" and token.i > 0 and token.nbor(-1).tag_ in {"DT", "JJ", "NN", "NNP", "VBN"}
    return token.tag_ != "NN" or form == "collective"


def _last_word(token: Token) -> int:
    singular = _singulars().get(token.lower_)
    if singular not in words("group_nouns", "relational") or token.i + 1 >= len(token.doc) or token.nbor().lower_ not in _COMPLEMENTS:
        return token.i + 1
    objects = [child for child in token.nbor().children if child.dep_ == "pobj" and child.ent_type_ not in _DATES]
    end = phrase(objects[0])[1] if objects else token.i + 1
    return end if end - token.i <= _LONGEST_COMPLEMENT else token.i + 1


@cache
def _singulars() -> dict[str, str]:
    singular = table("group_nouns")["persons"] + table("group_nouns")["collectives"]
    return {form: noun for noun in singular for form in (_plural(noun), noun)}


@cache
def _forms() -> dict[str, str]:
    nouns = table("group_nouns")
    forms: dict[str, str] = dict.fromkeys(_forms_of("collectives"), "collective")
    forms.update({_plural(noun): "plural" for noun in nouns["persons"]})
    forms.update(dict.fromkeys(nouns["plurals"], "collective"))
    forms.update({noun: "singular" for noun in nouns["persons"] if noun not in nouns["only_plural"]})
    return forms


def _forms_of(key: str) -> Iterator[str]:
    for noun in table("group_nouns")[key]:
        yield noun
        yield _plural(noun)


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith(("s", "sh", "ch")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeou" else noun + "s"
