"""The settings: where a token may be sent, which shards a process runs, and that what is wrong is said by name."""

from __future__ import annotations

import pytest

from adapters.discord.plugin import DiscordPlugin
from adapters.discord.settings import API_URL, check_gateway, read_discord
from bot.service.settings import SettingsError

TOKEN = {"DISCORD_TOKEN": "a-secret-token"}


def test_a_token_is_enough() -> None:
    """The rest is Discord's own address and all shards."""
    settings = read_discord(TOKEN)
    assert (settings.secret, settings.api_url, settings.shard_ids, settings.shard_count) == ("a-secret-token", API_URL, (), None)
    assert DiscordPlugin().missing(TOKEN) is None


@pytest.mark.parametrize("token", [{}, {"DISCORD_TOKEN": ""}])
def test_without_a_token_discord_is_off_and_says_where_one_is_found(token: dict[str, str]) -> None:
    """That is no error: another surface may be set up."""
    said = DiscordPlugin().missing(token)
    assert said is not None
    assert "DISCORD_TOKEN" in said
    assert "https://discord.com/developers/applications" in said


@pytest.mark.parametrize(
    "url",
    [
        "https://discord.com/api/v10",
        "https://proxy.example/api",
        "http://127.0.0.1:8080/api/v10",
        "http://localhost/api",
        "http://[::1]:1/api",
    ],
)
def test_the_api_may_be_encrypted_or_on_this_machine(url: str) -> None:
    """So a local Discord can be tried."""
    assert read_discord(TOKEN | {"DISCORD_API_URL": url}).api_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://discord.com/api/v10",
        "http://127.0.0.1.evil.example/api",
        "http://localhost@evil.example/",
        "ftp://localhost/",
        "discord.com",
    ],
)
def test_the_token_is_sent_nowhere_else(url: str) -> None:
    """And is not in what is said about it."""
    with pytest.raises(SettingsError, match=r"DISCORD_API_URL.*https") as said:
        read_discord(TOKEN | {"DISCORD_API_URL": url})
    assert TOKEN["DISCORD_TOKEN"] not in str(said.value)


@pytest.mark.parametrize("url", ["wss://gateway.discord.gg", "ws://127.0.0.1:9/", "ws://localhost:9", "ws://[::1]:9/"])
def test_the_gateway_may_be_encrypted_or_on_this_machine(url: str) -> None:
    """The API names it, and the token goes there too."""
    check_gateway(url)


@pytest.mark.parametrize("url", ["ws://gateway.discord.gg", "ws://127.evil.example", "https://gateway.discord.gg", "wss://", ""])
def test_another_gateway_is_refused(url: str) -> None:
    """By the name of the setting that led there."""
    with pytest.raises(SettingsError, match="DISCORD_API_URL"):
        check_gateway(url)


def test_shards_of_one_process_among_several() -> None:
    """Comma separated, with the number of all."""
    settings = read_discord(TOKEN | {"DISCORD_SHARD_IDS": "0, 2,3", "DISCORD_SHARD_COUNT": "4"})
    assert (settings.shard_ids, settings.shard_count) == ((0, 2, 3), 4)
    assert read_discord(TOKEN | {"DISCORD_SHARD_COUNT": "4"}).shard_ids == ()


@pytest.mark.parametrize(
    ("shards", "says"),
    [
        ({"DISCORD_SHARD_IDS": "0"}, "DISCORD_SHARD_IDS needs DISCORD_SHARD_COUNT"),
        ({"DISCORD_SHARD_IDS": "0,0", "DISCORD_SHARD_COUNT": "2"}, "DISCORD_SHARD_IDS names a shard twice"),
        ({"DISCORD_SHARD_IDS": "1,2", "DISCORD_SHARD_COUNT": "2"}, "shard 2 does not exist among 2; they are counted from 0"),
        ({"DISCORD_SHARD_IDS": "-1", "DISCORD_SHARD_COUNT": "2"}, "DISCORD_SHARD_IDS"),
        ({"DISCORD_SHARD_IDS": "first", "DISCORD_SHARD_COUNT": "2"}, "DISCORD_SHARD_IDS"),
        ({"DISCORD_SHARD_COUNT": "0"}, "DISCORD_SHARD_COUNT"),
        ({"DISCORD_SHARD_COUNT": "many"}, "DISCORD_SHARD_COUNT"),
    ],
)
def test_shards_that_do_not_go_together_are_refused(shards: dict[str, str], says: str) -> None:
    """With what to do."""
    with pytest.raises(SettingsError) as said:
        read_discord(TOKEN | shards)
    assert says in str(said.value)


def test_every_mistake_is_said_at_once() -> None:
    """So that nobody mends them one by one."""
    with pytest.raises(SettingsError) as said:
        read_discord({"DISCORD_API_URL": "http://discord.com", "DISCORD_SHARD_COUNT": "0"})
    assert all(name in str(said.value) for name in ("DISCORD_TOKEN", "DISCORD_API_URL", "DISCORD_SHARD_COUNT"))
