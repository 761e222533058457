"""The issue that a clause names: what is to be done, or was done.

Comes in: the verb of a clause. Goes out: an `Issue`, or None where the clause is about a pronoun that means nothing known.
"""

from __future__ import annotations

from kg.extract.concepts import concept, issue
from kg.extract.issue_words import clause_words, name_of, noun_words
from kg.extract.model import References
from kg.extract.parsed import Token
from kg.extract.syntax import is_negated, prepositional
from kg.lexicon import words
from kg.records import Issue

_CONTENT = frozenset({"dobj", "nsubj", "nsubjpass", "prep", "attr", "oprd", "acomp", "agent", "dative", "xcomp", "ccomp"})
_CLAUSES = frozenset({"VERB", "AUX"})


def is_clause(head: Token) -> bool:
    """The head is a verb, and no gerund that the tagger takes for a noun."""
    return head.pos_ in _CLAUSES and head.tag_ != "NN"


def clause_issue(verb: Token, references: References) -> Issue | None:
    """The issue that a clause names; one word says something only where it is known."""
    if (told := done_so(verb)) is not None:
        return clause_issue(told, references) if is_deed(told, references) else None
    label = clause_words(verb, references, subject=True)
    deed = clause_words(verb, references, subject=False)
    actor = label.removesuffix(deed).strip()
    if (known := concept(deed)) is not None and actor and f"{actor} {deed}" == label and not any(c.dep_ == "dobj" for c in verb.children):
        return issue((), known.label, f"of {actor}")
    return issue((), label) if " " in label or concept(label) else None


def done_so(verb: Token) -> Token | None:
    """The verb of the sentence before, which "did so" takes up."""
    so = verb.lemma_ == "do" and any(child.lower_ == "so" for child in verb.children)
    return verb.doc[verb.sent.start - 1].sent.root if so and verb.sent.start > 0 else None


def done_by(noun: Token) -> Token | None:
    """What those are to do who stand after "for", where the parser hangs it elsewhere: "calls by Ann Lee for police to leave"."""
    members = [noun, *noun.conjuncts]
    end = max(member.right_edge.i for member in members) + 1
    if end >= len(noun.doc) or noun.doc[end].lower_ != "to" or noun.doc[end].dep_ != "aux":
        return None
    verb = noun.doc[end].head
    return verb if verb.tag_ == "VB" and verb.i <= end + 2 else None


def is_not_to(noun: Token) -> bool:
    """It is a plan or decision not to do a thing: "the decision not to raise taxes"."""
    clauses = [child for child in noun.children if child.dep_ in {"acl", "relcl"} and child.tag_ == "VB" and child.i > noun.i]
    return noun.lemma_.lower() in words("issues", "wrappers.nouns") and any(is_negated(clause) for clause in clauses)


def says_that(noun: Token) -> bool:
    """What it is stands behind it in a clause of its own, and not before: "the idea that aid makes people idle"."""
    clauses = [child for child in noun.children if child.dep_ in {"acl", "ccomp", "relcl"} and child.i > noun.i]
    return any(child.lower_ == "that" and child.dep_ == "mark" for clause in clauses for child in clause.children)


def is_empty(verb: Token, references: References) -> bool:
    """The clause is about a pronoun that means nothing known ("to do it")."""
    if not any(child.dep_ in _CONTENT for child in verb.children) and not _is_controlled(verb):
        return concept(clause_words(verb, references, subject=False)) is None and concept(verb.lemma_) is None
    about = [child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}]
    nothing = bool(about) and all(_says_nothing(child, references) for child in about)
    return nothing and not (all(child.tag_ == "PRP" for child in about) and _goes_somewhere(verb))


def _goes_somewhere(verb: Token) -> bool:
    """Where or to whom it goes says enough: "refer them to the court"."""
    return any(noun.pos_ in {"NOUN", "PROPN"} for noun in prepositional(verb, "to", "from", "into"))


def _says_nothing(noun: Token, references: References) -> bool:
    """A word that means something not said, and nothing beside it says more: "do it", "take action"."""
    if vague_word(noun) not in words("issues", "vague.empty") or name_of(noun, references) is not None:
        return False
    if noun.pos_ == "PRON":
        return True
    beside = [child for child in noun.head.children if child.dep_ == "prep" and child.i == noun.i + 1 and noun.dep_ == "dobj"]
    return not noun_words(noun, references).complement and not beside


def _is_controlled(verb: Token) -> bool:
    """The object of the verb above does it ("urged them to resign")."""
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    return verb.dep_ in {"xcomp", "pcomp"} and any(c.dep_ == "dobj" and c.i < verb.i and c.pos_ != "PRON" for c in above.children)


def vague_word(head: Token) -> str:
    """The form under which the lexicon of vague words lists a head."""
    return head.lower_ if head.lower_ in words("issues", "vague.empty") else head.lemma_.lower()


def is_deed(verb: Token, references: References) -> bool:
    """Someone who is known does something, and no one only says so."""
    if verb.pos_ != "VERB" or is_negated(verb) or verb.lemma_ in words("stance_frames", "embedding.report"):
        return False
    acting = any(child.dep_ == "nsubj" and name_of(child, references) for child in verb.children)
    return acting and any(child.dep_ == "dobj" and child.pos_ in {"NOUN", "PROPN"} for child in verb.children)
