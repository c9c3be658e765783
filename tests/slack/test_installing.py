"""Many workspaces: installing, what is kept of it, what one sees of another, and that nothing is left once the app is removed."""

from __future__ import annotations

import asyncio
import string
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from adapters.slack.installations import Authorize, SlackInstallations
from adapters.slack.settings import OAuthClient
from adapters.slack.web_api import web_client
from bot.service.settings import SettingsError
from bot.storage import Installation, Store, Workspace
from bot.storage.tables import metadata
from bot.understanding.revision import Revision
from tests.fakes.slack import Approval, FakeSlack, Person
from tests.slack.running import Running, running, settings_for
from tests.storage.databases import KEYS, PostgreSQL

QUESTION = "can zoom use my calls for ai?"
NO = "Zoom does not train its AI on your calls"


@pytest.fixture
async def many(revision: Revision, slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Running]:
    """The app as one that many workspaces install; none has yet."""
    async with running(revision, slack, tmp_path, "many") as opened:
        yield opened


async def install(app: Running, team: str, *, enterprise_wide: bool = False, denied: bool = False) -> tuple[int, str]:
    """Go through the installation; the status and the page at its end."""
    return await app.slack.install(f"{app.url}/slack/install", Approval(team, "U0ADMIN", enterprise_wide=enterprise_wide, denied=denied))


def rows(folder: Path, value: str) -> list[str]:
    """Every row of every table that holds a value, by table; a token may have the letters of a team's id in it by chance."""
    database = create_engine(f"sqlite:///{folder / 'smallprint.db'}")
    with database.connect() as connection:
        held = [f"{table}: {row}" for table in metadata.sorted_tables for row in connection.execute(table.select())]
    database.dispose()
    return [row for row in held if repr(value) in row]


async def test_the_page_in_front_says_what_one_installs(many: Running) -> None:
    """What it does, what it stores and for how long, that no text is generated; and it leads to Slack with the scopes that are needed."""
    async with aiohttp.ClientSession() as browser, browser.get(f"{many.url}/slack/install") as page:
        shown = await page.text()
        assert "text/html" in page.headers["Content-Type"]
        assert "slack-app-oauth-state" in page.headers["Set-Cookie"]
    for words in ("No text is generated", "not stored and not logged", "until the app is removed from the workspace", "not legal advice"):
        assert words in shown
    assert "scope=app_mentions:read,assistant:write,chat:write,commands,im:history" in shown.replace("%3A", ":").replace("%2C", ",")


async def test_installing_connects_a_workspace_and_keeps_no_person(many: Running) -> None:
    """Its token is encrypted; who approved it is not kept."""
    assert await many.store.installations.get(Workspace("slack", "T1")) is None
    status, _ = await install(many, "T1")
    assert status == 200
    installation = await many.store.installations.get(Workspace("slack", "T1"))
    assert installation is not None
    assert installation.secrets == {"bot_token": many.slack.workspace("T1").token}
    assert "U0ADMIN" not in str(installation)
    assert not any(many.slack.workspace("T1").token.encode() in path.read_bytes() for path in many.folder.iterdir())
    asked = await many.slack.workspace("T1").user("U1").command("/smallprint", QUESTION)
    assert asked.ephemeral is not None
    assert asked.ephemeral.shown.says(NO)


async def test_a_state_is_good_once_and_only_in_the_browser_that_got_it(many: Running) -> None:
    """Nobody can be made to install somebody else's approval."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:

        async def come_back(state: str, cookie: str) -> int:
            headers = {"Cookie": f"slack-app-oauth-state={cookie}"} if cookie else {}
            async with browser.get(f"{many.url}/slack/oauth_redirect", params={"code": "c", "state": state}, headers=headers) as page:
                return page.status

        async with browser.get(f"{many.url}/slack/install") as page:
            state = page.cookies["slack-app-oauth-state"].value
        assert await come_back(state, "") == 400
        assert await come_back(state, "another") == 400
        assert await come_back("made-up", "made-up") == 401
        assert await come_back(state, state) == 401  # the state is good, the code is none
        assert await come_back(state, state) == 401
    assert len(many.slack.calls("oauth.v2.access")) == 1
    assert await many.store.installations.all("slack") == ()


async def test_who_declines_installs_nothing(many: Running) -> None:
    """And gets a page that says so."""
    status, page = await install(many, "T1", denied=True)
    assert status == 200
    assert "access_denied" in page
    assert await many.store.installations.all("slack") == ()


async def test_a_workspace_without_the_app_is_told_so(many: Running) -> None:
    """A command may still be in people's menus for a moment."""
    await many.slack.workspace("T1").user("U1").command("/smallprint", QUESTION)
    [told] = many.slack.messages()
    assert told.shown.says("not installed here any more")


