"""The README: its commands run and print what it shows, and it leaves no command and no file out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import app
from kg.exports import FORMATS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```console\n\$ (?P<command>.+)\n(?P<output>(?:.*\n)*?)```")
CUT = "…"


@pytest.mark.model
def test_every_command_of_the_readme_prints_what_it_shows(tmp_path: Path) -> None:
    for name in ("seeds", "ontology"):
        shutil.copytree(ROOT / name, tmp_path / name)
    binaries = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": binaries, "COLUMNS": "140", "NO_COLOR": "1"}
    blocks = list(BLOCK.finditer(README))
    assert len(blocks) > 8
    for block in blocks:
        done = subprocess.run(["bash", "-c", block["command"]], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        printed = done.stdout + done.stderr
        assert done.returncode == 0, printed
        for line in block["output"].splitlines():
            assert line.removesuffix(CUT) in printed, block["command"]


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code
    shutil.copytree(ROOT / "seeds" / "articles", tmp_path / "seeds" / "articles")
    done = subprocess.run([sys.executable, "-c", code.group(1)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "build" / "ushakov.html").exists()


def test_every_format_and_the_commands_of_daily_use_are_documented() -> None:
    assert all(f"`{name}`" in README for name in FORMATS)
    commands = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    assert {name for name in commands if f"kg {name}" not in README and f"make {name}" not in README} <= {"doctor"}


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
