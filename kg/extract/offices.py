"""Offices: titles and appositions with the body they belong to.

In: a Doc and its names. Out: holdings, a person beside an office. A grammar over surface tokens and names, not over the parse:
`posts` reads each title with its surroundings, the constructions here tie it to a person. Each takes a line and a post and returns
the persons that hold it, with the extent of the whole; the first that finds any wins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.model import Holding, Name, Role
from kg.extract.posts import Line, Post, posts
from kg.lexicon import table, words
from kg.names import skeleton
from kg.records import Kind, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

_CLOSERS = frozenset({",", ".", ";", ":", ")", "—", "–", "--", "", "who", "?", "!"})
_JOINING = frozenset({"office.apposition", "office.verb", "office.pronoun"})
_OPENERS = frozenset({",", "(", "—", "–", "--"})


@dataclass(frozen=True, slots=True)
class _Tie:
    """A person tied to a post: index of the name, extent of the construction, and what the construction adds."""

    person: int
    start: int
    end: int
    rule: str
    confidence: float
    status: Status | None = None
    body: int | None = None


def find_offices(doc: Doc, names: tuple[Name, ...]) -> tuple[Holding, ...]:
    """The office holdings of a Doc, by position."""
    line = Line(doc, names)
    country = _only_country(names)
    found: dict[tuple[int, int], Holding] = {}
    for post, ties in _tied(line):
        for tie in ties:
            holding = _holding(line, post, tie, country)
            if holding is not None:
                found[holding.title_start, holding.person] = holding
    return tuple(found[key] for key in sorted(found))


def _tied(line: Line) -> list[tuple[Post, list[_Tie]]]:
    """The posts with the persons tied to them; a post without its own takes those of a post it is stacked on or joined to."""
    tied: list[tuple[Post, list[_Tie]]] = []
    followed: list[tuple[Post, int]] = []
    for post in reversed(posts(line)):
        ties = _ties(line, post) or _stacked(line, post, followed)
        followed = [(post, tie.person) for tie in ties if tie.rule in {"office.title", "office.stacked"}] or followed[-1:]
        tied.append((post, ties))
    tied.reverse()
    for number, (post, ties) in enumerate(tied[1:], 1):
        before, known = tied[number - 1]
        if not ties and _is_joined(line, before, post):
            tied[number] = (post, [_joined(tie, before, post) for tie in known if tie.rule in _JOINING])
            tied[number - 1] = (before if before.bodies else replace(before, bodies=post.bodies), known)
    return tied


def _joined(tie: _Tie, before: Post, post: Post) -> _Tie:
    return replace(tie, end=post.end, status=tie.status or before.status)


def _is_joined(line: Line, before: Post, post: Post) -> bool:
    """`Ann Lee, chairwoman and spokeswoman of the union,`."""
    return line.lower(before.end) == "and" and post.start == before.end + 1 and not post.determined and not post.title.plural


def _ties(line: Line, post: Post) -> list[_Tie]:
    for construction in _CONSTRUCTIONS:
        found = construction(line, post)
        if found:
            return found
    return []


def _title(line: Line, post: Post) -> list[_Tie]:
    """`Kremlin aide Ann Lee`, `Presidents Ann Lee of Chad and Bo Ray of Togo`."""
    start = line.after_honorifics(_after_bracket(line, post.end))
    person = line.person_at(start)
    if person is None:
        return []
    if post.title.plural:
        return _several(line, post, start, "office.title")
    if post.bodies or line.lower(line.last(person)) not in {"of", "from"}:
        return [_Tie(person, post.start, line.last(person), "office.title", 0.95)]
    body = _place_after(line, line.last(person))
    if body is not None and line.names[body].kind is Kind.PLACE and post.title.head not in words("titles", "words.elected"):
        body = None
    return [_Tie(person, post.start, line.last(person) if body is None else line.last(body), "office.title", 0.95, body=body)]


def _after_bracket(line: Line, end: int) -> int:
    """The position after a short form in brackets ("member of parliament (MP)")."""
    return end + 3 if line.lower(end) == "(" and line.lower(end + 2) == ")" else end


def _listed(line: Line, post: Post) -> list[_Tie]:
    """`the foreign ministers of Chad and Togo, Ann Lee and Bo Ray`."""
    if not post.title.plural or line.lower(post.end) not in _OPENERS:
        return []
    return _several(line, post, line.after_honorifics(post.end + 1), "office.list")


def _before(line: Line, post: Post) -> list[_Tie]:
    """`Chad's army chief, Gen. Ann Lee,`."""
    one_of = line.lower(post.start - 1) == "of" and line.lower(post.start - 2) == "one"
    if (post.title.plural and not one_of) or line.lower(post.end) != ",":
        return []
    person = line.person_at(line.after_honorifics(post.end + 1))
    if person is None or not (post.determined or post.bodies or post.serves is not None or post.owner is not None):
        return []
    if line.lower(line.last(person)) in _CLOSERS or _opens_clause(line, post.start):
        return [_Tie(person, post.start, line.last(person), "office.apposition", 0.9)]
    return []


def _opens_clause(line: Line, start: int) -> bool:
    return start == 0 or line.tokens[start].is_sent_start is True or line.lower(start - 1) in {"“", '"', "\n\n", ""}


def _after(line: Line, post: Post) -> list[_Tie]:
    """`Ann Lee, the Kremlin spokeswoman,`, `Ann Lee (mayor of Turku)`."""
    opener = _skip_adverbs(line, post.start - 1)
    if post.title.plural or line.lower(opener) not in _OPENERS:
        return []
    end = _skip_age(line, opener)
    person = line.ends.get(end)
    if person is None or line.names[person].kind is not Kind.PERSON or not _closes(line, post.end):
        return []
    return [_Tie(person, line.first(person), post.end, "office.apposition", 0.9, status=_adverb_status(line, opener + 1, post.start))]


def _closes(line: Line, end: int) -> bool:
    """The phrase is an apposition and no member of a list: "Ann, the mayor, and the judge" is a list."""
    word, following = line.lower(end), line.lower(end + 1)
    if word in {"and", "or", "nor"}:
        return line.title_starts.get(end + 1) is not None or following in words("titles", "words.former")
    if word in _CLOSERS or word.startswith("\n"):
        return following not in {"and", "or"} or line.lower(end + 2) not in {"the", "a", "an"}
    return word in {"in", "since", "from", "until", "at", "whose", "and", "when", "during", "told", "said"} and following != "the"


def _skip_age(line: Line, opener: int) -> int:
    if opener >= 2 and line.tokens[opener - 1].like_num and line.lower(opener - 2) == ",":
        return opener - 2
    return opener


def _skip_adverbs(line: Line, position: int) -> int:
    while line.lower(position) in words("titles", "words.adverbs"):
        position -= 1
    return position


def _adverb_status(line: Line, start: int, end: int) -> Status | None:
    past = words("titles", "words.former")
    return Status.FORMER if any(line.lower(i) in past for i in range(start, end)) else None


def _verb(line: Line, post: Post) -> list[_Tie]:
    """`Ann Lee was elected mayor of Turku`, `Ann Lee, who serves as foreign minister,`."""
    position = _skip_adverbs(line, post.start - 1) + 1
    for phrase, status in _verbs():
        start = position - len(phrase)
        if start > 0 and all(line.lower(start + i) == word for i, word in enumerate(phrase)):
            return _subject(line, post, start, status)
    return []


def _subject(line: Line, post: Post, verb: int, status: Status) -> list[_Tie]:
    position = _skip_adverbs(line, verb - 1) + 1
    relative = line.lower(position - 1) == "who"
    position -= relative
    position -= relative and line.lower(position - 1) == ","
    person = line.ends.get(position)
    if person is None and line.lower(position - 1) in {"he", "she"}:
        return _pronoun(line, post, position - 1, status)
    if person is None or line.names[person].kind is not Kind.PERSON or post.title.plural:
        return []
    if not relative and _is_embedded(line, line.first(person)):
        return []
    return [_Tie(person, line.first(person), post.end, "office.verb", 0.85, status=status)]


def _is_embedded(line: Line, start: int) -> bool:
    return line.lower(start - 1) in {"if", "whether", "until", "unless", "once", "before", "or", "of", "claimed", "believed"}


def _pronoun(line: Line, post: Post, position: int, status: Status) -> list[_Tie]:
    """`She became mayor`, in a paragraph that has named one person only."""
    if post.title.plural or _is_embedded(line, position):
        return []
    start = position
    while start > 0 and not line.lower(start).startswith("\n"):
        start -= 1
    named = [i for at, i in sorted(line.starts.items()) if start <= at < position and line.names[i].kind is Kind.PERSON]
    if not named or len({skeleton(line.names[i].text.split()[-1]) for i in named}) != 1:
        return []
    return [_Tie(named[-1], position, post.end, "office.pronoun", 0.75, status=status)]


def _appointed(line: Line, post: Post) -> list[_Tie]:
    """`The president appointed Ann Lee as foreign minister`."""
    position = _skip_adverbs(line, post.start - 1)
    position -= line.lower(position) == "as"
    person = line.ends.get(position + 1)
    if person is None or line.names[person].kind is not Kind.PERSON:
        return []
    verb = line.first(person)
    spelled = {" ".join(line.lower(i) for i in range(verb - n, verb)) for n in (1, 2)}
    if not spelled & words("titles", "verbs.appoint") or line.lower(verb - 2) in {"was", "were", "be", "been", "to", "not"}:
        return []
    return [_Tie(person, verb, post.end, "office.verb", 0.85, status=Status.CURRENT)]


def _several(line: Line, post: Post, position: int, rule: str) -> list[_Tie]:
    """The persons of a list, each with its own body where it has one, else the one in the same place of the list of bodies."""
    ties: list[_Tie] = []
    while (person := line.person_at(position)) is not None:
        end = line.last(person)
        body = _place_after(line, end)
        ties.append(_Tie(person, post.start, end if body is None else line.last(body), rule, 0.9, body=body))
        end = ties[-1].end
        end += line.lower(end) == ")"
        end += line.lower(end) == ","
        end += line.lower(end) == "and"
        position = line.after_honorifics(end)
        if end == ties[-1].end and line.lower(end):
            break
    if len(post.bodies) > 1:
        return [_placed(tie, post.bodies[i]) for i, tie in enumerate(ties)] if len(ties) == len(post.bodies) else []
    return ties if len(ties) > 1 else []


def _placed(tie: _Tie, body: int) -> _Tie:
    return _Tie(tie.person, tie.start, tie.end, tie.rule, tie.confidence, body=body)


def _place_after(line: Line, end: int) -> int | None:
    """The body after a person's name ("of Chad", "(Chad)"), or None."""
    if line.lower(end) not in {"of", "from", "("}:
        return None
    position = end + 1
    while line.lower(position) in {"of", "the"}:
        position += 1
    index = line.starts.get(position)
    if index is None or line.names[index].kind is Kind.PERSON:
        return None
    whole = line.names[index].role is Role.NAME or line.lower(line.last(index)) in words("titles", "words.generic_places")
    return index if whole else None


