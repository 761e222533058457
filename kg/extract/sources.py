"""Sources: the phrases for who says something and to whom.

In comes a cue, out come the heads of the source and of the addressees. The parse is asked first; beside quotation marks,
where the small parser often fails, the words next to the cue answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.cues import LEXICON, Cue, is_content_noun, is_document, is_occasion_noun, lemma, verb_cues
from kg.extract.syntax import RELATIVE, SUBJECTS, ancestors, conjuncts, is_passive, phrase, possessors, prepositional, subjects
from kg.lexicon import words

if TYPE_CHECKING:
    from kg.extract.parsed import Doc, Token

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_EMPTY = frozenset({"there", "this", "that", "what", "which", "whatever"})
_PARTS = frozenset({"part", "parts", "excerpt", "excerpts", "copy"})
_QUOTED_WITHIN = 30
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_DASHES = frozenset({"-", "–", "—", "--"})
_SKIPPED = frozenset({"ADV", "AUX", "PART"})


def source_heads(verb: Token) -> list[Token]:
    """The heads of the phrases for who says it."""
    if is_passive(verb):
        return [
            head
            for child in verb.children
            if child.dep_ == "agent"
            for pobj in child.children
            if pobj.dep_ == "pobj"
            for head in conjuncts(pobj)
        ]
    heads = [noun for head in _through_nouns(verb) for noun in _behind_relative(head)] or _misread(verb)
    return [head for head in heads if head.pos_ in _NOMINAL and head.lower_ not in _EMPTY]


def _behind_relative(head: Token) -> list[Token]:
    """The noun before the comma for a relative pronoun that the parser hung nowhere ("police, who said")."""
    if head.lower_ not in {"who", "which"}:
        return [_behind_town(head)]
    before = head.nbor(-2) if head.i > 1 and head.nbor(-1).text == "," else None
    return [before] if before is not None and before.pos_ in {"NOUN", "PROPN"} else []


def _behind_town(head: Token) -> Token:
    """The name behind the town in capitals that opens a report ("OSLO — Ana Ruiz said")."""
    if head.i > head.sent.start or not head.text.isupper() or head.i + 1 >= len(head.doc) or head.nbor().text not in _DASHES:
        return head
    return next((child for child in head.children if child.dep_ == "appos"), head)


def is_undergone(verb: Token) -> bool:
    """The verb is passive; a participle behind "X, a professor," that has an object is a misread past tense and is not."""
    return is_passive(verb) and not is_misread_past(verb)


def is_misread_past(verb: Token) -> bool:
    """A participle with an object behind a closed apposition."""
    if verb.dep_ != "acl" or verb.tag_ not in {"VBN", "VBD"} or verb.i == 0 or verb.nbor(-1).text != ",":
        return False
    return swallowing(verb) is not None or any(child.dep_ in {"dobj", "ccomp", "oprd"} and child.i > verb.i for child in verb.children)


def swallowing(verb: Token) -> Token | None:
    """The subject of the clause that took the place of a misread verb: in "X, the mayor, said there were fires" that is "there"."""
    noun, main = verb.head, verb.head.head
    if noun.dep_ not in SUBJECTS or main.i < verb.i:
        return None
    return next((child for child in main.children if child.dep_ in SUBJECTS | {"expl"} and verb.i < child.i < main.i), None)


def _misread(verb: Token) -> list[Token]:
    """The noun right before a finite verb that the parser left without a subject ("On Friday [the company] announced")."""
    found = _before(verb.doc, verb, verb.sent.start) if verb.tag_ in {"VBD", "VBZ", "VBP"} else None
    return [found] if found is not None and found.lower_ not in RELATIVE else []


def _through_nouns(verb: Token) -> list[Token]:
    """The subject; of a statement "saying that", the one who makes the statement."""
    if is_misread_past(verb):
        return [verb.head]
    if verb.tag_ == "VBG" and verb.i > 0 and verb.nbor(-1).lower_ in {"those", "anyone", "anybody", "people"}:
        return [verb.nbor(-1)]
    heads = _resumed(verb) or subjects(verb) or _of_adverbial(verb)
    if len(heads) == 1 and verb.dep_ in {"acl", "advcl"} and heads[0].i < verb.i and verb.tag_ == "VBG":
        return _acting_before(verb, heads[0]) or _speaking_through(heads[0])
    return heads


def _acting_before(verb: Token, noun: Token) -> list[Token]:
    """The subject of the clause behind whose comma a participle stands: in "Lee met the judge, calling her a friend" that is Lee."""
    if verb.dep_ != "acl" or not after_comma(verb) or is_document(noun) or noun.dep_ in SUBJECTS | {"conj", "appos"}:
        return []
    above = next((a for a in ancestors(noun) if a.pos_ in {"VERB", "AUX"}), None)
    return [] if above is None or is_passive(above) else subjects(above)


def _resumed(verb: Token) -> list[Token]:
    """The subject of the report that another one resumes: in "X said it was late, adding that ..." that is X, not "it"."""
    above = resumes(verb)
    return subjects(above) if above is not None else []


def resumes(verb: Token) -> Token | None:
    """The report whose source goes on in this one: before ", adding", or where "and added" cannot be part of its content."""
    if not verb_cues(verb) or verb.i == 0 or any(child.dep_ in SUBJECTS for child in verb.children):
        return None
    above = next((a for a in ancestors(verb) if a.i < verb.i and verb_cues(a)), None)
    if above is None or (verb.tag_ == "VBG" and verb.dep_ != "pcomp" and after_comma(verb)):
        return above
    first = verb.head
    if verb.tag_ == above.tag_ == "VBG" and first.i != above.i and first.tag_ in {"VBD", "VBZ", "VBP"} and verb.dep_ in {"conj", "advcl"}:
        return above if verb.nbor(-1).dep_ == "cc" else None
    if verb.dep_ != "conj" or first.i == above.i or verb.tag_ != above.tag_ or verb.tag_ not in {"VBD", "VBZ"}:
        return None
    own = [child for child in first.children if child.dep_ in SUBJECTS | {"expl"}]
    return above if first.tag_ != verb.tag_ or any(child.pos_ == "PRON" for child in own) else None


def after_comma(verb: Token) -> bool:
    """A comma stands before the verb, perhaps inside a closing quotation mark."""
    i = verb.i - 1
    while i > 0 and (verb.doc[i].is_quote or verb.doc[i].pos_ == "ADV"):
        i -= 1
    return verb.doc[i].text == ","


def _speaking_through(noun: Token) -> list[Token]:
    """Of a noun that a participle hangs on, the one who speaks: of "X issued a statement on the site saying" that is X."""
    if is_content_noun(noun) or (noun.dep_ in {"pobj", "dobj"} and any(_is_sending(above) for above in ancestors(noun))):
        return _owners(noun) or [noun]
    return [noun]


def _is_sending(verb: Token) -> bool:
    return bool(verb_cues(verb)) or lemma(verb) in words(LEXICON, "nouns.light")


def _of_adverbial(verb: Token) -> list[Token]:
    """The subject of the clause that a participle behind a preposition belongs to ("in saying that", "before claiming that")."""
    while verb.dep_ in {"conj", "xcomp"}:
        verb = verb.head
    above = verb.head.head if verb.dep_ == "pcomp" else None
    if above is None or above.pos_ not in {"VERB", "AUX"}:
        return []
    quoted = _quoted_as(verb.head) if verb.head.lower_ == "as" else []
    return quoted or subjects(above)


def _quoted_as(marker: Token) -> list[Token]:
    """The object of the nearest verb before "as" that quotes someone ("cited the mayor, a former judge, as saying")."""
    for i in range(marker.i - 1, max(-1, marker.i - _QUOTED_WITHIN), -1):
        if marker.doc[i].pos_ == "VERB":
            return [child for child in marker.doc[i].children if child.dep_ == "dobj" and child.i < marker.i]
    return []


def surface(verb: Token, head: Token) -> Token:
    """The word that stands for the source beside the verb: a relative pronoun rather than its antecedent."""
    own = next((child for child in verb.children if child.dep_ == "nsubj" and child.lower_ in RELATIVE), None)
    return own if own is not None and own.i != head.i else head


def _owners(noun: Token) -> list[Token]:
    owners = possessors(noun) or prepositional(noun, "from", "by")
    if owners:
        return owners
    if noun.dep_ not in {"dobj", "pobj", "nsubjpass"} or noun.head.lower_ == "as":
        return []
    verb = next((above for above in ancestors(noun) if above.pos_ == "VERB"), None)
    return [] if verb is None or is_passive(verb) else subjects(verb)


def noun_owners(noun: Token) -> list[Token]:
    """Whose claim or belief it is: a possessor, a phrase with "by" or "from", or the subject of the verb it is object of."""
    return possessors(noun) or prepositional(noun, "by", "from") or _owners(noun)


def head_beside(verb: Token, start: int, end: int) -> Token | None:
    """The head of the noun phrase next to a verb within a range: its subject by the parse, else the words before or after."""
    doc = verb.doc
    by_parse = next((s for s in subjects(verb) if start <= s.i < end and s.pos_ in _NOMINAL and s.lower_ not in RELATIVE), None)
    if by_parse is not None:
        return by_parse
    return _before(doc, verb, start) or _after(doc, verb, end)


def _before(doc: Doc, verb: Token, start: int) -> Token | None:
    i = verb.i - 1
    while i >= start and doc[i].pos_ in _SKIPPED:
        i -= 1
    if i > start and doc[i].text == ",":
        i = _before_apposition(doc, i, start)
    return doc[i] if i >= start and doc[i].pos_ in _NOMINAL else None


def _before_apposition(doc: Doc, comma: int, start: int) -> int:
    """The place before the apposition that a comma closes: "Ana Ruiz, a judge of the high court," ends with her name at its first comma."""
    first = next((i for i in range(comma - 1, start, -1) if doc[i].text == ","), comma)
    closed = all(token.tag_ not in _FINITE for token in doc[first:comma])
    return first - 1 if first < comma and closed and doc[first - 1].pos_ == "PROPN" else comma


def _after(doc: Doc, verb: Token, end: int) -> Token | None:
    """The last noun of the words that follow at once: "said [Foreign Minister Ana Ruiz]"."""
    i = verb.i + 1
    last: Token | None = None
    while i < end and (doc[i].pos_ in _NOMINAL or doc[i].pos_ in {"DET", "ADJ", "PART"} or doc[i].dep_ == "amod"):
        if doc[i].pos_ in _NOMINAL:
            last = doc[i]
        i += 1
    return last


def responsible(head: Token) -> list[Token]:
    """Who speaks where a source is a text: of "the judge's statement" and "a report by the ministry" the judge and the ministry."""
    if head.lower_ in _PARTS:
        return [owner for part in prepositional(head, "of") for owner in responsible(part)]
    if not is_document(head):
        return []
    made = [maker for child in head.children if child.dep_ == "acl" and child.tag_ == "VBN" for maker in prepositional(child, "by")]
    return possessors(head) or prepositional(head, "by", "from") or made or [child for child in head.children if child.dep_ == "compound"]


def source_span(head: Token) -> tuple[int, int]:
    """The tokens of the source's phrase."""
    start, end = phrase(head)
    dash = next((i for i in range(head.i - 1, start, -1) if head.doc[i].text in _DASHES and head.doc[i - 1].whitespace_), start - 1)
    return _trimmed(head.doc, dash + 1, end)


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    while end > start + 1 and (doc[start].is_punct or doc[start].is_space):
        start += 1
    return start, end


def addressees(verb: Token, cue: Cue) -> list[Token]:
    """The heads of the phrases for whom it is said to."""
    if cue.addressee == "object":
        if is_passive(verb):
            return subjects(verb)
        objects = [child for child in verb.children if child.dep_ in {"dobj", "dative"} and child.pos_ in _NOMINAL]
        embedded = [] if objects else _object_of_clause(verb)
        return [head for child in (objects or embedded)[:1] for head in conjuncts(child)]
    if not cue.addressee:
        return []
    return [head for head in prepositional(verb, cue.addressee) if not is_occasion_noun(head)]


def _object_of_clause(verb: Token) -> list[Token]:
    """The subject of an infinitive, where the parser puts "them" of "told them to leave"."""
    for child in verb.children:
        if child.dep_ in {"ccomp", "xcomp"} and child.tag_ == "VB":
            return [s for s in child.children if s.dep_ == "nsubj"]
    return []
