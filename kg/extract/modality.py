"""Modality: whether a verb or noun tells of something actual, planned or claimed, or states nothing.

The walk goes up the parse from the trigger; every step may take certainty away and none gives it back. An event that nobody
says happened, or will happen, has no modality: None. Who says so is the matter of `kg.extract.standing`.
"""

from __future__ import annotations

from kg.extract.announcements import announces
from kg.extract.frames import LEXICON, is_light, lemma
from kg.extract.parsed import Token
from kg.extract.syntax import SUBJECTS, auxiliaries, is_negated, is_passive
from kg.lexicon import words
from kg.records import Modality

_CLAUSES = frozenset({"ccomp", "xcomp", "pcomp", "acl", "advcl", "csubj", "csubjpass", "acomp", "oprd", "dep"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_RELATIVES = frozenset({"who", "which", "where", "whose", "whom"})
_STEPS = 12


def verb_certainty(verb: Token, present: bool) -> Modality | None:
    """Actual, planned, or None, by the verb's own form and all that it is embedded in."""
    if is_negated(verb) or _does_nothing(verb) or _asks(verb) or _is_supposed(verb):
        return None
    own = _as_told(verb, _by_form(verb, present))
    return None if own is None else _embedded(verb, own)


def noun_certainty(noun: Token) -> Modality | None:
    """Actual, planned, claimed, or None, by the words at the noun and the verb that it depends on."""
    own = _by_modifiers(noun)
    if own is None or _asks(noun):
        return None
    governor, preposition = _governor(noun)
    if governor is None:
        return own
    if governor.tag_.startswith("V"):
        return _under_verb(noun, governor, own)
    if lemma(governor) in words(LEXICON, "modality.void_nouns"):
        return None
    if lemma(governor) in words(LEXICON, "modality.planned_nouns") and preposition != "after":
        return Modality.PLANNED
    return noun_certainty(governor) and own if governor.dep_ != "ROOT" and governor.pos_ == "NOUN" else own


def _as_told(verb: Token, own: Modality | None) -> Modality | None:
    """`reportedly left`: what is actual but for an adverb is claimed."""
    hedged = own is Modality.ACTUAL and any(child.lower_ in words(LEXICON, "modality.claimed_adverbs") for child in verb.children)
    return Modality.CLAIMED if hedged else own


def _by_form(verb: Token, present: bool) -> Modality | None:
    helpers = auxiliaries(verb)
    lowered = {helper.lower_ for helper in helpers}
    if lowered & words(LEXICON, "modality.possible"):
        return None
    if lowered & words(LEXICON, "modality.future"):
        return Modality.PLANNED
    if not present and any(helper.dep_ == "auxpass" and helper.tag_ in {"VBZ", "VBP"} for helper in helpers) and len(helpers) == 1:
        return None
    if verb.tag_ in {"VBZ", "VBP"} and not helpers and not present and not _is_past(verb):
        return None
    if verb.tag_ == "VB" and not helpers and verb.dep_ in {"ROOT", "ccomp", "conj"}:
        return None
    return Modality.ACTUAL


def _does_nothing(verb: Token) -> bool:
    """What it is done to is negative: "ruled nothing out", "declared nobody elected", "protested neither to them nor to us"."""
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    clauses = [child for child in verb.children if child.dep_ in {"ccomp", "xcomp"} and child.tag_ not in {"VBD", "VBP", "VBZ"}]
    named = [one for clause in clauses if not auxiliaries(clause) for one in clause.children if one.dep_ in SUBJECTS]
    slots = [child for child in verb.children if child.dep_ in {"prep", "dobj", "dative"} and child.i > verb.i]
    return any(_is_none(one) for one in (*objects, *named)) or any(c.lower_ == "neither" for one in slots for c in one.children)


def _is_none(noun: Token) -> bool:
    return noun.lower_ in {"nothing", "nobody", "none"} or any(c.lower_ == "no" and c.dep_ == "det" for c in noun.children)


def _is_past(verb: Token) -> bool:
    """One subject with a form that is neither "-s" nor known: a rare past tense ("retook")."""
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    return verb.tag_ == "VBP" and any(subject.tag_ in {"NN", "NNP"} and not list(subject.conjuncts) for subject in subjects)


def _is_supposed(verb: Token) -> bool:
    """`Had she refused`, `Were they to attack`; `would have refused`, or `will refuse` beside such a clause."""
    helpers = {helper.lower_ for helper in auxiliaries(verb)}
    conditional = any(_is_inverted(clause) for clause in (verb, *([verb.head] if verb.dep_ == "xcomp" else [])))
    return conditional or bool(helpers & {"would", "'d", "’d"} and helpers & {"have", "'ve", "’ve"})


def _is_inverted(verb: Token) -> bool:
    """A past auxiliary or `should` stands before the subject, and no question word before both."""
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    opener = next((child for child in verb.children if child.dep_ in {"aux", "auxpass"}), verb)
    if subject is None or opener.lower_ not in {"had", "should", "were"} or opener.i > subject.i or opener.i > verb.i:
        return False
    return opener.is_sent_start is True or not any(child.i < opener.i and child.dep_ != "punct" for child in verb.children)


def _embedded(verb: Token, state: Modality) -> Modality | None:
    node = verb
    for _ in range(_STEPS):
        head = _joined_to(node)
        if head.i == node.i or _adds(node):
            return state
        if node.dep_ in _CLAUSES:
            step = _step(node, head)
            if step is Modality.ACTUAL and _goes_with(node, head):
                step = None if _is_supposed(head) else _as_told(head, _by_form(head, True))
            if step is None:
                return None
            state = _weaker(step, state)
        if head.tag_.startswith("V") and node.dep_ in {"xcomp", "ccomp", "pcomp"} and _blocks(head):
            return None
        node = head
    return state


def _adds(clause: Token) -> bool:
    """`to protest the vote, which she had won`: what a clause behind a comma adds of a noun stands whatever the noun is told in."""
    opening = clause.left_edge
    return clause.dep_ == "relcl" and opening.lower_ in _RELATIVES and opening.i > 0 and opening.nbor(-1).text == ","


def _goes_with(participle: Token, head: Token) -> bool:
    """`will sign it, closing the border`: what is told behind a verb in passing is as certain as that."""
    parts = {child.dep_ for child in participle.children}
    return participle.dep_ == "advcl" and participle.tag_ == "VBG" and participle.i > head.i and not parts & {*SUBJECTS, "mark", "aux"}


def _joined_to(node: Token) -> Token:
    """What a clause hangs on: a finite one with its own subject that is joined to an infinitive goes on from the clause above that."""
    head = node.head
    finite = node.tag_ in _FINITE or any(helper.tag_ in _FINITE for helper in auxiliaries(node))
    if node.dep_ != "conj" or not finite or not any(child.dep_ in SUBJECTS for child in node.children):
        return head
    while head.head.i != head.i and head.tag_ in {"VB", "VBG"} and not any(child.dep_ in SUBJECTS for child in head.children):
        head = head.head
    return head


def _weaker(left: Modality, right: Modality) -> Modality:
    order = (Modality.DENIED, Modality.PLANNED, Modality.CLAIMED)
    return next((modality for modality in order if modality in (left, right)), Modality.ACTUAL)


def _blocks(head: Token) -> bool:
    """The verb above is itself negated or only possible, and what it governs with it."""
    return is_negated(head) or bool({helper.lower_ for helper in auxiliaries(head)} & words(LEXICON, "modality.possible"))


def _step(node: Token, head: Token) -> Modality | None:
    """What one level of embedding makes of a clause: actual leaves it as it is."""
    marks = {child.lower_ for child in node.children if child.dep_ in {"mark", "advmod"}}
    if marks & words(LEXICON, "modality.void_marks") or (node.tag_ == "VBN" and "when" in marks and is_passive(node)):
        return None
    if lemma(head) == "rule" and node.tag_ == "VBG" and any(child.lower_ == "out" for child in head.children):
        return None
    infinitive = any(child.tag_ == "TO" for child in node.children)
    if infinitive and is_passive(head) and node.dep_ in {"xcomp", "ccomp"} and any(child.lower_ == "have" for child in auxiliaries(node)):
        return Modality.CLAIMED
    if node.dep_ == "pcomp":
        absolute = head.lower_ == "with" and any(child.dep_ in SUBJECTS for child in node.children)
        return Modality.ACTUAL if absolute else _under_preposition(head)
    if node.dep_ == "advcl" and lemma(head) in words(LEXICON, "modality.wishes"):
        return None
    if node.dep_ == "advcl":
        return None if infinitive and node.i > head.i and lemma(head) not in words(LEXICON, "modality.planned") else Modality.ACTUAL
    if node.dep_ == "acl":
        return _under_noun(head, infinitive, node.tag_ == "VBN")
    if head.i < node.i and not infinitive and lemma(head) in words(LEXICON, "modality.denying_cues"):
        return Modality.DENIED
    return _under_predicate(node, head, infinitive)


def _under_preposition(preposition: Token) -> Modality | None:
    governor = preposition.head
    if lemma(governor) in words(LEXICON, "modality.accusing"):
        return Modality.CLAIMED
    if preposition.lower_ == "by" and governor.tag_.startswith("V"):
        return verb_certainty(governor, True)
    if preposition.lower_ in {"after", "by", "while", "since", "for"}:
        return Modality.ACTUAL if preposition.lower_ != "for" or governor.tag_.startswith("V") else None
    if lemma(governor) in words(LEXICON, "modality.void_nouns") | words(LEXICON, "modality.void"):
        return None
    if lemma(governor) in words(LEXICON, "modality.claimed_nouns"):
        return Modality.CLAIMED
    if lemma(governor) in words(LEXICON, "modality.planned_nouns") | words(LEXICON, "modality.planned"):
        return Modality.PLANNED
    return None if preposition.lower_ in words(LEXICON, "modality.void_prepositions") else Modality.ACTUAL


def _under_noun(noun: Token, infinitive: bool, participle: bool) -> Modality | None:
    """What a clause at a noun is: of the agreement, plan or claim itself where that is what was signed, made or rejected."""
    if participle:
        return Modality.ACTUAL
    if lemma(noun) in words(LEXICON, "modality.claimed_nouns"):
        return Modality.CLAIMED
    if lemma(noun) in words(LEXICON, "modality.planned_nouns"):
        return Modality.PLANNED
    if lemma(noun) in words(LEXICON, "modality.void_nouns"):
        return None
    return (
        None if infinitive and lemma(noun) not in {"one", "first", "second", "third", "last"} and noun.pos_ != "PROPN" else Modality.ACTUAL
    )


def _under_predicate(node: Token, head: Token, infinitive: bool) -> Modality | None:
    name = lemma(head)
    if name in words(LEXICON, "modality.void"):
        return None
    if infinitive and name in words(LEXICON, "modality.others") and not is_passive(head) and any(c.dep_ in SUBJECTS for c in node.children):
        return None
    if infinitive and (name in words(LEXICON, "modality.planned") or head.lower_ in words(LEXICON, "modality.planned")):
        return Modality.PLANNED
    if infinitive and name not in words(LEXICON, "modality.transparent"):
        return None
    return Modality.PLANNED if infinitive and name in {"go", "be"} else Modality.ACTUAL


def _by_modifiers(noun: Token) -> Modality | None:
    beside = (child for child in noun.children if child.dep_ in {"amod", "det", "compound", "advmod", "nmod"})
    found = {child.lower_ for child in beside if child.pos_ != "PROPN"}
    if "no" in found or found & words(LEXICON, "modality.void_adjectives"):
        return None
    if found & words(LEXICON, "modality.planned_adjectives"):
        return Modality.PLANNED
    return Modality.CLAIMED if found & words(LEXICON, "modality.claimed_adjectives") else Modality.ACTUAL


def _governor(noun: Token) -> tuple[Token | None, str]:
    """The verb or noun that a noun depends on, and the preposition between them."""
    node, preposition = noun, ""
    while node.dep_ in {"conj", "compound", "appos"} and node.head.i != node.i:
        node = node.head
    head = node.head
    while head.i != node.i and head.dep_ in {"prep", "agent", "pcomp", "dative"} and head.pos_ in {"ADP", "SCONJ"}:
        preposition, node, head = head.lower_, head, head.head
    return (None, preposition) if head.i == node.i else (_object_before(node, head) or _finite(node, head), preposition)


def _object_before(preposition: Token, verb: Token) -> Token | None:
    """`had warrants out for his arrest`, `made plans for a visit`: the parser hangs on the verb what belongs to its object."""
    if preposition.dep_ != "prep" or preposition.lower_ != "for":
        return None
    objects = (child for child in verb.children if child.dep_ == "dobj" and verb.i < child.i < preposition.i)
    return next((noun for noun in objects if lemma(noun) in words(LEXICON, "modality.void_nouns")), None)


def _finite(noun: Token, verb: Token) -> Token:
    """`marches called for Monday were cancelled`: the parser takes the participle for the verb, and the verb for its complement."""
    if noun.dep_ != "nsubj" or verb.tag_ != "VBD":
        return verb
    below = (child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i)
    return next((clause for clause in below if _is_headless(clause)), verb)


def _is_headless(clause: Token) -> bool:
    """A passive clause that has no subject, and no conjunction."""
    parts = {child.dep_ for child in clause.children}
    return "auxpass" in parts and not parts & {*SUBJECTS, "mark"}


def _under_verb(noun: Token, verb: Token, own: Modality | None) -> Modality | None:
    name = lemma(verb)
    unreal = name in words(LEXICON, "light.unreal") and not is_light(verb)
    if unreal and (noun.dep_ in {"dobj", "pobj", "conj", "nsubjpass"} or _is_headless(verb)):
        return None
    if (
        name in words(LEXICON, "modality.arranged")
        and (verb.tag_ == "VBN" or name == "plan")
        and not (_definite(noun) and noun.dep_ != "nsubjpass")
    ):
        own = Modality.PLANNED
    carries = is_light(verb) or announces(verb)
    if noun.dep_ == "nsubj" and name in {"be", *words(LEXICON, "light.occur")}:
        own = _as_told(verb, own)
    if carries or noun.dep_ in SUBJECTS:
        above = verb_certainty(verb, True)
        if above is None:
            return own if _definite(noun) and not carries else None
        return (
            Modality.PLANNED
            if above is Modality.PLANNED and (carries or (noun.dep_ in SUBJECTS and lemma(verb) in words(LEXICON, "light.occur")))
            else own
        )
    if not _definite(noun) and verb_certainty(verb, True) is None:
        return None
    return own


def _definite(noun: Token) -> bool:
    return any(child.dep_ == "poss" or child.lower_ in {"the", "this", "that", "these", "those"} for child in noun.children)


def _asks(token: Token) -> bool:
    sentence = token.sent
    return any(word.text == "?" for word in sentence[-2:])
