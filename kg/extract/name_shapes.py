"""Shapes of names: which tokens can belong to a name, and where a span of tokens should begin and end."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from kg import lexicon

if TYPE_CHECKING:
    from kg.extract.parsed import Doc

CONNECTORS = frozenset({"of", "for", "the", "and", "&", "de", "al", "la", "del", "von", "van", "der", "bin", "du", "da", "dos", "el"})
PARTICLES = CONNECTORS - {"of", "for", "and", "&", "the"}
_BREAKS = frozenset('()[]{}"“”„«»:;?!|/\\*')
_SMALL_FIRST = re.compile(r"(?:[ae]l-|[dl]['’])[A-Z]")
_LEADING = frozenset(
    "the a an this that some his her its their our and of in but when while if as after before since although towards by".split()  # noqa: SIM905
)
_SYLLABLE = 6
_TRAILING = frozenset({"'s", "’s", "'", "’", "-", "and", "of", "the", "–", "—", "to", "in", "on", "at", "by", "for", "from", "with"})
_UNTIL = frozenset({"on", "in", "since", "until", "by", "from", "before", "after", "last", "next", "this"})


class Words:
    """The tokens of a Doc as plain lists, since names are looked for at most of them.

    Attributes:
        texts, lower: words, and words in lower case.
        capital: they begin with a capital letter.
        capitals: indices of those that do.
        labels: labels of the model's entities, empty outside of them.
    """

    __slots__ = ("_counts", "_spaced", "capital", "capitals", "doc", "labels", "lower", "texts")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._spaced = [token.text_with_ws for token in doc]
        self.texts = [token.text for token in doc]
        self.lower = [text.lower() for text in self.texts]
        self.capital = [_is_capital(text) for text in self.texts]
        self.capitals = [i for i, capital in enumerate(self.capital) if capital]
        self._counts: Counter[str] = Counter()
        self.labels = [""] * len(self.texts)
        for ent in doc.ents:
            self.labels[ent.start : ent.end] = [ent.label_] * (ent.end - ent.start)

    def text(self, start: int, end: int) -> str:
        """The words of a span, spaces normalised."""
        return " ".join("".join(self._spaced[start:end]).split())

    def is_repeated(self, text: str) -> bool:
        """A word stands in the text more than once."""
        if not self._counts:
            self._counts.update(self.texts)
        return self._counts[text] > 1

    def before(self, i: int) -> str:
        """The word before a token in lower case; empty at the beginning."""
        return self.lower[i - 1] if i else ""

    def after(self, i: int) -> str:
        """The word at an index, in lower case; empty behind the end."""
        return self.lower[i] if i < len(self.lower) else ""

    def opens_sentence(self, i: int) -> bool:
        """The token opens its sentence, quotation marks and spaces aside."""
        first = self.doc[i].sent.start
        return not any(map(str.isalpha, "".join(self.texts[first:i])))


def breaks(text: str) -> bool:
    """No name runs over this token."""
    return text in _BREAKS or text.isspace()


def dates(words: Words, i: int) -> bool:
    """A time begins at a token, which no name runs over: "on Thursday"."""
    return words.lower[i] in _UNTIL and not words.capital[i] and words.after(i + 1) in calendar() and words.capital[i + 1]


def trimmed(words: Words, start: int, end: int) -> tuple[int, int]:
    """The span without titles and determiners in front and without a possessive ending, punctuation or spaces behind."""
    while start < end and _leads(words, start):
        start += 1
    while end > start and (_trails(words.texts[end - 1]) or _is_its_year(words, end - 1)):
        end -= 1
    return start, end


def without_titles(words: Words, start: int, end: int) -> tuple[int, int]:
    """The span of a person's name without the titles around it; a span of titles alone is empty."""
    while start < end and (words.texts[start] in honorifics() or _leads(words, start) or words.texts[start] == "-"):
        start += 1
    while end - start > 1 and words.lower[start] in occupations():
        start += 1
    while end - start > 1 and is_office(words.lower[end - 1]):
        end -= 1
    return start, end


