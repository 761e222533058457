"""Keys of names: two spellings of one name get one key. Pure functions over strings, no spaCy.

The skeleton folds what transliterations differ in: Zelensky, Zelenskyy and Zelenskiy share one, Austria and Australia do
not. First names and nicknames come from `ontology/lexicon/{first_names,nicknames}.csv`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from anyascii import anyascii

from kg import lexicon

Gender = Literal["m", "f"]

_NOT_WORD = re.compile(r"[^\w]+|_")
_POSSESSIVE = re.compile(r"['’]s?(?=\s|$)")
_Y_ENDING = re.compile(r"(?:iyy|iyi|iyj|iy|ij|yy|yi|yj|ii)$")
_SKELETON_STEPS = (
    (re.compile(r"(?<=[aeou])[iyj]+(?=ev(?:a$|$))"), ""),
    (re.compile(r"(?<=[^aeiouy])ee(?=[^aeiouyv])"), "i"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"dzh|zh"), "z"),
    (re.compile(r"w"), "v"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck"), "k"),
    (re.compile(r"[iyj]+"), "i"),
    (re.compile(r"([a-z])\1+"), r"\1"),
)
PARTICLES = frozenset(
    "al bin ibn ben abu el de da do dos das del della di la le las los du des van von der den ten ter te zu af av al- e y st".split()  # noqa: SIM905
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "jr.", "sr."})
_SCHOLARLY = re.compile(r"\w\w(?:ij|ej|aj)$")
_PLAIN = re.compile(r"kh|zh|(?<!c)sh")
_SCHOLARLY_STEPS = ((re.compile(r"tsch"), "\0"), (re.compile(r"sch"), "sh"), (re.compile(r"ch"), "kh"), (re.compile("\0"), "ch"))
_PART = re.compile(r"[^\W\d_]+\.?")
_INITIALS = 3
_SYLLABLE = re.compile(r"[bcdfghj-np-tw-z]{0,3}[aeiouyw]{1,4}(?:ng|[nmklpthr])?")
_REMEMBERED = 16_384  #: names at a time, by each function that remembers
_SMALL = frozenset({"the", "of", "for", "and", "in", "s", "de", "la", "du", "des", "del", "a", "an", "on", "to"})


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> str:
    """Lower-case ASCII words with single spaces; apostrophes vanish, other punctuation separates."""
    ascii_text = text if text.isascii() else anyascii(text)
    return " ".join(_NOT_WORD.sub(" ", ascii_text.casefold().replace("'", "").replace(".", "")).split())


@lru_cache(maxsize=_REMEMBERED)
def skeleton(word: str) -> str:
    """What is left of a word when the differences of romanisation are taken away; words keep their spaces."""
    return " ".join(_word_skeleton(part) for part in fold(word).split())


def person_key(full_name: str) -> str:
    """Skeleton of the surname with its particles, a bar, skeleton of the canonical first name; middle names are dropped.

    A bare surname has nothing after the bar.
    """
    first, surname = split_person(full_name)
    if _SCHOLARLY.search(fold(first)):
        surname = _plainly_spelt(fold(surname))
    return f"{skeleton(surname)}|{skeleton(canonical_first_name(first)) if first else ''}"


def person_words(full_name: str) -> list[str]:
    """The words of a person's name without suffixes; the two parts of an East Asian given name are one word, however they are joined."""
    words = [word for word in full_name.split() if fold(word) not in SUFFIXES]
    given = [part for word in words[1:] for part in word.split("-")]
    if len(given) == 2 and fold(words[0]) in lexicon.words("family_names", "first") and all(map(_is_syllable, given)):
        return [words[0], given[0] + given[1].lower()]
    return words


def split_person(full_name: str) -> tuple[str, str]:
    """First name (or initials) and surname with its particles; the first name is empty where there is one word only."""
    words = person_words(full_name)
    if len(words) < 2:
        return "", " ".join(words)
    start = len(words) - 1
    while start > 1 and fold(words[start - 1]) in PARTICLES:
        start -= 1
    return words[0], " ".join(words[start:])


@lru_cache(maxsize=_REMEMBERED)
def parts_of(name: str) -> tuple[str, tuple[str, ...]]:
    """The suffix of a name, and its middle names: initials one by one, words as skeletons."""
    words = name.split()
    suffix = next((fold(word) for word in words[1:] if fold(word) in SUFFIXES), "")
    plain = person_words(name)
    first, surname = split_person(name)
    inner = plain[1 : len(plain) - len(surname.split())] if first else []
    return suffix, tuple(part for word in inner for part in _middle(word))


