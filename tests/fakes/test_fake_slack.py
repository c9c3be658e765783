"""The real slack-sdk and slack-bolt against the local Slack: what they get, and what it does not let them do."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.fakes.slack import ALL_SCOPES, Approval, FakeSlack, Settings, Signing
from tests.patience import HANG

Json = dict[str, Any]


def section(text: str) -> Json:
    """A section block."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(action_id: str, **more: Any) -> Json:
    """An actions block with one button."""
    pressed = {"type": "button", "text": {"type": "plain_text", "text": action_id}, "action_id": action_id, **more}
    return {"type": "actions", "elements": [pressed]}


MODAL: Json = {
    "type": "modal",
    "callback_id": "report",
    "title": {"type": "plain_text", "text": "Report"},
    "submit": {"type": "plain_text", "text": "Send"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": {"type": "plain_text", "text": "What is wrong?"},
            "element": {"type": "plain_text_input", "action_id": "said", "max_length": 20},
        }
    ],
}
SEARCH: Json = {"type": "actions", "elements": [{"type": "external_select", "action_id": "platform"}]}


@pytest.fixture
async def slack(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeSlack]:
    """A Slack that no proxy stands before."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    async with FakeSlack() as slack:
        yield slack


@pytest.fixture
def client(slack: FakeSlack) -> AsyncWebClient:
    """The real client of the app in T1."""
    return AsyncWebClient("xoxb-T1", base_url=slack.api_url)


def make_app(slack: FakeSlack) -> AsyncApp:
    """A bare bolt app that does one thing for each kind of request."""
    client = AsyncWebClient("xoxb-T1", base_url=slack.api_url)
    app = AsyncApp(client=client, signing_secret=slack.settings.signing_secret, process_before_response=True)
    answer_commands(app)
    answer_interactions(app)
    answer_events(app)
    return app


def answer_commands(app: AsyncApp) -> None:
    """Commands: at once, by response URL, never, with a modal."""

    @app.command("/ask")
    async def asked(ack: Any, command: Json) -> None:
        await ack(f"You asked: {command['text']}")

    @app.command("/late")
    async def late(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="later", blocks=[section("later"), button("again")])

    @app.command("/never")
    async def never() -> None:
        await asyncio.sleep(1)

    @app.command("/form")
    async def form(ack: Any, command: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=command["trigger_id"], view=MODAL)


def answer_interactions(app: AsyncApp) -> None:
    """Buttons, menus, modals, shortcuts."""

    @app.action("again")
    async def again(ack: Any, respond: Any, body: Json) -> None:
        await ack()
        await respond(text=f"pressed {body['container']['is_ephemeral']}", replace_original=True)

    @app.action("platform")
    async def platform(ack: Any, action: Json, body: Json, client: AsyncWebClient) -> None:
        await ack()
        chosen = action["selected_option"]["value"]
        await client.views_publish(user_id=body["user"]["id"], view={"type": "home", "blocks": [section(chosen)]})

    @app.options("platform")
    async def options(ack: Any, payload: Json) -> None:
        names = [name for name in ("Zoom", "Zulip", "Teams") if name.lower().startswith(payload["value"])]
        await ack(options=[{"text": {"type": "plain_text", "text": name}, "value": name.lower()} for name in names])

    @app.view("report")
    async def submitted(ack: Any, view: Json) -> None:
        said = view["state"]["values"]["what"]["said"]["value"]
        await ack(response_action="errors", errors={"what": "Say more"}) if said == "?" else await ack()

    @app.view_closed("report")
    async def closed(ack: Any) -> None:
        await ack()

    @app.shortcut("check_claims")
    async def check_claims(ack: Any, shortcut: Json, respond: Any) -> None:
        await ack()
        await respond(text=f"checked: {shortcut['message']['text']}", thread_ts=shortcut["message_ts"])


def answer_events(app: AsyncApp) -> None:
    """Events."""

    @app.event("app_mention")
    async def mentioned(event: Json, say: Any) -> None:
        await say(text="answer", thread_ts=event.get("thread_ts") or event["ts"])

    @app.event("message")
    async def direct(event: Json, say: Any) -> None:
        if "bot_id" not in event and "subtype" not in event:
            await say(text=f"heard: {event['text']}")

    @app.event("app_home_opened")
    async def home(event: Json, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section("Hello"), SEARCH]})

    @app.event("assistant_thread_started")
    async def assistant(event: Json, client: AsyncWebClient) -> None:
        thread = event["assistant_thread"]
        place = {"channel_id": thread["channel_id"], "thread_ts": thread["thread_ts"]}
        await client.assistant_threads_setSuggestedPrompts(**place, prompts=[{"title": "Zoom", "message": "Can Zoom use my calls?"}])

    @app.event("app_uninstalled")
    async def uninstalled() -> None:
        return None

    @app.event("tokens_revoked")
    async def revoked() -> None:
        return None


@pytest.fixture
async def over_http(slack: FakeSlack) -> AsyncIterator[AsyncApp]:
    """The bolt app behind an HTTP server, and Slack sending to it."""
    app = make_app(slack)

    async def handle(request: web.Request) -> web.Response:
        answer: web.Response = await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))
        return answer

    async with serving(handle) as url:
        slack.connect_http(url)
        yield app


class serving:  # noqa: N801
    """A server for one handler on a free port."""

    def __init__(self, handle: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> None:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", handle)
        self.runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)

    async def __aenter__(self) -> str:
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self.runner.addresses[0][1]}/slack/events"

    async def __aexit__(self, *error: object) -> None:
        await self.runner.cleanup()


@pytest.fixture
async def over_socket(slack: FakeSlack) -> AsyncIterator[AsyncSocketModeHandler]:
    """The bolt app connected by Socket Mode."""
    handler = AsyncSocketModeHandler(make_app(slack), slack.settings.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await slack.socket_opened()
    yield handler
    await handler.close_async()  # type: ignore[no-untyped-call]


@pytest.fixture(params=["over_http", "over_socket"])
def connected(request: pytest.FixtureRequest) -> str:
    """The app, connected in one way and then in the other."""
    request.getfixturevalue(request.param)
    return str(request.param)


async def refused(call: Awaitable[Any]) -> str:
    """The error by which a call is refused."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


