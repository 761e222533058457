"""What reading one article may cost, so that none can hold up a build: `KG_ARTICLE_SECONDS` of computing and `KG_ARTICLE_MEMORY` MiB.

The time that the process computes is counted, not the time on the wall, so that a busy machine skips no article. It can be counted only
in the main thread of a process, on systems with interval timers. Memory is what the address space grows by, and can be bounded on Linux.
Elsewhere only the number of characters is bounded, by the readers.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
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


@contextmanager
def within(mebibytes: int) -> Iterator[None]:
    """Let this process grow by so many MiB and no more.

    Raises:
        MemoryError: it needs more.
    """
    if mebibytes <= 0 or sys.platform != "linux":
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    most = now + (mebibytes << 20)
    if resource.RLIM_INFINITY not in before:
        most = min(most, *before)
    resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _end(_: int, __: FrameType | None) -> None:
    raise TooSlowError("the time is over")
