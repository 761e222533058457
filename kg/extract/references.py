"""References: which spans of an article mean the same actor or place.

In: a Doc with its names, quotes and offices. Out: the referents of the article and every span that refers to one. A sieve, surest first:
names, titles that take up a holder, phrases in which a state acts, groups, pronouns. What no step is sure of refers to nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.groups import Groups
from kg.extract.identity import Cast
from kg.extract.introduced import introduced
from kg.extract.model import Holding, Link, Name, Quote, Reference, References, Role
from kg.extract.nominals import bare_states, owned_states, places, state_phrases, taken_up
from kg.extract.pairs import pairs
from kg.extract.positions import Positions
from kg.extract.pronouns import Pronouns, referents_for
from kg.extract.roles import role_phrases
from kg.extract.syntax import conjuncts, prepositional
from kg.lexicon import words
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.parsed import Doc, Token


def resolve_references(doc: Doc, names: tuple[Name, ...], quotes: tuple[Quote, ...], offices: tuple[Holding, ...]) -> References:
    """The referents of a Doc and the spans that refer to them."""
    cast, positions = Cast(doc, names, offices), Positions(doc)
    spans = _named(doc, cast)
    taken = {i for name in names for i in range(name.start, name.end)}
    spans += role_phrases(doc, cast, spans, positions)
    taken |= {i for holding in offices for i in range(holding.title_start, holding.title_end)} | {span.head for span in spans}
    states = state_phrases(doc, cast, taken, positions)
    states += bare_states(states, taken, positions)
    taken |= {state.head for state in states}
    bodies = [*taken_up(cast, taken, positions), *places(cast, taken, positions)]
    taken |= {body.head for body in bodies}
    known = introduced(cast, spans, taken, positions)
    taken |= {one.head for one in known}
    both = pairs(cast, spans, positions)
    taken |= both.keys()
    groups = Groups(doc, names, cast, positions)
    spans += [*states, *bodies, *known, *groups.find(taken)]
    resolver = Pronouns(doc, cast, quotes, spans, positions)
    pronouns, unnamed = referents_for(resolver.resolve(), resolver, groups)
    spans += unnamed
    owned = owned_states(doc, pronouns, cast, taken)
    heads = {state.head for state in owned}
    settled = groups.settle({pronoun.head: pronoun.referent for pronoun in pronouns})
    spans = [span for span in spans if span.head not in heads] + pronouns + owned
    spans = [replace(span, referent=settled[span.referent]) if span.referent in settled else span for span in spans]
    spans.sort(key=lambda span: (span.start, -span.end, span.link, span.referent))
    return References(tuple(cast.things), tuple(spans), _by_token(spans), both)


def actors(token: Token, references: References) -> tuple[int, ...]:
    """The referents that the noun phrase headed by a token denotes when it acts, without repeats.

    These are the referent of the token and those of its conjuncts. A title beside a name ("the mayor, Ann Lee") means the
    person, a word of quantity ("dozens of protesters") what it counts. A phrase that only contains a name denotes nothing.
    """
    found = [referent for head in conjuncts(token) for referent in _denoted(head, references)]
    return tuple(dict.fromkeys(found))


def _denoted(head: Token, references: References) -> tuple[int, ...]:
    if head.i in references.pairs:
        return references.pairs[head.i]
    reference = references.by_token.get(head.i)
    if reference is not None and (reference.head == head.i or reference.link is Link.NAME):
        return (reference.referent,)
    counted = prepositional(head, "of") if head.lower_ in words("group_nouns", "quantities") else []
    beside = [child for child in head.children if child.dep_ == "appos"]
    named = _singled_out(head, counted, references)
    if len(named) == 1:
        return (references.by_token[named[0].i].referent,)
    found = tuple(own.referent for other in (*counted, *beside) if (own := references.by_token.get(other.i)) and own.head == other.i)
    return tuple(one for one in found if references.things[one].kind is Kind.PERSON) or found


def _singled_out(head: Token, counted: list[Token], references: References) -> list[Token]:
    """Who is named after "one of them": "one of these groups, the Harbour Front"."""
    if head.lower_ != "one":
        return []
    beside = [child for noun in (head, *counted) for child in noun.children if child.dep_ == "appos" and child.i > noun.i]
    return [child for child in beside if (own := references.by_token.get(child.i)) is not None and own.link is Link.NAME]


def _named(doc: Doc, cast: Cast) -> list[Reference]:
    return [
        Reference(name.start, name.end, doc[name.start : name.end].root.i, cast.of_name[index], Link.NAME, 1.0)
        for index, name in enumerate(cast.names)
        if name.role is not Role.ADJECTIVE
    ]


def _by_token(spans: list[Reference]) -> dict[int, Reference]:
    """For each token the innermost reference; a head's own reference wins."""
    found: dict[int, Reference] = {}
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        found.update(dict.fromkeys(range(span.start, span.end), span))
    found.update({span.head: span for span in sorted(spans, key=lambda span: (span.start - span.end, span.start))})
    return found