# What people do reaches a bolt app, over HTTP and over Socket Mode alike


async def nothing(_: web.Request) -> web.Response:
    """Acknowledge whatever comes."""
    return web.Response()


@pytest.mark.usefixtures("connected")
async def test_a_command_is_answered_privately(slack: FakeSlack) -> None:
    """The body of the answer is a message that only the asker sees, with what they typed escaped."""
    alice, bob = slack.workspace("T1").user("U1"), slack.workspace("T1").user("U2")
    asked = await alice.command("/ask", "is <this> & that ok?")
    assert asked.status == 200
    assert asked.ephemeral
    assert asked.ephemeral.shown.text == "You asked: is <this> & that ok?"
    assert slack.messages(visible_to=alice) == [asked.ephemeral]
    assert slack.messages(visible_to=bob) == []
    assert slack.refusals == []


@pytest.mark.usefixtures("connected")
async def test_an_ephemeral_message_is_replaced_by_its_button(slack: FakeSlack) -> None:
    """A button on a private message works, and the response URL puts another text in its place."""
    alice = slack.workspace("T1").user("U1")
    first = await (await alice.command("/late")).reply()
    assert first.shown.labels == ("again",)
    pressed = await alice.press(first, "again")
    await slack.wait_for(lambda: first.text == "pressed True")
    assert first.edited
    assert pressed.status == 200
    assert "message" not in pressed.payload
    assert slack.messages() == [first]


@pytest.mark.usefixtures("connected")
async def test_a_modal_is_opened_filled_in_and_sent(slack: FakeSlack) -> None:
    """Errors keep the modal open, an acknowledgement closes it, and Slack's client stops what the field does not take."""
    alice = slack.workspace("T1").user("U1")
    await alice.command("/form")
    (view,) = slack.views_open(alice)
    assert view.shown.says("What is wrong?")
    with pytest.raises(ValueError, match="must be filled in"):
        await alice.submit(view)
    with pytest.raises(ValueError, match="longer than 20"):
        await alice.submit(view, {"what": {"said": "x" * 21}})
    assert (await alice.submit(view, {"what": {"said": "?"}})).errors == {"what": "Say more"}
    assert slack.views_open(alice) == [view]
    await alice.submit(view, {"what": {"said": "The date"}})
    assert slack.views_open(alice) == []
    await alice.command("/form")
    closed = await alice.close(slack.views_open(alice)[0])
    assert closed
    assert closed.status == 200
    assert slack.refusals == []


