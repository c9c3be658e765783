"""Puts stand-ins where a document's shape is wrong, so that the rules can look at the rest of it in the same run.

A mended document is checked and never answered from.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pydantic_core import ErrorDetails

from knowledge.dates import PartialDate
from knowledge.positions import KeyPath

LONG_AGO = "1900"
"""A date that no rule objects to by itself."""


def mended(document: dict[str, Any], record: Any, faults: Sequence[ErrorDetails]) -> dict[str, Any]:  # noqa: ANN401 - any record
    """Return a copy of the document without the faults: unknown and optional keys left out, stand-ins for the others."""
    copy: dict[str, Any] = json.loads(json.dumps(document, default=str))
    for fault in faults:
        path: KeyPath = tuple(fault["loc"])
        holder = _at(copy, path[:-1])
        part = path[-1] if path else None
        if isinstance(holder, dict) and isinstance(part, str):
            parent = type_at(record, path[:-1])
            optional = is_record(parent) and part in parent._field_defaults
            if fault["type"] == "extra_forbidden" or optional:
                holder.pop(part, None)
            else:
                holder[part] = _stand_in(type_at(record, path))
        elif isinstance(holder, list) and isinstance(part, int) and part < len(holder):
            holder[part] = _stand_in(type_at(record, path))
    return copy


def type_at(record: Any, path: KeyPath) -> Any:  # noqa: ANN401 - a type of any form
    """Return the type that a record holds at a path, or None if it holds nothing there."""
    kind = record
    for part in path:
        if is_record(kind) and isinstance(part, str):
            kind = get_type_hints(kind).get(part)
        else:
            arguments = get_args(kind)
            kind = arguments[-1] if isinstance(part, str) and arguments else arguments[0] if arguments else None
    return kind


def is_record(kind: object) -> bool:
    """Return True if a type is one of the records."""
    return isinstance(kind, type) and hasattr(kind, "_fields")


def _at(value: Any, path: KeyPath) -> Any:  # noqa: ANN401 - whatever stands there
    """Return what stands at a path, or None."""
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _stand_in(kind: Any) -> Any:  # noqa: ANN401 - a type of any form
    """Something of the right type."""
    if is_record(kind):
        hints = get_type_hints(kind)
        return {name: _stand_in(hints[name]) for name in kind._fields if name not in kind._field_defaults}
    origin = get_origin(kind)
    if origin is Literal:
        return get_args(kind)[0]
    if origin in {tuple, dict}:
        return [] if origin is tuple else {}
    return {PartialDate: LONG_AGO, int: 1}.get(kind, "?")
