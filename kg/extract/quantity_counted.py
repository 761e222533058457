"""What an amount counts: the noun behind it, the verb or state that says what became of it, and the measure that follows.

Constructions are known here, the words are in `ontology/lexicon/quantities.toml`. Where nothing says what a number measures there is
no quantity: most numbers in the news are dates, ages, scores and addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.extract.parsed import Token
from kg.extract.quantity_amounts import LEXICON, Amount
from kg.extract.syntax import SUBJECTS, is_passive
from kg.gazetteer import load
from kg.lexicon import table, words

_NOUN_WITHIN = 5
_STATE_WITHIN = 2
_INSIDE = frozenset({"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "HYPH", "RBR"})
_GOES_ON = frozenset({"NN", "NNS", "POS"})
_BEHIND_STATE = frozenset(
    {
        "in",
        "by",
        "at",
        "on",
        "when",
        "after",
        "during",
        "as",
        "and",
        "or",
        ",",
        ".",
        "since",
        "from",
        "following",
        "because",
        "near",
        "over",
        "across",
        ";",
        "amid",
        "with",
        "so",
        "this",
        "last",
        "yesterday",
        "today",
        "overnight",
        ")",
        "”",
        '"',
        "",
    }
)
_BE = frozenset({"be", "remain", "go", "become", "get", "stay"})


@dataclass(frozen=True, slots=True)
class Counted:
    """What an amount counts.

    Attributes:
        measure: what the number measures, such as `killed`.
        start, end: tokens of what is counted; empty where only the number stands.
        governor: the verb or noun whose standing is that of the number.
        unit: unit, or currency.
        last: the last token of the words that say so.
    """

    measure: str
    start: int
    end: int
    governor: Token
    unit: str
    last: int


def counted(amount: Amount, head_token: Token) -> Counted | None:
    """What an amount of people, deaths, votes, troops counts; None where that is not said.

    Args:
        amount: the amount.
        head_token: the token of its head.
    """
    noun = _noun(amount, head_token)
    if noun is not None and (measure := _measured()["nouns"].get(lemma(noun))) is not None:
        return _of_noun(measure, amount, noun)
    if noun is None and not _may_stand_alone(amount, head_token):
        return None
    if noun is not None and not _is_people(noun):
        return None
    head = noun if noun is not None else head_token
    start, end = (amount.end, noun.i + 1) if noun is not None else (amount.end, amount.end)
    if start < end and head.doc[start].lower_ in {"of", "more"}:
        start += 1
    found = _state(head) or _governed(head) or _toll(head_token) or (_strength(noun) if noun is not None else None)
    if found is None:
        return None
    measure, governor, last = found
    return Counted(measure, start, end, governor, "person", last)


def _noun(amount: Amount, head: Token) -> Token | None:
    """The noun behind an amount, adjectives and other nouns between them: "12 more Ukrainian soldiers", "dozens of people"."""
    doc = head.doc
    i = amount.end
    if i < len(doc) and doc[i].lower_ == "more":
        i += 1
    if i < len(doc) and doc[i].lower_ == "of":
        if amount.has_number and doc[i - 1].lower_ not in table(LEXICON)["multiples"]:
            return None
        i += 1
        if i < len(doc) and doc[i].lower_ in {"the", "these", "those", "them", "his", "her", "their", "its", "us"}:
            return None
    found = None
    for token in doc[i : i + _NOUN_WITHIN]:
        if token.tag_ not in _INSIDE or (token.lower_ in _states() and token.tag_ not in {"NNS", "NNPS"}):
            break
        if token.tag_ in {"NN", "NNS", "NNP", "NNPS"} or token.lower_ == "others":
            found = token
        if lemma(token) in words(LEXICON, "people.nouns") and token.tag_ == "NNS" and not _is_inside(token):
            break
    return None if found is None or (found.i + 1 < len(doc) and doc[found.i + 1].tag_ == "POS") else found


def _is_inside(token: Token) -> bool:
    """Another noun follows that it only describes ("police officers", "people smugglers")."""
    following = token.doc[token.i + 1 : token.i + 2]
    return bool(following) and following[0].tag_ in _GOES_ON and token.head.i > token.i


def _may_stand_alone(amount: Amount, head: Token) -> bool:
    """No noun follows, and the number is itself subject or object: "killed 12", "12 were wounded"."""
    following = head.doc[amount.end].lower_ if amount.end < len(head.doc) else ""
    if following in {"of", "-", "%", "percent", "per", "years", "year", "days", "hours"} or head.tag_ not in {"CD", "NNS", "NN"}:
        return False
    value = amount.value
    return value is None or value == int(value)


def _is_people(noun: Token) -> bool:
    known = words(LEXICON, "people.nouns")
    return lemma(noun) in known or noun.lower_ in known or (noun.tag_ in {"NNPS", "NNP", "NNS"} and load().demonym(noun.text) is not None)


def _of_noun(measure: str, amount: Amount, noun: Token) -> Counted | None:
    """`12 deaths`, `four arrests`, `51 votes`: the noun says what is counted."""
    unit = {"votes": "vote", "seats": "seat", "signatures": "signature"}.get(measure, "person")
    if unit != "person" and not _is_won(noun):
        return None
    following = noun.doc[noun.i + 1].lower_ if noun.i + 1 < len(noun.doc) else ""
    if (noun.tag_ != "NNS" and not (amount.value == 1 and noun.tag_ == "NN")) or following in {"per", "a", "still"}:
        return None
    start = amount.end
    while start < noun.i and noun.doc[start].lower_ in {"of", "more", "other", "further"}:
        start += 1
    return Counted(measure, start, noun.i + 1, above(noun), unit, noun.i)


def _is_won(noun: Token) -> bool:
    """Votes and seats that somebody gets, or by which something is decided."""
    verb = above(noun)
    known = words(LEXICON, "shares.verbs") | {
        "cast",
        "elect",
        "hold",
        "lose",
        "approve",
        "pass",
        "vote",
        "reject",
        "count",
        "collect",
        "control",
    }
    return verb.tag_.startswith("V") and lemma(verb) in known


def _state(head: Token) -> tuple[str, Token, int] | None:
    """`12 people killed in`, `left 12 dead`, `12 were missing`: a participle or adjective behind what is counted."""
    doc = head.doc
    for i in range(head.i + 1, min(head.i + 1 + _STATE_WITHIN, len(doc))):
        token = doc[i]
        if token.lower_ in {"people", "others", "more"}:
            continue
        measure = _states().get(token.lower_)
        if measure is None or (token.lower_ == "hurt" and token.tag_ == "NN"):
            return _predicated(head)
        following = doc[i + 1].lower_ if i + 1 < len(doc) else ""
        if any(child.dep_ in {"dobj", "nsubj"} and child.i > i for child in token.children) or following not in _BEHIND_STATE:
            return None
        return measure, _state_governor(head, token), i
    return _predicated(head)


def _state_governor(head: Token, state: Token) -> Token:
    """The verb above: "left 12 dead" is left, "12 dead" alone is its own."""
    verb = above(head)
    return verb if verb.tag_.startswith("V") and verb.i != state.i and verb.i < head.i else state


def _predicated(head: Token) -> tuple[str, Token, int] | None:
    """`12 people were dead`, `30 remain missing`."""
    verb = _top(head).head
    if _top(head).dep_ not in SUBJECTS or lemma(verb) not in _BE:
        return None
    for child in verb.children:
        if child.dep_ in {"acomp", "oprd", "attr", "advmod"} and child.i > verb.i and child.lower_ in _states():
            return _states()[child.lower_], verb, child.i
    return None


def _governed(head: Token) -> tuple[str, Token, int] | None:
    """What a verb does to what is counted, or what becomes of it."""
    top = _top(head)
    verb = top.head
    if not verb.tag_.startswith("V") or verb.i == top.i:
        return None
    undergone = top.dep_ == "nsubjpass" or (top.dep_ == "nsubj" and is_passive(verb)) or (top.dep_ == "dobj" and not is_passive(verb))
    if undergone and (measure := _measured()["patients"].get(lemma(verb))) is not None:
        return measure, verb, max(verb.i, head.i)
    if top.dep_ == "nsubj" and not is_passive(verb) and (measure := _measured()["subjects"].get(lemma(verb))) is not None:
        return measure, verb, verb.i
    return None


def _toll(head: Token) -> tuple[str, Token, int] | None:
    """`the death toll rose to 12`, `a death toll of 12`."""
    verb = head.head
    if head.dep_ == "pobj" and verb.lower_ == "of":
        return ("killed", above(verb.head), head.i) if _is_death_toll(verb.head) else None
    if head.dep_ == "pobj" and verb.lower_ in {"to", "at"}:
        verb = verb.head
    elif head.dep_ not in {"dobj", "attr", "acomp"}:
        return None
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if subject is None or not _is_death_toll(subject) or lemma(verb) not in words(LEXICON, "toll.to"):
        return None
    return "killed", verb, head.i


def _is_death_toll(noun: Token) -> bool:
    return lemma(noun) in words(LEXICON, "toll.nouns") and any(c.lower_ in words(LEXICON, "toll.kinds") for c in noun.children)


def _strength(noun: Token) -> tuple[str, Token, int] | None:
    """Troops that are sent, kept or withdrawn."""
    top = _top(noun)
    verb = top.head
    if lemma(noun) not in words(LEXICON, "forces") or not verb.tag_.startswith("V") or lemma(verb) not in words(LEXICON, "troops.verbs"):
        return None
    moved = top.dep_ == "dobj" or top.dep_ == "nsubjpass" or (top.dep_ == "nsubj" and is_passive(verb))
    return ("troops", verb, max(verb.i, noun.i)) if moved else None


def above(noun: Token) -> Token:
    """The verb that a noun phrase depends on, through prepositions and other nouns; the noun where there is none."""
    node = noun
    while node.head.i != node.i and not node.head.tag_.startswith("V"):
        node = node.head
    return node.head if node.head.tag_.startswith("V") else noun


def _top(head: Token) -> Token:
    """The noun that stands for what is counted in the clause: the first of a list, "a total of 12 people"."""
    node = head
    while True:
        if node.dep_ == "conj" and node.head.pos_ in {"NOUN", "NUM", "PROPN"}:
            node = node.head
        elif (
            node.dep_ == "pobj" and node.head.lower_ == "of" and node.head.head.lower_ in words(LEXICON, "groups") | words(LEXICON, "vague")
        ):
            node = node.head.head
        elif node.dep_ in {"nummod", "quantmod", "compound", "amod"} and node.head.pos_ in {"NUM", "NOUN"} and node.head.i == node.i + 1:
            node = node.head
        else:
            return node


def lemma(token: Token) -> str:
    """The lemma of a token, lower case."""
    return token.lemma_.lower()


@cache
def _measured() -> dict[str, dict[str, str]]:
    sections = {name: table(LEXICON)[name] for name in ("patients", "subjects", "nouns")}
    return {name: {word: measure for measure, listed in section.items() for word in listed} for name, section in sections.items()}


@cache
def _states() -> dict[str, str]:
    return {word: measure for measure, listed in table(LEXICON)["states"].items() for word in listed}
