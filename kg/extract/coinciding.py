"""Coinciding: the words that tell other happenings on the day, or at the place, of one that is told in the same sentence.

A verb or noun comes in, the verbs and nouns whose days or places it shares go out, the surest construction first.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.frames import LEXICON, is_light, lemma, noun_frame, verb_frames
from kg.extract.parsed import Token
from kg.extract.syntax import RELATIVE, SUBJECTS, agents, ancestors, is_passive, prepositional, subjects
from kg.lexicon import words

_SEQUELS = frozenset({"after", "before", "during", "amid", "following"})
_TOGETHER = frozenset({"when", "while", "as"})
_APART = frozenset({"but", "then", "later"})
_OBJECTS = frozenset({"dobj", "nsubjpass"})
_NEAR = 6
_TURNS = frozenset({"last", "first", "only"})


def on_the_day(carriers: list[Token]) -> Iterator[Token]:
    """The happenings that are on the same day as what the carriers tell."""
    for carrier in carriers:
        yield from (*_occasions(carrier), *occurring(carrier), *_above(carrier), *within_hours(carrier))
        for happening in happenings(carrier):
            yield from () if happening.tag_.startswith("V") else (happening, *occurring(happening))
    for carrier in carriers:
        yield from (*_below(carrier), *_firsts(carrier), *_joined(carrier), *_written(carrier), *_deeds(carrier), *_among(carrier))
        yield from (*_dated(carrier), *_last_times(carrier))


def happenings(trigger: Token) -> list[Token]:
    """The verbs and nouns of other happenings at whose place a verb's own takes place.

    These are the noun that its relative clause belongs to or that does it ("the blast that killed two"), and the verb that it comes
    right before or after ("died after being shot", "was hit when he fled").
    """
    if not trigger.tag_.startswith("V"):
        return []
    doers = agents(trigger) if is_passive(trigger) else subjects(trigger)
    found = [head for head in doers if noun_frame(head) is not None]
    found += [head for head in prepositional(trigger, *_SEQUELS) if noun_frame(head) is not None]
    if lemma(trigger) in words(LEXICON, "scenes.opening"):
        found += [head for head in prepositional(trigger, "with") if noun_frame(head) is not None]
    if trigger.dep_ in {"relcl", "acl"} and noun_frame(trigger.head) is not None:
        found.append(trigger.head)
    if trigger.dep_ == "pcomp" and trigger.head.lower_ in _SEQUELS | {"by", "while"} and trigger.head.head.tag_.startswith("V"):
        found.append(trigger.head.head)
    if trigger.dep_ == "advcl" and _marks(trigger) & (_SEQUELS | _TOGETHER):
        found.append(trigger.head)
    found += [noun for noun in fronted(trigger) if noun_frame(noun) is not None]
    return list(dict.fromkeys(found))


def fronted(verb: Token) -> list[Token]:
    """`Iowa, which he is thought to have won`, `the vote that she says she won`: what the relative clause above a verb belongs to."""
    clause = verb.head
    if verb.dep_ not in {"xcomp", "ccomp"} or clause.dep_ != "relcl":
        return []
    objects = (child for one in (verb, clause) for child in one.children if child.dep_ in {"dobj", "dep"})
    own = any(child.dep_ == "dobj" and child.lower_ not in RELATIVE for child in verb.children)
    relative = next((child for child in objects if child.lower_ in RELATIVE), None)
    return [] if own or relative is None else [clause.head, *_polls_before(relative)]


def _polls_before(relative: Token) -> list[Token]:
    """The noun for an election that a relative clause may belong to, whatever the parser hung it on."""
    before = relative.doc[max(relative.sent.start, relative.i - _NEAR) : relative.i]
    polls = [token for token in before if (frame := noun_frame(token)) is not None and frame.name == "election"]
    return polls[-1:]


def occurring(noun: Token) -> list[Token]:
    """The verb of a clause at a happening that says only when or where it is ("the vote held on Sunday", "the fair, located in Lima")."""
    if noun.tag_.startswith("V"):
        return []
    clauses = [child for child in noun.children if child.dep_ in {"acl", "relcl"}]
    found = [verb for verb in clauses if is_light(verb) or lemma(verb) in words(LEXICON, "light.occur") | words(LEXICON, "scenes.held")]
    behind = _right_behind(noun)
    return found if behind is None or behind in found else [*found, behind]


def _right_behind(noun: Token) -> Token | None:
    """The participle that follows a noun, whatever the parser hung it on ("the candidate for the election to be held in May")."""
    following = noun.doc[noun.i + 1 : min(noun.i + 4, noun.sent.end)]
    token = next((token for token in following if token.lower_ not in {"to", "be"}), None)
    return token if token is not None and token.tag_ == "VBN" and lemma(token) in words(LEXICON, "scenes.held") else None


def meanwhile(verb: Token) -> list[Token]:
    """The verbs without a subject of their own that say what somebody was doing when it happened ("shot while working in Lima")."""
    clauses = (child for child in verb.children if child.dep_ == "advcl" and child.tag_ == "VBG")
    return [child for child in clauses if _marks(child) & {"when", "while"} and not any(one.dep_ in SUBJECTS for one in child.children)]


def within_hours(verb: Token) -> list[Token]:
    """The happening that the verb's own is hours or minutes away from ("fled hours before the jet crashed on Monday")."""
    found: list[Token] = []
    for child in verb.children:
        joints = [child] if child.dep_ == "prep" else [one for one in child.children if one.dep_ == "mark"]
        near = (*child.children, *(one for joint in joints for one in joint.children))
        if joints and joints[0].lower_ in {"after", "before"} and any(_is_short(one) for one in near):
            found += [child] if child.dep_ == "advcl" else [head for head in child.children if head.dep_ in {"pobj", "pcomp"}]
    return found


