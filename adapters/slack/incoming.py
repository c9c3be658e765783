"""Read what Slack sends: who did it, in which conversation, where an answer goes, the text as typed, and posts with what they forward.

A shared message stands in `attachments`, in one of several places (its `text`, its blocks, the messages in `message_blocks`, an
attachment of its own, or only the `fallback`); posts of apps may have blocks alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Self

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.buttons import CHOOSE, MORE
from adapters.slack.settings import SURFACE
from bot.dialogue.asker import Asker
from bot.storage import Delivery, Destination, Person, Workspace

Payload = Mapping[str, Any]
"""A part of what Slack sends."""
_CONTROL = re.compile(r"<([@#!][^<>|\s]*|[a-z]+:[^<>|\s]*)(?:\|([^<>]*))?>")
"""Markup that Slack puts into angle brackets; brackets that a person types arrive as entities."""
_MENTION_IN_FRONT = r"^\s*(?:<@{}(?:\|[^<>]*)?>[\s,:]*)+"
_ANSWERED_SUBTYPES = frozenset({None, "file_share", "thread_broadcast"})
"""Messages that somebody wrote; every other subtype tells of an edit, a deletion, a bot, somebody who joined, and so on."""


class Place(NamedTuple):
    """The destination of an answer and its reader; as a delivery's address it outlives a restart.

    `user` is who asked; `channel` and `thread` where (the thread's first message); `new_thread` tells that the thread has no
    replies yet, so that Slack shows nothing ephemeral in it; `response_url` takes private answers for half an hour; `open` tells
    that the answer is for everybody in the conversation: a mention, a direct message.
    """

    user: str
    channel: str = ""
    thread: str = ""
    response_url: str = ""
    open: bool = False
    new_thread: bool = False

    def address(self) -> dict[str, str]:
        """Return the place as a delivery's address."""
        return {name: "yes" if value is True else value for name, value in self._asdict().items() if value}

    @classmethod
    def at(cls, address: Mapping[str, str]) -> Self:
        """Return the place behind an address."""
        named = {name: address.get(name, "") for name in ("user", "channel", "thread", "response_url")}
        return cls(**named, open="open" in address, new_thread="new_thread" in address)


class Incoming(NamedTuple):
    """Something to answer: who did it, the id under which it is claimed, where the answer goes and with which client."""

    person: Person
    key: str
    place: Place
    client: AsyncWebClient

    @property
    def delivery(self) -> Delivery:
        """The event as the store knows it."""
        return Delivery(self.person, self.key, self.place.address())

    def in_private(self) -> Incoming:
        """Return the event with an answer for its asker alone."""
        return self._replace(place=self.place._replace(open=False))


class Press(NamedTuple):
    """An element pressed, chosen or typed into, in a message or in the App Home.

    `name` is the action without its number; `message` the id of the message it stands in, "" in the App Home; `outside` as in `Asker`.
    """

    name: str
    value: str
    block: str
    person: Person
    place: Place
    message: str
    trigger: str
    client: AsyncWebClient
    outside: bool = False

    @property
    def in_home(self) -> bool:
        """True if it was pressed in the App Home."""
        return not self.message

    @property
    def asker(self) -> Asker:
        """The person who pressed, with the conversation; in the App Home there is none."""
        if self.in_home:
            return Asker(self.person, direct=direct_to(self.person), outside=self.outside)
        return asker_in(self.person, self.place.channel, self.place.thread, outside=self.outside)

    @property
    def event(self) -> Incoming:
        """The press as an event to answer; Slack gives each press a trigger id of its own."""
        return self.as_event(f"press:{self.trigger}")

    def as_event(self, key: str) -> Incoming:
        """Return the press under another key, for what may be done only once however often it is pressed."""
        return Incoming(self.person, key, self.place, self.client)


def read_press(context: AsyncBoltContext, body: Payload) -> Press:
    """Read a payload of the type `block_actions`."""
    action = body["actions"][0]
    container = body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    thread = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts") or ""
    person = person_of(context)
    with_us = is_direct(channel) and not container.get("is_ephemeral")
    chosen = action.get("selected_option") if "selected_option" in action else action
    name, value = action["action_id"].partition(":")[0], str((chosen or {}).get("value") or "")
    if name in {MORE, CHOOSE}:  # an option says which action it stands for
        name, _, value = value.partition("|")
    return Press(
        name=name,
        value=value,
        block=action.get("block_id") or "",
        person=person,
        place=Place(person.id, channel, thread, body.get("response_url") or "", open=with_us),
        message=container.get("message_ts") or "",
        trigger=body.get("trigger_id") or action.get("action_ts") or "",
        client=context.client,
        outside=seen_outside(body),
    )


def workspace_of(context: AsyncBoltContext) -> Workspace:
    """Return the workspace of a request, or its organisation if that installed the app for all its workspaces."""
    if context.is_enterprise_install and context.enterprise_id:
        return Workspace(SURFACE, context.enterprise_id)
    authorized = context.authorize_result
    return Workspace(SURFACE, (authorized and authorized.team_id) or context.team_id or "")


def seen_outside(body: Payload) -> bool:
    """Return True if people of other companies may be in the conversation (Slack Connect), or one of them pressed."""
    presser, team = (body.get(key) or {} for key in ("user", "team"))
    pressed_elsewhere = isinstance(presser, dict) and presser.get("team_id") not in {None, team.get("id")}
    return bool(body.get("is_ext_shared_channel")) or pressed_elsewhere


def person_of(context: AsyncBoltContext) -> Person:
    """Return who did it."""
    return Person(workspace_of(context), context.user_id or "")


def asker_in(person: Person, channel: str, thread: str = "", *, outside: bool = False) -> Asker:
    """Return somebody in the conversation that is there to see: a thread, a direct message, else what they asked here in private."""
    if thread or is_direct(channel):
        conversation, here = f"{channel}:{thread}" if thread else channel, _in_channel(person, channel)
        return Asker(person, conversation, direct=direct_to(person), here=here, outside=outside)
    return private_asker(person, channel, outside=outside)


def private_asker(person: Person, channel: str, *, outside: bool = False) -> Asker:
    """Return somebody who asks for themselves alone, by a command or below a private answer."""
    here = _in_channel(person, channel)
    return Asker(person, f"{channel}/{person.id}", leaning_only=True, direct=direct_to(person), here=here, outside=outside)


def direct_to(person: Person) -> Destination:
    """Return where the app can write to a person alone: Slack takes a user's id for the direct conversation with them."""
    return Destination(person, person.id, {"workspace": person.workspace.id, "channel": person.id})


def _in_channel(person: Person, channel: str) -> Destination | None:
    """Return the channel in which somebody wrote or used a command, which takes the right to post there."""
    if not channel:
        return None
    if is_direct(channel):
        return direct_to(person)
    return Destination(person, channel, {"workspace": person.workspace.id, "channel": channel, "added_by": person.id})


def is_direct(channel: str) -> bool:
    """Return True if a channel's id is that of a direct conversation."""
    return channel.startswith("D")


def somebody_wrote(event: Payload) -> bool:
    """Return True if an event is a message of a person: no bot's, no edit, no notice."""
    return event.get("subtype") in _ANSWERED_SUBTYPES and not event.get("bot_id") and event.get("user") not in {None, "", "USLACKBOT"}


def mention_added(event: Payload, bot_user_id: str) -> Payload | None:
    """Return the message to which an edit (`message_changed`) added a mention of the app, None if it added none."""
    mention = f"<@{bot_user_id}"
    now, before = event.get("message") or {}, event.get("previous_message") or {}
    if is_direct(event["channel"]) or mention not in (now.get("text") or "") or mention in (before.get("text") or ""):
        return None
    return {**now, "channel": event["channel"]}


def typed(text: str, bot_user_id: str = "") -> str:
    """Return the text as the person typed it: without the mention of the app in front, Slack's escaping undone.

    Slack writes `&`, `<` and `>` as entities, and puts links, mentions and channels into angle brackets
    (docs.slack.dev/messaging/formatting-message-text).
    """
    if bot_user_id:
        text = re.sub(_MENTION_IN_FRONT.format(re.escape(bot_user_id)), "", text)
    text = _CONTROL.sub(_as_typed, text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _as_typed(match: re.Match[str]) -> str:
    target, label = match.groups()
    if label:
        return f"#{label}" if target.startswith("#") else f"@{label}" if target.startswith("@") else label
    if target.startswith("!"):
        return "@" + target[1:].partition("^")[0]
    return target


_DEEPEST = 5
"""Depth to which posts inside each other are read; nobody forwards a forwarded message more often."""
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
    shared = [(part, words) for part in _attachments(message) if (words := _attached(part))]
    if not shared:
        return None
    return Post("\n".join(words for _, words in shared), str(shared[0][0].get("ts") or ""))


def _attachments(part: Payload) -> list[Payload]:
    return [attachment for attachment in part.get("attachments") or () if isinstance(attachment, Mapping)]


def _attached(attachment: Payload, depth: int = 0) -> str:
    """Return the words of an attachment, from the first of the places in which they may stand."""
    messages = [part["message"] for part in attachment.get("message_blocks") or () if isinstance(part.get("message"), Mapping)]
    inner = [nested for part in (attachment, *messages) for nested in _attachments(part)] if depth < _DEEPEST else []
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
        for part in element.get("elements") or ():
            yield from _lines(part)
    elif kind in {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}:
        yield "".join(str(part.get("text") or part.get("url") or "") for part in element.get("elements") or ())
    elif kind in _TEXT_BLOCKS:
        for part in (element.get("text"), element.get("title"), *(element.get("fields") or ()), *(element.get("elements") or ())):
            text = part.get("text") if isinstance(part, Mapping) else part
            if isinstance(text, str):
                yield typed(text)
