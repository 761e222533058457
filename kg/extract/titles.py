"""Titles: where an article names an office, and with which words.

In: the surface tokens of a Doc. Out: titles such as `foreign minister`, without body, person and status. A title is a head
noun of `ontology/lexicon/titles.toml` with the words before it that belong to the office, and the field after "of" or "for".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.title_words import any_of, compound_head, compounds, forms, starters
from kg.lexicon import words
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.model import Name
    from kg.extract.parsed import Doc, Token

_OUTSIDE = ("former", "acting", "elect", "idle", "blockers")


@dataclass(frozen=True, slots=True)
class Title:
    """The words of an office.

    Attributes:
        start, end: positions in `surface(doc)`, half open.
        label: the office alone, singular, lower case.
        head: its head noun, singular.
        sort: office, post or profession, as in the lexicon.
        plural: it names several holders.
    """

    start: int
    end: int
    label: str
    head: str
    sort: str
    plural: bool


def surface(doc: Doc) -> list[Token]:
    """The tokens that the grammar of offices reads: no white space but the ends of lines, no hyphen inside a compound."""
    return [token for token in doc if (not token.is_space or "\n" in token.text) and not _joins(token)]


def find_titles(line: Sequence[Token], named: Collection[int]) -> list[Title]:
    """The titles in a line of surface tokens, by position, without overlaps; positions inside a proper name are no title."""
    found: list[Title] = []
    floor = 0
    for position, token in enumerate(line):
        if position < floor or token.lower_ not in starters() or position in named:
            continue
        title = _title_at(line, position, floor, named)
        if title is not None:
            found.append(_absorbed(found, title))
            floor = title.end
    return found


def is_title_word(name: Name) -> bool:
    """A supposed name that is only a word of titles ("First" in "First Lady", "Commerce" in "Commerce Secretary")."""
    word = name.text.lower()
    if name.kind is Kind.PLACE:
        return word in any_of("modifiers", "idle") or word in forms()
    return name.kind is Kind.ORGANIZATION and word in any_of("portfolios") and word not in any_of("institutions")


def released(line: Sequence[Token], start: int, end: int, name: Name) -> int:
    """How many words at the end of a supposed name belong to the office after it ("Security" in "Peruvian Security Adviser Lee")."""
    if name.kind in {Kind.PERSON, Kind.GROUP, Kind.COUNTRY} or name.entry is not None or end >= len(line):
        return 0
    if line[end].lower_ not in words("titles", "words.taking"):
        return 0
    count = 0
    while count < end - start and _is_released(line[end - 1 - count].lower_, count):
        count += 1
    return count


def _is_released(word: str, count: int) -> bool:
    if word in words("titles", "words.prefixes"):
        return True
    field = word in words("titles", "words.portfolios") and word not in words("titles", "words.institutions")
    return field or (count > 0 and word in {"and", "&"})


def _absorbed(found: list[Title], title: Title) -> Title:
    """The title with the deputy's word before it, which the list of titles then no longer has ("deputy Treasury secretary")."""
    if not found or found[-1].end != title.start or found[-1].label not in words("titles", "words.deputies"):
        return title
    before = found.pop()
    return Title(before.start, title.end, f"{before.label} {title.label}", title.head, title.sort, title.plural)


def _title_at(line: Sequence[Token], position: int, floor: int, named: Collection[int]) -> Title | None:
    core = _compound(line, position)
    if core is not None and any((later := _compound(line, i)) and later.end > core.end for i in range(position + 1, core.end)):
        return None
    core = core or _head(line, position)
    if core is None or any(i in named for i in range(position, core.end)):
        return None
    if core.end < len(line) and _is_head_after(line, core, named):
        return None
    start = _modifiers(line, core.start, floor, named)
    end = _field(line, core.end, named)
    label = " ".join([*_lower(line[start : core.start]), core.label, *_lower(line[core.end : end])])
    return Title(start, end, label.replace(" ,", ",").replace("co ", "co-"), core.head, core.sort, core.plural)


def _lower(tokens: Sequence[Token]) -> list[str]:
    return [token.lower_ for token in tokens]


