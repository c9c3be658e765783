"""Which messages are meant for the bot, and what they ask, judged on discord.py's messages."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from adapters.discord.ask import is_meant, question_in
from adapters.discord.client import SmallprintClient
from adapters.discord.settings import read_discord

BOT = 1
ANN: dict[str, Any] = {"id": "7", "username": "ann", "discriminator": "0", "avatar": None}
MENTIONED: dict[str, Any] = {"id": "1", "username": "smallprint", "discriminator": "0", "avatar": None, "bot": True}
BEN: dict[str, Any] = {**ANN, "id": "5", "username": "ben"}
DIRECT: dict[str, Any] = {"id": "9", "channel_id": "3", "type": 0, "author": ANN, "content": "hello", "mentions": []}
IN_SERVER: dict[str, Any] = {**DIRECT, "guild_id": "2", "mentions": [MENTIONED]}


def message(data: dict[str, Any]) -> discord.Message:
    """The message that discord.py makes of an event, in a server that it does not know yet."""
    client = SmallprintClient(read_discord({"DISCORD_TOKEN": "a-secret-token"}))
    guild_id = int(data["guild_id"]) if "guild_id" in data else None
    channel = client.get_partial_messageable(int(data["channel_id"]), guild_id=guild_id)
    return discord.Message(state=client._connection, channel=channel, data=data)  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [IN_SERVER, DIRECT, {**IN_SERVER, "type": 19}, {**IN_SERVER, "mentions": [BEN, MENTIONED]}])
def test_what_names_or_answers_it_or_is_said_directly_is_meant(data: dict[str, Any]) -> None:
    """Whoever else is named too."""
    assert is_meant(message(data), BOT)


@pytest.mark.parametrize(
    "data",
    [
        {**IN_SERVER, "mentions": []},
        {**IN_SERVER, "mentions": [BEN], "mention_everyone": True, "mention_roles": ["1"]},
        {**IN_SERVER, "author": {**ANN, "bot": True}},
        {**DIRECT, "author": MENTIONED},
        {**IN_SERVER, "webhook_id": "4"},
        {**IN_SERVER, "type": 7},
        {**IN_SERVER, "type": 21},
    ],
)
def test_nothing_else_is_meant(data: dict[str, Any]) -> None:
    """Bots, webhooks, what Discord itself says, everybody, and roles."""
    assert not is_meant(message(data), BOT)


@pytest.mark.parametrize(
    ("content", "question"),
    [
        ("<@1> can zoom train", "can zoom train"),
        ("can zoom train <@!1>", "can zoom train"),
        ("<@1>", ""),
        ("<@1> <a:wave:123> is <#55> fine <@&6>?", "is   fine  ?"),
        ("is 1 < 2 <b>", "is 1 < 2 <b>"),
    ],
)
def test_the_question_is_what_is_left_without_marks(content: str, question: str) -> None:
    """Names, channels and emoji of a server are no words; everything else stays."""
    assert question_in(message({**IN_SERVER, "content": content})) == question
