"""Events: what happened, is planned or is claimed, with who, to whom, where and when.

The Doc and the reading of it come in, spans of events go out. Every verb and noun that the lexicon knows as a trigger is
looked at once; `kg.extract.casting` finds its participants, `kg.extract.standing` says whether it counts. Types are those of
PLOVER.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import replace

from kg.extract.announcements import is_own_act, state_of
from kg.extract.cast import Cast
from kg.extract.cast_nouns import is_met
from kg.extract.casting import cast_of, extent, is_caused, is_complete
from kg.extract.circumstances import when_of
from kg.extract.coinciding import occurring
from kg.extract.frames import LEXICON, Frame, act_of, is_light, known_lemmas, lemma, names_object_of_frame, noun_frame, verb_frames
from kg.extract.model import Attribution, EventSpan, Reading, Setting
from kg.extract.parsed import Doc, Token
from kg.extract.scenes import situated
from kg.extract.standing import Standing, standing, voices_by_token
from kg.extract.syntax import SUBJECTS, is_passive, prepositional
from kg.extract.whereabouts import place_of
from kg.lexicon import words
from kg.records import Interval, Kind, Modality

_SURE = 0.8
_NOMINAL = 0.65
_RECENT = 50
_TRIGGERS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "NN", "NNS", "NNP", "NNPS"})


def find_events(doc: Doc, reading: Reading) -> tuple[EventSpan, ...]:
    """The events of a Doc, by position."""
    found: list[EventSpan] = []
    told: dict[tuple[str, str], list[int]] = {}
    voices, said = voices_by_token(reading), {speech.cue for speech in reading.speech if speech.cue is not None and speech.quotes}
    for i in _candidates(doc, reading):
        event = _event(doc[i], voices.get(i, ()), reading, said)
        if event is None:
            continue
        earlier = told.setdefault((event.type, event.act), [])
        same = _mentioned_before(event, [found[number] for number in earlier[-_RECENT:]])
        if same is None:
            earlier.append(len(found))
            found.append(event)
        else:
            number = earlier[-_RECENT:][same]
            found[number] = _enriched(found[number], event)
    return situated(doc, reading, found)


def _candidates(doc: Doc, reading: Reading) -> list[int]:
    """The verbs and nouns outside names and times whose lemma some frame has."""
    bounds = [(time.start, time.end) for time in reading.times] + [(name.start, name.end) for name in reading.names]
    closed = {i for start, end in bounds for i in range(start, end)}
    wanted = known_lemmas()
    return [token.i for token in doc if token.lemma_ in wanted and token.tag_ in _TRIGGERS and token.i not in closed]


def _mentioned_before(event: EventSpan, earlier: list[EventSpan]) -> int | None:
    """Which of the happenings told before a bare noun ("the protests") means: the last that agrees with it in place and days."""
    if event.agents or event.recipients or not event.rule.startswith("event.noun"):
        return None
    fitting = [n for n, other in enumerate(earlier) if _agree(event.place, other.place) and _agree(event.when, other.when)]
    return fitting[-1] if fitting else None


def _agree(left: object, right: object) -> bool:
    return left is None or right is None or left == right


def _enriched(event: EventSpan, again: EventSpan) -> EventSpan:
    """An event with the place and days that its other mention adds."""
    settings = event.settings
    if event.place is None and again.place is not None:
        settings = (*settings, Setting(again.start, again.end, "event.place.told_again", again.confidence))
    if event.when is None and again.when is not None:
        settings = (*settings, Setting(again.start, again.end, "event.time.told_again", again.confidence))
    place = again.place if event.place is None else event.place
    return replace(event, place=place, when=event.when or again.when, settings=settings)


def _event(token: Token, voices: tuple[Attribution, ...], reading: Reading, said: Collection[int]) -> EventSpan | None:
    """The event of the first frame of a token that has all that it needs."""
    for frame in _frames(token):
        if (frame.onset and not _sets_in(token)) or (frame.type == "OTHER" and not frame.announces and token.i in said):
            continue
        cast = cast_of(token, frame, reading, voices)
        if not is_complete(token, frame, cast):
            continue
        certain = standing(token, frame, tuple(cast.agents), cast.voices, reading)
        if certain is None and (cast.agents or (cast.recipients and frame.type != "PROTEST")):
            return None
        place, when = place_of(token, frame, cast.heads, reading), when_of(token, reading)
        if when is None:
            when = _announced(token, frame, cast, reading)
        if place is None:
            place = _polled(token, frame, cast, reading)
        if place is None:
            place = _home(frame, cast, reading) if frame.home else _struck(frame, cast, reading)
        if _is_anchored(token, frame, cast, place, when, reading):
            return None if certain is None else _span(token, frame, cast, place, when, certain, reading)
    return None


def _announced(verb: Token, frame: Frame, cast: Cast, reading: Reading) -> Interval | None:
    """`announced on Monday that he was backing her`: who makes his own act known acts by that, on that day."""
    if verb.tag_ not in {"VBG", "VBZ", "VBP"}:
        return None
    own = (speech for speech in cast.voices if speech.cue is not None and is_own_act(frame, tuple(cast.agents), speech, reading))
    return next((when_of(verb.doc[speech.cue], reading) for speech in own if speech.cue is not None), None)


def _sets_in(noun: Token) -> bool:
    """A verb says that it begins, ends or goes on: "war broke out", "waged war on"."""
    verb = noun.head
    if noun.dep_ in SUBJECTS:
        return lemma(verb) in words(LEXICON, "light.onset")
    return noun.dep_ == "dobj" and is_light(verb)


def _frames(token: Token) -> tuple[Frame, ...]:
    if token.tag_.startswith("V"):
        return verb_frames(token)
    frame = noun_frame(token)
    return () if frame is None or names_object_of_frame(token) else (frame,)


def _home(frame: Frame, cast: Cast, reading: Reading) -> int | None:
    """A country that holds an election or closes its schools does so at home, and its parliament votes there; a state votes abroad too."""
    things = reading.references.things
    for agent in cast.agents:
        kind = Kind.COUNTRY if things[agent].kind is Kind.PLACE else things[agent].kind
        if kind in frame.home:
            state = agent if kind is Kind.COUNTRY else _seat(agent, reading)
            if state is not None:
                return state
    return None


def _polled(verb: Token, frame: Frame, cast: Cast, reading: Reading) -> int | None:
    """`Kenya voted to leave the bloc in a referendum`: in an election a country votes at home."""
    verbs = (verb, *(child for child in verb.children if child.dep_ == "xcomp")) if frame.name == "vote" else ()
    polls = [noun_frame(noun) for one in verbs for noun in prepositional(one, "in", "at")]
    if not any(poll is not None and poll.name == "election" for poll in polls):
        return None
    return next((one for one in cast.agents if reading.references.things[one].kind in {Kind.COUNTRY, Kind.PLACE}), None)


def _seat(body: int, reading: Reading) -> int | None:
    """The country of a parliament, court or ministry."""
    official = set(reading.references.things[body].name.lower().split()) & words(LEXICON, "places.bodies")
    state = state_of(body, reading) if official else None
    return None if state == body else state


def _struck(frame: Frame, cast: Cast, reading: Reading) -> int | None:
    """A town that is attacked or left is where that happens."""
    if frame.type not in {"ASSAULT", "RETREAT"} and not frame.place:
        return None
    return next((one for one in cast.recipients if reading.references.things[one].kind is Kind.PLACE), None)


def _is_anchored(token: Token, frame: Frame, cast: Cast, place: int | None, when: Interval | None, reading: Reading) -> bool:
    """Something ties it to the world; an act against unnamed people counts by itself ("twenty people were arrested")."""
    if frame.type == "PROTEST" and not cast.agents and not token.tag_.startswith("V") and (place is None or when is None):
        return when is not None and (_takes_place(token) or bool(occurring(token)))
    if cast.agents or cast.recipients or place is not None:
        return True
    if when is not None and frame.type in {"OTHER", "PROTEST", "AGREE"} and frame.needs != "place":
        return token.tag_.startswith("V") or cast.carrier is not None or token.dep_ in SUBJECTS or _has_own_time(token, reading)
    if is_caused(token, frame, cast):
        return True
    return frame.type in {"ASSAULT", "COERCE", "AID"} and cast.theme is not None and (is_passive(token) or is_met(token, frame))


def _takes_place(noun: Token) -> bool:
    """Its verb says only that it happens ("the strike ended on Monday")."""
    return noun.dep_ in SUBJECTS and lemma(noun.head) in words(LEXICON, "light.occur")


def _has_own_time(noun: Token, reading: Reading) -> bool:
    """A time expression stands in the noun's own phrase ("the protests on Monday")."""
    place = bisect_left(reading.times, noun.left_edge.i, key=lambda time: time.start)
    return place < len(reading.times) and reading.times[place].start <= noun.right_edge.i


