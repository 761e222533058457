"""Titles: where an article names an office, and with which words.

In: the surface tokens of a Doc. Out: titles such as `foreign minister`, without body, person and status. A title is a head
noun of `ontology/lexicon/titles.toml` with the words before it that belong to the office, and the field after "of" or "for".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.lexicon import table, words
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from kg.extract.model import Name

CLASSES = ("office", "post", "profession")
_LONGEST_OFFICE = 5
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
    return [token for token in doc if ("\n" in token.text or not token.is_space) and not _joins(token)]


def find_titles(line: Sequence[Token], names: Sequence[Name]) -> list[Title]:
    """The titles in a line of surface tokens, by position, without overlaps. Words inside a proper name are no title."""
    named = {index for name in names if not is_title_word(name) for index in range(name.start, name.end)}
    found: list[Title] = []
    position = 0
    while position < len(line):
        title = None if line[position].i in named else _title_at(line, position, found[-1].end if found else 0, named)
        if title is None:
            position += 1
        else:
            found.append(title)
            position = title.end
    return found


def is_title_word(name: Name) -> bool:
    """A supposed name that is only a word of titles ("First" in "First Lady", "Commerce" in "Commerce Secretary")."""
    word = name.text.lower()
    if name.kind is Kind.PLACE:
        return word in words("titles", "words.modifiers") | words("titles", "words.idle") or word in _forms()
    return name.kind is Kind.ORGANIZATION and word in words("titles", "words.portfolios") - words("titles", "words.institutions")


def _title_at(line: Sequence[Token], position: int, floor: int, named: set[int]) -> Title | None:
    core = _compound(line, position) or _head(line, position)
    if core is None or any(line[i].i in named for i in range(position, core.end)):
        return None
    if core.end < len(line) and _is_head_after(line, core, named):
        return None
    start = _modifiers(line, core.start, floor, named)
    end = _field(line, core.end, named)
    label = (
        " ".join([*_lower(line[start : core.start]), core.label, *_lower(line[core.end : end])]).replace(" ,", ",").replace("co ", "co-")
    )
    return Title(start, end, label, core.head, core.sort, core.plural)


def _lower(tokens: Sequence[Token]) -> list[str]:
    return [token.lower_ for token in tokens]


def _is_head_after(line: Sequence[Token], core: Title, named: set[int]) -> bool:
    """The title only qualifies the title after it ("police chief" in "deputy police chief" is no deputy)."""
    after = line[core.end]
    if after.i in named or core.end - core.start > 1 or after.lower_ not in _forms():
        return False
    return core.head in words("titles", "words.modifiers") or core.sort != "office"


def _compound(line: Sequence[Token], position: int) -> Title | None:
    for length in range(min(_LONGEST_OFFICE, len(line) - position), 0, -1):
        spelled = " ".join(token.lower_ for token in line[position : position + length])
        if spelled in _compounds():
            label, sort, plural = _compounds()[spelled]
            return Title(position, position + length, label, _compound_head(label), sort, plural)
    return None


def _head(line: Sequence[Token], position: int) -> Title | None:
    token = line[position]
    if token.lower_ not in _forms() or token.pos_ in {"VERB", "AUX"} or (token.pos_ == "ADJ" and token.is_lower):
        return None
    singular, sort, plural = _forms()[token.lower_]
    return Title(position, position + 1, singular, singular, sort, plural)


def _modifiers(line: Sequence[Token], position: int, floor: int, named: set[int]) -> int:
    """Where the words before the head begin that belong to the office ("trade and industry commissioner")."""
    while position > floor and line[position - 1].i not in named:
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
    return capital and departmental and not any(token.lower_ in words("titles", f"words.{kind}") for kind in (*_OUTSIDE, "honorifics"))


def _belongs(token: Token, following: Token) -> bool:
    if token.lower_ in words("titles", "words.modifiers"):
        return True
    plain = token.is_alpha and token.is_lower and following.is_lower and token.tag_ == "NN" and len(token) > 3
    return plain and not any(token.lower_ in words("titles", f"words.{kind}") for kind in _OUTSIDE)


def _are_fields(*tokens: Token) -> bool:
    return all(token.lower_ in words("titles", "words.portfolios") & words("titles", "words.modifiers") for token in tokens)


def _field(line: Sequence[Token], end: int, named: set[int]) -> int:
    """Where the field of an office ends ("of foreign affairs"), which belongs to its name."""
    if end + 1 >= len(line) or line[end].lower_ not in {"of", "for"}:
        return end
    affairs = next((i for i in range(end + 1, min(end + 6, len(line))) if line[i].lower_ == "affairs"), None)
    if affairs is not None and all(token.is_alpha for token in line[end + 1 : affairs]):
        return affairs + 1
    position = end + 1
    while position < len(line) and line[position].i not in named and _continues_field(line, position, named):
        position += 1
    return position if position > end + 1 else end


def _continues_field(line: Sequence[Token], position: int, named: set[int]) -> bool:
    word = line[position].lower_
    if word in words("titles", "words.portfolios"):
        return word not in words("titles", "words.institutions") or (position + 1 < len(line) and line[position + 1].lower_ != "of")
    if word not in {"and", ",", "&"} or position + 1 >= len(line) or line[position + 1].i in named:
        return False
    return all(line[i].lower_ in words("titles", "words.portfolios") for i in (position - 1, position + 1))


def _compound_head(label: str) -> str:
    parts = label.replace("-", " ").split()
    if label.endswith(" general"):
        return parts[-2]
    for part in parts[::-1] if " of " not in label and " in " not in label else parts:
        if part in _forms():
            return _forms()[part][0]
    return parts[-1]


@cache
def _forms() -> dict[str, tuple[str, str, bool]]:
    forms: dict[str, tuple[str, str, bool]] = {}
    for sort in CLASSES:
        for head in table("titles")["heads"][sort]:
            forms[_plural(head)] = (head, sort, True)
            forms[head] = (head, sort, False)
    for short, full in table("titles")["short"].items():
        if full in forms:
            forms[short] = forms[full]
    return forms


@cache
def _compounds() -> dict[str, tuple[str, str, bool]]:
    compounds: dict[str, tuple[str, str, bool]] = {}
    short = table("titles")["short"]
    for sort in CLASSES:
        for label in table("titles")["compounds"][sort]:
            full = short.get(label, label)
            compounds.update(dict.fromkeys(_plurals(label), (full, sort, True)))
            compounds[label] = (full, sort, False)
    return compounds


def _plurals(label: str) -> Iterator[str]:
    parts = label.split()
    yield " ".join([*parts[:-1], _plural(parts[-1])])
    yield " ".join([_plural(parts[0]), *parts[1:]])


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("person"):
        return noun[:-6] + "people"
    if noun.endswith(("s", "sh", "ch")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeou" else noun + "s"


def _joins(token: Token) -> bool:
    return token.text in {"-", "‐", "‑"} and not token.whitespace_ and token.i > 0 and not token.nbor(-1).whitespace_
