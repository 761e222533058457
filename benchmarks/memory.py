"""What extraction keeps in memory as articles go by: `python benchmarks/memory.py [--corpus FILE] [--articles N] [--out FILE]`.

A process that extracts for weeks must not grow. Articles of a corpus come round after round, each round with other names in them (every
capitalised word gets an ending of its own), so that no memory can live on repetition. After every tenth of them the memory that the
process holds is read from the system; the first tenth fills what is meant to be filled.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from measuring import corpus, finish, options

from kg.documents import Document, document
from kg.engines.local import BATCH, extract_all
from kg.settings import PIPELINE

_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]{3,}\b", re.MULTILINE)
_ENDINGS = ("an", "el", "ik", "os", "ur", "ev", "im", "ay")
_PARTS = 10


def main() -> None:
    """Measure, print the table, and write it as JSON where asked to."""
    asked = options("Measure how memory grows with the articles read.", articles=800).parse_args()
    step = max(1, asked.articles // _PARTS // BATCH)
    held = []
    for number, _ in enumerate(extract_all(_renamed(asked.corpus, asked.articles), PIPELINE, 1), start=1):
        if number % step == 0:
            held.append((number * BATCH, _resident()))
    first, last = held[0][1], held[-1][1]
    ratios = {f"memory after {asked.articles:,} articles over a tenth of them": (last / first, "lower", 1.05)}
    table = [f"{'articles':>10} {'MB':>8}", *(f"{articles:>10,} {size / 1e6:>8.1f}" for articles, size in held)]
    table += ["", *(f"{name}: {value:.3f}" for name, (value, _, _) in ratios.items())]
    finish(table, {"ratios": ratios, "held": held}, asked.out)


def _renamed(path: Path | None, articles: int) -> Iterator[Document]:
    several = corpus(path)
    for number in islice(count(), articles):
        fields = several[number % len(several)]
        ending = _ending(number // len(several))
        text = _NAME.sub(lambda found: found.group() + ending, fields["text"])  # noqa: B023 - used at once
        yield document(**(fields | {"id": f"article-{number}", "text": text}))


def _ending(round_: int) -> str:
    """Nothing for the first round, then one of its own for each."""
    found = ""
    while round_:
        round_, place = divmod(round_, len(_ENDINGS))
        found += _ENDINGS[place]
    return found


def _resident() -> int:
    """The bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
