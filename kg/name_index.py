"""An index of names: which entities a text that people type may mean, by whole name, by its words, by their beginnings, with one slip.

It is made over FTS5. A name stays as long as the graph of some current article holds it. Words with one slip are found by symmetric
deletion (Garbe's SymSpell, 2012): two words one edit apart share a spelling with one letter left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kg import vocabulary as v
from kg.names import fold
from kg.ntriples import text_of
from kg.version_index import VersionIndex

FILE = "names.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS name (id INTEGER PRIMARY KEY, entity TEXT NOT NULL, kinds TEXT NOT NULL, label TEXT NOT NULL, name TEXT NOT NULL,
    folded TEXT NOT NULL, articles INTEGER NOT NULL DEFAULT 0, UNIQUE (entity, name, label, kinds));
CREATE INDEX IF NOT EXISTS name_folded ON name (folded);
CREATE TABLE IF NOT EXISTS shown (version TEXT NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (version, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS slip (part TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (part, word)) WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
    folded, content = 'name', content_rowid = 'id', prefix = '1 2 3 4 5 6', detail = 'column');
CREATE TRIGGER IF NOT EXISTS name_in AFTER INSERT ON name BEGIN INSERT INTO words (rowid, folded) VALUES (new.id, new.folded); END;
CREATE TRIGGER IF NOT EXISTS name_out AFTER DELETE ON name BEGIN
    INSERT INTO words (words, rowid, folded) VALUES ('delete', old.id, old.folded); END;
"""
_FOUND = "SELECT entity, kinds, label, name, name.folded, articles FROM {} LIMIT {}"
_WHOLE = "name WHERE folded = ?"
_WORDS = "words CROSS JOIN name ON name.id = words.rowid WHERE words MATCH ?"
_CLASSES = {
    v.PERSON: "Person",
    v.COUNTRY: "Country",
    v.ORGANIZATION: "Organization",
    v.GROUP: "Group",
    v.PLACE: "Place",
    v.ISSUE: "Issue",
}
"""Classes of what has names, the most telling first."""
_READ_AT_MOST = 100
_MIN_SLIP = 4
_SLIP_LETTERS = 7


@dataclass(frozen=True, slots=True)
class NameRow:
    """One name of an entity: the entity's IRI, local names of its classes, its preferred label, and the name."""

    entity: str
    kinds: tuple[str, ...]
    label: str
    name: str


