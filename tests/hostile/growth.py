"""How the time of cleaning grows with the length of nasty texts: `python tests/hostile/growth.py [CHARACTERS]` tells what grows badly."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from kg.documents.cleaning import clean
from kg.documents.metadata import front_matter
from kg.documents.quality import quality

UNITS = (
    *(
        "<",
        ">",
        "<p",
        "<!--",
        "<script>",
        "</script",
        "<a ",
        "<br ",
        "<https://",
        "&",
        "&#",
        "&amp;",
        "&#x",
        "[",
        "]",
        "![",
        "[a](",
        "[](",
        "((",
        "[[a]",
    ),
    *(
        "](",
        "*",
        "**",
        "_",
        "__",
        "*a",
        "**a",
        "_a",
        "`",
        "``a",
        "\\",
        "\\[",
        "[^1",
        "[a]",
        "[1]",
        "[a][",
        "![a](b",
        "[![a](b)](c)",
        "[![a](",
        "|",
        "| a ",
    ),
    *(
        "# ",
        "\n# ",
        "> ",
        "- ",
        "1. ",
        "\n- a",
        "\n> a",
        "```",
        "~~~\n",
        "===\n",
        "---\n",
        "a\n---\n",
        "a\n===\n",
        "[a]: b\n",
        "* * ",
        "- - ",
        "—",
        "--",
        " - ",
    ),
    *(
        '"',
        "“",
        "”",
        "'",
        "‘",
        "’",
        '“a" ',
        ".”",
        "a: “",
        "said: ",
        "(",
        ")",
        "(a/",
        "(Reuters",
        "(a) ",
        "/",
        "/ Getty",
        "Photo by ",
        "photo ",
        "Getty Images ",
    ),
    *(
        "A ",
        "A.",
        "A/",
        "LIMA, ",
        "LIMA ",
        "Lima, Peru, ",
        "A, A ",
        "May 3 ",
        "By Ana ",
        "Published ",
        "Updated 2",
        "www.",
        "http://",
        "@a",
        "a@b ",
        "1",
        "1 ",
    ),
    *(
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        " \n",
        "\x85",
        "\u2028",
        "\t",
        " ",
        "\u00a0",
        "\u200b",
        "\u00ad",
        "\u0301",
        "e\u0301",
        "\ufeff",
        "\u202e",
        "a\u200b",
        "\x0b",
    ),
    *(
        "â€",
        "â€œ",
        "Ã©",
        "Ã",
        "Â ",
        "ðŸ",
        "é",
        "é\n",
        "日",
        "日本\n",
        "😀",
        "👩‍👩‍👧",
        "ﬁ",
        "İ",
        "ا",
        "א",
        "\ufffd",
        "\ufffd ",
        "aB",
        "aBC",
        "aBCd",
        "bcdf",
        "aaaa ",
    ),
    *(
        "a",
        "a ",
        "a\n",
        "a-",
        "a- ",
        "a -",
        "a.",
        "a. ",
        "A. ",
        "a, ",
        "a' ",
        "a’s ",
        "a_",
        "_a_ ",
        "*a* ",
        "a\n\n",
        "Aa\n\n",
        "Donate. ",
        "Support us\n\n",
    ),
    *(
        "We need you. ",
        "Read more: a\n\n",
        "![a](b)\n\n",
        "![a](b)\na\n\n",
        "=",
        "==\n",
        "- \n",
        ">\n",
        "> > > ",
        "k: v\n",
        "---\nk: v\n",
        "…",
        "...",
        "!?",
        "$1 ",
        "%",
    ),
)
"""Pieces that, repeated, have hurt readers of text before."""
WRAPS: tuple[Callable[[str, int], str], ...] = (
    lambda unit, size: unit * (size // len(unit)),
    lambda unit, size: "The envoy left.\n\n" + unit * (size // len(unit)) + "x",
    lambda unit, size: (unit * 50 + "\n\n") * (size // (len(unit) * 50 + 2)),
)
LIMIT = 2.0
ENOUGH = 0.05  #: seconds below which no growth is judged


def cost(run: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    run(text)
    return time.process_time() - started


def main(size: int) -> None:
    """Print each unit whose cleaning takes far more than twice the time for twice the length."""
    for name, run in (("clean", clean), ("quality", quality), ("front matter", lambda text: front_matter("---\n" + text, "x"))):
        for number, wrap in enumerate(WRAPS):
            for unit in UNITS:
                short, long = cost(run, wrap(unit, size)), cost(run, wrap(unit, 2 * size))
                if long > ENOUGH and (long > 3 * short or long > LIMIT * size / 50_000):
                    print(
                        f"{name} {number} {unit!r}: {short:.3f} s, {long:.3f} s for twice as much ({long / max(short, 1e-4):.1f})",
                        flush=True,
                    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
