"""The lexicon: files of the user's own extend the shipped ones, and a store knows which it was built with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FRAMES = """
[frame.heckling]
type = "DISAPPROVE"
act = "heckles"
verbs = ["heckle"]
"""
STANCES = """
[[verb]]
polarity = "Opposes"
target = ["object", "gerund"]
negated = "flip"
persons = true
lemmas = ["lampoon"]
"""
TEXT = "Norwegian Prime Minister Ingrid Solheim heckled Finnish Foreign Minister Antti Rautio in Oslo. She lampooned the 14-day ceasefire."


def words(folder: Path, **files: str) -> Path:
    """A folder with files of words; `a_toml` is `a.toml`."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        stem, _, ending = name.rpartition("_")
        (folder / f"{stem}.{ending}").write_text(text, encoding="utf-8")
    return folder


def run(code: str, *folders: Path) -> subprocess.CompletedProcess[str]:
    """Python with these folders as the user's own words."""
    environment = {**os.environ, "KG_LEXICON": os.pathsep.join(map(str, folders))}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120, env=environment)


def kg(*arguments: str | Path, lexicon: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env={**os.environ, "KG_LEXICON": lexicon})


def test_tables_are_joined_lists_grow_and_values_are_replaced(tmp_path: Path) -> None:
    mine = words(tmp_path / "mine", places_toml='regions = ["shire", "oblast"]\nown = 1\n[deep]\nmine = true\n')
    other = words(tmp_path / "other", places_toml='own = 2\nregions = ["voblast"]\n[deep]\nother = true\n')
    done = run(
        "from kg import lexicon; import json; t = lexicon.table('places')\n"
        "print(json.dumps([t['regions'], t['own'], t['deep'], 'shire' in lexicon.words('places', 'regions')]))",
        mine,
        other,
    )
    regions, own, deep, known = json.loads(done.stdout)
    assert (own, deep, known) == (1, {"mine": True, "other": True}, True)
    assert regions.count("oblast") == 1
    assert regions[-2:] == ["voblast", "shire"]


def test_rows_follow_those_that_are_shipped(tmp_path: Path) -> None:
    mine = words(tmp_path / "mine", nicknames_csv="short,name\nsuze,suzannah\n")
    done = run("from kg import lexicon; print(len(lexicon.rows('nicknames')) > 50, lexicon.rows('nicknames')[-1])", mine)
    assert done.stdout.strip() == "True {'short': 'suze', 'name': 'suzannah'}"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"event_frame_toml": ""}, "event_frame.toml extends no file of the lexicon: it has agencies.toml"),
        ({"places_toml": 'regions = "shire"'}, "places.toml: regions is a str, and a list in the file that it extends"),
        ({"places_toml": "regions = ["}, "places.toml: "),
        ({"nicknames_csv": "name,kurz\na,b\n"}, "nicknames.csv has the columns name, kurz: give it name, short"),
    ],
)
def test_what_extends_nothing_is_refused(tmp_path: Path, files: dict[str, str], said: str) -> None:
    mine = words(tmp_path / "mine", **files)
    done = run("from kg import lexicon; lexicon.table('places'); lexicon.rows('nicknames')", mine)
    assert "OntologyError" in done.stderr
    assert said in done.stderr


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = kg("doctor", lexicon=str(tmp_path / "gone"))
    assert done.returncode == 1
    assert "gone', which is no folder" in done.stderr


def test_words_do_not_change_within_a_process(tmp_path: Path) -> None:
    mine = words(tmp_path / "mine", places_toml="own = 1\n")
    done = run(f"import os; from kg import lexicon; lexicon.table('places'); os.environ['KG_LEXICON'] = {str(mine)!r}; lexicon.own_files()")
    assert "KG_LEXICON has changed after words were read: start a new process for it" in done.stderr


@pytest.mark.model
def test_a_relation_is_added_by_data_and_the_store_notes_it(tmp_path: Path) -> None:
    mine = words(tmp_path / "mine", event_frames_toml=FRAMES, stance_frames_toml=STANCES)
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    plain, rich = tmp_path / "plain", tmp_path / "rich"
    assert kg("build", article, "--store", plain).returncode == 0
    assert kg("build", article, "--store", rich, "--lexicon", mine).returncode == 0
    told = {store: kg("export", "--store", store, "--format", "csv").stdout for store in (plain, rich)}
    assert "heckles" not in told[plain]
    assert "Ingrid Solheim heckles Antti Rautio in Oslo" in told[rich]
    assert "Ingrid Solheim opposes 14-day ceasefire" in told[rich]
    assert "lexicon event_frames.toml" in (rich / "gazetteer.json").read_text()
    noted = kg("doctor", "--store", rich).stdout
    assert "built with other words (lexicon event_frames.toml is gone, lexicon stance_frames.toml is gone)" in noted
    assert f"{rich} was built with this gazetteer and these words" in kg("doctor", "--store", rich, lexicon=str(mine)).stdout
