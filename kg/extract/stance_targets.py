"""What a stance is about: the tokens that head the target of a frame."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.issue_clauses import done_by
from kg.extract.noun_holders import is_made
from kg.extract.parsed import Token
from kg.extract.stance_clauses import (
    barred,
    charges,
    clauses,
    controlled,
    deeds,
    elsewhere,
    faults,
    gerunds,
    infinitives,
    is_infinitive,
    subjunctives,
    summoned,
    undergoes,
    undertaken,
    votes,
)
from kg.extract.stance_frames import lemma
from kg.extract.stance_nouns import is_abstract, is_act, is_comparative, is_noun, is_own, is_text
from kg.extract.syntax import RELATIVE, ancestors, is_passive, meant, patients, prepositional
from kg.lexicon import words


def targets(trigger: Token, slots: tuple[str, ...]) -> list[Token]:
    """The heads of the noun phrases and clauses in the first of these slots that is filled."""
    for slot in slots:
        if found := _SLOTS[slot](trigger) if slot in _SLOTS else _after(trigger, slot):
            return found
    return []


def _after(trigger: Token, preposition: str) -> list[Token]:
    if preposition == "for" and trigger.lemma_ == "call" and any(child.dep_ == "dobj" for child in trigger.children):
        return []
    if trigger.lemma_ == "ask" and any(child.lower_ in {"about", "whether", "if"} for child in trigger.children):
        return []
    found = [_antecedent(token, trigger) for token in prepositional(trigger, preposition) if not _is_compound(token)]
    if preposition == "for" and trigger.pos_ == "NOUN" and found:
        found = [token for token in found if token.doc[_opening(token) - 1].text != ","]
    found = found or _stranded(trigger, preposition)
    if not found and trigger.pos_ == "VERB":
        found = [
            noun for child in trigger.children if child.dep_ in {"prt", "advmod", "prep"} for noun in prepositional(child, preposition)
        ]
    if not found and trigger.pos_ == "VERB":
        found = contrasted(trigger, preposition)
    if not found and trigger.dep_ == "nsubj" and preposition == "against":
        found = prepositional(trigger.head, preposition)
    if not found and trigger.dep_ in {"dobj", "acomp", "attr"} and trigger.head.lemma_ not in words("stance_frames", "embedding.accusing"):
        found = prepositional(trigger.head, preposition)
    if not found and trigger.dep_ == "pobj" and trigger.head.lower_ in {"in", "on"} and trigger.head.i > trigger.head.head.i:
        found = [token for token in prepositional(trigger.head.head, preposition) if token.i > trigger.i]
    if not found and trigger.pos_ == "NOUN":
        beside = [
            *prepositional(trigger, "by", "from"),
            *(child for child in trigger.children if is_made(child)),
        ]
        found = [token for near in beside for token in prepositional(near, preposition)]
    found = [token for token in found if token.pos_ == "VERB" or is_noun(token)]
    done = [_done_to(counted) if preposition == "for" else counted for token in found for counted in _counted(token)]
    return list(dict.fromkeys(done))


def _opening(noun: Token) -> int:
    """Where the phrase with the preposition before a noun begins."""
    return next((word.i for word in ancestors(noun) if word.dep_ == "prep"), noun.i)


def _is_compound(noun: Token) -> bool:
    """It stands after a longer preposition: "instead of", "because of", "outside of"."""
    preposition = next((word for word in ancestors(noun) if word.dep_ == "prep"), noun)
    before = preposition.doc[max(preposition.i - 1, 0)]
    return preposition.lower_ == "of" and before.head.i == preposition.i and before.dep_ in {"advmod", "pcomp"}


def contrasted(verb: Token, preposition: str) -> list[Token]:
    """What stands after a second preposition: "voted for the first article but against the second"."""
    if verb.pos_ != "VERB":
        return []
    firsts = [child for child in verb.children if child.dep_ == "prep"]
    seconds = [other for first in (verb, *firsts) for other in first.children if other.dep_ == "conj" and other.pos_ == "ADP"]
    return [noun for other in seconds if other.lower_ == preposition for noun in other.children if noun.dep_ == "pobj"]


def _done_to(noun: Token) -> Token:
    """What is to be done to it, where the parser takes that for a part of the noun phrase: "called for the law to be repealed"."""
    below = next((child for child in noun.children if child.dep_ in {"acl", "relcl"} and is_infinitive(child) and is_passive(child)), None)
    return below or done_by(noun) or noun


def _antecedent(token: Token, trigger: Token) -> Token:
    """The noun that a relative pronoun stands for: "the plan, with which they agreed"."""
    return meant(trigger) if token.lower_ in RELATIVE and trigger.dep_ == "relcl" else token


def _stranded(trigger: Token, preposition: str) -> list[Token]:
    """The noun before a relative clause that ends in a preposition: "the plan, which they agreed to"."""
    if trigger.dep_ != "relcl":
        return []
    alone = any(child.lower_ == preposition and not any(g.dep_ == "pobj" for g in child.children) for child in trigger.children)
    return [trigger.head] if alone else []


def _objects(trigger: Token) -> list[Token]:
    if trigger.pos_ == "ADP":
        return [child for child in trigger.children if child.dep_ == "pobj"]
    if controlled(trigger):
        return []
    found = [counted for token in _ungapped(trigger) if is_noun(token) for counted in _counted(token)]
    return [_changed(noun) for noun in found] if lemma(trigger) in words("stance_frames", "embedding.participle") else found


def _ungapped(trigger: Token) -> list[Token]:
    """As `_patients`, up to where another subject begins that shares the verb: "Norway backs the plan and Peru the ban"."""
    objects = [child for child in trigger.children if child.dep_ == "dobj" and child.i > trigger.i]
    if len(objects) < 2 or objects[0].lower_ in RELATIVE:
        return _patients(trigger)
    shared = next((other for other in reversed(objects[0].conjuncts) if other.i < objects[1].i), None)
    known = _patients(trigger)
    return known if shared is None else [token for token in known if token.i < shared.i]


def _changed(noun: Token) -> Token:
    """What is to be done to it, where the parser takes the participle for a part of the noun phrase: "wants the troops removed"."""
    participles = [child for child in noun.children if child.dep_ == "acl" and child.tag_ == "VBN"]
    return next((verb for verb in participles if not any(child.dep_ == "agent" for child in verb.children)), noun)


def _patients(trigger: Token) -> list[Token]:
    """As `patients`; a participle coordinated with one after a noun shares that noun."""
    shares = trigger.dep_ == "conj" and trigger.tag_ == "VBN" and trigger.head.dep_ == "acl"
    return patients(trigger.head) if shares else patients(trigger)


def _counted(token: Token) -> list[Token]:
    """What a word of quantity counts: "many of the suggestions"."""
    if token.lemma_.lower() not in words("issues", "label.quantities"):
        return [token]
    return prepositional(token, "of") or [token]


def _passages(trigger: Token) -> list[Token]:
    """A text that passes a chamber: "the bill passed the Senate"."""
    bodies = [child for child in trigger.children if child.dep_ == "dobj" and not is_text(child)]
    texts = [child for child in trigger.children if child.dep_ == "nsubj" and is_text(child) and child.pos_ != "PRON"]
    return texts if bodies and trigger.tag_ in {"VBD", "VBN", "VBZ"} else []


def _ranks(trigger: Token) -> list[Token]:
    """Whom one recognises as something."""
    return _objects(trigger) if any(child.lower_ == "as" and child.dep_ == "prep" for child in trigger.children) else []


def _behests(trigger: Token) -> list[Token]:
    """What was done "at the request of" someone."""
    verb = trigger.head.head
    return [verb] if trigger.dep_ == "pobj" and trigger.head.lower_ == "at" and verb.pos_ == "VERB" else []


def _backdrop(trigger: Token) -> list[Token]:
    """What was done "despite the opposition of" someone, or "with the approval of" someone."""
    above = trigger.head
    owned = prepositional(trigger, "from", "by") or [child for child in trigger.children if child.dep_ == "poss"]
    told = trigger.dep_ == "pobj" and above.lower_ in {"despite", "with"} and above.head.pos_ == "VERB" and owned
    return [above.head] if told and any(child.dep_ == "dobj" for child in above.head.children) else []


def _seen(trigger: Token) -> list[Token]:
    """What someone would like to see."""
    seen = [child for child in trigger.children if child.dep_ == "xcomp" and child.lemma_ == "see"]
    return [found for verb in seen for found in (_objects(verb) or [child for child in verb.children if undergoes(child)])]


def _abstract(trigger: Token) -> list[Token]:
    """Objects that are words, rules or powers, and no things or people."""
    return [token for token in _objects(trigger) if is_abstract(token)]


def _processes(trigger: Token) -> list[Token]:
    """Objects that are something done to a thing, by their ending: "seeks the dismissal of the minister"."""
    endings = tuple(words("stance_frames", "questioned.endings"))
    return [noun for noun in _objects(trigger) if noun.pos_ == "NOUN" and noun.lower_.endswith(endings) and prepositional(noun, "of")]


def _own(trigger: Token) -> list[Token]:
    """What speakers say that they are for: "we are for the freedom to dress"."""
    speaking = any(child.dep_ == "nsubj" and child.lower_ in {"i", "we"} for child in trigger.head.children)
    close = trigger.doc[max(trigger.i - 1, 0)].lower_ in {"am", "are", "'m", "'re", "’m", "’re", "all", "always", "strongly", "not"}
    return [noun for noun in _objects(trigger) if speaking and close and noun.pos_ == "NOUN"]


def _evils(trigger: Token) -> list[Token]:
    """As `_abstract`, without what is fought by those who do not oppose it: "is fighting corruption", not "fought a war"."""
    return [noun for noun in _abstract(trigger) if noun.lemma_.lower() not in words("stance_frames", "empty.fought")]


def _appointments(trigger: Token) -> list[Token]:
    """Objects that are somebody's nomination: "confirmed her appointment"."""
    return [noun for noun in _objects(trigger) if noun.lemma_.lower() in words("stance_frames", "granted.appointments")]


