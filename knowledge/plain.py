"""Records as what JSON can hold."""

from __future__ import annotations

from functools import partial
from typing import Any


def as_plain(value: Any, *, without_defaults: bool = False) -> Any:  # noqa: ANN401 - a record, or what is in one
    """Return a record as a dictionary, and what is in it likewise; on request without the fields that have their default."""
    plain = partial(as_plain, without_defaults=without_defaults)
    if hasattr(value, "_fields"):
        defaults = value._field_defaults if without_defaults else {}
        return {name: plain(part) for name, part in value._asdict().items() if name not in defaults or part != defaults[name]}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return {name: plain(part) for name, part in value.items()} if isinstance(value, dict) else value
