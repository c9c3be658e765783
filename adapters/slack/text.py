"""Text for Slack: how long it may be, making it safe for markup, rich text, and the plain text beside the blocks of a card.

Rich text elements hold text that Slack never reads for markup, so whatever may come from a person stands in them. Escaping is for
what only exists as markup (small print with links) and for a message's plain `text`. Sources: docs.slack.dev/reference/block-kit,
docs.slack.dev/messaging/formatting-message-text; `verbatim` keeps Slack from making links of bare addresses and names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.replies import wording
from bot.replies.blocks import Block, BlockRole, Heading, Paragraph, Points, Row, Sources, Table
from bot.replies.card import Card
from bot.replies.sourced import source_words, where_read
from bot.replies.texts import cut
from knowledge.base import Cited

Json = dict[str, Any]

MAX_BLOCKS = 50
MAX_TEXT = 3_000
"""Characters of one text object; the context block keeps to it too."""
MAX_HEADER = 150
MAX_LABEL = 75
MAX_VALUE = 2_000
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

_CONTROL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_ADDRESS = str.maketrans({"&": "&amp;", "<": "%3C", ">": "%3E", "|": "%7C", " ": "%20"})
_LOOKALIKES = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
_MARK = re.compile(r"(?<!\w)[*_~`]+|[*_~`]+(?!\w)")
"""Formatting marks count only at the edge of a word."""
_EMOJI = re.compile(r":(?=[a-z0-9_+'-]+:)")
_QUOTE = re.compile(r"^(?=&gt;)", re.MULTILINE)
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=[^\W_])(?=\.[^\W\d_]{2})|(?<=@)(?=\w)")
_JOINER = "\u2060"  # invisible and without width: an address with it in is none
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
"""Control characters, line breaks, changes of the direction of writing, and halves of characters."""


def fits(blocks: Sequence[Json]) -> bool:
    """Return True if the blocks together, and each text in them, are short enough for one message."""
    serialised = json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))
    lengths = [len(text) for text in texts(blocks)]
    whole = len(blocks) <= MAX_BLOCKS and len(serialised) <= MAX_SERIALISED and sum(lengths) <= MAX_TEXTS
    return whole and max(lengths, default=0) <= MAX_TEXT


def texts(value: object) -> Iterator[str]:
    """Yield every text in blocks, of whatever kind."""
    if isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, dict):
        for name, part in value.items():
            if name == "text" and isinstance(part, str):
                yield part
            elif isinstance(part, (list, dict)):
                yield from texts(part)


def clean(text: str) -> str:
    """Return a text in one line, without characters that change how others are shown."""
    return text if text.isprintable() else " ".join(_UNPRINTABLE.sub(" ", text).split())


def escape(text: str) -> str:
    """Return a text for markup: control sequences and formatting in it mean nothing."""
    text = _MARK.sub(lambda match: match[0].translate(_LOOKALIKES), text.translate(_CONTROL))
    return _EMOJI.sub("∶", text)


def escape_person(text: str) -> str:
    """Escape words that may be a person's: nothing in it becomes a link, a mention or a quotation either."""
    return _QUOTE.sub(_JOINER, _ADDRESS.sub(_JOINER, escape(text)))


def address(url: str) -> str:
    """Return an address as it stands in markup."""
    return "".join(clean(url).split()).translate(_IN_ADDRESS)


def link(url: str, label: str) -> str:
    """Return a link with a label."""
    return f"<{address(url)}|{escape(label)}>"


def mention(user: str) -> str:
    """Return a mention of a person by id; anything but letters and digits is left out."""
    return f"<@{''.join(filter(str.isalnum, user))}>"


def small_print(text: str) -> dict[str, Any]:
    """Return a context block of one text in markup."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def plain(text: str) -> Json:
    """Return words."""
    return {"type": "text", "text": text}


def bold(text: str) -> Json:
    """Return words that stand out."""
    return {"type": "text", "text": text, "style": {"bold": True}}


def section(*parts: Json) -> Json:
    """Return a paragraph."""
    return {"type": "rich_text_section", "elements": list(parts)}


def quote(text: str) -> Json:
    """Return a paragraph set off by a bar at its side."""
    return {"type": "rich_text_quote", "elements": [plain(text)]}


def bullets(points: Iterable[Json]) -> Json:
    """Return a list of paragraphs."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(points)}


def numbered(points: Iterable[Json]) -> Json:
    """Return a numbered list of paragraphs."""
    return {"type": "rich_text_list", "style": "ordered", "elements": list(points)}


def block(elements: Sequence[Json]) -> Json:
    """Return the block around paragraphs and lists."""
    return {"type": "rich_text", "elements": list(elements)}


def plain_text(card: Card, above: str = "") -> str:
    """Return the text of a card, the answer first; below its brief a line of its own if there is one. Nothing in it is markup."""
    said = [block for block in card.brief if block.role is not BlockRole.READ_IN]
    brief, details = ([line for block in blocks for line in _lines(block)] for blocks in (said, card.details))
    text = cut("\n".join(line for line in (*brief, above, *details) if line), MAX_FALLBACK)
    return text if text.strip() else "…"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield _words(text)
        case Paragraph(text=text, label=label):
            yield f"{_words(label)}: {_words(text)}" if label else _words(text)
        case Points(label=label, points=points):
            if points:
                yield f"{_words(label)}:"
            yield from (f"• {_words(point)}" for point in points)
        case Sources(sources=sources):
            yield f"{wording.SOURCES}:"
            yield from map(_plain_line, sources)
        case Table(rows=rows):
            yield from (f"• {_words(answer_in(row))}" for row in rows)


def _words(text: str) -> str:
    return escape_person(clean(text))


def _plain_line(entry: Cited) -> str:
    """Return a source with its address, for the plain text."""
    return f"• {escape(clean(source_words(entry)))} {address(where_read(entry))}"


def answer_in(row: Row) -> str:
    """Return a platform of a table with its answer in words."""
    return f"{row.name}: {row.answer or wording.NOT_KNOWN}"