def _stacked(line: Line, post: Post, followed: list[tuple[Post, int]]) -> list[_Tie]:
    """`AU chairman President Ann Lee`, `former minister and former senator Ann Lee`: the title after it has a holder."""
    for after, person in followed:
        qualified = line.lower(after.start) in words("titles", "words.former") | words("titles", "words.idle") or _leads_party(line, post)
        joined = line.lower(post.end) == "and" and qualified and after.start == post.end + 1
        if (after.start == post.end or joined) and not post.title.plural:
            return [_Tie(person, post.start, line.last(person), "office.stacked", 0.85)]
    return []


def _leads_party(line: Line, post: Post) -> bool:
    bodies = {line.names[body].kind for body in post.bodies}
    return post.title.sort == "post" and not post.determined and bodies == {Kind.ORGANIZATION}


_CONSTRUCTIONS: tuple[Callable[[Line, Post], list[_Tie]], ...] = (_title, _listed, _before, _after, _verb, _appointed)


def _holding(line: Line, post: Post, tie: _Tie, country: int | None) -> Holding | None:
    """The holding of a tie, or None where the post says too little to stand alone."""
    body = tie.body if tie.body is not None else (post.bodies[0] if post.bodies else None)
    serves = None if post.serves == tie.person else post.serves
    if body is None and not _stands_alone(post, tie, serves):
        return None
    if post.title.head == "member" and body is not None and _is_following(line.names[body]):
        return None
    if post.title.sort == "profession" and (body is None or line.names[body].kind is not Kind.ORGANIZATION):
        return None
    inferred = body is None and serves is None and post.owner is None
    status = tie.status if tie.status is not None and post.status is None else post.status
    return Holding(
        tie.person,
        line.tokens[tie.start].i,
        line.tokens[max(tie.end, post.end) - 1].i + 1,
        post.label,
        line.tokens[post.title.start].i,
        line.tokens[post.title.end - 1].i + 1,
        country if inferred and post.label in words("titles", "words.national") else body,
        serves,
        post.owner if body is None and serves is None else None,
        status or Status.CURRENT,
        inferred,
        None,
        None,
        tie.rule,
        tie.confidence if not inferred else tie.confidence - 0.1,
    )


