"""The words of a noun phrase or clause as the label of an issue.

Comes in: the head of a phrase. Goes out: its words without determiners, possessives and what only colours them, lower
case but for names; a clause becomes a gerund phrase ("that Kyiv join the alliance" is "Kyiv joining alliance").
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.concepts import concept
from kg.extract.model import Link, References
from kg.extract.parsed import Token
from kg.extract.syntax import conjuncts, is_passive, phrase, prepositional
from kg.lexicon import words
from kg.records import Kind

MAX_WORDS = 8
_NAMED = frozenset({Link.NAME, Link.PRONOUN, Link.ROLE})
_VOWELS = "aeiou"
_UNSAID = frozenset({"him", "her", "them", "those", "these", "us", "me", "you"})
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a noun phrase: "temporary", "ban", "on fracking"."""

    modifiers: tuple[str, ...]
    head: str
    complement: str

    @property
    def text(self) -> str:
        """All of them."""
        return " ".join(part for part in (*self.modifiers, self.head, self.complement) if part)


def noun_words(head: Token, references: References) -> Words:
    """The words of the noun phrase of a head; a name is one word."""
    head = _counted(head)
    if name := name_of(head, references):
        return Words((), name, "")
    chunks = [_lowered(chunk) for chunk in _chunks(head)]
    kept = ["no"] if head.lower_ in words("issues", "label.denied") and [chunk.lower() for chunk in chunks[:-1]] == ["no"] else []
    return Words(tuple(kept or _kept(chunks[:-1], named=chunks[-1][:1].isupper())), chunks[-1], _complement(head, references))


def _kept(chunks: list[str], *, named: bool) -> list[str]:
    """The modifiers that say something; with "States-led" goes the name it ends, and "New" stays in a name ("Green New Deal")."""
    kept: list[str] = []
    following = [*(later[:1].isupper() for later in chunks[1:]), named]
    for position, chunk in enumerate(chunks):
        if _is_colour(chunk):
            while kept and kept[-1][0].isupper() and chunk[0].isupper():
                kept.pop()
        elif (
            chunk.lower() not in words("issues", "label.dropped")
            or (chunk.lower() == "no" and position > 0)
            or (chunk[:1].isupper() and following[position] and chunk.lower() not in _DETERMINERS)
        ):
            kept.append(chunk)
    return kept


def _counted(head: Token) -> Token:
    """What a word of quantity counts: "any of the land"."""
    counts = head.lemma_.lower() in words("issues", "label.quantities") and head.pos_ in {"DET", "PRON", "ADJ"}
    return next(iter(prepositional(head, "of")), head) if counts else head


def name_of(head: Token, references: References) -> str | None:
    """The full name of what the noun phrase of a head names or refers to, or None."""
    reference = references.by_token.get(head.i)
    if reference is None or reference.link not in _NAMED or not reference.start <= head.i < reference.end:
        return None
    if reference.link is not Link.PRONOUN and reference.head != head.i:
        return None
    return references.things[reference.referent].name


def noun_phrase(head: Token) -> str:
    """The compound that a head ends ("peace deal"), lower case."""
    return " ".join([child.lower_ for child in head.children if child.dep_ == "compound"] + [head.lower_])


def clause_words(verb: Token, references: References, *, subject: bool) -> str:
    """A clause as a gerund phrase, with its subject when the clause has one of its own; its negation is left out."""
    parts = [noun_words(noun, references).text for noun in _subjects(verb, references)] if subject else []
    objects = [noun_words(noun, references).text for noun in _objects(verb, references)]
    close, far = _particles(verb)
    acting = [gerund(verb.lemma_.lower()), *close]
    ordered = [*acting, *parts, *objects] if is_passive(verb) or _is_bare_participle(verb) else [*parts, *acting, *objects]
    ordered += far
    return _cut(" ".join([*ordered, *_complements(verb, references), *_adjuncts(verb, references)]))


def _complements(verb: Token, references: References) -> list[str]:
    """What one helps, begins or is allowed to do."""
    found = [child for child in verb.children if child.dep_ == "xcomp" and child.i > verb.i and child.pos_ == "VERB"]
    return [_complement_words(child, references) for child in found[:1]]


def _complement_words(verb: Token, references: References) -> str:
    if verb.tag_ == "VBG":
        return clause_words(verb, references, subject=False)
    marked = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    return ("to " if marked else "") + _infinitive(verb, references)


