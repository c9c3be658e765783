"""Mentions and direct messages, from the real discord.py to a local Discord and back."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.replies import wording
from bot.storage import Workspace
from tests.discord_bot.running import Running, answered, read
from tests.fakes.discord import Guild, Message, Person, permissions, shown
from tests.fakes.discord.components import BUTTON, walk

ZOOM = "can zoom use my calls for AI?"


async def unanswered(bot: Running, person: Person, *messages: Message) -> None:
    """Nothing comes of some messages: what is asked directly after them is answered, and they are not."""
    await answered(bot, await person.tells(ZOOM))
    assert [bot.discord.replies_to(message) for message in messages] == [[] for _ in messages]


async def test_a_mention_is_answered_by_a_reply(bot: Running, guild: Guild, ann: Person) -> None:
    """With the verdict in words, and when it was checked; the rest and the sources for whoever presses. Nobody is pinged."""
    reply = await answered(bot, await ann.says(guild.general, f"{bot.discord.mention} {ZOOM}"))
    text = read(reply)
    for words in ("Zoom does not train its AI on your calls", "hecked 6 August 2026"):
        assert words in text
    assert reply.embeds == []
    assert 0x2E7D32 in [part.get("accent_color") for part in reply.components]
    details = await ann.presses(reply, shown(reply).buttons[0])
    assert details.private
    assert "Since: 11 August 2023" in read(details.messages[0])
    assert "https://zoom.us/en/trust/terms/" in shown(details.messages[0]).urls
    assert shown(reply).unfurled == ()


async def test_a_mention_anywhere_in_the_sentence_counts(bot: Running, guild: Guild, ann: Person) -> None:
    """Also behind the question, and beside a friend's name."""
    reply = await answered(
        bot, await ann.says(guild.general, f"{guild.member('ben').mention} can zoom use my calls for AI? {bot.discord.mention}")
    )
    assert "Zoom does not train its AI on your calls" in read(reply)


async def test_a_mention_in_a_thread_is_answered_there_with_its_memory(bot: Running, guild: Guild, ann: Person) -> None:
    """Whoever goes on in the thread goes on with its subject."""
    thread = guild.thread(guild.general, "calls", ann)
    await answered(bot, await ann.says(thread, f"{bot.discord.mention} {ZOOM}"))
    reply = await answered(bot, await guild.member("ben").says(thread, f"{bot.discord.mention} and what about teams?"))
    assert reply.channel is thread
    assert "Teams" in read(reply)


async def test_a_reply_to_an_answer_goes_on_from_it(bot: Running, guild: Guild, ann: Person) -> None:
    """Whoever replies, whatever was asked in between; an answer of the bot is what is visibly there."""
    first = await answered(bot, await ann.says(guild.general, f"{bot.discord.mention} is signal end to end encrypted"))
    ben = guild.member("ben")
    await answered(bot, await ben.says(guild.general, f"{bot.discord.mention} {ZOOM}"))
    for person in (ann, ben):
        assert "Teams" in read(reply := await answered(bot, await person.replies(first, "and teams?")))
        assert any("encryption" in button["custom_id"] for button in walk(reply.components) if button["type"] == BUTTON)


async def test_a_reply_to_a_question_back_answers_it(bot: Running, guild: Guild, ann: Person) -> None:
    """What all its choices share, their platform or their topic, is what it is about."""
    asked_back = await answered(bot, await ann.says(guild.general, f"{bot.discord.mention} zoom"))
    assert "Zoom meetings are end-to-end encrypted only if" in read(
        await answered(bot, await ann.replies(asked_back, "is it end to end encrypted?"))
    )
    asked_back = await answered(bot, await ann.says(guild.general, f"{bot.discord.mention} is it end to end encrypted?"))
    assert "Signal calls and messages are always end-to-end encrypted" in read(await answered(bot, await ann.replies(asked_back, "signal")))


async def test_nothing_is_guessed_from_an_answer_that_did_not_match(bot: Running, guild: Guild, ann: Person) -> None:
    """The platforms that it offers are ours, not what was asked about."""
    unmatched = await answered(bot, await ann.says(guild.general, f"{bot.discord.mention} is blorptalk encrypted"))
    assert "Which platform" in read(await answered(bot, await ann.replies(unmatched, "and on the free plan is it encrypted?")))


