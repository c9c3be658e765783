"""Where a key of a TOML file stands, so that a finding can name the line.

tomllib keeps no positions and tomlkit gives none out, so this reads headers and keys line by line. It is used on
text that tomllib has accepted; for a key that it cannot place it answers with the nearest table above.
"""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress

KeyPath = tuple[str | int, ...]

HEADER = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")
STRING_OR_COMMENT = re.compile(
    r'"""(?:\\.|[^\\])*?"""'
    r"|'{3}.*?'{3}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*",
    re.DOTALL,
)


class LineIndex:
    """The lines of one file's keys, looked up by path, for instance `("answers", 2, "verdict")`."""

    def __init__(self, text: str) -> None:
        """Take the text; it is read when the first line is asked for, which for most files is never."""
        self._text: str | None = text
        self._lines: dict[KeyPath, int] = {(): 1}
        self._elements: dict[KeyPath, int] = {}

    def line(self, path: KeyPath) -> int:
        """Return the line of the key at this path, or of the nearest thing around it; the first line is 1."""
        if self._text is not None:
            text, self._text = self._text, None
            self._read(text)
        for length in range(len(path), -1, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 1

    def _read(self, text: str) -> None:
        table: KeyPath = ()
        path: KeyPath = ()
        depth = 0
        bare = STRING_OR_COMMENT.sub(lambda match: _blank(match.group()), text)
        for number, (shape, line) in enumerate(zip(bare.split("\n"), text.split("\n"), strict=True), start=1):
            if depth > 0:
                if shape.strip(" \t,]}"):
                    self._add_element(path, number)
            elif header := HEADER.match(line) if shape.lstrip().startswith("[") else None:
                table = self._enter(key_parts(header.group(2)), many=header.group(1) == "[[", number=number)
                continue
            elif key := KEY.match(line) if "=" in shape else None:
                path = (*table, *key_parts(key.group(1)))
                self._place_value(path, line[key.end() :], number)
            depth += sum(shape.count(mark) for mark in "[{") - sum(shape.count(mark) for mark in "]}")

    def _enter(self, parts: tuple[str, ...], *, many: bool, number: int) -> KeyPath:
        path: KeyPath = ()
        for position, part in enumerate(parts):
            path = (*path, part)
            last = position == len(parts) - 1
            if last and many:
                index = self._elements.get(path, -1) + 1
                self._elements[path] = index
                self._lines.setdefault(path, number)
                path = (*path, index)
            elif path in self._elements:
                path = (*path, self._elements[path])
            self._lines.setdefault(path, number)
        return path

    def _place_value(self, path: KeyPath, value: str, number: int) -> None:
        """Place a key, and what stands inside its value where that ends on the same line."""
        self._lines.setdefault(path, number)
        with suppress(tomllib.TOMLDecodeError):
            self._place_inside(path, tomllib.loads(f"value = {value}")["value"], number)

    def _place_inside(self, path: KeyPath, held: object, number: int) -> None:
        self._lines.setdefault(path, number)
        below = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
        for part, value in below:
            self._place_inside((*path, part), value, number)

    def _add_element(self, path: KeyPath, number: int) -> None:
        """Place the next element of an array that is written one element a line."""
        index = self._elements.get(path, -1) + 1
        self._elements[path] = index
        self._lines.setdefault((*path, index), number)


def _blank(text: str) -> str:
    return "".join("\n" if character == "\n" else "_" for character in text)


def key_parts(dotted: str) -> tuple[str, ...]:
    """Return the parts of a key as it is written, without quotes."""
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))
