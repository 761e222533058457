"""WARC files of invented web pages, for tests."""

from __future__ import annotations

import gzip
from pathlib import Path


def write(path: Path, *pages: tuple[str, str, str, bytes]) -> Path:
    """A WARC file, compressed record by record where its name says so.

    Args:
        path: where to write it.
        pages: addresses, statuses, content types and contents.
    """
    records = [_record(*page) for page in pages]
    path.write_bytes(b"".join(map(gzip.compress, records) if path.suffix == ".gz" else records))
    return path


def _record(address: str, status: str, kind: str, content: bytes) -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + content
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        f"WARC-Date: 2031-03-05T00:00:00Z\r\nWARC-Target-URI: {address}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"
