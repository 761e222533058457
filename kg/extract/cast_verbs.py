"""Who takes part in the event of a verb: its subject, object, by-phrase and prepositions."""

from __future__ import annotations

from bisect import bisect_right

from kg.extract.cast import Cast, referents, said
from kg.extract.cast_nouns import cast_noun
from kg.extract.frames import LEXICON, Frame, lemma, noun_frame
from kg.extract.model import Reading
from kg.extract.parsed import Token
from kg.extract.syntax import SUBJECTS, agents, is_passive, may_be_passive, patients, phrase, prepositional
from kg.lexicon import words

_VERBAL = frozenset({"SUPPORT", "REJECT", "ACCUSE", "REQUEST", "THREATEN"})


def cast_verb(verb: Token, frame: Frame, cast: Cast, reading: Reading) -> None:
    """Find the participants of the event of a verb."""
    doers, affected = _doers(verb, frame), _affected(verb, frame)
    cast.agents = referents(doers, cast, reading) or _by_happening(doers, frame, cast, reading)
    if frame.through and not cast.agents and not is_passive(verb):
        bodies = [
            head for head in patients(verb) if lemma(head) in words(LEXICON, "places.bodies") or reading.references.at(head.i) is not None
        ]
        cast.agents = referents(bodies, cast, reading)
        cast.theme = said(verb.doc, *phrase(doers[0])) if cast.agents and doers else None
        cast.heads += [*doers, *bodies]
        return
    named = [child for child in verb.children if child.dep_ == "dobj" and lemma(child) in frame.objects]
    cast.heads += [*named, *doers, *affected]
    if _goes_on_passive(verb, frame):
        cast.agents, cast.recipients = [], referents(doers, cast, reading)
    elif frame.undergo and is_passive(verb):
        cast.agents = referents(affected, cast, reading)
    elif frame.mutual:
        partners = [one for patient in patients(verb) for one in prepositional(patient, "with", "between")]
        cast.agents += referents([*affected, *prepositional(verb, "with", "and", "between"), *partners], cast, reading)
    else:
        cast.recipients = referents(affected, cast, reading)
    if _is_wanting(frame, cast):
        return
    cast.theme = _theme(verb, frame, affected, cast, reading)
    cast.joint = _joint(verb, affected, cast, reading)


def _goes_on_passive(verb: Token, frame: Frame) -> bool:
    """`was flown to Lima and transferred to a hospital`: a participle taken for a past tense, with no object of its own."""
    if verb.dep_ != "conj" or verb.tag_ != "VBD" or "object" not in frame.to or not is_passive(verb.head):
        return False
    own = {"dobj", "aux", "auxpass", "ccomp", "xcomp", *SUBJECTS}
    return frame.needs == "recipient" and not any(child.dep_ in own for child in verb.children)


def _is_wanting(frame: Frame, cast: Cast) -> bool:
    """Whatever its object is, a participant that the frame needs is missing."""
    if cast.agents:
        return False
    return frame.needs in {"doer", "both"} or (frame.needs == "agent" and not cast.recipients)


def _doers(verb: Token, frame: Frame) -> list[Token]:
    """Who does it; what a message does ("a statement blaming them"), its author does."""
    found = [] if may_be_passive(verb) else agents(verb)
    if verb.tag_ == "VBG" and frame.type in _VERBAL and (poster := _posted(verb)) is not None:
        return agents(poster)
    if verb.dep_ == "acl" and [lemma(one) in words(LEXICON, "announcing.texts") and one.dep_ == "dobj" for one in found] == [True]:
        return agents(found[0].head)
    return found


def _posted(participle: Token) -> Token | None:
    """`posted a message on Twitter blaming them`: the verb of a message, which the parser skips for where it stands."""
    above = participle.head if participle.dep_ == "acl" else participle
    if above.dep_ not in {"pobj", "pcomp"} or participle.nbor(-1).pos_ != "PROPN":
        return None
    noun = above.head.head
    verb = noun.head if noun.dep_ == "dobj" else noun
    texts = words(LEXICON, "announcing.texts")
    return verb if any(child.dep_ == "dobj" and lemma(child) in texts for child in verb.children) else None


