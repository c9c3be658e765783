"""Makes an interaction as Discord sends it: the command that is registered here, its options, who, where, and by which installation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.fakes.discord import commands, payloads, permissions
from tests.fakes.discord.interactions import Interaction
from tests.fakes.discord.model import Channel, Message, User

if TYPE_CHECKING:
    from tests.fakes.discord.server import FakeDiscord

IN_GUILD, WITH_BOT, ELSEWHERE = 0, 1, 2
"""Interaction contexts: a server, the direct conversation with the bot, another conversation."""

_TYPES: dict[int, type | tuple[type, ...]] = {
    commands.STRING: str,
    commands.INTEGER: int,
    commands.BOOLEAN: bool,
    commands.NUMBER: (int, float),
}


def invoke(
    discord: FakeDiscord,
    user: User,
    kind: int,
    channel: Channel,
    *,
    command: tuple[int, str] | None = None,
    options: dict[str, Any] | None = None,
    focused: str | None = None,
    target: Message | User | None = None,
    data: dict[str, Any] | None = None,
    pressed_on: Message | None = None,
) -> Interaction:
    """Open an interaction and send it to the bot; `AssertionError` if a client would not offer it."""
    context = context_of(discord, channel)
    owners = _owners(discord, user, channel)
    if command:
        registered, rest = _registered(discord, command, channel)
        bits = channel.server.permissions_of(user, channel) if channel.server else -1
        owners = _offered(registered, context, owners, command[1], bits)
        data = _command_data(discord, registered, rest, options or {}, focused, target)
    elif pressed_on and pressed_on.origin:
        owners = pressed_on.origin.owners
    interaction = discord.desk.open(kind, user, channel, data or {}, owners, context)
    interaction.pressed_on = pressed_on
    discord.gateway.dispatch("INTERACTION_CREATE", _payload(discord, interaction), channel.server)
    return interaction


def context_of(discord: FakeDiscord, channel: Channel) -> int:
    """Where a channel lies from the app's point of view."""
    if channel.server:
        return IN_GUILD
    return WITH_BOT if discord.bot in channel.people else ELSEWHERE


def _owners(discord: FakeDiscord, user: User, channel: Channel) -> dict[str, str]:
    owners: dict[str, str] = {}
    if channel.server and channel.server.has_bot:
        owners["0"] = str(channel.server.id)
    elif not channel.server and discord.bot in channel.people:
        owners["0"] = "0"
    if user.has_app:
        owners["1"] = str(user.id)
    return owners


def _registered(discord: FakeDiscord, command: tuple[int, str], channel: Channel) -> tuple[dict[str, Any], list[str]]:
    kind, name = command
    held = discord.commands.held(channel.server.id) if channel.server and channel.server.has_bot else []
    held += discord.commands.held()
    first, *rest = name.split(" ") if kind == commands.SLASH else [name]
    registered = commands.find(held, kind, first)
    assert registered, f"No command {name!r} is registered here, only {sorted(command['name'] for command in held)}"
    return registered, rest


def _offered(registered: dict[str, Any], context: int, owners: dict[str, str], name: str, bits: int) -> dict[str, str]:
    """The installations by which a command is offered in a place."""
    demanded = registered.get("default_member_permissions")
    assert demanded is None or bits & int(demanded) == int(demanded), f"{name!r} is for members with the permissions {demanded}"
    contexts = registered.get("contexts")
    assert contexts is None or context in contexts, f"{name!r} is not offered here: its contexts are {contexts}"
    if "guild_id" in registered:
        return owners
    installs = {str(install) for install in registered["integration_types"]}
    offered = {install: owner for install, owner in owners.items() if install in installs}
    assert offered, f"{name!r} is not offered here: it is for installations {sorted(installs)}, and there are {sorted(owners)}"
    return offered


