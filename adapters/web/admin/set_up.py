"""Read from the settings with which services admins can sign in, for the pages and for the doctor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from adapters.web.admin import with_discord, with_slack
from adapters.web.admin.providers import Provider, back_path
from bot.service.adapter import Check
from bot.service.settings import SettingsError
from bot.storage import Store
from bot.upkeep.desk import Desk

NO_ADDRESS = "SMALLPRINT_PUBLIC_URL is not set, so nobody could be sent back here"


def open_providers(settings: Mapping[str, str], public_url: str, store: Store, desk: Desk) -> Sequence[Provider]:
    """Return with what one can sign in; none without an address to come back to. SettingsError if a setting is wrong."""
    if not public_url:
        return ()
    found = []
    if (connection := with_slack.slack_connection(settings)) is not None:
        found.append(with_slack.slack_provider(connection, store))
    if (own := with_discord.discord_settings(settings)) is not None:
        found.append(with_discord.discord_provider(own, desk))
    return found


def examine(settings: Mapping[str, str], public_url: str) -> Sequence[Check]:
    """Say with what admins can sign in, and what is missing for the rest."""
    return (
        _check("Slack", lambda: with_slack.slack_connection(settings) is not None, with_slack.HOW, public_url),
        _check("Discord", lambda: with_discord.discord_settings(settings) is not None, with_discord.HOW, public_url),
    )


def _check(label: str, is_set: Callable[[], bool], how: str, public_url: str) -> Check:
    what = f"web sign-in with {label}"
    try:
        missing = "" if is_set() else how
    except SettingsError as error:
        return Check(what, "wrong", str(error))
    if missing or not public_url:
        return Check(what, "off", missing or NO_ADDRESS)
    return Check(what, "ok", f"on; {public_url}{back_path(label.lower())} must stand among the redirect URLs of the app")
