"""Judgements: what people have decided about identity, in a plain text file that survives builds and wins over all rules.

A line of `judgements.tsv` in the store's folder is `same` or `different`, two references and, if wanted, a remark, with tabs
between; a line that begins with `#` is a comment. A reference is an IRI (or its path), or `person:Anna Kovac`, which means
everyone of that name.

    same        person/anna-kovac-1f2e3d4c      person:Ana Kovacova     maiden name
    different   person:Yuri Antonov             person:Yuriy Antonov

`same` unites whatever the two are, in one block or in several. `different` keeps people of one block apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg import gazetteer
from kg.errors import InputError, OntologyError
from kg.identifiers import digest, unsplit
from kg.names import fold
from kg.records import Kind, Referent
from kg.resolve import KNOWN, Candidate, base_path, block_key, feature_digests
from kg.resolve.profiles import Profile

FILE = "judgements.tsv"
_VERDICTS = ("same", "different")
_HEADER = "# same|different\tIRI or kind:name\tIRI or kind:name\tremark; what is written here wins over all rules\n"


@dataclass(frozen=True, slots=True)
class Reference:
    """One side of a judgement.

    Attributes:
        text: as it stands in the file.
        path: path of the IRI that it names, or of all that its block holds.
        name: the name folded, where a name was given.
    """

    text: str
    path: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision that two references mean the same thing, or different ones."""

    same: bool
    left: Reference
    right: Reference
    line: int
    remark: str

    @property
    def mark(self) -> int:
        """A number for the left side; the negative of it is for the right side."""
        return int(digest(*sorted((self.left.text, self.right.text)), length=12), 16) + 1

    def __str__(self) -> str:
        verdict = _VERDICTS[0 if self.same else 1]
        return f"line {self.line}: {verdict} {self.left.text} {self.right.text}{f' ({self.remark})' if self.remark else ''}"


class Judgements:
    """All judgements of a store, ready to be asked."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        """Take judgements in.

        Raises:
            InputError: one says that two things are different which others make the same.
        """
        self.all = tuple(judgements)
        self._groups = _groups(judgement for judgement in self.all if judgement.same)
        self._apart: defaultdict[str, list[tuple[Reference, int]]] = defaultdict(list)
        for judgement in self.all:
            if not judgement.same:
                self._check(judgement)
                self._apart[unsplit(judgement.left.path)].append((judgement.left, judgement.mark))
                self._apart[unsplit(judgement.right.path)].append((judgement.right, -judgement.mark))

    def group(self, path: str) -> tuple[str, ...]:
        """The paths that judgements unite with this one, itself included and the one that all get first; none where there are none."""
        return self._groups.get(path) or self._groups.get(unsplit(path), ())

    def marks(self, key: str, candidate: Candidate, known: Profile) -> tuple[int, ...]:
        """The sides of judgements on difference that a candidate of a block is on; none where it is on both sides of one."""
        if not self._apart:
            return ()
        base = base_path(key)
        sides = {mark for reference, mark in self._apart.get(base, ()) if _means(reference, base, candidate, known)}
        return tuple(sorted(mark for mark in sides if -mark not in sides))

    def about(self, paths: Iterable[str]) -> tuple[Judgement, ...]:
        """The judgements that have to do with these paths."""
        wanted = {part for path in paths for part in (path, unsplit(path))}
        return tuple(one for one in self.all if {one.left.path, one.right.path} & wanted)

    def paths(self) -> tuple[str, ...]:
        """The paths that judgements name, sorted, without what tells the things of one block apart."""
        return tuple(sorted({unsplit(side.path) for one in self.all for side in (one.left, one.right)}))

    def _check(self, judgement: Judgement) -> None:
        group = self.group(judgement.left.path)
        if judgement.left == judgement.right or (group and group == self.group(judgement.right.path)):
            raise InputError(f"{FILE}: {judgement}: other lines make them the same; take one of them out")


def load(folder: Path, base: str) -> Judgements:
    """The judgements of a store, none where there is no file.

    Args:
        folder: the store's.
        base: IRI that instances are minted below.

    Raises:
        InputError: a line cannot be understood, or contradicts others.
    """
    path = folder / FILE
    return parse(path.read_text(encoding="utf-8") if path.exists() else "", base)


def parse(text: str, base: str) -> Judgements:
    """The judgements of a file's text.

    Raises:
        InputError: a line cannot be understood, or contradicts others.
    """
    return Judgements(_judgements(text, base))


def append(folder: Path, same: bool, left: str, right: str, base: str, remark: str = "") -> Judgement:
    """Write a judgement at the end of the file, which is made where there is none.

    Raises:
        InputError: a reference cannot be understood, or the judgement contradicts others.
    """
    path = folder / FILE
    before = path.read_text(encoding="utf-8") if path.exists() else _HEADER
    fields = [_VERDICTS[0 if same else 1], left, right, *([remark] if remark else [])]
    text = f"{before}{'' if before.endswith(chr(10)) else chr(10)}{chr(9).join(' '.join(field.split()) for field in fields)}\n"
    found = parse(text, base).all[-1]
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
    return found


def _judgements(text: str, base: str) -> Iterator[Judgement]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.strip().split("\t")
        if len(fields) < 3 or fields[0] not in _VERDICTS:
            raise InputError(f"{FILE}:{number}: write `same` or `different`, two references and maybe a remark, with tabs between")
        left, right = (_reference(field.strip(), base, number) for field in fields[1:3])
        yield Judgement(fields[0] == "same", left, right, number, " ".join(fields[3:]).strip())


def _reference(text: str, base: str, line: int) -> Reference:
    path = text.removeprefix(base)
    kind, colon, name = path.partition(":")
    if colon and kind in list(Kind) and name.strip():
        return Reference(text, _path_of_name(Kind(kind), name.strip()), fold(name))
    if "/" not in path or "://" in path:
        raise InputError(f"{FILE}:{line}: {text!r} is neither an IRI below {base} nor kind:name, such as person:Anna Kovac")
    return Reference(text, path, None)


def _path_of_name(kind: Kind, name: str) -> str:
    entry = next((entry.id for entry in gazetteer.load().find(name) if entry.kind is kind), None)
    key = block_key("", Referent(0, kind, name, (name,), entry, None, False, ()))
    return base_path(key if entry is None else KNOWN + entry)


def _means(reference: Reference, base: str, candidate: Candidate, known: Profile) -> bool:
    if reference.name is not None:
        return any(fold(name) == reference.name for name in candidate.names)
    ending = reference.path.removeprefix(base).removeprefix("-")
    return bool(ending) and ending in feature_digests(known)


def _groups(judgements: Iterable[Judgement]) -> dict[str, tuple[str, ...]]:
    """For every path that `same` names, all paths of its group: an entry of the gazetteer first, then by name."""
    groups: dict[str, frozenset[str]] = {}
    for judgement in judgements:
        sides = (judgement.left.path, judgement.right.path)
        united = frozenset(sides).union(*(groups.get(side, ()) for side in sides))
        groups.update(dict.fromkeys(united, united))
    return {path: tuple(sorted(group, key=lambda one: (not is_entry(one), one))) for path, group in groups.items()}


def is_entry(path: str) -> bool:
    """A path is an entry's of the gazetteer."""
    try:
        return gazetteer.load().entry(path).id == path
    except OntologyError:
        return False
