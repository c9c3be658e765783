"""Commands, from the real discord.py to a local Discord and back."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.asker import Asker
from bot.replies.card import Card
from bot.understanding.revision import Revision
from tests.discord_bot.running import Running, opened, read, running
from tests.fakes.discord import FakeDiscord, Guild, Interaction, Person, shown
from tests.logs import listening_for


def only(used: Interaction) -> str:
    """What the one message says that came of an interaction."""
    (message,) = used.messages
    assert message.pings.nobody
    return read(message)


async def test_ask_answers_privately(bot: Running, guild: Guild, ann: Person) -> None:
    """Unless it is to be posted."""
    used = await ann.uses("ask", {"question": "can zoom use my calls for AI?"}, guild.general)
    assert used.private
    assert "Zoom does not train its AI on your calls" in only(used)
    posted = await ann.uses("ask", {"question": "can zoom use my calls for AI?", "post": True}, guild.general)
    assert not posted.private
    assert "Share in channel" not in shown(posted.messages[0]).buttons


@pytest.mark.parametrize(
    ("name", "options", "says"),
    [
        ("platform", {"name": "zoom"}, "Zoom does not train its AI on your calls"),
        ("platform", {"name": "signal", "topic": "encryption"}, "Signal calls and messages are always end-to-end encrypted"),
        ("platform", {"name": "Gogle Meet"}, "Meet"),
        ("platform", {"name": "blorptalk"}, "blorptalk"),
        ("compare", {"first": "zoom", "second": "microsoft-teams"}, "Zoom and Microsoft Teams, AI training"),
        ("compare", {"first": "zoom", "second": "signal", "third": "slack", "topic": "encryption"}, "End-to-end encrypted: Signal"),
        ("compare", {"first": "zoom", "second": "zoom"}, "Zoom does not train its AI on your calls"),
        ("history", {"name": "zoom"}, "Newest first"),
        ("alternatives", {"name": "otter"}, "Instead of Otter.ai: AI training"),
        ("alternatives", {"name": "zoom", "topic": "encryption"}, "Instead of Zoom: "),
        ("privacy", {}, "What Smallprint stores"),
        ("help", {}, "Can this platform use my calls for AI?"),
    ],
)
async def test_each_command_answers_privately(
    bot: Running, guild: Guild, ann: Person, name: str, options: dict[str, Any], says: str
) -> None:
    """Names are matched again, because a suggestion need not be taken."""
    used = await ann.uses(name, options, guild.general)
    assert used.private
    assert says in only(used)


async def test_names_are_suggested_while_typing(bot: Running, guild: Guild, ann: Person) -> None:
    """What begins so comes first; nothing typed gives twenty-five."""
    assert (await ann.types("platform", {"name": "zoo"}, guild.general))[0] == {"name": "Zoom", "value": "zoom"}
    assert len(await ann.types("compare", {"first": "zoom", "second": ""}, guild.general)) == 25
    assert await ann.types("history", {"name": "x" * 80}, guild.general) == []


@pytest.mark.parametrize(("typed", "name"), [("zom", "Zoom"), ("gogle me", "Google Meet"), ("whatsap", "WhatsApp")])
async def test_a_slip_of_a_finger_still_gets_suggestions(bot: Running, guild: Guild, ann: Person, typed: str, name: str) -> None:
    """The likeliest first."""
    assert (await ann.types("platform", {"name": typed}, guild.general))[0]["name"] == name


async def test_commands_work_in_a_direct_message_and_for_who_installed_the_app(bot: Running, ann: Person) -> None:
    """Also in a server without the bot, and between two people."""
    elsewhere, dee = bot.discord.guild("elsewhere", has_bot=False), bot.discord.person("dee")
    dee.installs_app()
    elsewhere.member(dee)
    assert "Zoom does not train its AI on your calls" in only(await ann.uses("ask", {"question": "can zoom use my calls for AI?"}))
    assert "Zoom does not train its AI on your calls" in only(await dee.uses("platform", {"name": "zoom"}, elsewhere.general))
    assert "Zoom does not train its AI on your calls" in only(await dee.uses("platform", {"name": "zoom"}, dee.conversation(ann)))


async def test_check_claims_looks_through_somebodys_message(bot: Running, guild: Guild, ann: Person) -> None:
    """Privately, with what held then and what holds today; it can be shared."""
    said = await guild.member("ben").says(guild.general, "Zoom owns your private conversations. Lovely weather.")
    used = await ann.uses_on("Check claims", said)
    assert used.private
    text = only(used)
    assert "Claim: Zoom owns your private conversations" in text
    assert "Today:" in text
    await ann.presses(used.messages[0], "Share in channel")
    await bot.settled()
    shared = bot.discord.messages(guild.general)[-1]
    assert shared.pings.nobody
    assert "Claim: Zoom owns your private conversations" in read(shared)
    assert f"Shared by {ann.mention}" in read(shared)


async def test_a_message_without_claims_says_so(bot: Running, guild: Guild, ann: Person) -> None:
    """And offers nothing to share."""
    used = await ann.uses_on("Check claims", await guild.member("ben").says(guild.general, "Lovely weather."))
    assert "no claim" in only(used)
    assert shown(used.messages[0]).buttons == ()


async def test_an_answer_that_takes_long_is_deferred(bot: Running, guild: Guild, ann: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """The person sees that it is thought about, then the answer; privately all the time."""
    ask, go_on = bot.dialogue.answer, asyncio.Event()

    async def slow(text: str, asker: Asker, usage: tuple[str, ...] = ()) -> Card:
        await go_on.wait()
        return await ask(text, asker, usage)

    monkeypatch.setattr("adapters.discord.send.PATIENCE", 0.01)
    monkeypatch.setattr(bot.dialogue, "answer", slow)
    used = await ann.uses("ask", {"question": "can zoom use my calls for AI?"}, guild.general, wait=False)
    await bot.discord.wait_for(lambda: used.callback == 5, "that it is thought about")
    go_on.set()
    await bot.discord.wait_for(lambda: used.settled, "the answer")
    assert used.private
    assert "Zoom does not train its AI on your calls" in only(used)


async def test_trouble_is_told_privately(bot: Running, guild: Guild, ann: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an incident id, also where everybody was to see the answer."""

    async def fail(*_: object) -> Card:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(bot.dialogue, "answer", fail)
    used = await ann.uses("ask", {"question": "can zoom use my calls for AI?", "post": True}, guild.general)
    assert used.private
    assert "incident" in only(used)
    assert "secret" not in only(used)