class NameIndex(VersionIndex):
    """The names of a store's folder."""

    file, schema, what = FILE, _SCHEMA, "the index of names"

    def find(self, text: str, kinds: Iterable[str] = (), limit: int = 20, *, near: bool = True) -> tuple[NameRow, ...]:
        """The names that a text may mean, the best first, one for each entity.

        Names that are the text come first, then those that hold all its words, then those with words that begin like
        them; only where there are none, those whose words are one slip away. Among equals, what more articles name comes first.

        Args:
            text: what was typed, in any case, with or without accents, in any script that anyascii knows.
            kinds: local names of classes to look among; none means all.
            limit: how many at most.
            near: words that begin so and words with one slip count as well.
        """
        asked, wanted = fold(text), frozenset(kinds)
        if not asked:
            return ()
        found: dict[str, NameRow] = {}
        for where, value in islice(self._ways(asked.split(), asked), None if near else 2):
            for row in self._read(where, value, asked):
                if not wanted or wanted & set(row.kinds):
                    found.setdefault(row.entity, row)
            if len(found) >= limit:
                break
        return tuple(found.values())[:limit]

    def _enter(self, version: str, lines: tuple[str, ...]) -> None:
        old = {number for (number,) in self._db.execute("SELECT name FROM shown WHERE version = ?", (version,))}
        new = {self._number(row) for row in names(lines)}
        self._db.executemany("DELETE FROM shown WHERE version = ? AND name = ?", [(version, number) for number in old - new])
        self._db.executemany("INSERT INTO shown VALUES (?, ?)", [(version, number) for number in new - old])
        self._db.executemany("UPDATE name SET articles = articles + 1 WHERE id = ?", [(number,) for number in new - old])
        self._db.executemany("UPDATE name SET articles = articles - 1 WHERE id = ?", [(number,) for number in old - new])
        self._db.executemany("DELETE FROM name WHERE id = ? AND articles = 0", [(number,) for number in old - new])

    def _ways(self, words: Sequence[str], asked: str) -> Iterator[tuple[str, str]]:
        yield _WHOLE, asked
        quoted = [f'"{word}"' for word in words]
        yield _WORDS, " AND ".join(quoted)
        yield _WORDS, " AND ".join([*quoted[:-1], quoted[-1] + "*"])
        near = [sorted({word, *self._near(word)}) for word in words]
        if any(len(one) > 1 for one in near):
            yield _WORDS, " AND ".join("(" + " OR ".join(f'"{word}"' for word in one) + ")" for one in near)

    def _read(self, where: str, value: str, asked: str) -> list[NameRow]:
        rows = self._db.execute(_FOUND.format(where, _READ_AT_MOST), (value,)).fetchall()
        rows.sort(key=lambda row: (not row[4].endswith(asked), -row[5], len(row[4]), row[4], row[0]))
        return [NameRow(entity, tuple(kinds.split()), label, name) for entity, kinds, label, name, _, _ in rows]

    def _near(self, word: str) -> list[str]:
        """The words of the index that are one slip away: a letter more, less, another, or two that changed places."""
        if len(word) < _MIN_SLIP:
            return []
        parts = _parts(word)
        marks = ", ".join("?" * len(parts))
        rows = self._db.execute(f"SELECT DISTINCT word FROM slip WHERE part IN ({marks}) ORDER BY word LIMIT 500", parts)  # noqa: S608
        return [other for (other,) in rows if is_one_slip(word, other)]

    def _number(self, row: NameRow) -> int:
        """The number of a name, which is entered where it is new."""
        key = (row.entity, row.name, row.label, " ".join(row.kinds))
        found = self._db.execute("SELECT id FROM name WHERE entity = ? AND name = ? AND label = ? AND kinds = ?", key).fetchone()
        if found is not None:
            return int(found[0])
        folded = fold(row.name)
        slips = [(part, word) for word in folded.split() if len(word) >= _MIN_SLIP for part in _parts(word)]
        self._db.executemany("INSERT OR IGNORE INTO slip VALUES (?, ?)", slips)
        made = self._db.execute("INSERT INTO name (entity, name, label, kinds, folded) VALUES (?, ?, ?, ?, ?)", (*key, folded))
        return int(made.lastrowid or 0)


def names(lines: Iterable[str]) -> set[NameRow]:
    """The names of actors, places and issues in the lines of a graph."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    labels: dict[str, str] = {}
    spelled: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        subject, predicate, value = (text_of(term) for term in line.removesuffix(" .").split(" ", 2))
        if predicate == v.RDF_TYPE and value in _CLASSES:
            kinds[subject].add(_CLASSES[value])
        elif predicate == v.PREF_LABEL:
            labels[subject] = value
        elif predicate == v.ALT_LABEL:
            spelled[subject].add(value)
    return {
        NameRow(entity, tuple(kind for kind in _CLASSES.values() if kind in classes), labels[entity], name)
        for entity, classes in kinds.items()
        if entity in labels
        for name in {labels[entity], *spelled[entity]}
    }


def is_one_slip(a: str, b: str) -> bool:
    """Whether two different words are one edit apart (Damerau 1964: insertion, deletion, substitution, transposition)."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) != len(b):
        short, long = sorted((a, b), key=len)
        return short[start:] == long[start + 1 :]
    return a[start + 1 :] == b[start + 1 :] or (a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :])


def _parts(word: str) -> list[str]:
    """The beginning of a word, as it is and with each letter left out."""
    head = word[:_SLIP_LETTERS]
    return sorted({head, *(head[:i] + head[i + 1 :] for i in range(len(head)))})
