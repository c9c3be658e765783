"""The admins' desk in Discord, from the command to the answer that everybody gets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.replies import wording
from bot.understanding.revision import Revision
from bot.upkeep.base_desk import Editing
from tests.discord_bot.running import Running, read, running
from tests.fakes.discord import FakeDiscord, Guild, Interaction, Message, Person
from tests.upkeep.live import headline, reloading
from tests.upkeep.news import News

NEW = "Zoom may use calls for its AI only where an admin has agreed."
MANAGE_SERVER = 1 << 5


@pytest.fixture
async def bot(revision: Revision, tmp_path: Path) -> AsyncIterator[Running]:
    """The bot, connected, with a folder for edits."""
    (tmp_path / "own").mkdir()
    editing = Editing((tmp_path / "own",))
    async with FakeDiscord() as discord, running(revision, discord, tmp_path, editing=editing) as bot:
        yield bot
        assert discord.refusals == []


@pytest.fixture
def ada(guild: Guild) -> Person:
    """Somebody with Manage Server."""
    return guild.member("ada", roles=(guild.role("moderators", bits=MANAGE_SERVER),))


def only(used: Interaction) -> Message:
    """The one private message that came of an interaction."""
    (message,) = used.messages
    assert message.ephemeral
    return message


async def answered(bot: Running, used: Interaction) -> Message:
    """The same, of something that takes the linter some seconds."""
    await bot.discord.wait_for(lambda: used.settled, "an answer")
    return only(used)


async def test_change_by_a_form_with_a_mistake_ask_again_be_told_undo(
    bot: Running, guild: Guild, ada: Person, ann: Person, tmp_path: Path
) -> None:
    """The linter's message stands at the field; once mended it is saved, answered with and told to a follower; one press undoes it."""
    holder = bot.dialogue.holder
    before = headline(holder)
    news = News(bot.dialogue, bot.store, "discord", bot.adapter)
    await news.start()
    await ann.uses("follow", {"platform": "zoom"}, guild.general)
    async with reloading(holder, tmp_path / "own") as saves:
        answer = only(await ada.uses("admin", {"platform": "zoom"}, guild.general))
        form = await ada.presses(answer, wording.POSITION_CHANGED)
        values = {"verdict": "opt-in", "headline": NEW.removesuffix("."), "source": "terms", "changed_on": "2026-11-01"}
        sent = await ada.submits(form, values, wait=False)
        wrong = await answered(bot, sent)
        assert "Headline: does not end with a full stop" in read(wrong)
        assert headline(holder) == before
        again = await ada.presses(wrong, wording.MEND)
        assert again.modal is not None
        labels = {part["component"]["custom_id"]: part for part in again.modal.components}
        assert "full stop" in labels["headline"]["description"]
        assert labels["headline"]["component"]["value"] == NEW.removesuffix(".")
        assert [option["value"] for option in labels["verdict"]["component"]["options"] if option.get("default")] == ["opt-in"]
        sent = await ada.submits(again, {"verdict": "opt-in", "source": "terms", "headline": NEW}, wait=False)
        done = await answered(bot, sent)
        assert "saved as edit 1" in read(done)
        await saves.take_up()
        assert headline(holder) == NEW
        asked = await ann.uses("ask", {"question": "does zoom train on my calls"}, guild.general)
        assert "only where an admin has agreed" in read(only(asked))
        await news.tell()
        told = [message for message in bot.discord.messages(ann.direct) if message.author is bot.discord.bot]
        assert len(told) == 1
        assert "what is on record has changed" in read(told[0])
        undone = await ada.presses(done, wording.UNDO, wait=False)
        assert "Edit 1 is undone" in read(await answered(bot, undone))
        await saves.take_up()
        assert headline(holder) == before


async def test_who_is_no_admin_is_told_who_can(guild: Guild, ada: Person, ann: Person) -> None:
    """By the command, and by a press on what an admin sees."""
    assert "Only members with Manage Server can do this" in read(only(await ann.uses("admin", {}, guild.general)))
    assert wording.NOTHING_WAITS in read(only(await ada.uses("admin", {}, guild.general)))


async def test_a_local_note_is_seen_in_its_server_only(bot: Running, guild: Guild, ada: Person, ann: Person) -> None:
    """Written by an admin of a bot that other servers have too, who may do nothing else."""
    elsewhere = bot.discord.guild("elsewhere")
    elsewhere.member(ann)
    answer = only(await ada.uses("admin", {"platform": "zoom"}, guild.general))
    with pytest.raises(AssertionError, match="There is no"):
        await ada.presses(answer, wording.CORRECT_ANSWER)
    form = await ada.presses(answer, wording.EDIT_NOTE)
    assert wording.NOTE_KEPT in read(only(await ada.submits(form, {"text": "Here: ask dpo@acme.example."})))
    question = {"question": "does zoom train on my calls"}
    assert "ask dpo@acme.example" in read(only(await ann.uses("ask", question, guild.general)))
    assert "ask dpo@acme.example" not in read(only(await ann.uses("ask", question, elsewhere.general)))