def with_syllable(words: Words, end: int) -> int:
    """The end of a person's name with a last part in lower case after a hyphen: "Kim Yo-jong"; not in "Kim-led"."""
    joined = words.after(end) == "-" and not words.doc[end - 1].whitespace_ and not words.doc[end].whitespace_
    if not joined or end + 1 >= len(words.texts):
        return end
    part = words.texts[end + 1]
    fits = part.isalpha() and part.islower() and len(part) <= _SYLLABLE and part not in _blockers() and not part.endswith("ed")
    return end + 2 if fits else end


def asks(words: Words, i: int) -> bool:
    """The word opens a question, and is no name: "Will Rocky Point reopen?"."""
    if words.texts[i] not in lexicon.words("name_stops", "asking") or not words.opens_sentence(i):
        return False
    return words.doc[i].sent.text.rstrip("\"”’' \n").endswith("?")


def is_office(word: str) -> bool:
    """The lower-case word heads an office, in the singular or the plural: "minister", "senators"."""
    return word in offices() or (word.endswith("s") and word[:-1] in offices())


@cache
def calendar() -> frozenset[str]:
    """Days of the week and months, in lower case."""
    return lexicon.words("times", "weekdays") | frozenset(lexicon.table("times")["months"])


@cache
def _blockers() -> frozenset[str]:
    return lexicon.words("titles", "words.blockers")


@cache
def offices() -> frozenset[str]:
    """Head nouns of offices and posts."""
    return lexicon.words("titles", "heads.office") | lexicon.words("titles", "heads.post")


@cache
def occupations() -> frozenset[str]:
    """What people do, as a word before their names: "Filmmaker", "Economist"."""
    return lexicon.words("titles", "heads.profession") | lexicon.words("name_stops", "occupations")


@cache
def honorifics() -> frozenset[str]:
    """Titles that stand before a person's name."""
    return lexicon.words("name_stops", "honorifics")


@cache
def no_names() -> frozenset[str]:
    """Words that are never a name when alone."""
    return lexicon.words("name_stops", "words")


@cache
def things() -> frozenset[str]:
    """Last words of the names of laws, events and documents."""
    return lexicon.words("name_stops", "things")


@cache
def creeds() -> frozenset[str]:
    """Adjectives of faith and creed, which name nothing."""
    return lexicon.words("name_stops", "creeds")


@cache
def peoples() -> frozenset[str]:
    """Peoples and faiths in the plural."""
    return lexicon.words("name_stops", "peoples")


@cache
def suffixes() -> frozenset[str]:
    """Last words of the names of organisations."""
    return lexicon.words("organizations", "suffixes") | lexicon.words("organizations", "hospitals")


@cache
def prefixes() -> frozenset[str]:
    """Words of organisations that take `of` or `for`."""
    return lexicon.words("organizations", "prefixes")


@cache
def panels() -> frozenset[str]:
    """Words of organisations that take `on`."""
    return lexicon.words("organizations", "panels")


@cache
def bare_bodies() -> frozenset[str]:
    """Common nouns that name a body when capitalised."""
    return lexicon.words("organizations", "bare")


@cache
def sites() -> frozenset[str]:
    """Last words of the names of buildings and sites."""
    return lexicon.words("organizations", "sites")


@cache
def heads() -> frozenset[str]:
    """Words that no person's name ends with or holds."""
    return suffixes() | sites() | things() | creeds() | peoples()


def _is_capital(text: str) -> bool:
    return text[:1].isupper() or (not text.islower() and _SMALL_FIRST.match(text) is not None)


def stands_beside(words: Words, i: int) -> bool:
    """The word has its capital from the beginning of a sentence, and belongs to no name: "Regarding Ann Lee"."""
    return words.texts[i] in lexicon.words("name_stops", "beside") and words.opens_sentence(i)


def closes_before(words: Words, start: int, end: int) -> bool:
    """A capitalised verb of saying ends the span behind a name: "Ann Lee Announced"."""
    return end - start > 1 and words.doc[end - 1].tag_ == "VBD" and words.texts[end - 1] in lexicon.words("name_stops", "beside")


def _leads(words: Words, i: int) -> bool:
    return not words.texts[i][:1].isalnum() or words.lower[i] in _LEADING


def _is_its_year(words: Words, i: int) -> bool:
    """A figure that a possessor has: "the party's 2009"."""
    return words.texts[i].isdecimal() and words.before(i) in {"'s", "’s", "'", "’"}


def _trails(text: str) -> bool:
    return text in _TRAILING or (not text[-1].isalnum() and text[-1] not in ".)")
