"""Records as what JSON can hold."""

from __future__ import annotations

from functools import partial
from typing import Any


def as_plain(value: Any, *, without_defaults: bool = False, without_none: bool = False) -> Any:  # noqa: ANN401 - a record, or what is in one
    """Return a record as a dictionary, and what is in it likewise; on request without the fields that have their default or are None."""
    plain = partial(as_plain, without_defaults=without_defaults, without_none=without_none)
    if hasattr(value, "_fields"):
        left_out = value._field_defaults if without_defaults else {}
        return {
            name: plain(part)
            for name, part in value._asdict().items()
            if (name not in left_out or part != left_out[name]) and not (without_none and part is None)
        }
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return {name: plain(part) for name, part in value.items()} if isinstance(value, dict) else value
