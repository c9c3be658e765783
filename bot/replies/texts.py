"""Cut a text at a sentence or a word."""

from __future__ import annotations

_LEAST_KEPT = 0.5
"""Ending at a sentence must keep this share of the room; otherwise the text ends at a word."""


def cut(text: str, most: int, remark: str = "…") -> str:
    """Return a text of at most `most` characters: whole, or ended at a sentence or a word with a remark that it was cut."""
    if len(text) <= most:
        return text
    kept = text[: max(0, most - len(remark) - 1)]
    sentence = max(kept.rfind(end) for end in (". ", "? ", "! ", "; "))
    if sentence >= len(kept) * _LEAST_KEPT:
        return f"{kept[: sentence + 1]} {remark}"
    return cut_name(text, most, remark)


def cut_name(text: str, most: int, remark: str = "…") -> str:
    """Return a name or a title of at most `most` characters, ended at a word: a full stop in it ends no sentence."""
    if len(text) <= most:
        return text
    kept = text[: max(0, most - len(remark) - 1)]
    word = kept.rfind(" ")
    return f"{(kept[:word] if word > 0 else kept).rstrip()}{remark}"[:most]
