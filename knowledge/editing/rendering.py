"""Write values and tables as these files write them."""

from __future__ import annotations

import re
from typing import Any

import tomlkit

from knowledge.order import MANY, in_order, kind_of
from knowledge.positions import KeyPath

LONGEST_LINE = 120
"""A list that takes more than this is written one element a line."""
ENDLESS = 10**9
"""Room for what has to stand on one line."""
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")


def render(value: Any, *, room: int = LONGEST_LINE) -> str:  # noqa: ANN401 - any value of TOML
    """Write a value as these files write it; a list that needs more than `room` gets one line an element."""
    if isinstance(value, dict):
        return (
            "{ " + ", ".join(f"{render_key(name)} = {render(part, room=ENDLESS)}" for name, part in value.items()) + " }" if value else "{}"
        )
    if isinstance(value, list | tuple):
        parts = [render(part, room=ENDLESS) for part in value]
        line = f"[{', '.join(parts)}]"
        return line if len(line) <= room else "[\n" + "".join(f"  {part},\n" for part in parts) + "]"
    return str(tomlkit.item(str(value) if isinstance(value, str) else value).as_string())


def render_table(path: KeyPath, table: dict[str, Any]) -> list[str]:
    """Return the lines of a table with its header and the tables below it, an empty line before each of those."""
    name = ".".join(render_key(part) for part in path if isinstance(part, str))
    many = kind_of(path) in MANY
    lines = [f"[[{name}]]" if many else f"[{name}]"] if path else []
    below: list[tuple[KeyPath, dict[str, Any]]] = []
    for key in in_order(path, table):
        inner = (*path, key)
        if kind_of(inner) in MANY:
            below += [((*inner, number), element) for number, element in enumerate(table[key])]
        elif isinstance(table[key], dict) and (is_named_table(inner) or holds_named_tables(inner)):
            below += [((*inner, each), part) for each, part in table[key].items()] if holds_named_tables(inner) else [(inner, table[key])]
        else:
            lines += f"{render_key(key)} = {render(table[key], room=LONGEST_LINE - len(key))}".split("\n")
    for inner, part in below:
        lines += [*([""] if lines else []), *render_table(inner, part)]
    return lines


def is_named_table(path: KeyPath) -> bool:
    """Return True if a table with a header and a name of its own stands at a path, as sources do."""
    return len(path) == 2 and holds_named_tables(path[:1])


def holds_named_tables(path: KeyPath) -> bool:
    """Return True if nothing stands at a path but tables with names of their own."""
    return path == ("sources",)


def render_key(name: str | int) -> str:
    """Write a key, in quotes if it needs them."""
    return str(name) if _BARE.match(str(name)) else render(str(name))
