"""One common noun as an issue: "the decision" means nothing to whoever has not read the article.

Comes in: a noun and the issue that it names. Goes out: the issue with whose it is, with what it does ("a bill that raises the pension
age"), or with the words under which the same noun was named before, or None where the noun points to something that is not found.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.concepts import concept, issue
from kg.extract.issue_words import name_of, noun_words
from kg.extract.model import References
from kg.extract.parsed import Token
from kg.lexicon import words
from kg.records import Issue, Kind

_TELLING = frozenset({"compound", "amod", "nmod", "prep"})
_RELATIVE = frozenset({"that", "which"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})


def specified(head: Token, found: Issue | None, before: Iterable[Token], references: References) -> Issue | None:
    """The issue of a noun, told so that it can be understood outside its article, or None.

    Args:
        head: the noun.
        found: what it names by itself.
        before: the tokens before it, nearest first.
        references: who is meant.
    """
    if found is None:
        return _named_before(head, before, references) if head.pos_ == "NOUN" and _points(head) else None
    if not _is_bare(head, found):
        return found
    if references.at(head.i) is not None and not _points(head):
        return found
    if (owner := _owner(head, references)) is not None:
        return Issue(f"{found.label} of {owner}", found)
    says_nothing = head.lemma_.lower() in words("issues", "vague.bare")
    if says_nothing and (deed := _deed(head, references)) is not None:
        return Issue(f"{found.label} {deed}", found)
    fuller = _named_before(head, before, references) if _points(head) else None
    return fuller or (None if says_nothing else found)


def _named_before(head: Token, before: Iterable[Token], references: References) -> Issue | None:
    return next((fuller for noun in before if (fuller := _fuller(noun, head, references)) is not None), None)


def _is_bare(head: Token, found: Issue) -> bool:
    """A single small word that the lexicon does not know."""
    plain = head.pos_ == "NOUN" and " " not in found.label and "-" not in found.label and found.label.islower()
    happened = head.lemma_.lower() in words("issues", "vague.attack")
    return plain and not happened and found.label in {head.lower_, head.lemma_.lower()} and concept(found.label) is None


def _owner(head: Token, references: References) -> str | None:
    """Whose it is, by name; a pronoun only where it means a person."""
    for child in head.children:
        if child.dep_ != "poss" or (name := name_of(child, references)) is None:
            continue
        referent = references.at(child.i)
        if child.tag_ != "PRP$" or (referent is not None and references.things[referent].kind is Kind.PERSON):
            return name
    return None


def _deed(head: Token, references: References) -> str | None:
    """What it does, by the clause behind it: "that would ban flights"."""
    for verb in head.children:
        if verb.dep_ != "relcl" or any(child.dep_ == "neg" for child in verb.children):
            continue
        subject = any(child.dep_ == "nsubj" and child.lower_ in _RELATIVE for child in verb.children)
        thing = next((child for child in verb.children if child.dep_ == "dobj" and child.pos_ in {"NOUN", "PROPN"}), None)
        if subject and thing is not None:
            named = noun_words(thing, references)
            does = [child for child in verb.children if child.dep_ in {"aux", "prt"}]
            said = [word.text for word in sorted([*does, verb], key=lambda word: word.i)]
            return " ".join(["that", *said, issue(named.modifiers, named.head, named.complement).label])
    return None


def _points(head: Token) -> bool:
    """It is one that was named before."""
    beside = [child for child in head.children if child.dep_ in {"det", "poss", "predet", "amod"}]
    return any(child.lower_ in _POINTING or child.tag_ == "PRP$" for child in beside)


def _fuller(noun: Token, head: Token, references: References) -> Issue | None:
    """The same noun with words of its own: "the quarantine" after "a mandatory quarantine for nurses"."""
    if noun.tag_ != head.tag_ or noun.lower_ != head.lower_:
        return None
    if not any(child.dep_ in _TELLING for child in noun.children):
        deed = _deed(noun, references)
        return None if deed is None else Issue(f"{noun.lower_} {deed}", issue((), noun.lower_))
    found = noun_words(noun, references)
    return issue(found.modifiers, found.head, found.complement) if found.modifiers or found.complement else None