async def test_in_a_channel_nothing_is_remembered_of_a_person(bot: Running, guild: Guild, ann: Person) -> None:
    """What is not replied to is not visibly there; nor is a private answer to a mention."""
    await answered(bot, await ann.says(guild.general, f"{bot.discord.mention} {ZOOM}"))
    await ann.uses("ask", {"question": "is signal end to end encrypted"}, guild.general)
    reply = await answered(bot, await ann.says(guild.general, f"{bot.discord.mention} and teams?"))
    assert "What do you want to know about Microsoft Teams?" in read(reply)
    assert "Zoom" not in read(await answered(bot, await ann.says(guild.general, f"{bot.discord.mention} ok cool")))


async def test_a_private_answer_does_not_leak_into_a_thread(bot: Running, guild: Guild, ann: Person) -> None:
    """Its own asker may go on from it by a command that leans; nobody else's message does."""
    thread = guild.thread(guild.general, "calls", ann)
    await ann.uses("ask", {"question": "is signal end to end encrypted"}, thread)
    reply = await answered(bot, await guild.member("ben").says(thread, f"{bot.discord.mention} and teams?"))
    assert "What do you want to know about Microsoft Teams?" in read(reply)
    used = await ann.uses("ask", {"question": "and teams?"}, thread)
    assert "Teams" in read(used.messages[0])


async def test_a_mention_without_a_question_helps(bot: Running, guild: Guild, ann: Person) -> None:
    """And offers examples that can be pressed."""
    reply = await answered(bot, await ann.says(guild.general, bot.discord.mention))
    assert "/ask" in read(reply)
    assert "Can Zoom use my calls for AI?" in shown(reply).buttons


async def test_a_direct_message_is_answered_with_memory(bot: Running) -> None:
    """No mention is needed there."""
    cem = bot.discord.person("cem")
    await answered(bot, await cem.tells(ZOOM))
    assert "Teams" in read(await answered(bot, await cem.tells("and teams?")))


async def test_what_is_not_meant_for_it_is_not_answered(bot: Running, guild: Guild, ann: Person) -> None:
    """Bots, webhooks, its own messages, everybody, its role, and what people say to each other."""
    role = guild.role("smallprint", mentionable=True)
    machine, hook = guild.member("machine", bot=True), guild.webhook("news")
    own = await answered(bot, await ann.says(guild.general, f"{bot.discord.mention} {ZOOM}"))
    await unanswered(
        bot,
        ann,
        own,
        await machine.says(guild.general, f"{bot.discord.mention} {ZOOM}"),
        await hook.says(guild.general, f"{bot.discord.mention} {ZOOM}"),
        await guild.owner.says(guild.general, f"@everyone {ZOOM}"),
        await ann.says(guild.general, f"{role.mention} {ZOOM}"),
        await ann.says(guild.general, ZOOM),
        await ann.replies(own, "thanks", ping=False),
    )


def _says(message: Message, words: str) -> bool:
    return words in read(message)


async def test_an_edit_soon_after_changes_the_reply(bot: Running, guild: Guild, ann: Person) -> None:
    """The same reply, with the new answer and its buttons; a further edit changes it again."""
    question = await ann.says(guild.general, f"{bot.discord.mention} is blorptalk encrypted")
    reply = await answered(bot, question)
    for text, name in (
        (ZOOM, "Zoom does not train its AI on your calls"),
        ("is signal end to end encrypted", "Signal calls and messages are always end-to-end encrypted"),
    ):
        await ann.edits(question, f"{bot.discord.mention} {text}")
        await bot.discord.wait_for(partial(_says, reply, name), name)
    await bot.settled()
    assert bot.discord.replies_to(question) == [reply]


async def test_a_mention_that_comes_with_an_edit_is_answered(bot: Running, guild: Guild, ann: Person) -> None:
    """Whoever forgot it need not write again."""
    question = await ann.says(guild.general, ZOOM)
    await ann.edits(question, f"{bot.discord.mention} {ZOOM}")
    assert "Zoom does not train its AI on your calls" in read(await answered(bot, question))


