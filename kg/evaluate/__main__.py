"""`python -m kg.evaluate FILE... [--explain LAYER] [--calibration] [--limit N]`: measure extraction on gold files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.errors import KgError
from kg.evaluate.running import evaluate


def main() -> int:
    """Print the table, after the explanations where they are asked for."""
    parser = argparse.ArgumentParser(prog="kg.evaluate", description="Measure extraction on gold files.")
    parser.add_argument("files", nargs="+", type=Path, help="JSON lines of articles with gold")
    parser.add_argument("--explain", metavar="LAYER", help="tell every miss and false fact of a layer, or of `all`")
    parser.add_argument("--calibration", action="store_true", help="tell how often facts are right, by confidence and by rule")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N articles of each file")
    options = parser.parse_args()
    try:
        report = evaluate(options.files, options.explain, options.limit)
    except KgError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    calibration = ["", report.calibration()] if options.calibration else []
    sys.stdout.write("\n".join([*report.explanations, report.table(), *calibration, ""]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
