"""Buttons and forms, from the real discord.py to a local Discord and back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.replies import wording
from bot.storage import Person as StoredPerson
from bot.storage import Workspace
from bot.understanding.revision import Revision
from tests.discord_bot.running import Running, read, running
from tests.fakes.discord import FakeDiscord, Guild, Interaction, Message, Person, shown
from tests.fakes.discord.components import BUTTON, walk

ZOOM = "can zoom use my calls for AI?"


async def public(bot: Running, guild: Guild, person: Person, text: str = ZOOM) -> Message:
    """The reply to a mention."""
    reply = await bot.discord.reply_to(await person.says(guild.general, f"{bot.discord.mention} {text}"))
    await bot.settled()
    return reply


async def private(guild: Guild, person: Person, text: str = ZOOM) -> Message:
    """The private answer to a command."""
    return (await person.uses("ask", {"question": text}, guild.general)).messages[0]


async def behind_more(person: Person, answer: Message) -> Message:
    """The message with the rest of the buttons: a private answer itself, or one below a public answer."""
    used = await person.presses(answer, wording.MORE)
    return answer if answer.ephemeral else used.messages[0]


def only(used: Interaction) -> str:
    """What the one private message says that came of a press."""
    (message,) = used.messages
    assert message.ephemeral
    assert message.pings.nobody
    return read(message)


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("History", "Newest first"),
        ("Alternatives", "Instead of Zoom"),
        ("Helpful", wording.THANKS_FOR_RATING),
    ],
)
async def test_each_press_is_answered_privately(bot: Running, guild: Guild, ann: Person, label: str, says: str) -> None:
    """Whoever presses, on a public answer and on a private one."""
    ben = guild.member("ben")
    assert says in only(await ben.presses(await behind_more(ben, await public(bot, guild, ann)), label))
    assert says in only(await ann.presses(await behind_more(ann, await private(guild, ann)), label))


async def test_what_is_asked_next_is_one_press_away(bot: Running, guild: Guild, ann: Person) -> None:
    """Turning it off, and everything with its sources, stand directly below the brief."""
    ben = guild.member("ben")
    answer = await public(bot, guild, ann)
    details, turn_off, *_, more = shown(answer).buttons
    assert (turn_off, more) == ("How to turn it off", wording.MORE)
    assert "AI" in only(await ben.presses(answer, turn_off))
    opened = await ben.presses(answer, details)
    assert "Since: 11 August 2023" in only(opened)
    assert len(set(shown(opened.messages[0]).urls)) == int(details.split()[2])


async def test_more_opens_in_the_place_of_a_private_answer(bot: Running, guild: Guild, ann: Person) -> None:
    """Whose text and other buttons stay; below a public one it is for whoever pressed, and shares nothing."""
    answer = await private(guild, ann)
    before, (*first, _) = read(answer), shown(answer).buttons
    assert (await ann.presses(answer, wording.MORE)).messages == []
    assert read(answer).startswith(before.split("Details")[0])
    assert shown(answer).buttons[: len(first) + 1] == (*first, wording.SHARE_IN_CHANNEL)
    used = await ann.presses(await public(bot, guild, ann), wording.MORE)
    assert "More on: " in only(used)
    assert wording.SHARE_IN_CHANNEL not in shown(used.messages[0]).buttons


async def test_not_helpful_asks_why_and_counts_at_once(bot: Running, guild: Guild, ann: Person) -> None:
    """Why is optional; it goes to the curators with the answer that it is about."""
    menu = await behind_more(ann, await public(bot, guild, ann))
    form = await ann.presses(menu, wording.NOT_HELPFUL)
    await bot.settled()
    assert form.modal is not None
    held = await bot.store.personal.held_about(StoredPerson(Workspace("discord", str(guild.id)), str(ann.id)))
    assert ("whether you found an answer helpful", 1) in held
    assert wording.THANKS_FOR_RATING in only(await ann.submits(form, {}))
    assert await bot.store.queue.entries(None) == ()
    form = await ann.presses(menu, wording.NOT_HELPFUL)
    assert "curate" in only(await ann.submits(form, {"typed": "I asked about guests."}))
    (entry,) = await bot.store.queue.entries(None)
    assert (entry.kind, entry.text, entry.answer) == ("unhelpful", "I asked about guests.", "zoom/ai-training")


async def test_every_button_leads_somewhere(bot: Running, guild: Guild, ann: Person) -> None:
    """None of those on a comparison, an unclear question, an unknown name, the help and a history has expired."""
    for question in (
        "compare zoom and teams",
        "zoom",
        "is blorptalk encrypted",
        "help",
        "history zoom",
        "zoom trains its AI on every call, right?",
    ):
        person = guild.member(f"asks {question}")
        answer = await private(guild, person, question)
        if wording.MORE in shown(answer).buttons:
            await person.presses(answer, wording.MORE)
        buttons = [part for part in walk(answer.components) if part["type"] == BUTTON]
        assert len({button["custom_id"] for button in buttons}) == len(buttons)
        for button in buttons:
            used = await person.presses(answer, button["label"])
            assert used.modal or not any(wording.NO_LONGER_ON_RECORD in read(message) for message in used.messages)


async def test_compare_with_takes_what_is_typed(bot: Running, guild: Guild, ann: Person) -> None:
    """Also misspelt; an unknown name is admitted, and can be sent to the curators."""
    answer = await behind_more(ann, await public(bot, guild, ann))
    form = await ann.presses(answer, "Compare with…")
    assert "Zoom and Microsoft Teams, AI training" in only(await ann.submits(form, {"typed": "Microsft Teams"}))
    form = await ann.presses(answer, "Compare with…")
    assert "Zoom does not train" not in only(await ann.submits(form, {"typed": "blorptalk"}))


async def test_wrong_or_outdated_goes_to_the_curators_with_the_version(bot: Running, guild: Guild, ann: Person) -> None:
    """As the person wrote it, and only when they send the form."""
    form = await ann.presses(await behind_more(ann, await public(bot, guild, ann)), "Wrong or outdated?")
    assert await bot.store.queue.entries(None) == ()
    assert "curate" in only(await ann.submits(form, {"typed": "The terms changed <today>."}))
    (entry,) = await bot.store.queue.entries(None)
    assert (entry.kind, entry.text, entry.answer) == ("report", "The terms changed <today>.", "zoom/ai-training")
    assert entry.revision
    assert entry.person == StoredPerson(Workspace("discord", str(guild.id)), str(ann.id))


async def test_a_blank_report_is_not_stored(bot: Running, guild: Guild, ann: Person) -> None:
    """Discord takes a field of blanks for one that was filled in."""
    form = await ann.presses(await behind_more(ann, await public(bot, guild, ann)), "Wrong or outdated?")
    assert wording.WRITE_WHAT_IS_WRONG in only(await ann.submits(form, {"typed": " \n "}))
    assert await bot.store.queue.entries(None) == ()


@pytest.mark.parametrize("text", ["does blorptalk train on calls", "does *blorptalk* [x](https://evil.example) _train_ <@1> on calls"])
async def test_send_to_the_curators_sends_just_the_question(bot: Running, guild: Guild, ann: Person, text: str) -> None:
    """Which stands below the answer; nothing is stored before, and only its asker can send it."""
    for answer in (await public(bot, guild, ann, text), await private(guild, ann, text)):
        assert await bot.store.queue.entries(None) == ()
        assert wording.YOU_ASKED in read(answer)
        if not answer.ephemeral:
            assert wording.ONLY_ITS_ASKER in only(await guild.member("ben").presses(answer, wording.SEND_TO_CURATORS))
            assert await bot.store.queue.entries(None) == ()
        assert "curate" in only(await ann.presses(answer, wording.SEND_TO_CURATORS))
        (entry,) = await bot.store.queue.entries(None)
        assert entry.text == text.replace("<@1>", "" if not answer.ephemeral else "<@1>").replace("  ", " ")
        await bot.store.queue.resolve(entry.id)


async def test_an_answer_that_matched_offers_no_sending(bot: Running, guild: Guild, ann: Person) -> None:
    """And does not repeat the question."""
    answer = await public(bot, guild, ann)
    assert wording.SEND_TO_CURATORS not in shown(answer).buttons
    assert wording.YOU_ASKED not in read(answer)


async def test_share_makes_a_private_answer_public_once(bot: Running, guild: Guild, ann: Person) -> None:
    """Also when pressed twice at the same time; the button goes, the others stay."""
    answer = await behind_more(ann, await private(guild, ann))
    await asyncio.gather(*(ann.presses(answer, wording.SHARE_IN_CHANNEL) for _ in range(3)))
    await bot.settled()
    (posted,) = bot.discord.messages(guild.general)
    assert f"Shared by {ann.mention}" in read(posted)
    assert "Zoom does not train its AI on your calls" in read(posted)
    assert posted.pings.nobody
    assert wording.SHARE_IN_CHANNEL not in shown(posted).buttons
    assert wording.SHARE_IN_CHANNEL not in shown(answer).buttons
    assert "History" in shown(answer).buttons
    told = [message for message in bot.discord.messages(guild.general, seen_by=ann) if wording.SHARED_ALREADY in read(message)]
    assert len(told) == 2


async def test_share_works_again_after_the_post_was_refused(bot: Running, guild: Guild, ann: Person) -> None:
    """Whoever pressed is told, nothing stands there, and the next press posts it."""
    answer = await behind_more(ann, await private(guild, ann))
    bot.discord.fail("POST", "/webhooks/*", status=400)
    await ann.presses(answer, wording.SHARE_IN_CHANNEL)
    await bot.settled()
    assert bot.discord.messages(guild.general) == []
    assert any("Something went wrong" in read(message) for message in bot.discord.messages(guild.general, seen_by=ann))
    await ann.presses(answer, wording.SHARE_IN_CHANNEL)
    await bot.settled()
    (posted,) = bot.discord.messages(guild.general)
    assert f"Shared by {ann.mention}" in read(posted)
    assert wording.SHARE_IN_CHANNEL not in shown(answer).buttons


async def test_a_share_that_was_cut_off_is_not_posted_twice(bot: Running, guild: Guild, ann: Person) -> None:
    """It stands there once, whoever pressed is told that nobody can tell, and the button stays for the case that it does not."""
    answer = await behind_more(ann, await private(guild, ann))
    bot.discord.cut_off("POST", "/webhooks/*")
    await ann.presses(answer, wording.SHARE_IN_CHANNEL)
    await bot.settled()
    (posted,) = bot.discord.messages(guild.general)
    assert f"Shared by {ann.mention}" in read(posted)
    told = [message for message in bot.discord.messages(guild.general, seen_by=ann) if wording.MAY_HAVE_SHARED in read(message)]
    assert len(told) == 1
    assert told[0].ephemeral
    assert wording.SHARE_IN_CHANNEL in shown(answer).buttons


async def test_delete_my_data_deletes_it_everywhere(bot: Running, guild: Guild, ann: Person) -> None:
    """In all servers, because a person is the same in all of them."""
    other = bot.discord.guild("other")
    other.member(ann)
    for place in (guild, other):
        await ann.presses(await behind_more(ann, await public(bot, place, ann)), "Helpful")
    page = (await ann.uses("privacy", channel=guild.general)).messages[0]
    assert "nothing" not in read(page).split("About you, right now")[1]
    assert wording.FORGOTTEN in only(await ann.presses(page, "Delete my data"))
    for place in (guild, other):
        person = StoredPerson(Workspace("discord", str(place.id)), str(ann.id))
        assert await bot.store.personal.held_about(person) == ()
    assert wording.NOTHING_TO_FORGET in only(await ann.presses(page, "Delete my data"))


async def test_presses_go_on_with_the_conversation(bot: Running, guild: Guild, ann: Person) -> None:
    """In a direct one: what was shown by a press is what a follow-up leans on."""
    await ann.presses(await bot.discord.reply_to(await ann.tells(ZOOM)), "How to turn it off")
    answer = await bot.discord.reply_to(await ann.tells("and teams?"))
    assert "Teams admins and organisers can switch AI off" in read(answer)
    assert any("opt-out" in button["custom_id"] for button in walk(answer.components) if button["type"] == BUTTON)


async def test_buttons_work_after_a_restart(revision: Revision, tmp_path: Path) -> None:
    """Nothing of them is kept in memory; so does a form that was open meanwhile."""
    async with FakeDiscord(identify_seconds=0) as discord:
        guild = discord.guild()
        ann = guild.member("ann")
        async with running(revision, discord, tmp_path) as bot:
            answer = await behind_more(ann, await public(bot, guild, ann))
            form = await ann.presses(answer, "Wrong or outdated?")
        async with running(revision, discord, tmp_path) as bot:
            assert "Newest first" in only(await ann.presses(answer, "History"))
            assert "curate" in only(await ann.submits(form, {"typed": "It changed."}))
            assert len(await bot.store.queue.entries(None)) == 1
        assert discord.refusals == []


@pytest.mark.parametrize(
    "custom_id",
    [
        "gone:away",
        "nonsense",
        "show:answer~nosuch~ai-training",
        "show:",
        "yes:x",
        "share:no@reference",
        "vs:",
        "wrong:?",
        "ask:",
        "all:",
        "menu:x",
    ],
)
async def test_a_press_that_says_nothing_any_more_gets_a_clear_word(bot: Running, guild: Guild, ann: Person, custom_id: str) -> None:
    """What an older or a newer version put on a message."""
    answer = await private(guild, ann)
    answer.components = [
        {"type": 1, "id": 1, "components": [{"type": BUTTON, "style": 2, "label": "Old", "custom_id": custom_id, "id": 2}]}
    ]
    used = await ann.presses(answer, "Old")
    await bot.discord.wait_for(lambda: used.messages or used.modal, "an answer")
    if used.modal:
        used = await ann.submits(used, {"typed": "teams"})
    said = read(used.messages[-1])
    assert wording.NO_LONGER_ON_RECORD in said or (custom_id == "ask:" and "/ask" in said)
