"""What the app asks Slack for; `deploy/slack-manifest.yaml` says the same, with a reason for each."""

from __future__ import annotations

BOT_SCOPES = ("app_mentions:read", "assistant:write", "chat:write", "commands", "im:history")
"""The scopes of the bot token, in alphabetical order."""
COMMAND = "/smallprint"
CLAIMS_SHORTCUT = "check_claims"
