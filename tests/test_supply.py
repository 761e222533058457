"""What the project is made of: a model whose files are known, dependencies whose versions, hashes and licences are known."""

from __future__ import annotations

import csv
import re
import shutil
from importlib import import_module
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.nlp.integrity import check, digest
from kg.settings import PIPELINE

ROOT = Path(__file__).parent.parent
FORBIDDEN = re.compile(r"\b(A?GPL|SSPL|BUSL|Commons Clause|proprietary)", re.IGNORECASE)
ALLOWED_BESIDE = re.compile(r"LGPL|Lesser|MPL|Apache|MIT|BSD", re.IGNORECASE)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = Path(import_module(PIPELINE).__file__ or "").parent
    shutil.copytree(folder, tmp_path / "model")
    return tmp_path / "model"


def test_the_model_that_is_installed_is_the_known_one(model: Path) -> None:
    check(PIPELINE, model)


@pytest.mark.parametrize("harm", ["change", "add", "remove"])
def test_a_model_with_other_files_is_refused(model: Path, harm: str) -> None:
    (path,) = model.glob("*/ner/cfg")
    if harm == "change":
        path.write_bytes(path.read_bytes()[:-1] + b" ")
    elif harm == "add":
        path.with_name("more").write_bytes(b"")
    else:
        path.unlink()
    with pytest.raises(StoreError, match="install it again"):
        check(PIPELINE, model)


def test_a_model_of_ones_own_is_not_checked(tmp_path: Path) -> None:
    check("my_model", tmp_path)


def test_the_digest_tells_names_from_contents(tmp_path: Path) -> None:
    for name, data in (("a", b"b"), ("ab", b"")):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_bytes(data)
    assert digest(tmp_path / "a") != digest(tmp_path / "ab")


def locked() -> dict[str, str]:
    """The names of all pinned packages, each with the marker that says where it is needed."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==\S+(?: ; ([^\\\n]+))?", text, re.MULTILINE))


def test_every_dependency_is_pinned_with_hashes_and_without_hosts() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    assert {one.partition("==")[0] for one in pinned} == set(locked())
    assert len(locked()) > 100
    assert [one for one in pinned if "--hash=sha256:" not in one] == []
    assert "://" not in text
    assert "--index" not in text


def test_every_dependency_has_a_licence_that_can_be_distributed_with_ours() -> None:
    with (ROOT / "LICENSES.csv").open(encoding="utf-8", newline="") as file:
        licences = {row["name"].lower(): row["licence"] for row in csv.DictReader(file)}
    everywhere = {name.lower() for name, marker in locked().items() if not marker}
    assert everywhere <= set(licences) <= {name.lower() for name in locked()}
    doubtful = {name: text for name, text in licences.items() if FORBIDDEN.search(text) and not ALLOWED_BESIDE.search(text)}
    assert doubtful == {}
    assert all(licences.values())