def middles_agree(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Two people may have these middle names and be one: initials agree from the first on; of full words the ones may be left out."""
    short, long = sorted((left, right), key=len)
    if all(_alike(a, b) for a, b in zip(short, long, strict=False)):
        return True
    rest = iter(long)
    return all(len(a) > 1 and any(a == b for b in rest) for a in short)


def organization_key(name: str, own: tuple[str, ...] = ()) -> str:
    """Sorted words without articles, `of`, possessives and British spellings.

    "Ministry of Defence of Russia", "Russian Defense Ministry" and "Russia's Defense Ministry" differ only in the word for
    the country; with the country's names given they are all "defense ministry".

    Args:
        name: the name as it stands in a text.
        own: folded names of the body's country, longest first, left out unless nothing else is left.
    """
    spellings = _spellings()
    folded = fold(_POSSESSIVE.sub("", name))
    words = [word for word in (_without(folded, own) or folded).split() if word not in _SMALL]
    return " ".join(sorted(spellings.get(word, word) for word in words))


@lru_cache(maxsize=_REMEMBERED)
def place_key(name: str) -> str:
    """Folded name without a leading article, with Saint and Mount written out."""
    words = fold(name).removeprefix("the ").split()
    short = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
    return " ".join([short.get(word, word) if i == 0 and len(words) > 1 else word for i, word in enumerate(words)])


def canonical_first_name(first: str) -> str:
    """The full form of a first name or nickname (Mike: michael), folded; itself where it is in no table."""
    key = fold(first)
    return _nicknames().get(key, key)


def gender(name: str) -> Gender | None:
    """Gender that a first name or a full name suggests: by a table of first names, then by Slavic surname endings."""
    words = fold(name).split()
    if not words:
        return None
    known = _first_names().get(words[0]) or _first_names().get(canonical_first_name(words[0]))
    if known in ("m", "f"):
        return "m" if known == "m" else "f"
    if len(words) > 1 and words[-1].endswith(("ova", "eva", "skaya", "skaia", "dottir")):
        return "f"
    return None


def is_first_name(word: str) -> bool:
    """The word is in the table of first names or nicknames."""
    key = fold(word)
    return key in _first_names() or key in _nicknames()


def _without(folded: str, phrases: tuple[str, ...]) -> str:
    text = f" {folded} "
    for phrase in phrases:
        text = text.replace(f" {phrase} ", " ")
    return "" if set(text.split()) <= _SMALL else text.strip()


def _middle(word: str) -> list[str]:
    parts: list[str] = []
    for part in _PART.findall(word):
        letters = part.rstrip(".")
        if letters.isupper() and len(letters) <= _INITIALS:
            parts.extend(skeleton(letter) for letter in letters)
        elif skeleton(letters):
            parts.append(skeleton(letters))
    return parts


def _alike(a: str, b: str) -> bool:
    return a == b or (1 in (len(a), len(b)) and a[0] == b[0])


def _is_syllable(part: str) -> bool:
    """A part of an East Asian given name; what is known as a first name by itself is none."""
    return bool(_SYLLABLE.fullmatch(fold(part))) and not is_first_name(part)


def _plainly_spelt(surname: str) -> str:
    """A surname beside a first name in scholarly spelling (Dmitrij, Andrej), where ch is what others write as kh."""
    if _PLAIN.search(surname):
        return surname
    for pattern, replacement in _SCHOLARLY_STEPS:
        surname = pattern.sub(replacement, surname)
    return surname


def _word_skeleton(word: str) -> str:
    word = _Y_ENDING.sub("y", word)
    for pattern, replacement in _SKELETON_STEPS:
        word = pattern.sub(replacement, word)
    return word


@cache
def _first_names() -> dict[str, str]:
    return {fold(name): row["gender"] for row in lexicon.rows("first_names") for name in row["names"].split()}


@cache
def _nicknames() -> dict[str, str]:
    return {fold(short): fold(row["name"]) for row in lexicon.rows("nicknames") for short in row["short"].split()}


@cache
def _spellings() -> dict[str, str]:
    return dict(lexicon.table("organizations")["spellings"])
