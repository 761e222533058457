"""Which of the words a frame points to can be what a stance is about."""

from __future__ import annotations

from kg.extract.holders import Scene
from kg.extract.model import Link
from kg.extract.noun_holders import is_enjoyed, provoker
from kg.extract.parsed import Token
from kg.extract.stance_clauses import is_infinitive, is_question, votes_alone
from kg.extract.stance_frames import Frame, frames, lemma
from kg.extract.stance_targets import targets
from kg.extract.syntax import RELATIVE, ancestors, is_negated, subjects
from kg.lexicon import words
from kg.records import Kind, Polarity

_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "attr", "acomp", "nsubjpass", "auxpass"})


def fitting(token: Token, frame: Frame, around: Scene) -> list[Token]:
    """The targets in the first slot of a frame that is filled; what it is over comes after whom it is against."""
    for slot in frame.target:
        filled = _targets(token, frame, slot)
        found = [target for target in filled if target.i == token.i or _fits(token, target, frame, around)]
        if found or (filled and slot != "against"):
            return _alike(found, around)
    return []


def _alike(found: list[Token], around: Scene) -> list[Token]:
    """The targets without those that cannot be coordinated with the first: after a thing, no actors."""
    if len(found) < 2 or around.denoted(found[0]) is not None:
        return found
    return [target for target in found if around.denoted(target) is None]


def _targets(token: Token, frame: Frame, slot: str) -> list[Token]:
    """The targets of a frame in a slot; of a noun also what provokes it ("the ruling drew criticism")."""
    enjoyed = slot == "of" and frame.section == "noun" and is_enjoyed(token)
    found = [] if enjoyed else targets(token, (slot,))
    drawn = provoker(token) if frame.section == "noun" and slot == frame.target[-1] else None
    return found or (subjects(drawn) if drawn is not None else [])


def _fits(token: Token, target: Token, frame: Frame, around: Scene) -> bool:
    """The target can be one: no date, no clause that holds its own stance, no person where none may stand."""
    if _is_judged(token, target):
        return True
    if (
        "[" in target.text
        or _is_owner(target)
        or _is_gerunds(target)
        or _is_quoted_to(token, target)
        or _is_moved(token, frame, target)
        or _is_merely_near(token, target, around)
    ):
        return False
    if target.pos_ in {"VERB", "AUX"} and _is_no_deed(token, target):
        return False
    if target.pos_ != "VERB" and target.lemma_.lower() in words("stance_frames", "empty.nouns") and not _says_what(target):
        return token.lemma_ == "demand" and target.lemma_.lower() in words("stance_frames", "empty.demanded")
    if any(time.start <= target.i < time.end for time in around.times_at(target)):
        return False
    if "text" in frame.target and any(child.dep_ in {"acl", "relcl"} and frames(child) for child in target.children):
        return False
    if frame.section == "noun" and target.lemma_.lower() in words("stance_frames", "empty.spans"):
        return False
    referent = around.denoted(target)
    if referent is not None and frame.section == "verb" and token.lemma_ in words("stance_frames", "embedding.asking"):
        return False
    if frame.section == "noun" and (_is_helped(token, target, around) or _is_served(token, referent, around)):
        return False
    return referent is None or _can_be_meant(token, frame, target, around.reading.references.things[referent].kind)


def _can_be_meant(token: Token, frame: Frame, target: Token, kind: Kind) -> bool:
    """One who acts can be the target: not who is told or only honoured, and no person where none may stand."""
    if _is_honoured(token, frame, target, kind) or _is_told(token, frame, kind):
        return False
    return frame.persons or kind is not Kind.PERSON


def _is_moved(verb: Token, frame: Frame, target: Token) -> bool:
    """Another is taken out of it, and not the one who acts: "pulling banks out of the business"."""
    others = any(child.dep_ == "dobj" and child.i != target.i for child in verb.children)
    return frame.particle == "out" and frame.polarity is Polarity.OPPOSES and others


def _is_merely_near(verb: Token, target: Token, around: Scene) -> bool:
    """Those or that with which one stands somewhere: "stood outside with a sign", "in Ohio he stands with the party in her place"."""
    if verb.lemma_ != "stand" or target.head.lower_ not in {"with", "by"}:
        return False
    if target.dep_ == "pcomp":
        return True
    return target.head.i != verb.i + 1 or target.lower_ == "side" or around.denoted(target) is None or _is_nominal(target, around)


def _is_owner(noun: Token) -> bool:
    """A possessor whose mark the parser took for a quotation mark: "the Senators’ refusal"."""
    near = noun.doc[noun.i + 1 : noun.i + 3]
    return len(near) == 2 and near[0].text in {"’", "'"} and not noun.whitespace_ and near[1].pos_ == "NOUN" and noun.text[-1] == "s"


def _is_gerunds(noun: Token) -> bool:
    """What is done to it is meant, which the parser took for its adjective: "in favor of abolishing ICE"."""
    return noun.pos_ == "PROPN" and any(child.dep_ == "amod" and child.tag_ == "VBG" and child.is_lower for child in noun.children)


