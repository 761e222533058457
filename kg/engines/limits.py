"""What reading one article may cost, so that no article can hold up a build: `KG_ARTICLE_SECONDS` of computing.

The time that the process computes is counted, not the time on the wall, so that a busy machine skips no article. It can be counted only
in the main thread of a process, on systems with interval timers; elsewhere only the number of characters is bounded, by the readers.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from kg.errors import KgError


class TooSlowError(KgError):
    """Reading took longer than it may."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """End what is done inside after so many seconds of computing.

    Raises:
        TooSlowError: the time is over.
    """
    if seconds <= 0 or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _end(_: int, __: FrameType | None) -> None:
    raise TooSlowError("the time is over")