def _subjects(verb: Token, references: References) -> list[Token]:
    """Its own subject, or the object that is to do it ("urged Kyiv to sign"); none that only repeats who wishes it."""
    own = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"} and child.tag_ not in {"WDT", "WP"}]
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    wrapped = verb.head.lemma_.lower() in words("issues", "wrappers.nouns")
    if not own and verb.dep_ in {"acl", "relcl"} and is_passive(verb) and verb.head.dep_ in {"pobj", "dobj"} and not wrapped:
        return [verb.head]
    if own or verb.dep_ not in {"xcomp", "pcomp"} or (verb.dep_ == "pcomp" and above.dep_ == "acl"):
        return [noun for noun in own if _is_told(noun, references) and not _repeats(noun, above, references)]
    if verb.dep_ == "xcomp" and verb.tag_ == "VBG" and above.lemma_ in words("stance_frames", "embedding.stopping"):
        return _subjects(above, references)
    controlled = [child for child in above.children if child.dep_ == "dobj" and child.i < verb.i and child.pos_ != "PRON"]
    if controlled or verb.dep_ != "xcomp" or any(child.dep_ in {"dobj", "ccomp", "xcomp"} for child in verb.children):
        return controlled
    asked = [noun for noun in prepositional(above, "for", "on", "upon") if noun.i < verb.i]
    return [noun for noun in asked if _is_told(noun, references)]


def _is_bare_participle(verb: Token) -> bool:
    """It tells what is to be done to its subject: "wants the law repealed"."""
    return (
        verb.dep_ == "ccomp"
        and verb.tag_ in {"VBN", "VBD"}
        and not any(child.dep_ in {"aux", "auxpass", "dobj"} for child in verb.children)
    )


def _repeats(noun: Token, above: Token, references: References) -> bool:
    """A pronoun for the subject of the verb above: "promised that she would resign"."""
    referent = references.at(noun.i)
    return noun.pos_ == "PRON" and any(references.at(other.i) == referent for other in above.children if other.dep_ == "nsubj")


def _objects(verb: Token, references: References) -> list[Token]:
    found = [child for child in verb.children if child.dep_ in {"dobj", "attr", "oprd"} and child.tag_ not in {"WDT", "WP"}]
    whole = [noun for noun in found if noun.text != "-" and (noun.whitespace_ or noun.i + 1 == len(noun.doc) or noun.nbor().text != "-")]
    return [noun for noun in whole if _is_told(noun, references)]


def _is_told(noun: Token, references: References) -> bool:
    """No pronoun without a referent."""
    noun = _counted(noun)
    return noun.pos_ != "PRON" or name_of(noun, references) is not None


def _particles(verb: Token) -> tuple[list[str], list[str]]:
    """The words that belong to a verb: right behind it, and behind its object ("taking the country forward", "voting twice")."""
    known = _particle_words()
    found = [child for child in verb.children if child.dep_ in {"prt", "acomp"} or (child.dep_ == "advmod" and child.lower_ in known)]
    objects = [child.i for child in verb.children if child.dep_ == "dobj"]
    far = [child for child in found if any(verb.i < i < child.i for i in objects)]
    return [child.lower_ for child in found if child not in far], [child.lower_ for child in far]


def gerund(lemma: str) -> str:
    """The -ing form of a verb."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return lemma[:-1] + "ing"
    return lemma + lemma[-1] + "ing" if _doubles(lemma) else lemma + "ing"


def _doubles(lemma: str) -> bool:
    if lemma in words("issues", "gerund.doubling"):
        return True
    one_syllable = sum(letter in _VOWELS for letter in lemma) == 1
    return one_syllable and len(lemma) > 2 and lemma[-2] in _VOWELS and lemma[-1] not in _VOWELS + "wxy"


def _chunks(head: Token) -> list[list[Token]]:
    chunks: list[list[Token]] = []
    owned = {t.i for child in head.children if child.dep_ == "poss" and not _is_generic(child) for t in child.subtree}
    for token in head.doc[_start(head) : head.i + 1]:
        own = token.tag_ == "POS" and chunks and _is_generic(chunks[-1][-1])
        if token.i in owned or token.is_space or (token.is_quote and not own) or (token.lower_ in {"'s", "’s", ","} and not own):
            continue
        if not chunks and (token.dep_ == "cc" or token.text == "#"):
            continue
        if chunks and token.text in {"(", "["}:
            break
        joined = chunks and not token.nbor(-1).whitespace_ and chunks[-1][-1].i == token.i - 1
        chunks[-1].append(token) if joined and chunks else chunks.append([token])
    return chunks or [[head]]


def _is_generic(possessor: Token) -> bool:
    """Those that something is for, and no one's in particular: "women's rights", "farmers' rights"."""
    return possessor.dep_ == "poss" and possessor.tag_ == "NNS" and not any(c.dep_ in {"det", "poss", "nummod"} for c in possessor.children)


