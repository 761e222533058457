"""All benchmarks, one after another: `python benchmarks/run.py [--corpus FILE] [--large] [--keep]`.

Prints their tables, writes all figures to build/benchmark.json, and sets every ratio beside its target and that of the last committed run,
`benchmarks/last.json`; `--keep` replaces that one. Exit status 1 where a ratio is worse than then by more than a tenth.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from measuring import Ratio

HERE = Path(__file__).resolve().parent
LAST = HERE / "last.json"
OUT = HERE.parent / "build" / "benchmark.json"
WORSE = 1.1
LARGE = {
    "growth": ("--sizes", "100", "10000"),
    "stores": ("--sizes", "10000", "10000000"),
    "engines": ("--articles", "2000"),
    "spark": ("--articles", "2000"),
    "memory": ("--articles", "10000"),
    "resolution": ("--sizes", "100000", "1000000", "10000000", "--stored", "100000", "5000000"),
}
NAMES = ("throughput", "memory", "engines", "spark", "resolution", "growth", "stores", "serving")
CORPUS = ("throughput", "memory", "engines", "spark", "growth", "stores")


def main() -> int:
    """Run, print, compare; the exit status."""
    asked = _options()
    found: dict[str, Any] = {name: _run(name, asked.corpus, asked.large) for name in NAMES}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    now = {key: ratio for one in found.values() for key, ratio in one["ratios"].items()}
    last: dict[str, Ratio] = json.loads(LAST.read_text(encoding="utf-8")) if LAST.exists() else {}
    sys.stdout.write(f"{'ratio':<82} {'now':>7} {'target':>8} {'last':>7}\n")
    sys.stdout.writelines(_row(name, ratio, last.get(name)) for name, ratio in now.items())
    if asked.keep:
        LAST.write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")
    return int(any(_is_worse(ratio, last.get(name)) for name, ratio in now.items()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run all benchmarks.")
    parser.add_argument("--corpus", type=Path, help="JSON lines of articles; without it the articles in seeds/, again and again")
    parser.add_argument("--large", action="store_true", help="the big sizes, which take hours")
    parser.add_argument("--keep", action="store_true", help="write the ratios to benchmarks/last.json")
    return parser.parse_args()


def _run(name: str, corpus: Path | None, large: bool) -> Any:
    sys.stdout.write(f"== {name}\n")
    sys.stdout.flush()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "found.json"
        given = ("--corpus", str(corpus)) if corpus and name in CORPUS else ()
        size = LARGE.get(name, ()) if large else ()
        subprocess.run([sys.executable, str(HERE / f"{name}.py"), "--out", str(out), *given, *size], check=True)
        found = json.loads(out.read_text(encoding="utf-8"))
    sys.stdout.write(f"({time.perf_counter() - start:.0f} s)\n\n")
    return found


def _row(name: str, ratio: Ratio, last: Ratio | None) -> str:
    value, better, target = ratio
    sign = ">=" if better == "higher" else "<="
    before = f"{last[0]:7.2f}" if last else f"{'-':>7}"
    mark = "  WORSE" if _is_worse(ratio, last) else ""
    return f"{name:<82} {value:7.2f} {f'{sign}{target:.2f}' if target is not None else '':>8} {before}{mark}\n"


def _is_worse(ratio: Ratio, last: Ratio | None) -> bool:
    if last is None:
        return False
    return ratio[0] * WORSE < last[0] if ratio[1] == "higher" else ratio[0] > last[0] * WORSE


if __name__ == "__main__":
    sys.exit(main())
