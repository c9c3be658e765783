"""Check Discord for `smallprint doctor`: log in and ask, but start no session and change nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
import discord

from adapters.discord.client import SmallprintClient
from adapters.discord.settings import HOW_TO_GET_A_TOKEN, DiscordSettings
from bot.service import machine
from bot.service.adapter import Check
from bot.service.settings import SettingsError

PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, embed_links=True, read_message_history=True
)
"""The least that answering takes: to see a question, to reply to it (which takes its history), and to show the sources as links."""
MOST_GUILDS = 200
"""The most servers that Discord names at once (Get Current User Guilds)."""
MOST_NAMED = 5
SCOPES = ("bot", "applications.commands")


async def examine(settings: DiscordSettings) -> Sequence[Check]:
    """Check token, application, gateway, shards and permissions, and make the link that invites the bot."""
    client = SmallprintClient(settings)
    try:
        await client.log_in()
        limits = await client.learn_gateway()
        shards, invitation, clock = _shards(client, settings), _invitation(client), await _clock(settings)
        gateway = _gateway(client, limits)
        return (_token(client), *clock, *_application(client), gateway, shards, await _permissions(client), invitation)
    except discord.LoginFailure:
        return (Check("discord token", "wrong", f"DISCORD_TOKEN: Discord refuses it; {HOW_TO_GET_A_TOKEN}"),)
    except SettingsError as error:
        return (Check("discord gateway", "wrong", str(error)),)
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
        return (Check("discord", "wrong", f"{settings.api_url} cannot be reached ({error}); look at the network and at DISCORD_API_URL"),)
    finally:
        await client.close()


async def _clock(settings: DiscordSettings) -> Sequence[Check]:
    async with aiohttp.ClientSession() as session, session.get(f"{settings.api_url.rstrip('/')}/gateway") as response:
        return machine.clock_by_header("Discord", response.headers)


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


async def _permissions(client: SmallprintClient) -> Check:
    """Check what the bot may do in its servers; single channels that forbid it are noticed when it answers there."""
    guilds = await client.http.get_guilds(MOST_GUILDS, with_counts=False)
    lacking = [_lacking(guild) for guild in guilds]
    short = [said for said in lacking if said]
    where = f"in {'the first ' if len(guilds) == MOST_GUILDS else ''}{len(guilds)} server{'' if len(guilds) == 1 else 's'}"
    if short:
        more = f" and {len(short) - MOST_NAMED} more" if len(short) > MOST_NAMED else ""
        said = "; ".join(short[:MOST_NAMED])
        return Check("discord permissions", "wrong", f"{said}{more}; give them to the bot's role, or open the invitation again")
    return Check("discord permissions", "ok", f"complete {where}")


def _lacking(guild: Mapping[str, Any]) -> str:
    granted = discord.Permissions(int(guild["permissions"]))
    missing = [] if granted.administrator else [name for name, needed in PERMISSIONS if needed and not getattr(granted, name)]
    return f"missing in server {guild['id']}: {', '.join(name.replace('_', ' ') for name in missing)}" if missing else ""


def _invitation(client: SmallprintClient) -> Check:
    url = discord.utils.oauth_url(client.application_id or 0, permissions=PERMISSIONS, scopes=SCOPES)
    return Check("discord invitation", "ok", f"to add the bot to a server, with the permissions that it needs and no other: {url}")