@pytest.mark.usefixtures("connected")
async def test_a_home_tab_is_published_and_searched(slack: FakeSlack) -> None:
    """Opening the home tab publishes it; its menu asks the app for options while somebody types."""
    alice = slack.workspace("T1").user("U1")
    await alice.open_home()
    home = await slack.wait_for(lambda: slack.home_of(alice))
    assert home.shown.text == "Hello"
    assert [option["value"] for option in await alice.suggestions(home, "platform", "z")] == ["zoom", "zulip"]
    await alice.press(home, "platform", "Zulip", search="z")
    await slack.wait_for(lambda: home.shown.text == "zulip")
    with pytest.raises(LookupError, match="does not see"):
        await slack.workspace("T1").user("U2").press(home, "platform", "Zoom", search="z")


@pytest.mark.usefixtures("connected")
async def test_a_mention_and_a_direct_message_are_answered(slack: FakeSlack) -> None:
    """A mention is answered in its thread, a direct message in the conversation; the app's own message comes back as an event."""
    alice = slack.workspace("T1").user("U1")
    mention = await alice.mention("C1", "can zoom?")
    answer = await slack.next_message(channel="C1")
    assert mention.message
    assert answer.thread_ts == mention.message.ts
    await alice.direct_message("and teams?")
    assert (await slack.next_message(channel="D1")).text == "heard: and teams?"
    await slack.settled()
    assert len(slack.messages("D1")) == 1


@pytest.mark.usefixtures("connected")
async def test_edits_and_other_apps_come_as_what_they_are(slack: FakeSlack) -> None:
    """An edit is a `message_changed`, another app's message has its bot id; the app can tell them from a question."""
    workspace = slack.workspace("T1")
    alice = workspace.user("U1")
    asked = await alice.direct_message("one")
    await slack.next_message()
    assert asked.message
    edit = await alice.edit(asked.message, "two")
    foreign = await workspace.bot_says(alice, "three")
    await slack.settled()
    assert (edit.status, edit.payload["event"]["subtype"], edit.payload["event"]["message"]["text"]) == (200, "message_changed", "two")
    assert (foreign.status, foreign.payload["event"]["bot_id"]) == (200, "B0OTHER")
    assert [message.text for message in slack.messages("D1")] == ["heard: one"]


@pytest.mark.usefixtures("connected")
async def test_a_shortcut_brings_the_message(slack: FakeSlack) -> None:
    """A message shortcut sends somebody's message along; the answer goes into its thread, seen by one."""
    alice, bob = slack.workspace("T1").user("U1"), slack.workspace("T1").user("U2")
    message = bob.say("C1", "Zoom owns your calls")
    answer = await (await alice.shortcut("check_claims", message)).reply()
    assert (answer.text, answer.thread_ts, answer.ephemeral_to) == ("checked: Zoom owns your calls", message.ts, "U1")


@pytest.mark.usefixtures("connected")
async def test_the_assistant_pane_gets_prompts(slack: FakeSlack) -> None:
    """Opening the pane tells the app the thread, for which it may suggest prompts."""
    await slack.workspace("T1").user("U1").open_assistant()
    (call,) = await slack.wait_for(lambda: slack.calls("assistant.threads.setSuggestedPrompts"))
    assert call.ok


@pytest.mark.usefixtures("connected")
async def test_who_gets_no_answer_is_told_by_slack(slack: FakeSlack) -> None:
    """Past its patience, Slack tells the person that the operation timed out."""
    alice = slack.workspace("T1").user("U1")
    slack.settings.patience = 0.1
    asked = await alice.command("/never")
    assert asked.status == 0
    assert asked.messages == []
    assert alice.told == ["operation_timeout"]


@pytest.mark.usefixtures("connected")
async def test_uninstalling_ends_the_token(slack: FakeSlack, client: AsyncWebClient) -> None:
    """Both events come, and the token is good for nothing any more."""
    deliveries = await slack.workspace("T1").uninstall()
    assert [delivery.payload["event"]["type"] for delivery in deliveries] == ["tokens_revoked", "app_uninstalled"]
    assert await refused(client.auth_test()) == "account_inactive"


# Over HTTP


@pytest.mark.usefixtures("over_http")
@pytest.mark.parametrize(
    "signing",
    [Signing(secret="other"), Signing(age=301), Signing(age=-301), Signing(tampered=True), Signing(unsigned=True)],  # noqa: S106
)
async def test_forged_requests_can_be_made(slack: FakeSlack, signing: Signing) -> None:
    """What a wrong secret, an old or future time, a changed body or no signature brings is refused by bolt."""
    alice = slack.workspace("T1").user("U1")
    asked = await alice.command("/ask", "x", signing=signing)
    assert asked.status == 401
    assert asked.messages == []
    assert alice.told == ["dispatch_failed"]


