"""Only Slack is listened to: unsigned, changed, stale and oversized requests do nothing."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.storage import Person as StoredPerson
from bot.storage import Workspace
from bot.understanding.revision import Revision
from tests.fakes.slack import FakeSlack, Person, Signing, sign
from tests.slack.running import Running, running

QUESTION = "can zoom use my calls for ai?"
WRONG = {
    "another secret": Signing(secret="another-secret"),  # noqa: S106 - no real one
    "stale": Signing(age=301),
    "from the future": Signing(age=-301),
    "tampered": Signing(tampered=True),
    "unsigned": Signing(unsigned=True),
}


@pytest.fixture
async def over_http(revision: Revision, slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Running]:
    """The app over HTTP."""
    async with running(revision, slack, tmp_path, "http") as opened:
        yield opened


async def nothing_happened(app: Running, person: Person) -> bool:
    """Whether nothing was said, written or called because of a request."""
    await app.settled()
    called = [call.method for call in app.slack.calls() if call.method != "auth.test"]
    held = await app.store.personal.held_about(StoredPerson(Workspace("slack", "T1"), person.id))
    return not app.slack.messages() and not called and not held


@pytest.mark.parametrize("signing", WRONG.values(), ids=WRONG)
async def test_what_slack_did_not_sign_does_nothing(over_http: Running, ann: Person, signing: Signing) -> None:
    """401, whatever kind of request it is."""
    asked = await ann.command("/smallprint", QUESTION, signing=signing)
    told = await ann.direct_message(QUESTION, signing=signing)
    assert asked.status == 401
    assert {attempt.status for attempt in told.attempts} == {401}
    assert await nothing_happened(over_http, ann)


async def test_a_press_that_slack_did_not_sign_does_nothing(over_http: Running, ann: Person) -> None:
    """Sharing is public, so this matters most."""
    asked = await ann.command("/smallprint", QUESTION)
    assert asked.ephemeral is not None
    pressed = await ann.press(asked.ephemeral, "more", "Share in channel", signing=WRONG["tampered"])
    assert pressed.status == 401
    await over_http.settled()
    assert over_http.slack.messages() == [asked.ephemeral]


@pytest.mark.parametrize("age", [-290, 290])
async def test_clocks_need_not_agree_to_the_second(over_http: Running, ann: Person, age: int) -> None:
    """Within five minutes, both ways."""
    assert (await ann.command("/smallprint", QUESTION, signing=Signing(age=age))).status == 200
    assert over_http.slack.refusals == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Request-Timestamp": "now", "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "9" * 400, "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "9" * 5_000, "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "", "X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": "NaN", "X-Slack-Signature": "v0=\u00e9"},
    ],
)
@pytest.mark.parametrize("body", [b"", b"ssl_check=1&token=x", b"\xff\xfe", b'{"type":"url_verification","challenge":"x"}', b"{" * 1_000])
async def test_nonsense_is_refused(over_http: Running, ann: Person, headers: dict[str, str], body: bytes) -> None:
    """Headers and bodies of any shape; nothing is answered to somebody who cannot sign."""
    async with aiohttp.ClientSession() as anybody, anybody.post(f"{over_http.url}/slack/events", data=body, headers=headers) as answer:
        assert answer.status == 401
    assert await nothing_happened(over_http, ann)


@pytest.mark.parametrize("body", [b"{", b"payload=", b"payload=%5B1%5D", b'{"type":"event_callback","authorizations":{"id":""}}'])
async def test_what_cannot_be_read_is_refused(over_http: Running, ann: Person, body: bytes) -> None:
    """400, though it is signed."""
    headers, signed = sign(over_http.slack.settings.signing_secret, body)
    async with aiohttp.ClientSession() as anybody, anybody.post(f"{over_http.url}/slack/events", data=signed, headers=headers) as answer:
        assert answer.status == 400
    assert await nothing_happened(over_http, ann)


async def test_an_oversized_request_is_not_read(over_http: Running, ann: Person) -> None:
    """413, signed or not."""
    headers, body = sign(over_http.slack.settings.signing_secret, b"text=" + b"x" * (2 << 20))
    async with (
        aiohttp.ClientSession() as anybody,
        anybody.post(f"{over_http.url}/slack/events", data=io.BytesIO(body), headers=headers) as answer,
    ):
        assert answer.status == 413
    assert await nothing_happened(over_http, ann)


async def test_a_replayed_request_does_nothing_twice(over_http: Running, ann: Person) -> None:
    """Within five minutes a copy is signed as well as the request; whatever has an effect is claimed under an id of Slack's."""
    slack = over_http.slack
    message = (await ann.command("/smallprint", QUESTION)).ephemeral
    assert message is not None
    told = await ann.direct_message(QUESTION)
    pressed = [await ann.press(message, "more", "Share in channel"), await ann.press(message, "more", "Wrong or outdated?")]
    [form] = await slack.wait_for(lambda: slack.views_open(ann))
    sent = await ann.submit(form, {"report": {"what": "The terms changed."}})
    await over_http.settled()
    before = len(slack.messages())
    copies = [slack.lines.request("events_api", told.payload)]
    copies += [slack.lines.request("interactive", asked.payload) for asked in (*pressed, sent)]
    answers = await asyncio.gather(*(slack.post(copy) for copy in copies for _ in range(3)))
    await over_http.settled()
    assert {answer.status for answer in answers} == {200}
    assert len(slack.messages()) == before
    assert len(slack.calls("views.open")) == 1
    assert len(await over_http.store.queue.entries(Workspace("slack", "T1"))) == 1


async def test_slack_finds_the_app_at_its_address(over_http: Running) -> None:
    """It gives the challenge back, and answers the check of its certificate."""
    verified = await over_http.slack.verify_url("a-challenge")
    assert verified.payload == {"challenge": "a-challenge"}
    assert (await over_http.slack.check_certificate()).status == 200


async def test_with_socket_mode_nothing_is_taken_over_http(revision: Revision, slack: FakeSlack, tmp_path: Path) -> None:
    """There is no such page."""
    async with (
        running(revision, slack, tmp_path, "socket") as app,
        aiohttp.ClientSession() as anybody,
        anybody.post(f"{app.url}/slack/events", data=b"x") as answer,
    ):
        assert answer.status == 404
