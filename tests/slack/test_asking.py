"""Asking in Slack: by command, mention, direct message and in the assistant pane; one event, one answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakes.slack import FakeSlack, Person
from tests.slack.running import Running

QUESTION = "can zoom use my calls for ai?"
NO = "Zoom does not train its AI on your calls"


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
        ("history zoom", "changes on record for Zoom"),
        ("compare", "Name the platforms to compare"),
        ("how do I boil an egg", "this platform use my calls for AI?"),
        ("is &lt;zoom&gt; encrypted &amp; safe", "Zoom"),
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
    assert ours.shown.says("Zoom")
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
    assert second.shown.says("Zoom")
    assert not second.shown.says(NO)
    assert app.slack.refusals == []


async def test_a_mention_without_a_word_gets_the_help(app: Running, ann: Person) -> None:
    """In the thread."""
    await ann.mention("C1", "")
    assert (await app.slack.next_message()).shown.says("Mention me in a channel")


async def test_a_direct_message_is_answered_in_its_thread_with_memory(app: Running, ann: Person) -> None:
    """The message is the first of a thread (`agent_view`); what is asked in it leans on what was asked in it, and on nothing else."""
    first = await ann.direct_message(QUESTION)
    assert first.message is not None
    answer = await app.slack.next_message()
    assert (answer.thread_ts, answer.ephemeral) == (first.message.ts, False)
    assert answer.shown.says(NO)
    await app.settled()
    await ann.direct_message("who can listen to them?", thread_ts=first.message.ts)
    assert (await app.slack.next_message()).shown.says("Zoom")
    await app.settled()
    assert [call.args["title"] for call in app.slack.calls("assistant.threads.setTitle")] == [f"No: {NO}."]
    await ann.direct_message("who can listen to them?")
    assert (await app.slack.next_message()).shown.says("Which platform")
    assert app.slack.refusals == []


async def test_the_messages_tab_offers_questions(app: Running, ann: Person) -> None:
    """Without a thread, which an agent's conversation does not take."""
    await ann.open_messages()
    [prompts] = await app.slack.wait_for(lambda: app.slack.calls("assistant.threads.setSuggestedPrompts"))
    assert len(prompts.args["prompts"]) == 3
    assert "thread_ts" not in prompts.args
    await app.settled()
    assert app.slack.refusals == []


POST = "Zoom now owns your private conversations and trains its AI on every call."
RICH = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": POST}]}]}]
SHARED: dict[str, dict[str, Any]] = {
    "text": {"is_share": True, "is_msg_unfurl": True, "text": POST},
    "fallback": {"is_share": True, "fallback": f"[August 7th, 2023 1:00 PM] ann: {POST}"},
    "message_blocks": {
        "is_msg_unfurl": True,
        "message_blocks": [{"team": "T1", "channel": "C9", "ts": "1.0", "message": {"blocks": RICH}}],
    },
    "nested": {"from_url": "https://t1.slack.com/archives/C9/p1", "attachments": [{"from_url": "https://x.example", "text": POST}]},
    "blocks": {"is_share": True, "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": POST}}]},
}


@pytest.mark.parametrize("kind", SHARED)
@pytest.mark.parametrize("text", ["", "is this true?"])
async def test_a_forwarded_post_is_checked(app: Running, ann: Person, kind: str, text: str) -> None:
    """In a direct message and in a channel, wherever Slack puts its words; a question of its own is answered instead."""
    shared = SHARED[kind] | {"ts": "1691413200.000100"}
    await ann.direct_message(text, attachments=[shared])
    answer = await app.slack.next_message()
    assert answer.shown.says(" claims: ")
    assert answer.shown.says("trains its AI on every call")
    assert answer.shown.says("On 7 August 2023")
    await app.settled()
    await ann.direct_message("can webex use my calls for ai?", attachments=[shared])
    assert (await app.slack.next_message()).shown.says("Webex")
    assert app.slack.refusals == []


@pytest.mark.parametrize("kind", SHARED)
async def test_the_shortcut_reads_what_a_message_forwards(app: Running, ann: Person, ben: Person, kind: str) -> None:
    """With the date of the post."""
    post = ben.say("C1", "")
    post.attachments = [SHARED[kind] | {"ts": "1691413200.000100"}]
    found = await (await ann.shortcut("check_claims", post)).reply()
    assert found.shown.says("trains its AI on every call")
    assert found.shown.says("On 7 August 2023")


async def test_the_post_above_is_checked_on_request(app: Running, ann: Person, ben: Person) -> None:
    """Where the app may read it; elsewhere it says what to do instead."""
    post = ben.say("C1", POST)
    installation = app.slack.workspace("T1").installation
    installation.scopes -= {"channels:history", "groups:history"}  # asked for where many workspaces install, and optional there
    await ann.mention("C1", "is this true?", thread_ts=post.ts)
    assert (await app.slack.next_message()).shown.says("press “Check claims”")
    await app.settled()
    installation.scopes |= {"channels:history"}
    await ann.mention("C1", "Is that really true?", thread_ts=post.ts)
    answer = await app.slack.next_message()
    assert answer.thread_ts == post.ts
    assert answer.shown.says("trains its AI on every call")
    await app.settled()
    assert {refusal.error for refusal in app.slack.refusals} <= {"missing_scope"}


async def test_a_mention_that_an_edit_added_is_answered_once(app: Running, ann: Person) -> None:
    """However Slack tells of it, and however often the message is edited."""
    workspace = app.slack.workspace("T1")
    app.slack.settings.events |= {"message.channels"}
    before = {"type": "message", "user": ann.id, "ts": "1723000000.000100", "text": QUESTION}
    now: dict[str, Any] = before | {"text": f"<@{workspace.bot_user_id}> {QUESTION}", "edited": {"user": ann.id, "ts": "1723000009.000000"}}
    changed = {"type": "message", "subtype": "message_changed", "channel": "C1", "channel_type": "channel", "ts": "1723000009.000200"}
    await workspace.event("message.channels", {**changed, "message": now, "previous_message": before})
    await workspace.event("app_mention", {**now, "type": "app_mention", "channel": "C1"})
    await workspace.event("message.channels", {**changed, "message": now | {"text": now["text"] + "!"}, "previous_message": now})
    await app.settled()
    [answer] = app.slack.messages("C1")
    assert answer.thread_ts == "1723000000.000100"
    assert answer.shown.says(NO)
    assert app.slack.refusals == []


@pytest.mark.parametrize(("text", "shown"), [("privacy", "What Smallprint stores"), ("delete my data", "Delete my data?")])
async def test_what_is_stored_about_somebody_is_told_to_them_alone(app: Running, ann: Person, ben: Person, text: str, shown: str) -> None:
    """Also if they ask by a mention."""
    await ann.mention("C1", text)
    answer = await app.slack.next_message(visible_to=ann)
    assert answer.shown.says(shown)
    assert answer.ephemeral_to == ann.id
    await app.settled()
    assert app.slack.messages("C1", visible_to=ben) == []


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
    assert (await app.slack.next_message()).shown.says("Zoom")
    await app.settled()
    assert [call.args["title"] for call in app.slack.calls("assistant.threads.setTitle")] == [f"No: {NO}."]
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
    for more in ({"subtype": "channel_join"}, {"bot_id": "B1"}, {"user": "USLACKBOT"}):
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
