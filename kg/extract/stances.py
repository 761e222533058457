"""Stances: who stands where on which issue.

Comes in: a Doc and its reading. Goes out: stances with their holder, issue, polarity, condition and source chain. Words
are frames in `ontology/lexicon/stance_frames.toml`, dispatched by lemma; what the words above a trigger make of it is told by
`kg.extract.commitment`. Whatever is unsure is left out, above all the sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.extract.commitment import Commitment, commitment
from kg.extract.conditions import condition_of
from kg.extract.echoes import echoes
from kg.extract.evaluations import evaluations
from kg.extract.holders import Scene, acting, carrier, holders, scene
from kg.extract.intentions import intentions
from kg.extract.issues import issue_of, points_back
from kg.extract.joint_holders import all_of
from kg.extract.leanings import leanings
from kg.extract.model import Reading, StanceSpan
from kg.extract.noun_holders import is_enjoyed, provoker
from kg.extract.prescriptions import prescriptions
from kg.extract.reserved import reserved
from kg.extract.sides import speaks_for
from kg.extract.stance_clauses import is_infinitive, is_question, votes_alone
from kg.extract.stance_frames import Frame, frames, lemma
from kg.extract.stance_targets import contrasted, targets
from kg.extract.stated import stated_on
from kg.extract.syntax import agents, auxiliaries, is_negated, phrase, possessors, subjects
from kg.extract.undecided import undecided
from kg.lexicon import words
from kg.records import Issue, Kind, Polarity

_OPPOSITE = {Polarity.SUPPORTS: Polarity.OPPOSES}
_CERTAIN, _GUARDED = 0.85, 0.7
_FAR, _NEAR = 150, 30
_DEMONSTRATIVE = frozenset({"that", "this"})


@dataclass(frozen=True, slots=True)
class _Taken:
    """A stance that a trigger takes on a target."""

    trigger: Token
    frame: Frame
    target: Token
    polarity: Polarity
    commitment: Commitment
    carrier: Token | None


def find_stances(doc: Doc, reading: Reading) -> tuple[StanceSpan, ...]:
    """The stances of a Doc, by position."""
    around = scene(doc, reading)
    said = [*_framed(around), *evaluations(around), *reserved(around), *leanings(around)]
    said += [*echoes(around, said), *undecided(around, said)]
    known = {(stance.holder, stance.issue) for stance in said}
    said += [stance for stance in (*prescriptions(around), *intentions(around)) if (stance.holder, stance.issue) not in known]
    said = [stance for stance in said if not any(_in_one_breath(stance, other, doc) for other in said)]
    return tuple(sorted(dict.fromkeys(said), key=lambda stance: (stance.start, stance.end, stance.holder, stance.issue.label)))


def _in_one_breath(stance: StanceSpan, other: StanceSpan, doc: Doc) -> bool:
    """The other says on what condition: "the idea is right and we support it, but there are questions"."""
    if other.condition is None or stance.condition is not None or stance.holder != other.holder:
        return False
    if other.condition[0] <= stance.start and stance.end <= other.condition[1]:
        return True
    near = doc[stance.start].sent.start == doc[other.start].sent.start
    same = other.issue.label in _labels(stance.issue) or stance.issue.label in _labels(other.issue)
    return near and same and stance.polarity is Polarity.SUPPORTS


def _labels(issue: Issue | None) -> set[str]:
    return set() if issue is None else {issue.label} | _labels(issue.broader)


def _framed(around: Scene) -> Iterator[StanceSpan]:
    recent: tuple[int, Issue] | None = None
    for token in around.tokens:
        for taken in _taken(token, around):
            issue = _issue(taken, recent, around)
            if issue is not None:
                yield from _stances(taken, issue, around)
                recent = (token.i, issue)


def _issue(taken: _Taken, recent: tuple[int, Issue] | None, around: Scene) -> Issue | None:
    if taken.target.i == taken.trigger.i:
        reach = _FAR if taken.frame.alone else _NEAR
        return recent[1] if recent is not None and taken.trigger.i - recent[0] <= reach else None
    resumed = _recent(taken, recent)
    if resumed is not None and points_back(taken.target) and len(list(taken.target.children)) == 1:
        return resumed
    return issue_of(around.doc, taken.target, around.reading.references) or resumed


def _recent(taken: _Taken, recent: tuple[int, Issue] | None) -> Issue | None:
    """The issue of the stance before, where "the move" or "it" means something that was named otherwise."""
    if recent is None or not _resumes(taken.target):
        return None
    before = taken.trigger.sent.start - 1
    if points_back(taken.target) and before >= 0 and recent[0] < taken.trigger.doc[before].sent.start:
        return None
    reach = _FAR if taken.target.pos_ == "NOUN" else _NEAR
    return recent[1] if taken.trigger.i - recent[0] <= reach else None


def _resumes(target: Token) -> bool:
    """The target is a word for what was told before: "the move", or "that" alone."""
    alone = target.lower_ in _DEMONSTRATIVE and target.pos_ in {"PRON", "DET"} and not list(target.children)
    return alone or target.lower_ in words("issues", "vague.resumed")


def _taken(token: Token, around: Scene) -> Iterator[_Taken]:
    """What a token takes a stance on, by the first of its frames that fits, and by one for what stands after "but against"."""
    known = frames(token)
    chosen = next((frame for frame in known if _first(token, frame, around)), None)
    if chosen is not None:
        yield from _by_frame(token, chosen, _first(token, chosen, around), around)
        for frame in known:
            if frame.polarity is not chosen.polarity and (second := contrasted(token, frame.target[-1])):
                yield from _by_frame(token, frame, second, around)
                return


def _by_frame(token: Token, frame: Frame, found: list[Token], around: Scene) -> Iterator[_Taken]:
    """What a token takes a stance on by a frame, unless the words around it leave it open."""
    verb = carrier(token, frame)
    if frame.section in {"noun", "bearer"} and _is_past(token):
        return
    if _is_none(token, frame) and not frame.flips:
        return
    if _is_left_open(token, verb):
        return
    if frame.act and any(helper.lower_ == "can" for helper in auxiliaries(token)):
        return
    if (verb is None and frame.section == "preposition") or (frame.section == "adjective" and _is_taken_back(token)):
        return
    if _is_refused(token, frame):
        return
    made = Commitment() if verb is None else commitment(verb, around.cues, act=frame.act)
    polarity = None if made is None else _polarity(frame, made)
    if polarity is not None and (_is_withdrawn(token, frame) or _is_none(token, frame)):
        polarity = _OPPOSITE.get(polarity) if frame.flips and not _is_left(token) else None
    if made is not None and polarity is not None:
        yield from _directed(_Taken(token, frame, target, polarity, made, verb) for target in found)


def _is_left_open(token: Token, verb: Token | None) -> bool:
    """It is not told whether: "statements about their willingness to meet"; or it is of once: "the last time they did it"."""
    above = token.head
    if verb is None and token.dep_ == "pobj" and above.lower_ in {"regarding", "concerning"}:
        return True
    return (token.dep_ == "relcl" and above.lower_ == "time") or _is_anyones(above if token.dep_ == "xcomp" else token)


def _is_anyones(verb: Token) -> bool:
    """Its subject may be the speaker or whom he speaks of: "she said he had lost and sought to stop it"."""
    told = verb.head
    if verb.dep_ != "conj" or verb.tag_ != "VBD" or told.dep_ != "ccomp" or told.head.pos_ != "VERB":
        return False
    owned = any(child.dep_ in {"nsubj", "nsubjpass", "aux"} for child in verb.children)
    owned = owned or any(child.dep_ == "nsubj" and child.pos_ == "PRON" for child in told.children)
    marked = any(child.dep_ == "mark" for child in told.children) or any(word.is_quote for word in verb.doc[told.head.i : verb.i])
    return not owned and not marked and told.head.i < told.i and told.head.tag_ == "VBD"


def _is_taken_back(adjective: Token) -> bool:
    """It would be done all the same: "is not interested in the post, but would accept it"."""
    later = [clause for word in (adjective.head, adjective.head.head) for clause in word.children if clause.i > adjective.i]
    would = [clause for clause in later if clause.dep_ == "conj" and any(h.lower_ in {"would", "will"} for h in auxiliaries(clause))]
    return any(child.lower_ == "but" for clause in would for child in clause.head.children)


def _is_withdrawn(noun: Token, frame: Frame) -> bool:
    """The stance is given up: "withdrew its support", "backed away from its support"."""
    dropped = noun.dep_ == "dobj" and noun.head.lemma_ in words("stance_frames", "embedding.withdrawing")
    return frame.section == "noun" and (dropped or _is_left(noun))


def _is_left(noun: Token) -> bool:
    """It is what someone moves away from, to where is not said."""
    return noun.dep_ == "pobj" and noun.head.lower_ in {"from", "of"} and noun.head.head.lower_ in words("stance_frames", "borne.leaving")


def _is_none(noun: Token, frame: Frame) -> bool:
    """There is none of it: "expressed no support"."""
    return frame.section == "noun" and any(child.dep_ == "det" and child.lower_ == "no" for child in noun.children)


def _is_past(noun: Token) -> bool:
    """It is a stance of once: "his previous support", "a former supporter"."""
    return any(child.dep_ == "amod" and child.lower_ in words("stance_frames", "borne.past") for child in noun.children)


def _is_refused(verb: Token, frame: Frame) -> bool:
    """It is none of it that is wanted or sought: "wants no part of the deal"."""
    if frame.section != "verb" or frame.polarity is not Polarity.SUPPORTS:
        return False
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    return any(
        child.lower_ in {"no", "nothing", "little"} for noun in objects for child in (noun, *noun.children) if child.dep_ in {"det", "dobj"}
    )


def _directed(found: Iterable[_Taken]) -> Iterator[_Taken]:
    """Support of what is not to be done is opposition to doing it; opposition to it is left out."""
    for taken in found:
        ended = _ended(taken.target) if taken.polarity in _OPPOSITE and taken.target.i != taken.trigger.i else None
        if ended is not None and not is_negated(taken.target):
            yield replace(taken, polarity=_OPPOSITE[taken.polarity], target=ended)
        elif taken.target.pos_ not in {"VERB", "AUX"} or not is_negated(taken.target) or taken.target.i == taken.trigger.i:
            yield taken
        elif taken.polarity in _OPPOSITE:
            yield replace(taken, polarity=_OPPOSITE[taken.polarity])


def _ended(verb: Token) -> Token | None:
    """What is not to go on: "urged them to stop bombing"."""
    if lemma(verb) not in words("stance_frames", "embedding.stopping"):
        return None
    return next((child for child in verb.children if child.dep_ == "xcomp" and child.tag_ == "VBG"), None)


def _alike(found: list[Token], around: Scene) -> list[Token]:
    """The targets without those that cannot be coordinated with the first: after a thing, no actors."""
    if len(found) < 2 or around.denoted(found[0]) is not None:
        return found
    return [target for target in found if around.denoted(target) is None]


def _first(token: Token, frame: Frame, around: Scene) -> list[Token]:
    """The targets in the first slot of a frame that is filled; what it is over comes after whom it is against."""
    for slot in frame.target:
        filled = _targets(token, frame, slot)
        found = [target for target in filled if target.i == token.i or _fits(token, target, frame, around)]
        if found or (filled and slot != "against"):
            return _alike(found, around)
    return []


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
    if "[" in target.text:
        return False
    if target.pos_ in {"VERB", "AUX"} and (_holds(target) or is_question(target) or votes_alone(target)):
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
    if referent is not None and _is_told(token, frame, around.reading.references.things[referent].kind):
        return False
    return frame.persons or referent is None or around.reading.references.things[referent].kind is not Kind.PERSON


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


def _polarity(frame: Frame, made: Commitment) -> Polarity | None:
    """The frame's polarity, turned around as often as the words above it do; only support can be turned."""
    if made.turned == 0:
        return frame.polarity
    if made.turned > 1 or (made.negated and not frame.flips):
        return None
    return _OPPOSITE.get(frame.polarity)


