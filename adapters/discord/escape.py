"""Make any text harmless in Discord's markdown: it pings nobody, leads nowhere and lays nothing out.

Everything that is not our own layout goes through here, whoever wrote it, so that nothing has to be told apart. Markdown
is escaped by a backslash; what Discord reads before markdown (mentions, addresses) is broken by a space of no width.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

_BREAK = "\u200b"
_SPECIAL = re.compile(r"[\\*_~`|\[\]]")
_ESCAPE = re.compile(r"\\(.)")
_AT_A_START = re.compile(r"([ \t]*)(#{1,3}|-#|>{1,3}|[-+]|\d{1,9}(?=\.))(?=[\s.]|$)")
_MENTION = re.compile(r"<(?=[@#:/A-Za-z])|@(?=everyone|here)")
_UNSAFE_IN_LINK = re.compile(r"[\s()<>\\`|\x00-\x1f\x7f]")
MAX_LINK = 2_000
"""A longer address is written out instead of linked; no browser is sure to take it."""


def plain(text: str) -> str:
    """Return the text without what turns or hides other text (directional marks, control characters); line breaks stay."""
    return "".join(letter for letter in text if letter == "\n" or not _turns(letter))


def escaped(text: str) -> str:
    """Return the text as markdown that shows just this text."""
    text = plain(text)
    text = _MENTION.sub(lambda found: found[0] + _BREAK, text).replace("://", f":{_BREAK}//")
    text = _SPECIAL.sub(lambda found: "\\" + found[0], text)
    return "\n".join(map(_line_escaped, text.split("\n")))


def unescaped(markdown: str) -> str:
    """Return the text that `escaped` made markdown of."""
    return _ESCAPE.sub(lambda found: found[1], markdown.replace(_BREAK, ""))


def one_line(text: str) -> str:
    """Return the text without line breaks and directional marks, for places in which Discord reads no markdown."""
    return " ".join(plain(text).split())


def masked_link(label: str, url: str) -> str:
    """Return a link under words, or the words with the address written out if it cannot be linked."""
    safe = _UNSAFE_IN_LINK.sub(lambda found: quote(found[0], safe=""), url)
    words = escaped(" ".join(label.split()))
    if len(safe) > MAX_LINK or not safe.lower().startswith(("http://", "https://")):
        return f"{words} ({escaped(url)})"
    return f"[{words}]({safe})"


def _line_escaped(line: str) -> str:
    found = _AT_A_START.match(line)
    if found is None:
        return line
    # Of "1." the full stop is escaped, which stands behind what was found; a digit cannot be.
    place = found.end(2) if found[2].isdigit() else found.start(2)
    return f"{line[:place]}\\{line[place:]}"


def _turns(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs"} and letter not in {"\u200d", "\ufe0f"}
