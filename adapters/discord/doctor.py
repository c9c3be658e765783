"""What `smallprint doctor` says of Discord: logs in and asks, but starts no session and changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

import aiohttp
import discord

from adapters.discord.client import SmallprintClient
from adapters.discord.settings import HOW_TO_GET_A_TOKEN, DiscordSettings
from bot.service.adapter import Check
from bot.service.settings import SettingsError

PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, embed_links=True, read_message_history=True
)
"""The least that answering takes: to see a question, to reply to it (which takes its history), and to show the sources as links."""
SCOPES = ("bot", "applications.commands")


async def examine(settings: DiscordSettings) -> Sequence[Check]:
    """Token, application, gateway, shards, and the link that invites the bot."""
    client = SmallprintClient(settings)
    try:
        await client.log_in()
        limits = await client.learn_gateway()
        return (_token(client), *_application(client), _gateway(client, limits), _shards(client, settings), _invitation(client))
    except discord.LoginFailure:
        return (Check("discord token", "wrong", f"DISCORD_TOKEN: Discord refuses it; {HOW_TO_GET_A_TOKEN}"),)
    except SettingsError as error:
        return (Check("discord gateway", "wrong", str(error)),)
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
        return (Check("discord", "wrong", f"{settings.api_url} cannot be reached ({error}); look at the network and at DISCORD_API_URL"),)
    finally:
        await client.close()


def _token(client: SmallprintClient) -> Check:
    return Check("discord token", "ok", f"logs in as {client.user} (application {client.application_id})")


def _application(client: SmallprintClient) -> Sequence[Check]:
    application = client.application
    checks = [Check("discord intents", "ok", "servers, messages in them and direct messages; none of them needs Discord's approval")]
    if application is None:
        return checks
    if application.interactions_endpoint_url:
        where = "clear it at https://discord.com/developers/applications, General Information"
        checks.append(Check("discord commands", "wrong", f"an Interactions Endpoint URL is set, so commands go there; {where}"))
    else:
        checks.append(Check("discord commands", "ok", "come through the gateway; they are registered at the start, when they changed"))
    if application.user_integration_config is None:
        where = "it can be switched on at https://discord.com/developers/applications, Installation, User Install"
        checks.append(Check("discord for single people", "off", f"nobody can add the app for themselves; {where}"))
    return checks


def _gateway(client: SmallprintClient, limits: discord.SessionStartLimits) -> Check:
    needed = len(client.own_shards)
    says = f"{limits.remaining} of {limits.total} connections a day are left; this process starts {needed}"
    if limits.remaining < needed:
        return Check("discord gateway", "wrong", f"{says}; more come in {limits.reset_after / 3_600_000:.1f} hours, serve waits for them")
    return Check("discord gateway", "ok", says)


def _shards(client: SmallprintClient, settings: DiscordSettings) -> Check:
    if settings.shard_count is None:
        return Check("discord shards", "ok", f"{client.advised_shards}, as Discord advises, all in this process")
    own = ", ".join(map(str, client.own_shards))
    says = f"{own} of {settings.shard_count} in this process; Discord advises {client.advised_shards} in all"
    if settings.shard_count < client.advised_shards:
        return Check("discord shards", "wrong", f"{says}; raise DISCORD_SHARD_COUNT in every process, or leave it out")
    return Check("discord shards", "ok", says)


def _invitation(client: SmallprintClient) -> Check:
    url = discord.utils.oauth_url(client.application_id or 0, permissions=PERMISSIONS, scopes=SCOPES)
    return Check("discord invitation", "ok", f"to add the bot to a server, with the permissions that it needs and no other: {url}")
