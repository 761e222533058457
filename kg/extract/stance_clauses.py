"""Clauses that a stance is about: what one wants done, hopes for, is accused of, is asked to do.

Comes in: the trigger of a stance. Goes out: the verbs that head the clauses of one construction.
"""

from __future__ import annotations

from kg.extract.parsed import Token
from kg.extract.stance_frames import lemma
from kg.extract.syntax import auxiliaries, is_negated, is_passive, prepositional
from kg.lexicon import words

_SUBJUNCTIVE_MODALS = frozenset({"should", "must"})
_WEIGHTY = frozenset({"vote", "refuse"})
_THINGS = frozenset({"it", "this", "that", "there"})
_TO_COME = frozenset({"will", "would", "'ll", "’ll", "'d", "’d"})
_COMPLEMENTS = frozenset({"dobj", "ccomp", "xcomp", "prep", "prt", "acomp", "attr", "dative", "oprd", "agent"})
_CAST = frozenset({"vote", "be", "come"})
_FAVOUR = frozenset({"favor", "favour"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl"})


def gerunds(trigger: Token) -> list[Token]:
    """What one proposes or opposes doing."""
    found = [child for child in trigger.children if child.dep_ in {"xcomp", "ccomp", "dobj", "pcomp"} and child.tag_ == "VBG"]
    found = [clause for clause in found if not any(helper.lemma_ == "be" for helper in auxiliaries(clause))]
    return [verb for clause in found for verb in joined(clause)]


def infinitives(trigger: Token) -> list[Token]:
    """What one agrees or refuses to do."""
    if controlled(trigger):
        return []
    found = [child for child in trigger.children if child.dep_ in {"xcomp", "acl"} and is_infinitive(child)] or _beside(trigger)
    found = [verb for clause in found for verb in joined(clause)]
    return found if trigger.lemma_ in _WEIGHTY else [verb for verb in found if not says_nothing(verb)]


def joined(clause: Token) -> list[Token]:
    """The verb of a clause with those coordinated with it that have no subject of their own: "to cut taxes and build roads"."""
    others = [other for other in clause.conjuncts if other.i > clause.i and other.tag_ == clause.tag_ and not _has_subject(other)]
    return [clause, *(other for other in others if not _is_instead(other))]


def _is_instead(verb: Token) -> bool:
    """It is what is not done: "rather than hold an inquiry", "not hold one"."""
    return verb.left_edge.lower_ in {"rather", "not"} or (verb.left_edge.i > 0 and verb.left_edge.nbor(-1).lower_ in {"than", "not"})


def says_nothing(verb: Token) -> bool:
    """The verb tells of no issue; one of dealing does where it says with whom or what ("negotiate with the rebels")."""
    if lemma(verb) not in words("stance_frames", "empty.verbs"):
        return False
    about = [child for child in verb.children if child.dep_ == "dobj"] + prepositional(verb, "with", "to")
    named = any(noun.pos_ in {"NOUN", "PROPN"} and noun.i > verb.i for noun in about)
    return not (named and lemma(verb) in words("stance_frames", "empty.dealing"))


def _beside(noun: Token) -> list[Token]:
    """The infinitive right after a noun, which the parser hangs on the verb before: "defended her call to raise wages"."""
    if noun.pos_ != "NOUN" or noun.dep_ != "dobj":
        return []
    below = [child for child in noun.head.children if child.dep_ == "advcl" and is_infinitive(child)]
    return [verb for verb in below if verb.left_edge.i == noun.i + 1]


def clauses(trigger: Token) -> list[Token]:
    """What one hopes that someone does."""
    found = [child for child in trigger.children if child.dep_ == "ccomp" and child.i > trigger.i]
    return [clause for clause in found if not is_question(clause) and _has_actor(clause)]


def subjunctives(trigger: Token) -> list[Token]:
    """What one demands that someone do."""
    return [clause for clause in clauses(trigger) if _is_subjunctive(clause)]


def controlled(trigger: Token) -> list[Token]:
    """The infinitive that the object of the verb is to do."""
    objects = [child for child in trigger.children if child.dep_ in {"dobj", "dative"}]
    found = [child for child in trigger.children if child.dep_ == "xcomp" and is_infinitive(child) and any(o.i < child.i for o in objects)]
    found = [verb for clause in found for verb in joined(clause)]
    found += [child for child in trigger.children if child.dep_ == "ccomp" and _is_to_be_done(child) and _has_subject(child)]
    return found + [child for child in trigger.children if undergoes(child)]


def _is_to_be_done(verb: Token) -> bool:
    """An infinitive, bare after "let"."""
    return is_infinitive(verb) or (verb.tag_ == "VB" and verb.head.lemma_ == "let")


def undergoes(verb: Token) -> bool:
    """A participle that tells what is to be done to its subject: "wants the law repealed"."""
    bare = verb.dep_ == "ccomp" and verb.tag_ in {"VBN", "VBD"} and not auxiliaries(verb) and _has_subject(verb)
    wished = lemma(verb.head) in words("stance_frames", "embedding.participle")
    return bare and wished and not any(child.dep_ in {"dobj", "mark", "ccomp"} for child in verb.children)


def deeds(trigger: Token) -> list[Token]:
    """What someone is praised or blamed for doing."""
    if not any(child.dep_ == "dobj" for child in trigger.children):
        return []
    return [verb for verb in prepositional(trigger, "for") if verb.dep_ == "pcomp" and verb.tag_ == "VBG"]


def charges(trigger: Token) -> list[Token]:
    """What someone is accused of doing."""
    known = words("stance_frames", "embedding.report")
    charged = [trigger, *(child for child in trigger.children if child.dep_ == "dobj" and child.i > trigger.i)]
    said = [verb for near in charged for verb in prepositional(near, "of")]
    done = [verb for verb in said if verb.dep_ == "pcomp" and verb.tag_ == "VBG" and verb.lemma_ not in known]
    return done or [noun for noun in said if noun.pos_ == "NOUN"]


def faults(trigger: Token) -> list[Token]:
    """What someone is blamed for: "blamed them for the attack"."""
    if not any(child.dep_ == "dobj" for child in trigger.children) and not is_passive(trigger):
        return []
    suffered = words("stance_frames", "empty.misfortunes")
    done = [noun for noun in prepositional(trigger, "for") if noun.pos_ == "NOUN" or noun.tag_ == "VBG"]
    return [noun for noun in done if noun.lemma_.lower() not in suffered]


def barred(trigger: Token) -> list[Token]:
    """What someone is kept from doing: "banned children from gathering"."""
    objects = [child for child in trigger.children if child.dep_ == "dobj"]
    if not objects and not is_passive(trigger):
        return []
    holding = [trigger, *objects, *(clause for noun in objects for clause in noun.children if clause.dep_ == "acl")]
    return [verb for head in holding for verb in prepositional(head, "from") if verb.dep_ == "pcomp" and verb.tag_ == "VBG"]


def summoned(trigger: Token) -> list[Token]:
    """What someone is called on to do."""
    called = [child for child in trigger.children if child.dep_ == "prep" and child.lower_ in {"on", "upon", "for", "to"}]
    verbs = [child for child in trigger.children if child.dep_ in _CLAUSAL and is_infinitive(child)]
    return [verb for verb in verbs if _has_for(verb) or any(trigger.i < prep.i < verb.i for prep in called)]


def undertaken(trigger: Token) -> list[Token]:
    """What one promises will be so."""
    return [clause for clause in clauses(trigger) if any(helper.lower_ in _TO_COME for helper in auxiliaries(clause))]


def elsewhere(trigger: Token) -> list[Token]:
    """A verb without a complement: under a wish the verb itself, after "but" what they were asked to do."""
    if trigger.lemma_ == "do":
        return [trigger] if _is_wished(trigger) and _is_right(trigger) else []
    if any(child.dep_ in _COMPLEMENTS for child in trigger.children):
        return []
    if _is_sided(trigger):
        return [trigger]
    if _is_wished(trigger) or _is_withheld(trigger):
        return [trigger]
    asked = trigger.head
    contrast = trigger.dep_ == "conj" and any(child.lower_ == "but" for child in asked.children)
    return controlled(asked)[:1] if contrast and asked.lemma_ in words("stance_frames", "embedding.desire") else []


def votes(trigger: Token) -> list[Token]:
    """A vote that does not say on what: "voted against", "is in favour"."""
    if trigger.pos_ == "NOUN":
        cast = trigger.dep_ == "pobj" and trigger.head.lower_ == "in" and trigger.head.head.lemma_ in _CAST
        return [trigger] if cast and not any(child.dep_ in {"prep", "poss"} for child in trigger.children) else []
    return [trigger] if _is_bare(trigger, "against") else []


def votes_alone(verb: Token) -> bool:
    """The verb is a vote whose sign stands after it: "ready to vote in favour"."""
    if verb.lemma_ != "vote":
        return False
    favoured = [child for child in verb.children if child.lower_ == "in" and any(g.lower_ in _FAVOUR for g in child.children)]
    return bool(favoured) or any(child.lower_ == "against" for child in verb.children)


def _is_bare(verb: Token, preposition: str) -> bool:
    alone = [child for child in verb.children if child.lower_ == preposition]
    return any(not list(child.children) for child in alone)


def _is_wished(verb: Token) -> bool:
    """Someone wishes that it be done."""
    verb = verb.head if verb.dep_ == "conj" else verb
    return verb.dep_ in {"ccomp", "xcomp"} and lemma(verb.head) in words("stance_frames", "embedding.desire")


def _is_sided(verb: Token) -> bool:
    """Someone of whom it is told beside others where they stand: "two members opposed, one supported"."""
    own = any(child.dep_ == "nsubj" and child.lower_ not in _RELATIVES for child in verb.children)
    return lemma(verb) in words("stance_frames", "embedding.sided") and own and not is_passive(verb)


def _is_withheld(verb: Token) -> bool:
    """Someone says that he will not do it: "I will not sign"."""
    firm = any(helper.lower_ in {"will", "wo", "shall"} for helper in auxiliaries(verb))
    return lemma(verb) in words("stance_frames", "embedding.withheld") and firm and is_negated(verb)


def _is_right(verb: Token) -> bool:
    """To do "the right thing"."""
    things = [child for child in verb.children if child.dep_ == "dobj" and child.lemma_ == "thing"]
    return any(child.lower_ == "right" for thing in things for child in thing.children)


def is_infinitive(verb: Token) -> bool:
    """The verb stands after "to"."""
    return verb.tag_ in {"VB", "VBN"} and any(child.dep_ in {"aux", "auxpass"} and child.lower_ == "to" for child in verb.children)


def _is_subjunctive(verb: Token) -> bool:
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    return bool(helpers & _SUBJUNCTIVE_MODALS) or helpers == {"be"} or (not helpers and (verb.tag_ == "VB" or _disagrees(verb)))


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
