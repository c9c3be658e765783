"""The payloads that Slack sends, with the fields that docs.slack.dev/reference/interaction-payloads and the events' pages name."""

from __future__ import annotations

from typing import Any, Protocol

from tests.fakes.slack.checks import Json
from tests.fakes.slack.core import Core
from tests.fakes.slack.methods_chat import as_event
from tests.fakes.slack.methods_views import view_as_sent
from tests.fakes.slack.world import Channel, Installation, Message, View

_OLD_TOKEN = "verification-token"  # noqa: S105
_COMMAND_CHANNEL_NAMES = {"im": "directmessage", "private": "privategroup"}


class Who(Protocol):
    """Who did something, and where."""

    core: Core
    team_id: str
    id: str
    name: str


def _team(who: Who) -> Json:
    enterprise = who.core.records.enterprise_of.get(who.team_id)
    held: Json = {"id": who.team_id, "domain": who.core.records.team_names[who.team_id].lower().replace(" ", "-")}
    return held | ({"enterprise_id": enterprise, "enterprise_name": "Enterprise"} if enterprise else {})


def _org_wide(who: Who) -> bool:
    installation = who.core.records.installation_for(who.team_id)
    return installation is not None and installation.team_id is None


def command(who: Who, name: str, text: str, channel: Channel, response_url: str, trigger_id: str) -> dict[str, str]:
    """A slash command; every value is text."""
    enterprise = who.core.records.enterprise_of.get(who.team_id)
    held = {
        "token": _OLD_TOKEN,
        "team_id": who.team_id,
        "team_domain": _team(who)["domain"],
        "channel_id": channel.id,
        "channel_name": _COMMAND_CHANNEL_NAMES.get(channel.kind, channel.name),
        "user_id": who.id,
        "user_name": who.name,
        "command": name,
        "text": text,
        "api_app_id": who.core.settings.app_id,
        "is_enterprise_install": "true" if _org_wide(who) else "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }
    return held | ({"enterprise_id": enterprise, "enterprise_name": "Enterprise"} if enterprise else {})


def _interaction(who: Who, kind: str) -> Json:
    enterprise = who.core.records.enterprise_of.get(who.team_id)
    return {
        "type": kind,
        "token": _OLD_TOKEN,
        "api_app_id": who.core.settings.app_id,
        "team": _team(who),
        "user": {"id": who.id, "username": who.name, "name": who.name, "team_id": who.team_id},
        "enterprise": {"id": enterprise, "name": "Enterprise"} if enterprise else None,
        "is_enterprise_install": _org_wide(who),
    }


def _place(who: Who, target: Message | View) -> Json:
    if isinstance(target, View):
        return {"container": {"type": "view", "view_id": target.id}, "view": view_as_sent(who.core, target)}
    channel = who.core.records.channels[target.team_id, target.channel]
    container = {"type": "message", "message_ts": target.ts, "channel_id": target.channel, "is_ephemeral": target.ephemeral}
    if target.thread_ts:
        container["thread_ts"] = target.thread_ts
    place: Json = {"container": container, "channel": {"id": channel.id, "name": _COMMAND_CHANNEL_NAMES.get(channel.kind, channel.name)}}
    # Slack keeps no ephemeral message, so that it cannot send one along.
    return place if target.ephemeral else place | {"message": as_event(target, who.core)}


def block_actions(who: Who, target: Message | View, action: Json, response_url: str, trigger_id: str) -> Json:
    """Somebody used a button or a menu."""
    held = {**_interaction(who, "block_actions"), **_place(who, target), "trigger_id": trigger_id, "actions": [action]}
    values = target.typed if isinstance(target, View) else {}
    held["state"] = {"values": values}
    return held if isinstance(target, View) else held | {"response_url": response_url}


def block_suggestion(who: Who, target: Message | View, block_id: str, action_id: str, value: str) -> Json:
    """Somebody types into a menu whose options the app gives."""
    return {
        **_interaction(who, "block_suggestion"),
        **_place(who, target),
        "block_id": block_id,
        "action_id": action_id,
        "value": value,
    }


def view_submission(who: Who, view: View, trigger_id: str) -> Json:
    """Somebody sends a modal off."""
    sent = view_as_sent(who.core, view)
    return {**_interaction(who, "view_submission"), "view": sent, "trigger_id": trigger_id, "response_urls": []}


def view_closed(who: Who, view: View, *, is_cleared: bool) -> Json:
    """Somebody closed a modal."""
    return {**_interaction(who, "view_closed"), "view": view_as_sent(who.core, view), "is_cleared": is_cleared}


def message_action(who: Who, callback_id: str, message: Message, response_url: str, trigger_id: str) -> Json:
    """Somebody used a message shortcut."""
    place = _place(who, message)
    return {
        **_interaction(who, "message_action"),
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "response_url": response_url,
        "action_ts": who.core.records.numbers.ts(),
        "message_ts": message.ts,
        "channel": place["channel"],
        "message": place["message"],
    }


def event(core: Core, team_id: str, installation: Installation | None, inner: Json) -> Json:
    """The outer layer of an event."""
    enterprise = core.records.enterprise_of.get(team_id)
    authorization = {
        "enterprise_id": enterprise,
        "team_id": team_id,
        "user_id": installation.bot_user_id if installation else "",
        "is_bot": True,
        "is_enterprise_install": installation is not None and installation.team_id is None,
    }
    return {
        "token": _OLD_TOKEN,
        "team_id": team_id,
        "context_team_id": team_id,
        "context_enterprise_id": enterprise,
        "enterprise_id": enterprise,
        "api_app_id": core.settings.app_id,
        "event": inner,
        "type": "event_callback",
        "event_id": core.records.numbers.next("Ev"),
        "event_time": int(core.clock()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": core.records.numbers.next("4-"),
    }


def message_event(message: Message, core: Core, **more: Any) -> Json:
    """A `message` event of the conversation with the app."""
    return {**as_event(message, core), "channel": message.channel, "channel_type": "im", "event_ts": message.ts, **more}
