"""Who else holds a stance with a holder, or in its place: members of a list, one among many, those along with them."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.holders import Scene
from kg.extract.parsed import Token
from kg.extract.syntax import SUBJECTS, conjuncts, subjects
from kg.records import Kind


def all_of(heads: Iterable[Token], around: Scene) -> list[Token]:
    """The heads with those who are named for them or act with them."""
    return [holder for head in heads for holder in (*_members(head), *_listed(head, around), *_companions(head), *_examples(head, around))]


def _listed(head: Token, around: Scene) -> list[Token]:
    """Those whom the parser takes for an apposition in a list of names: "by Ann Lee of Bergen, Bo Berg of Oslo, and Eva Holm"."""
    if head.pos_ != "PROPN" or not _is_person(head, around):
        return []
    known = around.reading.references.at(head.i)
    names = [child for child in head.children if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > head.i]
    others = [name for child in names for name in conjuncts(child)] if len(names) == 1 else []
    return [name for name in others if _is_person(name, around) and around.reading.references.at(name.i) != known]


def _examples(head: Token, around: Scene) -> list[Token]:
    """Those who are named as examples: "other senators, such as Ann Lee", "neighbours including Norway and Peru"."""
    if head.tag_ not in {"NNS", "NNPS"}:
        return []
    own = [named for child in head.children if _opens_examples(child) for named in _after(child)]
    end = head.head.right_edge.i + 1 if head.dep_ in SUBJECTS else head.i
    later = [token for token in head.doc[head.i + 1 : end] if _opens_examples(token) and token.head.i != head.i and token.lower_ == "as"]
    people = [named for token in later for named in _after(token) if _is_person(named, around) and not _is_person(token.head, around)]
    return [named for named in (*own, *people) if named.pos_ == "PROPN"]


def _opens_examples(token: Token) -> bool:
    """It is "including", or "as" after "such"."""
    return token.dep_ == "prep" and (
        token.lower_ == "including" or (token.lower_ == "as" and token.i > 0 and token.nbor(-1).lower_ == "such")
    )


def _after(preposition: Token) -> list[Token]:
    return [named for pobj in preposition.children if pobj.dep_ == "pobj" for named in conjuncts(pobj)]


def _is_person(token: Token, around: Scene) -> bool:
    referent = around.reading.references.at(token.i)
    return referent is not None and around.reading.references.things[referent].kind is Kind.PERSON


def _members(head: Token) -> list[Token]:
    """Those who are named after how many they are: "three nurses, Ann Lee and Bo Berg, sued"."""
    listed = next((child for child in head.children if child.dep_ == "appos" and child.conjuncts), None)
    counted = any(child.dep_ == "nummod" for child in head.children)
    return conjuncts(listed) if listed is not None and counted else _singled_out(head)


def _singled_out(head: Token) -> list[Token]:
    """Who is among them: "she was among the senators who opposed it"."""
    among = head.head
    if head.dep_ != "pobj" or among.lower_ not in {"among", "of"} or not any(child.dep_ in {"relcl", "acl"} for child in head.children):
        return [head]
    if among.lower_ == "of" and among.head.lower_ != "one":
        return [head]
    above = among.head if among.lower_ == "among" else among.head.head
    return subjects(above) if above.lemma_ == "be" else [head]


def _companions(head: Token) -> list[Token]:
    """Who acts with them: "along with the union"."""
    beside = [*head.children, *(child for child in head.head.children if head.dep_ in SUBJECTS and head.i < child.i < head.head.i)]
    named = [child for child in beside if child.dep_ == "prep" and child.lower_ in {"with", "along", "together"}]
    joint = [child for child in named if child.lower_ != "with" or child.nbor(-1).lower_ in {"along", "together"}]
    withs = [inner for child in joint for inner in ([child] if child.lower_ == "with" else list(child.children)) if inner.lower_ == "with"]
    return [pobj for inner in withs for pobj in inner.children if pobj.dep_ == "pobj"]
