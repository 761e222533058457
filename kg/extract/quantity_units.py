"""Amounts with a unit: shares of votes, voters and territory, areas, money.

A percentage counts only where the text says of what; growth, interest and odds are left alone.
"""

from __future__ import annotations

from functools import cache

from kg.extract.parsed import Token
from kg.extract.quantity_amounts import LEXICON, Amount, signs
from kg.extract.quantity_counted import Counted, above, lemma
from kg.extract.syntax import SUBJECTS
from kg.lexicon import table, words

_PERCENT = frozenset({"%", "percent"})
_NOT_OF = frozenset({"by", "to", "from"})
_OF_WITHIN = 6
_FOR_WHAT = frozenset({"in", "of", "on", "for"})


def with_unit(amount: Amount, head: Token) -> Counted | None:
    """What an amount with a unit measures."""
    doc = head.doc
    following = doc[amount.end].lower_ if amount.end < len(doc) else ""
    if head.lower_ in words(LEXICON, "parts"):
        return _share(amount, head)
    if following in _PERCENT or (following == "per" and doc[amount.end : amount.end + 2].text.lower() == "per cent"):
        end = amount.end + (2 if following == "per" else 1)
        return _share(amount, doc[end - 1])
    return _area(amount, head) or _money(amount, head)


def is_money(amount: Amount, head: Token) -> bool:
    """A sign of money stands before the number."""
    return any(token.text in signs() for token in head.doc[amount.start : head.i])


def _share(amount: Amount, sign: Token) -> Counted | None:
    doc, end = sign.doc, sign.i + 1
    if amount.start and doc[amount.start - 1].lower_ in _NOT_OF and doc[end : end + 1].text != "of":
        return None
    whole = _whole(sign)
    verb = above(sign)
    if whole is None:
        return _share_alone(sign, verb)
    if lemma(whole) in words(LEXICON, "shares.votes"):
        return Counted("vote share", end + 1, whole.i + 1, verb, "percent", whole.i)
    if lemma(whole) in words(LEXICON, "shares.respondents"):
        asked = verb.tag_.startswith("V") and lemma(verb) in words(LEXICON, "shares.opinions") and _is_subject(sign, verb)
        return Counted("poll", end + 1, whole.i + 1, verb, "percent", max(whole.i, verb.i)) if asked else None
    if lemma(whole) in words(LEXICON, "shares.grounds") or (_is_held(verb) and whole.tag_ == "NNP"):
        return Counted("territory share", end + 1, whole.right_edge.i + 1, verb, "percent", whole.i) if _is_held(verb) else None
    return None


def _whole(sign: Token) -> Token | None:
    """The head of what follows "of": "45 percent of the popular vote"."""
    doc = sign.doc
    if doc[sign.i + 1 : sign.i + 2].text.lower() != "of":
        return None
    found = None
    for token in doc[sign.i + 2 : sign.i + 2 + _OF_WITHIN]:
        if token.tag_ in {"NN", "NNS", "NNP", "NNPS"} or token.lower_ == "those":
            found = token
        elif token.tag_ not in {"DT", "JJ", "CD", "PRP$", "POS", "VBN", "VBG", "HYPH"}:
            break
    return found


def _share_alone(sign: Token, verb: Token) -> Counted | None:
    """`won 52 percent` in a sentence about an election; `turnout was 60 percent`."""
    if any(lemma(child) in words(LEXICON, "shares.turnout") for child in verb.children if child.dep_ in SUBJECTS) or _is_of_turnout(sign):
        return Counted("turnout", sign.i + 1, sign.i + 1, verb, "percent", sign.i)
    around = {token.lower_ for token in sign.sent}
    wins = lemma(verb) in words(LEXICON, "shares.verbs") - {"have", "take"} and around & words(LEXICON, "shares.election")
    direct = (sign.head.i == verb.i and sign.dep_ == "dobj") or (
        sign.dep_ == "pobj" and sign.head.lower_ == "with" and sign.head.head.i == verb.i
    )
    following = sign.doc[sign.i + 1].lower_ if sign.i + 1 < len(sign.doc) else ""
    if not wins or not direct or following in {"more", "less", "stake", "of"}:
        return None
    return Counted("vote share", sign.i + 1, sign.i + 1, verb, "percent", sign.i)


