"""Nominal phrases: states that act through a common noun, and groups and persons without a name.

In: a Doc, its names and the cast. Out: references. "Russian forces" and "the government of Peru" mean the country; "protesters"
and "a drone commander" a group of this article. Which nouns can do so is data.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.extract.model import Link, Name, Reference, Role, Thing
from kg.extract.syntax import phrase
from kg.gazetteer import load
from kg.lexicon import table, words
from kg.names import fold
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from kg.extract.identity import Cast

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_MODIFIERS = frozenset({"JJ", "JJR", "JJS", "NN", "NNP", "NNPS", "VBN", "VBG", "HYPH", "RBS", "RBR", "NNS"})
_REACH = 6
_LONGEST_COMPLEMENT = 8
_SENTENCES_BACK = 3


def state_phrases(doc: Doc, cast: Cast, taken: set[int]) -> list[Reference]:
    """The phrases through which a country acts; tokens that are taken head no phrase."""
    found = []
    for token in doc:
        if token.lower_ in words("state_nouns", "nouns") and token.i not in taken and _heads_phrase(token):
            owner = _state(doc, cast, token)
            if owner is not None:
                start, end, entry = owner
                found.append(Reference(start, end, token.i, cast.country(entry), Link.STATE, 0.85))
    return found


def bare_states(doc: Doc, states: list[Reference], taken: set[int]) -> list[Reference]:
    """`the government`, `the army`: the one state that the phrases of the article speak of, once they have."""
    if len({state.referent for state in states}) != 1:
        return []
    first = states[0]
    heads = taken | {state.head for state in states}
    return [
        Reference(token.i, token.i + 1, token.i, first.referent, Link.STATE, 0.7)
        for token in doc[first.end :]
        if token.lower_ in words("state_nouns", "bare") and token.i not in heads and _heads_phrase(token) and _is_bare(token)
    ]


def owned_states(doc: Doc, resolved: list[Reference], cast: Cast, taken: set[int]) -> list[Reference]:
    """`its troops` where the pronoun is resolved to a country."""
    countries = {r.head: r.referent for r in resolved if cast.things[r.referent].kind is Kind.COUNTRY}
    return [
        Reference(child.i, token.i + 1, token.i, countries[child.i], Link.STATE, 0.75)
        for token in doc
        if token.lower_ in words("state_nouns", "nouns") and token.i not in taken
        for child in token.children
        if child.dep_ == "poss" and child.i in countries and child.i < token.i
    ]


def taken_up(doc: Doc, cast: Cast, taken: set[int]) -> list[Reference]:
    """`the commission`: the one organisation named before whose name ends with that word."""
    found = []
    for token in doc[1:]:
        if (
            token.lower_ not in words("group_nouns", "taken_up")
            or token.i in taken
            or token.nbor(-1).lower_ != "the"
            or not _heads_phrase(token)
        ):
            continue
        named = {
            cast.of_name[i] for i, name in enumerate(cast.names) if name.start < token.i and fold(name.text).split()[-1:] == [token.lower_]
        }
        if len(named) == 1 and cast.things[min(named)].kind is Kind.ORGANIZATION:
            found.append(Reference(token.i - 1, token.i + 1, token.i, min(named), Link.ROLE, 0.75))
    return found


def places(doc: Doc, cast: Cast, taken: set[int]) -> list[Reference]:
    """`the country`, `the city`: the only one named in the nearest sentence that names any, this one included."""
    found = []
    for token in doc[1:]:
        sort = _place_nouns().get(token.lower_)
        if sort is None or token.i in taken or token.nbor(-1).lower_ != "the" or not _heads_phrase(token):
            continue
        nearest = _nearest(doc, token, [(n.start, cast.of_name[i]) for i, n in enumerate(cast.names) if _is_sort(n, sort)])
        if len(nearest) == 1:
            found.append(Reference(token.i - 1, token.i + 1, token.i, min(nearest), Link.ROLE, 0.7))
    return found


def _is_sort(name: Name, sort: str) -> bool:
    if name.entry is None or name.kind not in {Kind.COUNTRY, Kind.PLACE}:
        return False
    entry = load().entry(name.entry)
    return {"countries": entry.kind is Kind.COUNTRY, "cities": entry.is_city, "regions": entry.is_region}[sort]


@cache
def _place_nouns() -> dict[str, str]:
    return {noun: sort for sort, nouns in table("group_nouns")["places"].items() for noun in nouns}


def _nearest(doc: Doc, token: Token, named: list[tuple[int, int]]) -> set[int]:
    start, end = token.sent.start, token.i
    for _ in range(_SENTENCES_BACK):
        found = {thing for position, thing in named if start <= position < end}
        if found or start == 0:
            return found
        start, end = doc[start - 1].sent.start, start
    return set()


def groups(doc: Doc, names: tuple[Name, ...], cast: Cast, taken: set[int]) -> list[Reference]:
    """The unnamed groups and persons; each wording becomes one thing of the cast."""
    named = {index: name for name in names for index in range(name.start, name.end)}
    numbers: dict[str, int] = {}
    found: list[Reference] = []
    for token in doc:
        covered = bool(found) and token.i < found[-1].end
        if covered or token.i in named or token.i in taken or not _is_group(token):
            continue
        start, end = _first_word(doc, token, named), _last_word(token)
        wording = _wording(doc, start, end, named)
        key = fold(wording)
        if key not in numbers:
            numbers[key] = len(cast.things)
            country = next((named[i].entry for i in range(start, token.i) if i in named and named[i].kind is Kind.COUNTRY), None)
            cast.things.append(Thing(len(cast.things), Kind.GROUP, wording, (wording,), None, country, True))
        found.append(Reference(start, end, token.i, numbers[key], Link.NOMINAL, 0.8))
    return found


def _heads_phrase(token: Token) -> bool:
    """No noun follows that the token only qualifies ("government officials"), and it is no predicate."""
    if token.tag_ not in _NOUNS or token.dep_ == "attr":
        return False
    return token.i + 1 >= len(token.doc) or not (token.dep_ == "compound" and token.nbor().tag_ in _NOUNS)


def _is_bare(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).lower_ in {"the", "federal", "central", "national"}


def _state(doc: Doc, cast: Cast, token: Token) -> tuple[int, int, str] | None:
    """Extent and country of a state phrase, or None where it belongs to none or to several."""
    ends = {name.end: (index, name) for index, name in enumerate(cast.names)}
    position = token.i
    while position > max(0, token.i - _REACH):
        before = doc[position - 1]
        if position in ends:
            return _left_state(doc, cast, token, *ends[position])
        if before.lower_ in words("state_nouns", "blockers") or before.tag_ not in _MODIFIERS | {"POS"}:
            break
        position -= 1
    return _right_state(doc, cast, token)


def _left_state(doc: Doc, cast: Cast, token: Token, index: int, name: Name) -> tuple[int, int, str] | None:
    possessive = doc[name.end].tag_ == "POS"
    if name.kind is Kind.PERSON:
        entry = cast.things[cast.of_name[index]].country if token.lower_ in words("state_nouns", "personal") else None
        return None if entry is None or not _is_sovereign(cast, index) else (name.start, token.i + 1, entry)
    if name.kind is not Kind.COUNTRY and name.role is Role.NAME:
        return None
    if token.lower_ in words("state_nouns", "groups") and not possessive:
        return None
    hidden = name.start > 0 and doc[name.start - 1].lower_ in {"-", "and", "/", "&"} | words("state_nouns", "blockers")
    return None if name.entry is None or hidden or doc[name.end].text == "-" else (name.start, token.i + 1, name.entry)


def _right_state(doc: Doc, cast: Cast, token: Token) -> tuple[int, int, str] | None:
    starts = {name.start: name for name in cast.names}
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "of":
        return None
    position = token.i + 2 + (doc[token.i + 2].lower_ == "the")
    name = starts.get(position)
    if name is None or name.kind is not Kind.COUNTRY or name.role is not Role.NAME or name.entry is None:
        return None
    return None if doc[name.end].lower_ in {"and", "'s"} else (token.i, name.end, name.entry)


def _is_sovereign(cast: Cast, index: int) -> bool:
    person = cast.of_name[index]
    offices = words("role_nouns", "sovereign.offices")
    return any(cast.of_name[holding.person] == person and holding.office in offices for holding in cast.offices)


def _is_group(token: Token) -> bool:
    form = _forms().get(token.lower_)
    if form is None or not _heads_phrase(token) or token.dep_ in {"appos", "oprd", "compound", "amod", "npadvmod"}:
        return False
    if form == "singular":
        return token.tag_ == "NN" and token.i > 0 and token.nbor(-1).tag_ in {"DT", "JJ", "NN", "NNP", "VBN"}
    return token.tag_ != "NN" or form == "collective"


def _first_word(doc: Doc, token: Token, named: dict[int, Name]) -> int:
    start = token.i
    while start > 0 and _qualifies(doc[start - 1], named):
        start -= 1
    while start < token.i and (doc[start].lower_ in words("group_nouns", "quantities") or doc[start].text == "-"):
        start += 1
    return start


def _qualifies(token: Token, named: dict[int, Name]) -> bool:
    if token.i in named:
        return named[token.i].kind is not Kind.PERSON
    if token.tag_ == "VBG" and token.dep_ not in {"amod", "compound"}:
        return False
    return token.tag_ in _MODIFIERS and not token.is_space and token.lower_ not in words("group_nouns", "idle")


def _last_word(token: Token) -> int:
    singular = _singulars().get(token.lower_)
    if singular not in words("group_nouns", "relational") or token.i + 1 >= len(token.doc) or token.nbor().lower_ not in {"of", "for"}:
        return token.i + 1
    objects = [child for child in token.nbor().children if child.dep_ == "pobj"]
    end = phrase(objects[0])[1] if objects else token.i + 1
    return end if end - token.i <= _LONGEST_COMPLEMENT else token.i + 1


def _wording(doc: Doc, start: int, end: int, named: dict[int, Name]) -> str:
    text = " ".join(doc[start:end].text.split())
    proper = start in named or doc[start].tag_ in {"NNP", "NNPS"} or doc[start].text.isupper()
    return text if proper else text[0].lower() + text[1:]


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
