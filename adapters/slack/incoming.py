"""Reads what Slack sends: who did it, in which conversation, and the text as the person typed it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.authorizing import SURFACE, Access, workspaces_of
from bot.dialogue.asker import Asker
from bot.storage import Person, Workspace

Payload = Mapping[str, Any]
"""A part of what Slack sends."""
_CONTROL = re.compile(r"<([@#!][^<>|\s]*|[a-z]+:[^<>|\s]*)(?:\|([^<>]*))?>")
"""What Slack puts into angle brackets; what a person types there has no brackets left by the time it arrives."""
_MENTION_IN_FRONT = r"^\s*(?:<@{}(?:\|[^<>]*)?>[\s,:]*)+"
_ANSWERED_SUBTYPES = frozenset({None, "file_share", "thread_broadcast"})
"""Messages that somebody wrote; every other subtype tells of an edit, a deletion, a bot, somebody who joined, and so on."""


def workspace_of(context: AsyncBoltContext) -> Workspace:
    """The workspace under which everything of a request is stored."""
    access = context.authorize_result
    if isinstance(access, Access):
        return access.workspace
    named = workspaces_of(context.enterprise_id, context.team_id, org_wide=context.is_enterprise_install)
    return named[0] if named else Workspace(SURFACE, "")


def person_of(context: AsyncBoltContext) -> Person:
    """Who did it."""
    return Person(workspace_of(context), context.user_id or "")


def asker_in(person: Person, channel: str, thread: str = "") -> Asker:
    """Somebody in a conversation: a thread, a direct message, or what they ask in a channel for themselves alone."""
    if thread:
        return Asker(person, f"{channel}:{thread}")
    if is_direct(channel):
        return Asker(person, channel)
    return private_asker(person, channel)


def private_asker(person: Person, channel: str) -> Asker:
    """Somebody who asks for themselves alone, by a command or in a private answer."""
    return Asker(person, f"{channel}/{person.id}", leaning_only=True)


def is_direct(channel: str) -> bool:
    """Whether a channel's id is that of a direct conversation."""
    return channel.startswith("D")


def somebody_wrote(event: Payload) -> bool:
    """Whether an event is a new message of a person: no bot's, no edit, no notice."""
    return (
        event.get("subtype") in _ANSWERED_SUBTYPES
        and not event.get("bot_id")
        and not event.get("edited")
        and event.get("user") not in {None, "", "USLACKBOT"}
    )


def typed(text: str, bot_user_id: str = "") -> str:
    """The text as the person typed it: without the mention of the app in front, Slack's escaping undone.

    Slack writes `&`, `<` and `>` as entities, and puts links, mentions and channels into angle brackets
    (docs.slack.dev/messaging/formatting-message-text).
    """
    if bot_user_id:
        text = re.sub(_MENTION_IN_FRONT.format(re.escape(bot_user_id)), "", text)
    if "<" in text:
        text = _CONTROL.sub(_as_typed, text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _as_typed(match: re.Match[str]) -> str:
    target, label = match.groups()
    if label:
        return f"#{label}" if target.startswith("#") else f"@{label}" if target.startswith("@") else label
    if target.startswith("!"):
        return "@" + target[1:].partition("^")[0]
    return target