def _occasions(verb: Token) -> list[Token]:
    """The happenings during which a verb's own happens ("lost in the 2016 election", "freed as a result of Friday's talks")."""
    if not verb.tag_.startswith("V"):
        return []
    heads = prepositional(verb, "in", "during", "at", "after", "as", "amid", "following")
    heads += [inner for head in heads for inner in prepositional(head, "of")]
    if lemma(verb) in words(LEXICON, "scenes.contests"):
        heads += [child for child in verb.children if child.dep_ == "dobj"]
    if lemma(verb) in words(LEXICON, "scenes.attending"):
        heads += [child for child in verb.children if child.dep_ in _OBJECTS]
    happening = [head for head in heads if noun_frame(head) is not None]
    return [one for head in happening for one in (head, *occurring(head))] + [one for head in heads for one in _held(head)]


def _held(noun: Token) -> list[Token]:
    """The verb of a clause that says when something is held that is no happening by its own word ("a fair, which took place on Monday")."""
    if noun_frame(noun) is not None:
        return []
    return [verb for verb in occurring(noun) if lemma(verb) in words(LEXICON, "scenes.held")]


def _is_short(noun: Token) -> bool:
    return noun.dep_ in {"npadvmod", "advmod"} and noun.lemma_.lower() in {"hour", "minute", "second", "moment"}


def _above(verb: Token) -> list[Token]:
    """The verb of the main clause, when the trigger's own clause says that it happened at the same time."""
    return [verb.head] if verb.dep_ == "advcl" and _marks(verb) & _TOGETHER else []


def _below(verb: Token) -> list[Token]:
    """The verbs of clauses that say what happened at the same time ("became its head when he took office in May")."""
    if not verb.tag_.startswith("V"):
        return []
    return [child for child in verb.children if child.dep_ == "advcl" and _marks(child) & _TOGETHER]


