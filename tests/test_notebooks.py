"""The notebooks: kept without outputs, and run from the first cell to the last on the articles of `seeds/`."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

FOLDER = Path(__file__).parents[1] / "notebooks"
NAMES = tuple(path.name for path in sorted(FOLDER.glob("*.ipynb")))


def notebook(name: str) -> NotebookNode:
    kept: NotebookNode = nbformat.reads((FOLDER / name).read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    return kept


def code(cells: list[NotebookNode]) -> list[NotebookNode]:
    return [cell for cell in cells if cell.cell_type == "code"]


def shown(cell: NotebookNode, form: str) -> str:
    return "".join(output.data.get(form, "") for output in cell.outputs if "data" in output)


def test_the_readme_lists_every_notebook() -> None:
    assert tuple(re.findall(r"^\| `([^`]+\.ipynb)`", (FOLDER / "README.md").read_text(encoding="utf-8"), re.MULTILINE)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_notebook_is_kept_clean(name: str) -> None:
    kept = notebook(name)
    nbformat.validate(kept)
    assert (kept.nbformat, kept.metadata.kernelspec.name) == (4, "python3")
    assert [cell.id for cell in kept.cells] == [f"cell-{number:02}" for number in range(1, len(kept.cells) + 1)]
    assert [(cell.outputs, cell.execution_count) for cell in code(kept.cells)] == [([], None)] * len(code(kept.cells))


@pytest.mark.parametrize("name", NAMES)
def test_notebook_explains_what_it_does(name: str) -> None:
    cells = notebook(name).cells
    assert cells[0].cell_type == "markdown"
    assert cells[0].source.startswith("# ")
    assert sum(cell.cell_type == "markdown" for cell in cells) >= len(code(cells)) - 1


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[NotebookNode]]:
    """The code cells of all notebooks after a run in one empty folder, in order."""
    place = {"metadata": {"path": str(tmp_path_factory.mktemp("notebooks"))}}
    found = {}
    for name in NAMES:
        kept = notebook(name)
        NotebookClient(kept, timeout=60, kernel_name="python3", resources=place).execute()
        found[name] = code(kept.cells)
    return found


@pytest.mark.model
@pytest.mark.parametrize("name", NAMES)
def test_notebook_runs_without_errors_and_warnings(name: str, executed: dict[str, list[NotebookNode]]) -> None:
    outputs = [output for cell in executed[name] for output in cell.outputs]
    assert [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"] == []
    assert not [output for output in outputs if "Empty DataFrame" in output.get("data", {}).get("text/plain", "")]


@pytest.mark.model
def test_notebook_shows_answers_with_evidence_and_a_picture(executed: dict[str, list[NotebookNode]]) -> None:
    cells = executed["2-ask-it.ipynb"]
    questions = [cell for cell in cells if cell.source.startswith("ask(")]
    assert len(questions) == 6
    assert all("<blockquote>" in shown(cell, "text/html") for cell in questions)
    assert any(shown(cell, "text/html").startswith("<iframe") for cell in cells)
