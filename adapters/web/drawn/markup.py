"""Turn the markup of Slack and Discord into HTML: what of it our messages use. Everything else is escaped, whatever it looks like."""

from __future__ import annotations

import re
from html import escape, unescape

_SLACK = re.compile(r"<(?P<url>https?://[^|>]+)\|(?P<label>[^>]*)>|<@(?P<person>\w+)>|\*(?P<bold>[^*\n]+)\*|\n")
_DISCORD = re.compile(
    r"\\(?P<literal>.)|\*\*(?P<bold>(?:\\.|[^*\\])+)\*\*|\[(?P<label>(?:\\.|[^\]\\])+)\]\(<?(?P<url>[^)>]+)>?\)", re.DOTALL
)
_BLOCKS = {"- ": "item", "-# ": "small"}
"""The beginnings of a line in Discord, with the class of the element that shows it."""


def slack(text: str) -> str:
    """Return Slack's mrkdwn as HTML."""
    shown, end = [], 0
    for found in _SLACK.finditer(text):
        shown += [_slack_words(text[end : found.start()]), _slack_mark(found)]
        end = found.end()
    return "".join((*shown, _slack_words(text[end:])))


def _slack_mark(found: re.Match[str]) -> str:
    if found["url"]:
        return f"<u>{_slack_words(found['label'])}</u>"
    if found["person"]:
        return "<span>@you</span>"
    return f"<b>{_slack_words(found['bold'])}</b>" if found["bold"] else "<br>"


def _slack_words(text: str) -> str:
    """Escape words, of which Slack's markup escapes some already."""
    return escape(unescape(text))


def discord(text: str) -> str:
    """Return Discord's Markdown as HTML; every second part between fences is code."""
    parts = re.split(r"\n?```\n?", text)
    return "".join(f"<pre>{escape(part)}</pre>" if number % 2 else _discord_lines(part) for number, part in enumerate(parts))


def _discord_lines(text: str) -> str:
    return "".join(map(_discord_line, text.split("\n"))) if text else ""


def _discord_line(line: str) -> str:
    for begins, name in _BLOCKS.items():
        if line.startswith(begins):
            return f"<div class={name}>{_discord_words(line.removeprefix(begins))}</div>"
    return f"<div>{_discord_words(line) or '&nbsp;'}</div>"


def _discord_words(text: str) -> str:
    shown, end = [], 0
    for found in _DISCORD.finditer(text):
        shown += [escape(text[end : found.start()]), _discord_mark(found)]
        end = found.end()
    return "".join((*shown, escape(text[end:])))


def _discord_mark(found: re.Match[str]) -> str:
    if found["literal"]:
        return escape(found["literal"])
    return f"<b>{_discord_words(found['bold'])}</b>" if found["bold"] else f"<u>{_discord_words(found['label'])}</u>"
