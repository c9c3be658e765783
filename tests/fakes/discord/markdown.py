"""Discord's markdown, as far as it changes what a reader can be made to believe: links, headings, quotes, lists, code.

Read generously: what some client might render counts, so that a test of escaping errs towards an alarm.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_FENCE = re.compile(r"(?<!\\)```(?:[\w+.-]*\n)?(.*?)```", re.DOTALL)
_INLINE_CODE = re.compile(r"(?<![\\`])(`{1,2})(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_MASKED = re.compile(
    r"(?<!\\)\[((?:\\.|[^\]\\\n])*)\]\(\s*(<?)((?:https?|discord|mailto)[^\s)<>]*)(>?)(?:\s+[\"'][^\"']*[\"'])?\s*\)", re.IGNORECASE
)
_BARE = re.compile(r"(<?)(https?://[^\s<>]+[^\s<>.,:;\"'\])*_~|`])(>?)", re.IGNORECASE)
_INVITE = re.compile(r"(?<![\w/.<])(?:discord\.gg|discord(?:app)?\.com/invite)/[\w-]+", re.IGNORECASE)
_MENTION = re.compile(r"(?<!\\)<(?:@[!&]?\d+|#\d+|/[^:<>\n]+:\d+|t:-?\d+(?::\w)?|a?:\w+:\d+|id:\w+)>")
_HEADING = re.compile(r"^[ \t]*(?:>{1,3}[ \t]+|[-*][ \t]+)*(#{1,3}|-#)[ \t]+(\S.*)$", re.MULTILINE)
_QUOTE = re.compile(r"^[ \t]*(?:>>>|>)[ \t]+(\S.*)$", re.MULTILINE)
_LIST = re.compile(r"^[ \t]*(?:[-*]|\d{1,9}\.)[ \t]+(\S.*)$", re.MULTILINE)
_SPOILER = re.compile(r"(?<!\\)\|\|(.+?)(?<!\\)\|\|", re.DOTALL)


class Link(NamedTuple):
    """Something that leads away: its address, the words that hide it if it is masked, and whether a preview may unfold."""

    url: str
    label: str | None = None
    unfurls: bool = False


class Markdown(NamedTuple):
    """What a text is rendered to, apart from letters in bold or italics."""

    links: tuple[Link, ...] = ()
    headings: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    spoilers: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()


def without_code(text: str) -> str:
    """The text with code blocks and inline code blanked out; mentions and links in them are only letters."""
    if "`" not in text:
        return text
    blank = _FENCE.sub(lambda found: " " * len(found[0]), text)
    return _INLINE_CODE.sub(lambda found: " " * len(found[0]), blank)


def read(text: str, *, previews: bool = False) -> Markdown:
    """What a text is rendered to; `previews` where its bare links may unfold."""
    unfenced = _FENCE.sub(lambda found: " " * len(found[0]), text)
    code = (*(found[1] for found in _FENCE.finditer(text)), *(found[2] for found in _INLINE_CODE.finditer(unfenced)))
    plain = without_code(text)
    links = [(found.start(), Link(found[3], found[1], previews and not found[2])) for found in _MASKED.finditer(plain)]
    rest = _MASKED.sub(lambda found: " " * len(found[0]), plain)
    links += [(found.start(), Link(found[2], None, previews and not (found[1] and found[3]))) for found in _BARE.finditer(rest)]
    links += [(found.start(), Link(found[0], None, previews)) for found in _INVITE.finditer(rest)]  # unfolds without a scheme too
    return Markdown(
        tuple(link for _, link in sorted(links, key=lambda placed: placed[0])),
        tuple(found[2] for found in _HEADING.finditer(plain)),
        tuple(found[1] for found in _QUOTE.finditer(plain)),
        tuple(found[1] for found in _LIST.finditer(plain)),
        tuple(found[1] for found in _SPOILER.finditer(plain)),
        code,
        tuple(found[0] for found in _MENTION.finditer(plain)),
    )
