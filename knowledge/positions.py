"""Find where tables, keys and values of a TOML text stand, for the line of a finding and for edits that touch no other lines.

tomllib keeps no positions and tomlkit gives none out, so tree-sitter finds them, in a text that tomllib has accepted.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

KeyPath = tuple[str | int, ...]
"""A path through tables and lists, for instance `("answers", 2, "verdict")`."""


class Key(NamedTuple):
    """A key with its value: the path, the first line and the one after the last, counted from 0."""

    path: KeyPath
    start: int
    end: int


class TomlSection(NamedTuple):
    """A table with its header: the path, the first line of the comments above it, the header's line, its keys, and where it ends.

    Lines are counted from 0. The first section of a text is its top, which has no header: its header's line is -1.
    """

    path: KeyPath
    begins: int
    header: int
    keys: tuple[Key, ...]
    end: int

    @property
    def body_end(self) -> int:
        """The line after the last key, before comments and blank lines."""
        return self.keys[-1].end if self.keys else self.header + 1


class LineIndex:
    """The lines of one file's keys, looked up by path."""

    def __init__(self, text: str) -> None:
        """Take the text; it is read when the first line is asked for, which for most files is never."""
        self._text: str | None = text
        self._lines: dict[KeyPath, int] = {}

    def line(self, path: KeyPath) -> int:
        """Return the line of the key at this path, or of the nearest thing around it; the first line is 1."""
        if self._text is not None:
            text, self._text = self._text, None
            for table, node, keys in _tables(text):
                self._place(table, node.start_point.row)
                for key in keys:
                    self._place_key(table, key)
        return next((self._lines[path[:length]] for length in range(len(path), 0, -1) if path[:length] in self._lines), 1)

    def _place(self, path: KeyPath, row: int) -> None:
        for length in range(1, len(path) + 1):
            self._lines.setdefault(path[:length], row + 1)

    def _place_key(self, table: KeyPath, key: Node) -> None:
        name, value = key.named_children[0], key.named_children[-1]
        self._place_value((*table, *_parts(name)), value, key.start_point.row)

    def _place_value(self, path: KeyPath, value: Node, row: int) -> None:
        self._place(path, row)
        inside = [child for child in value.named_children if child.type != "comment"]
        for number, part in enumerate(inside):
            if value.type == "inline_table":
                self._place_key(path, part)
            elif value.type == "array":
                self._place_value((*path, number), part, part.start_point.row)


def sections_of(text: str) -> list[TomlSection]:
    """Return the tables of a text in their order; the first one is the top."""
    lines = text.split("\n")
    tables = [(path, node.start_point.row if path else -1, _keys(path, keys)) for path, node, keys in _tables(text)]
    sections: list[TomlSection] = []
    for (path, header, keys), following in zip(tables, [*tables[1:], None], strict=True):
        section = TomlSection(path, sections[-1].end if sections else 0, header, keys, len(lines))
        sections.append(section._replace(end=_comments_above(lines, following[1], section.body_end)) if following else section)
    return sections


def _keys(table: KeyPath, keys: Sequence[Node]) -> tuple[Key, ...]:
    return tuple(Key((*table, *_parts(key.named_children[0])), key.start_point.row, key.end_point.row + 1) for key in keys)


def _comments_above(lines: Sequence[str], header: int, least: int) -> int:
    """Return the first of the comment lines that stand directly above a header."""
    while header > least and lines[header - 1].lstrip().startswith("#"):
        header -= 1
    return header


def _tables(text: str) -> Iterator[tuple[KeyPath, Node, list[Node]]]:
    """Yield the path of each table, its node and those of its keys; the top comes first."""
    from tree_sitter import Language, Parser  # loaded when a line is asked for, which most runs never do
    from tree_sitter_toml import language

    root = Parser(Language(language())).parse(text.encode()).root_node
    yield (), root, _keys_in(root)
    counts: dict[KeyPath, int] = {}
    for node in root.named_children:
        if node.type in {"table", "table_array_element"}:
            parts = _parts(node.named_children[0])
            yield _entered(parts, counts, many=node.type == "table_array_element"), node, _keys_in(node)


def _keys_in(table: Node) -> list[Node]:
    return [child for child in table.named_children if child.type == "pair"]


def _parts(key: Node) -> tuple[str, ...]:
    """Return the parts of a key, which may be dotted, without quotes."""
    if key.type == "dotted_key":
        return tuple(part for child in key.named_children for part in _parts(child))
    written = (key.text or b"").decode()
    return tuple(tomllib.loads(f"{written} = 0")) if key.type == "quoted_key" else (written,)


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
