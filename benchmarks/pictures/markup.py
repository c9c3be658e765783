"""Turn the markup of Slack and Discord into HTML: what of it our messages use."""

from __future__ import annotations

import re
from html import escape

_SLACK = re.compile(r"<(?P<url>https?://[^|>]+)\|(?P<label>[^>]*)>|<@(?P<person>\w+)>|\*(?P<bold>[^*\n]+)\*|\n")
_DISCORD = re.compile(
    r"\\(?P<literal>.)|\*\*(?P<bold>(?:\\.|[^*\\])+)\*\*|\[(?P<label>(?:\\.|[^\]\\])+)\]\(<?(?P<url>[^)>]+)>?\)", re.DOTALL
)
_BLOCKS = {"- ": "li", "-# ": "small", "### ": "h3", "## ": "h2", "# ": "h2", "> ": "blockquote"}


def slack(text: str) -> str:
    """Return Slack's mrkdwn as HTML; in it, &, < and > are escaped already."""
    return _SLACK.sub(_slack_mark, text)


def _slack_mark(found: re.Match[str]) -> str:
    if found["url"]:
        return f"<a>{found['label']}</a>"
    if found["person"]:
        return "<span class=mention>@you</span>"
    return f"<b>{found['bold']}</b>" if found["bold"] else "<br>"


def discord(text: str) -> str:
    """Return Discord's Markdown as HTML; every second part between fences is code."""
    parts = re.split(r"\n?```\n?", text)
    return "".join(f"<pre>{escape(part)}</pre>" if number % 2 else _discord_lines(part) for number, part in enumerate(parts))


def _discord_lines(text: str) -> str:
    return "".join(map(_discord_line, text.split("\n"))) if text else ""


def _discord_line(line: str) -> str:
    for begins, tag in _BLOCKS.items():
        if line.startswith(begins):
            return f"<{tag}>{_discord_words(line.removeprefix(begins))}</{tag}>"
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
    return f"<b>{_discord_words(found['bold'])}</b>" if found["bold"] else f"<a>{_discord_words(found['label'])}</a>"
