"""Says where everything that is shown of a platform stands, and what it overrides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from knowledge.merging import FilePlace, Merged
from knowledge.positions import KeyPath

_ONE_BY_ONE = ("answers", "events", "claims", "notes")
_TITLES = ("verdict", "status", "headline", "title", "what", "text", "note", "do", "name")
"""The keys by which a table is recognised, in this order."""


class Stands(NamedTuple):
    """A key with what it says in short, where that stands, and what it overrides, the nearest first."""

    key: str
    says: str
    place: FilePlace
    overrides: tuple[FilePlace, ...]


def explain(merged: Merged, topic: str | None = None) -> Iterable[Stands]:
    """Yield every key of a platform, or of its answer on one topic and of the notes beside it."""
    for key, value in merged.document.items():
        if key in _ONE_BY_ONE and isinstance(value, list):
            for index, table in enumerate(value):
                about = table.get("topic", "")
                if topic is None:
                    yield from _stands(
                        merged, (key, index), about if key == "answers" else f"{key[:-1]} {about or table.get('date', '')}", table
                    )
                elif about == topic and key == "answers":
                    for part, inner in table.items():
                        yield from _stands(merged, (key, index, part), part, inner)
                elif about == topic and key == "notes":
                    yield from _stands(merged, (key, index), "note", table)
        elif topic is None and key == "sources" and isinstance(value, dict):
            for name, source in value.items():
                yield from _stands(merged, (key, name), f"source {name}", source)
        elif topic is None:
            yield from _stands(merged, (key,), key, value)


def _stands(merged: Merged, path: KeyPath, label: str, value: object) -> Iterable[Stands]:
    """Yield a key, and below it whatever comes from another file."""
    yield Stands(label, _in_short(value), merged.place(path), merged.overridden.get(path, ()))
    for below in sorted((other for other in merged.origins if other[: len(path)] == path and other != path), key=str):
        inner = value
        for part in below[len(path) :]:
            inner = inner[part]  # type: ignore[index]
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in below[len(path) :])
        yield Stands(f"  {label}.{name}", _in_short(inner), merged.place(below), merged.overridden.get(below, ()))


def _in_short(value: object) -> str:
    if isinstance(value, dict):
        return ": ".join(str(value[key]) for key in _TITLES if key in value)
    if isinstance(value, list):
        return ", ".join(map(_in_short, value))
    return str(value)