@pytest.mark.usefixtures("over_http")
async def test_the_address_is_verified(slack: FakeSlack) -> None:
    """The challenge comes back, and a certificate check is answered."""
    assert (await slack.verify_url("abc")).payload == {"challenge": "abc"}
    assert (await slack.check_certificate()).status in (200, 401)


async def test_an_event_is_sent_again_with_its_id(slack: FakeSlack) -> None:
    """An event that is not acknowledged comes three more times, numbered, with the reason and the same id; a replay too."""
    seen: list[tuple[str, str | None, str | None]] = []

    async def handle(request: web.Request) -> web.Response:
        held = await request.json()
        seen.append((held["event_id"], request.headers.get("X-Slack-Retry-Num"), request.headers.get("X-Slack-Retry-Reason")))
        return web.Response(status=500 if len(seen) < 3 else 200)

    async with serving(handle) as url:
        slack.connect_http(url)
        delivery = await slack.workspace("T1").user("U1").mention("C1", "x")
        await slack.redeliver(delivery)
    assert [attempt.status for attempt in delivery.attempts] == [500, 500, 200, 200]
    assert [number for _, number, _ in seen] == [None, "1", "2", "1"]
    assert [reason for _, _, reason in seen] == [None, "http_error", "http_error", "http_timeout"]
    assert {event_id for event_id, _, _ in seen} == {delivery.event_id}


async def test_a_command_has_the_documented_fields(slack: FakeSlack) -> None:
    """Form-encoded, every value text, signed; a request for load is the same one."""
    got: list[Json] = []

    async def handle(request: web.Request) -> web.Response:
        got.append(dict(await request.post()))
        return web.Response()

    async with serving(handle) as url:
        slack.connect_http(url)
        alice = slack.workspace("T1").user("U1", "alice")
        await alice.command("/ask", "x", channel="C1")
        assert (await slack.post(alice.command_request("/ask", "y"))).ok
    first, second = got
    assert (first["command"], first["text"], first["user_id"], first["channel_name"]) == ("/ask", "x", "U1", "general")
    assert first["is_enterprise_install"] == "false"
    assert first["response_url"].startswith(slack.url)
    assert second["text"] == "y"
    assert first.keys() == second.keys()


async def test_a_body_without_a_plain_text_is_refused(slack: FakeSlack) -> None:
    """An answer is checked like any message."""

    async def handle(_: web.Request) -> web.Response:
        return web.json_response({"blocks": [section("x")]})

    async with serving(handle) as url:
        slack.connect_http(url)
        asked = await slack.workspace("T1").user("U1").command("/ask")
    assert asked.messages == []
    assert [refusal.error for refusal in slack.refusals] == ["no_text"]


# Over Socket Mode


@pytest.mark.usefixtures("over_socket")
async def test_the_app_reconnects_when_asked(slack: FakeSlack) -> None:
    """After a request to refresh, the real client comes back with a new ticket and goes on answering."""
    before = list(slack.sockets.connections)
    await slack.disconnect("refresh_requested")
    await slack.wait_for(lambda: slack.sockets.connections and slack.sockets.connections != before)
    assert (await slack.workspace("T1").user("U1").command("/ask", "x")).ephemeral
    assert len(slack.calls("apps.connections.open")) == 2


