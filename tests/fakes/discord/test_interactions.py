"""The life of an interaction, and what may be registered as a command."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.fakes.discord import FakeDiscord, Interaction
from tests.fakes.discord.conftest import Raw
from tests.fakes.discord.model import EPHEMERAL, LOADING

ASK = {"name": "ask", "description": "Ask", "options": [{"type": 3, "name": "what", "description": "What", "autocomplete": True}]}


@pytest.fixture
async def used(discord: FakeDiscord, raw: Raw) -> Interaction:
    """A slash command that waits for its answer."""
    await raw.api("PUT", f"/applications/{discord.application_id}/commands", [ASK])
    guild = discord.guild()
    return await guild.member("alice").uses("ask", {"what": "zoom"}, guild.general, wait=False)


async def _answer(raw: Raw, used: Interaction, kind: int, **data: Any) -> tuple[int, Any]:
    return await raw.api("POST", f"/interactions/{used.id}/{used.token}/callback?with_response=true", {"type": kind, "data": data})


def _webhook(discord: FakeDiscord, used: Interaction, message: object = None) -> str:
    path = f"/webhooks/{discord.application_id}/{used.token}"
    return f"{path}/messages/{message}" if message else path


async def test_an_answer_counts_once(discord: FakeDiscord, raw: Raw, used: Interaction) -> None:
    """The first answer is told as asked for, a second is refused."""
    status, answer = await _answer(raw, used, 4, content="x", flags=EPHEMERAL)
    assert status == 200
    assert answer["interaction"]["response_message_ephemeral"] is True
    assert answer["resource"]["message"]["content"] == "x"
    assert (await _answer(raw, used, 4, content="y"))[1]["code"] == 40060
    assert [request.code for request in discord.refusals] == [40060]


async def test_an_answer_comes_within_three_seconds(discord: FakeDiscord, raw: Raw, used: Interaction) -> None:
    """Later, or with another token, the interaction is unknown."""
    assert (await raw.api("POST", f"/interactions/{used.id}/wrong/callback", {"type": 4}))[1]["code"] == 10062
    discord.clock.advance(3.1)
    assert (await _answer(raw, used, 4, content="x"))[1]["code"] == 10062


async def test_follow_ups_need_an_answer_and_end_after_fifteen_minutes(discord: FakeDiscord, raw: Raw, used: Interaction) -> None:
    """Before the answer the webhook is unknown, after fifteen minutes its token is invalid."""
    assert (await raw.api("POST", _webhook(discord, used), {"content": "x"}))[1]["code"] == 10015
    await _answer(raw, used, 4, content="x")
    assert (await raw.api("POST", _webhook(discord, used), {"content": "y"}))[0] == 200
    discord.clock.advance(15 * 60 + 1)
    assert (await raw.api("POST", _webhook(discord, used), {"content": "z"}))[1]["code"] == 50027
    assert (await raw.api("PATCH", _webhook(discord, used, "@original"), {"content": "z"}))[0] == 401


async def test_the_first_follow_up_after_a_deferral_fills_it(discord: FakeDiscord, raw: Raw, used: Interaction) -> None:
    """It becomes the original response, as private as the deferral was, whatever it says itself."""
    await _answer(raw, used, 5)
    assert used.message
    assert used.message.loading
    assert not used.settled
    _, filled = await raw.api("POST", _webhook(discord, used), {"content": "x", "flags": EPHEMERAL})
    assert (filled["id"], filled["flags"]) == (str(used.message.id), 0)
    assert used.settled
    _, second = await raw.api("POST", _webhook(discord, used), {"content": "y", "flags": EPHEMERAL})
    assert second["flags"] == EPHEMERAL


async def test_responses_are_read_edited_and_deleted(discord: FakeDiscord, raw: Raw, used: Interaction) -> None:
    """`@original` and follow-ups by id, until they are deleted."""
    await _answer(raw, used, 5, flags=EPHEMERAL)
    original = _webhook(discord, used, "@original")
    assert (await raw.api("GET", original))[1]["flags"] == EPHEMERAL | LOADING
    assert (await raw.api("PATCH", original, {"content": "x"}))[1]["flags"] == EPHEMERAL
    _, further = await raw.api("POST", _webhook(discord, used), {"content": "y"})
    assert (await raw.api("PATCH", _webhook(discord, used, further["id"]), {"content": "z"}))[1]["content"] == "z"
    assert (await raw.api("DELETE", _webhook(discord, used, further["id"])))[0] == 204
    assert (await raw.api("GET", _webhook(discord, used, further["id"])))[1]["code"] == 10008
    assert [message.content for message in used.messages] == ["x"]


@pytest.mark.parametrize(
    ("kind", "data", "where"),
    [
        (1, {}, "type"),
        (6, {}, "type"),
        (7, {"content": "x"}, "type"),
        (8, {"choices": []}, "type"),
        (5, {"flags": EPHEMERAL | 1 << 15}, "data.flags"),
        (4, {"content": "x" * 2_001}, "content"),
        (4, {"content": "x", "flags": LOADING}, "flags"),
        (9, {"title": "x" * 46, "custom_id": "f", "components": []}, "data.title"),
        (9, {"title": "x", "custom_id": "f", "components": []}, "data.components"),
        (9, {"title": "x", "custom_id": "f", "components": [{"type": 2}]}, "data.components.0.type"),
    ],
)
async def test_an_answer_of_the_wrong_kind_or_size_is_refused(raw: Raw, used: Interaction, kind: int, data: Any, where: str) -> None:
    """The refusal says where, and the interaction can still be answered."""
    status, answer = await _answer(raw, used, kind, **data)
    level = answer["errors"]
    for step in where.split("."):
        level = level[step]
    assert (status, answer["code"]) == (400, 50035)
    assert level["_errors"]
    assert (await _answer(raw, used, 4, content="x"))[0] == 200


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ({"label": "x" * 46}, {}),
        ({"description": "x" * 101}, {}),
        ({}, {"placeholder": "x" * 101}),
        ({}, {"max_length": 4_001}),
        ({}, {"min_length": 9, "max_length": 8}),
        ({}, {"max_length": 3, "value": "xxxx"}),
        ({}, {"custom_id": ""}),
        ({}, {"style": 3}),
    ],
)
async def test_a_form_has_limits(raw: Raw, used: Interaction, label: dict[str, Any], field: dict[str, Any]) -> None:
    """Labels, placeholders, lengths and prefilled values are checked."""
    component = {"type": 4, "custom_id": "words", "style": 1, **field}
    modal = {"title": "x", "custom_id": "f", "components": [{"type": 18, "label": "x", "component": component, **label}]}
    assert (await _answer(raw, used, 9, **modal))[1]["code"] == 50035


async def test_an_empty_answer_is_refused(raw: Raw, used: Interaction) -> None:
    """A message in answer has something in it."""
    assert (await _answer(raw, used, 4))[1]["code"] == 50006


async def test_at_most_25_suggestions(discord: FakeDiscord, raw: Raw, used: Interaction) -> None:
    """Suggestions are at most 25, with names and values of at most 100 characters, and nothing else answers typing."""
    alice = discord.person("alice")
    typing: list[tuple[asyncio.Task[list[dict[str, Any]]], Interaction]] = []
    for _ in range(4):
        waiting = asyncio.create_task(alice.types("ask", {"what": "z"}))
        await discord.wait_for(lambda: len(discord.interactions) == len(typing) + 2)
        typing.append((waiting, discord.interactions[-1]))
    choice = {"name": "x" * 100, "value": "x" * 100}
    assert (await _answer(raw, typing[0][1], 8, choices=[choice] * 25))[0] == 200
    assert (await _answer(raw, typing[1][1], 8, choices=[choice] * 26))[1]["code"] == 50035
    assert (await _answer(raw, typing[2][1], 8, choices=[{**choice, "value": "x" * 101}]))[1]["code"] == 50035
    assert (await _answer(raw, typing[3][1], 4, content="x"))[1]["code"] == 50035
    assert len(await typing[0][0]) == 25
    assert used.callback is None
    for waiting, _ in typing[1:]:
        waiting.cancel()


def _command(**parts: Any) -> dict[str, Any]:
    return {"name": "ask", "description": "Ask", **parts}


def _option(**parts: Any) -> dict[str, Any]:
    return {"type": 3, "name": "what", "description": "What", **parts}


@pytest.mark.parametrize(
    "commands",
    [
        [_command(name="Ask")],
        [_command(name="x" * 33)],
        [_command(name="two words")],
        [_command(description="")],
        [_command(description="x" * 101)],
        [_command(), _command()],
        [_command(type=3, description="Check")],
        [_command(options=[_option(name=f"o{number}") for number in range(26)])],
        [_command(options=[_option(), _option()])],
        [_command(options=[_option(), _option(name="later", required=True)])],
        [_command(options=[_option(choices=[{"name": "a", "value": "a"}], autocomplete=True)])],
        [_command(options=[_option(type=5, autocomplete=True)])],
        [_command(options=[_option(choices=[{"name": "x" * 101, "value": "a"}])])],
        [_command(options=[_option(name=f"o{n}", choices=[{"name": "x" * 100, "value": "y" * 100}] * 25) for n in range(2)])],
        [_command(contexts=[3])],
        [_command(integration_types=[2])],
        [_command(name=f"c{number}") for number in range(101)],
        [_command(type=3, name=f"c{number}", description="") for number in range(16)],
    ],
)
async def test_a_command_that_cannot_be_registered(discord: FakeDiscord, raw: Raw, commands: list[dict[str, Any]]) -> None:
    """One bad command refuses the whole list, and what was registered stays."""
    path = f"/applications/{discord.application_id}/commands"
    await raw.api("PUT", path, [ASK])
    assert (await raw.api("PUT", path, commands))[0] == 400
    assert [command["name"] for command in (await raw.api("GET", path))[1]] == ["ask"]


async def test_commands_keep_their_id(discord: FakeDiscord, raw: Raw) -> None:
    """A command that is registered again keeps its id; those left out go; a server has its own."""
    path = f"/applications/{discord.application_id}/commands"
    _, first = await raw.api("PUT", path, [ASK, _command(name="old")])
    _, second = await raw.api("PUT", path, [{**ASK, "description": "Ask more"}])
    assert [command["id"] for command in second] == [first[0]["id"]]
    guild = discord.guild()
    own = f"/applications/{discord.application_id}/guilds/{guild.id}/commands"
    await raw.api("PUT", own, [_command(name="here")])
    used = await guild.member("alice").uses("here", {}, guild.general, wait=False)
    assert used.data["guild_id"] == str(guild.id)


async def test_two_hundred_commands_a_day(discord: FakeDiscord, raw: Raw) -> None:
    """Who registers new commands at each start runs into the daily limit."""
    path = f"/applications/{discord.application_id}/commands"
    for day in range(2):
        assert (await raw.api("PUT", path, [_command(name=f"c{day}-{number}") for number in range(100)]))[0] == 200
    assert (await raw.api("PUT", path, [_command(name="one-more")]))[1]["code"] == 30034
    assert len(discord.commands.held()) == 100
