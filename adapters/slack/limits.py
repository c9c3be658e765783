"""How much Slack takes, and cutting a text where a sentence ends.

Numbers: docs.slack.dev/reference/block-kit and `slack_sdk.models.blocks`, unless said otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

MAX_BLOCKS = 50
MAX_TEXT = 3_000
"""Characters of one text object; the context block keeps to it too."""
MAX_HEADER = 150
MAX_LABEL = 75
MAX_VALUE = 2_000
MAX_BLOCK_ID = 255
MAX_ROWS, MAX_COLUMNS = 100, 20
MAX_URL = 2_000
"""Shorter than the 3,000 that Slack takes, so that a link fits into a text with its label."""
MAX_FALLBACK = 40_000
"""Characters of a message's `text`; what is longer is cut off by Slack (changelog of April 2018)."""
MAX_TEXTS = 9_900
"""Characters of all texts in the blocks together. Undocumented: Slack refuses some messages from 11,341 on (slackapi/bolt-js#2867)."""
MAX_SERIALISED = 12_500
"""Characters of the blocks as JSON, links and containers counted. Undocumented: refusals begin at 13,172 (slackapi/bolt-js#2509), and Slack
adds an id of its own to each block."""

serialised = json.JSONEncoder(check_circular=False, separators=(",", ":")).encode
"""Blocks as they are sent."""
_as_characters = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_LEAST_KEPT = 0.5
"""The share of the room below which ending at a sentence would lose too much; then it ends at a word."""


def cut(text: str, room: int, remark: str = "…") -> str:
    """A text in at most `room` characters: whole, or ended at a sentence or a word, with the remark that it was cut."""
    if len(text) <= room:
        return text
    kept = text[: max(0, room - len(remark) - 1)]
    sentence = max(kept.rfind(end) for end in (". ", "? ", "! ", "; "))
    if sentence >= len(kept) * _LEAST_KEPT:
        return f"{kept[: sentence + 1]} {remark}"
    word = kept.rfind(" ")
    return f"{(kept[:word] if word > 0 else kept).rstrip()}{remark}"[:room]


def fits(blocks: list[Json], as_sent: str) -> bool:
    """Whether the blocks together, `serialised`, are short enough for one message."""
    if len(blocks) > MAX_BLOCKS:
        return False
    if len(as_sent) <= MAX_TEXTS:  # then its characters, which may be escaped there, are fewer still, and the texts in it too
        return True
    return len(_as_characters(blocks)) <= MAX_SERIALISED and sum(map(len, texts(blocks))) <= MAX_TEXTS


def texts(value: object) -> Iterator[str]:
    """Every text in blocks, of whatever kind."""
    if isinstance(value, list):
        for held in value:
            yield from texts(held)
    elif isinstance(value, dict):
        for name, held in value.items():
            if name == "text" and isinstance(held, str):
                yield held
            elif isinstance(held, (list, dict)):
                yield from texts(held)
