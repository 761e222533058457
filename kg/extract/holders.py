"""Who holds a stance, and who says so.

The holder is whom the words commit: the subject, the owner ("Moscow's opposition"), the one who hopes. Those who say so are
the speakers of the attributions around it, outermost first; one who speaks for himself is no source.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.model import Attribution, Link, Reading, Time
from kg.extract.references import actors
from kg.extract.speech import is_statement
from kg.extract.stance_frames import Frame
from kg.extract.syntax import SUBJECTS, agents, conjuncts, is_negated, possessors, prepositional, subjects
from kg.lexicon import words
from kg.records import Kind

_FIRST_PERSON = frozenset({"i", "we"})
_HOLDERS = frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.COUNTRY, Kind.GROUP, Kind.PLACE})


@dataclass(frozen=True)
class Scene:
    """A Doc with its reading, and what is said where.

    Attributes:
        sayings: for each token, the attributions whose content it is in, the widest first.
        cues: the tokens that introduce direct speech.
        times: the time expressions of each sentence, by its first token.
        titled: for each token of a title, the person beside it.
    """

    doc: Doc
    reading: Reading
    sayings: dict[int, tuple[Attribution, ...]]
    cues: frozenset[int]
    times: dict[int, tuple[Time, ...]]
    titled: dict[int, int]

    def speaker(self, token: int) -> int | None:
        """Who says the token: the speaker of the narrowest attribution around it."""
        known = [saying.speaker for saying in self.sayings.get(token, ()) if saying.speaker is not None]
        return known[-1] if known else None

    def sources(self, token: int, holder: int) -> tuple[int, ...]:
        """Who says so, outermost first, but for the holder."""
        around = self.sayings.get(token, ())
        own = {saying.contents for saying in around if saying.speaker == holder}
        speakers = [saying.speaker for saying in around if saying.contents not in own]
        return tuple(dict.fromkeys(speaker for speaker in speakers if speaker is not None and speaker != holder))

    def times_at(self, token: Token) -> tuple[Time, ...]:
        """The time expressions of the sentence of a token."""
        return self.times.get(token.sent.start, ())


def scene(doc: Doc, reading: Reading) -> Scene:
    """The scene of a Doc."""
    sayings: dict[int, tuple[Attribution, ...]] = {}
    for saying in sorted(filter(is_statement, reading.speech), key=_extent, reverse=True):
        for start, end in saying.contents:
            for i in range(start, end):
                sayings[i] = (*sayings.get(i, ()), saying)
    times: dict[int, tuple[Time, ...]] = {}
    for time in reading.times:
        first = doc[time.start].sent.start
        times[first] = (*times.get(first, ()), time)
    cues = frozenset(saying.cue for saying in reading.speech if saying.cue is not None and saying.quotes)
    return Scene(doc, reading, sayings, cues, times, _titled(reading))


def _titled(reading: Reading) -> dict[int, int]:
    found: dict[int, int] = {}
    for holding in reading.offices:
        person = reading.references.of_name(reading.names[holding.person])
        if person is not None:
            found.update(dict.fromkeys(range(holding.title_start, holding.title_end), person))
    return found


def _extent(saying: Attribution) -> int:
    return sum(end - start for start, end in saying.contents)


def acting(tokens: Iterable[Token], around: Scene) -> tuple[int, ...]:
    """The referents of these heads; "we" inside a quote without a referent is its speaker."""
    found: list[int] = []
    for token in tokens:
        known = actors(token, around.reading.references)
        if not known and (titled := around.titled.get(token.i)) is not None:
            known = (titled,)
        if not known and token.lemma_.lower() in words("stance_frames", "signed.speaking"):
            known = tuple(referent for maker in _makers(token) for referent in actors(maker, around.reading.references))
        if (
            token.dep_ == "appos"
            and _agrees(token)
            and (named := around.reading.references.at(token.head.i)) is not None
            and not _is_named(token, around)
        ):
            known = (named,) if around.reading.references.things[named].kind in {Kind.PERSON, Kind.ORGANIZATION} else known
        if not known and token.lower_ in _FIRST_PERSON and (speaker := around.speaker(token.i)) is not None:
            known = (speaker,)
        if not known and token.lemma_.lower() in words("stance_frames", "shares.nouns"):
            known = tuple(referent for counted in prepositional(token, "of") for referent in actors(counted, around.reading.references))
        found.extend(referent for referent in known if around.reading.references.things[referent].kind in _HOLDERS)
    return tuple(dict.fromkeys(found))


def _agrees(apposition: Token) -> bool:
    """It is no plural beside a single name, which then is the next of a list."""
    return not (apposition.tag_ == "NNS" and apposition.head.tag_ == "NNP")


def _is_named(token: Token, around: Scene) -> bool:
    """The apposition is a name itself, and no description ("Ann Lee, a lawyer who opposes it")."""
    reference = around.reading.references.by_token.get(token.i)
    return reference is not None and reference.link in {Link.NAME, Link.PRONOUN}


def carrier(trigger: Token, frame: Frame) -> Token | None:
    """The verb (or adjective) that a stance hangs on; None where its owner is named beside it ("Moscow's opposition")."""
    if frame.section in {"verb", "adjective"}:
        return trigger
    if frame.section == "preposition":
        return trigger.head if trigger.head.lemma_ == "be" and not any(c.dep_ in {"attr", "acomp"} for c in trigger.head.children) else None
    above = trigger.head
    if trigger.dep_ == "attr" and above.lemma_ == "be":
        return above
    if trigger.dep_ == "pobj" and above.lower_ == "in" and above.head.pos_ in {"VERB", "AUX", "NOUN"}:
        return None if is_negated(above.head) and above.head.lemma_ not in {"be", "vote"} else above.head
    if trigger.dep_ == "dobj" and (above.lemma_ in words("stance_frames", "embedding.light") or is_provoked(trigger)):
        return above
    return None


def holders(trigger: Token, frame: Frame, verb: Token | None) -> list[Token]:
    """The heads of the phrases that hold the stance of a trigger, before the words above it are looked at."""
    if frame.section == "verb":
        return _authors(trigger) or agents(trigger)
    if frame.section == "bearer":
        return _bearers(trigger, verb)
    if frame.section == "noun":
        return _owners(trigger, verb) or _of(trigger, frame)
    return subjects(trigger if frame.section == "adjective" else trigger.head)


def all_of(heads: Iterable[Token]) -> list[Token]:
    """The heads with those who are named for them or act with them."""
    return [holder for head in heads for holder in (*_members(head), *_companions(head))]


def _participants(noun: Token) -> list[Token]:
    """Who takes part in it: "was involved in rallies in support of the strike"."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "in" else noun.head
    taken = noun.dep_ in {"pobj", "dobj"} and above.lemma_ in words("stance_frames", "joined.verbs") and not is_negated(above)
    return subjects(above) if taken else []