async def test_an_envelope_that_was_not_acknowledged_is_sent_again(slack: FakeSlack) -> None:
    """A broken connection hands its envelope to another; an unacknowledged event comes with the number of the attempt."""
    workspace = slack.workspace("T1")
    web_client = AsyncWebClient(slack.settings.app_token, base_url=slack.api_url)
    async with aiohttp.ClientSession() as session:
        first = await session.ws_connect((await web_client.apps_connections_open(app_token=slack.settings.app_token))["url"])
        assert (await first.receive_json())["type"] == "hello"
        command = asyncio.create_task(workspace.user("U1").command("/ask", "x"))
        sent = await first.receive_json()
        assert (sent["type"], sent["accepts_response_payload"]) == ("slash_commands", True)
        await first.close()
        second = await session.ws_connect((await web_client.apps_connections_open(app_token=slack.settings.app_token))["url"])
        await second.receive_json()
        again = await second.receive_json()
        assert again["envelope_id"] == sent["envelope_id"]
        await second.send_json({"envelope_id": "unknown"})
        await second.send_json({"envelope_id": again["envelope_id"], "payload": {"text": "hello"}})
        assert (await command).messages[0].text == "hello"
        slack.settings.patience = 0.1
        event = asyncio.create_task(workspace.user("U1").mention("C1", "x"))
        first_attempt = await second.receive_json()
        slack.settings.patience = HANG
        attempts = [first_attempt, await second.receive_json()]
        await second.send_json({"envelope_id": attempts[1]["envelope_id"]})
        assert [attempt.error for attempt in (await event).attempts] == ["timeout", ""]
        assert [attempt["retry_attempt"] for attempt in attempts] == [0, 1]
        assert attempts[0]["payload"]["event_id"] == attempts[1]["payload"]["event_id"]
        await second.close()
    assert [refusal.error for refusal in slack.refusals] == ["invalid_ack"]


async def test_each_envelope_goes_to_one_of_several_connections(slack: FakeSlack) -> None:
    """Two connections share the envelopes at random; none comes twice."""
    alice = slack.workspace("T1").user("U1")
    handlers = [AsyncSocketModeHandler(make_app(slack), slack.settings.app_token) for _ in range(2)]
    for handler in handlers:
        await handler.connect_async()  # type: ignore[no-untyped-call]
    await slack.socket_opened(2)
    connections = list(slack.sockets.connections)
    await asyncio.gather(*[alice.command("/ask", str(number)) for number in range(20)])
    assert sorted(int(message.text.rpartition(" ")[2]) for message in slack.messages()) == list(range(20))
    assert all(connection.sent for connection in connections)
    await slack.cut()
    await slack.wait_for(lambda: not slack.sockets.connections)
    for handler in handlers:
        await handler.close_async()  # type: ignore[no-untyped-call]


async def test_a_socket_needs_an_unused_ticket(slack: FakeSlack, client: AsyncWebClient) -> None:
    """Only the app's own token opens a connection, and an address is good once."""
    assert await refused(client.apps_connections_open(app_token="xoxb-T1")) == "not_allowed_token_type"  # noqa: S106
    url = (await client.apps_connections_open(app_token=slack.settings.app_token))["url"]
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url):
            pass
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


# The Web API


async def test_tokens_are_checked(slack: FakeSlack) -> None:
    """No token, an unknown one and a revoked one each have their error; api.test needs none."""
    assert await refused(AsyncWebClient(base_url=slack.api_url).auth_test()) == "not_authed"
    assert await refused(AsyncWebClient("xoxb-none", base_url=slack.api_url).auth_test()) == "invalid_auth"
    client = AsyncWebClient("xoxb-T1", base_url=slack.api_url)
    await client.auth_revoke()
    assert await refused(client.auth_test()) == "token_revoked"
    assert (await AsyncWebClient(base_url=slack.api_url).api_test())["ok"]


async def test_forms_and_queries_are_read_too(slack: FakeSlack) -> None:
    """A call may come as a form, with the token among the fields and blocks as text, or as a query."""
    blocks = json.dumps([section("*hi*")])
    async with aiohttp.ClientSession() as session:
        form = {"token": "xoxb-T1", "channel": "#general", "text": "hi", "blocks": blocks}
        async with session.post(f"{slack.api_url}chat.postMessage", data=form) as answer:
            assert (await answer.json())["ok"]
        async with session.get(f"{slack.api_url}auth.test", params={"token": "xoxb-T1"}) as answer:
            assert (await answer.json())["team_id"] == "T1"
    assert slack.messages()[0].shown.text == "hi"


async def test_two_workspaces_see_nothing_of_each_other(slack: FakeSlack, client: AsyncWebClient) -> None:
    """A token reaches its own workspace only, though channels and users have the same ids."""
    other = slack.workspace("T2")
    there = other.channel("C2")
    dora = other.user("U9")
    await client.chat_postMessage(channel="C1", text="one")
    await AsyncWebClient(other.token, base_url=slack.api_url).chat_postMessage(channel="C1", text="two")
    assert [message.text for message in slack.messages(visible_to=dora)] == ["two"]
    assert await refused(client.chat_postMessage(channel=there.id, text="x")) == "channel_not_found"
    assert await refused(client.users_info(user="U9")) == "user_not_found"
    assert await refused(client.views_publish(user_id="U9", view={"type": "home", "blocks": []})) == "invalid_arguments"


