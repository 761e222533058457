"""What the head of a word does to the stance below it: report, keep, flip, wish, or nothing known.

Comes in: a word on the way up from a stance. Goes out: the name of the role of its head, empty where nothing is asserted.
"""

from __future__ import annotations

from itertools import pairwise

from kg.extract.parsed import Token
from kg.extract.stance_frames import lemma
from kg.extract.syntax import auxiliaries, is_negated, is_passive
from kg.lexicon import words

_MARKS_OF_DOUBT = frozenset({"if", "whether", "unless", "until", "before", "lest"})
_EARLIER = frozenset({"before", "until"})
_SPENDING = frozenset({"spend", "devote"})
_OBLIGING = frozenset({"have", "need"})
_WHENEVER = frozenset({"when", "whenever"})
_FOR = frozenset({"for"})


def role_of(node: Token, cues: frozenset[int]) -> str:
    """What the head of a node does to it: stop, report, keep, flip, desire, or nothing known (empty)."""
    if node.dep_ == "advcl" and _has_mark(node, _FOR) and lemma(node.head) in words("stance_frames", "embedding.desire"):
        return "desire"
    if node.dep_ == "advcl" and node.tag_ in {"VBG", "VBN"} and not any(child.dep_ == "nsubj" for child in node.children):
        return "" if _has_mark(node, _MARKS_OF_DOUBT) else "along"
    if node.dep_ in {"advcl", "npadvmod", "ccomp"} and node.tag_ == "VBD" and _has_mark(node, _EARLIER):
        return "stop" if node.head.tag_ == "VBD" else ""
    if node.dep_ == "advcl" and _reports(node.head, cues) and is_negated(node.head):
        return ""
    if node.dep_ == "ccomp" and node.i < node.head.i and _is_beside(node, cues):
        return "stop"
    if (node.dep_ == "advcl" and _is_whenever(node)) or is_proviso(node):
        return ""
    if node.dep_ in {"advcl", "npadvmod"}:
        return "" if _has_mark(node, _MARKS_OF_DOUBT) or _has_mark(node, _FOR) else "stop"
    if node.dep_ in {"acl", "relcl"} and is_passive(node) and is_called_for(node):
        return "summons"
    if node.dep_ == "acl" and node.tag_ in {"VBG", "VBN", "VBD"}:
        return "stop"
    if node.dep_ in {"acomp", "attr", "oprd"} and node.head.pos_ in {"AUX", "VERB"}:
        return "copula"
    if node.dep_ in {"xcomp", "ccomp", "acl", "pcomp"}:
        return _complement_role(node, cues)
    return "stop" if node.dep_ in {"attr", "prep", "dobj", "pobj", "nsubj"} else ""


def _is_beside(clause: Token, cues: frozenset[int]) -> bool:
    """The clause stands beside the one after it and not in it: "the plan is wrong; we will fight"."""
    if any(token.text == ";" for token in clause.doc[clause.i : clause.head.i]):
        return True
    return not _reports(clause.head, cues) and lemma(clause.head) not in words("stance_frames", "embedding.desire")


def _complement_role(node: Token, cues: frozenset[int]) -> str:
    head = node.head
    if _has_mark(node, _MARKS_OF_DOUBT):
        return ""
    if node.dep_ == "pcomp" and head.lower_ == "for" and lemma(head.head) in words("stance_frames", "embedding.blaming"):
        return "blame"
    if node.dep_ == "pcomp":
        absolute = head.lower_ == "with" and any(child.dep_ == "nsubj" for child in node.children)
        if is_negated(head.head) or _is_imagined(head.head):
            return ""
        return "stop" if absolute or head.lower_ in words("stance_frames", "embedding.factual_prepositions") else ""
    if node.dep_ == "ccomp" and _reports(head, cues):
        return "desire" if _is_wish(node, head) else "report"
    if lemma(head) in _SPENDING:
        return "keep"
    if node.dep_ == "xcomp" and head.lemma_ in _OBLIGING and head.tag_ in {"VBP", "VBZ"}:
        return "must"
    if _has_object(head) or node.dep_ == "ccomp":
        return "desire" if lemma(head) in words("stance_frames", "embedding.desire") else ""
    order = ("flip", "keep", "desire")
    return next((role for role in order if words("stance_frames", f"embedding.{role}") & {lemma(head), head.lower_}), "")


def _is_wish(node: Token, head: Token) -> bool:
    """Tell "insisted that they accept" (a wish) from "insisted that they accepted" (a report)."""
    #  they accept" wishes, "insisted that they accepted" reports."""
    return lemma(head) in words("stance_frames", "embedding.desire") and node.tag_ == "VB"


def _reports(head: Token, cues: frozenset[int]) -> bool:
    if lemma(head) in words("stance_frames", "embedding.report"):
        return True
    return head.i in cues and lemma(head) not in words("stance_frames", "embedding.desire")


def _is_imagined(verb: Token) -> bool:
    """It is not done, and would or could be: "would have to respond by agreeing"."""
    above = [verb, verb.head] if verb.dep_ == "xcomp" else [verb]
    return any(helper.lower_ in {"would", "could", "might", "may"} for word in above for helper in auxiliaries(word))


def is_proviso(clause: Token) -> bool:
    """It holds so long as it is so: "may stay as long as it takes no side", also with a word missing."""
    first = clause.left_edge.i
    before = [word.lower_ for word in clause.doc[max(first - 2, 0) : first + 2]]
    return any(one in {"as", "so"} and two == "long" for one, two in pairwise(before))


def _is_whenever(clause: Token) -> bool:
    """It may be so of any: "when a company wants to sell it"."""
    subjects = [child for child in clause.children if child.dep_ == "nsubj" and child.tag_ in {"NN", "NNS"}]
    anyone = any(child.lower_ in {"a", "an", "any"} for noun in subjects for child in noun.children)
    return clause.tag_ in {"VBZ", "VBP"} and anyone and _has_mark(clause, _WHENEVER)


def is_doubted(clause: Token) -> bool:
    """It only tells on what something depends ("unless they accept it"), or of anybody ("the reasons why a woman chooses to")."""
    if clause.dep_ == "ROOT":
        return any(child.dep_ == "mark" and child.lower_ in _MARKS_OF_DOUBT for child in clause.children)
    return clause.dep_ == "relcl" and any(child.lower_ in {"why", "how"} for child in clause.children)


def _has_object(head: Token) -> bool:
    return any(child.dep_ in {"dobj", "dative"} for child in head.children)


def _has_mark(node: Token, marks: frozenset[str]) -> bool:
    return any(child.lower_ in marks and child.dep_ in {"mark", "advmod", "prep"} for child in node.children)


def is_called_for(node: Token) -> bool:
    """It is what someone calls for, where the parser takes it for a part of the noun: "called for the law to be repealed"."""
    noun, above = node.head, node.head.head
    called = noun.dep_ == "pobj" and above.lower_ == "for" and lemma(above.head) in words("stance_frames", "embedding.desire")
    return called and any(child.lower_ == "to" and child.dep_ == "aux" for child in node.children)
