"""Scorer of pronouns (GUM): whether a pronoun of the third person is taken for the right actor.

A pronoun is right where the nearest span before it with the same referent that is no pronoun, or else the next one after it, lies in the
same gold cluster. Pronouns in clusters without a name or noun phrase are left out, and so are those of the first and second person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.evaluate.outcomes import Outcome
from kg.evaluate.subjects import Span, Subject, overlap, sentence_around
from kg.extract.model import Link

_SINGULAR = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "it", "its", "itself"})
_OTHER = frozenset(
    {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "you", "your", "yours", "who", "which", "that", "this", "there"}
)
Antecedents = dict[Span, list[Span]]


def score_pronouns(subject: Subject) -> dict[str, Outcome]:
    """Outcomes of pronouns for persons (he, she) and of the others (they, it)."""
    text = subject.document.source
    clusters = [[(start, end) for start, end in cluster] for cluster in subject.gold["coref"]]
    antecedents = _antecedents(subject)
    return {
        "pronouns.he_she": _outcome(text, clusters, antecedents, _SINGULAR),
        "pronouns.they_it": _outcome(text, clusters, antecedents, _PLURAL),
    }


def _antecedents(subject: Subject) -> Antecedents:
    """For each pronoun that has a referent, the other spans of the referent that are no pronouns, nearest first."""
    spans = subject.reading.references.spans
    found: Antecedents = {}
    for pronoun in spans:
        if pronoun.link is Link.PRONOUN:
            others = [span for span in spans if span.referent == pronoun.referent and span.link is not Link.PRONOUN]
            others.sort(key=lambda span: (span.start > pronoun.start, abs(span.start - pronoun.start)))
            found[subject.span(pronoun.start, pronoun.end)] = [subject.span(span.start, span.end) for span in others]
    return found


def _outcome(text: str, clusters: Sequence[Sequence[Span]], antecedents: Antecedents, words: frozenset[str]) -> Outcome:
    right, misses, false = 0, [], []
    asked = list(_asked(text, clusters, words))
    for pronoun, cluster in asked:
        others = antecedents.get(pronoun)
        if others is None:
            misses.append(f"{text[slice(*pronoun)]!r} | {sentence_around(text, pronoun)}")
        elif others and any(overlap(others[0], span) for span in cluster):
            right += 1
        else:
            taken = text[slice(*others[0])] if others else ""
            false.append(f"{text[slice(*pronoun)]!r} for {taken!r} | {sentence_around(text, pronoun)}")
    return Outcome(right, len(asked), right + len(false), False, tuple(misses), tuple(false))


def _asked(text: str, clusters: Iterable[Sequence[Span]], words: frozenset[str]) -> Iterable[tuple[Span, list[Span]]]:
    """The pronouns among some words, each with the names and noun phrases of its cluster."""
    for cluster in clusters:
        full = [span for span in cluster if text[slice(*span)].lower() not in _SINGULAR | _PLURAL | _OTHER]
        if full:
            yield from ((span, full) for span in cluster if text[slice(*span)].lower() in words)
