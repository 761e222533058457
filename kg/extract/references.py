"""References: which spans mean the same actor or place. (First cut: equal names.)"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.extract.model import Holding, Link, Name, Quote, Reference, References, Role, Thing
from kg.extract.syntax import conjuncts, prepositional
from kg.lexicon import words


def resolve_references(doc: Doc, names: tuple[Name, ...], quotes: tuple[Quote, ...], offices: tuple[Holding, ...]) -> References:
    """The referents of a Doc and the spans that refer to them."""
    things: dict[tuple[str, str], Thing] = {}
    spans = []
    for name in names:
        full = max((n.text for n in names if n.kind == name.kind and n.text.split()[-1] == name.text.split()[-1]), key=len)
        key = (name.kind, name.entry or full)
        if key not in things:
            things[key] = Thing(len(things), name.kind, full, (full,), name.entry, name.country, False)
        if name.role is not Role.ADJECTIVE:
            spans.append(Reference(name.start, name.end, doc[name.start : name.end].root.i, things[key].id, Link.NAME, 1.0))
    return References(tuple(things.values()), tuple(spans), {i: span for span in spans for i in range(span.start, span.end)})


def actors(token: Token, references: References) -> tuple[int, ...]:
    """The referents that the noun phrase headed by a token denotes when it acts, without repeats.

    These are the referent of the token and those of its conjuncts. A title beside a name ("the mayor, Ann Lee") means the
    person, a word of quantity ("dozens of protesters") what it counts. A phrase that only contains a name denotes nothing.
    """
    found = [referent for head in conjuncts(token) for referent in _denoted(head, references)]
    return tuple(dict.fromkeys(found))


def _denoted(head: Token, references: References) -> tuple[int, ...]:
    reference = references.by_token.get(head.i)
    if reference is not None and (reference.head == head.i or reference.link is Link.NAME):
        return (reference.referent,)
    counted = prepositional(head, "of") if head.lower_ in words("group_nouns", "quantities") else []
    beside = [child for child in head.children if child.dep_ == "appos"]
    return tuple(own.referent for other in (*counted, *beside) if (own := references.by_token.get(other.i)) and own.head == other.i)
