"""The condition that a stance depends on, in the words of the text.

Found by span and not by head: the small parser often hangs "but only if it leads to peace" on the verb of saying. Comes in:
the trigger of a stance and the end of its target. Goes out: the tokens of the condition, or None.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.extract.model import References
from kg.extract.parsed import Doc, Token
from kg.extract.syntax import SUBJECTS, ancestors, auxiliaries, is_negated
from kg.lexicon import table, words

_SECTION = "stance_frames"
_OPEN = frozenset({"if", "until", "unless"})
_CLOSING = frozenset({";", ".", "!", "?"})


def condition_of(trigger: Token, target: Token, holder: int, references: References, *, turned: bool) -> tuple[int, int] | None:
    """The words of the condition of a stance; after a negated one also "until ..." and "unless ..."."""
    doc, sent = trigger.doc, trigger.sent
    begin = max(trigger.i, target.i) + 1
    if relative := _missing(target) if turned else _required(trigger, target):
        return relative
    for start in range(begin, sent.end):
        if (length := _cue_at(doc, start, turned=turned)) and _is_told_with(trigger, start):
            return _words(doc, start, length, sent.end)
        if not turned and _is_contrast(doc[start]) and (reserved := _reservation(doc, start, sent.end, holder, references)):
            return reserved
    return None if turned else _before(trigger, sent.start)


def _is_told_with(trigger: Token, start: int) -> bool:
    """No quotation of its own begins between the two: 'endorsed it, saying, "If you ..."' gives no condition."""
    between = trigger.doc[min(trigger.i, start) : max(trigger.i, start)]
    if start > trigger.i and any(_is_aside(token, trigger) for token in between):
        return False
    marks = [token for token in between if token.is_quote]
    return len(marks) % 2 == 0 or marks[-1].nbor(-1).text not in {",", ":"}


def _is_aside(token: Token, trigger: Token) -> bool:
    """Here the sentence goes on with another subject, or a parenthesis around the trigger ends."""
    if token.text == ")":
        return not any(other.text == "(" for other in token.doc[trigger.i : token.i])
    if token.dep_ != "conj" or token.pos_ not in {"VERB", "AUX"} or token.i == trigger.i:
        return False
    own = any(child.dep_ in SUBJECTS for child in token.children)
    return own and any(child.lower_ == "and" for child in token.head.children) and token.i > trigger.i


def _missing(target: Token) -> tuple[int, int] | None:
    """What the target must have: "will not approve a budget that does not fund the wall"."""
    if not any(child.lower_ in {"a", "an", "any"} for child in target.children):
        return None
    relative = next((child for child in target.children if child.dep_ == "relcl" and _is_without(child)), None)
    return None if relative is None else (relative.left_edge.i, relative.right_edge.i + 1)


def _is_without(clause: Token) -> bool:
    """The clause tells what is not there: "that does not fund the wall", "that leaves out the fund"."""
    if is_negated(clause) or clause.lemma_ in words(_SECTION, "condition.lacking"):
        return True
    return clause.lemma_ == "leave" and any(child.lower_ == "out" for child in clause.children)


def _required(trigger: Token, target: Token) -> tuple[int, int] | None:
    """What any target must be or do: "would back any candidate who cuts taxes"."""
    if not any(child.lower_ == "any" for child in target.children) or not {"would", "will"} & {h.lower_ for h in auxiliaries(trigger)}:
        return None
    relative = next((child for child in target.children if child.dep_ == "relcl" and not is_negated(child)), None)
    return None if relative is None else (relative.left_edge.i, relative.right_edge.i + 1)


def _cue_at(doc: Doc, start: int, *, turned: bool) -> int:
    """How many tokens the opening of a condition takes here; 0 where none opens."""
    if doc[start].dep_ == "acomp" and doc[start].head.lemma_ == "be":
        return 0
    for cue in _cues().get(doc[start].lower_, ()):
        if all(start + n < len(doc) and doc[start + n].lower_ == word for n, word in enumerate(cue)):
            only_negated = " ".join(cue) in words(_SECTION, "condition.negated_only")
            if (turned and not only_negated) or (not turned and cue == ("until",)):
                continue
            return len(cue) if len(cue) > 1 or _opens_clause(doc[start]) else 0
    return 0


def _opens_clause(token: Token) -> bool:
    """A lone "if" or "until" that opens an adverbial clause, not a question ("asked if")."""
    if token.i > 0 and token.nbor(-1).lower_ in {"even", "as"}:
        return False
    return token.lower_ not in _OPEN or token.head.dep_ in {"advcl", "pobj", "pcomp"} or token.dep_ == "prep"


def _words(doc: Doc, start: int, length: int, end: int) -> tuple[int, int] | None:
    stop = next((i for i in range(start + length, end) if _closes(doc[i], start + length)), end)
    while stop > start and (doc[stop - 1].is_punct or doc[stop - 1].is_space) and not _balances(doc, start, stop):
        stop -= 1
    return (start, stop) if stop - start > length else None


def _closes(token: Token, begin: int) -> bool:
    """The condition ends before this token: a full stop, the end of the quote around it, a new clause after a comma."""
    if token.is_quote:
        return not _opens_quote(token) and not any(_opens_quote(other) for other in token.doc[begin : token.i])
    if token.text in _CLOSING or _is_manner(token, begin):
        return True
    if token.text != "," or token.i <= begin + 1 or token.i + 1 >= len(token.doc):
        return False
    return token.nbor().tag_ in {"VBG", "CC", "PRP", "WDT", "WP"} or _reports(token.nbor())


def _is_manner(token: Token, begin: int) -> bool:
    """A clause of manner begins here: "if they leave as he set out"."""
    clause = token.lower_ == "as" and token.dep_ == "mark" and token.head.dep_ == "advcl"
    return clause and token.i > begin + 1 and token.nbor(-1).lower_ not in {"such", "long", "soon", "far", "same"}


def _reports(token: Token) -> bool:
    """Here begins who says so: "..., the minister said", "..., said the minister"."""
    speakers = [word for word in (token, *ancestors(token)) if word.dep_ == "nsubj" and word.left_edge.i == token.i]
    verbs = [token, *(speaker.head for speaker in speakers)]
    return any(verb.lemma_ in words(_SECTION, "embedding.report") and verb.pos_ == "VERB" for verb in verbs)


def _balances(doc: Doc, start: int, stop: int) -> bool:
    """The last token is a quotation mark that closes one inside."""
    return doc[stop - 1].is_quote and any(_opens_quote(token) for token in doc[start : stop - 1])


def _opens_quote(mark: Token) -> bool:
    """A quotation mark that stands right before a word and not right after one."""
    if not mark.is_quote:
        return False
    joined = mark.i + 1 < len(mark.doc) and not mark.whitespace_ and mark.nbor().is_alpha
    return joined and (mark.i == 0 or bool(mark.nbor(-1).whitespace_))


def _is_contrast(token: Token) -> bool:
    return token.lower_ in words(_SECTION, "condition.contrast")


def _reservation(doc: Doc, start: int, end: int, holder: int, references: References) -> tuple[int, int] | None:
    """The clause after "but", where it voices a reservation of the same holder."""
    found = _words(doc, start, 1, end)
    if found is None or not any(doc[i].lemma_.lower() in words(_SECTION, "condition.reservations") for i in range(*found)):
        return None
    subject = next((doc[i] for i in range(start, found[1]) if doc[i].dep_ in SUBJECTS), None)
    other = None if subject is None else references.at(subject.i)
    return None if other is not None and other != holder else (start + 1, found[1])


def _before(trigger: Token, start: int) -> tuple[int, int] | None:
    """A condition that opens the sentence: "If they leave, we will sign"."""
    for clause in _clauses_before(trigger):
        opening = clause.left_edge
        if opening.lower_ in {"if", "provided", "unless"} and opening.i >= start and _is_told_with(trigger, opening.i):
            return opening.i, clause.right_edge.i + 1
    return None


def _clauses_before(trigger: Token) -> Iterator[Token]:
    return (child for child in trigger.children if child.dep_ == "advcl" and child.i < trigger.i)


@cache
def _cues() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The words that open a condition by their first, the longest first."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for cue in sorted((tuple(cue.split()) for cue in table(_SECTION)["condition"]["cues"]), key=len, reverse=True):
        found[cue[0]] = (*found.get(cue[0], ()), cue)
    return found