def _members(head: Token) -> list[Token]:
    """Those who are named after how many they are: "three nurses, Ann Lee and Bo Berg, sued"."""
    listed = next((child for child in head.children if child.dep_ == "appos" and child.conjuncts), None)
    counted = any(child.dep_ == "nummod" for child in head.children)
    return conjuncts(listed) if listed is not None and counted else _singled_out(head)


def _singled_out(head: Token) -> list[Token]:
    """Who is among them: "she was among the senators who opposed it"."""
    among = head.head
    if head.dep_ != "pobj" or among.lower_ not in {"among", "of"} or not any(child.dep_ == "relcl" for child in head.children):
        return [head]
    if among.lower_ == "of" and among.head.lower_ != "one":
        return [head]
    above = among.head if among.lower_ == "among" else among.head.head
    return subjects(above) if above.lemma_ == "be" else [head]


def _companions(head: Token) -> list[Token]:
    """Who acts with them: "along with the union"."""
    beside = [*head.children, *(child for child in head.head.children if head.dep_ in SUBJECTS and head.i < child.i < head.head.i)]
    named = [child for child in beside if child.dep_ == "prep" and child.lower_ in {"with", "along", "together"}]
    joint = [child for child in named if child.lower_ != "with" or child.nbor(-1).lower_ in {"along", "together"}]
    withs = [inner for child in joint for inner in ([child] if child.lower_ == "with" else list(child.children)) if inner.lower_ == "with"]
    return [pobj for inner in withs for pobj in inner.children if pobj.dep_ == "pobj"]