def _means(trigger: Token) -> list[Token]:
    """Objects that are granted for something: "denied funding for the wall"."""
    return [
        noun for noun in _objects(trigger) if noun.lower_ in words("stance_frames", "granted.means") and prepositional(noun, "for", "to")
    ]


def _claims(trigger: Token) -> list[Token]:
    """Objects that are what others say of one: "denied the allegations"."""
    return [noun for noun in _objects(trigger) if noun.lemma_.lower() in words("issues", "vague.claim") and noun.i > trigger.i]


def _comparatives(trigger: Token) -> list[Token]:
    """Objects of which there is to be more or less: "seeks tighter controls", "wants a more open market"."""
    return [noun for noun in _objects(trigger) if noun.pos_ in {"NOUN", "PROPN"} and any(is_comparative(child) for child in noun.children)]


def _acts(trigger: Token) -> list[Token]:
    """Objects that are something done, in the lexicon of issues: "imposed sanctions"."""
    return [token for token in _objects(trigger) if is_act(token) and not is_own(token)]


def _views(trigger: Token) -> list[Token]:
    """What one agrees with, where it is no actor."""
    return [token for token in _after(trigger, "with") if token.pos_ == "NOUN"]


def _listed(trigger: Token) -> list[Token]:
    """What demands include: "their demands include a recount and that he resign"."""
    verb = trigger.head
    if trigger.dep_ not in {"nsubj", "attr"} or verb.lemma_ not in words("stance_frames", "questioned.listing"):
        return []
    nouns = [noun for child in verb.children if child.dep_ in {"dobj", "attr"} and child.i > verb.i for noun in _list(child)]
    nouns += prepositional(verb, "to") + [child for child in trigger.children if child.dep_ == "appos" and child.i > verb.i]
    clauses = [child for child in verb.children if child.dep_ in {"ccomp", "conj", "xcomp"} and child.tag_ in {"VB", "VBG"}]
    clauses += [child for child in verb.children if child.dep_ == "advcl" and child.i > verb.i and _goes_on(child, clauses)]
    listed = [member for head in (*nouns, *clauses) for member in (head, *head.conjuncts)]
    return [member for member in dict.fromkeys(listed) if member.i > verb.i]


