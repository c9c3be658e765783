"""Following in Slack, from the command to the message: told once, and ended in one press."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.slack.settings import BOT_SCOPES, OPTIONAL_SCOPES
from bot.replies import pages
from bot.understanding.revision import Revision
from tests.fakes.slack import FakeSlack, Message, Person
from tests.slack.running import Running, private_word, running
from tests.upkeep.news import News

CHANGED = "Zoom: what is on record has changed"


@pytest.fixture
async def app(revision: Revision, slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Running]:
    """The app, over HTTP."""
    async with running(revision, slack, tmp_path, "http") as opened:
        yield opened
        assert slack.refusals == []


@pytest.fixture
async def news(app: Running) -> News:
    """What changes at Zoom."""
    news = News(app.dialogue, app.store, "slack", app.app)
    await news.start()
    return news


def told(app: Running) -> list[Message]:
    """The messages about a change."""
    return [message for message in app.slack.messages() if message.shown.says(CHANGED)]


async def test_follow_change_be_told_once_unfollow(app: Running, ann: Person, ben: Person, news: News) -> None:
    """In a direct message with before, now and the source; nobody else hears of it."""
    assert (await private_word(ann, "follow zoom")).shown.says("You follow Zoom")
    await news.verdict("zoom", "opt-out")
    [message] = told(app)
    assert ann.sees(message)
    assert not ben.sees(message)
    assert message.shown.says("before: ")
    assert message.shown.says("Zoom Terms")
    assert (await private_word(ann, "following")).shown.says("Zoom")
    await ann.press(message, "unfollow:0")
    await app.settled()
    assert app.slack.messages()[-1].shown.says("You no longer follow Zoom")
    await news.verdict("zoom", "no")
    assert told(app) == [message]
    assert (await private_word(ann, "following")).shown.says("You follow no platform")


async def test_a_channel_follows_for_somebody_who_is_named(app: Running, ann: Person, ben: Person, news: News) -> None:
    """It is told so, is told of the change, and anybody there ends it in one press."""
    assert (await private_word(ann, "follow zoom here")).shown.says("This channel follows Zoom")
    await news.tell()
    [announced] = [message for message in app.slack.messages("C1") if message.shown.says("Added by")]
    assert announced.shown.says("This channel follows Zoom")
    assert announced.shown.says(f"Added by @{ann.id}")
    await news.verdict("zoom", "opt-out")
    [message] = told(app)
    assert message.channel == "C1"
    assert message.shown.says(f"Added by @{ann.id}")
    pressed = await ben.press(message, "unfollow:0")
    await app.settled()
    assert (await pressed.reply()).shown.says("This channel no longer follows Zoom")
    await news.verdict("zoom", "no")
    assert told(app) == [message]


async def test_the_menu_of_an_answer_follows_privately(app: Running, ann: Person, news: News) -> None:
    """Below an answer that everybody sees, too."""
    delivery = await ann.mention("C1", "can zoom use my calls for ai?")
    await app.settled()
    assert delivery.message is not None
    [answer] = app.slack.messages("C1", thread_ts=delivery.message.ts)
    await ann.press(answer, "more", "Follow")
    await app.settled()
    assert app.slack.messages()[-1].shown.says("You follow Zoom")
    await news.verdict("zoom", "opt-out")
    [message] = told(app)
    assert message.channel.startswith("D")


async def test_what_one_follows_is_shown_to_nobody_else(app: Running, ann: Person, ben: Person) -> None:
    """Also if it is asked for in a channel."""
    await private_word(ann, "follow zoom")
    await ann.mention("C1", "following")
    await app.settled()
    [listed] = [message for message in app.slack.messages() if message.shown.says("Followed platforms")]
    assert not ben.sees(listed)


async def test_whoever_sent_a_question_is_told_of_its_answer_if_they_like(app: Running, ann: Person, news: News) -> None:
    """By a button below the word of thanks."""
    missed = await private_word(ann, "does blorptalk train on my calls")
    sent = await ann.press(missed, "send")
    await app.settled()
    wanted = await ann.press(await sent.reply(), "tell:0")
    await app.settled()
    assert (await wanted.reply()).shown.says("I will write to you when it has an answer")
    [entry] = await app.store.queue.entries(None)
    await app.store.queue.link(entry.id, "signal/ai-training")
    await news._upkeep._curating.tell_answered(app.dialogue.holder.current.knowledge)
    await news.tell()
    [message] = [message for message in app.slack.messages() if message.shown.says("does blorptalk train on my calls")]
    assert message.shown.says("Signal")
    assert await app.store.queue.entries(None) == ()


@pytest.mark.parametrize("channel", ["C1", "U1"])
@pytest.mark.parametrize("may_look", [True, False])
async def test_what_may_have_arrived_is_looked_for(revision: Revision, tmp_path: Path, channel: str, *, may_look: bool) -> None:
    """By its key; where the app may not look it comes again, rather than not at all. Another message is another message."""
    card, address = pages.notice("Zoom changed."), {"workspace": "T1", "channel": channel}
    async with FakeSlack(scopes=(*BOT_SCOPES, *(OPTIONAL_SCOPES if may_look else ()))) as slack:
        slack.workspace("T1").user("U1", "ann")
        async with running(revision, slack, tmp_path, "http") as app:
            await app.app.post(address, card, "change:zoom:1:U1")
            await app.app.post(address, card, "change:zoom:2:U1", again=True)
            assert len(slack.messages()) == 2
            await app.app.post(address, card, "change:zoom:1:U1", again=True)
            assert len(slack.messages()) == (2 if may_look else 3)
