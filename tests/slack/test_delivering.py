"""What is acknowledged is answered: errors of the Web API are waited out, gone around, or said; never lost without a word."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from adapters.slack import answering
from adapters.slack.send import UndeliveredError
from adapters.slack.web_api import new_session
from bot.dialogue import dialogue
from bot.dialogue.respond import ReadMessage
from bot.observing.metrics import FAILURES
from bot.replies import pages
from bot.service.adapter import CannotPostError, PostLaterError
from bot.storage import Delivery, StoreError, Workspace
from bot.storage import Person as StoredPerson
from bot.understanding.revision import Revision
from tests.fakes.slack import FakeSlack, Person
from tests.patience import HANG
from tests.slack.running import Running, Way, running

QUESTION = "can zoom use my calls for ai?"
NO = "Zoom does not train its AI on your calls"


def failures() -> float:
    """How many failures were counted so far."""
    counted: float = FAILURES.labels("slack")._value.get()
    return counted


async def test_too_many_calls_are_waited_out(app: Running, ann: Person, waited: list[float]) -> None:
    """As long as Slack says."""
    app.slack.fail("chat.postMessage", status=429, retry_after=7)
    await ann.mention("C1", QUESTION)
    assert (await app.slack.next_message()).shown.says(NO)
    assert 7 <= waited[0] < 8


async def test_a_server_that_is_busy_is_tried_again(app: Running, ann: Person, waited: list[float]) -> None:
    """Twice."""
    app.slack.fail("chat.postMessage", status=503, times=2)
    await ann.mention("C1", QUESTION)
    answer = await app.slack.next_message()
    assert (answer.ephemeral, answer.shown.says(NO)) == (False, True)
    assert len(waited) == 2


async def test_a_reply_that_was_cut_off_after_slack_took_it_is_not_posted_twice(app: Running, ann: Person, ben: Person) -> None:
    """It may not have arrived, so the asker gets it once more, alone."""
    app.slack.fail("chat.postMessage", cut=True)
    await ann.mention("C1", QUESTION)
    await app.settled()
    assert len(app.slack.messages("C1", visible_to=ben)) == 1
    told = app.slack.messages("C1", visible_to=ann)[-1]
    assert told.ephemeral_to == ann.id
    assert told.shown.says("I cannot tell whether my answer arrived")
    assert told.shown.says(NO)


async def test_a_direct_message_that_was_cut_off_is_not_posted_twice(app: Running, ann: Person) -> None:
    """Nor by the way around."""
    app.slack.fail("chat.postMessage", status=500)
    await ann.direct_message(QUESTION)
    told = await app.slack.next_message()
    await app.settled()
    assert (told.ephemeral_to, told.shown.says(NO)) == (ann.id, True)
    assert len(app.slack.calls("chat.postMessage")) == 1


async def test_nothing_ephemeral_goes_into_a_thread_without_replies(app: Running, ann: Person, ben: Person) -> None:
    """Slack does not show it there; in a thread with replies it does."""
    app.slack.fail("chat.postMessage", "restricted_action", times=9)
    await ann.mention("C1", QUESTION)
    told = await app.slack.next_message()
    assert (told.ephemeral_to, told.thread_ts) == (ann.id, None)
    app.slack.fail("chat.postMessage", times=0)
    first = await ann.mention("C1", QUESTION)
    await app.slack.next_message()
    await app.settled()
    app.slack.fail("chat.postMessage", "restricted_action", times=9)
    assert first.message is not None
    await ben.mention("C1", QUESTION, thread_ts=first.message.ts)
    told = await app.slack.next_message()
    assert (told.ephemeral_to, told.thread_ts) == (ben.id, first.message.ts)


async def test_only_slack_gets_what_goes_to_a_response_url(app: Running, ann: Person) -> None:
    """Another host gets nothing, however the payload names it."""
    asked = await ann.command("/smallprint", QUESTION, "C1")
    assert asked.ephemeral is not None
    app.slack.response_urls.base = app.slack.url.replace("127.0.0.1", "localhost")
    await ann.press(asked.ephemeral, "more", "Follow")
    await app.settled()
    assert app.slack.calls("response_url") == []
    assert app.slack.messages(visible_to=ann)[-1].via == "chat.postEphemeral"


async def test_a_response_url_leads_nowhere_else(app: Running, ann: Person) -> None:
    """Redirects are not followed."""
    asked = await ann.command("/smallprint", QUESTION, "C1")
    assert asked.ephemeral is not None
    app.slack.fail("response_url", status=307, location=f"{app.slack.api_url}api.test")
    await ann.press(asked.ephemeral, "more", "Follow")
    await app.settled()
    assert app.slack.calls("api.test") == []
    assert app.slack.messages(visible_to=ann)[-1].via == "chat.postEphemeral"


@pytest.mark.parametrize("error", ["not_in_channel", "is_archived", "restricted_action", "msg_too_long"])
async def test_what_cannot_be_posted_is_told_in_private(app: Running, ann: Person, error: str) -> None:
    """To the asker, with a word on why it comes there."""
    app.slack.fail("chat.postMessage", error)
    await ann.mention("C1", QUESTION)
    told = await app.slack.next_message()
    assert told.ephemeral_to == ann.id
    assert told.shown.says("I could not answer where you asked")
    assert told.shown.says(NO)


async def test_the_last_way_is_a_direct_message(app: Running, ann: Person) -> None:
    """Where nothing can be written into the channel."""
    app.slack.fail("chat.postMessage", "is_archived")
    app.slack.fail("chat.postEphemeral", "is_archived")
    await ann.mention("C1", QUESTION)
    told = await app.slack.next_message()
    assert told.channel == f"D{ann.id[1:]}"
    assert told.shown.says(NO)


async def test_a_waiting_time_that_is_too_long_is_not_waited_for(app: Running, ann: Person, waited: list[float]) -> None:
    """The asker is told another way."""
    app.slack.fail("chat.postMessage", status=429, retry_after=600)
    await ann.mention("C1", QUESTION)
    assert (await app.slack.next_message()).ephemeral_to == ann.id
    assert waited == []


async def test_a_dead_response_url_is_gone_around(app: Running, ann: Person) -> None:
    """By an ephemeral message."""
    asked = await ann.command("/smallprint", QUESTION, "C1")
    assert asked.ephemeral is not None
    app.slack.fail("response_url", "expired_url", times=3)
    pressed = await ann.press(asked.ephemeral, "more", "Follow")
    thanks = await app.slack.next_message(visible_to=ann)
    while thanks is asked.ephemeral:
        thanks = await app.slack.next_message(visible_to=ann)
    assert thanks.shown.says("You follow Zoom")
    assert thanks.via == "chat.postEphemeral"
    assert pressed.messages == []


async def test_what_cannot_be_delivered_at_all_is_logged_and_counted(app: Running, ann: Person, caplog: pytest.LogCaptureFixture) -> None:
    """With an incident's id and what Slack said, without a word of the question; and its asker is told at the next start."""
    before = failures()
    for method in ("chat.postMessage", "chat.postEphemeral"):
        app.slack.fail(method, "fatal_error", times=9)
    with caplog.at_level(logging.DEBUG):
        delivery = await ann.mention("C1", "can zoom use my secret-words for ai?")
        await app.settled()
    assert delivery.message is not None
    assert failures() == before + 1
    assert "incident" in caplog.text
    assert "chat.postMessage: fatal_error" in caplog.text
    assert "secret-words" not in caplog.text
    held = await app.store.deliveries.delivery_of(Workspace("slack", "T1"), f"mention:C1:{delivery.message.ts}")
    assert held is not None
    assert held.address is not None


