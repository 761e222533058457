"""Ties of a person's name to a title through a verb: to be, become, appoint, replace."""

from __future__ import annotations

from functools import cache

from kg.extract.line import Line
from kg.extract.posts import Post
from kg.extract.tie import Tie
from kg.extract.title_words import any_of
from kg.lexicon import table, words
from kg.names import skeleton
from kg.records import Status

_STATUS = {"hold": Status.CURRENT, "held": Status.FORMER, "entered": Status.CURRENT, "left": Status.FORMER}
_PHASES = frozenset({"entered", "left"})
_EMBEDDING = frozenset({"if", "whether", "until", "unless", "once", "before", "or", "of", "claimed", "believed"})
_UNDONE = frozenset({"be", "been", "to", "not", "will", "would", "could", "may", "might", "should", "never"})
_LONGEST_CLAUSE = 5


def verb(line: Line, post: Post) -> list[Tie]:
    """`Ann Lee was elected mayor of Turku`, `Ann Lee, who serves as foreign minister,`, `Ann Lee replaces Bo Ray as mayor`."""
    position = _skip_adverbs(line, post.start - 1) + 1
    if (start := _after_years(line, position)) is not None:
        return _subject(line, post, start, "held")
    for phrase, kind in _verbs().get(line.lower(position - 1), ()):
        start = position - len(phrase)
        if start > 0 and all(line.lower(start + i) == word for i, word in enumerate(phrase)):
            return _subject(line, post, start, kind)
    return _succession(line, post, position)


def _after_years(line: Line, position: int) -> int | None:
    """Where the verb begins of `served two terms as`."""
    if line.lower(position - 1) != "as" or line.lower(position - 2) not in {"years", "terms", "months", "year", "term"}:
        return None
    found = next((i for i in range(position - 3, position - 6, -1) if line.lower(i) in {"served", "spent", "worked"}), None)
    return found if found is None or line.lower(found - 1) not in {"has", "had"} else found - 1


def appointed(line: Line, post: Post) -> list[Tie]:
    """`The president appointed Ann Lee as foreign minister`, `Ann Lee, whom he appointed mayor`."""
    position = _skip_adverbs(line, post.start - 1)
    position -= line.lower(position) == "as"
    person = line.person_before(position + 1)
    if person is None:
        return _relative(line, post, position)
    start = line.first(person)
    while start > 0 and line.lower(start - 1) in any_of("honorifics", "ranks"):
        start -= 1
    if not _is_appointing(line, start):
        return []
    return [Tie(person, start, post.end, "office.verb", 0.85, status=post.status or Status.CURRENT, phase="entered")]


def _relative(line: Line, post: Post, position: int) -> list[Tie]:
    """`Ann Lee, whom the president appointed acting mayor`."""
    if not _is_appointing(line, position + 1):
        return []
    whom = next((i for i in range(position, max(position - 2 * _LONGEST_CLAUSE, 0), -1) if line.lower(i) in {"whom", "who"}), None)
    person = None if whom is None else line.person_before(whom - (line.lower(whom - 1) == ","))
    if person is None:
        return []
    return [Tie(person, line.first(person), post.end, "office.verb", 0.8, status=post.status or Status.CURRENT, phase="entered")]


def _is_appointing(line: Line, end: int) -> bool:
    spelled = {" ".join(line.lower(i) for i in range(end - n, end)) for n in (1, 2)}
    return bool(spelled & words("titles", "verbs.appoint")) and line.lower(end - 2) not in _UNDONE | {"was", "were"}


def _succession(line: Line, post: Post, position: int) -> list[Tie]:
    """`Ann Lee replaced Bo Ray as mayor`, `Bo Ray was succeeded by Ann Lee as mayor`."""
    other = line.person_before(position - 1) if line.lower(position - 1) == "as" else None
    if other is None or post.title.plural:
        return []
    end = line.first(other)
    passive = line.lower(end - 1) == "by"
    spelled = line.lower(end - 1 - passive)
    if spelled not in words("titles", "verbs.succeed"):
        return []
    start = end - 1 - passive
    while line.lower(start - 1) in {"has", "have", "had", "is", "was", "been"}:
        start -= 1
    ties = [] if line.lower(start - 1) in _UNDONE else _subject(line, post, start, "left" if passive else "entered")
    if not ties or ties[0].person == other:
        return []
    begun = not passive or spelled.endswith("ed")
    status, phase = (Status.CURRENT, "entered") if passive else (Status.FORMER, "left")
    return [*ties, Tie(other, ties[0].start, post.end, "office.verb", 0.8, status=status, phase=phase)] if begun else ties


def _subject(line: Line, post: Post, start: int, kind: str) -> list[Tie]:
    position = _skip_adverbs(line, start - 1) + 1
    relative = line.lower(position - 1) == "who"
    position -= relative
    position -= relative and line.lower(position - 1) == ","
    person = line.person_before(position) if relative or line.lower(position - 1) != "," else _before_clause(line, position - 1)
    if person is None and line.lower(position - 1) in {"he", "she"}:
        return _pronoun(line, post, position - 1, kind)
    if person is None or post.title.plural or (not relative and _is_embedded(line, line.first(person))):
        return []
    return [Tie(person, line.first(person), post.end, "office.verb", 0.85, _STATUS[kind], phase=_phase(kind))]


def _before_clause(line: Line, comma: int) -> int | None:
    """`Ann Lee, who took office in May, is mayor`, `Her deputy, Ann Lee, is mayor`: the person before the comma or the clause it ends."""
    if (person := line.person_before(comma)) is not None:
        return person if line.lower(line.first(person) - 1) == "," else None
    start = line.sentence_start(comma)
    opener = next((i for i in range(comma - 1, max(start, comma - 3 * _LONGEST_CLAUSE), -1) if line.lower(i) == ","), None)
    return None if opener is None or line.lower(opener + 1) not in {"who", "whose", "aged"} else line.person_before(opener)


def _phase(kind: str) -> str | None:
    return kind if kind in _PHASES else None


def _is_embedded(line: Line, start: int) -> bool:
    return line.lower(start - 1) in _EMBEDDING


def _pronoun(line: Line, post: Post, position: int, kind: str) -> list[Tie]:
    """`She became mayor`, in a paragraph that has named one person only."""
    if post.title.plural or _is_embedded(line, position):
        return []
    named = []
    start = position
    while start > 0 and not line.lower(start).startswith("\n"):
        start -= 1
        if (index := line.person_at(start)) is not None:
            named.append(index)
    if not named or len({skeleton(line.names[i].text.split()[-1]) for i in named}) != 1:
        return []
    return [Tie(named[0], position, post.end, "office.pronoun", 0.75, _STATUS[kind], phase=_phase(kind))]


def _skip_adverbs(line: Line, position: int) -> int:
    while line.lower(position) in any_of("adverbs"):
        position -= 1
    return position


@cache
def _verbs() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The verb phrases that lead to an office by their last word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    spelled = [(tuple(phrase.split()), kind) for kind in _STATUS for phrase in table("titles")["verbs"][kind]]
    for phrase, kind in sorted(spelled, key=lambda item: (-len(item[0]), item)):
        found.setdefault(phrase[-1], []).append((phrase, kind))
    return {last: tuple(some) for last, some in found.items()}