def _span(
    token: Token, frame: Frame, cast: Cast, place: int | None, when: Interval | None, certain: Standing, reading: Reading
) -> EventSpan:
    modality, when = _in_time(token, certain.modality, when, reading)
    construction = "verb" if token.tag_.startswith("V") else "noun" if cast.carrier is None else "light"
    agents = tuple(dict.fromkeys(cast.agents))
    return EventSpan(
        *extent(token, cast),
        trigger=token.i,
        type=frame.type,
        act=act_of(token, frame, cast.joint, objects=bool(cast.recipients) or cast.theme is not None),
        agents=agents,
        recipients=tuple(referent for referent in dict.fromkeys(cast.recipients) if referent not in agents),
        theme=cast.theme,
        place=place,
        when=when,
        modality=modality,
        sources=certain.sources,
        rule=f"event.{construction}.{frame.name}",
        confidence=_NOMINAL if construction == "noun" else _SURE,
    )


def _in_time(token: Token, modality: Modality, when: Interval | None, reading: Reading) -> tuple[Modality, Interval | None]:
    """What is dated after the day of publication has not happened; a verb in the past has, and the date is not its own."""
    if when is None or when.earliest is None or reading.published is None or when.earliest <= reading.published:
        return modality, when
    if modality is Modality.ACTUAL and token.tag_ == "VBD":
        return modality, None
    return (Modality.PLANNED if modality in {Modality.ACTUAL, Modality.CLAIMED} else modality), when
