"""The texts of the pages: blocks read from a few lines of Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

FOLDER = Path(__file__).with_name("texts")
Kind = Literal["h1", "h2", "h3", "li", "row", "quote", "p"]
_MARKS: tuple[tuple[str, Kind], ...] = (("# ", "h1"), ("## ", "h2"), ("### ", "h3"), ("- ", "li"), ("| ", "row"), ("> ", "quote"))


class Block(NamedTuple):
    """A heading, a paragraph, an item of a list or a row of a table."""

    kind: Kind
    text: str


Document = tuple[Block, ...]


def read(name: str, *edits: tuple[str, str]) -> Document:
    """Read a document and replace words in it; each edit must hit exactly one place."""
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {name}.md"
        text = text.replace(old, new)
    return tuple(_block(line) for line in text.splitlines() if line.strip())


def _block(line: str) -> Block:
    for mark, kind in _MARKS:
        if line.startswith(mark):
            return Block(kind, line.removeprefix(mark).strip())
    return Block("p", line.strip())
