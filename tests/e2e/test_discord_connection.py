"""Connecting, staying connected, sharing the work, and what the doctor says; with the real discord.py and a local Discord."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import aiohttp
import pytest
from discord import DiscordServerError

from adapters.discord import client
from adapters.discord.plugin import DiscordPlugin
from bot.observing.metrics import FAILURES
from bot.replies.blocks import Paragraph
from bot.replies.card import Card
from bot.service.adapter import CannotPostError, Check, PostLaterError
from bot.service.settings import SettingsError
from bot.storage import Delivery, Workspace
from bot.storage import Person as StoredPerson
from bot.understanding.revision import Revision
from tests.discord_bot.running import Running, answered, opened, read, running, untouched
from tests.fakes.discord import FakeDiscord, permissions
from tests.logs import listening_for
from tests.patience import HANG

ZOOM = "can zoom use my calls for AI?"


async def test_a_refused_token_is_a_wrong_setting(revision: Revision, tmp_path: Path) -> None:
    """Said at the start, with where to get another."""
    async with FakeDiscord() as discord, opened(revision, discord, tmp_path, DISCORD_TOKEN="wrong") as bot:  # noqa: S106 - it is wrong
        with pytest.raises(SettingsError, match="DISCORD_TOKEN"):
            await bot.adapter.start()


async def test_an_unreachable_discord_is_tried_again(revision: Revision, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service starts, says that Discord is not there, and answers as soon as it is."""
    monkeypatch.setattr("adapters.discord.adapter.RETRY_SECONDS", 0.01)
    async with FakeDiscord() as discord, opened(revision, discord, tmp_path) as bot:
        discord.fail("GET", "/users/@me", status=503, times=2)
        await bot.adapter.start()
        assert "cannot be reached" in str(bot.adapter.health_problem())
        await bot.ready()
        await answered(bot, await discord.guild().member("ann").tells(ZOOM))


