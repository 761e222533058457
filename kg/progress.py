"""Progress of a build where a notebook runs it: one bar that moves, in the place of lines without end.

    build(sources, settings, progress=notebook_bar())

The front end draws the bar; nothing but IPython is needed, and outside of a notebook nothing is shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

_EVERY = 0.15
"""Seconds between two pictures of one step."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How far a step is.

    Attributes:
        total: None where nobody knows yet how many there are.
    """

    step: str
    done: int
    total: int | None

    def __str__(self) -> str:
        return f"{self.step}: {self.done}" + (f" of {self.total}" if self.total is not None else "")

    def _repr_html_(self) -> str:
        ends = f' max="{self.total}"' if self.total is not None else ""
        return f'<progress value="{self.done}"{ends} aria-label="{escape(self.step)}"></progress> {escape(str(self))}'

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """The plain form that a notebook keeps beside the HTML."""
        return {"text/plain": str(self)}


def notebook_bar() -> Callable[[str, int, int | None], None]:
    """A function for `build(..., progress=...)` that shows a bar for each step and moves it in its place."""
    from IPython.core.getipython import get_ipython
    from IPython.display import display

    if get_ipython() is None:
        return lambda *_: None
    handles: dict[str, object] = {}
    shown: dict[str, float] = {}

    def told(step: str, done: int, total: int | None) -> None:
        bar = Bar(step, done, total)
        now = time.monotonic()
        if step not in handles:
            handles[step] = display(bar, display_id=True)  # type: ignore[no-untyped-call]
        elif done == total or total is None or now - shown[step] >= _EVERY:
            handles[step].update(bar)  # type: ignore[attr-defined]
        else:
            return
        shown[step] = now

    return told