def _by_happening(doers: list[Token], frame: Frame, cast: Cast, reading: Reading) -> list[int]:
    """`a Kenyan attack killed three people`: who attacks also kills."""
    if frame.type != "ASSAULT":
        return []
    for doer in doers:
        happening = noun_frame(doer)
        if happening is not None and happening.type == "ASSAULT":
            other = Cast([], [], [], cast.voices)
            cast_noun(doer, happening, other, reading)
            return other.agents
    return []


def _affected(verb: Token, frame: Frame) -> list[Token]:
    heads: list[Token] = []
    for slot in frame.to:
        if slot == "object":
            heads += patients(verb) or prepositional(verb, frame.governs)
        elif slot == "dative":
            heads += [child for child in verb.children if child.dep_ == "dative" and child.pos_ != "ADP"]
        else:
            heads += _on(verb, frame, slot)
    if "object" not in frame.to and is_passive(verb) and frame.to == ("none",):
        heads += patients(verb)
    return heads


def _on(verb: Token, frame: Frame, *prepositions: str) -> list[Token]:
    """What stands on a preposition of the verb, or of the object that makes its frame ("cut ties with")."""
    own = prepositional(verb, *prepositions)
    if own or not frame.objects:
        return own
    return [head for object_ in patients(verb) if lemma(object_) in frame.objects for head in prepositional(object_, *prepositions)]


def _theme(verb: Token, frame: Frame, affected: list[Token], cast: Cast, reading: Reading) -> str | None:
    """The words of the object that is no referent, or of the act that is asked for."""
    if frame.full and frame.objects and frame.to == ("none",) and not frame.theme:
        return None
    known = set(cast.agents) | set(cast.recipients)
    further = _on(verb, frame, *frame.theme, frame.governs)
    objects = [
        head
        for head in (*patients(verb), *affected, *further)
        if not set(referents([head], cast, reading)) & known
        and not _timed(head, reading)
        and not (frame.full and lemma(head) in frame.objects)
        and head.lower_ not in (*frame.act.split(), frame.governs)
    ]
    if not objects:
        if frame.full:
            return None
        objects = [child for child in verb.children if child.dep_ in {"xcomp", "ccomp", "attr"} and child.i > verb.i]
        return said(verb.doc, objects[0].left_edge.i, objects[0].right_edge.i + 1) if objects else None
    cast.heads.append(objects[0])
    return said(verb.doc, *_object_phrase(objects[0], frame, reading))


def _object_phrase(head: Token, frame: Frame, reading: Reading) -> tuple[int, int]:
    """The phrase of an object up to the partners who are named in it, and to a date."""
    start, end = phrase(head)
    for child in head.children:
        if child.dep_ != "prep" or child.i < head.i:
            continue
        partners = frame.mutual and child.lower_ in {"with", "between"}
        if partners or any(_timed(noun, reading) for noun in child.children):
            end = min(end, child.i)
    return start, end


def _joint(verb: Token, affected: list[Token], cast: Cast, reading: Reading) -> str:
    """The preposition on which the first recipient stands, or else the theme."""
    wanted = set(cast.recipients)
    heads = [head for head in affected if set(referents([head], cast, reading)) & wanted] if wanted else cast.heads[-1:]
    first = heads[0].head if heads else verb
    while first.dep_ == "conj" and first.head.i != first.i:
        first = first.head
    first = first.head if heads and heads[0].dep_ == "conj" else first
    return first.lower_ if first.dep_ in {"prep", "dative"} and first.pos_ == "ADP" and first.head.i == verb.i else ""


def _timed(token: Token, reading: Reading) -> bool:
    before = bisect_right(reading.times, token.i, key=lambda time: time.start)
    return before > 0 and token.i < reading.times[before - 1].end