def _command_data(
    discord: FakeDiscord,
    registered: dict[str, Any],
    rest: list[str],
    options: dict[str, Any],
    focused: str | None,
    target: Message | User | None,
) -> dict[str, Any]:
    data: dict[str, Any] = {"id": registered["id"], "name": registered["name"], "type": registered["type"]}
    if "guild_id" in registered:
        data["guild_id"] = registered["guild_id"]
    if isinstance(target, Message):
        data |= {"target_id": str(target.id), "resolved": {"messages": {str(target.id): payloads.of_message(target)}}}
    elif target:
        data |= {"target_id": str(target.id), "resolved": {"users": {str(target.id): payloads.of_user(target)}}}
    if registered["type"] == commands.SLASH:
        resolved: dict[str, Any] = {}
        data["options"] = _options(discord, registered["options"], rest, options, focused, resolved)
        if resolved:
            data["resolved"] = resolved
    return data


def _options(
    discord: FakeDiscord,
    declared: list[dict[str, Any]],
    rest: list[str],
    given: dict[str, Any],
    focused: str | None,
    resolved: dict[str, Any],
) -> list[dict[str, Any]]:
    if rest:
        below = next((option for option in declared if option["name"] == rest[0]), None)
        assert below, f"There is no subcommand {rest[0]!r}"
        inner = _options(discord, below.get("options") or [], rest[1:], given, focused, resolved)
        return [{"type": below["type"], "name": below["name"], "options": inner}]
    by_name = {option["name"]: option for option in declared}
    assert given.keys() <= by_name.keys(), f"There is no option {sorted(given.keys() - by_name.keys())}, only {sorted(by_name)}"
    missing = [name for name, option in by_name.items() if option.get("required") and name not in given]
    assert not missing or focused, f"The options {missing} must be filled in"
    return [_option(by_name[name], value, name == focused, resolved, typing=focused is not None) for name, value in given.items()]


def _option(option: dict[str, Any], value: Any, focused: bool, resolved: dict[str, Any], *, typing: bool) -> dict[str, Any]:
    name, kind = option["name"], option["type"]
    filled: dict[str, Any] = {"type": kind, "name": name}
    if kind == commands.USER:
        user = getattr(value, "user", value)
        resolved.setdefault("users", {})[str(user.id)] = payloads.of_user(user)
        return {**filled, "value": str(user.id)}
    if focused:
        assert option.get("autocomplete"), f"The option {name!r} suggests nothing"
        return {**filled, "value": str(value), "focused": True}
    expected = _TYPES.get(kind)
    assert expected is None or isinstance(value, expected), f"The option {name!r} does not take {value!r}"
    if kind == commands.STRING and not typing:
        least, most = option.get("min_length") or 0, option.get("max_length") or 6_000
        assert least <= len(value) <= most, f"The option {name!r} takes {least} to {most} characters"
    choices = [choice["value"] for choice in option.get("choices") or ()]
    assert not choices or value in choices, f"The option {name!r} takes one of {choices}"
    return {**filled, "value": value}


def _payload(discord: FakeDiscord, interaction: Interaction) -> dict[str, Any]:
    channel, server, user = interaction.channel, interaction.channel.server, interaction.user
    app = discord.world.bot_permissions(channel) if discord.world.bot_sees(channel) or server is None else permissions.DIRECT
    payload: dict[str, Any] = {
        "id": str(interaction.id),
        "application_id": str(discord.application_id),
        "type": interaction.kind,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": payloads.of_channel(channel),
        "token": interaction.token,
        "version": 1,
        "app_permissions": str(app),
        "locale": payloads.LOCALE,
        "entitlements": [],
        "authorizing_integration_owners": interaction.owners,
        "context": interaction.context,
        "attachment_size_limit": 10 * 1024**2,
    }
    if server:
        bits = str(server.permissions_of(user, channel))
        payload |= {
            "guild_id": str(server.id),
            "guild": {"id": str(server.id), "locale": payloads.LOCALE, "features": []},
            "guild_locale": payloads.LOCALE,
            "member": {**payloads.of_member(server.members[user.id]), "permissions": bits},
        }
        payload["channel"]["permissions"] = bits
    else:
        payload["user"] = payloads.of_user(user)
    if interaction.pressed_on:
        payload["message"] = payloads.of_message(interaction.pressed_on)
    return payload
