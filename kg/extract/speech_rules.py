"""Rules of speech: what a report is called after what is done with words.

Rules are named `speech.FORM`; thoughts and plans are `speech.belief` and `speech.plan`, acts done with words whose content is only
named ("praised the plan", "urged them to leave") are `speech.act`, and what is denied or only possible ("did not say
that") is `speech.unsaid`: `is_statement` tells them from what somebody did say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses import is_led_on
from kg.extract.cues import THOUGHTS
from kg.extract.syntax import auxiliaries, is_negated

if TYPE_CHECKING:
    from kg.extract.model import Attribution
    from kg.extract.parsed import Token
    from kg.extract.reports import Report

_NO_STATEMENT = frozenset({"speech.belief", "speech.plan", "speech.unsaid", "speech.act"})
_WORDS_GIVEN = frozenset({"report", "claim"})
_POINTING = frozenset({"the", "that", "these", "those"})
_EXPLAINING = frozenset({"of", "by", "for", "on", "against", "from", "with", "to"})
_NAMED = frozenset({"object", "infinitive", "gerund", "about", "finding"})
_POSSIBLE = frozenset({"could", "might", "may", "should", "must", "can", "ca", "would", "will", "'ll", "’ll", "wo"})
_UNDONE = frozenset({"before", "without", "instead"})


def is_statement(attribution: Attribution) -> bool:
    """Somebody said it, rather than thinks, plans or did not say it."""
    return attribution.rule not in _NO_STATEMENT


def has_no_words(report: Report) -> bool:
    """Nobody says what it tells: a thought, an act, or what was not said."""
    return rule(report) in _NO_STATEMENT


def rule(report: Report) -> str:
    """The name of the rule: the kind of a thought, else the form."""
    entry = report.entry
    if entry is None or report.form.startswith(("direct", "continued")):
        return f"speech.{report.form}"
    if entry.kind in THOUGHTS:
        return f"speech.{entry.kind}"
    if _is_unsaid(report.cue) or (entry.kind == "deny" and report.form == "clause"):
        return "speech.unsaid"
    given = report.form == "object" and entry.kind in _WORDS_GIVEN and _tells(report.cue)
    if report.form in _NAMED and not report.quotes and not given:
        return "speech.act"
    return f"speech.{report.form}"


def _tells(verb: Token) -> bool:
    """The object says what there is to report ("a truce", "the end of the war"), and does not only point to it ("the measure")."""
    found = next((child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}), None)
    if verb.dep_ == "relcl" or found is None or found.pos_ == "PRON" or found.ent_type_ == "PERSON":
        return False
    pointing = any(child.dep_ == "det" and child.lower_ in _POINTING for child in found.children)
    return not pointing or any(child.dep_ in {"prep", "acl"} and child.lower_ in _EXPLAINING for child in found.children)


def _is_unsaid(verb: Token) -> bool:
    if verb.tag_ == "VB" and verb.dep_ in {"advcl", "acl", "relcl"} and not is_led_on(verb):
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ in _UNDONE:
        return True
    return is_negated(verb) or any(aux.lower_ in _POSSIBLE for aux in auxiliaries(verb))
