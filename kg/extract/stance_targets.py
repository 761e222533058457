"""What a stance is about: the tokens that head the target of a frame."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from kg.extract.concepts import concept
from kg.extract.issue_words import noun_phrase
from kg.extract.stance_frames import lemma
from kg.extract.syntax import RELATIVE, auxiliaries, is_passive, patients, prepositional
from kg.lexicon import table, words

_SUBJUNCTIVE_MODALS = frozenset({"should", "must", "be"})
_WEIGHTY = frozenset({"vote", "refuse"})
_THINGS = frozenset({"it", "this", "that", "there"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"})
_TO_COME = frozenset({"will", "would", "'ll", "’ll", "'d", "’d"})
_COMPLEMENTS = frozenset({"dobj", "ccomp", "xcomp", "prep", "prt", "acomp", "attr", "dative", "oprd", "agent"})
_CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl"})


def targets(trigger: Token, slots: tuple[str, ...]) -> list[Token]:
    """The heads of the noun phrases and clauses in the first of these slots that is filled."""
    for slot in slots:
        if found := _SLOTS[slot](trigger) if slot in _SLOTS else _after(trigger, slot):
            return found
    return []


def _after(trigger: Token, preposition: str) -> list[Token]:
    if preposition == "for" and trigger.lemma_ == "call" and any(child.dep_ == "dobj" for child in trigger.children):
        return []
    found = [_antecedent(token, trigger) for token in prepositional(trigger, preposition)] or _stranded(trigger, preposition)
    if not found and trigger.dep_ in {"dobj", "acomp", "attr"}:
        found = prepositional(trigger.head, preposition)
    if not found and trigger.pos_ == "NOUN":
        beside = [
            *prepositional(trigger, "by", "from"),
            *(child for child in trigger.children if child.dep_ == "acl" and child.tag_ == "VBN"),
        ]
        found = [token for near in beside for token in prepositional(near, preposition)]
    return [_done_to(counted) if preposition == "for" else counted for token in found for counted in _counted(token)]


def _done_to(noun: Token) -> Token:
    """What is to be done to it, where the parser takes that for a part of the noun phrase: "called for the law to be repealed"."""
    return next((child for child in noun.children if child.dep_ in {"acl", "relcl"} and _is_infinitive(child) and is_passive(child)), noun)


def _antecedent(token: Token, trigger: Token) -> Token:
    """The noun that a relative pronoun stands for: "the plan, with which they agreed"."""
    return trigger.head if token.lower_ in RELATIVE and trigger.dep_ == "relcl" else token


def _stranded(trigger: Token, preposition: str) -> list[Token]:
    """The noun before a relative clause that ends in a preposition: "the plan, which they agreed to"."""
    if trigger.dep_ != "relcl":
        return []
    alone = any(child.lower_ == preposition and not any(g.dep_ == "pobj" for g in child.children) for child in trigger.children)
    return [trigger.head] if alone else []


def _objects(trigger: Token) -> list[Token]:
    if trigger.pos_ == "ADP":
        return [child for child in trigger.children if child.dep_ == "pobj"]
    if _controlled(trigger):
        return []
    found = [counted for token in _patients(trigger) if _is_noun(token) for counted in _counted(token)]
    return [_changed(noun) for noun in found] if lemma(trigger) in words("stance_frames", "embedding.participle") else found


def _is_noun(token: Token) -> bool:
    """The whole head of a noun phrase, not the first part of a compound like "pre-registration"."""
    part = not token.whitespace_ and token.i + 1 < len(token.doc) and token.nbor().text == "-"
    return token.pos_ in _NOMINAL and token.text[0].isalnum() and not part


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


def _gerunds(trigger: Token) -> list[Token]:
    return [child for child in trigger.children if child.dep_ in {"xcomp", "ccomp", "dobj", "pcomp"} and child.tag_ == "VBG"]


def _infinitives(trigger: Token) -> list[Token]:
    if _controlled(trigger):
        return []
    found = [child for child in trigger.children if child.dep_ in {"xcomp", "acl"} and _is_infinitive(child)]
    return found if trigger.lemma_ in _WEIGHTY else [verb for verb in found if verb.lemma_ not in words("stance_frames", "empty.verbs")]


def _clauses(trigger: Token) -> list[Token]:
    clauses = [child for child in trigger.children if child.dep_ == "ccomp" and child.i > trigger.i]
    return [clause for clause in clauses if not is_question(clause) and _has_actor(clause)]


def _subjunctives(trigger: Token) -> list[Token]:
    return [clause for clause in _clauses(trigger) if _is_subjunctive(clause)]


def _controlled(trigger: Token) -> list[Token]:
    """The infinitive that the object of the verb is to do."""
    objects = [child for child in trigger.children if child.dep_ in {"dobj", "dative"}]
    found = [child for child in trigger.children if child.dep_ == "xcomp" and _is_infinitive(child) and any(o.i < child.i for o in objects)]
    found += [child for child in trigger.children if child.dep_ == "ccomp" and _is_infinitive(child) and _has_subject(child)]
    return found + [child for child in trigger.children if undergoes(child)]


def undergoes(verb: Token) -> bool:
    """A participle that tells what is to be done to its subject: "wants the law repealed"."""
    bare = verb.dep_ == "ccomp" and verb.tag_ in {"VBN", "VBD"} and not auxiliaries(verb) and _has_subject(verb)
    wished = lemma(verb.head) in words("stance_frames", "embedding.participle")
    return bare and wished and not any(child.dep_ in {"dobj", "mark", "ccomp"} for child in verb.children)


def _deeds(trigger: Token) -> list[Token]:
    """What someone is praised or blamed for doing."""
    if not any(child.dep_ == "dobj" for child in trigger.children):
        return []
    return [verb for verb in prepositional(trigger, "for") if verb.dep_ == "pcomp" and verb.tag_ == "VBG"]


def _charges(trigger: Token) -> list[Token]:
    """What someone is accused of doing."""
    known = words("stance_frames", "embedding.report")
    return [verb for verb in prepositional(trigger, "of") if verb.dep_ == "pcomp" and verb.tag_ == "VBG" and verb.lemma_ not in known]


def _barred(trigger: Token) -> list[Token]:
    """What someone is kept from doing: "banned children from gathering"."""
    if not any(child.dep_ == "dobj" for child in trigger.children) and not is_passive(trigger):
        return []
    return [verb for verb in prepositional(trigger, "from") if verb.dep_ == "pcomp" and verb.tag_ == "VBG"]


def _seen(trigger: Token) -> list[Token]:
    """What someone would like to see."""
    seen = [child for child in trigger.children if child.dep_ == "xcomp" and child.lemma_ == "see"]
    return [found for verb in seen for found in (_objects(verb) or [child for child in verb.children if undergoes(child)])]


def _summoned(trigger: Token) -> list[Token]:
    called = [child for child in trigger.children if child.dep_ == "prep" and child.lower_ in {"on", "upon", "for", "to"}]
    verbs = [child for child in trigger.children if child.dep_ in _CLAUSAL and _is_infinitive(child)]
    return [verb for verb in verbs if _has_for(verb) or any(trigger.i < prep.i < verb.i for prep in called)]


def _abstract(trigger: Token) -> list[Token]:
    """Objects that are words, rules or powers, and no things or people."""
    return [token for token in _objects(trigger) if is_abstract(token)]


def is_abstract(token: Token) -> bool:
    """The noun is a law, ruling, plan, claim or known issue."""
    noun = token.lemma_.lower()
    kinds = table("issues")["vague"]
    known = any(noun in kinds[kind] for kind in ("proposal", "law", "ruling", "claim", "request"))
    return known or (concept(noun) or concept(noun_phrase(token))) is not None or noun in words("stance_frames", "questioned.nouns")


def _acts(trigger: Token) -> list[Token]:
    """Objects that are something done, in the lexicon of issues: "imposed sanctions"."""
    return [token for token in _objects(trigger) if _is_act(token) and not _is_own(token)]


def _is_act(noun: Token) -> bool:
    """Something done, in the lexicon of issues, also with its "of": "a state of emergency"."""
    words_of = [noun.text, noun_phrase(noun), *(f"{noun.text} of {part.text}" for part in prepositional(noun, "of"))]
    return any((found := concept(words)) is not None and found.act for words in words_of)


def _is_own(token: Token) -> bool:
    """Somebody's own act: "announced his resignation"."""
    return any(child.tag_ == "PRP$" for child in token.children)