async def test_channels_ask_for_membership(slack: FakeSlack, client: AsyncWebClient) -> None:
    """A public channel without the app refuses, a private one is not even known; chat:write.public opens the public one."""
    workspace = slack.workspace("T1")
    workspace.channel("C2", with_app=False)
    workspace.channel("G1", kind="private", with_app=False)
    assert await refused(client.chat_postMessage(channel="C2", text="x")) == "not_in_channel"
    assert await refused(client.chat_postMessage(channel="G1", text="x")) == "channel_not_found"
    assert not (await client.conversations_info(channel="C2"))["channel"]["is_member"]
    with pytest.raises(LookupError, match="offer to invite"):
        await workspace.user("U1").mention("C2", "x")
    workspace.installation.scopes |= {"chat:write.public"}
    assert (await client.chat_postMessage(channel="C2", text="x"))["ok"]


async def test_a_missing_scope_shows(slack: FakeSlack) -> None:
    """A token without the scope is told which one it needs; events and commands that need one do not come."""
    workspace = slack.workspace("T1")
    workspace.installation.scopes = frozenset({"chat:write"})
    client = AsyncWebClient(workspace.token, base_url=slack.api_url)
    alice = workspace.user("U1")
    assert await refused(client.users_info(user="U1")) == "missing_scope"
    assert await refused(client.conversations_open(users="U1")) == "missing_scope"
    assert await refused(client.conversations_info(channel="C1")) == "missing_scope"
    assert (await alice.mention("C1", "x")).attempts == []
    assert (await alice.command("/ask")).status == 0
    assert [refusal.error for refusal in slack.refusals] == ["missing_scope"] * 5
    workspace.installation.scopes = ALL_SCOPES
    assert (await client.users_info(user="U1"))["user"]["name"] == "u1"


async def test_messages_are_changed_and_deleted(slack: FakeSlack, client: AsyncWebClient) -> None:
    """The app may change and delete its own messages, not those of people, and not ephemeral ones."""
    alice = slack.workspace("T1").user("U1")
    posted = await client.chat_postMessage(channel="C1", text="one", blocks=[section("one")])
    await client.chat_update(channel="C1", ts=posted["ts"], text="two", blocks=[section("two")])
    (message,) = slack.messages()
    assert (message.shown.text, message.edited) == ("two", True)
    assert await refused(client.chat_update(channel="C1", ts=posted["ts"], text="x" * 4_001)) == "msg_too_long"
    assert (await client.chat_getPermalink(channel="C1", message_ts=posted["ts"]))["permalink"].startswith("https://")
    await client.chat_delete(channel="C1", ts=posted["ts"])
    assert slack.messages() == []
    typed = alice.say("C1", "mine")
    assert await refused(client.chat_update(channel="C1", ts=typed.ts, text="x")) == "cant_update_message"
    private = await client.chat_postEphemeral(channel="C1", user="U1", text="x")
    assert await refused(client.chat_update(channel="C1", ts=private["message_ts"], text="y")) == "message_not_found"
    assert await refused(client.chat_postEphemeral(channel="C1", user="U2", text="x")) == "user_not_in_channel"


async def test_failures_can_be_arranged(slack: FakeSlack, client: AsyncWebClient) -> None:
    """The next calls meet a named error, a 429 with Retry-After, a 500, or nothing at all; then all is well again."""
    slack.fail("chat.postMessage", "fatal_error")
    assert await refused(client.chat_postMessage(channel="C1", text="x")) == "fatal_error"
    slack.fail("chat.postMessage", status=429, retry_after=7)
    with pytest.raises(SlackApiError) as limited:
        await client.chat_postMessage(channel="C1", text="x")
    assert (limited.value.response.status_code, limited.value.response.headers["Retry-After"]) == (429, "7")
    slack.fail("chat.postMessage", status=500)
    with pytest.raises(SlackApiError) as broken:
        await client.chat_postMessage(channel="C1", text="x")
    assert broken.value.response.status_code == 500
    slack.fail("chat.postMessage", hang=True)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(client.chat_postMessage(channel="C1", text="x"), 0.2)
    assert (await client.chat_postMessage(channel="C1", text="x"))["ok"]


