"""The demonstration behind `make demo`: build the graph of the dispatches in `seeds/`, ask it, draw it, say how to go on."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.answers import as_text
from kg.errors import KgError
from kg.pictures import picture
from kg.pipeline import build
from kg.questions import ask, forms
from kg.settings import Settings, data_folder
from kg.store import Store

_CENTER = "30-day ceasefire"
_MAY_BE_EMPTY = ("contradictions", "changes")


def main() -> int:
    """Run the demonstration; 0 when every question found an answer."""
    parser = argparse.ArgumentParser(prog="python -m kg.demo", description=__doc__)
    parser.add_argument("--store", type=Path, required=True, help="folder of the store")
    parser.add_argument("--out", type=Path, required=True, help="folder for the picture")
    arguments = parser.parse_args()
    try:
        return _demonstrate(arguments.store, arguments.out)
    except KgError as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1


def _demonstrate(folder: Path, out: Path) -> int:
    report = build([data_folder("seeds") / "articles"], Settings(store=folder))
    for skipped in report.skipped:
        print(f"skipped {skipped}", file=sys.stderr)
    print(f"{report.built} dispatches read, {report.unchanged} unchanged; the graph is in {folder}\n", file=sys.stderr)
    unanswered = 0
    with Store(folder, read_only=True) as store:
        for form in (form for form in forms() if form.answer != "corrections"):
            answer = ask(store, form.example)
            print(f"{'=' * 100}\n{form.example}\n{'-' * 100}\n{as_text(answer)}\n")
            unanswered += answer.is_empty and form.answer not in _MAY_BE_EMPTY
        drawn = picture(store, _CENTER).save(out / "ceasefire.html")
    print(f"{'=' * 100}\nThe graph as a picture:  open {drawn} in a browser")
    print(f"Serve it:                .venv/bin/kg serve --store {folder}   then open http://127.0.0.1:8000/docs")
    print(f'Ask something else:      .venv/bin/kg ask --store {folder} "positions held by Putin"')
    return 1 if unanswered else 0


if __name__ == "__main__":
    sys.exit(main())
