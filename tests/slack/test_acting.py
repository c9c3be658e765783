"""What buttons, menus, forms and the shortcut do, wherever they are pressed."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage import Person as StoredPerson
from bot.storage import Workspace
from tests.fakes.slack import Asked, Message, Person
from tests.slack.running import Running
from tests.storage.counting import ratings_in

QUESTION = "can zoom use my calls for ai?"
NO = "Zoom does not train its AI on your calls"
T1 = Workspace("slack", "T1")


async def private(ann: Person, text: str = QUESTION) -> Message:
    """A private answer to a command in C1."""
    asked = await ann.command("/smallprint", text, "C1")
    assert asked.ephemeral is not None
    return asked.ephemeral


async def press(person: Person, message: Message, label: str) -> Asked:
    """Press the button, or choose the option of a menu, that has this label."""
    for element in (element for block in message.blocks if block["type"] == "actions" for element in block["elements"]):
        options = [option["value"] for option in element.get("options", ()) if option["text"]["text"] == label]
        if options or element.get("text", {}).get("text") == label:
            return await person.press(message, element["action_id"], *options)
    raise LookupError(label)


def labels(message: Message) -> list[str]:
    """What can be pressed, and what can be chosen from the menus."""
    elements = [element for block in message.blocks if block["type"] == "actions" for element in block["elements"]]
    return [part["text"]["text"] for element in elements for part in element.get("options", [element]) if "text" in part]


async def details(person: Person, message: Message) -> Message:
    """The details of an answer, opened privately."""
    return await (await person.press(message, "details")).reply()


@pytest.mark.parametrize(
    ("label", "shown"), [("How to turn it off", "Turn"), ("History", "changes on record"), ("Alternatives", "Instead of")]
)
async def test_what_can_be_asked_next_is_answered_privately(app: Running, ann: Person, label: str, shown: str) -> None:
    """Below the answer; the answer stays. What the answer has no room for can be asked below its details."""
    message = await private(ann)
    if label not in labels(message):
        message = await details(ann, message)
    pressed = await press(ann, message, label)
    answer = await pressed.reply()
    assert answer.ephemeral_to == ann.id
    assert answer.shown.says(shown)
    assert pressed.answer.body == b""
    await app.settled()
    assert app.slack.refusals == []


async def test_a_second_platform_is_compared_as_a_table(app: Running, ann: Person) -> None:
    """The menu offers what fits the letters typed, without the platform of the answer."""
    message = await (await press(ann, await private(ann), "Compare with…")).reply()
    offered = [option["text"]["text"] for option in await ann.suggestions(message, "compare", "z")]
    assert offered
    assert "Zoom" not in offered
    pressed = await ann.press(message, "compare", "Webex", search="web")
    answer = await pressed.reply()
    assert answer.shown.says("Webex")
    assert answer.shown.says("Zoom")
    assert [block["type"] for block in answer.blocks].count("table") == 1
    assert app.slack.refusals == []


async def test_the_details_open_where_the_answer_stands(app: Running, ann: Person, ben: Person) -> None:
    """For whoever presses, and nobody else; a public answer and a shared one have them too."""
    await ann.mention("C1", QUESTION)
    answer = await app.slack.next_message()
    assert [link.label for link in answer.shown.links] == ["Zoom Terms of Service"]
    await ben.press(answer, "details")
    opened = await app.slack.next_message()
    assert (opened.ephemeral_to, opened.thread_ts) == (ben.id, answer.thread_ts)
    assert opened.shown.says(NO)
    assert len(opened.shown.links) > 0
    assert "details" not in [control.action_id for control in opened.shown.controls]
    await app.settled()
    assert app.slack.refusals == []


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long"])
async def test_an_answer_comes_as_text_alone_if_slack_refuses_its_layout(app: Running, ann: Person, error: str) -> None:
    """The text holds the whole answer; it is sent once more, and no more than once."""
    app.slack.fail("chat.postMessage", error)
    await ann.mention("C1", QUESTION)
    answer = await app.slack.next_message()
    await app.settled()
    assert (answer.blocks, answer.ephemeral) == ([], False)
    assert answer.shown.says(NO)
    assert answer.shown.says("https://")
    assert len(app.slack.calls("chat.postMessage")) == 2


async def test_a_table_that_slack_refuses_comes_in_sections(app: Running, ann: Person) -> None:
    """By a response URL too, which says what it refuses in words."""
    app.slack.settings.refused_blocks.add("table")
    asked = await ann.command("/smallprint", "compare zoom webex", "C1")
    answer = await asked.reply()
    assert "table" not in [block["type"] for block in answer.blocks]
    assert answer.shown.says("Webex")
    await app.settled()
    assert [refusal.error for refusal in app.slack.refusals] == ["invalid_blocks"]


@pytest.mark.parametrize("text", ["compare zoom webex", "alternatives zoom"])
async def test_a_command_is_answered_with_a_table(app: Running, ann: Person, text: str) -> None:
    """At the response URL, because nobody sees whether Slack refuses an acknowledgement; privately all the same."""
    answer = await (await ann.command("/smallprint", text, "C1")).reply()
    assert answer.ephemeral_to == ann.id
    assert "table" in [block["type"] for block in answer.blocks]
    await app.settled()
    assert app.slack.refusals == []


async def test_an_answer_is_shared_once_in_the_asker_s_name(app: Running, ann: Person, ben: Person) -> None:
    """Also when it is pressed twice at the same time; the private answer loses the button."""
    message = await private(ann)
    assert app.slack.messages(visible_to=ben) == []
    await asyncio.gather(*(press(ann, message, "Share in channel") for _ in range(3)))
    await app.settled()
    [public] = app.slack.messages("C1", visible_to=ben)
    assert (public.ephemeral, public.thread_ts) == (False, None)
    assert public.shown.says(NO)
    assert public.shown.says("Shared by")
    assert public.shown.labels[0].startswith("Details and")
    assert "Share in channel" not in labels(public)
    [mine] = [message for message in app.slack.messages("C1", visible_to=ann) if message.ephemeral]
    assert "Share in channel" not in labels(mine)
    assert mine.shown.says(NO)
    assert app.slack.refusals == []


async def test_an_answer_is_shared_where_the_app_is_no_member(app: Running, ann: Person, ben: Person) -> None:
    """A command works everywhere, and what it may answer it may share."""
    app.slack.workspace("T1").channel("C2", with_app=False)
    asked = await ann.command("/smallprint", QUESTION, "C2")
    assert asked.ephemeral is not None
    await press(ann, asked.ephemeral, "Share in channel")
    await app.settled()
    assert len(app.slack.messages("C2", visible_to=ben)) == 1
    assert app.slack.refusals == []


async def test_a_press_in_a_thread_is_answered_there_privately_and_can_be_shared_there(app: Running, ann: Person, ben: Person) -> None:
    """Whoever presses a button of a public answer bothers nobody with it."""
    await ann.mention("C1", QUESTION)
    answer = await app.slack.next_message()
    await press(ben, answer, "How to turn it off")
    steps = await app.slack.next_message()
    assert (steps.thread_ts, steps.ephemeral_to) == (answer.thread_ts, ben.id)
    await app.settled()
    await press(ben, steps, "Share in thread")
    shared = await app.slack.next_message(visible_to=ann)
    assert (shared.thread_ts, shared.ephemeral) == (answer.thread_ts, False)
    await app.settled()
    assert app.slack.refusals == []


async def test_buttons_of_a_direct_message_are_answered_below(app: Running, ann: Person) -> None:
    """There is nobody else to hide it from, and nothing to share."""
    await ann.direct_message(QUESTION)
    answer = await app.slack.next_message()
    await press(ann, answer, "How to turn it off")
    below = await app.slack.next_message()
    assert (below.channel, below.ephemeral) == (answer.channel, False)
    assert not [label for label in (*labels(answer), *labels(below)) if label.startswith("Share")]


async def test_a_rating_is_counted_once_for_each_person(app: Running, ann: Person, ben: Person) -> None:
    """The last press counts; thanks go to whoever pressed."""
    await ann.mention("C1", QUESTION)
    answer = await app.slack.next_message()
    for person in (ann, ben):
        await person.press(answer, "details")
        await press(person, await app.slack.next_message(), "Helpful")
        thanks = await app.slack.next_message()
        assert (thanks.ephemeral_to, thanks.thread_ts) == (person.id, answer.thread_ts)
        await app.settled()
    await press(ann, answer, "Not helpful")
    await app.settled()
    assert await ratings_in(app.store, T1, "zoom", "ai-training") == (1, 1)


async def test_whoever_was_not_helped_is_asked_why_and_need_not_say(app: Running, ann: Person) -> None:
    """The rating counts at once; what they write goes to the curators."""
    message = await private(ann)
    for why, sent in (("", 0), ("I asked about guests.", 1)):
        await press(ann, message, "Not helpful")
        await app.settled()
        form = app.slack.views_open(ann)[-1]
        assert form.shown.says("Optional")
        await ann.submit(form, {"report": {"what": why}} if why else {})
        await app.settled()
        assert len(await app.store.queue.entries(T1)) == sent
    assert await ratings_in(app.store, T1, "zoom", "ai-training") == (0, 1)
    assert app.slack.refusals == []


async def test_a_report_goes_to_the_curators_with_the_answer_s_version(app: Running, ann: Person) -> None:
    """The form says so; an empty one is sent back."""
    message = await private(ann)
    await press(ann, message, "Wrong or outdated?")
    [form] = await app.slack.wait_for(lambda: app.slack.views_open(ann))
    refused = await ann.submit(form, {"report": {"what": "   "}})
    assert list(refused.errors) == ["report"]
    await ann.submit(form, {"report": {"what": "The terms changed on Monday."}})
    assert form.shown.says("curate Smallprint")
    [entry] = await app.store.queue.entries(T1)
    assert (entry.kind, entry.text, entry.answer) == ("report", "The terms changed on Monday.", "zoom/ai-training")
    assert entry.revision is not None
    assert len(entry.revision) == 8
    await app.settled()
    assert app.slack.refusals == []


async def test_only_the_asker_sends_an_unanswered_question_to_the_curators_and_once(app: Running, ann: Person, ben: Person) -> None:
    """Nothing is kept of it before."""
    await ann.mention("C1", "does blorptalk train on my calls")
    answer = await app.slack.next_message()
    await app.settled()
    assert await app.store.queue.entries(None) == ()
    await ben.press(answer, "send")
    assert (await app.slack.next_message()).shown.says("Only the person who asked")
    for _ in range(2):
        await ann.press(answer, "send")
        await app.settled()
    assert (await app.slack.next_message()).shown.says("Sent to the people who curate Smallprint")
    [entry] = await app.store.queue.entries(T1)
    assert (entry.kind, entry.text, entry.person) == ("question", "does blorptalk train on my calls", StoredPerson(T1, ann.id))
    assert app.slack.refusals == []


async def test_a_message_s_claims_are_checked_in_private_and_shared_in_its_thread(app: Running, ann: Person, ben: Person) -> None:
    """With what held when it was written; what is shared quotes nobody."""
    post = ben.say("C1", "Zoom now owns your private conversations and trains its AI on every call, and nobody can opt out.")
    used = await ann.shortcut("check_claims", post)
    found = await used.reply()
    assert found.ephemeral_to == ann.id
    assert found.shown.says(" claims: ")
    assert found.shown.says("trains its AI on every call")
    assert len(found.shown.links) > 0
    assert app.slack.messages(visible_to=ben) == []
    await asyncio.gather(*(ann.press(found, "share") for _ in range(2)))
    await app.settled()
    [shared] = app.slack.messages("C1", visible_to=ben)
    assert (shared.thread_ts, shared.ephemeral) == (post.ts, False)
    assert shared.shown.says(" claims: ")
    assert set(shared.shown.links) == set(found.shown.links)
    assert app.slack.refusals == []


async def test_claims_in_a_thread_are_shown_in_that_thread(app: Running, ann: Person, ben: Person) -> None:
    """And shared there."""
    first = ben.say("C1", "have you seen this")
    post = ben.say("C1", "Zoom owns all recordings", thread_ts=first.ts)
    await ann.shortcut("check_claims", post)
    found = await app.slack.next_message()
    assert (found.thread_ts, found.ephemeral_to) == (first.ts, ann.id)


async def test_a_message_without_claims_says_so_and_offers_nothing(app: Running, ann: Person, ben: Person) -> None:
    """Where the app is no member, too."""
    app.slack.workspace("T1").channel("C3", with_app=False)
    used = await ann.shortcut("check_claims", ben.say("C3", "lunch at noon?"))
    found = await used.reply()
    assert found.shown.says("no claim")
    assert found.shown.controls == ()
    assert app.slack.refusals == []


async def test_sharing_where_the_app_may_not_write_says_how_to_mend_it(app: Running, ann: Person, ben: Person) -> None:
    """Once it is mended, the button works."""
    workspace = app.slack.workspace("T1")
    channel = workspace.channel("C3", with_app=False)
    post = ben.say("C3", "Zoom owns all recordings")
    found = await (await ann.shortcut("check_claims", post)).reply()
    pressed = await ann.press(found, "share")
    assert (await pressed.reply()).shown.says("Invite me")
    await app.settled()
    channel.members.add(workspace.bot_user_id)
    await ann.press(found, "share")
    await app.settled()
    assert len(list(app.slack.messages("C3", thread_ts=post.ts, visible_to=ben))) == 1


async def test_a_button_of_another_time_says_that_it_has_expired(app: Running, ann: Person) -> None:
    """What it was about is not on record, or was never written by this app."""
    message = await private(ann)
    _, menu = message.element("more")
    menu["options"][0]["value"] = "share|00000000@answer~nowhere~ai-training"
    message.element("show:0")[1]["value"] = "nonsense"
    assert (await (await press(ann, message, "Share in channel")).reply()).shown.says("expired")
    assert (await (await ann.press(message, "show:0")).reply()).shown.says("expired")


async def test_a_press_of_an_unknown_button_says_that_it_has_expired(app: Running, ann: Person) -> None:
    """As one of an earlier version may be."""
    message = await private(ann)
    _, element = message.element("show:0")
    element["action_id"] = "an-action-of-old"
    assert (await (await ann.press(message, "an-action-of-old")).reply()).shown.says("expired")


async def test_a_share_that_was_cut_off_is_not_posted_twice(app: Running, ann: Person, ben: Person, waited: list[float]) -> None:
    """The asker is told; they see whether it is there."""
    await ann.mention("C1", QUESTION)
    answer = await app.slack.next_message()
    await press(ann, answer, "How to turn it off")
    steps = await app.slack.next_message()
    await app.settled()
    app.slack.fail("chat.postMessage", cut=True)
    await press(ann, steps, "Share in thread")
    await app.settled()
    assert len(app.slack.messages("C1", visible_to=ben)) == 2
    assert app.slack.messages(visible_to=ann)[-1].shown.says("I cannot tell whether it was posted")
