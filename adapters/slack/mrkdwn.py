"""Slack's markup: making text safe for it, and links.

Where a text may come from a person, the layout uses rich text elements, which Slack does not read for markup at all; this
module is for what only exists as markup (small print with links) and for a message's plain `text`. Source:
docs.slack.dev/messaging/formatting-message-text; `verbatim` keeps Slack from making links of bare addresses and names.
"""

from __future__ import annotations

import re
from typing import Any

_CONTROL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_ADDRESS = str.maketrans({"&": "&amp;", "<": "%3C", ">": "%3E", "|": "%7C", " ": "%20"})
_LOOKALIKES = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
_MARK = re.compile(r"(?<!\w)[*_~`]+|[*_~`]+(?!\w)")
"""Formatting marks count only at the edge of a word."""
_EMOJI = re.compile(r":(?=[a-z0-9_+'-]+:)")
_QUOTE = re.compile(r"^(?=&gt;)", re.MULTILINE)
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=[^\W_])(?=\.[^\W\d_]{2})|(?<=@)(?=\w)")
_JOINER = "\u2060"  # invisible and without width: an address with it in is none
_NOTABLE = re.compile(r"[&<>*_~`@:.](?:(?<![:.])|(?<=:)(?:[a-z0-9_+'-]+:|//)|(?<=[^\W_]\.)[^\W\d_]{2})")
"""Anything that the rest of this module would change: most texts have nothing of it. One set of characters first, so that it is looked
for fast."""
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
"""Control characters, line breaks, changes of the direction of writing, and halves of characters."""


def clean(text: str) -> str:
    """A text in one line, without characters that change how others are shown."""
    return text if text.isprintable() else " ".join(_UNPRINTABLE.sub(" ", text).split())


def escape(text: str) -> str:
    """A text for markup: control sequences and formatting in it mean nothing."""
    if not _NOTABLE.search(text):
        return text
    text = _MARK.sub(lambda match: match[0].translate(_LOOKALIKES), text.translate(_CONTROL))
    return _EMOJI.sub("∶", text)


def escape_person(text: str) -> str:
    """The same for words that may be a person's: nothing in it becomes a link, a mention or a quotation either."""
    if not _NOTABLE.search(text):
        return text
    return _QUOTE.sub(_JOINER, _ADDRESS.sub(_JOINER, escape(text)))


def address(url: str) -> str:
    """An address as it stands in markup."""
    return "".join(clean(url).split()).translate(_IN_ADDRESS)


def link(url: str, label: str) -> str:
    """A link with a label."""
    return f"<{address(url)}|{escape(label)}>"


def mention(user: str) -> str:
    """A person by id; anything but letters and digits is left out."""
    return f"<@{''.join(filter(str.isalnum, user))}>"


def small_print(text: str) -> dict[str, Any]:
    """A context block of one text in markup."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}