def _stances(taken: _Taken, issue: Issue, around: Scene) -> Iterator[StanceSpan]:
    held: dict[int, tuple[int, str]] = {}
    for holder, start, rule in _held(taken, around):
        if not _is_own(taken, holder, around):
            held.setdefault(holder, (start, rule))
    for holder, (start, rule) in held.items():
        yield _span(taken, issue, holder, start, rule, around)


def _is_own(taken: _Taken, holder: int, around: Scene) -> bool:
    """The holder himself, or what is his where it is opposed: nobody resigns in protest at a deal of his own."""
    if around.denoted(taken.target) == holder:
        return True
    opposed = taken.polarity is Polarity.OPPOSES and taken.frame.section in {"noun", "adjective"}
    return opposed and any(around.denoted(owner) == holder for owner in possessors(taken.target))


def _held(taken: _Taken, around: Scene) -> Iterator[tuple[int, int, str]]:
    """The holders, each with the token where the evidence may begin and the name of the rule."""
    rule = f"stance.{taken.frame.section}"
    if taken.commitment.duty:
        speaker = around.speaker(taken.trigger.i)
        yield from () if speaker is None else ((speaker, taken.trigger.i, "stance.duty"),)
        return
    heads = taken.commitment.bearers if taken.commitment.bearers is not None else holders(taken.trigger, taken.frame, taken.carrier)
    if taken.frame.section == "bearer" and taken.carrier is None:
        alone = [around.reading.references.at(head.i) for head in heads]
        yield from ((holder, heads[0].i, rule) for holder in alone if holder is not None)
        return
    found = [(holder, head.i, rule) for head in all_of(heads, around) for holder in acting([head], around)]
    yield from found or _by_crowd(taken, heads, around)
    if taken.frame.section == "noun" and taken.carrier is not None:
        yield from _spokespersons(taken.carrier, heads, around)


