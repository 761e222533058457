"""Casting: who takes part in the event of a trigger, and whether that is enough to tell it.

Constructions give the participants: subject, object, by-phrase and prepositions of a verb; possessive, adjective and
prepositions of a noun; the light verb beside it. What a slot means for a happening is in its frame.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from kg.extract.announcements import announces, is_reported, owner_of_forces, state_of
from kg.extract.frames import LEXICON, Frame, is_light, lemma, noun_frame
from kg.extract.model import Attribution, Link, Name, Reading, Role
from kg.extract.parsed import Doc, Token
from kg.extract.references import actors
from kg.extract.syntax import SUBJECTS, agents, conjuncts, is_passive, may_be_passive, patients, phrase, possessors, prepositional
from kg.lexicon import words
from kg.records import Kind

_THEME_WORDS = 8
_SPAN_TOKENS = 30
_VERBAL = frozenset({"SUPPORT", "REJECT", "ACCUSE", "REQUEST", "THREATEN"})
_ACTORS = frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.COUNTRY, Kind.GROUP, Kind.PLACE})


@dataclass(slots=True)
class Cast:
    """Participants while they are gathered.

    Attributes:
        agents, recipients: referents.
        heads: heads of their phrases, and of the theme's.
        theme: words of an object that is no referent.
        carrier: the light or announcing verb beside a noun.
        voices: what the trigger is told in, outermost first.
        joint: the preposition between a verb and what it is done to, or "" where that is an object.
    """

    agents: list[int]
    recipients: list[int]
    heads: list[Token]
    voices: tuple[Attribution, ...]
    theme: str | None = None
    carrier: Token | None = None
    joint: str = ""


def cast_of(trigger: Token, frame: Frame, reading: Reading, voices: tuple[Attribution, ...]) -> Cast:
    """The participants of the event of a verb or noun."""
    cast = Cast([], [], [], voices)
    (_cast_verb if trigger.tag_.startswith("V") else _cast_noun)(trigger, frame, cast, reading)
    if frame.bodies:
        cast.agents = [agent for agent in cast.agents if reading.references.things[agent].kind is not Kind.PERSON]
    if frame.human == "both":
        cast.agents = _humans(cast.agents, reading)
    if frame.human:
        cast.recipients = _humans(cast.recipients, reading)
    if frame.human == "persons":
        cast.agents = [one for one in cast.agents if reading.references.things[one].kind is Kind.PERSON]
    if frame.human == "person":
        cast.recipients = [one for one in cast.recipients if reading.references.things[one].kind is Kind.PERSON]
    return cast


def is_complete(token: Token, frame: Frame, cast: Cast) -> bool:
    """The participants that the frame needs are known."""
    if frame.needs == "party":
        return len(set(cast.agents)) > 1 or _plural(token, cast) or (bool(cast.agents) and cast.theme is not None and not is_passive(token))
    if frame.mutual and not token.tag_.startswith("V") and len(set(cast.agents)) == 1 and cast.carrier is None:
        return frame.type == "ASSAULT" and token.dep_ in SUBJECTS and lemma(token.head) in words(LEXICON, "light.occur")
    if frame.needs == "doer":
        return bool(cast.agents)
    if frame.needs == "agent":
        return bool(cast.agents) or (is_passive(token) and bool(cast.recipients))
    if frame.needs == "recipient":
        return _suffered(token, cast)
    if frame.needs == "both":
        return bool(cast.recipients) and bool(cast.agents)
    if frame.needs == "object":
        return bool(cast.theme or cast.recipients) and (bool(cast.agents) or _suffered(token, cast))
    return bool(frame.bare or cast.agents) or frame.needs == "place" or _suffered(token, cast) or is_caused(token, frame, cast)


def is_caused(token: Token, frame: Frame, cast: Cast) -> bool:
    """`the fire killed five girls`, `the crash left seven dead`: a happening did it, to people or things without a name."""
    causes = agents(token) if frame.natural and cast.theme is not None and token.tag_.startswith("V") else []
    return any(noun_frame(cause) is not None for cause in causes)


def _suffered(token: Token, cast: Cast) -> bool:
    return bool(cast.recipients) or (cast.theme is not None and is_passive(token))


def extent(trigger: Token, cast: Cast) -> tuple[int, int]:
    """From the first to the last word of trigger and participants, within the sentence and not too long."""
    carriers = [trigger] if cast.carrier is None else [trigger, cast.carrier]
    spans = [(carrier.i, carrier.i + 1) for carrier in carriers] + [phrase(head) for head in cast.heads]
    near = [(start, end) for start, end in spans if abs(start - trigger.i) <= _SPAN_TOKENS and abs(end - trigger.i) <= _SPAN_TOKENS]
    return min(start for start, _ in near), max(end for _, end in near)


def _cast_verb(verb: Token, frame: Frame, cast: Cast, reading: Reading) -> None:
    doers, affected = _doers(verb, frame), _affected(verb, frame)
    cast.agents = _referents(doers, cast, reading) or _by_happening(doers, frame, cast, reading)
    if frame.through and not cast.agents and not is_passive(verb):
        bodies = [
            head for head in patients(verb) if lemma(head) in words(LEXICON, "places.bodies") or reading.references.at(head.i) is not None
        ]
        cast.agents = _referents(bodies, cast, reading)
        cast.theme = _words(verb.doc, *phrase(doers[0])) if cast.agents and doers else None
        cast.heads += [*doers, *bodies]
        return
    named = [child for child in verb.children if child.dep_ == "dobj" and lemma(child) in frame.objects]
    cast.heads += [*named, *doers, *affected]
    if _goes_on_passive(verb, frame):
        cast.agents, cast.recipients = [], _referents(doers, cast, reading)
    elif frame.undergo and is_passive(verb):
        cast.agents = _referents(affected, cast, reading)
    elif frame.mutual:
        partners = [one for patient in patients(verb) for one in prepositional(patient, "with", "between")]
        cast.agents += _referents([*affected, *prepositional(verb, "with", "and", "between"), *partners], cast, reading)
    else:
        cast.recipients = _referents(affected, cast, reading)
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
            _cast_noun(doer, happening, other, reading)
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
        if not set(_referents([head], cast, reading)) & known
        and not _timed(head, reading)
        and not (frame.full and lemma(head) in frame.objects)
        and head.lower_ not in (*frame.act.split(), frame.governs)
    ]
    if not objects:
        if frame.full:
            return None
        objects = [child for child in verb.children if child.dep_ in {"xcomp", "ccomp", "attr"} and child.i > verb.i]
        return _words(verb.doc, objects[0].left_edge.i, objects[0].right_edge.i + 1) if objects else None
    cast.heads.append(objects[0])
    return _words(verb.doc, *_object_phrase(objects[0], frame, reading))


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
    heads = [head for head in affected if set(_referents([head], cast, reading)) & wanted] if wanted else cast.heads[-1:]
    first = heads[0].head if heads else verb
    while first.dep_ == "conj" and first.head.i != first.i:
        first = first.head
    first = first.head if heads and heads[0].dep_ == "conj" else first
    return first.lower_ if first.dep_ in {"prep", "dative"} and first.pos_ == "ADP" and first.head.i == verb.i else ""


def _words(doc: Doc, start: int, end: int) -> str | None:
    while start < end and (doc[start].pos_ in {"DET", "PUNCT", "SPACE", "SCONJ"} or doc[start].dep_ == "det"):
        start += 1
    tokens = [token for token in doc[start : min(end, start + _THEME_WORDS)] if not token.is_space]
    if not tokens or (len(tokens) == 1 and tokens[0].pos_ == "PRON"):
        return None
    return " ".join(doc[tokens[0].i : tokens[-1].i + 1].text.split())


def _timed(token: Token, reading: Reading) -> bool:
    before = bisect_right(reading.times, token.i, key=lambda time: time.start)
    return before > 0 and token.i < reading.times[before - 1].end


def _cast_noun(noun: Token, frame: Frame, cast: Cast, reading: Reading) -> None:
    owners, by = possessors(noun), prepositional(noun, "by")
    of = prepositional(noun, "of")
    towards = [head for slot in frame.to if slot not in {"object", "of", "none", "dative"} for head in prepositional(noun, slot)]
    if not (frame.poss == "agent" and _is_carried_by_owner(noun)):
        _give(cast, "agent" if by else frame.poss, owners, reading)
    _give(cast, "agent", by, reading)
    _give(cast, frame.of, of, reading)
    _give(cast, "recipient", towards, reading)
    cast.agents += by_adjective(noun, reading) + _by_compound(noun, frame, reading)
    if frame.mutual:
        _give(cast, "agent", prepositional(noun, "with", "between", "among"), reading)
    _meet(noun, frame, cast, reading)
    _carried(noun, frame, cast, reading)


def _meet(noun: Token, frame: Frame, cast: Cast, reading: Reading) -> None:
    """`bombings struck the market`, `the market was hit by bombings`: whom or what an attack met."""
    if is_met(noun, frame):
        _give(cast, "recipient", patients(_meeting(noun)), reading)


def is_met(noun: Token, frame: Frame) -> bool:
    """An attack is told to have struck something."""
    verb = _meeting(noun)
    return frame.type == "ASSAULT" and noun in agents(verb) and lemma(verb) in words(LEXICON, "light.meet")


def _meeting(noun: Token) -> Token:
    """The verb of which a noun is the subject, or the agent of its passive."""
    return noun.head.head if noun.dep_ == "pobj" and noun.head.dep_ == "agent" else noun.head


def _give(cast: Cast, part: str, heads: list[Token], reading: Reading) -> None:
    found = _referents(heads, cast, reading)
    cast.heads += heads
    if part == "agent":
        cast.agents += found
    elif part == "recipient":
        cast.recipients += found
    if heads and not found and part in {"theme", "recipient"} and cast.theme is None:
        cast.theme = _words(heads[0].doc, *phrase(heads[0]))


def by_adjective(noun: Token, reading: Reading) -> list[int]:
    """`Russian attack`, `U.S. airstrike`: the country or body before the noun, where the article names it."""
    named = [
        child
        for child in noun.children
        if child.dep_ in {"compound", "nmod", "amod"} and child.lower_ in words(LEXICON, "nominal.adjectival")
    ]
    before = {c.i for c in noun.children if c.dep_ in {"amod", "compound", "nmod"}}
    entries = [
        name.entry
        for name in _names_within(noun.left_edge.i, noun.i, reading)
        if name.role is Role.ADJECTIVE and name.entry is not None and before & set(range(name.start, name.end))
    ]
    found = [reading.references.by_entry[entry] for entry in entries if entry in reading.references.by_entry]
    return found + [referent for child in named if (referent := reading.references.at(child.i)) is not None]


def _names_within(start: int, end: int, reading: Reading) -> tuple[Name, ...]:
    first = bisect_left(reading.names, start, key=lambda name: name.start)
    return reading.names[first : bisect_left(reading.names, end, key=lambda name: name.start)]


def _by_compound(noun: Token, frame: Frame, reading: Reading) -> list[int]:
    """`a Solidarity protest`, `the Hezbollah attack`: the body before the noun, unless it is a building."""
    if frame.type not in {"PROTEST", "ASSAULT"} or frame.poss != "agent":
        return []
    things = reading.references.things
    named = [reading.references.by_token.get(child.i) for child in noun.children if child.dep_ in {"compound", "nmod"}]
    return [
        name.referent
        for name in named
        if name is not None
        and things[name.referent].kind is Kind.ORGANIZATION
        and not words(LEXICON, "places.buildings") & set(things[name.referent].name.lower().split())
    ]


def _carried(noun: Token, frame: Frame, cast: Cast, reading: Reading) -> None:
    """`held talks with`, `an attack was carried out by`, `announced the capture of`: the verb beside the noun brings its participants."""
    verb = noun.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or not verb.tag_.startswith("V") or not (is_light(verb) or announces(verb)):
        return
    if any(child.dep_ == "dobj" and child.i < noun.i for child in verb.children):
        return
    cast.carrier = verb
    doers = agents(verb)
    cast.heads += doers
    if announces(verb) and (is_reported(frame, noun) or cast.agents):
        _announced(noun, frame, doers, cast, reading)
        return
    if frame.mutual or not cast.agents:
        cast.agents = [*_referents(doers, cast, reading), *cast.agents]
    if frame.mutual:
        cast.agents += _referents(prepositional(verb, "with"), cast, reading)
    else:
        slots = [slot for slot in frame.to if slot not in {"object", "of", "none", "dative"}]
        cast.recipients += _referents([head for slot in slots for head in prepositional(verb, slot)], cast, reading)


def _is_carried_by_owner(noun: Token) -> bool:
    """`offered her condolences`: the pronoun means who does it."""
    owners = possessors(noun)
    carried = noun.dep_ == "dobj" and is_light(noun.head) and not announces(noun.head) and bool(agents(noun.head))
    return carried and len(owners) == 1 and owners[0].tag_ == "PRP$"


def _announced(noun: Token, frame: Frame, doers: list[Token], cast: Cast, reading: Reading) -> None:
    """Who announces a conquest speaks for those who made it; who announces his own deal is a party to it."""
    announcers = _referents(doers, cast, reading)
    if frame.gains and not cast.agents:
        cast.agents = [state for one in announcers if (state := state_of(one, reading)) is not None]
    elif frame.mutual and not prepositional(noun, "between", "of"):
        cast.agents = [*announcers, *cast.agents]


def _plural(token: Token, cast: Cast) -> bool:
    subject = [child for child in token.children if child.dep_ in SUBJECTS]
    return bool(cast.agents) and (
        not token.tag_.startswith("V")
        or any(child.tag_ in {"NNS", "NNPS"} or child.lower_ in {"they", "we", "both"} for child in subject)
        or any(lemma(child) in words(LEXICON, "places.bodies") | {"committee", "board"} for child in subject)
    )


def _humans(referents: list[int], reading: Reading) -> list[int]:
    return [referent for referent in referents if reading.references.things[referent].kind in {Kind.PERSON, Kind.GROUP}]


def _referents(heads: list[Token], cast: Cast, reading: Reading) -> list[int]:
    things = reading.references.things
    return [referent for head in heads for referent in _denoted(head, cast, reading) if things[referent].kind in _ACTORS]


def _denoted(head: Token, cast: Cast, reading: Reading) -> tuple[int, ...]:
    """The referents of a phrase, also of `the town of Lamu`, `its troops` and `two ministers, Ann Lee and Bo Chen`."""
    if lemma(head) in words(LEXICON, "places.sorts"):
        inner = tuple(one for noun in prepositional(head, "of", "over") for one in _denoted(noun, cast, reading))
        if inner:
            return inner
    own = reading.references.by_token.get(head.i)
    if own is not None and own.link is Link.NOMINAL and (members := _members(head, reading)):
        return members
    found = actors(head, reading.references)
    if found:
        return found
    owner = owner_of_forces(head, cast.voices, reading)
    return () if owner is None else (owner,)


def _members(group: Token, reading: Reading) -> tuple[int, ...]:
    """Those who are named behind a group."""
    beside = [child for child in group.children if child.dep_ == "appos" and child.i > group.i]
    spans = [reading.references.by_token.get(token.i) for head in beside for token in conjuncts(head)]
    return tuple(span.referent for span in spans if span is not None and span.link is Link.NAME)
