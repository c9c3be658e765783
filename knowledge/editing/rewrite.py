"""Change what a TOML file says, and only the lines concerned: comments, order and blank lines stay as people wrote them.

`rewrite` compares what the text says with what it should say and mends one difference after the other. tomlkit is given the
lines of a single key, so that it cannot touch any other; the result counts only if a parser reads what was asked for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any

import tomlkit

from knowledge.editing.rendering import ENDLESS, LONGEST_LINE, holds_named_tables, is_named_table, render, render_key, render_table
from knowledge.order import MANY, ORDER, SECTIONS, in_order, kind_of, place_of
from knowledge.positions import Key, KeyPath, TomlSection, sections_of

Table = dict[str, Any]


class RewriteError(Exception):
    """The text is written in a way in which the change cannot be made; the message says what to do."""


def rewrite(text: str, wanted: Table) -> str:
    """Return the text changed so that it says `wanted`; RewriteError if it is written in a way that does not allow it."""
    says = _parsed(text)
    for _ in range(_size(says) + _size(wanted) + 1):
        if says == wanted:
            return text
        text = _mend(_Lines(text), (), says, wanted)
        says = _parsed(text)
    raise RewriteError("the file is written in a way that cannot be edited from here; change it by hand")


def _size(value: object) -> int:
    if isinstance(value, dict):
        return 1 + sum(_size(part) for part in value.values())
    return 1 + sum(_size(part) for part in value) if isinstance(value, list) else 1


def _parsed(text: str) -> Table:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RewriteError(f"not valid TOML: {error}; mend the file first") from None


class _Lines:
    """The lines of a text, with the places of its tables and keys."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.ending = "\r" if "\r\n" in text else ""
        self.sections = sections_of(text)

    def section(self, path: KeyPath) -> TomlSection | None:
        """Return the table with its own header at a path; the first one is the file's top."""
        return next((section for section in self.sections if section.path == path), None)

    def below(self, path: KeyPath) -> list[TomlSection]:
        """Return the table at a path and all tables below it."""
        return [section for section in self.sections if section.path[: len(path)] == path]

    def key(self, path: KeyPath) -> Key | None:
        """Return the key that holds what stands at a path, be it in an inline table or list."""
        return next((key for section in self.sections for key in section.keys if path[: len(key.path)] == key.path), None)

    def replaced(self, start: int, end: int, lines: Sequence[str]) -> str:
        """Return the text with other lines from `start` up to `end`."""
        last = len(self.lines) - end == 0  # nothing stands behind the last line break
        new = [line if line.endswith("\r") or (last and n == len(lines) - 1) else line + self.ending for n, line in enumerate(lines)]
        return "\n".join([*self.lines[:start], *new, *self.lines[end:]])


def _mend(text: _Lines, path: KeyPath, says: Table, wanted: Table) -> str:
    """Mend the first difference between two tables that have headers of their own."""
    for key in says:
        if key not in wanted:
            return _without(text, (*path, key))
    for key in in_order(path, wanted):
        inner = (*path, key)
        if key not in says:
            return _with_new(text, inner, wanted[key])
        if says[key] != wanted[key]:
            return _changed(text, inner, says[key], wanted[key])
    raise RewriteError("nothing to change")  # not reached: only tables that differ are compared


def _changed(text: _Lines, path: KeyPath, old: Any, new: Any) -> str:  # noqa: ANN401 - any value of TOML
    if text.key(path) is not None:
        return _with_value(text, path, new)
    if isinstance(old, dict) and isinstance(new, dict):
        return _mend(text, path, old, new)
    if isinstance(old, list) and isinstance(new, list):
        return _with_elements(text, path, old, new)
    raise RewriteError(f"{path[-1]} is a table here; change it by hand")


def _with_elements(text: _Lines, path: KeyPath, old: list[Any], new: list[Any]) -> str:
    """Mend the first difference between two lists of tables; what is alike at both ends stays where it is."""
    first = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new)))
    if len(old) == len(new):
        return _mend(text, (*path, first), old[first], new[first])
    return _without(text, (*path, first)) if len(old) > len(new) else _with_section(text, (*path, first), new[first])


def _without(text: _Lines, path: KeyPath) -> str:
    """Take out a key (the comments above it stay) or a table with the comments above its header."""
    key = text.key(path)
    if key is not None and key.path == path:
        return text.replaced(key.start, key.end, [])
    if key is not None:
        raise RewriteError(f"{path[-1]} stands inside another value; change it by hand")
    sections = text.below(path)
    if not sections:
        raise RewriteError(f"cannot find {path[-1]}; change it by hand")
    start, end = sections[0].begins, sections[-1].end
    if end == len(text.lines) - 1 or end == len(text.lines):  # the last one: no empty line stays behind
        while start > 0 and not text.lines[start - 1].strip():
            start -= 1
        return text.replaced(start, len(text.lines), [""])
    return text.replaced(start, end, [])