def _by_crowd(taken: _Taken, heads: Iterable[Token], around: Scene) -> Iterator[tuple[int, int, str]]:
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


def _span(taken: _Taken, issue: Issue, holder: int, start: int, rule: str, around: Scene) -> StanceSpan:
    condition, polarity = _conditional(taken, holder, around)
    tokens = [start, taken.trigger.i, phrase(taken.target)[1] - 1]
    guarded = taken.commitment.turned or taken.commitment.hypothetical or condition or taken.commitment.duty
    return StanceSpan(
        start=min(tokens),
        end=max(tokens) + 1,
        holder=holder,
        issue=issue,
        polarity=polarity,
        condition=condition,
        sources=around.sources(taken.trigger.i, holder),
        stated_on=stated_on(taken.trigger, taken.carrier, around),
        rule=rule,
        confidence=_GUARDED if guarded else _CERTAIN,
    )


def _is_vowed(taken: _Taken) -> bool:
    """It is to be done, or the holder means to do it: "will ask for a review if", "plan to block the road unless"."""
    if any(helper.lower_ in {"will", "would", "'ll"} for helper in auxiliaries(taken.trigger)):
        return True
    vowing = words("stance_frames", "condition.vowing")
    return taken.trigger.lemma_ in vowing or (taken.trigger.dep_ == "xcomp" and taken.trigger.head.lemma_ in vowing)


def _conditional(taken: _Taken, holder: int, around: Scene) -> tuple[tuple[int, int] | None, Polarity]:
    turned = taken.commitment.turned > 0 or taken.frame.polarity is Polarity.OPPOSES
    if not (taken.frame.assents or _is_vowed(taken)) or taken.commitment.duty or taken.trigger.dep_ in {"relcl", "acl", "pcomp"}:
        return None, taken.polarity
    condition = condition_of(taken.trigger, taken.target, holder, around.reading.references, turned=turned)
    return condition, taken.polarity if condition is None else Polarity.CONDITIONAL
