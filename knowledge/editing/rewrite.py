"""Change what a TOML file says, and only the lines concerned: comments, order and blank lines stay as people wrote them.

`rewrite` compares what the text says with what it should say and mends one difference after the other. tomlkit is given the
lines of a single key, so that it cannot touch any other; the result counts only if a parser reads what was asked for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Any, NamedTuple

import tomlkit

from knowledge.layout import ORDER
from knowledge.lines import HEADER, KEY, STRING_OR_COMMENT, KeyPath, key_parts

LONGEST_LINE = 120
"""A list that takes more than this is written one element a line."""
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")

Table = dict[str, Any]


class RewriteError(Exception):
    """The text is written in a way in which the change cannot be made; the message says what to do."""


class Key(NamedTuple):
    """A key with its value: the path, the first line and the one after the last, counted from 0."""

    path: KeyPath
    start: int
    end: int


class Section(NamedTuple):
    """A table with its header: the path, the first line of the comments above it, the header's line, its keys, and where it ends."""

    path: KeyPath
    begins: int
    header: int
    keys: tuple[Key, ...]
    end: int

    @property
    def body_end(self) -> int:
        """The line after the last key, before comments and blank lines."""
        return self.keys[-1].end if self.keys else self.header + 1


def rewrite(text: str, wanted: Table) -> str:
    """Return the text changed so that it says `wanted`; RewriteError if it is written in a way that does not allow it."""
    says = _parsed(text)
    for _ in range(_size(says) + _size(wanted) + 1):
        if says == wanted:
            return text
        text = _mend(_Lines(text), (), says, wanted)
        says = _parsed(text)
    raise RewriteError("the file is written in a way that cannot be edited from here; change it by hand")


def render(value: Any, *, room: int = LONGEST_LINE) -> str:  # noqa: ANN401 - any value of TOML
    """Write a value as these files write it; a list that needs more than `room` gets one line an element."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(name)} = {render(part, room=10**9)}" for name, part in value.items()) + " }" if value else "{}"
    if isinstance(value, list | tuple):
        parts = [render(part, room=10**9) for part in value]
        line = f"[{', '.join(parts)}]"
        return line if len(line) <= room else "[\n" + "".join(f"  {part},\n" for part in parts) + "]"
    return str(tomlkit.item(str(value) if isinstance(value, str) else value).as_string())


def render_table(path: KeyPath, table: Table) -> list[str]:
    """Return the lines of a table with its header and the tables below it, an empty line before each of those."""
    name = ".".join(_key(part) for part in path if isinstance(part, str))
    many = kind_of(path) in _MANY
    lines = [f"[[{name}]]" if many else f"[{name}]"] if path else []
    below: list[tuple[KeyPath, Table]] = []
    for key in _in_order(path, table):
        inner = (*path, key)
        if kind_of(inner) in _MANY:
            below += [((*inner, number), element) for number, element in enumerate(table[key])]
        elif isinstance(table[key], dict) and (_is_table(inner) or _holds_tables(inner)):
            below += [((*inner, each), part) for each, part in table[key].items()] if _holds_tables(inner) else [(inner, table[key])]
        else:
            lines += f"{_key(key)} = {render(table[key], room=LONGEST_LINE - len(key))}".split("\n")
    for inner, part in below:
        lines += [*([""] if lines else []), *render_table(inner, part)]
    return lines


def kind_of(path: KeyPath) -> str:
    """Return the kind of a table by its path, as `ORDER` names it: "answers.conditions", "sources"."""
    names = [part for part in path if isinstance(part, str)]
    return names[0] if names[:1] == ["sources"] and len(names) == 2 else ".".join(names)


_MANY = frozenset({"answers", "answers.conditions", "answers.steps", "answers.earlier", "notes", "events", "claims", "topics", "vendors"})
"""Tables of which there are many, written with two brackets."""


def _is_table(path: KeyPath) -> bool:
    return len(path) == 2 and path[0] == "sources"


def _holds_tables(path: KeyPath) -> bool:
    return path == ("sources",)


def _in_order(path: KeyPath, table: Table) -> list[str]:
    order = ORDER.get(kind_of(path), ())
    return sorted(table, key=lambda key: order.index(key) if key in order else len(order))


def _key(name: str | int) -> str:
    return str(name) if _BARE.match(str(name)) else render(str(name))


def _size(held: object) -> int:
    if isinstance(held, dict):
        return 1 + sum(_size(part) for part in held.values())
    return 1 + sum(_size(part) for part in held) if isinstance(held, list) else 1


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
        self.sections = _sections(text, self.lines)

    def section(self, path: KeyPath) -> Section | None:
        """Return the table with its own header at a path; the first one is the file's top."""
        return next((section for section in self.sections if section.path == path), None)

    def below(self, path: KeyPath) -> list[Section]:
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
    for key in _in_order(path, wanted):
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
    if kind_of(path) in _MANY and isinstance(value, list):
        return _with_section(text, (*path, 0), value[0]) if value else _with_key(text, path, value)
    if _holds_tables(path):
        return _with_section(text, (*path, next(iter(value))), value[next(iter(value))]) if value else _with_key(text, path, value)
    if _is_table(path):
        return _with_section(text, path, value)
    return _with_key(text, path, value)


