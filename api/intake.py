"""The process that works off the intake: started when there is something to do, and again when it was killed at it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

from kg.intake import Intake
from kg.pipeline import folder
from kg.settings import Settings

_LOOK_SECONDS = 1.0


class Intaker:
    """Keeps one process at the queue of a store while there is something in it."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is started yet."""
        self._settings = settings
        self._wake = threading.Event()
        self._closed = False
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, name="intake", daemon=True)

    @property
    def queue(self) -> Intake:
        """The queue."""
        return Intake(folder(self._settings))

    def start(self) -> None:
        """Watch the queue; what an earlier service left in it is gone on with."""
        self._wake.set()
        self._thread.start()

    def wake(self) -> None:
        """Something was queued."""
        self._wake.set()

    def close(self) -> None:
        """End the process; what it is at stays in the queue."""
        self._closed = True
        self._wake.set()
        self._thread.join(timeout=10)
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=10)

    def _watch(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            while not self._closed and (self.is_at_work() or self.queue.is_open()):
                if not self.is_at_work():
                    self._process = self._started()
                self._wake.wait(_LOOK_SECONDS)
                self._wake.clear()
            if self._closed:
                return

    def is_at_work(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def _started(self) -> subprocess.Popen[bytes]:
        own = {"KG_STORE": str(self._settings.graph), "KG_RECORDS": str(folder(self._settings))}
        own |= {"KG_BASE_IRI": self._settings.base_iri, "KG_PIPELINE": self._settings.pipeline}
        command = [sys.executable, "-m", "kg.intake"]
        return subprocess.Popen(command, env={**os.environ, **own}, stdin=subprocess.DEVNULL, start_new_session=True)
