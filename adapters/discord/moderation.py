"""`/settings`: moderators keep the bot to some channels of their server, or silence it there.

It then answers no mention and posts nothing elsewhere; commands still answer whoever uses them, in private.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import discord

from adapters.discord.identity import workspace_of
from adapters.discord.send import Responder
from bot.replies import wording
from bot.storage import Store

_PREFIX = "settings:"
_CHANNELS, _EVERYWHERE, _SILENT, _SPEAK = (f"{_PREFIX}{name}" for name in ("channels", "everywhere", "silent", "speak"))
MAX_CHANNELS = 25
"""As many as one menu of Discord takes."""
_KINDS = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.voice, discord.ChannelType.forum]


class Rules(NamedTuple):
    """The channels of a server in which the bot may speak: all of them if none is named, none if it is silent."""

    channels: tuple[str, ...] = ()
    silent: bool = False


class Moderation:
    """Keeps, shows and applies the rules of servers."""

    def __init__(self, store: Store, responder: Responder) -> None:
        self._settings = store.workspace_settings
        self._responder = responder

    async def lets_speak(self, guild_id: int | None, channel: object) -> bool:
        """Return True if the bot may answer everybody in a channel; of a thread the channel above it counts too."""
        if guild_id is None:
            return True
        rules = await self._rules(guild_id)
        places = {str(getattr(channel, "id", "")), str(getattr(channel, "parent_id", ""))}
        return not rules.silent and (not rules.channels or not places.isdisjoint(rules.channels))

    def show(self, interaction: discord.Interaction) -> None:
        """Show the rules of a server to a moderator, with what changes them."""
        self._responder.run(interaction, self._show(interaction))

    def is_meant(self, interaction: discord.Interaction) -> bool:
        """Return True if something was pressed or chosen under `/settings`."""
        return _custom_id(interaction).startswith(_PREFIX)

    async def on_press(self, interaction: discord.Interaction) -> None:
        """Change the rules as was pressed or chosen, and show them as they are now."""
        if interaction.guild_id is None or not interaction.permissions.manage_guild:
            await self._responder.say(interaction, wording.NEEDS_MANAGE_SERVER)
            return
        rules = await self._rules(interaction.guild_id)
        match _custom_id(interaction):
            case "settings:channels":
                rules = Rules(tuple(_data(interaction).get("values") or ())[:MAX_CHANNELS])
            case "settings:everywhere":
                rules = Rules()
            case "settings:silent":
                rules = rules._replace(silent=True)
            case "settings:speak":
                rules = rules._replace(silent=False)
        said = {name: value for name, value in rules._asdict().items() if value}
        await self._settings.put(workspace_of(interaction.guild_id), said)
        await interaction.response.edit_message(view=_panel(rules))

    async def _show(self, interaction: discord.Interaction) -> None:
        if interaction.guild_id is None or not interaction.permissions.manage_guild:
            await self._responder.say(interaction, wording.NEEDS_MANAGE_SERVER)
            return
        await interaction.response.send_message(view=_panel(await self._rules(interaction.guild_id)), ephemeral=True)

    async def _rules(self, guild_id: int) -> Rules:
        settings = await self._settings.get(workspace_of(guild_id))
        return Rules(tuple(settings.get("channels", ())), bool(settings.get("silent")))


def _panel(rules: Rules) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(_in_words(rules)))
    defaults = [discord.SelectDefaultValue(id=int(channel), type=discord.SelectDefaultValueType.channel) for channel in rules.channels]
    menu = discord.ui.ChannelSelect[discord.ui.LayoutView](
        custom_id=_CHANNELS,
        channel_types=_KINDS,
        placeholder=wording.ONLY_IN_CHANNELS,
        min_values=1,
        max_values=MAX_CHANNELS,
        default_values=defaults,
    )
    view.add_item(discord.ui.ActionRow(menu))
    view.add_item(discord.ui.ActionRow(*_buttons(rules)))
    view.stop()
    return view


def _in_words(rules: Rules) -> str:
    if rules.silent:
        return wording.IS_SILENT
    return wording.answers_only_in([f"<#{channel}>" for channel in rules.channels]) if rules.channels else wording.ANSWERS_EVERYWHERE


def _buttons(rules: Rules) -> Sequence[discord.ui.Button[discord.ui.LayoutView]]:
    everywhere = discord.ui.Button[discord.ui.LayoutView](label=wording.ANSWER_EVERYWHERE, custom_id=_EVERYWHERE)
    label, custom_id = (wording.SPEAK_AGAIN, _SPEAK) if rules.silent else (wording.BE_SILENT, _SILENT)
    return (everywhere, discord.ui.Button[discord.ui.LayoutView](label=label, custom_id=custom_id))


def _custom_id(interaction: discord.Interaction) -> str:
    return str(_data(interaction).get("custom_id", ""))


def _data(interaction: discord.Interaction) -> Mapping[str, Any]:
    return interaction.data or {}
