"""Sign in with Discord (OAuth2 with PKCE): Discord says who it is and which servers they may manage, the bot's token in which it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from adapters.discord.settings import HOW_TO_SIGN_IN, DiscordSettings, read_discord
from adapters.web.admin.providers import CALL_SECONDS, Membership, Provider, SignInError, Token, Vouched, new_app
from bot.service.settings import SettingsError
from bot.storage import Person, Workspace
from bot.upkeep.curators import DIRECT, Curator
from bot.upkeep.desk import Desk

SURFACE = "discord"
HOW = f"set DISCORD_CLIENT_ID and DISCORD_CLIENT_SECRET beside DISCORD_TOKEN; {HOW_TO_SIGN_IN}"
MOST_SERVERS = 50
"""Most servers of a person looked up at a sign-in."""
ADMINISTRATOR, MANAGE_GUILD = 1 << 3, 1 << 5
"""Bits of permissions (docs.discord.com/developers/topics/permissions); discord.py knows them too, and takes a second to load."""


def discord_settings(settings: Mapping[str, str]) -> DiscordSettings | None:
    """Return the bot's settings, None if nobody can sign in by it; SettingsError if a setting is wrong."""
    own = read_discord(settings) if settings.get("DISCORD_TOKEN") else None
    return own if own is not None and own.client_id else None


def discord_provider(own: DiscordSettings, desk: Desk) -> Provider:
    """Return how people sign in with Discord."""
    if own.client_id is None or own.client_secret is None:
        raise SettingsError(HOW)
    api, site = own.api_url.rstrip("/"), urlsplit(own.api_url)
    app = new_app(
        SURFACE,
        client_id=own.client_id,
        client_secret=own.client_secret.get_secret_value().strip(),
        authorize_url=f"{site.scheme}://{site.netloc}/oauth2/authorize",
        access_token_url=f"{api}/oauth2/token",
        api_base_url=f"{api}/",
        client_kwargs={"scope": "identify guilds", "code_challenge_method": "S256", "token_endpoint_auth_method": "client_secret_post"},
    )

    async def get(path: str, token: Token) -> Any:  # noqa: ANN401 - JSON
        response = await app.get(path, token=token)  # type: ignore[no-untyped-call]  # its stubs lack the types
        response.raise_for_status()
        return response.json()

    async def vouch(token: Token) -> Vouched:
        user = await get("users/@me", token)
        guilds = await get("users/@me/guilds", token)
        return Vouched(user.get("global_name") or user["username"], await _places(own, desk, str(user["id"]), guilds))

    return Provider(SURFACE, app, vouch)


async def _places(own: DiscordSettings, desk: Desk, user: str, guilds: Sequence[Mapping[str, Any]]) -> Sequence[Membership]:
    """Return the servers in which somebody may work and the bot is; without one, what the settings let them do everywhere."""
    headers, timeout = {"Authorization": f"Bot {own.secret}"}, aiohttp.ClientTimeout(CALL_SECONDS)
    async with aiohttp.ClientSession(own.api_url.rstrip("/") + "/", headers=headers, timeout=timeout) as session:
        try:
            async with session.get("users/@me/guilds", params={"limit": "2"}, raise_for_status=True) as response:
                shared = len(await response.json()) > 1
            servers = (
                Membership(Curator(Person(Workspace(SURFACE, each["id"]), user), _manages(each), shared), each["name"]) for each in guilds
            )
            wanted = [place for place in servers if desk.rights(place.curator) != "none"][:MOST_SERVERS]
            places = [place for place in wanted if await _is_there(session, place.curator.person.workspace)]
        except (aiohttp.ClientError, TimeoutError) as error:
            raise SignInError(f"Discord did not say where the bot is ({type(error).__name__})") from None
    return places or [Membership(Curator(Person(Workspace(SURFACE, DIRECT), user), is_admin=False, shared=shared), "")]


def _manages(guild: Mapping[str, Any]) -> bool:
    return bool(guild.get("owner")) or bool(int(guild.get("permissions", 0)) & (ADMINISTRATOR | MANAGE_GUILD))


async def _is_there(session: aiohttp.ClientSession, server: Workspace) -> bool:
    """Return True if the bot is in a server."""
    async with session.get(f"guilds/{server.id}") as response:
        if response.status in {403, 404}:
            return False
        response.raise_for_status()
        return True
