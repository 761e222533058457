"""Stances that only point at the one told before: "Norway supports the tax; Peru does not", "so does Peru"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.holders import Scene, acting
from kg.extract.model import StanceSpan
from kg.extract.parsed import Token
from kg.extract.stated import stated_on
from kg.extract.syntax import SUBJECTS, conjuncts, is_negated
from kg.lexicon import words
from kg.records import Polarity

_CONFIDENCE = 0.7
_REACH = 40
_ECHOED = frozenset({"stance.verb", "stance.adjective", "stance.preposition", "stance.echo"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ALIKE = frozenset({"so", "too", "likewise"})
_COMPLEMENTS = frozenset({"dobj", "xcomp", "ccomp", "prep", "attr", "acomp", "advcl", "oprd"})


def echoes(around: Scene, said: Sequence[StanceSpan]) -> Iterator[StanceSpan]:
    """The stances of a Doc that repeat or deny the one before for someone else."""
    known = sorted(said, key=lambda stance: stance.end)
    for token in around.tokens:
        if token.lemma_ == "do" and (polarity := _answer(token)) is not None:
            before = last_stance(known, token, around)
            if before is not None:
                made = list(_stances(token, polarity, before, around))
                yield from made
                known = sorted([*known, *made], key=lambda stance: stance.end)


def last_stance(known: Sequence[StanceSpan], token: Token, around: Scene) -> StanceSpan | None:
    """The stance told right before a token, with no other clause between them."""
    ended = [stance for stance in known if stance.end <= token.i and token.i - stance.end <= _REACH]
    if not ended or ended[-1].rule not in _ECHOED or ended[-1].condition is not None:
        return None
    return None if _is_other_clause(around, ended[-1].end, token.i) else ended[-1]


def _is_other_clause(around: Scene, start: int, end: int) -> bool:
    """Something else is told here than who says so."""
    finite = [token for token in around.doc[start:end] if token.pos_ == "VERB" and token.tag_ in _FINITE]
    return any(token.lemma_ not in words("stance_frames", "embedding.report") and token.dep_ != "relcl" for token in finite)


def _answer(verb: Token) -> bool | None:
    """Whether a lone "do" agrees with what was said before; None where it is no answer."""
    if verb.tag_ not in _FINITE or any(child.dep_ in _COMPLEMENTS and child.i > verb.i for child in verb.children):
        return None
    if not any(child.dep_ in SUBJECTS for child in verb.children) or verb.dep_ in {"aux", "relcl"}:
        return None
    if is_negated(verb):
        return False
    return True if any(child.lower_ in _ALIKE for child in verb.children) else None


def _stances(verb: Token, agrees: bool, before: StanceSpan, around: Scene) -> Iterator[StanceSpan]:
    """Who does not support it opposes it; who does not oppose it takes no stance."""
    if not agrees and before.polarity is not Polarity.SUPPORTS:
        return
    subjects = [head for child in verb.children if child.dep_ in SUBJECTS for head in conjuncts(child)]
    for holder in acting(subjects, around):
        if holder != before.holder:
            yield replace(
                before,
                start=min(verb.i, *(subject.i for subject in subjects)),
                end=max(verb.i, *(child.i for child in verb.children if child.dep_ in {"neg", *SUBJECTS})) + 1,
                holder=holder,
                polarity=before.polarity if agrees else Polarity.OPPOSES,
                sources=around.sources(verb.i, holder),
                stated_on=stated_on(verb, None, around),
                rule="stance.echo",
                confidence=_CONFIDENCE,
            )