def is_provoked(noun: Token) -> bool:
    """The noun is what something draws: "the ruling drew criticism"."""
    return noun.dep_ == "dobj" and (noun.head.lemma_ in words("stance_frames", "embedding.provoking") or is_enjoyed(noun))


def is_enjoyed(noun: Token) -> bool:
    """The noun is what others give: "has the backing of the union"."""
    given = noun.lemma_ in words("stance_frames", "embedding.enjoyed") and noun.head.lemma_ in words("stance_frames", "embedding.enjoying")
    return given and noun.dep_ == "dobj" and bool(prepositional(noun, "of", "from") or prepositional(noun.head, "from"))


def _authors(verb: Token) -> list[Token]:
    """Who makes a text that takes a stance: "signed a letter urging", "issued a statement condemning"."""
    noun = verb.head
    if verb.dep_ not in {"acl", "relcl"} or verb.tag_ == "VBN" or noun.lemma_ not in words("stance_frames", "signed.makings"):
        return _joint_authors(verb)
    owners = [owner for owner in possessors(noun) if owner.tag_ != "PRP$"] + prepositional(noun, "by", "from")
    return [*owners, *(agents(noun.head) if noun.dep_ == "dobj" and (not owners or _is_joined(noun)) else [])]


def _joint_authors(verb: Token) -> list[Token]:
    """Who join in what others ask: "joined calls by officials asking for it"."""
    noun, by = verb.head, verb.head.head
    made = by.lower_ in {"by", "from"} and by.head.lemma_ in words("stance_frames", "signed.makings")
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or not made:
        return []
    return [*conjuncts(noun), *(agents(by.head.head) if by.head.dep_ == "dobj" and _is_joined(by.head) else [])]


def _is_joined(noun: Token) -> bool:
    """What others ask is taken up: "joined calls", "echoed the demand"."""
    return noun.head.lemma_ in words("stance_frames", "signed.joining")


def _bearers(noun: Token, verb: Token | None) -> list[Token]:
    if verb is not None:
        return subjects(verb)
    if noun.dep_ == "appos" and _agrees(noun):
        return [noun.head]
    named = [child for child in noun.children if child.dep_ == "appos"]
    return named or [noun]


def _makers(noun: Token) -> list[Token]:
    """Whose a text is: "the union's lawsuit", "a letter by nurses", "a petition started by Ann Lee"."""
    made = [maker for child in noun.children if _is_made(child) for maker in agents(child)]
    return possessors(noun) or prepositional(noun, "by", "from") or made


def _is_made(participle: Token) -> bool:
    """It tells whose the noun before is: "a lawsuit filed by the union"."""
    return participle.dep_ == "acl" and participle.tag_ == "VBN" and participle.lemma_ in words("stance_frames", "joined.made")


def _of(noun: Token, frame: Frame) -> list[Token]:
    """Whose it is, after "of" where that is not what it is about: "the decision of the court to ban it"."""
    infinitive = any(child.dep_ in {"acl", "relcl"} and child.tag_ == "VB" for child in noun.children)
    return prepositional(noun, "of") if infinitive or "of" not in frame.target else []


def _owners(noun: Token, verb: Token | None) -> list[Token]:
    if is_provoked(noun):
        givers = ("by", "from", "among", "of") if is_enjoyed(noun) else ("by", "from", "among")
        return prepositional(noun, *givers) or prepositional(noun.head, "from", "among")
    owned = [owner for owner in possessors(noun) if verb is None or owner.tag_ != "PRP$"] or prepositional(noun, "by", "from")
    owned = owned or [maker for child in noun.children if _is_made(child) for maker in agents(child)]
    if owned or verb is None:
        return owned
    if verb.pos_ == "NOUN":
        return [*conjuncts(verb), *_participants(verb)]
    return agents(verb)