async def test_one_post_a_second_can_be_held(client: AsyncWebClient, slack: FakeSlack) -> None:
    """The second post within a second to one channel is a 429; a second later it goes through."""
    slack.settings.one_post_a_second = True
    await client.chat_postMessage(channel="C1", text="x")
    assert await refused(client.chat_postMessage(channel="C1", text="y")) == "ratelimited"
    slack.advance(1)
    await client.chat_postMessage(channel="C1", text="y")


async def test_trigger_ids_are_good_once_and_for_three_seconds(slack: FakeSlack, client: AsyncWebClient) -> None:
    """A used, an old and an invented trigger id each have their error; a third view may be pushed, not a fourth."""
    async with serving(nothing) as url:
        slack.connect_http(url)
        alice = slack.workspace("T1").user("U1")
        first = await alice.command("/ask")
        await client.views_open(trigger_id=first.trigger_id, view=MODAL)
        assert await refused(client.views_open(trigger_id=first.trigger_id, view=MODAL)) == "exchanged_trigger_id"
        old = await alice.command("/ask")
        slack.advance(3.1)
        assert await refused(client.views_open(trigger_id=old.trigger_id, view=MODAL)) == "expired_trigger_id"
        assert await refused(client.views_open(trigger_id="1.2.3", view=MODAL)) == "invalid_trigger_id"
        for _ in range(2):
            await client.views_push(trigger_id=(await alice.command("/ask")).trigger_id, view=MODAL)
        last = (await alice.command("/ask")).trigger_id
        assert await refused(client.views_push(trigger_id=last, view=MODAL)) == "push_limit_reached"
        top = slack.views_open(alice)[-1]
        await client.views_update(view_id=top.id, view={**MODAL, "title": {"type": "plain_text", "text": "New"}})
        assert top.shown.texts[0] == "New"
        assert await refused(client.views_update(view_id="V0", view=MODAL)) == "not_found"


async def test_a_response_url_is_good_five_times_for_thirty_minutes(slack: FakeSlack) -> None:
    """The sixth use and one after thirty minutes are refused; a refused message is not a use."""
    async with serving(nothing) as url:
        slack.connect_http(url)
        alice = slack.workspace("T1").user("U1")
        asked, old = await alice.command("/ask"), await alice.command("/ask")
    hook = AsyncWebhookClient(asked.response_url)
    assert (await hook.send(text="x" * 40_001)).status_code == 400
    answers = [await hook.send(text=str(number), response_type="ephemeral") for number in range(4)]
    answers.append(await hook.send(text="all", response_type="in_channel"))
    assert [(answer.status_code, answer.body) for answer in answers] == [(200, "ok")] * 5
    sixth = await hook.send(text="6")
    assert (sixth.status_code, json.loads(sixth.body)["error"]) == (404, "used_url")
    slack.advance(1_801)
    late = await AsyncWebhookClient(old.response_url).send(text="x")
    assert json.loads(late.body)["error"] == "expired_url"
    assert [message.ephemeral_to for message in asked.messages] == ["U1"] * 4 + [None]
    assert [refusal.error for refusal in slack.refusals] == ["msg_too_long", "used_url", "expired_url"]


async def test_a_response_url_replaces_and_deletes_what_it_came_from(slack: FakeSlack, client: AsyncWebClient) -> None:
    """The message whose button was pressed can be replaced or deleted; somebody's own message cannot."""
    async with serving(nothing) as url:
        slack.connect_http(url)
        alice = slack.workspace("T1").user("U1")
        await client.chat_postMessage(channel="C1", text="one", blocks=[button("press")])
        (message,) = slack.messages()
        pressed = await alice.press(message, "press")
        shortcut = await alice.shortcut("check_claims", alice.say("C1", "mine"))
    hook = AsyncWebhookClient(pressed.response_url)
    assert pressed.payload["message"]["ts"] == message.ts
    assert (await hook.send(text="two", replace_original=True)).body == "ok"
    assert (message.text, message.blocks) == ("two", [])
    with pytest.raises(LookupError, match="nothing here has the action id 'press'"):
        await alice.press(message, "press")
    assert (await hook.send(delete_original=True)).body == "ok"
    assert slack.messages() == []
    foreign = await AsyncWebhookClient(shortcut.response_url).send(text="x", replace_original=True)
    assert json.loads(foreign.body)["error"] == "message_not_found"


# Installing