async def test_an_organisation_installs_once_for_all_its_workspaces(many: Running) -> None:
    """And removes it for all of them."""
    first, second = (many.slack.workspace(team, enterprise="E1", installed=False) for team in ("T7", "T8"))
    await install(many, "T7", enterprise_wide=True)
    for workspace in (first, second):
        asked = await workspace.user("U1").command("/smallprint", QUESTION)
        assert asked.ephemeral is not None
        assert asked.ephemeral.shown.says(NO)
        await workspace.user("U1").mention("C1", QUESTION)
        assert (await many.slack.next_message(channel="C1")).shown.says(NO)
    await many.settled()
    assert await many.store.installations.get(Workspace("slack", "E1")) is not None
    assert rows(many.folder, "E1") != []
    await first.uninstall()
    assert [row for word in ("E1", "T7", "T8") for row in rows(many.folder, word)] == []
    assert many.slack.refusals == []


async def test_removing_the_app_leaves_nothing_and_installing_again_works(many: Running) -> None:
    """What the other workspaces hold stays."""
    for team in ("T1", "T2"):
        many.slack.workspace(team, installed=False)
        await install(many, team)
        person = many.slack.workspace(team).user("U1")
        await person.command("/smallprint", QUESTION)
        await person.direct_message("does blorptalk train on my calls")
        await many.settled()
        await person.press(many.slack.messages(f"D{person.id[1:]}")[-1], "send")
        await many.settled()
    others = len(rows(many.folder, "T2"))
    assert rows(many.folder, "T1") != []
    deliveries = await many.slack.workspace("T1").uninstall()
    assert {delivery.status for delivery in deliveries} == {200}
    assert rows(many.folder, "T1") == []
    assert len(rows(many.folder, "T2")) == others
    status, _ = await install(many, "T1")
    assert status == 200
    asked = await many.slack.workspace("T1").user("U1").command("/smallprint", QUESTION)
    assert asked.ephemeral is not None
    assert asked.ephemeral.shown.says(NO)


