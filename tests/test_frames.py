"""Frames between the service and its workers: what is written comes out, and rows are counted wherever the frames are cut."""

from __future__ import annotations

import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.processes import Incoming
from kg.frames import Frames, Kind, TooManyRowsError
from kg.store import ResultFormat

ROW = {
    ResultFormat.JSON: b'{"s":{"type":"literal","value":"a"}}',
    ResultFormat.CSV: b'"a ""b""\r\n c"\r\n',
    ResultFormat.TSV: b'"a"\n',
    ResultFormat.XML: b"<result><binding name='s'></binding></result>",
}


def body(form: ResultFormat, rows: int) -> bytes:
    if form is ResultFormat.JSON:
        return b'{"head":{"vars":["s"]},"results":{"bindings":[' + b",".join([ROW[form]] * rows) + b"]}}"
    return (b"s\r\n" if form is ResultFormat.CSV else b"?s\n" if form is ResultFormat.TSV else b"") + ROW[form] * rows


def sent(form: ResultFormat, pieces: list[bytes], rows: int) -> list[tuple[Kind, bytes]]:
    """The frames of an answer that is written in pieces; they go through a pipe, and are read in pieces of another size."""
    source, sink = os.pipe()
    found: list[tuple[Kind, bytes]] = []
    incoming = Incoming()

    def read() -> None:
        while data := os.read(source, 7001):
            incoming.feed(data)
            while (frame := incoming.take()) is not None:
                found.append(frame)

    reader = threading.Thread(target=read)
    reader.start()
    frames = Frames(sink, {"format": form}, form, rows)
    try:
        frames.fill(lambda: [frames.write(piece) for piece in pieces] and None)
    finally:
        os.close(sink)
        reader.join()
        os.close(source)
    return found


@pytest.mark.parametrize("size", [1, 100, 70_000, 600_000])
def test_what_is_written_comes_out(size: int) -> None:
    data = os.urandom(size)
    frames = sent(ResultFormat.JSON, [data[at : at + 8192] for at in range(0, size, 8192)], 0)
    assert frames[0][0] is Kind.HEAD
    assert frames[-1][0] is Kind.END
    assert b"".join(payload for kind, payload in frames if kind is Kind.DATA) == data


@given(st.sampled_from(sorted(ROW)), st.integers(2, 40), st.integers(1, 50))
def test_rows_are_counted_wherever_frames_are_cut(form: ResultFormat, rows: int, cut: int) -> None:
    data = body(form, rows)
    for allowed in (rows, rows - 1):
        frames = Frames(-1, {}, form, allowed)
        for at in range(0, len(data), cut):
            frames._count(data[at : at + cut])
        assert frames.exceeded is (allowed < rows)


def test_too_many_rows_are_told() -> None:
    with pytest.raises(TooManyRowsError, match="more than 4 rows"):
        sent(ResultFormat.JSON, [body(ResultFormat.JSON, 5)], 4)
