"""Reads posts: what a message says itself, and what it forwards or quotes.

A shared message stands in `attachments`, in one of several places (its `text`, its blocks, the messages in `message_blocks`, an
attachment of its own, or only the `fallback`); posts of apps may have blocks alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from adapters.slack.incoming import Payload, typed

_DEEPEST = 5
"""So many posts inside each other are read; nobody forwards a forwarded message more often."""
_FALLBACK_FRONT = re.compile(r"^\[[^\]]{1,60}\] [^:]{1,80}: ")
"""Date and author in front of a shared message's fallback: `[August 7th, 2023 1:00 PM] ann: …`."""
_TEXT_BLOCKS = {"section", "header", "context", "markdown", "image", "table", "container"}


class Post(NamedTuple):
    """A message that somebody wrote or shared; `ts` is the timestamp that Slack gave it."""

    text: str
    ts: str


def read_post(message: Payload) -> Post:
    """Return everything a message says; if it only forwards a post, with the date of that post."""
    own, shared = own_words(message), forwarded(message)
    if shared is None:
        return Post(own, message["ts"])
    return Post(f"{own}\n{shared.text}".strip(), message["ts"] if own else shared.ts or message["ts"])


def own_words(message: Payload) -> str:
    """Return what a message says itself."""
    return typed(message.get("text") or "") or _words_of(message.get("blocks"))


def forwarded(message: Payload) -> Post | None:
    """Return what a message forwards or quotes, None if nothing."""
    shared = [(held, words) for held in _attachments(message) if (words := _attached(held))]
    if not shared:
        return None
    return Post("\n".join(words for _, words in shared), str(shared[0][0].get("ts") or ""))


def _attachments(held: Payload) -> list[Payload]:
    return [attachment for attachment in held.get("attachments") or () if isinstance(attachment, Mapping)]


def _attached(attachment: Payload, depth: int = 0) -> str:
    """Return the words of an attachment, from the first of the places in which they may stand."""
    messages = [part["message"] for part in attachment.get("message_blocks") or () if isinstance(part.get("message"), Mapping)]
    inner = [nested for held in (attachment, *messages) for nested in _attachments(held)] if depth < _DEEPEST else []
    title = "" if attachment.get("is_share") or attachment.get("is_msg_unfurl") else typed(attachment.get("title") or "")
    words = (
        typed(attachment.get("text") or "")
        or _words_of(attachment.get("blocks"))
        or "\n".join(filter(None, (_words_of(message.get("blocks")) or typed(message.get("text") or "") for message in messages)))
    )
    said = "\n".join(filter(None, (title, words, *(_attached(nested, depth + 1) for nested in inner))))
    return said or typed(_FALLBACK_FRONT.sub("", attachment.get("fallback") or ""))


def _words_of(blocks: Any) -> str:  # noqa: ANN401 - as Slack sends it
    """Return what can be read in blocks, a line for each paragraph and point."""
    lines = (line.strip() for block in blocks or () if isinstance(block, Mapping) for line in _lines(block))
    return "\n".join(line for line in lines if line)


def _lines(element: Mapping[str, Any]) -> Iterator[str]:
    kind = element.get("type")
    if kind in {"rich_text", "rich_text_list"}:
        for held in element.get("elements") or ():
            yield from _lines(held)
    elif kind in {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}:
        yield "".join(str(part.get("text") or part.get("url") or "") for part in element.get("elements") or ())
    elif kind in _TEXT_BLOCKS:
        for held in (element.get("text"), element.get("title"), *(element.get("fields") or ()), *(element.get("elements") or ())):
            text = held.get("text") if isinstance(held, Mapping) else held
            if isinstance(text, str):
                yield typed(text)
