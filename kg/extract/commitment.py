"""How far the words above a stance commit its holder to it.

Comes in: the verb (or noun) that carries a stance. Goes out: whether it is turned around on the way up and whose stance it
is, or None where the text asserts nothing: "hoped they would agree" is a stance of the one who hopes, "it is difficult for
them to agree" is none at all. What is not known to assert is taken not to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.extract.commitment_roles import is_doubted, is_proviso, role_of
from kg.extract.parsed import Token
from kg.extract.stance_frames import is_attitude, lemma
from kg.extract.syntax import agents, auxiliaries, is_negated, may_be_passive, patients, possessors, prepositional, subjects
from kg.lexicon import words

_COPULAS = frozenset({"be", "seem", "remain", "become"})
_RAISING = frozenset({"think", "believe", "feel"})
_NEGATABLE_WISHES = frozenset({"want", "wish", "like"})
_SCARCELY = frozenset({"hardly", "scarcely", "barely", "rarely", "seldom"})
_PERHAPS = frozenset({"perhaps", "maybe", "possibly", "supposedly", "presumably"})
_TO_COME = frozenset({"will", "would", "'d", "’d", "'ll", "’ll"})
_PERMITTING = frozenset({"may", "might"})
_OPEN = frozenset({"could", "might", "may"})
_MAX_STEPS = 12


@dataclass(frozen=True, slots=True)
class Commitment:
    """What the words above a stance make of it.

    Attributes:
        turned: how often it is turned around by negation or refusal.
        negated: a negation particle is among what turned it.
        bearers: heads of the phrases whose stance it is, where that is not the subject of the carrier.
        duty: it is said that someone should hold it: a stance of the speaker.
        hypothetical: it stands under "would".
    """

    turned: int = 0
    negated: bool = False
    bearers: tuple[Token, ...] | None = None
    duty: bool = False
    hypothetical: bool = False


def commitment(carrier: Token, cues: frozenset[int], *, act: bool = False) -> Commitment | None:
    """What the words above a carrier commit its holder to.

    Args:
        carrier: the verb, noun or adjective that a stance hangs on.
        cues: the tokens that introduce direct speech.
        act: the carrier only acts; another attitude above it may be the stance then ("opposes banning").
    """
    state = None if _is_asked(carrier) else _own(carrier, Commitment())
    node = carrier
    for _ in range(_MAX_STEPS):
        if state is None or node.dep_ in _ENDS or node.head.i == node.i:
            return None if is_doubted(node) else state
        role = "share" if node.dep_ == "conj" and not is_proviso(node) else role_of(node, cues)
        if role in _LEAPS:
            return _LEAPS[role](node, state)
        if role == "stop" or (act and node.tag_ == "VBG" and is_attitude(node.head)):
            return state if role == "stop" else None
        step = _STEPS.get(role)
        state = None if step is None else step(node, state)
        node = node.head
    return None


_ENDS = frozenset({"ROOT", "relcl", "appos", "parataxis", "meta", "dep", "intj"})


def _own(verb: Token, state: Commitment) -> Commitment | None:
    """What the auxiliaries and the negation of a verb make of its stance."""
    helped = _helped(verb, state)
    return None if helped is None else _negation(verb, helped)


def _helped(verb: Token, state: Commitment) -> Commitment | None:
    helpers = {token.lower_ for token in auxiliaries(verb)}
    if helpers & words("stance_frames", "embedding.uncertain_modals") and (not is_negated(verb) or helpers & _PERMITTING):
        return None
    if helpers & words("stance_frames", "embedding.duty_modals"):
        state = replace(state, duty=True)
    if helpers & {"would", "'d", "’d"}:
        if helpers & {"have", "'ve"}:
            return None
        state = replace(state, hypothetical=True)
    return state


def _negation(verb: Token, state: Commitment) -> Commitment | None:
    if _is_hedged(verb):
        return None if is_negated(verb) else state
    if any(child.lower_ in _SCARCELY or child.lower_ in _PERHAPS for child in verb.children):
        return None
    if _is_over(verb):
        return replace(state, turned=state.turned + 1, negated=True)
    if not is_negated(verb) or _comes_later(verb):
        return state
    perfect = any(helper.lemma_ == "have" for helper in auxiliaries(verb))
    never = any(child.lower_ == "never" for child in verb.children)
    return None if perfect and not never else replace(state, turned=state.turned + 1, negated=True)


def _comes_later(verb: Token) -> bool:
    """It came in the end: "did not endorse it until July"."""
    past = any(helper.lower_ == "did" for helper in auxiliaries(verb))
    return past and any(child.lower_ in {"until", "till"} and child.dep_ == "prep" for child in verb.children)


def _is_over(verb: Token) -> bool:
    """It "no longer" holds."""
    return any(child.lower_ == "longer" and any(g.lower_ == "no" for g in child.children) for child in verb.children)


def _share(node: Token, state: Commitment) -> Commitment | None:
    """A coordinated verb without auxiliaries of its own shares the doubt of the first."""
    if node.tag_ not in {"VB", "VBG"} or any(child.dep_ in {"aux", "nsubj"} for child in node.children):
        return state
    return None if is_negated(node.head) else state


def _along(node: Token, state: Commitment) -> Commitment | None:
    """A participle clause is as sure as the clause it hangs on."""
    return None if node.head.tag_ == "VB" and is_negated(node.head) else state


def _copula(node: Token, state: Commitment) -> Commitment | None:
    """The negation of "is not opposed" was counted with the adjective."""
    able = node.dep_ == "acomp" and any(helper.lower_ in {"can", "ca"} for helper in auxiliaries(node.head))
    return _helped(node.head, state) if node.head.lemma_ in _COPULAS and not able else None


def _report(node: Token, state: Commitment) -> Commitment | None:
    """Who "does not think it right" thinks it wrong; what someone did not say is not known."""
    if _is_asked(node.head) or _is_supposed(node) or _is_put_to(node.head):
        return None
    if not is_negated(node.head):
        return state
    raised = lemma(node.head) in _RAISING and not any(helper.lower_ == "did" for helper in auxiliaries(node.head))
    return replace(state, turned=state.turned + 1, negated=True) if raised else None


def _is_put_to(verb: Token) -> bool:
    """A speaker tells whom he speaks to what that one says: 'You say, "I want to shut it"'."""
    return verb.lemma_ == "say" and any(child.dep_ == "nsubj" and child.lower_ == "you" for child in verb.children)


def _is_supposed(clause: Token) -> bool:
    """Someone guesses what others would want ("thought that voters would back it"), or it is told what a thing would mean."""
    helpers = {helper.lower_ for helper in auxiliaries(clause)} & _TO_COME
    others = any(child.dep_ == "nsubj" and child.pos_ in {"NOUN", "PROPN"} for child in clause.children)
    if helpers and others and lemma(clause.head) in words("stance_frames", "intended.supposing"):
        return True
    above = {helper.lower_ for helper in auxiliaries(clause.head)}
    return bool(above & _OPEN) or (lemma(clause.head) == "mean" and bool(above & _TO_COME))


def _keep(node: Token, state: Commitment) -> Commitment | None:
    head = node.head
    below = _own(head, state) if head.pos_ in {"VERB", "AUX", "ADJ"} else state
    if any(child.dep_ == "det" and child.lower_ == "no" for child in head.children):
        below = replace(state, turned=state.turned + 1, negated=True)
    return None if below is None else replace(below, bearers=_controllers(head))


def _must(node: Token, state: Commitment) -> Commitment | None:
    """Who says that it has to be done wants it done; that it need not be done says nothing."""
    below = _own(node.head, state) if not is_negated(node.head) else None
    return None if below is None else replace(below, duty=True)


def _flip(node: Token, state: Commitment) -> Commitment | None:
    kept = None if _is_hedged(node) else _keep(node, state)
    return None if kept is None else replace(kept, turned=kept.turned + 1)


def _is_hedged(verb: Token) -> bool:
    """To refuse to embrace it fully is not to refuse it."""
    return any(child.lower_ in words("stance_frames", "embedding.pending") for child in verb.children if child.dep_ == "advmod")


def _blame(node: Token, state: Commitment) -> Commitment | None:
    """Who is known, praised or punished for it does it."""
    verb = node.head.head
    return None if is_negated(verb) or _is_asked(verb) else replace(state, bearers=tuple(patients(verb)))


def _summons(node: Token, state: Commitment) -> Commitment | None:
    verb = node.head.head.head
    known = verb.pos_ == "VERB" and not is_negated(verb) and not _is_asked(verb)
    return replace(state, bearers=tuple(agents(verb)), duty=False, hypothetical=False) if known else None


def _desire(node: Token, state: Commitment) -> Commitment | None:
    head = node.head
    if (is_negated(head) and lemma(head) not in _NEGATABLE_WISHES) or may_be_passive(head):
        return None
    lifted = replace(state, duty=False, hypothetical=False)
    kept = _own(head, lifted) if head.pos_ in {"VERB", "AUX"} else lifted
    return None if kept is None else replace(kept, bearers=_wishers(head))


def _controllers(head: Token) -> tuple[Token, ...]:
    if head.pos_ == "NOUN":
        owners = [owner for owner in possessors(head) if owner.tag_ != "PRP$"]
        owners = owners or prepositional(head, "by", "from")
        return tuple(owners or (subjects(head.head) if head.dep_ in {"dobj", "attr"} else possessors(head)))
    return tuple(subjects(head))


def _wishers(head: Token) -> tuple[Token, ...]:
    return _controllers(head) if head.pos_ == "NOUN" else tuple(agents(head))


def _is_asked(token: Token) -> bool:
    """The sentence is a question."""
    sent = token.sent
    return any(word.text == "?" for word in token.doc[max(sent.end - 4, token.i) : sent.end])


_STEPS: dict[str, Callable[[Token, Commitment], Commitment | None]] = {
    "share": _share,
    "along": _along,
    "copula": _copula,
    "report": _report,
    "keep": _keep,
    "must": _must,
    "flip": _flip,
    "desire": _desire,
}
_LEAPS: dict[str, Callable[[Token, Commitment], Commitment | None]] = {"blame": _blame, "summons": _summons}
