"""Who holds the stance that a word takes: its subject or owner, the speaker of a duty, those who protest, the official who conveys it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.holders import Scene, acting, holders
from kg.extract.joint_holders import all_of
from kg.extract.noun_holders import provoker
from kg.extract.parsed import Token
from kg.extract.sides import speaks_for
from kg.extract.stance_taken import Taken
from kg.extract.syntax import agents, ancestors, possessors
from kg.lexicon import words
from kg.records import Polarity


def held(taken: Taken, around: Scene) -> Iterator[tuple[int, int, str]]:
    """The holders, each with the token where the evidence may begin and the name of the rule."""
    rule = f"stance.{taken.frame.section}"
    if taken.commitment.duty:
        speaker = around.speaker(taken.trigger.i)
        yield from () if speaker is None else ((speaker, taken.trigger.i, "stance.duty"),)
        return
    heads = taken.commitment.bearers if taken.commitment.bearers is not None else holders(taken.trigger, taken.frame, taken.carrier)
    if taken.frame.section == "bearer" and taken.carrier is None:
        alone = [around.reading.references.at(head.i) for head in heads]
        unnamed = any(head.i == taken.trigger.i for head in heads)
        yield from () if unnamed else ((holder, heads[0].i, rule) for holder in alone if holder is not None)
        return
    heads = [head for head in heads if not any(child.lower_ == "any" for child in head.children) and not _is_nobody(head, taken.trigger)]
    found = [(holder, head.i, rule) for head in all_of(heads, around) for holder in acting([head], around)]
    yield from found or _by_crowd(taken, heads, around)
    if taken.frame.section == "noun" and taken.carrier is not None:
        yield from _spokespersons(taken.carrier, heads, around)


def _is_nobody(head: Token, trigger: Token) -> bool:
    """It is told who does not ("Ann, not Bo, is fighting it"), or no more than that someone does."""
    return (head.i > 0 and head.doc[head.left_edge.i - 1].lower_ == "not") or _is_picked_out(head, trigger)


def _is_picked_out(head: Token, trigger: Token) -> bool:
    """They are whoever takes the stance, of a kind that need not: "voters who back the plan"."""
    some = {"those"} if head.tag_ in {"NNS", "NNPS"} else {"a", "an"}
    beside = [child for child in head.children if child.dep_ in {"det", "poss", "nummod", "appos"} and child.lower_ not in some]
    if beside or head.tag_ not in {"NN", "NNS", "NNPS"} or (head.tag_ == "NN" and not _is_lone(head)) or head.dep_ == "appos":
        return False
    counted = any(child.lemma_.lower() in words("issues", "label.quantities") for child in head.children)
    if counted or (head.dep_ == "pobj" and head.head.dep_ == "agent"):
        return False
    clauses = [word for word in (trigger, *ancestors(trigger)) if word.dep_ == "relcl" and word.head.i == head.i]
    return any(clause.left_edge.nbor(-1).text != "," for clause in clauses)


def _is_lone(noun: Token) -> bool:
    """One of a kind, and not a body of several: "a woman who", but not "a group of nurses that"."""
    return any(child.lower_ in {"a", "an"} for child in noun.children) and not any(child.dep_ == "prep" for child in noun.children)


def _by_crowd(taken: Taken, heads: Iterable[Token], around: Scene) -> Iterator[tuple[int, int, str]]:
    """Protests that are nobody's are those of the protesters, and so are "their demands" where it is not known whose."""
    if taken.frame.section != "noun" or any(head.tag_ != "PRP$" for head in heads):
        return
    if taken.trigger.lower_ not in words("stance_frames", "crowds.nouns") or provoker(taken.trigger) is not None:
        return
    marching = [token for token in taken.trigger.sent if token.pos_ == "VERB" and token.lemma_ in words("stance_frames", "crowds.verbs")]
    near = [holder for verb in marching for holder in acting(agents(verb), around)]
    crowd = near[0] if near else around.crowd(taken.trigger.i)
    if crowd is not None:
        yield crowd, taken.trigger.i, "stance.crowd"


def _spokespersons(verb: Token, owners: Iterable[Token], around: Scene) -> Iterator[tuple[int, int, str]]:
    """An official who conveys the stance of his own side holds it as well."""
    if verb.lemma_ not in words("stance_frames", "embedding.spoken_for"):
        return
    sides = acting(owners, around)
    for subject in agents(verb):
        for person in acting([subject], around):
            if person not in sides and any(speaks_for(person, side, around.reading) for side in sides):
                yield person, subject.i, "stance.spokesperson"


def is_own(taken: Taken, holder: int, around: Scene) -> bool:
    """The holder himself, or what is his where it is opposed: nobody resigns in protest at a deal of his own."""
    if around.denoted(taken.target) == holder:
        return True
    opposed = taken.polarity is Polarity.OPPOSES and taken.frame.section in {"noun", "adjective"}
    return opposed and any(around.denoted(owner) == holder for owner in possessors(taken.target))