def _views(trigger: Token) -> list[Token]:
    """What one agrees with, where it is no actor."""
    return [token for token in _after(trigger, "with") if token.pos_ == "NOUN"]


def _listed(trigger: Token) -> list[Token]:
    """What demands include: "their demands include a recount and that he resign"."""
    verb = trigger.head
    if trigger.dep_ not in {"nsubj", "attr"} or verb.lemma_ not in words("stance_frames", "questioned.listing"):
        return []
    nouns = [noun for child in verb.children if child.dep_ in {"dobj", "attr"} and child.i > verb.i for noun in _list(child)]
    nouns += prepositional(verb, "to")
    clauses = [child for child in verb.children if child.dep_ in {"ccomp", "conj", "xcomp"} and child.tag_ in {"VB", "VBG"}]
    return [*nouns, *clauses]


def _list(noun: Token) -> list[Token]:
    """A noun with its conjuncts, also where the parser takes the second of a list for an apposition."""
    return [noun, *noun.conjuncts, *(child for child in noun.children if child.dep_ == "appos")]


def _undertaken(trigger: Token) -> list[Token]:
    """What one promises will be so."""
    return [clause for clause in _clauses(trigger) if any(helper.lower_ in _TO_COME for helper in auxiliaries(clause))]


def _treaties(trigger: Token) -> list[Token]:
    """What one leaves: "withdrew from the treaty", "pulled out of the deal"."""
    out = [noun for child in trigger.children if child.lower_ == "out" for noun in prepositional(child, "of")]
    return [noun for noun in (*prepositional(trigger, "from"), *out) if noun.lemma_.lower() in words("stance_frames", "signed.nouns")]