async def test_an_error_of_ours_is_told_with_its_incident(
    app: Running, ann: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """By command and by mention; the log has the incident and where it happened, but not what was typed."""

    def fail(revision: object, read: ReadMessage, *_: object, **__: object) -> None:
        raise RuntimeError(read.message.text)

    monkeypatch.setattr(dialogue, "respond_to", fail)
    with caplog.at_level(logging.DEBUG):
        asked = await ann.command("/smallprint", "secret-words")
        await ann.mention("C1", "secret-words")
        told = await app.slack.next_message(channel="C1", visible_to=ann)
        await app.settled()
    assert asked.ephemeral is not None
    for message in (asked.ephemeral, told):
        assert message.shown.says("Something went wrong on my side")
    incidents = [message.shown.text.split("the incident ")[1][:8] for message in app.slack.messages()]
    assert all(incident in caplog.text for incident in incidents)
    assert "secret-words" not in caplog.text
    assert "RuntimeError" in caplog.text


async def test_what_cannot_be_claimed_is_not_acknowledged(app: Running, ann: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """So Slack sends it again, and it is answered then."""
    claim, times = app.store.deliveries.claim, 2

    async def fail(delivery: Delivery) -> bool:
        nonlocal times
        times -= 1
        if times == 0:
            app.slack.settings.patience = HANG
        if times >= 0:
            raise StoreError("the database is away")
        return await claim(delivery)

    monkeypatch.setattr(app.store.deliveries, "claim", fail)
    app.slack.settings.patience = 1.0
    delivery = await ann.mention("C1", QUESTION)
    assert [attempt.ok for attempt in delivery.attempts] == [False, False, True]
    await app.settled()
    assert len(app.slack.messages("C1")) == 1


@pytest.mark.parametrize("way", ["http", "socket", "many"])
async def test_who_was_left_without_an_answer_is_told_at_the_next_start(
    way: Way, revision: Revision, slack: FakeSlack, tmp_path: Path, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, where they asked; and what was answered is not spoken of again."""
    monkeypatch.setattr("adapters.slack.app.GRACE_SECONDS", 0.0)
    from tests.fakes.slack import Approval

    async with running(revision, slack, tmp_path, way) as app:
        if way == "many":
            await slack.install(f"{app.url}/slack/install", Approval("T1", "U0ADMIN"))
        for method in ("chat.postMessage", "chat.postEphemeral"):
            slack.fail(method, "fatal_error", times=9)
        lost = await ann.mention("C1", QUESTION)
        await app.settled()
        slack.fail("chat.postMessage", times=0)
        slack.fail("chat.postEphemeral", times=0)
        await ann.mention("C1", QUESTION)
        await slack.next_message()
    for _ in range(2):
        async with running(revision, slack, tmp_path, way) as app:
            assert app.app._catch_up_task is not None
            await app.app._catch_up_task
    [answer, told] = slack.messages("C1")
    assert lost.message is not None
    assert told.thread_ts == lost.message.ts
    assert told.shown.says("I was restarted before I could answer you")
    assert StoredPerson(Workspace("slack", "T1"), ann.id)
    assert answer.shown.says(NO)


@pytest.mark.parametrize("place", ["thread", "direct"])
async def test_an_answer_that_was_posted_but_not_noted_is_found_at_the_next_start(
    revision: Revision, slack: FakeSlack, tmp_path: Path, ann: Person, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """The process died in between: where the app may read what is there, nobody is told that they were not answered."""
    monkeypatch.setattr("adapters.slack.app.GRACE_SECONDS", 0.0)
    slack.workspace("T1").installation.scopes |= {"channels:history"}

    async def die(*_: object) -> None:
        raise OSError("killed")

    async with running(revision, slack, tmp_path, "http") as app:
        monkeypatch.setattr(app.store.deliveries, "done", die)
        await (ann.mention("C1", QUESTION) if place == "thread" else ann.direct_message(QUESTION))
        await app.settled()
        assert await app.store.deliveries.unanswered("slack", datetime.now(UTC))
    for _ in range(2):
        async with running(revision, slack, tmp_path, "http") as app:
            assert app.app._catch_up_task is not None
            await app.app._catch_up_task
            assert not await app.store.deliveries.unanswered("slack", datetime.now(UTC))
    [answer] = slack.messages()
    assert answer.shown.says(NO)
    assert slack.refusals == []


async def test_whom_another_process_left_waiting_is_told_without_a_start(
    app: Running, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By any process that runs, once; whoever asked just now is not, because their answer is under way."""
    monkeypatch.setattr(answering, "ROUND_SECONDS", 0.01)
    monkeypatch.setattr(answering, "LATE", timedelta(days=-1))
    person = StoredPerson(Workspace("slack", "T1"), ann.id)
    await app.store.deliveries.claim(Delivery(person, "E-of-the-dead", {"user": ann.id, "channel": ann.id}))
    late = asyncio.create_task(app.app._answering.notify_overdue(app.app.authorize))
    told = await app.slack.next_message()
    await asyncio.sleep(0.1)
    late.cancel()
    await asyncio.wait([late])  # a round under way would still count as late who asks from here on
    monkeypatch.setattr(answering, "LATE", timedelta(days=1))
    await app.store.deliveries.claim(Delivery(person, "E-of-now", {"user": ann.id, "channel": ann.id}))
    late = asyncio.create_task(app.app._answering.notify_overdue(app.app.authorize))
    await asyncio.sleep(0.1)
    late.cancel()
    assert told.shown.says("I was restarted before I could answer you")
    assert app.slack.messages() == [told]


@pytest.mark.usefixtures("hurried")
async def test_who_asks_too_much_at_once_is_told_once_and_holds_nobody_up(app: Running, ann: Person, ben: Person) -> None:
    """By command in the acknowledgement, by mention in private; then not at all, until some time has passed."""
    answers = [(await ann.command("/smallprint", QUESTION)).ephemeral for _ in range(12)]
    assert all(answer is not None and answer.shown.says(NO) for answer in answers[:10])
    assert answers[10] is not None
    assert answers[10].shown.says("Too many questions at once")
    assert answers[11] is None
    await ann.mention("C1", QUESTION)
    await app.settled()
    assert app.slack.messages("C1")[-1] is answers[10]
    asked = await ben.command("/smallprint", QUESTION)
    assert asked.ephemeral is not None
    assert asked.ephemeral.shown.says(NO)
    for _ in range(10):
        await ben.mention("C1", QUESTION)
        await app.settled()
    told = app.slack.messages("C1", visible_to=ben)[-1]
    assert (told.ephemeral_to, told.shown.says("Too many questions at once")) == (ben.id, True)


@pytest.mark.usefixtures("hurried")
async def test_a_long_text_counts_as_many_questions(app: Running, ann: Person) -> None:
    """It takes longer to read."""
    gibberish = "qwx zvk " * 450
    first = (await ann.command("/smallprint", gibberish)).ephemeral
    second = (await ann.command("/smallprint", gibberish)).ephemeral
    assert first is not None
    assert second is not None
    assert not first.shown.says("Too many questions at once")
    assert second.shown.says("Too many questions at once")


async def test_a_card_is_posted_without_being_asked(app: Running, ann: Person) -> None:
    """In a channel, in a thread, or to a person; what can never be posted is said to be so."""
    for address in ({"channel": "C1"}, {"channel": "C1", "thread": "5.000001"}, {"channel": ann.id}):
        await app.app.post({"workspace": "T1", **address}, pages.notice("Zoom changed its terms."), "news:1")
        posted = await app.slack.next_message()
        assert posted.shown.says("Zoom changed its terms.")
        assert posted.thread_ts == address.get("thread")
    with pytest.raises(CannotPostError, match="channel_not_found"):
        await app.app.post({"workspace": "T1", "channel": "C9"}, pages.notice("Zoom changed its terms."), "news:1")
    app.slack.fail("chat.postMessage", status=429, retry_after=3_000)
    with pytest.raises(PostLaterError) as later:
        await app.app.post({"workspace": "T1", "channel": "C1"}, pages.notice("Zoom changed its terms."), "news:1")
    assert later.value.seconds == 3_000
    app.slack.fail("chat.postMessage", status=503, times=9)
    with pytest.raises(UndeliveredError):
        await app.app.post({"workspace": "T1", "channel": "C1"}, pages.notice("Zoom changed its terms."), "news:1")


@pytest.mark.parametrize("way", ["half", "nothing"])
async def test_an_answer_of_slack_that_never_comes_whole_is_not_believed(
    app: Running, ann: Person, ben: Person, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """It breaks off, or nothing comes in time: the message may be there, so that the asker gets it once more, alone."""
    monkeypatch.setattr(app.app.client, "timeout", 1)
    assert app.app.client.session is not None
    monkeypatch.setattr(app.app.client.session, "_timeout", aiohttp.ClientTimeout(total=1))
    app.slack.fail("chat.postMessage", half=way == "half", hang=way == "nothing")
    await ann.mention("C1", QUESTION)
    await app.settled()
    assert len(app.slack.messages("C1", visible_to=ben)) == (way == "half")
    told = app.slack.messages("C1", visible_to=ann)[-1]
    assert told.ephemeral_to == ann.id
    assert told.shown.says("I cannot tell whether my answer arrived")
    assert len(app.slack.calls("chat.postMessage")) == (way == "half")


async def test_without_names_of_hosts_an_asker_is_told_at_the_next_start(
    revision: Revision, slack: FakeSlack, tmp_path: Path, ann: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """DNS fails while an answer is on its way; the log says that nothing could be delivered, and why."""
    monkeypatch.setattr("adapters.slack.app.GRACE_SECONDS", 0.0)
    url = slack.api_url.replace("127.0.0.1", "localhost")
    resolve = aiohttp.ThreadedResolver.resolve

    async def fail(*_: object, **__: object) -> None:
        raise OSError("Temporary failure in name resolution")

    async with running(revision, slack, tmp_path, "http", SLACK_API_URL=url) as app:
        await ann.direct_message("is zoom encrypted")
        await app.settled()
        monkeypatch.setattr(aiohttp.ThreadedResolver, "resolve", fail)
        monkeypatch.setattr(aiohttp.AsyncResolver, "resolve", fail)
        assert app.app.client.session is not None
        await app.app.client.session.close()
        app.app.client.session = new_session()
        await ann.direct_message(QUESTION)
        await app.settled()
        assert "delivering an answer" in caplog.text
        assert "ClientConnectorDNSError" in caplog.text
    monkeypatch.setattr(aiohttp.ThreadedResolver, "resolve", resolve)
    async with running(revision, slack, tmp_path, "http", SLACK_API_URL=url) as app:
        assert app.app._catch_up_task is not None
        await app.app._catch_up_task
    assert [message.shown.says("I was restarted") for message in slack.messages()] == [False, True]