async def test_a_discord_that_says_nothing_holds_no_start_up(revision: Revision, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is waited for, for some seconds; then the service starts, says so, and tries again."""
    monkeypatch.setattr("adapters.discord.adapter.RETRY_SECONDS", 0.01)
    monkeypatch.setattr("adapters.discord.client.ANSWER_SECONDS", 0.5)
    async with FakeDiscord() as discord, opened(revision, discord, tmp_path) as bot:
        discord.say_nothing("GET", "/users/@me")
        await bot.adapter.start()
        assert bot.adapter.health_problem() == "Discord cannot be reached: it does not answer"
        monkeypatch.setattr("adapters.discord.client.ANSWER_SECONDS", HANG)
        await bot.ready()
        await answered(bot, await discord.guild().member("ann").tells(ZOOM))


class Gate:
    """Keeps the bot from reaching the gateway while it is shut."""

    def __init__(self, bot: Running) -> None:
        self.open = False
        self.tried = asyncio.Event()
        client = bot.adapter._client
        assert client is not None
        self._reach = client._reach
        client._reach = self  # type: ignore[assignment]

    async def __call__(self, url: str, *, compress: int = 0) -> object:
        """Reach the gateway, if that is possible now."""
        self.tried.set()
        if not self.open:
            raise ConnectionRefusedError("not now")
        return await self._reach(url, compress=compress)


@pytest.mark.parametrize("shards", [1, 2])
async def test_it_says_which_shards_do_not_hear(revision: Revision, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shards: int) -> None:
    """Until they are back; their sessions are resumed then, so that nothing that was said meanwhile is lost."""
    monkeypatch.setattr("adapters.discord.client.RETRY_SECONDS", 0.05)
    async with FakeDiscord(shards=shards, identify_seconds=0) as discord, running(revision, discord, tmp_path, shards=shards) as bot:
        gate = Gate(bot)
        last = shards - 1
        guild = next(guild for guild in (discord.guild() for _ in range(9)) if (guild.id >> 22) % shards == last)
        discord.cut(last)
        await gate.tried.wait()
        async with asyncio.timeout(HANG):
            while not bot.adapter.health_problem():
                await asyncio.sleep(0.001)
        assert bot.adapter.health_problem() == f"shards {last} of {shards} are not connected"
        question = await guild.member("ann").says(guild.general, f"{discord.mention} {ZOOM}")
        gate.open = True
        await bot.ready(shards)
        await answered(bot, question)
        assert discord.gateway.resumed == 1
        assert len(discord.gateway.identified) == shards


async def test_it_stops_while_the_gateway_cannot_be_reached(revision: Revision, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without waiting until it can be."""
    monkeypatch.setattr("adapters.discord.client.RETRY_SECONDS", 0.05)
    async with FakeDiscord() as discord, running(revision, discord, tmp_path) as bot:
        gate = Gate(bot)
        discord.cut()
        await gate.tried.wait()
        async with asyncio.timeout(HANG):
            await bot.adapter.stop_taking()
            await bot.adapter.close()


async def test_two_processes_share_the_work(revision: Revision, tmp_path: Path) -> None:
    """Each message is answered by the one whose shard hears it, direct messages by the one with the first."""
    async with FakeDiscord(shards=2, identify_seconds=0) as discord:
        guilds = [discord.guild(f"server-{number}") for number in range(4)]
        async with (
            opened(revision, discord, tmp_path, DISCORD_SHARD_IDS="0", DISCORD_SHARD_COUNT="2") as one,
            opened(revision, discord, tmp_path, DISCORD_SHARD_IDS="1", DISCORD_SHARD_COUNT="2") as two,
        ):
            for bot in (one, two):
                await bot.adapter.start()
            await asyncio.gather(one.ready(), two.ready(0))
            await discord.connected(1)
            for guild in guilds:
                await answered(two, await guild.member("ann").says(guild.general, f"{discord.mention} {ZOOM}"))
            await answered(one, await discord.person("ben").tells(ZOOM))
        assert sorted(identified.shard for identified in discord.gateway.identified) == [(0, 2), (1, 2)]


async def test_what_was_said_while_the_socket_was_broken_is_answered_once(revision: Revision, tmp_path: Path) -> None:
    """The session is resumed, not started anew; so too where Discord asks for it."""
    async with FakeDiscord() as discord, running(revision, discord, tmp_path) as bot:
        guild = discord.guild()
        ann = guild.member("ann")
        for number, interrupt in enumerate((_cut, _asked_to_reconnect)):
            before = await ann.says(guild.general, f"{discord.mention} {ZOOM}")
            await interrupt(discord)
            question = await ann.says(guild.general, f"{discord.mention} {ZOOM}")
            await answered(bot, question)
            await answered(bot, before)
            await discord.wait_for(partial(_resumed, discord, number + 1), "the session to be resumed")
            await bot.ready()
        assert len(discord.gateway.identified) == 1
        assert discord.refusals == []


def _resumed(discord: FakeDiscord, times: int) -> bool:
    return discord.gateway.resumed >= times


async def _cut(discord: FakeDiscord) -> None:
    discord.cut()


async def _asked_to_reconnect(discord: FakeDiscord) -> None:
    await discord.reconnect()


async def test_a_session_that_is_gone_is_started_anew(revision: Revision, tmp_path: Path) -> None:
    """And answers go on."""
    async with FakeDiscord(identify_seconds=0) as discord, running(revision, discord, tmp_path) as bot:
        await discord.invalidate()
        await discord.wait_for(lambda: len(discord.gateway.identified) == 2, "a new session")
        await bot.ready()
        await answered(bot, await discord.person("ann").tells(ZOOM))


async def test_an_event_that_cannot_be_read_makes_nobody_deaf(revision: Revision, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It is lost and logged without what it says; what is said directly after it is heard in the same session."""
    async with FakeDiscord(shards=2, identify_seconds=0) as discord, running(revision, discord, tmp_path, shards=2) as bot:
        guild = discord.guild()
        ann = guild.member("ann")
        for data in ({"id": "no number", "content": "purple"}, {}, {"id": "1", "channel_id": "2", "type": 0, "content": None}):
            for event in ("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "INTERACTION_CREATE"):
                discord.gateway.dispatch(event, data, guild.server)
        await answered(bot, await ann.says(guild.general, f"{discord.mention} {ZOOM}"))
        assert len(discord.gateway.identified) == 2
        assert bot.adapter.health_problem() is None
        assert "the event MESSAGE_CREATE could not be read" in caplog.text
        assert "purple" not in caplog.text


async def test_a_repeated_event_is_answered_once(revision: Revision, tmp_path: Path) -> None:
    """Whatever the gateway does."""
    async with FakeDiscord() as discord, running(revision, discord, tmp_path) as bot:
        ann = discord.person("ann")
        question = await ann.tells(ZOOM)
        for _ in range(3):
            discord.gateway.dispatch_message("MESSAGE_CREATE", question)
        await answered(bot, question)
        await answered(bot, await ann.tells(ZOOM))
        assert len(discord.replies_to(question)) == 1


async def test_a_stop_finishes_what_was_heard(revision: Revision, tmp_path: Path) -> None:
    """Every message that reached the process is answered, then it is gone."""
    async with FakeDiscord() as discord, running(revision, discord, tmp_path) as bot:
        guild = discord.guild()
        questions = [await guild.member(f"person-{number}").says(guild.general, f"{discord.mention} {ZOOM}") for number in range(20)]
        await discord.reply_to(questions[-1])
        await bot.adapter.stop_taking()
        assert await bot.tasks.drain(10) == 0
        assert [len(discord.replies_to(question)) for question in questions] == [1] * 20
        await discord.wait_for(lambda: not discord.gateway.connected(), "the socket to be closed")


async def test_what_was_claimed_and_not_answered_is_answered_at_the_next_start(revision: Revision, tmp_path: Path) -> None:
    """By its text, which Discord still has; not what was answered, was deleted, or belongs to other shards."""
    async with FakeDiscord(identify_seconds=0) as discord:
        guild = discord.guild()
        ann = guild.member("ann")
        lost = await ann.says(guild.general, f"{discord.mention} {ZOOM}")
        direct = await ann.tells("is signal end to end encrypted")
        gone = await ann.says(guild.general, f"{discord.mention} {ZOOM}")
        await ann.deletes(gone)
        async with running(revision, discord, tmp_path) as bot:
            done = await ann.says(guild.general, f"{discord.mention} {ZOOM}")
            await answered(bot, done)
            for message in (lost, direct, gone):
                workspace = Workspace("discord", str(message.channel.server.id) if message.channel.server else "dm")
                address = {"channel": str(message.channel.id), "conversation": f"{message.channel.id}/{ann.id}"}
                assert await bot.store.deliveries.claim(Delivery(StoredPerson(workspace, str(ann.id)), str(message.id), address))
            # The reply was posted, and the process ended before it could note that.
            await bot.store.personal.forget(StoredPerson(Workspace("discord", str(guild.id)), "nobody"))
        async with running(revision, discord, tmp_path) as bot:
            assert "Zoom does not train its AI on your calls" in read(await answered(bot, lost))
            assert "Signal calls and messages are always end-to-end encrypted" in read(await answered(bot, direct))
            assert len(discord.replies_to(done)) == 1
            assert await bot.store.deliveries.unanswered("discord", bot.adapter._started_at) == ()
        assert [request.code for request in discord.refusals] == [10008]  # how the bot learns that one is gone


async def test_a_reply_posted_just_before_the_end_is_not_posted_again(revision: Revision, tmp_path: Path) -> None:
    """Although the process could not note it any more."""
    async with FakeDiscord(identify_seconds=0) as discord:
        guild = discord.guild()
        ann = guild.member("ann")
        async with running(revision, discord, tmp_path) as bot:

            async def forget_to_note(*_: object) -> None:
                return None

            bot.store.deliveries.done = forget_to_note  # type: ignore[method-assign,assignment]
            question = await ann.says(guild.general, f"{discord.mention} {ZOOM}")
            reply = await answered(bot, question)
        async with running(revision, discord, tmp_path) as bot:
            assert discord.replies_to(question) == [reply]
            kept = await bot.store.deliveries.delivery_of(Workspace("discord", str(guild.id)), str(question.id))
            assert kept is not None
            assert kept.reply == str(reply.id)


async def test_it_speaks_first_once_for_each_key(revision: Revision, tmp_path: Path) -> None:
    """In a channel and to a person; nobody is pinged."""
    async with FakeDiscord() as discord, running(revision, discord, tmp_path) as bot:
        guild = discord.guild()
        ann = guild.member("ann")
        for address, channel in (({"channel": str(guild.general.id)}, guild.general), ({"person": str(ann.id)}, ann.direct)):
            for key in ("digest-1", "digest-1", "digest-2"):
                await bot.adapter.post(address, Card((Paragraph("Two answers are due @everyone."),)), key)
            posted = discord.messages(channel)
            assert ["Two answers are due" in read(message) for message in posted] == [True, True]
            assert all(message.pings.nobody for message in posted)


async def test_where_it_may_not_speak_first_it_says_so(revision: Revision, tmp_path: Path) -> None:
    """So that nobody tries again; a fault that may pass is raised as it is."""
    async with FakeDiscord() as discord, running(revision, discord, tmp_path) as bot:
        guild = discord.guild()
        guild.deny_bot(guild.general, permissions.SEND_MESSAGES)
        card = Card((Paragraph("Two answers are due."),))
        for channel in (guild.general.id, 5):
            with pytest.raises(CannotPostError):
                await bot.adapter.post({"channel": str(channel)}, card, "digest-1")
        discord.fail("POST", "/channels/*/messages", status=503)
        with pytest.raises(DiscordServerError):
            await bot.adapter.post({"person": str(guild.member("ann").id)}, card, "digest-1")


async def test_a_long_wait_is_left_to_the_outbox(revision: Revision, tmp_path: Path) -> None:
    """Every process then waits with that server's messages, and nothing else is held up."""
    async with FakeDiscord() as discord, running(revision, discord, tmp_path) as bot:
        channel = discord.guild().general
        discord.rate_limit("POST", "/channels/*/messages", retry_after=3_000)
        with pytest.raises(PostLaterError) as later:
            await bot.adapter.post({"channel": str(channel.id)}, Card((Paragraph("Two answers are due."),)), "digest-1")
        assert later.value.seconds == pytest.approx(3_000, abs=5)


async def test_an_answer_of_discord_that_breaks_off_is_no_second_post(revision: Revision, tmp_path: Path) -> None:
    """What arrived all the same is found by its mark at the next attempt."""
    async with FakeDiscord() as discord, running(revision, discord, tmp_path) as bot:
        address, card = {"channel": str(discord.guild().general.id)}, Card((Paragraph("Two answers are due."),))
        discord.cut_off("POST", "/channels/*/messages")
        with pytest.raises(aiohttp.ClientError):
            await bot.adapter.post(address, card, "digest-1")
        await bot.adapter.post(address, card, "digest-1", again=True)
        assert len([request for request in discord.requests("POST") if request.path.endswith("/messages")]) == 1


@pytest.mark.parametrize("trouble", ["500", "half", "wait", "nothing", "dns"])
async def test_whom_discord_lets_nobody_answer_is_answered_after_the_next_start(
    revision: Revision, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    """503, broken off, nothing, no name, or a wait of an hour: the log has an incident, others are answered, nobody is answered twice."""
    async with FakeDiscord(identify_seconds=0) as discord:
        guild = discord.guild()
        ann, before = guild.member("ann"), FAILURES.labels("discord")._value.get()
        async with running(revision, discord, tmp_path) as bot:
            match trouble:
                case "500":
                    discord.fail("POST", "/channels/*/messages", status=503, times=2)
                case "half":
                    discord.cut_off("POST", "/channels/*/messages", times=2)
                case "nothing":
                    discord.say_nothing("POST", "/channels/*/messages", times=2)
                    _session(bot)._timeout = aiohttp.ClientTimeout(total=0.5)
                case "dns":
                    monkeypatch.setattr(aiohttp.TCPConnector, "connect", _no_name)
                case _:
                    discord.rate_limit("POST", "/channels/*/messages", retry_after=3_600, times=2)
            question = await ann.says(guild.general, f"{discord.mention} is zoom encrypted")
            await discord.heard()
            async with asyncio.timeout(HANG):
                await bot.settled()
            assert FAILURES.labels("discord")._value.get() > before
            monkeypatch.undo()
        async with running(revision, discord, tmp_path) as bot:
            await bot.settled()
            later = await guild.member("ben").says(guild.general, f"{discord.mention} is zoom encrypted")
            await discord.reply_to(later)
            await bot.settled()
            assert len([reply for reply in discord.replies_to(question) if "encrypted" in read(reply)]) == 1


async def test_connections_are_not_used_up(revision: Revision, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where too few are left today it waits, because beyond the limit Discord resets the token."""
    async with FakeDiscord() as discord, opened(revision, discord, tmp_path) as bot:
        discord.gateway.starts_left = 0
        with caplog.at_level(logging.ERROR), listening_for("adapters.discord.adapter", "are left") as waiting:
            await bot.adapter.start()
            await waiting.wait()
            assert "are left" in str(bot.adapter.health_problem())
        assert discord.gateway.identified == []


@pytest.mark.parametrize(
    ("settings", "what", "says"),
    [
        ({}, "discord token", "logs in as smallprint"),
        ({}, "discord intents", "none of them needs Discord's approval"),
        ({}, "discord gateway", "1000 of 1000 connections"),
        ({}, "discord shards", "2, as Discord advises"),
        ({}, "discord invitation", "permissions=274877991936"),
        ({"DISCORD_SHARD_IDS": "0", "DISCORD_SHARD_COUNT": "4"}, "discord shards", "0 of 4 in this process"),
    ],
)
async def test_the_doctor_says_that_all_is_well(settings: dict[str, str], what: str, says: str) -> None:
    """And how to invite the bot, with the least permissions."""
    async with FakeDiscord(shards=2) as discord:
        with untouched():
            checks = await DiscordPlugin().examine({"DISCORD_TOKEN": discord.token, "DISCORD_API_URL": discord.api_url, **settings})
        assert {check.state for check in checks} == {"ok"}
        assert says in next(check.says for check in checks if check.what == what)
        assert discord.gateway.identified == []


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"DISCORD_TOKEN": "wrong"}, "take the token from its page Bot"),
        ({"DISCORD_API_URL": "http://127.0.0.1:9/api/v10"}, "look at the network and at DISCORD_API_URL"),
        ({"DISCORD_SHARD_IDS": "0", "DISCORD_SHARD_COUNT": "1"}, "raise DISCORD_SHARD_COUNT"),
    ],
)
async def test_the_doctor_says_what_is_wrong_and_how_to_mend_it(settings: dict[str, str], says: str) -> None:
    """A refused token, no network, too few shards."""
    async with FakeDiscord(shards=2) as discord:
        with untouched():
            checks = await DiscordPlugin().examine({"DISCORD_TOKEN": discord.token, "DISCORD_API_URL": discord.api_url, **settings})
    assert [says in check.says for check in checks if check.state == "wrong"] == [True]


async def test_the_doctor_names_the_servers_in_which_the_bot_may_not_answer() -> None:
    """And what is missing there; a server in which nothing is missing is only counted."""
    async with FakeDiscord() as discord:
        settings = {"DISCORD_TOKEN": discord.token, "DISCORD_API_URL": discord.api_url}
        discord.guild()
        with untouched():
            assert _said(await DiscordPlugin().examine(settings), "discord permissions") == ("ok", "complete in 1 server")
            closed = discord.guild().server
            closed.roles[closed.id].permissions &= ~(permissions.EMBED_LINKS | permissions.SEND_MESSAGES)
            state, says = _said(await DiscordPlugin().examine(settings), "discord permissions")
    assert state == "wrong"
    assert f"missing in server {closed.id}: send messages, embed links" in says


async def test_without_its_database_commands_are_answered_and_who_mentions_it_is_told(revision: Revision, tmp_path: Path) -> None:
    """A mention that nobody could note as answered might be answered twice; a command is its asker's alone."""
    async with FakeDiscord() as discord, running(revision, discord, tmp_path) as bot:
        guild = discord.guild()
        ann = guild.member("ann")
        await bot.store.close()
        used = await ann.uses("ask", {"question": ZOOM}, guild.general)
        assert used.message is not None
        assert "does not train" in read(used.message)
        told = await answered(bot, await ann.says(guild.general, f"{discord.mention} {ZOOM}"))
        assert "Something went wrong" in read(told)


async def test_who_presses_while_discord_says_nothing_leaves_nothing_under_way(revision: Revision, tmp_path: Path) -> None:
    """The log has an incident, and the next press is answered."""
    async with FakeDiscord() as discord, running(revision, discord, tmp_path) as bot:
        assert _session(bot)._timeout.total == client.ANSWER_SECONDS
        _session(bot)._timeout = aiohttp.ClientTimeout(total=0.5)
        guild = discord.guild()
        ann = guild.member("ann")
        discord.say_nothing("POST", "/interactions/*/*/callback", times=2)
        with listening_for("bot.observing.incidents", "whoever pressed could not be told") as untold:
            unanswered = asyncio.create_task(ann.uses("ask", {"question": ZOOM}, guild.general))
            async with asyncio.timeout(HANG):
                await untold.wait()
                await bot.settled()
        assert not unanswered.done()
        unanswered.cancel()
        _session(bot)._timeout = aiohttp.ClientTimeout(total=HANG)
        used = await ann.uses("ask", {"question": ZOOM}, guild.general)
        await bot.settled()
        assert used.message is not None
        assert "does not train" in read(used.message)


async def _no_name(*_: object, **__: object) -> None:
    raise OSError("Temporary failure in name resolution")


def _session(bot: Running) -> aiohttp.ClientSession:
    assert bot.adapter._client is not None
    session: aiohttp.ClientSession = bot.adapter._client.http._HTTPClient__session  # type: ignore[attr-defined]
    return session


def _said(checks: Sequence[Check], what: str) -> tuple[str, str]:
    return next((check.state, check.says) for check in checks if check.what == what)


async def test_the_doctor_sees_that_connections_are_used_up() -> None:
    """Before anything is started."""
    async with FakeDiscord() as discord:
        discord.gateway.starts_left = 0
        with untouched():
            checks = await DiscordPlugin().examine({"DISCORD_TOKEN": discord.token, "DISCORD_API_URL": discord.api_url})
    assert [check.what for check in checks if check.state == "wrong"] == ["discord gateway"]
