"""The chat and conversations methods of the Web API, as docs.slack.dev/reference/methods describes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from tests.fakes.slack.checks import FlawError, Json
from tests.fakes.slack.core import ApiError, Core
from tests.fakes.slack.world import Channel, Installation, Message, completed

_TS = re.compile(r"\d+\.\d{6}")


class Context(NamedTuple):
    """A call that was let in: its arguments, the token's installation and the workspaces that it reaches."""

    core: Core
    method: str
    args: Json
    installation: Installation
    teams: list[str]

    def needed(self, name: str) -> Any:
        """An argument that must be there."""
        value = self.args.get(name)
        if value in (None, ""):
            error = {"channel": "channel_not_found", "user": "user_not_found"}.get(name, "invalid_arguments")
            raise ApiError(error, response_metadata={"messages": [f"[ERROR] missing required field: {name}"]})
        return value

    def refused(self, error: str, detail: str, **extra: Any) -> ApiError:
        """The error to raise for a call that was wrong in what it named; noted as a refusal."""
        self.core.refuse(self.method, FlawError(detail, error), self.args)
        return ApiError(error, **extra)

    def channel(self, name: str = "channel") -> tuple[str, Channel]:
        """The channel that an argument names, if the app may know of it."""
        wanted = self.needed(name)
        found = self.core.records.find_channel(self.teams, wanted)
        hidden = found and found[1].kind != "public" and self.installation.bot_user_id not in found[1].members
        if not found or hidden:
            raise self.refused("channel_not_found", f"{wanted} is not known to {self.installation.token}")
        return found

    def writable(self) -> tuple[str, Channel]:
        """The channel to write to, if the app may."""
        team_id, channel = self.channel()
        open_to_all = channel.kind == "public" and "chat:write.public" in self.installation.scopes
        if self.installation.bot_user_id not in channel.members and not open_to_all:
            raise self.refused("not_in_channel", f"the app was not invited to {channel.id}")
        if channel.archived:
            raise self.refused("is_archived", f"{channel.id} is archived")
        thread_ts = self.args.get("thread_ts")
        if thread_ts is not None and not (isinstance(thread_ts, str) and _TS.fullmatch(thread_ts)):
            raise self.refused("invalid_thread_ts", f"{thread_ts!r} is no timestamp")
        return team_id, channel

    def own_message(self, error: str) -> Message:
        """The app's own message that `channel` and `ts` name."""
        _, channel = self.channel()
        message = self.core.find_message(self.teams, channel.id, self.needed("ts"))
        if message is None:
            raise self.refused("message_not_found", f"no message {self.args['ts']} in {channel.id} that an app could change")
        if message.user != self.installation.bot_user_id:
            raise self.refused(error, f"message {message.ts} is not the app's")
        return message


def as_event(message: Message, core: Core) -> Json:
    """A message in the form in which Slack gives it out."""
    held: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts, "team": message.team_id}
    if message.from_app:
        installation = core.records.installation_for(message.team_id)
        held |= {"bot_id": installation.bot_id if installation else "B0", "app_id": core.settings.app_id}
    if message.blocks:
        held["blocks"] = message.blocks
    if message.attachments:
        held["attachments"] = message.attachments
    if message.thread_ts:
        held["thread_ts"] = message.thread_ts
    if message.edited:
        held["edited"] = {"user": message.user, "ts": message.ts}
    return held


def post_message(call: Context) -> Json:
    """chat.postMessage."""
    team_id, channel = call.writable()
    _hold_back(call, team_id, channel)
    message = call.core.post(call.method, team_id, channel.id, call.installation.bot_user_id, call.args)
    if channel.kind == "im" and call.core.on_direct_post:
        call.core.on_direct_post(message)
    return {"channel": channel.id, "ts": message.ts, "message": as_event(message, call.core)}


def _hold_back(call: Context, team_id: str, channel: Channel) -> None:
    posts, now = call.core.last_posts, call.core.clock.ahead
    if call.core.settings.one_post_a_second and now - posts.get((team_id, channel.id), -1.0) < 1.0:
        raise ApiError("ratelimited", 429, {"Retry-After": "1"})
    posts[team_id, channel.id] = now


def post_ephemeral(call: Context) -> Json:
    """chat.postEphemeral."""
    team_id, channel = call.writable()
    user = call.needed("user")
    if user not in channel.members:
        raise call.refused("user_not_in_channel", f"{user} is not in {channel.id}")
    thread_ts = call.args.get("thread_ts")
    if thread_ts and not any(call.core.replies(team_id, channel.id, thread_ts)):
        return {"message_ts": call.core.records.numbers.ts()}  # taken, and shown to nobody: the thread has no replies yet
    message = call.core.post(call.method, team_id, channel.id, call.installation.bot_user_id, call.args, ephemeral_to=user)
    return {"message_ts": message.ts}


