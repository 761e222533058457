"""Support that the holder hedges elsewhere: the condition stands in the next sentence, or with the same issue further on.

In: the stances of a Doc. Out: the same, but a plain yes is conditional where its holder names a condition of it: "We back
the plan. But three questions must be settled." An actor thus never supports an issue both with and without a condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.holders import Scene
from kg.extract.model import StanceSpan
from kg.extract.parsed import Span, Token
from kg.extract.syntax import SUBJECTS, is_negated
from kg.lexicon import words
from kg.records import Issue, Polarity

_ASSENTING = frozenset({"stance.verb", "stance.adjective", "stance.noun", "stance.evaluation", "stance.preposition"})
_OPENING = 4
_NEAR = 2


def conceded(said: Sequence[StanceSpan], around: Scene) -> list[StanceSpan]:
    """The stances of a Doc, with what their holders hedge made conditional."""
    hedged = [_reserved(stance, around) for stance in said]
    limits: dict[tuple[int, str], list[StanceSpan]] = {}
    for stance in hedged:
        if stance.condition is not None and stance.polarity is Polarity.CONDITIONAL:
            for label in _labels(stance.issue):
                limits.setdefault((stance.holder, label), []).append(stance)
    return [_folded(stance, limits, around) for stance in hedged]


def _is_plain(stance: StanceSpan) -> bool:
    return stance.polarity is Polarity.SUPPORTS and stance.condition is None


def _labels(issue: Issue | None) -> Iterator[str]:
    while issue is not None:
        yield issue.label
        issue = issue.broader


# ---- the same issue further on


def _folded(stance: StanceSpan, limits: dict[tuple[int, str], list[StanceSpan]], around: Scene) -> StanceSpan:
    """The stance under the condition that its holder gives for the same issue, unless it was taken on another day."""
    if not _is_plain(stance):
        return stance
    same = [other for label in _labels(stance.issue) for other in limits.get((stance.holder, label), ()) if _limits(other, stance, around)]
    if not same:
        return stance
    limit = min(same, key=lambda other: (abs(other.start - stance.start), other.start))
    return replace(stance, issue=limit.issue, polarity=Polarity.CONDITIONAL, condition=limit.condition)


def _limits(limit: StanceSpan, stance: StanceSpan, around: Scene) -> bool:
    apart = limit.stated_on is not None and stance.stated_on is not None and limit.stated_on != stance.stated_on
    return not apart and (limit.issue.label == stance.issue.label or _is_near(limit, stance, around))


def _is_near(one: StanceSpan, other: StanceSpan, around: Scene) -> bool:
    first, last = sorted((around.doc[one.start], around.doc[other.start]), key=lambda token: token.i)
    sentence = first.sent
    for _ in range(_NEAR):
        if sentence.end > last.i:
            return True
        sentence = around.doc[sentence.end].sent
    return sentence.end > last.i


# ---- the next sentence


def _reserved(stance: StanceSpan, around: Scene) -> StanceSpan:
    """The stance under the reservation that opens the next sentence with "but"."""
    if not _is_plain(stance) or stance.rule not in _ASSENTING:
        return stance
    end = around.doc[stance.end - 1].sent.end
    following = _told(around, end) if end < len(around.doc) else None
    condition = None if following is None else _reservation(following, stance.holder, around)
    return stance if condition is None else replace(stance, polarity=Polarity.CONDITIONAL, condition=condition)


def _told(around: Scene, start: int) -> Span | None:
    """The sentence that begins at a token; one of marks and spaces only is passed over."""
    sentence = around.doc[start].sent
    if not any(token.is_alpha for token in sentence):
        return around.doc[sentence.end].sent if sentence.end < len(around.doc) else None
    return sentence


def _reservation(sentence: Span, holder: int, around: Scene) -> tuple[int, int] | None:
    opening = [token for token in sentence if token.is_alpha][:_OPENING]
    contrast = next((token for token in opening[:1] if token.lower_ in words("stance_frames", "condition.contrast")), None)
    voiced = [token for token in sentence if token.lemma_.lower() in words("stance_frames", "condition.reserving")]
    voiced = [token for token in voiced if not is_negated(token.head) and not is_negated(token)]
    if contrast is None or not voiced or not all(_is_holders(token, holder, around) for token in voiced[:1]):
        return None
    return _extent(voiced[0], contrast.i + 1, sentence, around)


def _is_holders(token: Token, holder: int, around: Scene) -> bool:
    """The holder says it, or is who does it where nobody is said to say it."""
    speaker = around.speaker(token.i)
    if speaker is not None:
        return speaker == holder
    verb = token if token.pos_ == "VERB" else token.head
    return any(around.reading.references.at(child.i) == holder for child in verb.children if child.dep_ in SUBJECTS)


def _extent(token: Token, start: int, sentence: Span, around: Scene) -> tuple[int, int] | None:
    """The words of the reservation: what is said of the sentence, else all of it behind the contrast."""
    end = sentence.end
    for saying in around.sayings.get(token.i, ()):
        for first, last in saying.contents:
            if first <= token.i < last:
                start, end = max(start, first), min(end, last)
    while end > start and not around.doc[end - 1].text[-1].isalnum():
        end -= 1
    while start < end and not around.doc[start].text[0].isalnum():
        start += 1
    return (start, end) if end > start else None
