"""Sources in small print, each a line with its link; chunked so that no text is too long for a block."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from adapters.slack.limits import MAX_TEXT, MAX_URL, Json, cut
from adapters.slack.mrkdwn import address, clean, escape, link, small_print
from adapters.slack.room import Room
from bot.replies import wording
from bot.replies.layout import Sources, source_words
from knowledge.base import Cited

_LINES_KEPT = 4_096
"""The shipped knowledge cites some 1,500 sources; a line is the same in every answer that cites it."""


def link_of(entry: Cited) -> str:
    """Where a source's link leads: to the copy that was read, where there is one."""
    return entry.source.archived_url or entry.source.url


def lay_out_sources(block: Sources, room: Room, footnote: str) -> Iterator[Json]:
    """The context blocks of a list of sources, with a footnote below it where there is one."""
    text = f"*{wording.SOURCES}*"
    for line in (*_within(block, room), *_footnote(footnote)):
        if len(text) + 1 + len(line) > MAX_TEXT:
            yield small_print(text)
            text = line
        else:
            text = f"{text}\n{line}"
    yield small_print(text)


def _footnote(text: str) -> Iterator[str]:
    if text:
        words = escape(text)
        yield words if len(words) <= MAX_TEXT else escape(cut(text, MAX_TEXT // 5))


def _within(block: Sources, room: Room) -> Iterator[str]:
    """The lines that fit; how many do not is said, never hidden."""
    used = 0
    for index, entry in enumerate(block.sources):
        line = _line(entry, room.source, room.source_dates)
        used += len(line) + 1
        if used > room.sources:
            yield escape(wording.more_sources(len(block.sources) - index))
            return
        yield line


@lru_cache(_LINES_KEPT)
def _line(entry: Cited, title_room: int, whole: bool) -> str:
    title = clean(entry.source.title)
    rest = clean(source_words(entry))[len(title) :] if whole else ""
    for label, more in ((cut(title, title_room), cut(rest, title_room)), (cut(title, min(60, title_room)), "")):
        line = f"• {_linked(link_of(entry), label)}{escape(more)}"
        if len(line) <= MAX_TEXT:
            return line
    return f"• {escape(cut(title, 60))}"


@lru_cache(_LINES_KEPT)
def plain_line(entry: Cited) -> str:
    """A source with its address, for the plain text."""
    return f"• {escape(clean(source_words(entry)))} {address(link_of(entry))}"


def _linked(url: str, label: str) -> str:
    return link(url, label) if len(address(url)) <= MAX_URL else escape(label)
