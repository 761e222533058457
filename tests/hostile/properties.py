"""What must hold of every source, however it was made; `python tests/hostile/properties.py SECONDS` looks for what breaks it."""

from __future__ import annotations

import itertools
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from strategies import json_lines, manifests, objects, pages, text_files, texts

from kg.documents import Document, document, read
from kg.documents.cleaning import clean
from kg.errors import DocumentError, InputError
from kg.identifiers import version_path
from kg.project import project
from kg.records import Records
from kg.records_json import from_json, to_json
from kg.settings import BASE_IRI
from kg.sparql import refuse_service
from kg.tokens import tokens

ROUND = 150
Property = tuple[Callable[[Any], None], st.SearchStrategy[Any]]


def is_sound(found: Document) -> None:
    """Offsets lead from the clean text into the source, in order, and the article can be kept and projected."""
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert all(0 <= start < end <= len(found.source) for start, end in zip(found.starts, found.ends, strict=True))
    assert list(found.starts) == sorted(found.starts)
    assert 0.0 <= found.quality <= 1.0
    found.text.encode()
    records = Records(found.article, (), (), (), (), (), ())
    assert from_json(to_json(records)) == records
    to_json(records).encode()
    version_path(found.article).encode("ascii")
    lines = project(records, {}, {}, BASE_IRI)
    assert len(list(ox.parse("\n".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES))) == len(lines)


def reads(name: str, data: bytes, manifest: bytes | None = None) -> list[str]:
    """Read a file of a folder: each document is sound, each error is one line with a place; gives the errors."""
    errors: list[DocumentError] = []
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        (Path(folder) / name).write_bytes(data)
        if manifest is not None:
            (Path(folder) / "manifest.json").write_bytes(manifest)
        for found in read([folder], errors.append):
            is_sound(found)
    for error in errors:
        str(error).encode()
        assert error.source
        assert error.reason
    return [str(error) for error in errors]


def fields(values: dict[str, Any]) -> None:
    """Metadata from a program."""
    given_fields = {name: value for name, value in values.items() if name != "text" and (value is None or isinstance(value, str))}
    try:
        is_sound(document(str(values["text"]), **given_fields))
    except InputError as error:
        str(error).encode()


def cleaned(text: str) -> None:
    """The cleaner itself, on text that no reader refused; cleaning what is clean finds words still."""
    found = clean(text)
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True))
    assert not set(found.text) & set("\x00\x1b\x9b\u202e\r")


def queried(text: str) -> None:
    """The tokens of a query cover it without overlap, and nothing but an InputError refuses one."""
    try:
        found = tokens(text)
        refuse_service(text)
    except InputError:
        return
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


PROPERTIES: dict[str, Property] = {
    "text": (lambda data: reads("a.txt", data) and None, st.one_of(text_files(), st.binary(max_size=300))),
    "markdown": (lambda data: reads("a.md", data) and None, text_files()),
    "json_lines": (lambda data: reads("a.jsonl", data) and None, st.one_of(json_lines(), st.binary(max_size=100))),
    "html": (lambda data: reads("b.html", data) and None, st.one_of(pages(), st.binary(max_size=300))),
    "manifest": (lambda data: reads("a.txt", b"The envoy left Lima.", data) and None, manifests()),
    "fields": (fields, objects),
    "cleaner": (cleaned, texts),
    "query": (queried, texts),
}


def check(name: str, examples: int, number: int = 0) -> None:
    """Try a property on so many examples of a seed."""
    run, strategy = PROPERTIES[name]
    chosen = settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))

    @seed(number)
    @chosen
    @given(strategy)
    def tried(data: Any) -> None:
        run(data)

    tried()


def main(seconds: float) -> int:
    """Try all properties with one seed after another for so many seconds; tells what broke."""
    ends, number, broken = time.monotonic() + seconds, 0, 0
    while time.monotonic() < ends:
        for name in PROPERTIES:
            try:
                check(name, ROUND, number)
            except Exception:  # noqa: BLE001 - whatever breaks is told, and the search goes on
                broken += 1
                print(f"--- {name}, seed {number}", "".join(traceback.format_exc()[-2500:]), flush=True)
        number += 1
        print(f"seed {number}: {number * ROUND * len(PROPERTIES)} examples, {broken} broken", flush=True)
    return broken


if __name__ == "__main__":
    sys.exit(min(main(float(sys.argv[1])), 1))
