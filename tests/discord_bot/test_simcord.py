"""What people see who use the bot, in a second, independent simulation of Discord: simcord.

The whole adapter runs with its real client. Only the way to the gateway is simcord's, which hands events to discord.py itself:
it knows neither the address of the gateway nor its sockets, so breaking and resuming connections is left to the tests in
`tests/e2e`, which speak the protocol.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import discord
import pytest
import simcord

from adapters.discord import adapter as adapter_module
from adapters.discord.client import SmallprintClient
from adapters.discord.plugin import DiscordPlugin
from adapters.discord.reading import texts_of
from adapters.discord.settings import DiscordSettings, read_discord
from bot.dialogue.dialogue import Dialogue
from bot.replies import wording
from bot.service.adapter import Host
from bot.service.tasks import Tasks
from bot.storage import Store
from bot.understanding.revision import KnowledgeHolder, Revision
from tests.discord_bot.running import NOON, untouched
from tests.fakes.discord.components import TEXT_DISPLAY, walk

SETTINGS = {"DISCORD_TOKEN": "simulated", "DISCORD_SHARD_COUNT": "1"}
QUESTION = "can zoom use my calls for AI?"
VERDICT = "Zoom does not train its AI on your calls"


class SimulatedClient(SmallprintClient):
    """The bot's client with simcord's way to the gateway."""

    def __init__(self, settings: DiscordSettings) -> None:
        super().__init__(settings)
        self.begun = asyncio.Event()

    async def learn_gateway(self) -> discord.SessionStartLimits:
        """As many sessions as Discord gives a new bot."""
        return discord.SessionStartLimits(total=1000, remaining=1000, reset_after=0, max_concurrency=1)

    async def connect(self, *, reconnect: bool = True) -> None:  # noqa: ARG002 - discord.py's
        """Stay until the end; simcord delivers the events."""
        self.begun.set()
        await asyncio.Event().wait()


class Server(NamedTuple):
    """A server with the bot in it."""

    env: simcord.Env
    channel: simcord.ChannelHandle
    ann: simcord.MemberActor
    bob: simcord.MemberActor

    @property
    def last(self) -> discord.Message:
        """The last message that everybody in the channel sees."""
        message = self.channel.last_message
        assert message is not None
        return message

    async def asked(self) -> discord.Message:
        """What Ann writes to the bot."""
        assert self.env.bot.user is not None
        return await self.ann.send(self.channel, f"{self.env.bot.user.mention} {QUESTION}")


@pytest.fixture
def simcord_bot() -> SimulatedClient:
    """The client that simcord runs."""
    return SimulatedClient(read_discord(SETTINGS))


@pytest.fixture
async def server(
    revision: Revision, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, simcord_bot: SimulatedClient, simcord_env: simcord.Env
) -> AsyncIterator[Server]:
    """The bot, started; what goes wrong in it fails the test."""
    monkeypatch.setattr(adapter_module, "SmallprintClient", lambda _: simcord_bot)
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'smallprint.db'}", keys=None)
    tasks = Tasks()
    bot = DiscordPlugin().open(Host(SETTINGS, Dialogue(KnowledgeHolder(revision), store, 90, lambda: NOON), store, None, tasks))
    with untouched():
        await bot.start()
        await simcord_bot.begun.wait()
        await tasks.settled()
        guild = simcord_env.create_guild()
        ann, bob = (guild.add_member(simcord_env.create_user(name)) for name in ("ann", "bob"))
        yield Server(simcord_env, guild.create_text_channel("general"), ann, bob)
        await tasks.drain(5)
        await bot.close()
    await store.close()


def said(message: discord.Message | simcord.ResponseMessage | None) -> str:
    """What the texts of a message say, without escapes."""
    if isinstance(message, simcord.ResponseMessage):
        texts = [str(part["content"]) for part in walk(message.components) if part["type"] == TEXT_DISPLAY]
    else:
        assert message is not None
        texts = texts_of(message.components)
    return re.sub(r"\\(.)", r"\1", "\n".join(texts))


def private(result: simcord.InteractionResult) -> str:
    """What the answer to an interaction says, which only one person sees."""
    assert result.ephemeral
    return said(result.response)


async def test_a_mention_is_answered_by_a_reply(server: Server) -> None:
    """With the verdict; nobody is notified."""
    asked = await server.asked()
    assert server.last.reference is not None
    assert server.last.reference.message_id == asked.id
    assert VERDICT in said(server.last)
    assert server.last.mentions == []


async def test_what_is_not_meant_for_the_bot_is_left_alone(server: Server) -> None:
    """However much it looks like a question."""
    await server.ann.send(server.channel, QUESTION)
    assert server.last.content == QUESTION


async def test_ask_answers_the_asker_alone(server: Server) -> None:
    """Unless it is to be posted."""
    assert VERDICT in private(await server.ann.slash(server.channel, "ask", question=QUESTION))
    posted = await server.ann.slash(server.channel, "ask", question=QUESTION, post=True)
    assert not posted.ephemeral
    assert VERDICT in said(posted.response)


async def test_a_button_answers_whoever_presses_it(server: Server) -> None:
    """In private, also under an answer that everybody sees to somebody else's question."""
    await server.asked()
    reply = server.last
    details = await server.bob.click(reply, label="Details and 6 sources")
    assert "](https://" in private(details)
    assert all(further.ephemeral for further in details.followups)
    menu = await server.bob.click(reply, label=wording.MORE)
    assert "More on: " in private(menu)
    assert menu.response is not None
    assert "Newest first" in private(await server.bob.click(menu.response, label="History"))
    assert wording.THANKS_FOR_RATING in private(await server.bob.click(menu.response, label=wording.HELPFUL))
    assert server.last.id == reply.id


async def test_names_are_suggested_while_they_are_typed(server: Server) -> None:
    """And what is chosen is answered."""
    choices = await server.ann.autocomplete(server.channel, "platform", "name", "zoo")
    assert choices[0]["name"] == "Zoom"
    assert VERDICT in private(await server.ann.slash(server.channel, "platform", name=choices[0]["value"]))


async def test_a_form_takes_what_somebody_finds_wrong(server: Server) -> None:
    """It opens by a button and thanks in private."""
    await server.asked()
    menu = await server.bob.click(server.last, label=wording.MORE)
    assert menu.response is not None
    opened = await server.bob.click(menu.response, label=wording.WRONG_OR_OUTDATED)
    assert opened.modal is not None
    assert wording.sent_to_curators(90) in private(await server.bob.submit_modal(opened, {"typed": "The terms changed."}))