def _is_head_after(line: Sequence[Token], core: Title, named: Collection[int]) -> bool:
    """The title only qualifies the title after it ("police chief" in "deputy police chief" is no deputy)."""
    after = line[core.end]
    if core.end in named or core.end - core.start > 1 or after.lower_ not in forms():
        return False
    return core.head in words("titles", "words.modifiers") or core.sort != "office"


def _compound(line: Sequence[Token], position: int) -> Title | None:
    for parts, (label, sort, plural) in compounds().get(line[position].lower_, ()):
        end = position + len(parts)
        if end <= len(line) and all(line[position + i].lower_ == part for i, part in enumerate(parts)):
            return Title(position, end, label, compound_head(label), sort, plural)
    return None


def _head(line: Sequence[Token], position: int) -> Title | None:
    token = line[position]
    if token.lower_ not in forms() or token.pos_ in {"VERB", "AUX"} or (token.pos_ == "ADJ" and token.is_lower):
        return None
    singular, sort, plural = forms()[token.lower_]
    return Title(position, position + 1, singular, singular, sort, plural)


def _modifiers(line: Sequence[Token], position: int, floor: int, named: Collection[int]) -> int:
    """Where the words before the head begin that belong to the office ("trade and industry commissioner")."""
    while position > floor and position - 1 not in named:
        if _belongs(line[position - 1], line[position]) or _names_field(line, position):
            position -= 1
        elif position - 2 >= floor and line[position - 1].lower_ in {"and", "&"} and _are_fields(line[position - 2], line[position]):
            position -= 2
        else:
            break
    return position


def _names_field(line: Sequence[Token], position: int) -> bool:
    """A capitalised word before a minister or the like that no list knows ("Equal Opportunities Minister")."""
    token, head = line[position - 1], line[position]
    capital = token.is_title and token.tag_ in {"NNP", "NNPS", "JJ", "NN", "NNS"} and head.is_title
    departmental = any(
        form in words("titles", "words.departmental") for form in (head.lower_, line[min(position + 1, len(line) - 1)].lower_)
    )
    return capital and departmental and token.lower_ not in any_of(*_OUTSIDE, "honorifics")


def _belongs(token: Token, following: Token) -> bool:
    if token.lower_ in words("titles", "words.modifiers") or (token.is_sent_start and token.lower_ in any_of("unnamed")):
        return True
    plain = token.is_alpha and token.is_lower and following.is_lower and token.tag_ in {"NN", "NNP"} and len(token) > 3
    return plain and token.lower_ not in any_of(*_OUTSIDE)


def _are_fields(*tokens: Token) -> bool:
    return all(token.lower_ in words("titles", "words.portfolios") & words("titles", "words.modifiers") for token in tokens)


def _field(line: Sequence[Token], end: int, named: Collection[int]) -> int:
    """Where the field of an office ends ("of foreign affairs"), which belongs to its name."""
    if end + 1 >= len(line) or line[end].lower_ not in {"of", "for"}:
        return end
    affairs = next((i for i in range(end + 1, min(end + 6, len(line))) if line[i].lower_ == "affairs"), None)
    if affairs is not None and all(token.is_alpha for token in line[end + 1 : affairs]):
        return affairs + 1
    position = end + 1
    while position < len(line) and position not in named and _continues_field(line, position, named):
        position += 1
    return position if position > end + 1 else end


def _continues_field(line: Sequence[Token], position: int, named: Collection[int]) -> bool:
    word = line[position].lower_
    if word in words("titles", "words.portfolios"):
        return word not in words("titles", "words.institutions") or (position + 1 < len(line) and line[position + 1].lower_ != "of")
    if word not in {"and", ",", "&"} or position + 1 >= len(line) or position + 1 in named:
        return False
    return all(line[i].lower_ in words("titles", "words.portfolios") for i in (position - 1, position + 1))


def _joins(token: Token) -> bool:
    return token.text in {"-", "‐", "‑"} and not token.whitespace_ and token.i > 0 and not token.nbor(-1).whitespace_
