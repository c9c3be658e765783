"""The ways of connecting: which settings make which, what is said of half a way, and what the doctor finds."""

from __future__ import annotations

import pytest

from adapters.slack.plugin import SlackPlugin
from adapters.slack.settings import BOT_SCOPES, WHERE, read_connection
from bot.service.settings import SettingsError
from tests.fakes.slack import FakeSlack
from tests.slack.running import Way, settings_for

BOT, APP, SIGNING = {"SLACK_BOT_TOKEN": "xoxb-1"}, {"SLACK_APP_TOKEN": "xapp-1"}, {"SLACK_SIGNING_SECRET": "s"}
ID, SECRET = {"SLACK_CLIENT_ID": "1.2"}, {"SLACK_CLIENT_SECRET": "c"}


@pytest.mark.parametrize("settings", [BOT | SIGNING, BOT | APP, BOT | APP | SIGNING, ID | SECRET | SIGNING, ID | SECRET | APP])
def test_each_way_of_connecting_is_known(settings: dict[str, str]) -> None:
    """An app token means Socket Mode, a client id many workspaces."""
    connection = read_connection(settings)
    assert (connection.bot_token is None) == (connection.oauth is not None) == ("SLACK_CLIENT_ID" in settings)
    assert (connection.app_token is not None) == ("SLACK_APP_TOKEN" in settings)
    assert connection.api_url == "https://slack.com/api/"
    assert connection.authorize_url == "https://slack.com/oauth/v2/authorize"
    assert SlackPlugin().missing(settings) is None


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        (BOT, "SLACK_SIGNING_SECRET"),
        (SIGNING, "SLACK_BOT_TOKEN"),
        (APP, "SLACK_BOT_TOKEN"),
        (ID | SIGNING, "SLACK_CLIENT_SECRET"),
        (SECRET | SIGNING, "SLACK_CLIENT_ID"),
        (ID | SECRET, "SLACK_SIGNING_SECRET"),
        (BOT | {"SLACK_SIGNING_SECRET": ""}, "SLACK_SIGNING_SECRET"),
    ],
)
def test_half_a_way_is_refused_with_what_is_missing_and_where_it_is_found(settings: dict[str, str], missing: str) -> None:
    """On the app's page at Slack."""
    with pytest.raises(SettingsError) as said:
        read_connection(settings)
    assert f"{missing} is missing" in str(said.value)
    assert WHERE[missing] in str(said.value)
    assert SlackPlugin().missing(settings) is None


def test_a_client_beside_the_bot_token_lets_admins_sign_in() -> None:
    """The app stays in its one workspace; without the token, many can install it."""
    one, many = read_connection(BOT | ID | SECRET | SIGNING), read_connection(ID | SECRET | SIGNING)
    assert (one.bot_token, one.oauth, one.sign_in) == ("xoxb-1", None, ("1.2", "c"))
    assert many.oauth == many.sign_in == ("1.2", "c")
    assert read_connection(BOT | SIGNING).sign_in is None
    with pytest.raises(SettingsError, match="for signing in on the web pages"):
        read_connection(BOT | ID | SIGNING)


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"SLACK_BOT_TOKEN": "xoxp-1"} | SIGNING, "must start with xoxb-"),
        (BOT | {"SLACK_APP_TOKEN": "xoxb-1"}, "must start with xapp-"),
        (BOT | SIGNING | {"SLACK_API_URL": "http://slack.example/api/"}, "SLACK_API_URL"),
    ],
)
def test_what_cannot_be_right_is_refused_without_repeating_it(settings: dict[str, str], problem: str) -> None:
    """A secret does not belong in a message."""
    with pytest.raises(SettingsError, match=problem) as said:
        read_connection(settings)
    assert "xoxp-1" not in str(said.value)
    assert "xoxb-1" not in str(said.value)


def test_nothing_set_is_no_error() -> None:
    """It says what to set."""
    said = SlackPlugin().missing({"SLACK_API_URL": "http://127.0.0.1/api/"})
    assert said is not None
    assert all(name in said for name in WHERE)


async def states(settings: dict[str, str]) -> dict[str, tuple[str, str]]:
    """What the doctor says, by what it looked at."""
    return {check.what: (check.state, check.says) for check in await SlackPlugin().examine(settings)}


@pytest.mark.parametrize("way", ["http", "socket", "many"])
async def test_the_doctor_finds_a_good_way_well(slack: FakeSlack, way: Way) -> None:
    """And names the workspace."""
    found = await states(settings_for(way, slack))
    assert {state for state, _ in found.values()} == {"ok"}
    if way != "many":
        assert "Team T1" in found["slack bot token"][1]
    assert slack.sockets.connections == []


@pytest.mark.parametrize(
    ("way", "changed", "what", "says"),
    [
        ("http", {"SLACK_BOT_TOKEN": "xoxb-wrong"}, "slack bot token", "invalid_auth"),
        ("socket", {"SLACK_APP_TOKEN": "xapp-wrong"}, "slack app token", "invalid_auth"),
        ("http", {"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "slack bot token", "cannot be reached"),
        ("many", {"SLACK_CLIENT_ID": "9.9"}, "slack installations", "no such SLACK_CLIENT_ID"),
        ("many", {"SLACK_CLIENT_SECRET": "wrong"}, "slack installations", "not this app's"),
        ("many", {"SMALLPRINT_SECRET_KEY": ""}, "slack installations", "SMALLPRINT_SECRET_KEY"),
    ],
)
async def test_the_doctor_says_what_is_wrong_and_where_to_mend_it(
    slack: FakeSlack, way: Way, changed: dict[str, str], what: str, says: str
) -> None:
    """By asking Slack."""
    state, said = (await states(settings_for(way, slack) | changed))[what]
    assert state == "wrong"
    assert says in said


async def test_the_doctor_names_scopes_that_are_missing_or_too_many() -> None:
    """Compared with those of the manifest."""
    async with FakeSlack(scopes={*BOT_SCOPES, "pins:read"} - {"im:history"}) as slack:
        state, said = (await states(settings_for("http", slack)))["slack scopes"]
        assert (state, "missing: im:history" in said, "slack-manifest.yaml" in said) == ("wrong", True, True)
    async with FakeSlack(scopes={*BOT_SCOPES, "pins:read"}) as slack:
        assert (await states(settings_for("http", slack)))["slack scopes"] == ("ok", "complete; not needed: pins:read")