async def test_an_answer_that_somebody_took_away_does_not_come_back(bot: Running, guild: Guild, ann: Person) -> None:
    """An edit of the question does not force it upon them."""
    question = await ann.says(guild.general, f"{bot.discord.mention} {ZOOM}")
    reply = await answered(bot, question)
    bot.discord.world.delete(reply)
    await ann.edits(question, f"{bot.discord.mention} is signal end to end encrypted")
    await bot.discord.wait_for(lambda: bot.discord.requests("PATCH"), "the edit")
    await bot.settled()
    assert bot.discord.replies_to(question) == []
    bot.discord.recorder.refusals.clear()  # that the message is unknown is how the bot learns of it


async def test_a_late_edit_changes_nothing(bot: Running, guild: Guild, ann: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """After fifteen minutes the answer has been read."""
    question = await ann.says(guild.general, f"{bot.discord.mention} {ZOOM}")
    reply = await answered(bot, question)
    monkeypatch.setattr("adapters.discord.ask.datetime", _Later)
    await ann.edits(question, f"{bot.discord.mention} is signal end to end encrypted")
    await unanswered(bot, ann)
    assert "Zoom does not train its AI on your calls" in read(reply)


async def test_the_answer_goes_with_its_question(bot: Running, guild: Guild, ann: Person) -> None:
    """In a channel and in a direct message."""
    for question in (await ann.says(guild.general, f"{bot.discord.mention} {ZOOM}"), await ann.tells(ZOOM)):
        reply = await answered(bot, question)
        await ann.deletes(question)
        await bot.discord.wait_for(partial(getattr, reply, "deleted"), "the answer to go")


async def test_a_question_deleted_at_once_leaves_nothing(bot: Running, guild: Guild, ann: Person) -> None:
    """However the answer and the deletion race."""
    for _ in range(5):
        question = await ann.says(guild.general, f"{bot.discord.mention} {ZOOM}")
        await ann.deletes(question)
        await bot.discord.wait_for(lambda: bot.discord.requests("DELETE"), "the answer to go")
        await bot.settled()
        assert bot.discord.messages(guild.general) == []
        bot.discord.recorder.requests.clear()


@pytest.mark.usefixtures("hurried")
async def test_who_floods_gets_one_kind_word(bot: Running, guild: Guild, ann: Person) -> None:
    """Eight answers and one word; somebody else is answered meanwhile."""
    questions = [await ann.says(guild.general, f"{bot.discord.mention} {ZOOM}") for _ in range(30)]
    await answered(bot, questions[8])
    other = await answered(bot, await guild.member("ben").says(guild.general, f"{bot.discord.mention} {ZOOM}"))
    replies = [bot.discord.replies_to(question) for question in questions]
    assert [len(of) for of in replies] == [1] * 9 + [0] * 21
    assert "Please wait 15 seconds" in read(replies[8][0])
    assert "Zoom does not train its AI on your calls" in read(other)


POST = "Zoom owns your private conversations. Lovely weather."


async def test_a_forwarded_post_is_checked_for_claims(bot: Running, guild: Guild, ann: Person) -> None:
    """Directly: its words are in a snapshot, its own are none. A forward of what has no claims says so."""
    post = await guild.member("ben").says(guild.general, POST)
    assert "Claim: Zoom owns your private conversations" in read(await answered(bot, await ann.forwards(post, ann.direct)))
    plain = await guild.member("ben").says(guild.general, "Lovely weather.")
    assert wording.NO_CLAIM in read(await answered(bot, await ann.forwards(plain, ann.direct)))


async def test_a_reply_to_a_post_asks_about_the_post(bot: Running, guild: Guild, ann: Person) -> None:
    """If the post is shown to the bot; what the reply asks by itself is answered instead."""
    post = await ann.forwards(await guild.member("ben").says(guild.general, POST), ann.direct)
    await answered(bot, post)
    for text in ("is this true?", "really?"):
        assert "Claim: Zoom owns your private conversations" in read(await answered(bot, await ann.replies(post, text)))
    assert "Signal calls and messages are always end-to-end encrypted" in read(
        await answered(bot, await ann.replies(post, "is signal end to end encrypted"))
    )
    named = await guild.member("ben").says(guild.general, f"{bot.discord.mention} {POST}")
    await answered(bot, named)
    reply = await answered(bot, await ann.replies(named, f"{bot.discord.mention} is this true?"))
    assert "Claim: Zoom owns your private conversations" in read(reply)


async def test_a_post_that_discord_does_not_show_is_not_guessed_at(bot: Running, guild: Guild, ann: Person) -> None:
    """Without the message content intent it is empty: the way that works is named."""
    post = await guild.member("ben").says(guild.general, POST)
    reply = await answered(bot, await ann.replies(post, f"{bot.discord.mention} is this true?"))
    assert wording.CANNOT_READ_POST in read(reply)
    assert "Zoom does not train its AI on your calls" in read(await answered(bot, await ann.replies(post, f"{bot.discord.mention} {ZOOM}")))


async def test_a_post_by_another_service_is_read_from_its_embed(bot: Running, guild: Guild, ann: Person) -> None:
    """News bots and link previews say what they say there."""
    news = await guild.webhook("news").says(guild.general, "", embeds=[{"title": "News", "description": POST}])
    used = await ann.uses_on("Check claims", news)
    assert "Claim: Zoom owns your private conversations" in read(used.messages[0])
    assert "Claim: Zoom owns" in read(await answered(bot, await ann.forwards(news, ann.direct)))


@pytest.mark.parametrize("deleted_first", [True, False])
async def test_what_a_proxy_posts_again_is_answered_once(bot: Running, guild: Guild, ann: Person, *, deleted_first: bool) -> None:
    """PluralKit takes a message down and posts it again by webhook; the answer stands below the second."""
    question = await ann.says(guild.general, f"L: {bot.discord.mention} {ZOOM}")
    if deleted_first:
        await ann.deletes(question)
    proxied = await guild.webhook("Luna").says(guild.general, f"{bot.discord.mention} {ZOOM}")
    if not deleted_first:
        await ann.deletes(question)
    assert "Zoom does not train its AI on your calls" in read(await answered(bot, proxied))
    await bot.discord.heard()
    await bot.settled()
    said = [message for message in bot.discord.messages(guild.general) if message.author is bot.discord.bot]
    assert len(said) == 1


async def test_a_webhook_that_takes_nobodys_place_is_not_answered(bot: Running, guild: Guild, ann: Person) -> None:
    """What is repeated while the first message stays, somewhere else, or a second time."""
    hook, elsewhere = guild.webhook("hook"), guild.channel("elsewhere")
    question = await ann.says(guild.general, f"{bot.discord.mention} {ZOOM}")
    await answered(bot, question)
    repeated = await hook.says(guild.general, f"{bot.discord.mention} {ZOOM}")
    await unanswered(bot, ann, await hook.says(elsewhere, f"{bot.discord.mention} {ZOOM}"), repeated)
    await ann.deletes(question)
    await answered(bot, repeated)
    await unanswered(bot, ann, await hook.says(guild.general, f"{bot.discord.mention} {ZOOM}"))


async def test_nothing_personal_is_shown_in_public(bot: Running, guild: Guild, ann: Person) -> None:
    """Directly it is shown, with the button that deletes it, or asks once more."""
    for text, button in (("privacy", wording.DELETE_MY_DATA), ("delete my data", wording.DELETE)):
        reply = await answered(bot, await ann.says(guild.general, f"{bot.discord.mention} {text}"))
        assert read(reply) == wording.PRIVATE_IN_PUBLIC
        assert button in shown(await answered(bot, await ann.tells(text))).buttons


async def test_chatter_gets_no_buttons_in_public(bot: Running, guild: Guild, ann: Person) -> None:
    """Thanks want none."""
    assert shown(await answered(bot, await ann.says(guild.general, f"{bot.discord.mention} ok cool"))).buttons == ()


@pytest.mark.usefixtures("hurried")
async def test_a_busy_channel_gets_one_kind_word(bot: Running, guild: Guild) -> None:
    """Twenty questions by several people at once, one word; another channel is answered meanwhile."""
    people = [guild.member(f"person {number}") for number in range(24)]
    questions = [await person.says(guild.general, f"{bot.discord.mention} {ZOOM}") for person in people]
    await answered(bot, questions[20])
    other = await answered(bot, await people[0].says(guild.channel("quiet"), f"{bot.discord.mention} {ZOOM}"))
    assert [len(bot.discord.replies_to(question)) for question in questions] == [1] * 21 + [0] * 3
    assert "Please wait 15 seconds, or use /ask" in read(bot.discord.replies_to(questions[20])[0])
    assert "Zoom does not train its AI on your calls" in read(other)


async def test_where_it_may_not_write_it_writes_nowhere(bot: Running, guild: Guild, ann: Person, caplog: pytest.LogCaptureFixture) -> None:
    """Neither to the asker; moderators denied it on purpose, so it is no incident. Without a word of the question in the log."""
    guild.deny_bot(guild.general, permissions.SEND_MESSAGES)
    with caplog.at_level(logging.INFO):
        await ann.says(guild.general, f"{bot.discord.mention} can zoom use my purple calls")
        await bot.discord.wait_for(lambda: bot.discord.refusals, "the refusal")
        await bot.settled()
    assert bot.discord.messages(ann.direct) == []
    assert [request.code for request in bot.discord.refusals] == [50013]
    assert "incident" not in caplog.text
    assert "purple" not in caplog.text
    bot.discord.recorder.refusals.clear()


async def test_it_waits_where_discord_asks_it_to(bot: Running, guild: Guild, ann: Person) -> None:
    """Of one channel and of everything; the answer comes, once."""
    bot.discord.rate_limit("POST", "/channels/*/messages", retry_after=0.05)
    await answered(bot, await ann.says(guild.general, f"{bot.discord.mention} {ZOOM}"))
    bot.discord.rate_limit("POST", "/channels/*/messages", retry_after=0.05, everywhere=True)
    await answered(bot, await ann.says(guild.general, f"{bot.discord.mention} {ZOOM}"))


async def test_a_trouble_on_its_own_side_is_told(bot: Running, guild: Guild, ann: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an incident id and nothing of the error."""

    async def fail(*_: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(bot.dialogue, "answer", fail)
    reply = await answered(bot, await ann.says(guild.general, f"{bot.discord.mention} {ZOOM}"))
    assert "incident" in read(reply)
    assert "secret" not in read(reply)


async def test_a_server_that_it_leaves_is_forgotten(bot: Running, guild: Guild, ann: Person) -> None:
    """An outage is no reason to forget."""
    workspace = Workspace("discord", str(guild.id))
    question = await ann.says(guild.general, f"{bot.discord.mention} {ZOOM}")
    await answered(bot, question)
    bot.discord.outage(guild)
    await unanswered(bot, ann)
    assert await bot.store.deliveries.delivery_of(workspace, str(question.id)) is not None
    bot.discord.outage(guild, over=True)
    bot.discord.remove_bot(guild)
    await unanswered(bot, ann)
    await bot.settled()
    assert await bot.store.deliveries.delivery_of(workspace, str(question.id)) is None
    assert await bot.store.counters.most_asked(workspace, bot.dialogue.today, 5) == ()


async def test_two_servers_see_nothing_of_each_other(bot: Running, guild: Guild, ann: Person) -> None:
    """The same person in another server starts anew there."""
    other = bot.discord.guild("other")
    other.member(ann)
    await answered(bot, await ann.says(guild.general, f"{bot.discord.mention} {ZOOM}"))
    reply = await answered(bot, await ann.says(other.general, f"{bot.discord.mention} and teams?"))
    assert "What do you want to know about Microsoft Teams?" in read(reply)
    assert await bot.dialogue.popular(Workspace("discord", str(other.id)), 5) == ()


async def test_no_privileged_intent_and_no_members(bot: Running) -> None:
    """It identifies with the least, and asks for no list of people."""
    assert {identified.intents for identified in bot.discord.gateway.identified} == {1 | 1 << 9 | 1 << 12}
    assert bot.discord.gateway.member_requests == []


class _Later:
    """A clock that is sixteen minutes ahead."""

    @staticmethod
    def now(zone: object) -> object:
        """The time."""
        assert zone is UTC
        return datetime.now(UTC) + timedelta(minutes=16)