def _start(head: Token) -> int:
    """Where the phrase starts, with what is joined to its first word ("anti-" in "anti-royalism")."""
    start = phrase(head)[0]
    while start > 0 and not head.doc[start - 1].whitespace_ and (head.doc[start - 1].is_alpha or head.doc[start - 1].text == "-"):
        start -= 1
    return start


def _lowered(chunk: list[Token]) -> str:
    named = any(token.pos_ == "PROPN" or (token.text[:1].isupper() and not token.is_sent_start) for token in chunk)
    text = "".join(token.text for token in chunk)
    return text if named else text.lower()


def _is_colour(word: str) -> bool:
    """It only says whose it is: "U.S.-brokered"."""
    return word.lower().endswith(tuple(sorted(words("issues", "label.dropped_endings"))))


def _complement(head: Token, references: References) -> str:
    parts = [
        _prepositional(child, references)
        for child in head.children
        if child.dep_ == "prep" and child.i > head.i and not _is_excluded(child) and not _is_of_parties(head, child, references)
    ]
    parts += [_prepositional(child, references) for child in _strays(head)]
    infinitives = [child for child in head.children if child.dep_ in {"acl", "relcl"} and child.tag_ == "VB" and _is_infinitive(child)]
    parts += ["to " + _infinitive(verb, references) for verb in infinitives[:1]]
    owners = [name for child in head.children if child.dep_ == "poss" and (name := _owner(child, references))]
    if owners and head.lower_ in words("issues", "label.possessed") and not any(part.startswith("of ") for part in parts):
        parts.insert(0, f"of {owners[0]}")
    parts += [child.lower_ for child in head.children if child.dep_ == "advmod" and child.i > head.i and child.lower_ in _particle_words()]
    if head.lemma_.lower() in words("issues", "vague.claim") and (clause := _claimed(head)) is not None:
        parts = [_told_words(clause, references)]
    return _cut(" ".join(part for part in parts if part))


def _claimed(noun: Token) -> Token | None:
    """What a claim says: "claims that he was paid"."""
    clauses = [child for child in noun.children if child.dep_ in {"acl", "ccomp", "relcl"} and child.i > noun.i]
    return next((clause for clause in clauses if any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children)), None)


def _told_words(clause: Token, references: References) -> str:
    """The words of a clause, with names for its pronouns."""
    inside = clause.doc[clause.left_edge.i : clause.right_edge.i + 1]
    return " ".join((token.pos_ == "PRON" and name_of(token, references)) or token.text for token in inside if not token.is_punct)


def _particle_words() -> frozenset[str]:
    return words("issues", "label.particles")


def _is_infinitive(verb: Token) -> bool:
    """It stands after "to", and no subject of its own."""
    deps = {child.dep_ for child in verb.children}
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children) and "nsubj" not in deps


def _strays(head: Token) -> list[Token]:
    """A preposition that the parser hangs on the verb, right after a noun that takes it: "support a halt to attacks"."""
    if head.dep_ != "dobj" or head.lemma_.lower() not in words("issues", "label.attaching"):
        return []
    after = [child for child in head.head.children if child.dep_ == "prep" and child.i == head.i + 1]
    return [child for child in after if child.lower_ in {"to", "on", "against", "with", "between"}]


def _is_excluded(preposition: Token) -> bool:
    """What it is not: "a corridor on their land, not on ours"."""
    return preposition.nbor(-1).lower_ == "not"


