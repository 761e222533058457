"""Who else holds a stance with a holder, or in its place: members of a list, one among many, those along with them."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.extract.syntax import SUBJECTS, conjuncts, subjects


def all_of(heads: Iterable[Token]) -> list[Token]:
    """The heads with those who are named for them or act with them."""
    return [holder for head in heads for holder in (*_members(head), *_companions(head))]


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
