"""What a stance is about, as an issue that other articles can share.

Comes in: the head of the noun phrase or clause that a stance is about. Goes out: an `Issue` under its broader ones, or
None where the words mean something that cannot be found ("we support it" with nothing before it).

A proposal stands for what it proposes ("a plan for a truce" is "ceasefire"). A pronoun or a bare definite noun ("the
plan") stands for the issue named before it; the words looked at are bounded, so the whole stays linear.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.concepts import concept, is_distinguishing, issue
from kg.extract.issue_clauses import clause_issue, done_by, done_so, is_clause, is_deed, is_empty, is_not_to, says_that, vague_word
from kg.extract.issue_specific import specified
from kg.extract.issue_words import Words, clause_words, name_of, noun_phrase, noun_words
from kg.extract.model import Link, References
from kg.extract.parsed import Doc, Token
from kg.extract.syntax import ancestors, auxiliaries, is_negated, is_passive
from kg.lexicon import table, words
from kg.records import Issue, Kind

WINDOW = 1500
NEAR = 120
_DEMONSTRATIVE = frozenset({"this", "that", "these", "those", "such"})
_PRONOUNS = frozenset({"it", "this", "that", "which"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_NO_KIND = frozenset({"empty", "resumed", "deeds", "bare"})


def issue_of(doc: Doc, head: Token, references: References) -> Issue | None:
    """The issue that the noun phrase or clause of a head names, or None."""
    if is_clause(head):
        return None if is_empty(head, references) and done_so(head) is None else clause_issue(head, references)
    if head.lower_ in _PRONOUNS and head.pos_ in {"PRON", "DET", "SCONJ"}:
        return _meant(doc, head, references)
    if (apposed := _apposed(head)) is not None:
        return issue_of(doc, apposed, references)
    named = _named(doc, head, references) or _meant(doc, head, references)
    return specified(head, named or _deed(head, references) or _bare(head, references), _before(doc, head, WINDOW), references)


def _named(doc: Doc, head: Token, references: References) -> Issue | None:
    """The issue that the phrase itself names."""
    if (restricted := _restriction(head, "wrappers.restricted")) is not None:
        return Issue(f"{head.lemma_.lower()} {clause_words(restricted, references, subject=False)}")
    if (content := _content(head, references)) is not None:
        return _specific(doc, head, issue_of(doc, content, references), references)
    if name := name_of(head, references):
        return Issue(name)
    if (person := _person_beside(head, references)) is not None:
        return Issue(person)
    found = noun_words(head, references)
    if head.pos_ not in {"NOUN", "PROPN"} or _is_vague(head, found):
        return None
    return _specific(doc, head, _issue(found), references)


def _person_beside(head: Token, references: References) -> str | None:
    """The one who is named after a description: "his former rival, Ann Lee"."""
    if head.tag_ != "NN":
        return None
    named = [child for child in head.children if child.dep_ == "appos" and child.i > head.i and name_of(child, references)]
    referents = [referent for child in named if (referent := references.at(child.i)) is not None]
    persons = [one for one in referents if references.things[one].kind is Kind.PERSON]
    return references.things[persons[0]].name if len(referents) == len(persons) == 1 else None


def _issue(found: Words) -> Issue:
    return issue(found.modifiers, found.head, found.complement)


def _content(head: Token, references: References) -> Token | None:
    """What a proposal proposes: "a plan for X", "the idea to do X", "the X proposal"."""
    if head.lemma_.lower() not in words("issues", "wrappers.nouns") or concept(noun_phrase(head)):
        return None
    return next((token for token in _contents(head, references) if _is_proposed(head, token)), None)


def _is_whose(preposition: Token, noun: Token, references: References) -> bool:
    """It tells whose it is, not what it is about: "the request of the minister"."""
    referent = references.at(noun.i) if preposition.lower_ == "of" else None
    return referent is not None and references.things[referent].kind is not Kind.PLACE


def _contents(head: Token, references: References) -> Iterator[Token]:
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in words("issues", "wrappers.prepositions"):
            proposed = (c for c in child.children if c.dep_ == "pcomp" or (c.dep_ == "pobj" and not _is_whose(child, c, references)))
            yield from ((child.lower_ == "for" and c.dep_ == "pobj" and done_by(c)) or c for c in proposed)
        elif (child.dep_ == "acl" and child.tag_ in {"VB", "VBG"}) or (child.dep_ == "relcl" and _is_bare_infinitive(child)):
            yield child
    if (effect := _restriction(head, "wrappers.effects")) is not None:
        yield effect
    if head.lemma_.lower() in words("issues", "wrappers.compound"):
        yield from (child for child in head.children if child.dep_ == "compound" and _is_act(child.text))


def _is_bare_infinitive(verb: Token) -> bool:
    """An infinitive without a subject, which the parser takes for a relative clause: "refused calls to lift the ban"."""
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children) and not any(
        c.dep_ == "nsubj" for c in verb.children
    )


def _restriction(head: Token, nouns: str) -> Token | None:
    """What a law or deal would do: "any deal that would recognise the border"."""
    if head.lemma_.lower() not in words("issues", nouns):
        return None
    clauses = [child for child in head.children if child.dep_ == "relcl" and not is_negated(child) and not is_passive(child)]
    if head.dep_ == "nsubj" and head.i < head.head.i and head.head.pos_ == "VERB" and not is_negated(head.head) and _is_open(head.head):
        return head.head
    return next((clause for clause in clauses if _is_open(clause) and any(child.tag_ == "WDT" for child in clause.children)), None)


def _is_open(clause: Token) -> bool:
    """It is not done yet."""
    helpers = {helper.lower_ for helper in auxiliaries(clause)}
    return bool(helpers & {"would", "will", "could"}) and any(child.dep_ in {"dobj", "xcomp", "prep"} for child in clause.children)


def _is_proposed(head: Token, token: Token) -> bool:
    if head.lemma_.lower() not in words("issues", "wrappers.acts_only"):
        return True
    return is_clause(token) or token.dep_ == "compound" or _is_act(noun_phrase(token)) or _is_act(token.text)


def _is_act(phrase: str) -> bool:
    found = concept(phrase)
    return found is not None and found.act


def _is_vague(head: Token, found: Words) -> bool:
    """A bare noun that means something named before: "the bill", "his proposal"."""
    if found.complement or any(not is_distinguishing(word) for word in found.modifiers):
        return False
    return bool(_kinds(head)) or vague_word(head) in words("issues", "vague.empty")


def _kinds(head: Token) -> list[str]:
    return [kind for kind, nouns in table("issues")["vague"].items() if kind not in _NO_KIND and vague_word(head) in nouns]


def _specific(doc: Doc, head: Token, found: Issue | None, references: References) -> Issue | None:
    """A definite phrase means the one narrower issue that the article named before, if there is exactly one."""
    if (
        found is None
        or concept(found.label) is None
        or not any(child.lower_ in _DEFINITE for child in head.children if child.dep_ == "det")
    ):
        return found
    narrower = {other.label: other for other in _mentioned(doc, head, references) if _is_narrower(other, found)}
    return next(iter(narrower.values())) if len(narrower) == 1 else found


def _is_narrower(other: Issue, found: Issue) -> bool:
    return other.broader is not None and other.broader.label == found.label and is_distinguishing(other.label.split()[0])


def _mentioned(doc: Doc, head: Token, references: References) -> Iterator[Issue]:
    for token in _before(doc, head, WINDOW):
        if concept(token.text) is not None and any(child.dep_ in {"amod", "compound", "nmod"} for child in token.children):
            found = noun_words(token, references)
            yield issue(found.modifiers, found.head)


def _meant(doc: Doc, head: Token, references: References) -> Issue | None:
    """The issue that a pronoun or bare noun stands for: the last one of the same word, else of its kind, that was named.

    Of several attacks "the attack" is left unsaid which.
    """
    if any(child.lower_ in {"other", "another"} for child in head.children) or says_that(head):
        return None
    kinds = _kinds(head)
    near = list(_before(doc, head, _reach(head)))
    nouns = [token for token in near if token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound"]
    nouns = [_whole(token, kinds) for token in nouns]
    nouns = [token for token in nouns if not _is_actor(token, references) and ("claim" not in kinds or token.pos_ == "NOUN")]
    alike = [token for token in nouns if token.lemma_.lower() == head.lemma_.lower() and token.tag_ == head.tag_]
    related = [token for token in nouns if _is_related(token, kinds)]
    if "attack" in kinds and not alike:
        return Issue(head.lemma_.lower()) if related else None
    if "attack" in kinds and len({found.label for token in related if (found := _explicit(token, references))}) > 1:
        return Issue(head.lemma_.lower())
    return next((found for token in (*alike, *related) if (found := _explicit(token, references))), None)


def _is_actor(token: Token, references: References) -> bool:
    """The word is a part of a name: "the report" is not "the Daily Report"."""
    reference = references.by_token.get(token.i)
    kinds = {Kind.ORGANIZATION, Kind.PERSON, Kind.PLACE}
    return reference is not None and reference.link is Link.NAME and references.things[reference.referent].kind in kinds


def issue_meant(doc: Doc, head: Token, references: References) -> Issue | None:
    """The issue that a noun like "deal" takes up, whatever it is called beside that ("a terrible deal"), or None."""
    return _meant(doc, head, references) if _kinds(head) else None


def _reach(head: Token) -> int:
    """How far back the words may be: "that plan" was told in this sentence or the one before, "the plan" anywhere."""
    if points_back(head):
        start = head.sent.start
        return head.i - (head.doc[start - 1].sent.start if start > 0 else 0)
    return NEAR if head.lower_ in _PRONOUNS else WINDOW


def points_back(head: Token) -> bool:
    """The noun phrase starts with a demonstrative."""
    return any(child.dep_ == "det" and child.lower_ in _DEMONSTRATIVE for child in head.children)


def _whole(noun: Token, kinds: list[str]) -> Token:
    """The noun that it is a part of, where that is of the kind that is meant: "the bill on tariffs"."""
    above = noun.head.head
    part = noun.dep_ == "pobj" and above.pos_ in {"NOUN", "PROPN"} and any(kind in _kinds(above) for kind in kinds)
    return above if part else noun


def _before(doc: Doc, head: Token, window: int) -> Iterator[Token]:
    return (doc[i] for i in range(head.i - 1, max(head.i - window, 0) - 1, -1))


def _is_related(token: Token, kinds: list[str]) -> bool:
    if any(kind in _kinds(token) for kind in kinds):
        return True
    return "proposal" in kinds and _is_act(token.text)


def _explicit(token: Token, references: References) -> Issue | None:
    """The issue that a noun names by itself, without looking further."""
    if is_not_to(token):
        return None
    if (content := _content(token, references)) is not None:
        return _explicit_content(content, references)
    if name := name_of(token, references):
        return Issue(name)
    found = noun_words(token, references)
    return None if _is_vague(token, found) else _issue(found)


def _explicit_content(content: Token, references: References) -> Issue | None:
    if is_clause(content):
        return clause_issue(content, references)
    if content.pos_ == "PRON":
        return None
    found = noun_words(content, references)
    return None if _is_vague(content, found) else _issue(found)


def _deed(head: Token, references: References) -> Issue | None:
    """What "the move" or "the decision" was: the clause that it stands beside, else the sentence before."""
    if head.lemma_.lower() not in words("issues", "vague.deeds"):
        return None
    if head.dep_ in {"appos", "npadvmod", "dep"}:
        verb = next((word for word in ancestors(head) if word.pos_ == "VERB"), None)
    elif any(child.lower_ in _DEFINITE for child in head.children if child.dep_ == "det") and head.sent.start > 0:
        verb = head.doc[head.sent.start - 1].sent.root
    else:
        verb = None
    return clause_issue(verb, references) if verb is not None and is_deed(verb, references) else None


def _apposed(head: Token) -> Token | None:
    """The noun that "a step" describes: "arbitration, a step that the union opposed"."""
    indefinite = any(child.lower_ in {"a", "an"} and child.dep_ == "det" for child in head.children)
    described = head.dep_ == "appos" and indefinite and head.lemma_.lower() in words("issues", "vague.deeds")
    thing = head.head.dep_ == "pobj" or _is_act(noun_phrase(head.head))
    return head.head if described and thing and head.head.pos_ == "NOUN" else None


def _bare(head: Token, references: References) -> Issue | None:
    """A bare noun that means something not found, where it still says something: "the ruling"."""
    if head.pos_ not in {"NOUN", "PROPN"} or vague_word(head) in words("issues", "vague.empty"):
        return None
    return _issue(noun_words(head, references))