def _is_of_parties(head: Token, preposition: Token, references: References) -> bool:
    """It tells between whom it is, which makes no other issue of it: "a truce with the rebels"."""
    if preposition.lower_ not in words("issues", "label.parties") or not _is_mutual(head):
        return False
    return any(references.at(noun.i) is not None for child in preposition.children if child.dep_ == "pobj" for noun in conjuncts(child))


def _is_mutual(head: Token) -> bool:
    known = concept(noun_phrase(head)) or concept(head.text)
    return known is not None and known.label in words("issues", "label.mutual")


def _owner(possessor: Token, references: References) -> str | None:
    """The name of the owner; a pronoun only where it means a person."""
    if possessor.tag_ == "PRP$" and not _is_person(possessor, references):
        return None
    return name_of(possessor, references)


def _is_person(token: Token, references: References) -> bool:
    referent = references.at(token.i)
    return referent is not None and references.things[referent].kind is Kind.PERSON


def _prepositional(preposition: Token, references: References) -> str:
    if preposition.lower_ not in words("issues", "label.prepositions") or _is_adverbial(preposition):
        return ""
    objects = [noun for child in preposition.children if child.dep_ == "pobj" for noun in conjuncts(child)]
    objects = [noun for noun in objects if noun.lower_ not in _UNSAID or _is_told(noun, references)]
    if preposition.lower_ == "to" and (
        any(_is_person(noun, references) for noun in objects) or _is_before(preposition, objects, references)
    ):
        return ""
    actions = [verb for verb in preposition.children if verb.dep_ == "pcomp" and verb.tag_ == "VBG"]
    texts = [noun_words(noun, references).text for noun in objects] + [clause_words(verb, references, subject=False) for verb in actions]
    return f"{preposition.lower_} {' and '.join(texts)}" if texts else ""


def _is_before(preposition: Token, objects: list[Token], references: References) -> bool:
    """It tells before whom a ruling was brought: "appealed the decision to the Supreme Court"."""
    if preposition.head.lemma_.lower() not in words("issues", "vague.ruling"):
        return False
    return any((name := name_of(noun, references)) and name.split()[-1] in {"Court", "Appeals", "Tribunal", "Board"} for noun in objects)


def _infinitive(verb: Token, references: References) -> str:
    return clause_words(verb, references, subject=False).replace(gerund(verb.lemma_.lower()), verb.lemma_.lower(), 1)


def _adjuncts(verb: Token, references: References) -> list[str]:
    taken = {stray.i for child in verb.children for stray in _strays(child)}
    after = [child for child in verb.children if child.dep_ in {"prep", "dative"} and child.i > verb.i and not _is_adverbial(child)]
    after = [child for child in after if child.i not in taken and not _is_behest(child)]
    led = [(child.lower_, child) for child in after]
    led += [(f"{child.lower_} {inner.lower_}", inner) for child in after for inner in child.children if inner.dep_ == "prep"]
    objects = [(text, pobj) for text, child in led for pobj in child.children if pobj.dep_ == "pobj" and _is_told(pobj, references)]
    return [f"{text} {noun_words(pobj, references).text}" for text, pobj in objects if pobj.tag_ != "DT"][:2]


def _is_behest(preposition: Token) -> bool:
    """It tells who wanted it: "at the request of the premier"."""
    asked = words("issues", "label.behests")
    return preposition.lower_ == "at" and any(child.lemma_.lower() in asked for child in preposition.children)


def _is_adverbial(preposition: Token) -> bool:
    """It tells when or how: "on Tuesday", "in June", "during the talks"; a span of days belongs to what is agreed."""
    if preposition.lower_ in words("issues", "label.adverbial"):
        return True
    timed = [child for child in preposition.children if child.dep_ == "pobj" and _is_time(child)]
    return bool(timed) and preposition.lower_ != "for"


def _is_time(noun: Token) -> bool:
    if noun.ent_type_ == "DATE":
        return True
    if noun.lower_ in {"end", "beginning", "start", "middle"}:
        return any(_is_time(month) for month in prepositional(noun, "of"))
    return noun.lemma_.lower() in words("issues", "label.times") or (len(noun.text) == 4 and noun.text.isdigit())


def _cut(text: str) -> str:
    """The first words, without a preposition that the cut leaves at the end."""
    kept = text.split()[:MAX_WORDS]
    while kept and kept[-1] in words("issues", "label.joints"):
        kept.pop()
    return " ".join(kept)
