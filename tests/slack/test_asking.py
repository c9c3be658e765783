"""Asking in Slack: by command, mention, direct message and in the assistant pane; one event, one answer."""

from __future__ import annotations

import pytest

from tests.fakes.slack import FakeSlack, Person
from tests.slack.running import Running

QUESTION = "can zoom use my calls for ai?"
NO = "Zoom: No, not for training AI"


async def test_a_command_is_answered_privately_in_its_acknowledgement(app: Running, ann: Person) -> None:
    """Nobody else sees it, nothing else is sent."""
    asked = await ann.command("/smallprint", QUESTION)
    assert asked.ephemeral is not None
    assert asked.ephemeral.via == "answer"
    assert asked.ephemeral.shown.says(NO)
    assert NO in asked.ephemeral.text
    assert app.slack.calls("response_url") == []
    assert app.slack.messages() == [asked.ephemeral]
    assert app.slack.refusals == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", "this platform use my calls for AI?"),
        ("help", "/smallprint compare zoom and teams on encryption"),
        ("platforms", "platforms on record"),
        ("privacy", "What Smallprint stores"),
        ("history zoom", "11 August 2023"),
        ("alternatives zoom", "Sorted by"),
        ("compare zoom teams", "Microsoft Teams"),
        ("compare", "Name the platforms to compare"),
        ("how do I boil an egg", "this platform use my calls for AI?"),
        ("is &lt;zoom&gt; &amp; teams encrypted", "Zoom"),
        ("is the payload of a zoom call encrypted", "Zoom"),
        ("is a zoom call 100% encrypted + safe? command=x&payload={}", "Zoom"),
    ],
)
async def test_sub_words_lead_to_the_same_places(app: Running, ann: Person, text: str, shown: str) -> None:
    """Privately too; help comes with three questions to press."""
    asked = await ann.command("/smallprint", text, raw=True)
    assert asked.ephemeral is not None
    assert asked.ephemeral.shown.says(shown)
    if text in {"", "help"}:
        assert len([control for control in asked.ephemeral.shown.controls if control.action_id.startswith("ask:")]) == 3
    assert app.slack.refusals == []


async def test_a_command_that_the_operator_renamed_is_answered(app: Running, ann: Person) -> None:
    """And the help calls it by its name."""
    asked = await ann.command("/fineprint", "help")
    assert asked.ephemeral is not None
    assert asked.ephemeral.shown.says("/fineprint compare zoom and teams on encryption")


async def test_a_follow_up_by_command_leans_on_what_the_same_person_asked_here(app: Running, ann: Person, ben: Person) -> None:
    """Not on what another person asked, nor on what was asked elsewhere."""
    app.slack.workspace("T1").channel("C2")
    await ann.command("/smallprint", "does zoom train on my calls", "C1")
    follow_up = "and is it encrypted?"
    ours = (await ann.command("/smallprint", follow_up, "C1")).ephemeral
    elsewhere = (await ann.command("/smallprint", follow_up, "C2")).ephemeral
    another = (await ben.command("/smallprint", follow_up, "C1")).ephemeral
    assert ours is not None
    assert elsewhere is not None
    assert another is not None
    assert ours.shown.says("Zoom:")
    assert elsewhere.shown.says("Which platform")
    assert another.shown.says("Which platform")


async def test_a_mention_is_answered_in_its_thread_with_memory(app: Running, ann: Person, ben: Person) -> None:
    """A mention in the channel opens a thread; one in a thread stays there, and leans on what was asked in it."""
    first = await ann.mention("C1", QUESTION)
    assert first.message is not None
    answer = await app.slack.next_message()
    assert (answer.channel, answer.thread_ts, answer.ephemeral) == ("C1", first.message.ts, False)
    assert answer.shown.says(NO)
    await app.settled()
    await ben.mention("C1", "and is it end-to-end encrypted?", thread_ts=first.message.ts)
    second = await app.slack.next_message()
    assert second.thread_ts == first.message.ts
    assert second.shown.says("Zoom:")
    assert not second.shown.says(NO)
    assert app.slack.refusals == []


