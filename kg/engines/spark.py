"""The adapter around Apache Spark: a session on a cluster, and stages of it that are kept where every worker can read them.

A stage is a pure function over rows that runs in the workers (`mapInArrow`) between Spark SQL's groupings and joins. What it gives is
written by Spark's commit protocol, all or nothing, whatever workers are lost on the way; a stage that is there already is not run again.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kg.errors import StoreError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

Row = dict[str, Any]
Work = Callable[[Iterator[Row]], Iterator[Row]]
_ROWS = 200
_DEFAULTS = {
    "spark.executorEnv.OMP_NUM_THREADS": "1",
    "spark.executorEnv.OPENBLAS_NUM_THREADS": "1",
    "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "1",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(_ROWS),
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.ui.showConsoleProgress": "false",
}
_PASSED = ("KG_GAZETTEER", "KG_LEXICON", "KG_CACHE", "KG_ARTICLE_SECONDS")


class Cluster:
    """A session on a Spark cluster; a context manager."""

    def __init__(self, master: str, folder: Path) -> None:
        """Begin a session; what `spark-defaults.conf` and `SPARK_CONF_DIR` say comes before newskg's own settings.

        Args:
            master: address of the cluster, as Spark writes it: `spark://host:7077`, `yarn`, `local[2]`.
            folder: where stages are kept; it and the sources must be there for every worker.

        Raises:
            StoreError: the extra or Java is not installed.
        """
        if not find_spec("pyspark") or not find_spec("pyarrow"):
            raise StoreError('the engine spark needs an extra: pip install "newskg[spark]"')
        if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
            raise StoreError("the engine spark needs Java 17: install it, or set JAVA_HOME")
        from pyspark import SparkConf
        from pyspark.sql import SparkSession

        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        conf = SparkConf().setMaster(master).setAppName("kg build")
        passed = {f"spark.executorEnv.{name}": os.environ[name] for name in _PASSED if name in os.environ}
        for name, value in {**_DEFAULTS, **passed}.items():
            conf.setIfMissing(name, value)
        self._folder = folder.resolve()
        self._spark = SparkSession.builder.config(conf=conf).getOrCreate()
        self._spark.sparkContext.setLogLevel("ERROR")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._spark.stop()

    def rows(self, several: list[Row], schema: pa.Schema, parts: int) -> DataFrame:
        """Rows from this process, dealt out evenly."""
        from pyspark.sql.pandas.types import from_arrow_schema

        values = [tuple(row[name] for name in schema.names) for row in several]
        spread = self._spark.sparkContext.parallelize(values, max(1, min(parts, len(values))))
        return self._spark.createDataFrame(spread, from_arrow_schema(schema))

    def shared(self, value: Any) -> Any:
        """A value that every worker gets once, as its `value`."""
        return self._spark.sparkContext.broadcast(value)

    def stage(self, name: str, made: Callable[[], DataFrame]) -> Stage:
        """What a stage gives, kept as Parquet in the folder under a name; made only if it is not there yet."""
        path = self._folder / name
        if not (path / "_SUCCESS").exists():
            made().write.mode("overwrite").parquet(path.as_uri())
        return Stage(path, self._spark.read.parquet(path.as_uri()))

    def text(self, name: str, made: Callable[[], DataFrame]) -> Path:
        """A stage of one column of lines, kept as compressed text; gives its folder."""
        path = self._folder / name
        if not (path / "_SUCCESS").exists():
            made().write.mode("overwrite").text(path.as_uri(), compression="gzip")
        return path


@dataclass(frozen=True)
class Stage:
    """A finished stage: where it is kept, and its rows for further ones."""

    folder: Path
    frame: DataFrame

    def rows(self, columns: list[str] | None = None) -> Iterator[Row]:
        """The rows, read as a stream by this process."""
        from pyarrow import parquet

        for path in sorted(self.folder.glob("part-*.parquet")):
            with parquet.ParquetFile(path) as file:
                for batch in file.iter_batches(_ROWS, columns=columns):
                    yield from batch.to_pylist()


def mapped(frame: DataFrame, work: Work, schema: pa.Schema) -> DataFrame:
    """What a function makes of the rows of each part of a frame; it must be importable by the workers, or a partial of such a one."""
    from pyspark.sql.pandas.types import from_arrow_schema

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow

        found = work(row for batch in batches for row in batch.to_pylist())
        while several := list(islice(found, _ROWS)):
            yield pyarrow.RecordBatch.from_pylist(several, schema=schema)

    return frame.mapInArrow(run, from_arrow_schema(schema))
