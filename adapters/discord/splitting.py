"""Lengths as Discord counts them, and texts that are longer than one description may be.

Limits are those of "Embed Limits" in Discord's documentation. Lengths are counted in UTF-16 units, the strictest way in
which Discord may count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

MAX_TITLE = 256
MAX_DESCRIPTION = 4_096
MAX_TOTAL = 6_000
"""Over all embeds of a message."""
MAX_FOOTER = MAX_TOTAL - MAX_TITLE - MAX_DESCRIPTION
"""Below 2,048, which Discord takes, so that an embed that is full otherwise still fits into a message with it."""
MAX_EMBEDS = 10
_GAP = "\n\n"


def size(text: str) -> int:
    """Return how long a text is for Discord."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def cut_to_size(text: str, most: int) -> str:
    """Return the beginning of a text, as much as fits."""
    while size(text) > most:
        text = text[: len(text) - max(1, (size(text) - most) // 2)]
    return text


def split(paragraphs: Sequence[str]) -> list[str]:
    """Return paragraphs as few descriptions; one that is too long by itself is broken between lines."""
    descriptions: list[str] = []
    for paragraph in paragraphs:
        for number, piece in enumerate(_broken(paragraph)):
            joint = _GAP if number == 0 else "\n"
            if descriptions and size(descriptions[-1]) + len(joint) + size(piece) <= MAX_DESCRIPTION:
                descriptions[-1] += joint + piece
            else:
                descriptions.append(piece)
    return descriptions


def _broken(text: str) -> Iterator[str]:
    if size(text) <= MAX_DESCRIPTION:
        yield text
        return
    for line in text.split("\n"):
        yield from _chunks(line)


def _chunks(line: str) -> Iterator[str]:
    """Yield a line in pieces; a line of a source is never longer than one piece, because its link is not."""
    most = MAX_DESCRIPTION // 2  # in characters, each of which may count twice
    while size(line) > MAX_DESCRIPTION:
        end = line.rfind(" ", most // 2, most)
        end = end if end > 0 else most
        if (len(line[:end]) - len(line[:end].rstrip("\\"))) % 2:
            end -= 1  # a backslash stays with what it escapes
        yield line[:end]
        line = f"…{line[end:].lstrip()}"  # with something in front, a line begins no heading
    if line.strip():
        yield line