async def test_who_comes_too_late_is_not_answered_and_nothing_breaks(bot: Running, guild: Guild, ann: Person) -> None:
    """Discord says so itself; the refusal is how the bot learns of it."""
    used = await ann.uses("ask", {"question": "can zoom use my calls for AI?"}, guild.general, wait=False)
    bot.discord.clock.advance(4)
    await bot.discord.wait_for(lambda: bot.discord.refusals, "the refusal")
    await bot.settled()
    assert used.messages == []
    assert [request.code for request in bot.discord.refusals] == [10062]
    bot.discord.recorder.refusals.clear()
    assert "Zoom does not train its AI on your calls" in only(
        await ann.uses("ask", {"question": "can zoom use my calls for AI?"}, guild.general)
    )


async def test_suggestions_that_come_too_late_are_not_logged(
    bot: Running, guild: Guild, ann: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever types on makes earlier ones late."""

    def late(*_: object) -> tuple[()]:
        bot.discord.clock.advance(4)
        return ()

    monkeypatch.setattr(bot.dialogue, "platform_choices", late)
    with caplog.at_level(logging.WARNING):
        typing = asyncio.create_task(ann.types("platform", {"name": "zo"}, guild.general))
        await bot.discord.wait_for(lambda: bot.discord.refusals, "the refusal")
        await bot.discord.heard()
    typing.cancel()
    assert [request.code for request in bot.discord.refusals] == [10062]
    assert caplog.records == []
    bot.discord.recorder.refusals.clear()


async def test_suggestions_that_fail_are_logged_without_ids(
    bot: Running, guild: Guild, ann: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As an incident; discord.py would name the person and the server."""

    def fail(*_: object) -> tuple[()]:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(bot.dialogue, "platform_choices", fail)
    with listening_for("bot.observing.incidents", "names could not be suggested") as noted:
        typing = asyncio.create_task(ann.types("platform", {"name": "zo"}, guild.general))
        await noted.wait()
    typing.cancel()
    assert "names could not be suggested" in caplog.text
    assert str(ann.id) not in caplog.text
    assert str(guild.id) not in caplog.text


@pytest.mark.usefixtures("hurried")
async def test_who_floods_with_commands_is_told_to_wait(bot: Running, guild: Guild, ann: Person) -> None:
    """Privately, each time, because a command wants an answer."""
    said = [only(await ann.uses("platform", {"name": "zoom"}, guild.general)) for _ in range(10)]
    assert ["Please wait" in text for text in said] == [False] * 8 + [True] * 2


async def test_commands_are_registered_once_for_each_version(revision: Revision, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not at each start; again when they changed."""
    async with FakeDiscord(identify_seconds=0) as discord:
        for _ in range(2):
            async with running(revision, discord, tmp_path):
                pass
        assert len(discord.requests("PUT")) == 1
        monkeypatch.setattr("adapters.discord.commands.MAX_CHOICES", 10)  # of the topics that a command offers
        async with running(revision, discord, tmp_path):
            pass
        assert len(discord.requests("PUT")) == 2
        names = {command["name"] for command in discord.commands.held()}
        asking = {"ask", "platform", "compare", "history", "alternatives", "follow", "Check claims"}
        assert names == {*asking, "privacy", "settings", "admin", "help"}
        assert discord.refusals == []


async def test_a_process_without_the_first_shard_registers_nothing(revision: Revision, tmp_path: Path) -> None:
    """One process does it for all."""
    async with FakeDiscord(shards=2, identify_seconds=0) as discord:
        discord.guild()
        async with opened(revision, discord, tmp_path, DISCORD_SHARD_IDS="1", DISCORD_SHARD_COUNT="2") as bot:
            await bot.adapter.start()
            await discord.connected(1)
            await bot.settled()
        assert discord.requests("PUT") == []
