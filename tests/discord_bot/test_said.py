"""Which messages are meant for the bot, judged on Discord's JSON as it comes, whole or in part."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.discord.said import Said, is_meant

BOT = "1"
ANN: dict[str, Any] = {"id": "7", "username": "ann"}
IN_SERVER: dict[str, Any] = {
    "id": "9",
    "channel_id": "3",
    "guild_id": "2",
    "type": 0,
    "author": ANN,
    "content": "",
    "mentions": [{"id": BOT}],
}
DIRECT: dict[str, Any] = {"id": "9", "channel_id": "3", "type": 0, "author": ANN, "content": "hello", "mentions": []}


@pytest.mark.parametrize("data", [IN_SERVER, DIRECT, {**IN_SERVER, "type": 19}, {**IN_SERVER, "mentions": [{"id": "5"}, {"id": BOT}]}])
def test_what_names_or_answers_it_or_is_said_directly_is_meant(data: dict[str, Any]) -> None:
    """Whoever else is named too."""
    assert is_meant(data, BOT)


@pytest.mark.parametrize(
    "data",
    [
        {**IN_SERVER, "mentions": []},
        {**IN_SERVER, "mentions": [{"id": "5"}], "mention_everyone": True, "mention_roles": [BOT]},
        {**IN_SERVER, "author": {**ANN, "bot": True}},
        {**DIRECT, "author": {"id": BOT, "bot": True}},
        {**IN_SERVER, "webhook_id": "4"},
        {**IN_SERVER, "type": 7},
        {**IN_SERVER, "type": 21},
        {"id": "9", "channel_id": "3", "guild_id": "2", "embeds": []},
        {name: value for name, value in IN_SERVER.items() if name != "mentions"},
    ],
)
def test_nothing_else_is_meant(data: dict[str, Any]) -> None:
    """Bots, webhooks, what Discord itself says, everybody, roles, and parts of messages."""
    assert not is_meant(data, BOT)


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
    assert Said(9, 3, 2, 7, content).question == question
