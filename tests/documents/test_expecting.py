"""How many articles sources hold, before they are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.documents import expected


def test_files_lines_and_folders_are_counted(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "notes.pdf", "README.md"):
        (tmp_path / name).write_text("The minister spoke.")
    (tmp_path / "c.jsonl").write_text("".join(json.dumps({"text": f"{number}"}) + "\n" for number in range(40)))
    assert expected([tmp_path]) == 42
    assert expected([tmp_path / "a.txt", tmp_path / "c.jsonl"]) == 41


@pytest.mark.parametrize("name", ["crawl.warc.gz", "-"])
def test_what_only_reading_tells_is_unknown(name: str, tmp_path: Path) -> None:
    (tmp_path / "crawl.warc.gz").write_bytes(b"")
    (tmp_path / "a.txt").write_text("The minister spoke.")
    assert expected([tmp_path / "a.txt", name if name == "-" else tmp_path / name]) is None


def test_what_is_not_there_counts_for_nothing(tmp_path: Path) -> None:
    assert expected([tmp_path / "missing.txt"]) == 0
