"""Walks over a dependency parse (ClearNLP labels, as the English spaCy pipelines give them).

Everything takes and returns tokens (`kg.extract.parsed`). These functions know where the small parser tends to fail: the subject of
`prepared to accept` sits on the adjective, a relative pronoun stands for the noun before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.parsed import Token
from kg.lexicon import words

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "dative", "oprd"})
_PASSIVE = frozenset({"nsubjpass", "auxpass", "csubjpass"})
_ACTIVE = SUBJECTS | {"aux"}
RELATIVE = frozenset({"who", "which", "that", "whom"})
_CONTROL = frozenset({"xcomp", "conj", "pcomp", "acomp"})
_MEANWHILE = frozenset({"after", "before", "while", "since", "upon", "by", "when"})
_PARTICLES = frozenset({"n't", "n’t"})
_NEGATIVE = frozenset({"not", "n't", "never", "no", "neither", "nor", "nobody", "nothing", "none", "hardly", "scarcely"})


def conjuncts(token: Token) -> list[Token]:
    """A token and everything coordinated with it, in order."""
    return [token, *[other for other in token.conjuncts if other.i > token.i]]


def subjects(verb: Token) -> list[Token]:
    """The heads of the noun phrases that are the surface subject of a verb, also where another verb carries it.

    A relative pronoun is replaced by its antecedent.
    """
    if (described := _described(verb)) is not None:
        return conjuncts(described)
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        found = [child for child in verb.children if child.dep_ in SUBJECTS]
        if found:
            return [head for subject in found for head in _antecedents(subject)]
        complement = next((c for c in verb.children if c.dep_ == "acomp" and any(g.dep_ in SUBJECTS for g in c.children)), None)
        if complement is not None:
            verb = complement
        elif verb.dep_ in _CONTROL and verb.head.i != verb.i:
            if verb.dep_ == "xcomp" and (controller := _object_controller(verb)) is not None:
                return conjuncts(controller)
            verb = verb.head
        elif verb.dep_ == "prep" and verb.lower_ in _MEANWHILE and verb.head.pos_ in {"VERB", "AUX"}:
            verb = verb.head
        elif verb.dep_ in {"acl", "relcl"} and verb.tag_ in {"VBG", "VB"}:
            return conjuncts(verb.head)
        elif verb.dep_ == "advcl" and verb.tag_ in {"VBG", "VBN", "VB"}:
            verb = verb.head
        else:
            return []
    return []


def agents(verb: Token) -> list[Token]:
    """The heads of the noun phrases that do what the verb says: its subject, or the by-phrase of a passive."""
    if is_passive(verb):
        return [
            head for by in verb.children if by.dep_ == "agent" for pobj in by.children if pobj.dep_ == "pobj" for head in conjuncts(pobj)
        ]
    return subjects(verb)


def patients(verb: Token) -> list[Token]:
    """The heads of the noun phrases that it is done to: the object, or the subject of a passive."""
    if is_passive(verb):
        if verb.dep_ == "acl":
            return conjuncts(verb.head)
        return subjects(verb)
    if _described(verb) is not None:
        return []
    found = [head for child in verb.children if child.dep_ in OBJECTS and child.pos_ != "ADP" for head in conjuncts(child)]
    if not found and verb.dep_ == "relcl":
        return [meant(verb)] if any(c.dep_ == "dobj" and c.lower_ in RELATIVE for c in verb.children) else []
    return [head for token in found for head in ([meant(verb)] if _is_relative_object(token, verb) else _antecedents_of(token))]


def meant(clause: Token) -> Token:
    """What "which" stands for in a clause set off by a comma: the whole thing before it ("an end to the war, with which they agreed").

    Where only a time stands before it ("he banned it in May, which they opposed"), it is what is done.
    """
    noun, opening = clause.head, clause.left_edge
    if clause.dep_ != "relcl" or opening.i == 0 or opening.nbor(-1).text != "," or not _opens_with_which(opening):
        return noun
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        above = noun.head.head
        if above.pos_ not in {"NOUN", "PROPN"} and not (noun.ent_type_ in {"DATE", "TIME"} and above.pos_ == "VERB"):
            break
        noun = above
    return noun


def _opens_with_which(opening: Token) -> bool:
    return opening.lower_ == "which" or (opening.dep_ == "prep" and any(child.lower_ == "which" for child in opening.children))


def _is_relative_object(token: Token, verb: Token) -> bool:
    return token.lower_ == "which" and token.dep_ == "dobj" and verb.dep_ == "relcl"


def _antecedents_of(token: Token) -> list[Token]:
    return _antecedents(token) if token.lower_ in RELATIVE else [token]


def _described(participle: Token) -> Token | None:
    """The noun that a participle describes, which the parser takes for its object: "was interrupted by protesting deputies"."""
    if participle.dep_ != "pcomp" or participle.tag_ != "VBG" or participle.head.lower_ != "by":
        return None
    if participle.lower_ not in words("group_nouns", "attributive"):
        return None
    return next((child for child in participle.children if child.dep_ == "dobj" and child.i == participle.i + 1), None)


def is_passive(verb: Token) -> bool:
    """The verb is in the passive voice: with an auxiliary, or as a bare participle after a noun."""
    below = {child.dep_ for child in verb.children}
    if verb.tag_ != "VBN" or not below.isdisjoint(_PASSIVE):
        return not below.isdisjoint(_PASSIVE)
    if verb.dep_ == "acl" or (verb.dep_ == "advcl" and below.isdisjoint(_ACTIVE | {"dobj"})):
        return True
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return below.isdisjoint(_ACTIVE) and is_passive(verb.head)
    return "agent" in below


def may_be_passive(verb: Token) -> bool:
    """A participle joined to a relative clause may go on from the passive above: "was shown papers she had not seen and asked to sign"."""
    first = verb.head
    if verb.dep_ != "conj" or verb.tag_ != "VBN" or first.dep_ != "relcl" or is_passive(first):
        return False
    return not any(child.dep_ in {"aux", "auxpass", *SUBJECTS} for child in verb.children) and is_passive(first.head.head)


def prepositional(token: Token, *prepositions: str) -> list[Token]:
    """The heads of the noun phrases that hang on a token by one of these prepositions (lower case)."""
    return [
        head
        for child in token.children
        if child.dep_ in {"prep", "dative", "agent"} and child.lower_ in prepositions
        for pobj in child.children
        if pobj.dep_ in {"pobj", "pcomp"}
        for head in conjuncts(pobj)
    ]


def possessors(noun: Token) -> list[Token]:
    """The heads of the possessive phrases of a noun ("Russia's rejection")."""
    return [head for child in noun.children if child.dep_ == "poss" for head in conjuncts(child)]


def is_negated(token: Token) -> bool:
    """The token itself is negated, by a particle, an auxiliary's particle, a determiner or a negative subject."""
    for child in token.children:
        if ((child.dep_ == "neg" or child.lower_ in _PARTICLES) and child.i <= token.i + 2) or (
            child.lower_ in _NEGATIVE and child.dep_ in {"det", "advmod", "preconj", "cc"} and child.i <= token.i + 2
        ):
            return True
        if child.dep_ in SUBJECTS and (
            child.lower_ in _NEGATIVE or any(g.lower_ in {"no", "neither"} for g in child.children if g.dep_ in {"det", "preconj", "cc"})
        ):
            return True
    if token.dep_ in {"acomp", "attr", "xcomp"} and token.head.lemma_ in {"be", "seem", "appear", "become"}:
        return is_negated(token.head)
    return False


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb; a coordinated verb without any shares those of the first."""
    found = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if not found and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and verb.tag_ in {"VB", "VBN"}:
        return auxiliaries(verb.head)
    return found


def phrase(head: Token) -> tuple[int, int]:
    """The tokens of the noun phrase of a head, half open, without relative clauses, appositions and later conjuncts."""
    inside = [token.i for token in _within(head)]
    return min(inside), max(inside) + 1


def ancestors(token: Token) -> Iterator[Token]:
    """The heads above a token up to the root of its sentence, nearest first."""
    while token.head.i != token.i:
        token = token.head
        yield token


def _within(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if child.dep_ not in {"relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "preconj"}:
            yield from _within(child)


def _antecedents(subject: Token) -> list[Token]:
    verb = subject.head
    if subject.lower_ in RELATIVE:
        relative = next((v for v in (verb, *ancestors(verb)) if v.dep_ == "relcl"), None)
        if relative is not None:
            noun = _whose_holder(relative.head) if subject.lower_ == "who" else relative.head
            return conjuncts(noun) if noun.tag_ in {"NNS", "NNPS"} else [noun]
    return conjuncts(subject)


def _whose_holder(noun: Token) -> Token:
    """Who is told of, where a body's name stands between: "Ann Lee, the founder of the Peace Fund, who opposes it"."""
    post = noun.head.head
    between = noun.tag_ == "NNP" and noun.dep_ == "pobj" and noun.head.lower_ == "of" and post.dep_ == "appos" and post.tag_ == "NN"
    return post.head if between and post.head.tag_ == "NNP" else noun


def _object_controller(verb: Token) -> Token | None:
    """The object of the verb above ("urged Kyiv to sign": Kyiv signs), except after verbs that their subject controls."""
    if verb.head.lemma_ in {"promise", "threaten", "vow", "agree", "refuse"}:
        return None
    return next((child for child in verb.head.children if child.dep_ == "dobj" and child.i < verb.i), None)
