"""Records as JSON text and back; the types of the dataclasses say how a value is read."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from typing import Any

from kg.records import Records

Reader = Callable[[Any], Any]
_LATEST = 16


def to_json(records: Records) -> str:
    """One line of JSON; the same records always give the same text."""
    return json.dumps(records, ensure_ascii=False, default=_plain, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """The fields of a dataclass, or a day as text."""
    names: tuple[str, ...] | None = getattr(value, "__match_args__", None)
    return {name: getattr(value, name) for name in names} if names else str(value)


@lru_cache(maxsize=_LATEST)
def from_json(text: str) -> Records:
    """The records that `to_json` wrote; those read last are remembered, for what is settled is projected next."""
    records: Records = _reader(Records)(json.loads(text))
    return records


@cache
def _reader(kind: Any) -> Reader:
    """What makes a value of a type from a value of JSON."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return _tuple_reader(_reader(arguments[0]))
    if origin is types.UnionType:
        return _optional_reader(_reader(next(a for a in arguments if a is not type(None))))
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_reader(kind)
    if kind in (str, int, float, bool):
        return _same
    return kind if issubclass(kind, Enum) else date.fromisoformat


def _same(value: Any) -> Any:
    return value


def _tuple_reader(item: Reader) -> Reader:
    return lambda value: tuple(value) if item is _same else tuple([item(one) for one in value])


def _optional_reader(inner: Reader) -> Reader:
    return lambda value: None if value is None else inner(value)


def _dataclass_reader(kind: type) -> Reader:
    """Reads the fields in their order; a type that holds itself is asked for when it is first needed.

    What has a default may be missing: records of an older newskg have no quantities.
    """
    hints = typing.get_type_hints(kind)
    names = [(field.name, hints[field.name]) for field in fields(kind)]
    needed = sum(field.default is MISSING for field in fields(kind))
    first, added = names[:needed], names[needed:]
    if not added:
        return lambda value: kind(*[_reader(hint)(value[name]) for name, hint in first])
    return lambda value: kind(
        *[_reader(hint)(value[name]) for name, hint in first], **{name: _reader(hint)(value[name]) for name, hint in added if name in value}
    )