def update(call: Context) -> Json:
    """chat.update; ephemeral messages cannot be updated this way."""
    message = call.own_message("cant_update_message")
    call.core.check_message(call.method, call.args)
    message.text, message.payload, message.edited = call.args["text"], call.args, True
    if "blocks" in call.args:
        message.blocks = completed(call.args["blocks"], call.core.records.numbers)
    call.core.journal.changed()
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": as_event(message, call.core)}


def delete(call: Context) -> Json:
    """chat.delete."""
    message = call.own_message("cant_delete_message")
    message.deleted = True
    call.core.journal.changed()
    return {"channel": message.channel, "ts": message.ts}


def permalink(call: Context) -> Json:
    """chat.getPermalink."""
    _, channel = call.channel()
    ts = call.needed("message_ts")
    if call.core.find_message(call.teams, channel.id, ts) is None:
        raise call.refused("message_not_found", f"no message {ts} in {channel.id}")
    return {"channel": channel.id, "permalink": f"https://fake.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"}


def conversation_info(call: Context) -> Json:
    """conversations.info."""
    team_id, channel = call.channel()
    needed = {"public": "channels:read", "private": "groups:read", "im": "im:read"}[channel.kind]
    if needed not in call.installation.scopes:
        raise call.refused("missing_scope", f"needs {needed}", needed=needed, provided=",".join(sorted(call.installation.scopes)))
    held: Json = {
        "id": channel.id,
        "is_channel": channel.kind == "public",
        "is_im": channel.kind == "im",
        "is_private": channel.kind == "private",
        "is_archived": channel.archived,
        "is_member": call.installation.bot_user_id in channel.members,
        "context_team_id": team_id,
    }
    return {"channel": held | ({"user": channel.name} if channel.kind == "im" else {"name": channel.name})}


def conversation_replies(call: Context) -> Json:
    """conversations.replies: the first message of a thread, then its replies; with their metadata if asked for."""
    team_id, channel = call.channel()
    needed = {"public": "channels:history", "private": "groups:history", "im": "im:history"}[channel.kind]
    if needed not in call.installation.scopes:
        raise call.refused("missing_scope", f"needs {needed}", needed=needed, provided=",".join(sorted(call.installation.scopes)))
    first = call.core.find_message(call.teams, channel.id, call.needed("ts"))
    if first is None:
        raise call.refused("thread_not_found", f"no message {call.args['ts']} in {channel.id}")
    messages = [first, *call.core.replies(team_id, channel.id, first.ts)][: int(call.args.get("limit") or 1_000)]
    return {"messages": _with_metadata(call, messages)}


def _with_metadata(call: Context, messages: Iterable[Message]) -> list[Json]:
    asked = call.args.get("include_all_metadata") in (True, "true", "1", 1)
    return [
        as_event(message, call.core) | ({"metadata": message.payload["metadata"]} if asked and message.payload.get("metadata") else {})
        for message in messages
    ]


def conversation_history(call: Context) -> Json:
    """conversations.history: the last messages of a channel, newest first; with their metadata if asked for."""
    team_id, channel = call.channel()
    needed = {"public": "channels:history", "private": "groups:history", "im": "im:history"}[channel.kind]
    if needed not in call.installation.scopes:
        raise ApiError("missing_scope", needed=needed, provided=",".join(sorted(call.installation.scopes)))
    found = [
        message
        for message in call.core.journal.messages
        if (message.team_id, message.channel) == (team_id, channel.id)
        and not message.deleted
        and not message.ephemeral
        and not message.thread_ts
    ]
    return {"messages": _with_metadata(call, found[::-1][: int(call.args.get("limit") or 100)])}


def conversation_open(call: Context) -> Json:
    """conversations.open, for one user."""
    user = call.needed("users")
    if isinstance(user, list):
        user = ",".join(user)
    team_id = next((team for team in call.teams if (team, user) in call.core.records.people), None)
    if team_id is None:
        raise call.refused("user_not_found", f"{user} is not known to {call.installation.token}")
    channel = call.core.records.direct_channel(team_id, user)
    return {"channel": {"id": channel.id, "is_im": True, "user": user}}


def user_info(call: Context) -> Json:
    """users.info."""
    user = call.needed("user")
    for team in call.teams:
        person = call.core.records.people.get((team, user))
        if person:
            held = {
                "id": user,
                "team_id": team,
                "name": person.name,
                "real_name": person.name.title(),
                "is_admin": person.admin,
                "is_owner": False,
                "is_bot": False,
                "deleted": False,
                "tz": person.timezone,
                "profile": {"display_name": person.name, "real_name": person.name.title()},
            }
            return {"user": held | ({"locale": person.locale} if call.args.get("include_locale") else {})}
    raise call.refused("user_not_found", f"{user} is not known to {call.installation.token}")
