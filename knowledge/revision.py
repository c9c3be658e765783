"""The revision of an answer: a short digest of what it says, by which ratings and reports refer to it."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

LENGTH = 8
"""Characters of a revision: 48 bits, so that answer and revision fit on a Discord button."""


def revision_of(*records: object) -> str:
    """Return a digest of the canonical JSON of some records; it changes if and only if what they say changes.

    A field that has its default is left out, so that a new field in the code does not change the revision of what was there before.
    """
    canonical = json.dumps([_plain(record) for record in records], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return base64.urlsafe_b64encode(hashlib.sha256(canonical.encode()).digest()).decode()[:LENGTH]


def _plain(value: Any) -> Any:  # noqa: ANN401 - a record, or what is in one
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        defaults: dict[str, Any] = getattr(value, "_field_defaults", {})
        named = zip(value._fields, value, strict=True)
        return {name: _plain(part) for name, part in named if name not in defaults or part != defaults[name]}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return value
