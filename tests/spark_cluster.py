"""A real standalone Spark cluster on loopback for the tests: a master and workers in processes of their own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
from servers import free_port

_DEFAULTS = """spark.executor.memory 512m
spark.executor.cores 1
spark.driver.memory 512m
spark.ui.enabled false
spark.sql.shuffle.partitions 4
"""


@dataclass
class Cluster:
    """Where a cluster is, the environment of what uses it, and its workers."""

    master: str
    environment: Mapping[str, str]
    workers: list[subprocess.Popen[bytes]]

    def kill_a_worker(self) -> None:
        """End a worker with all that it has started, as when its machine is lost."""
        os.killpg(self.workers.pop().pid, signal.SIGKILL)


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """A master and workers of one core; the test is skipped where Spark or Java is not installed."""
    environment = _environment(folder)
    port = free_port()
    master = f"spark://127.0.0.1:{port}"
    started: list[subprocess.Popen[bytes]] = []
    try:
        started.append(_start(environment, folder, "master.Master", "--port", str(port), "--webui-port", str(free_port())))
        several = [_start(environment, folder, "worker.Worker", *_share(folder, number), master) for number in range(workers)]
        started += several
        yield Cluster(master, environment, list(several))
    finally:
        for process in started:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _share(folder: Path, number: int) -> tuple[str, ...]:
    return ("--cores", "1", "--memory", "1g", "--webui-port", str(free_port()), "--work-dir", str(folder / f"worker-{number}"))


def _start(environment: Mapping[str, str], folder: Path, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
    program = str(Path(environment["SPARK_HOME"]) / "bin" / "spark-class")
    with (folder / f"{kind}.log").open("ab") as log:
        return subprocess.Popen(
            [program, f"org.apache.spark.deploy.{kind}", "--host", "127.0.0.1", *arguments],
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _environment(folder: Path) -> dict[str, str]:
    spec = find_spec("pyspark")
    if spec is None or spec.origin is None or find_spec("pyarrow") is None or find_spec("warcio") is None:
        pytest.skip('the extra is not installed: pip install "newskg[spark]"')
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        pytest.skip("Java is not installed")
    (folder / "spark-defaults.conf").write_text(_DEFAULTS, encoding="utf-8")
    own = {"SPARK_HOME": str(Path(spec.origin).parent), "SPARK_CONF_DIR": str(folder), "SPARK_LOCAL_IP": "127.0.0.1"}
    return {**os.environ, **own, "SPARK_DAEMON_MEMORY": "256m"}