def _elsewhere(trigger: Token) -> list[Token]:
    """A verb without a complement: under a wish the verb itself, after "but" what they were asked to do."""
    if trigger.lemma_ == "do":
        return [trigger] if _is_wished(trigger) and _is_right(trigger) else []
    if any(child.dep_ in _COMPLEMENTS for child in trigger.children):
        return []
    if _is_wished(trigger):
        return [trigger]
    asked = trigger.head
    contrast = trigger.dep_ == "conj" and any(child.lower_ == "but" for child in asked.children)
    return _controlled(asked)[:1] if contrast and asked.lemma_ in words("stance_frames", "embedding.desire") else []


def _is_wished(verb: Token) -> bool:
    """Someone wishes that it be done."""
    verb = verb.head if verb.dep_ == "conj" else verb
    return verb.dep_ in {"ccomp", "xcomp"} and lemma(verb.head) in words("stance_frames", "embedding.desire")


def _is_right(verb: Token) -> bool:
    """To do "the right thing"."""
    things = [child for child in verb.children if child.dep_ == "dobj" and child.lemma_ == "thing"]
    return any(child.lower_ == "right" for thing in things for child in thing.children)


def _texts(trigger: Token) -> list[Token]:
    return [token for token in _objects(trigger) if _is_text(token)]


def _is_text(token: Token) -> bool:
    """A law or treaty, also by name and year, or a pronoun that can only mean one."""
    named = [token, *(child for child in token.children if child.dep_ in {"compound", "nmod"} and token.text.isdigit())]
    return token.lower_ in {"it", "which"} or any(word.lemma_.lower() in words("stance_frames", "signed.nouns") for word in named)


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ in {"VB", "VBN"} and any(child.dep_ in {"aux", "auxpass"} and child.lower_ == "to" for child in verb.children)


def _is_subjunctive(verb: Token) -> bool:
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    return bool(helpers & _SUBJUNCTIVE_MODALS) or (not helpers and (verb.tag_ == "VB" or _disagrees(verb)))


def _disagrees(verb: Token) -> bool:
    """The base form after a singular: "that the truce follow", which the parser takes for a plural."""
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    return verb.tag_ == "VBP" and bool(subjects) and all(child.tag_ in {"NN", "NNP"} for child in subjects)


def _has_for(verb: Token) -> bool:
    return any(child.lower_ == "for" and child.dep_ == "mark" for child in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children)


def _has_actor(verb: Token) -> bool:
    """Its subject says who is to act, and is no pronoun for a thing."""
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    return any(subject.lower_ not in _THINGS for subject in subjects) and verb.lemma_ not in {"be", "say", "tell"}


def is_question(verb: Token) -> bool:
    """The clause asks: "whether they sign", "how they voted"."""
    return any(child.lower_ in {"if", "whether", "how", "why", "what", "who"} and child.i < verb.i for child in verb.children)


_SLOTS: dict[str, Callable[[Token], list[Token]]] = {
    "object": _objects,
    "gerund": _gerunds,
    "infinitive": _infinitives,
    "clause": _clauses,
    "subjunctive": _subjunctives,
    "control": _controlled,
    "abstract": _abstract,
    "act": _acts,
    "with-view": _views,
    "listed": _listed,
    "deed": _deeds,
    "barred": _barred,
    "charge": _charges,
    "see": _seen,
    "summons": _summoned,
    "text": _texts,
    "undertaking": _undertaken,
    "treaty": _treaties,
    "elsewhere": _elsewhere,
}