def _with_key(text: _Lines, path: KeyPath, value: Any) -> str:  # noqa: ANN401 - any value of TOML
    """Put a new key into a table, behind the one that comes before it in the order of these files."""
    section = text.section(path[:-1])
    if section is None:
        raise RewriteError(f"there is no table with a header for {path[-1]}; add it by hand")
    name = str(path[-1])
    order = ORDER.get(kind_of(path[:-1]), ())
    place = section.body_end
    if name in order:
        before = [key.end for key in section.keys if key.path[-1] in order and order.index(str(key.path[-1])) < order.index(name)]
        place = max(before) if before else section.keys[0].start if section.keys else section.body_end
    return text.replaced(place, place, f"{_key(name)} = {render(value, room=LONGEST_LINE - len(name))}".split("\n"))


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


def _first_later(path: KeyPath, parent: Sequence[Section]) -> Section | None:
    """Return the first table of the same parent that belongs behind a table of this kind."""
    order = _SECTIONS.index(str(path[-2])) if path[-2] in _SECTIONS else len(_SECTIONS)
    depth = len(_owner(path))
    for section in parent:
        name = section.path[depth] if len(section.path) > depth else None
        if name in _SECTIONS and _SECTIONS.index(str(name)) > order:
            return section
    return None


_SECTIONS = ("sources", "answers", "notes", "conditions", "steps", "earlier", "events", "claims")
"""Kinds of tables in the order in which they follow each other."""


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
    held = table[parts[-1]]
    if isinstance(value, list) and isinstance(held, tomlkit.items.Array) and key.end > key.start + 1:
        _mend_list(held, value)
    if _plain(held) != value or not isinstance(held, tomlkit.items.Array):
        table[parts[-1]] = tomlkit.value(render(value, room=LONGEST_LINE - len(str(parts[-1]))))
    return text.replaced(key.start, key.end, tomlkit.dumps(document).removesuffix("\n").split("\n"))


def _relative(text: _Lines, key: Key) -> KeyPath:
    section = next(section for section in text.sections if key in section.keys)
    return key.path[len(section.path) :]


def _mend_list(held: Any, wanted: list[Any]) -> None:  # noqa: ANN401 - tomlkit's array
    """Change as few elements of a list as it takes, so that the comments in it stay; elements that moved are left to the caller."""
    if len(held) == len(wanted):
        for number, (one, other) in enumerate(zip(_plain(held), wanted, strict=True)):
            if one != other:
                held[number] = tomlkit.value(render(other, room=10**9))
        return
    for number in range(len(held) - 1, -1, -1):
        if _plain(held)[number] not in wanted:
            del held[number]
    for value in wanted[len(held) :]:
        held.append(tomlkit.value(render(value, room=10**9)))


def _plain(held: Any) -> Any:  # noqa: ANN401 - an item of tomlkit
    return held.unwrap() if hasattr(held, "unwrap") else held


def _sections(text: str, lines: Sequence[str]) -> list[Section]:
    """Find the tables and keys of a text that a parser has accepted."""
    shapes = STRING_OR_COMMENT.sub(lambda match: "_" * len(match.group()), text)  # of the same length: line breaks in strings go
    starts, offset = [], 0
    for line in lines:
        starts.append(offset)
        offset += len(line) + 1
    found: list[tuple[KeyPath, int, list[Key]]] = [((), -1, [])]
    counts: dict[KeyPath, int] = {}
    number = 0
    while number < len(lines):
        shape = shapes[starts[number] : starts[number] + len(lines[number])]
        header = HEADER.match(lines[number]) if shape.lstrip().startswith("[") else None
        key = KEY.match(lines[number]) if "=" in shape and header is None else None
        if header:
            found.append((_entered(key_parts(header.group(2)), counts, many=header.group(1) == "[["), number, []))
        elif key:
            end = _end_of_value(shapes, starts, number, len(lines))
            found[-1][2].append(Key((*found[-1][0], *key_parts(key.group(1))), number, end))
            number = end
            continue
        number += 1
    sections: list[Section] = []
    for index, (path, header_line, keys) in enumerate(found):
        following = found[index + 1][1] if index + 1 < len(found) else len(lines)
        end = _above(lines, following, keys[-1].end if keys else header_line + 1) if index + 1 < len(found) else following
        sections.append(Section(path, sections[-1].end if sections else 0, header_line, tuple(keys), end))
    return sections


def _end_of_value(shapes: str, starts: Sequence[int], number: int, count: int) -> int:
    """Return the line after the last one of the value that begins on a line."""
    depth, line = 0, number
    while line < count:
        end = starts[line + 1] - 1 if line + 1 < count else len(shapes)
        shape = shapes[starts[line] : end]
        depth += sum(shape.count(mark) for mark in "[{") - sum(shape.count(mark) for mark in "]}")
        in_string = line + 1 < count and shapes[end] != "\n"
        line += 1
        if depth <= 0 and not in_string:
            break
    return line


def _above(lines: Sequence[str], header: int, least: int) -> int:
    """Return the first of the comment lines that stand directly above a header."""
    while header > least and lines[header - 1].lstrip().startswith("#"):
        header -= 1
    return header


def _entered(parts: tuple[str, ...], counts: dict[KeyPath, int], *, many: bool) -> KeyPath:
    """Return the path of a header, with the numbers of the tables in the lists that it stands in."""
    path: KeyPath = ()
    for position, part in enumerate(parts):
        path = (*path, part)
        if many and position == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
