"""The entry point that the service finds: says if Discord is set up, opens the adapter, examines it for the doctor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adapters.discord.settings import HOW_TO_GET_A_TOKEN, read_discord
from bot.service.adapter import Adapter, Check, Host


class DiscordPlugin:
    """The adapter that the entry point names. Discord's library is loaded only if the bot is opened or examined."""

    name = "discord"

    def missing(self, settings: Mapping[str, str]) -> str | None:
        """Return what is missing, None if there is a token."""
        return None if settings.get("DISCORD_TOKEN") else f"DISCORD_TOKEN is not set; {HOW_TO_GET_A_TOKEN}"

    def open(self, host: Host) -> Adapter:
        """Open the bot; SettingsError if a setting is wrong."""
        settings = read_discord(host.settings)
        from adapters.discord.adapter import DiscordAdapter

        return DiscordAdapter(host, settings)

    async def examine(self, settings: Mapping[str, str]) -> Sequence[Check]:
        """Log in and look around, without connecting."""
        own = read_discord(settings)
        from adapters.discord.doctor import examine

        return await examine(own)


plugin = DiscordPlugin()
