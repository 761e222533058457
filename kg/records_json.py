"""Records as JSON text and back; the types of the dataclasses say how a value is read."""

from __future__ import annotations

import json
import types
import typing
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from kg.records import Records


def to_json(records: Records) -> str:
    """One line of JSON; the same records always give the same text."""
    return json.dumps(asdict(records), ensure_ascii=False, default=str, separators=(",", ":"))


def from_json(text: str) -> Records:
    """The records that `to_json` wrote."""
    records: Records = _read(Records, json.loads(text))
    return records


def _read(kind: Any, value: Any) -> Any:
    if value is None or kind in (str, int, float, bool):
        return value
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return tuple(_read(arguments[0], item) for item in value)
    if origin is types.UnionType:
        return _read(next(a for a in arguments if a is not type(None)), value)
    if is_dataclass(kind) and isinstance(kind, type):
        return kind(**{name: _read(hint, value[name]) for name, hint in _hints(kind)})
    if issubclass(kind, Enum):
        return kind(value)
    return date.fromisoformat(value)


@cache
def _hints(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))
