"""The Slack app before it is open: whether its settings are there, and what the doctor finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adapters.slack.settings import nothing_set, read_connection
from bot.service.adapter import Adapter, Check, Host


class SlackPlugin:
    """The adapter that the entry point names. Slack's libraries are loaded only if the app is opened or examined."""

    name = "slack"

    def missing(self, settings: Mapping[str, str]) -> str | None:
        """Return what to set if nothing of Slack is set; settings that are half there are an error, raised by `open`."""
        if not nothing_set(settings):
            return None
        return (
            "create an app at api.slack.com/apps from deploy/slack-manifest.yaml, then set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET "
            "(HTTP), SLACK_BOT_TOKEN and SLACK_APP_TOKEN (Socket Mode), or SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and "
            "SLACK_SIGNING_SECRET (many workspaces)"
        )

    def open(self, host: Host) -> Adapter:
        """Open the app; SettingsError if a setting is missing or wrong."""
        connection = read_connection(host.settings)
        from adapters.slack.app import SlackAdapter

        return SlackAdapter(host, connection)

    async def examine(self, settings: Mapping[str, str]) -> Sequence[Check]:
        """Ask Slack what it thinks of the settings; SettingsError if they cannot work."""
        connection = read_connection(settings)
        from adapters.slack.doctor import examine

        return await examine(connection, settings)


plugin = SlackPlugin()