async def test_word_of_a_removal_that_comes_late_does_not_undo_a_new_installation(many: Running) -> None:
    """Slack sends it again for hours where it was not acknowledged."""
    await install(many, "T1")
    workspace = many.slack.workspace("T1")
    [first, *_] = await workspace.uninstall()
    await install(many, "T1")
    await many.slack.redeliver(first)
    for event in ({"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["U0BOTT1"]}}):
        await workspace.event(str(event["type"]), event)
    assert await many.store.installations.get(Workspace("slack", "T1")) is not None


async def test_a_person_who_takes_their_own_token_back_removes_nothing(many: Running) -> None:
    """The app has no tokens of people."""
    await install(many, "T1")
    await many.slack.workspace("T1").event("tokens_revoked", {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}})
    assert await many.store.installations.get(Workspace("slack", "T1")) is not None


async def test_a_token_that_was_renewed_by_another_process_is_used(many: Running) -> None:
    """It is looked up at each request."""
    await install(many, "T1")
    person = many.slack.workspace("T1").user("U1")
    await person.direct_message(QUESTION)
    await many.settled()
    renewed = many.slack.oauth.install(Approval("T1", "U0ADMIN"), many.slack.scopes, "xoxb-renewed").token
    installation = await many.store.installations.get(Workspace("slack", "T1"))
    assert installation is not None
    await many.store.installations.save(installation._replace(secrets={"bot_token": renewed}))
    await person.direct_message(QUESTION)
    await many.settled()
    assert many.slack.calls("chat.postMessage")[-1].token == renewed


async def test_a_token_that_is_about_to_expire_is_exchanged(many: Running) -> None:
    """Where token rotation is switched on: bolt exchanges it, and both new tokens are kept, encrypted."""
    many.slack.settings.token_seconds = 3_600
    await install(many, "T1")
    first = await many.store.installations.get(Workspace("slack", "T1"))
    assert first is not None
    await many.slack.workspace("T1").user("U1").mention("C1", QUESTION)
    assert (await many.slack.next_message(channel="C1")).shown.says(NO)
    await many.settled()
    second = await many.store.installations.get(Workspace("slack", "T1"))
    assert second is not None
    assert second.secrets["refresh_token"] not in {None, first.secrets["refresh_token"]}
    assert many.slack.calls("chat.postMessage")[-1].token == second.secrets["bot_token"] != first.secrets["bot_token"]
    assert many.slack.refusals == []


async def test_a_token_is_exchanged_by_one_process_while_the_others_wait(slack: FakeSlack, postgresql: PostgreSQL) -> None:
    """Slack takes a refresh token once; whoever came second would lose the workspace."""
    url = postgresql.new_database()
    oauth = OAuthClient(slack.settings.client_id, slack.settings.client_secret)
    slack.settings.token_seconds = 3_600
    code = slack.oauth.install(Approval("T1", "U0ADMIN"), slack.scopes)
    held = {"bot_token": code.token, "refresh_token": slack.oauth._rotation(code)["refresh_token"]}
    slack.settings.token_seconds = 43_200
    stores = [await Store.open(url, keys=KEYS) for _ in range(3)]
    public = {"bot_user_id": code.bot_user_id, "bot_id": code.bot_id, "scopes": sorted(code.scopes), "expires_at": int(time.time()) + 60}
    workspace = Workspace("slack", "T1")
    await stores[0].installations.save(Installation(workspace, held, public, datetime.now(UTC)))
    client = web_client(slack.api_url)
    replicas = [Authorize(SlackInstallations(store, client), client, oauth) for store in stores]
    found = await asyncio.gather(*(replica.client_for(workspace) for replica in replicas * 5))
    kept = await stores[0].installations.get(workspace)
    assert kept is not None
    assert {used and used.token for used in found} == {kept.secrets["bot_token"]} != {held["bot_token"]}
    assert len(slack.calls("oauth.v2.access")) == 1
    for store in stores:
        await store.close()
    assert slack.refusals == []


@pytest.mark.parametrize("error", ["invalid_auth", "account_inactive", "token_revoked"])
@pytest.mark.parametrize("act", ["mention", "write", "home", "report"])
async def test_a_token_that_slack_refuses_in_any_call_removes_the_workspace(many: Running, error: str, act: str) -> None:
    """No word of the removal may ever come."""
    await install(many, "T1")
    person = many.slack.workspace("T1").user("U1")
    asked = await person.command("/smallprint", QUESTION)
    assert asked.ephemeral is not None
    many.slack.workspace("T1").installation.revoked = error
    match act:
        case "mention":
            await many.slack.workspace("T1").event("app_mention", mention_by(person.id))
        case "write":
            event = {"type": "message", "channel": "D1", "channel_type": "im", "user": "U1", "ts": "7.000001", "text": QUESTION}
            await many.slack.workspace("T1").event("app_mention", event)
        case "home":
            await person.open_home()
        case _:
            await person.press(asked.ephemeral, "more", "Wrong or outdated?")
    await many.settled()
    assert rows(many.folder, "T1") == []


def mention_by(user: str) -> dict[str, str]:
    """An event that Slack sent before it ended the app."""
    return {"type": "app_mention", "channel": "C1", "user": user, "ts": "7.000001", "text": f"<@U0BOTT1> {QUESTION}"}


async def test_a_removal_that_was_missed_is_made_up_for_at_the_start(revision: Revision, slack: FakeSlack, tmp_path: Path) -> None:
    """The service may have been down when Slack told it; whoever still has the app keeps everything."""
    async with running(revision, slack, tmp_path, "many") as app:
        for team in ("T1", "T2"):
            slack.workspace(team, installed=False)
            await install(app, team)
            await slack.workspace(team).user("U1").mention("C1", QUESTION)
            await app.settled()
    slack.workspace("T1").installation.revoked = "account_inactive"
    kept = len(rows(tmp_path, "T2"))
    async with running(revision, slack, tmp_path, "many") as app:
        assert app.app._catch_up_task is not None
        await slack.wait_for(lambda: rows(tmp_path, "T1") == [])
        assert len(rows(tmp_path, "T2")) == kept


async def test_an_event_is_taken_again_if_slack_does_not_vouch_for_the_token(many: Running) -> None:
    """It is not acknowledged as if the app were not installed."""
    await install(many, "T1")
    many.slack.fail("auth.test", "fatal_error", times=2)
    delivery = await many.slack.workspace("T1").user("U1").mention("C1", QUESTION)
    await many.settled()
    assert [attempt.status for attempt in delivery.attempts] == [503, 200]
    assert len(many.slack.messages("C1")) == 1


async def test_without_a_secret_key_the_app_does_not_open(revision: Revision, slack: FakeSlack, tmp_path: Path) -> None:
    """Tokens are never stored in the clear."""
    with pytest.raises(SettingsError, match="SMALLPRINT_SECRET_KEY"):
        async with running(revision, slack, tmp_path, "many", SMALLPRINT_SECRET_KEY=""):
            pass
    assert "SMALLPRINT_SECRET_KEY" in settings_for("many", slack)


IDS = st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=4)
PLATFORMS = ("zoom", "webex", "signal", "otter", "whatsapp")
ACTS = st.lists(
    st.tuples(st.booleans(), st.sampled_from(["ask", "mention", "write", "follow"]), st.sampled_from(PLATFORMS)), min_size=2, max_size=6
)