async def test_a_mention_without_a_word_gets_the_help(app: Running, ann: Person) -> None:
    """In the thread."""
    await ann.mention("C1", "")
    assert (await app.slack.next_message()).shown.says("Mention me in a channel")


async def test_a_direct_message_is_answered_below_with_memory(app: Running, ann: Person) -> None:
    """No thread is opened where the person wrote outside of one."""
    await ann.direct_message(QUESTION)
    answer = await app.slack.next_message()
    assert (answer.thread_ts, answer.ephemeral) == (None, False)
    assert answer.shown.says(NO)
    await app.settled()
    await ann.direct_message("who can listen to them?")
    assert (await app.slack.next_message()).shown.says("Zoom:")
    assert app.slack.refusals == []


async def test_the_assistant_pane_offers_questions_says_what_it_does_and_names_its_thread(app: Running, ann: Person) -> None:
    """The name is that of the first answer; nothing that a person typed goes into it."""
    opened = await ann.open_assistant()
    thread = opened.payload["event"]["assistant_thread"]["thread_ts"]
    [prompts] = await app.slack.wait_for(lambda: app.slack.calls("assistant.threads.setSuggestedPrompts"))
    assert len(prompts.args["prompts"]) == 3
    await ann.direct_message(QUESTION, thread_ts=thread)
    answer = await app.slack.next_message()
    assert answer.thread_ts == thread
    await app.settled()
    assert [call.args["status"] for call in app.slack.calls("assistant.threads.setStatus")] == ["is looking it up…"]
    await ann.direct_message("and encryption?", thread_ts=thread)
    assert (await app.slack.next_message()).shown.says("Zoom:")
    await app.settled()
    assert [call.args["title"] for call in app.slack.calls("assistant.threads.setTitle")] == [NO]
    assert app.slack.refusals == []


async def test_an_event_that_is_delivered_again_is_answered_once(app: Running, ann: Person) -> None:
    """Slack sends it again where it missed the acknowledgement, to whichever process."""
    delivery = await ann.mention("C1", QUESTION)
    await app.slack.redeliver(delivery)
    await app.settled()
    await app.slack.redeliver(delivery, 2)
    await app.settled()
    assert len(app.slack.messages("C1")) == 1
    assert [attempt.status for attempt in delivery.attempts] == [200, 200, 200]


async def test_bots_edits_notices_and_its_own_messages_are_ignored(app: Running, ann: Person) -> None:
    """Acknowledged and left alone; the local Slack tells the app of its own direct messages, too."""
    workspace = app.slack.workspace("T1")
    await ann.direct_message(QUESTION)
    await app.slack.next_message()
    await app.settled()
    [typed] = list(app.slack.messages(from_app=False))
    deliveries = [await ann.edit(typed, "can webex use my calls?"), await workspace.bot_says(ann, QUESTION)]
    for more in ({"subtype": "channel_join"}, {"bot_id": "B1"}, {"edited": {"user": "U1", "ts": "1.0"}}, {"user": "USLACKBOT"}):
        event = {"type": "app_mention", "channel": "C1", "ts": "5.000001", "user": "U1", "text": f"<@U0BOTT1> {QUESTION}", **more}
        deliveries.append(await workspace.event("app_mention", event))
    await app.settled()
    assert len(app.slack.messages()) == 1
    assert {delivery.status for delivery in deliveries} == {200}


async def test_an_event_that_means_nothing_here_is_acknowledged(app: Running, slack: FakeSlack) -> None:
    """So that Slack does not send it again and again."""
    slack.settings.events |= {"channel_rename"}
    delivery = await slack.workspace("T1").event("channel_rename", {"type": "channel_rename", "channel": {"id": "C1"}})
    assert [attempt.status for attempt in delivery.attempts] == [200]