def _is_of_turnout(sign: Token) -> bool:
    return sign.dep_ == "pobj" and sign.head.lower_ in {"of", "at"} and lemma(sign.head.head) in words(LEXICON, "shares.turnout")


def _is_held(verb: Token) -> bool:
    return verb.tag_.startswith("V") and lemma(verb) in words(LEXICON, "shares.holding")


def _is_subject(sign: Token, verb: Token) -> bool:
    node = sign
    while node.head.i != node.i and node.head.i != verb.i:
        node = node.head
    return node.dep_ in SUBJECTS


def _area(amount: Amount, head: Token) -> Counted | None:
    """`500 square kilometres of land`, `40 hectares`."""
    doc, i = head.doc, amount.end
    squared = i < len(doc) and doc[i].lower_ in words(LEXICON, "areas.before")
    i += squared
    if i >= len(doc):
        return None
    unit = _units().get(lemma(doc[i])) or _units().get(doc[i].lower_)
    if unit is None or unit.startswith("square") != (squared or "one word" in unit):
        return None
    return Counted("area", *_what(doc[i]), above(doc[i]), unit.removesuffix(" in one word"), i)


def _money(amount: Amount, head: Token) -> Counted | None:
    """`$2 billion in aid`, `3 million euros`, `a $500 fine`."""
    doc = head.doc
    sign = next((token.text for token in doc[amount.start : head.i] if token.text in signs()), None)
    if sign is not None and doc[amount.start - 1 : amount.start].text == "(":
        return None  # what another currency comes to
    if sign is not None:
        noun = (
            head.head
            if head.dep_ in {"nummod", "compound", "quantmod", "amod", "nmod"} and head.head.i > head.i and head.head.tag_.startswith("N")
            else None
        )
        start, end = (amount.end, noun.i + 1) if noun is not None else _what(head)
        if any(token.is_punct and token.text != "-" for token in doc[start:end]):
            start = end
        return Counted("money", start, max(end, start), above(head), signs()[sign], max(end - 1, head.i))
    unit = doc[amount.end] if amount.end < len(doc) else None
    if unit is not None and unit.lower_ in {"u.s.", "us"} and amount.end + 1 < len(doc) and lemma(doc[amount.end + 1]) == "dollar":
        return Counted("money", *_what(doc[amount.end + 1]), above(doc[amount.end + 1]), "USD", amount.end + 1)
    if unit is None or lemma(unit) not in table(LEXICON)["money"]["nouns"] or unit.tag_ not in {"NNS", "NN"}:
        return None
    return Counted("money", *_what(unit), above(unit), table(LEXICON)["money"]["nouns"][lemma(unit)], unit.i)


def _what(unit: Token) -> tuple[int, int]:
    """Where the words are that say of what, without the preposition and article."""
    end = _end_of_what(unit)
    start = unit.i + 1
    while start < end and (unit.doc[start].lower_ in _FOR_WHAT or unit.doc[start].tag_ in {"DT", "PRP$"}):
        start += 1
    return start, end


def _end_of_what(unit: Token) -> int:
    """Where the words end that say of what: "of Ukrainian land", "in aid"; nothing where there are none."""
    doc, i = unit.doc, unit.i + 1
    if i + 1 >= len(doc) or doc[i].lower_ not in _FOR_WHAT:
        return i
    last = i
    for token in doc[i + 1 : i + 1 + _OF_WITHIN]:
        if token.tag_ in {"NN", "NNS", "NNP", "NNPS"}:
            last = token.i + 1
        elif token.tag_ not in {"DT", "JJ", "VBN", "VBG", "HYPH", "PRP$"}:
            break
    return max(last, i)


@cache
def _units() -> dict[str, str]:
    return {word: unit for unit, listed in table(LEXICON)["areas"].items() if unit != "before" for word in listed}
