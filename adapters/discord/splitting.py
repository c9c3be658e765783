"""Lengths as Discord counts them, and texts that are longer than one message may be.

Lengths are counted in UTF-16 units, the strictest way in which Discord may count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

MAX_TEXT = 4_000
"""Over all text displays of a message."""
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
    """Return paragraphs as few texts, each of which fits into a message; one that is too long by itself is broken between lines."""
    texts: list[str] = []
    for paragraph in paragraphs:
        for number, piece in enumerate(_broken(paragraph)):
            joint = _GAP if number == 0 else "\n"
            if texts and size(texts[-1]) + len(joint) + size(piece) <= MAX_TEXT:
                texts[-1] += joint + piece
            else:
                texts.append(piece)
    return texts


def _broken(text: str) -> Iterator[str]:
    if size(text) <= MAX_TEXT:
        if text.strip():
            yield text
        return
    for line in text.split("\n"):
        yield from _chunks(line)


def _chunks(line: str) -> Iterator[str]:
    """Yield a line in pieces; a line of a source is never longer than one piece, because its link is not."""
    most = MAX_TEXT // 2  # in characters, each of which may count twice
    while size(line) > MAX_TEXT:
        end = line.rfind(" ", most // 2, most)
        end = end if end > 0 else most
        if (len(line[:end]) - len(line[:end].rstrip("\\"))) % 2:
            end -= 1  # a backslash stays with what it escapes
        yield line[:end]
        line = f"…{line[end:].lstrip()}"  # with something in front, a line begins no heading
    if line.strip():
        yield line