def _stands_alone(post: Post, tie: _Tie, serves: int | None) -> bool:
    if serves is not None or post.owner is not None:
        return post.title.sort != "profession"
    if (post.obscure and tie.rule != "office.title") or set(post.label.split()) & words("titles", "words.unnamed"):
        return False
    return post.title.sort == "office" or (post.title.sort == "post" and _has_field(post))


def _has_field(post: Post) -> bool:
    """The words of the office say enough of it ("commerce secretary")."""
    fields = words("titles", "words.portfolios") | words("titles", "words.fields")
    return bool(set(post.label.split()) & fields - {post.title.head})


def _is_following(body: Name) -> bool:
    return bool(set(body.text.lower().split()) & words("titles", "words.followings"))


def _only_country(names: tuple[Name, ...]) -> int | None:
    """The first name of the only country of the article, or None where it names several or none."""
    countries: dict[str, int] = {}
    for index, name in enumerate(names):
        if name.kind is Kind.COUNTRY and name.entry is not None:
            countries.setdefault(name.entry, index)
    return next(iter(countries.values())) if len(countries) == 1 else None


@cache
def _verbs() -> tuple[tuple[tuple[str, ...], Status], ...]:
    """The verb phrases that lead to an office, longest first."""
    status = {"hold": Status.CURRENT, "held": Status.FORMER, "entered": Status.CURRENT, "left": Status.FORMER}
    found = [(tuple(phrase.split()), status[kind]) for kind in status for phrase in table("titles")["verbs"][kind]]
    return tuple(sorted(found, key=lambda item: (-len(item[0]), item)))