def _with_new(text: _Lines, path: KeyPath, value: Any) -> str:  # noqa: ANN401 - any value of TOML
    if kind_of(path) in MANY and isinstance(value, list):
        return _with_section(text, (*path, 0), value[0]) if value else _with_key(text, path, value)
    if holds_named_tables(path):
        return _with_section(text, (*path, next(iter(value))), value[next(iter(value))]) if value else _with_key(text, path, value)
    if is_named_table(path):
        return _with_section(text, path, value)
    return _with_key(text, path, value)


def _with_key(text: _Lines, path: KeyPath, value: Any) -> str:  # noqa: ANN401 - any value of TOML
    """Put a new key into a table, behind the one that comes before it in the order of these files."""
    section = text.section(path[:-1])
    if section is None:
        raise RewriteError(f"there is no table with a header for {path[-1]}; add it by hand")
    name = str(path[-1])
    number, last = place_of(name, path[:-1]), len(ORDER.get(kind_of(path[:-1]), ()))
    place = section.body_end
    if number < last and section.keys:
        before = [key.end for key in section.keys if place_of(key.path[-1], path[:-1]) < number]
        place = max(before, default=section.keys[0].start)
    return text.replaced(place, place, f"{render_key(name)} = {render(value, room=LONGEST_LINE - len(name))}".split("\n"))


def _with_section(text: _Lines, path: KeyPath, table: Table) -> str:
    """Put a new table in its place: before the next of its kind, behind the others of its kind, or before the kind that follows."""
    lines = render_table(path, table)
    parent = text.below(_owner(path))
    if not parent:
        raise RewriteError("there is no table above the new one; add it by hand")
    after = text.section(path) or _first_later(path, parent)
    place = after.begins if after is not None else parent[-1].end
    if place < len(text.lines):  # another table follows
        above = [""] if place and text.lines[place - 1].strip() else []
        return text.replaced(place, place, [*above, *lines, ""])
    last = len(text.lines)
    while last > 0 and not text.lines[last - 1].strip():
        last -= 1
    return text.replaced(last, len(text.lines), [*([""] if last else []), *lines, ""])


def _owner(path: KeyPath) -> KeyPath:
    """Return the path of the table in which a table stands: the file's top for `sources.terms`, an answer for its conditions."""
    return path[:-2]


def _first_later(path: KeyPath, parent: Sequence[TomlSection]) -> TomlSection | None:
    """Return the first table of the same parent that belongs behind a table of this kind."""
    order = SECTIONS.index(str(path[-2])) if path[-2] in SECTIONS else len(SECTIONS)
    depth = len(_owner(path))
    for section in parent:
        name = section.path[depth] if len(section.path) > depth else None
        if name in SECTIONS and SECTIONS.index(str(name)) > order:
            return section
    return None


def _with_value(text: _Lines, path: KeyPath, value: Any) -> str:  # noqa: ANN401 - any value of TOML
    """Change the value of a key, by tomlkit, which keeps what stands beside it and inside a list."""
    key = text.key(path)
    assert key is not None  # noqa: S101 - the caller has looked
    if key.path != path:
        raise RewriteError(f"{path[-1]} stands inside another value; change it by hand")
    document: Any = tomlkit.parse("\n".join(text.lines[key.start : key.end]) + "\n")
    table = document
    parts = _relative(text, key)
    for part in parts[:-1]:
        table = table[part]
    item = table[parts[-1]]
    if isinstance(value, list) and isinstance(item, tomlkit.items.Array) and key.end > key.start + 1:
        _mend_list(item, value)
    if _plain(item) != value or not isinstance(item, tomlkit.items.Array):
        table[parts[-1]] = tomlkit.value(render(value, room=LONGEST_LINE - len(str(parts[-1]))))
    return text.replaced(key.start, key.end, tomlkit.dumps(document).removesuffix("\n").split("\n"))


def _relative(text: _Lines, key: Key) -> KeyPath:
    section = next(section for section in text.sections if key in section.keys)
    return key.path[len(section.path) :]


def _mend_list(array: Any, wanted: list[Any]) -> None:  # noqa: ANN401 - tomlkit's array
    """Change as few elements of a list as it takes, so that the comments in it stay; elements that moved are left to the caller."""
    if len(array) == len(wanted):
        for number, (one, other) in enumerate(zip(_plain(array), wanted, strict=True)):
            if one != other:
                array[number] = tomlkit.value(render(other, room=ENDLESS))
        return
    for number in range(len(array) - 1, -1, -1):
        if _plain(array)[number] not in wanted:
            del array[number]
    for value in wanted[len(array) :]:
        array.append(tomlkit.value(render(value, room=ENDLESS)))


def _plain(item: Any) -> Any:  # noqa: ANN401 - an item of tomlkit
    return item.unwrap() if hasattr(item, "unwrap") else item
