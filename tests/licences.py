"""Writes LICENSES.csv: name, version and licence of everything in requirements.lock that is installed here (`make lock`)."""

from __future__ import annotations

import csv
import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
_CLASSIFIER = "License :: OSI Approved :: "


def main() -> None:
    """Look at every package; those for other platforms only are not here and left out."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    rows = [(name, version, licence(name)) for name, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.MULTILINE)]
    known = sorted(row for row in rows if row[2] is not None)
    with (ROOT / "LICENSES.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "version", "licence"))
        writer.writerows(known)
    sys.stderr.write(f"{len(known)} of {len(rows)} licences written\n")


def licence(name: str) -> str | None:
    """The licence that a package names: its SPDX expression, else its classifiers, else the first line of its text."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    classifiers = about.get_all("Classifier") or []
    named = sorted({one.removeprefix(_CLASSIFIER) for one in classifiers if one.startswith(_CLASSIFIER)})
    return about["License-Expression"] or "; ".join(named) or (about["License"] or _text(name)).strip().split("\n")[0][:80]


def _text(name: str) -> str:
    """The text of the file that a package has its licence in."""
    found = [path for path in metadata.files(name) or [] if path.name.upper().startswith("LICEN")]
    return found[0].read_text() if found else ""


if __name__ == "__main__":
    main()