@given(
    teams=st.lists(IDS.map(lambda name: f"T{name}"), min_size=2, max_size=2, unique=True), user=IDS.map(lambda name: f"U{name}"), acts=ACTS
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_two_workspaces_never_see_anything_of_each_other(
    revision: Revision, tmp_path_factory: pytest.TempPathFactory, teams: list[str], user: str, acts: list[tuple[bool, str, str]]
) -> None:
    """Not even where a person and a channel have the same ids in both: memory, what is asked about most, and whose token writes."""
    async with FakeSlack() as slack, running(revision, slack, tmp_path_factory.mktemp("two"), "many") as app:
        asked: dict[str, set[str]] = {team: set() for team in teams}
        remembers = dict.fromkeys(teams, False)
        people: dict[str, Person] = {}
        for team in teams:
            slack.workspace(team, installed=False)
            await install(app, team)
            people[team] = slack.workspace(team).user(user)
        for first, act, platform in acts:
            team = teams[0 if first else 1]
            question = f"can {platform} use my calls for ai?"
            if act == "follow":
                follow_up = (await people[team].command("/smallprint", "and is it encrypted?")).ephemeral
                assert follow_up is not None
                assert follow_up.shown.says("Which platform") is not remembers[team]
                continue
            asked[team].add(platform)
            if act == "ask":
                await people[team].command("/smallprint", question)
                remembers[team] = True
            elif act == "mention":
                await people[team].mention("C1", question)
            else:
                await people[team].direct_message(question)
            await app.settled()
        for team, person in people.items():
            await person.open_home()
            await app.settled()
            home = slack.home_of(person)
            assert home is not None
            assert home.shown.says("Asked about most here") is bool(asked[team])
            assert {slug for _, _, slug in await app.dialogue.popular(Workspace("slack", team), 20)} == asked[team]
        posted = slack.calls("chat.postMessage")
        assert [call.token for call in posted] == [slack.workspace(call.team_id or "").token for call in posted]
        assert slack.refusals == []