def _firsts(verb: Token) -> list[Token]:
    """What somebody was the first or one of several to do ("became the first woman to lead it in 2019")."""
    if verb.lemma_.lower() not in {"become", "be"}:
        return []
    nouns = [child for child in verb.children if child.dep_ == "attr"]
    return [child for noun in nouns for child in noun.children if child.dep_ in {"relcl", "acl"} and child.tag_ == "VB"]


def _among(verb: Token) -> list[Token]:
    """`It was one of the parties that lost yesterday`: the main verb, where it only says which one did it."""
    noun = verb.head
    above = [token for token in ancestors(verb) if token.dep_ == "attr" or (token.dep_ == "prep" and token.lower_ == "among")][:1]
    if verb.dep_ != "relcl" or not above or above[0].head.lemma_.lower() != "be" or noun.i < above[0].i:
        return []
    return [above[0].head]


def _deeds(noun: Token) -> list[Token]:
    """What a happening did, it did when it was ("the blast that killed two on Monday")."""
    if noun.tag_.startswith("V") or noun_frame(noun) is None:
        return []
    clauses = (child for child in noun.children if child.dep_ == "relcl" and child.tag_ == "VBD")
    return [verb for verb in clauses if any(one.dep_ == "nsubj" and one.lower_ in RELATIVE for one in verb.children)]


def _joined(verb: Token) -> list[Token]:
    """The verb behind "and" that tells more of one happening ("were hit or burnt on Monday", "two were killed and two hurt on Monday")."""
    if not verb.tag_.startswith("V"):
        return []
    return [child for child in verb.children if child.dep_ == "conj" and child.tag_ == verb.tag_ and _is_one_with(verb, child)]


def _is_one_with(verb: Token, later: Token) -> bool:
    between = [child for child in verb.children if verb.i < child.i < later.i]
    if not any(child.dep_ in SUBJECTS or child.dep_ == "aux" for child in later.children):
        return not any(child.dep_ == "punct" or child.lower_ in _APART for child in between)
    mine, theirs = ({frame.type for frame in verb_frames(one)} for one in (verb, later))
    return "ASSAULT" in mine & theirs


def _written(verb: Token) -> list[Token]:
    """The verb that signs or sends the text which does it ("signed a decree banning it")."""
    noun = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or noun.dep_ not in _OBJECTS or lemma(noun) not in words(LEXICON, "announcing.texts"):
        return []
    return [noun.head] if noun.head.tag_.startswith("V") else []


def _dated(verb: Token) -> list[Token]:
    """`issued an order dated Monday`, `founded a party called Hope in 2017`: the word behind which the day of an act stands."""
    texts = (child for child in verb.children if child.dep_ in _OBJECTS) if verb.tag_.startswith("V") else ()
    clauses = [clause for noun in texts for clause in noun.children if clause.dep_ == "acl" and clause.tag_ == "VBN"]
    naming = words(LEXICON, "scenes.naming")
    writes = any(lemma(one) in words(LEXICON, "scenes.writing") for one in (verb, verb.head))
    return [clause for clause in clauses if lemma(clause) in naming or (writes and clause.lower_ == "dated")]


def _last_times(verb: Token) -> list[Token]:
    """`The last time that Peru closed it was in 2011`: the verb that says when that was, and what happened then."""
    nouns = [child for child in verb.children if child.dep_ == "npadvmod"] + ([verb.head] if verb.dep_ == "relcl" else [])
    if not any(noun.lower_ == "time" and {child.lower_ for child in noun.children} & _TURNS for noun in nouns):
        return []
    beside = (*verb.children, *(noun.head for noun in nouns), verb.head)
    copulas = [one for one in beside if one.lemma_.lower() == "be" and one.dep_ in {"ccomp", "ROOT"}]
    during = [noun for copula in copulas for noun in prepositional(copula, "in", "during", "under", "after")]
    return [*copulas, *during, *(child for noun in during for child in noun.children if child.dep_ == "acl" and child.tag_ == "VBN")]


def _marks(verb: Token) -> set[str]:
    return {child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"}}