def _is_no_deed(verb: Token, target: Token) -> bool:
    """The clause tells of no issue: it takes a stance itself, asks, or is about what stands elsewhere."""
    if _holds(target) or is_question(target) or votes_alone(target):
        return True
    if target.lemma_ == "do" and not any(child.dep_ in {"dobj", "advmod"} for child in target.children):
        return True
    return target.pos_ == "VERB" and (_is_answer(verb, target) or _is_gapped(verb, target))


def _is_answer(verb: Token, target: Token) -> bool:
    """No more is asked for than words: "asked the minister to explain"."""
    asking = lemma(verb) in words("stance_frames", "embedding.desire") and target.dep_ in {"xcomp", "ccomp"}
    return asking and lemma(target) in words("stance_frames", "empty.asked")


def _is_gapped(verb: Token, target: Token) -> bool:
    """What is to be done to stands before the relative clause: "questions that he wanted the minister to settle"."""
    above = next((word for word in (verb, *ancestors(verb)) if word.dep_ == "relcl"), None)
    if above is None or target.i == verb.i or any(child.dep_ in _OBJECTS for child in target.children):
        return False
    deps = {child.dep_ for child in above.children if child.lower_ in RELATIVE}
    return "nsubj" not in deps and not any(child.dep_ in {"dobj", "prep"} and child.lower_ not in RELATIVE for child in target.children)


def _is_honoured(verb: Token, frame: Frame, target: Token, kind: Kind) -> bool:
    """Who is given credit and no standing: "recognised the nurses"; or it is where one competes: "contest Ohio"."""
    if verb.lemma_ in words("stance_frames", "empty.competing") and kind in {Kind.PLACE, Kind.COUNTRY}:
        return True
    honoured = verb.lemma_ in words("stance_frames", "empty.crediting") and "rank" not in frame.target
    counted = kind is Kind.GROUP and any(child.dep_ == "nummod" for child in target.children)
    return honoured and not is_negated(verb) and (counted or kind in {Kind.PERSON, Kind.ORGANIZATION})


def _is_quoted_to(verb: Token, target: Token) -> bool:
    """Those to whom it is said, as a quote follows: 'urged viewers, "we have to vote"'."""
    if target.dep_ != "dobj" or verb.lemma_ not in words("stance_frames", "embedding.asking"):
        return False
    following = target.doc[target.i + 1 : target.i + 3]
    return len(following) == 2 and following[0].text in {",", ":"} and following[1].is_quote


def _is_helped(noun: Token, target: Token, around: Scene) -> bool:
    """Those who are given help, and whose side is not taken: "provide support to students"."""
    given = noun.dep_ == "dobj" and noun.head.lemma_ in words("stance_frames", "empty.giving")
    if given and noun.head.lemma_ == "provide" and any(child.lower_ == "to" for child in (*noun.children, *noun.head.children)):
        return True
    return given and _is_nominal(target, around)


def _is_nominal(token: Token, around: Scene) -> bool:
    reference = around.reading.references.by_token.get(token.i)
    return reference is not None and reference.head == token.i and reference.link is Link.NOMINAL


def _is_served(noun: Token, referent: int | None, around: Scene) -> bool:
    """Those whom a plan is for: "presented a plan for the Senate"."""
    if referent is None or noun.lemma_.lower() not in words("stance_frames", "empty.planned"):
        return False
    return around.reading.references.things[referent].kind is not None


def _is_judged(verb: Token, noun: Token) -> bool:
    """Something done that is welcomed or condemned: "welcomed the vote"."""
    definite = any(child.dep_ in {"det", "poss"} and child.lower_ not in {"a", "an", "no", "any"} for child in noun.children)
    judging = verb.lemma_ in words("stance_frames", "empty.judging") and verb.pos_ == "VERB"
    return judging and definite and noun.lower_ in words("stance_frames", "empty.judged")


def _says_what(noun: Token) -> bool:
    """The noun is followed by what it is about ("calls for a truce"), or after whose it is ("the minister's record")."""
    owned, told = (noun.lemma_.lower() in words("stance_frames", f"empty.{kind}") for kind in ("owned", "told"))
    if owned or told:
        whose = owned and any(child.dep_ == "poss" and child.pos_ in {"NOUN", "PROPN"} for child in noun.children)
        return whose or (told and any(child.lower_ == "of" for child in noun.children))
    about = any(
        child.dep_ == "acl" or (child.dep_ == "relcl" and is_infinitive(child)) or (child.dep_ == "prep" and child.lower_ in {"for", "to"})
        for child in noun.children
    )
    return about and noun.lemma_.lower() in words("issues", "wrappers.nouns")


def _is_told(noun: Token, frame: Frame, kind: Kind) -> bool:
    """The person after "to" is who was told: "laid out their objections to the minister"."""
    told = noun.dep_ == "dobj" and noun.head.lemma_ in words("stance_frames", "embedding.telling")
    return frame.section == "noun" and kind is Kind.PERSON and "to" in frame.target and told


def _holds(verb: Token) -> bool:
    """The clause takes a stance itself; a gerund only with a verb of opinion ("opposes banning" is about banning)."""
    return any(targets(verb, frame.target) for frame in frames(verb) if verb.tag_ != "VBG" or not frame.act)
