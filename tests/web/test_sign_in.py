"""Signing in with Slack and Discord, against local ones: who gets in, to what, and what a forger gets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from adapters.slack.settings import SURFACE
from adapters.web.admin.door import COOKIE as UNDER_WAY
from adapters.web.admin.set_up import examine, open_providers
from adapters.web.links import ServiceLinks
from bot.replies import wording
from bot.service.settings import SettingsError
from bot.storage import Installation, Store, Workspace
from tests.fakes.discord import FakeDiscord, Guild
from tests.fakes.discord import permissions as bits
from tests.fakes.slack import FakeSlack, SigningIn
from tests.storage.databases import Clock
from tests.web.browser import Page, hidden_fields
from tests.web.house import NAMED, House, Visitor, open_house

PUBLIC = "http://test"
TRAINING = "parlour/ai-training"
OpenWith = Callable[[Mapping[str, str]], House]


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    """A Slack whose app lets people be sent back here."""
    async with FakeSlack() as local:
        local.openid.redirect_uris = {f"{PUBLIC}/admin/enter/slack/back"}
        local.workspace("T1").user("U1", "ann", admin=True)
        local.workspace("T1").user("U2", "ben")
        yield local
        assert local.refusals == []


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    """A Discord whose application lets people be sent back here."""
    async with FakeDiscord() as local:
        local.oauth.redirect_uris = {f"{PUBLIC}/admin/enter/discord/back"}
        yield local


def one_workspace(slack: FakeSlack) -> dict[str, str]:
    """The settings of an app in one workspace, with what signing in takes."""
    connected = {"SLACK_BOT_TOKEN": "xoxb-T1", "SLACK_SIGNING_SECRET": "s", "SLACK_API_URL": slack.api_url}
    return {**connected, "SLACK_CLIENT_ID": slack.settings.client_id, "SLACK_CLIENT_SECRET": slack.settings.client_secret}


def many_workspaces(slack: FakeSlack) -> dict[str, str]:
    """The settings of an app that many workspaces install."""
    return {name: value for name, value in one_workspace(slack).items() if name != "SLACK_BOT_TOKEN"}


def bot(discord: FakeDiscord) -> dict[str, str]:
    """The settings of a bot with what signing in takes."""
    client = {"DISCORD_CLIENT_ID": discord.oauth.client_id, "DISCORD_CLIENT_SECRET": discord.oauth.client_secret}
    return {"DISCORD_TOKEN": discord.token, "DISCORD_API_URL": discord.api_url, **client}


@pytest.fixture
def house_with(tmp_path: Path, store: Store, clock: Clock) -> OpenWith:
    """Open a service with these settings."""

    def open_with(settings: Mapping[str, str]) -> House:
        links = ServiceLinks(PUBLIC)
        return open_house(tmp_path / "own", store, clock, lambda desk: open_providers(settings, PUBLIC, store, desk), links)

    return open_with


async def agree(page: Page) -> str:
    """Go to the page of Slack or Discord to which a page leads, as a browser does, and return where that leads back to."""
    assert page.status == 302, page.text
    async with aiohttp.ClientSession() as session, session.get(page.headers["location"], allow_redirects=False) as response:
        assert response.status == 302, await response.text()
        back = response.headers["Location"]
    assert back.startswith(PUBLIC)
    return back.removeprefix(PUBLIC)


async def sign_in(person: Visitor, name: str) -> Page:
    """Sign in."""
    return await person.get(await agree(await person.get(f"/admin/enter/{name}")))


async def test_an_admin_of_the_one_workspace_signs_in_with_slack(slack: FakeSlack, house_with: OpenWith) -> None:
    """They may change the base, as in chat; the page knows them by name, the log by id."""
    house = house_with(one_workspace(slack))
    slack.openid.person = SigningIn("T1", "U1")
    person = house.somebody()
    door = await person.get("/admin/enter")
    assert "/admin/enter/slack" in door.links
    assert "/admin/enter/discord" not in door.links
    entered = await sign_in(person, "slack")
    assert entered.headers["location"] == "/admin"
    assert person.cookies[UNDER_WAY] == ""
    page = await person.follow(entered)
    assert "Sign out (ann)" in page.text
    assert "Edits" in page.text
    assert (await person.get(f"/admin/form?id=correct~{TRAINING}")).all("textarea")


async def test_who_is_no_admin_is_told_so_and_not_let_in(slack: FakeSlack, house_with: OpenWith) -> None:
    """A member; somebody of another workspace, be they an admin there."""
    slack.workspace("T2").user("U1", "eve", admin=True)
    house = house_with(one_workspace(slack))
    for who in (SigningIn("T1", "U2"), SigningIn("T2", "U1")):
        slack.openid.person, person = who, house.somebody()
        page = await sign_in(person, "slack")
        assert page.status == 403
        assert wording.ONLY_ADMINS["slack"] in page.text
        assert (await person.get("/admin")).status == 303


async def test_a_workspace_of_many_sees_only_its_own(slack: FakeSlack, house_with: OpenWith, clock: Clock) -> None:
    """With the token of its own installation it is asked who is an admin; the base is not theirs."""
    house = house_with(many_workspaces(slack))
    await house.store.installations.save(
        Installation(Workspace(SURFACE, "T1"), {"bot_token": "xoxb-T1"}, {"bot_id": "B", "bot_user_id": "U", "scopes": []}, clock())
    )
    slack.openid.person, person = SigningIn("T1", "U1"), house.somebody()
    page = await person.follow(await sign_in(person, "slack"))
    assert "Sign out (ann)" in page.text
    assert wording.ONLY_NAMED_ADMINS in (await person.get(f"/admin/form?id=correct~{TRAINING}")).text
    assert (await person.get(f"/admin/form?id=note~{TRAINING}")).all("textarea")
    slack.workspace("T2").user("U7", admin=True)
    slack.openid.person, other = SigningIn("T2", "U7"), house.somebody()
    assert (await sign_in(other, "slack")).status == 403


async def test_what_was_begun_elsewhere_or_before_lets_nobody_in(slack: FakeSlack, house_with: OpenWith, clock: Clock) -> None:
    """Another browser, the same address again, another state, too late, somebody who did not agree."""
    house = house_with(one_workspace(slack))
    slack.openid.person = SigningIn("T1", "U1")
    person, other = house.somebody(), house.somebody()
    back = await agree(await person.get("/admin/enter/slack"))
    assert (await other.get(back)).status == 403
    other.cookies = {}
    await other.get("/admin/enter/slack")
    own_cookie_foreign_state = await other.get(await agree(await person.get("/admin/enter/slack")))
    assert own_cookie_foreign_state.status in {403, 502}
    back = await agree(await person.get("/admin/enter/slack"))
    cookies = dict(person.cookies)
    assert (await person.get(back)).status == 303
    person.cookies = cookies
    assert (await person.get(back)).status == 403
    back = await agree(await person.get("/admin/enter/slack"))
    state = parse_qs(urlsplit(back).query)["state"][0]
    assert (await person.get(back.replace(state, state[::-1]))).status == 403
    clock.advance(minutes=11)
    assert (await person.get(back)).status == 403
    slack.openid.person = SigningIn("T1", "U1", denied=True)
    refused = await sign_in(person, "slack")
    assert refused.status == 403
    assert "did not agree" in refused.text
    for visitor in (person, other):
        visitor.cookies.pop("smallprint_admin", None)
        assert (await visitor.get("/admin")).status == 303


@pytest.mark.parametrize(
    "claims",
    [{"nonce": "forged"}, {"aud": "another.app"}, {"iss": "https://evil.example"}, {"exp": 1_000}],
    ids=["nonce", "audience", "issuer", "expired"],
)
async def test_a_token_that_is_not_for_us_lets_nobody_in(slack: FakeSlack, house_with: OpenWith, claims: dict[str, object]) -> None:
    """Of another sign-in, for another app, by somebody else, from before."""
    house = house_with(one_workspace(slack))
    slack.openid.person, person = SigningIn("T1", "U1", claims=claims), house.somebody()
    page = await sign_in(person, "slack")
    assert page.status == 502
    assert "did not say who you are" in page.text
    assert (await person.get("/admin")).status == 303


async def test_a_slack_that_does_not_answer_lets_nobody_in(slack: FakeSlack, house_with: OpenWith) -> None:
    """And says under which number the operator finds why."""
    house = house_with(one_workspace(slack))
    slack.openid.person, person = SigningIn("T1", "U1"), house.somebody()
    slack.fail("openid.connect.token", "invalid_code")
    assert (await sign_in(person, "slack")).status == 502
    slack.fail("auth.test", "fatal_error")
    page = await sign_in(person, "slack")
    assert page.status == 502
    assert "log under" in page.text


async def test_who_manages_the_one_server_signs_in_with_discord(discord: FakeDiscord, house_with: OpenWith) -> None:
    """They may change the base, as in chat; a member without Manage Server may not."""
    guild = discord.guild("only")
    manager = guild.member("mia", roles=(guild.role("staff", bits=bits.MANAGE_GUILD),))
    house = house_with(bot(discord))
    discord.oauth.user, person = manager.user, house.somebody()
    page = await person.follow(await sign_in(person, "discord"))
    assert "Sign out (Mia)" in page.text
    assert (await person.get(f"/admin/form?id=correct~{TRAINING}")).all("textarea")
    discord.oauth.user, other = guild.member("tom").user, house.somebody()
    refused = await sign_in(other, "discord")
    assert refused.status == 403
    assert wording.ONLY_ADMINS["discord"] in refused.text


async def test_who_manages_several_servers_chooses_one(discord: FakeDiscord, house_with: OpenWith) -> None:
    """Of those in which the bot is; each sees only what its own people sent."""
    first, second, third = discord.guild("first"), discord.guild("second"), discord.guild("without the bot", has_bot=False)
    owner = first.member("olga")
    for guild in (first, second, third):
        guild.member(owner, roles=(guild.role("staff", bits=bits.MANAGE_GUILD),))
    house = house_with(bot(discord))
    await house.store.local_notes.put(workspace_of(first), TRAINING, "noted in the first")
    await house.store.local_notes.put(workspace_of(second), TRAINING, "noted in the second")
    discord.oauth.user, person = owner.user, house.somebody()
    choice = await sign_in(person, "discord")
    assert [one.text for one in choice.all("button")] == ["first", "second"]
    assert (await person.get("/admin")).status == 303
    page = await person.follow(await person.post("/admin/enter", *hidden_fields(choice)))
    note = await person.get(f"/admin/form?id=note~{TRAINING}")
    assert "noted in the second" in note.body
    assert "noted in the first" not in page.body + note.body
    assert wording.ONLY_NAMED_ADMINS in (await person.get(f"/admin/form?id=correct~{TRAINING}")).text


async def test_whom_the_settings_name_needs_no_server(discord: FakeDiscord, house_with: OpenWith) -> None:
    """They are known by their id alone."""
    discord.guild("first")
    discord.guild("second")
    named = discord.person("nina")
    named.user.id = int(NAMED)
    house = house_with(bot(discord))
    discord.oauth.user, person = named.user, house.somebody()
    assert (await sign_in(person, "discord")).status == 303
    assert (await person.get(f"/admin/form?id=correct~{TRAINING}")).all("textarea")


async def test_discord_refuses_a_code_without_its_verifier(discord: FakeDiscord, house_with: OpenWith) -> None:
    """What somebody else got hold of is worth nothing without the cookie of whoever began."""
    guild = discord.guild("only")
    house = house_with(bot(discord))
    discord.oauth.user, person = guild.owner.user, house.somebody()
    begun = await person.get("/admin/enter/discord")
    assert parse_qs(urlsplit(begun.headers["location"]).query)["code_challenge_method"] == ["S256"]
    stolen = parse_qs(urlsplit(await agree(begun)).query)["code"][0]
    thief = house.somebody()
    own = await agree(await thief.get("/admin/enter/discord"))
    code = parse_qs(urlsplit(own).query)["code"][0]
    assert (await thief.get(own.replace(code, stolen))).status == 502


async def test_without_settings_there_is_only_the_link(house_with: OpenWith) -> None:
    """And it says how to get one."""
    person = house_with({}).somebody()
    page = await person.get("/admin/enter")
    assert "smallprint admin-link" in page.text
    assert not [link for link in page.links if "/admin/enter/" in link]
    assert (await person.get("/admin/enter/slack")).status == 404
    assert (await person.get("/admin/enter/slack/back?state=x&code=y")).status == 403


def test_the_doctor_says_what_is_missing(slack_settings: dict[str, str]) -> None:
    """And where to send people back to."""
    said = {check.what: (check.state, check.says) for check in examine({}, PUBLIC)}
    assert said["web sign-in with Slack"][0] == said["web sign-in with Discord"][0] == "off"
    assert "SLACK_CLIENT_ID" in said["web sign-in with Slack"][1]
    [on, _] = examine(slack_settings, PUBLIC)
    assert (on.state, f"{PUBLIC}/admin/enter/slack/back" in on.says) == ("ok", True)
    [nowhere, _] = examine(slack_settings, "")
    assert (nowhere.state, "SMALLPRINT_PUBLIC_URL" in nowhere.says) == ("off", True)
    half = {"DISCORD_TOKEN": "t", "DISCORD_CLIENT_ID": "1"}
    [_, wrong] = examine(half, PUBLIC)
    assert (wrong.state, "go together" in wrong.says) == ("wrong", True)


@pytest.fixture
def slack_settings() -> dict[str, str]:
    """Settings with which one can sign in with Slack."""
    return {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "c"}


def test_half_a_setting_is_an_error(store: Store) -> None:
    """It is not passed over."""
    with pytest.raises(SettingsError, match="DISCORD_CLIENT_SECRET"):
        open_providers({"DISCORD_TOKEN": "t", "DISCORD_CLIENT_ID": "1"}, PUBLIC, store, None)  # type: ignore[arg-type]


def workspace_of(guild: Guild) -> Workspace:
    """Return a server as the store knows it."""
    return Workspace("discord", str(guild.id))