async def install_page(slack: FakeSlack, scope: str) -> tuple[Any, list[Json]]:
    """A little app with an installation page and a callback that exchanges the code, and what it got."""
    got: list[Json] = []

    async def handle(request: web.Request) -> web.Response:
        if "code" not in request.query:
            back = str(request.url.with_path("/done"))
            link = f"https://slack.com/oauth/v2/authorize?client_id={slack.settings.client_id}&scope={scope}&state=s1&redirect_uri={back}"
            return web.Response(text=f'<a href="{link.replace("&", "&amp;")}">Add</a>', headers={"Set-Cookie": "state=s1; Secure"})
        assert (request.query["state"], request.cookies.get("state")) == ("s1", "s1")
        client = AsyncWebClient(base_url=slack.api_url)
        code = {"code": request.query["code"], "redirect_uri": str(request.url.with_query(None))}
        answer = await client.oauth_v2_access(client_id=slack.settings.client_id, client_secret=slack.settings.client_secret, **code)
        got.append(dict(answer.data) if isinstance(answer.data, dict) else {})
        again = client.oauth_v2_access(client_id=slack.settings.client_id, client_secret=slack.settings.client_secret, **code)
        assert await refused(again) == "code_already_used"
        return web.Response(text="installed")

    return handle, got


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # slack-sdk sends the client's secret by it
async def test_the_app_is_installed_by_oauth(slack: FakeSlack) -> None:
    """Page, approval, callback: the token has the scopes that were asked for, and a code is good once."""
    workspace = slack.workspace("T5", installed=False)
    handle, got = await install_page(slack, "chat:write,commands")
    async with serving(handle) as url:
        assert await slack.install(url, Approval("T5", "U1")) == (200, "installed")
    assert (got[0]["team"]["id"], got[0]["scope"], got[0]["is_enterprise_install"]) == ("T5", "chat:write,commands", False)
    assert workspace.token == got[0]["access_token"]
    assert await refused(AsyncWebClient(workspace.token, base_url=slack.api_url).users_info(user="U1")) == "missing_scope"


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # slack-sdk sends the client's secret by it
async def test_an_organisation_is_installed_for_all_its_workspaces(slack: FakeSlack) -> None:
    """One token reaches every workspace of the organisation, and none outside; payloads say so."""
    one, two = slack.workspace("T6", enterprise="E1", installed=False), slack.workspace("T7", enterprise="E1", installed=False)
    handle, got = await install_page(slack, ",".join(ALL_SCOPES))
    async with serving(handle) as url:
        await slack.install(url, Approval("T6", "U1", enterprise_wide=True))
    assert (got[0]["team"], got[0]["enterprise"]["id"], got[0]["is_enterprise_install"]) == (None, "E1", True)
    assert one.token == two.token
    two.channel("C7")
    client = AsyncWebClient(one.token, base_url=slack.api_url)
    await client.chat_postMessage(channel="C7", text="x")
    await client.chat_postMessage(channel="C1", text="x", team_id="T7")
    assert [message.team_id for message in slack.messages()] == ["T7", "T7"]
    assert await refused(client.chat_postMessage(channel="C1", text="x", team_id="T1")) == "team_not_found"
    slack.workspace("T1").channel("C9")
    assert await refused(client.chat_postMessage(channel="C9", text="x")) == "channel_not_found"

    async def acknowledge(_: web.Request) -> web.Response:
        return web.Response()

    async with serving(acknowledge) as url:
        slack.connect_http(url)
        asked = await two.user("U1").command("/ask")
        event = await two.user("U1").mention("C7", "x")
    assert (asked.payload["is_enterprise_install"], asked.payload["enterprise_id"]) == ("true", "E1")
    assert event.payload["authorizations"][0]["is_enterprise_install"] is True


# For load


async def test_recording_is_bounded() -> None:
    """Under load nothing more than asked for is kept."""
    async with FakeSlack(settings=Settings(), keep=3) as slack:
        client = AsyncWebClient("xoxb-T1", base_url=slack.api_url)
        for number in range(5):
            await client.chat_postMessage(channel="C1", text=str(number))
        assert [message.text for message in slack.messages()] == ["2", "3", "4"]


async def test_waiting_says_what_happened_instead(slack: FakeSlack, client: AsyncWebClient) -> None:
    """Who waits in vain reads which calls were made and what was refused."""
    assert await refused(client.chat_postMessage(channel="C1", text="x", blocks=[{"type": "card"}])) == "invalid_blocks"
    with pytest.raises(AssertionError, match=r"unsupported block type: card.*json-pointer:/blocks/0"):
        await slack.wait_for(slack.messages, timeout=0.05)
