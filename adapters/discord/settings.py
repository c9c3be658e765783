"""The settings of the Discord bot; settings that do not go together are refused, with what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, TypeAdapter, ValidationError, model_validator

from bot.service.settings import ServiceAddress, SettingsError, read

API_URL = "https://discord.com/api/v10"
HOW_TO_GET_A_TOKEN = "make an application at https://discord.com/developers/applications and take the token from its page Bot"  # noqa: S105 - no token
HOW_TO_SIGN_IN = "both stand on the page OAuth2 of your application at https://discord.com/developers/applications"
_ADDRESS = TypeAdapter(ServiceAddress)


def _split(text: object) -> object:
    return [part.strip() for part in text.split(",")] if isinstance(text, str) else text


class DiscordSettings(BaseModel):
    """The bot's token, the address of the API, and which shards this process runs: all of them if none are named.

    With the application's client id and secret, admins can sign in on the web pages.
    """

    model_config = ConfigDict(frozen=True)

    token: Annotated[SecretStr, Field(alias="DISCORD_TOKEN")]
    api_url: Annotated[ServiceAddress, Field(alias="DISCORD_API_URL")] = API_URL
    shard_ids: Annotated[tuple[Annotated[int, Field(ge=0)], ...], BeforeValidator(_split), Field(alias="DISCORD_SHARD_IDS")] = ()
    shard_count: Annotated[int | None, Field(alias="DISCORD_SHARD_COUNT", ge=1)] = None
    client_id: Annotated[str | None, Field(alias="DISCORD_CLIENT_ID")] = None
    client_secret: Annotated[SecretStr | None, Field(alias="DISCORD_CLIENT_SECRET")] = None

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if self.shard_ids and self.shard_count is None:
            raise ValueError("DISCORD_SHARD_IDS needs DISCORD_SHARD_COUNT, the number of shards of all processes together")
        if len(set(self.shard_ids)) < len(self.shard_ids):
            raise ValueError("DISCORD_SHARD_IDS names a shard twice")
        beyond = [shard for shard in self.shard_ids if self.shard_count is not None and shard >= self.shard_count]
        if beyond:
            raise ValueError(f"DISCORD_SHARD_IDS: shard {beyond[0]} does not exist among {self.shard_count}; they are counted from 0")
        if (self.client_id is None) != (self.client_secret is None):
            raise ValueError(f"DISCORD_CLIENT_ID and DISCORD_CLIENT_SECRET go together; {HOW_TO_SIGN_IN}")
        return self

    @property
    def secret(self) -> str:
        """The token."""
        return self.token.get_secret_value().strip()


def read_discord(settings: Mapping[str, str]) -> DiscordSettings:
    """Return the settings; SettingsError names every mistake."""
    return read(DiscordSettings, settings)


def check_gateway(url: str) -> None:
    """Refuse a gateway (SettingsError) that is neither encrypted nor on this machine: the token goes there too."""
    scheme, rest = url[:2], url[2:]  # ws and wss are held to what http and https are
    try:
        if scheme == "ws":
            _ADDRESS.validate_python(f"http{rest}")
            return
    except ValidationError:
        pass
    raise SettingsError(f"DISCORD_API_URL names a gateway that is not encrypted ({url}); the token is not sent there")