def _goes_on(clause: Token, clauses: list[Token]) -> bool:
    """The clause goes on with a list of gerunds, or tells what demands expanded to."""
    if clause.tag_ == "VBG":
        return any(other.tag_ == "VBG" for other in clauses)
    return is_infinitive(clause) and not clauses


def _list(noun: Token) -> list[Token]:
    """A noun with its conjuncts, also where the parser takes the second of a list for an apposition."""
    return [noun, *noun.conjuncts, *(child for child in noun.children if child.dep_ == "appos")]


def _treaties(trigger: Token) -> list[Token]:
    """What one leaves: "withdrew from the treaty", "pulled out of the deal"."""
    out = [noun for child in trigger.children if child.lower_ in {"out", "away"} for noun in prepositional(child, "of", "from")]
    return [noun for noun in (*prepositional(trigger, "from"), *out) if noun.lemma_.lower() in words("stance_frames", "signed.nouns")]


def _texts(trigger: Token) -> list[Token]:
    return [token for token in _objects(trigger) if is_text(token)]


_SLOTS: dict[str, Callable[[Token], list[Token]]] = {
    "object": _objects,
    "gerund": gerunds,
    "infinitive": infinitives,
    "clause": clauses,
    "subjunctive": subjunctives,
    "control": controlled,
    "abstract": _abstract,
    "act": _acts,
    "with-view": _views,
    "listed": _listed,
    "deed": deeds,
    "passage": _passages,
    "rank": _ranks,
    "barred": barred,
    "charge": charges,
    "fault": faults,
    "see": _seen,
    "backdrop": _backdrop,
    "claim": _claims,
    "evil": _evils,
    "own": _own,
    "appointment": _appointments,
    "means": _means,
    "behest": _behests,
    "summons": summoned,
    "text": _texts,
    "undertaking": undertaken,
    "treaty": _treaties,
    "elsewhere": elsewhere,
    "vote": votes,
    "process": _processes,
    "comparative": _comparatives,
}
