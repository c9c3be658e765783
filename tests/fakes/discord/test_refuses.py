"""What the API refuses, with Discord's status, code and place; and what it lets pass at the very limit."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from tests.fakes.discord import FakeDiscord, Limit
from tests.fakes.discord.conftest import Raw

V2 = 1 << 15


def _embed(**parts: Any) -> dict[str, Any]:
    return {"embeds": [{"title": "t", **parts}]}


def _row(*components: dict[str, Any]) -> dict[str, Any]:
    return {"content": "x", "components": [{"type": 1, "components": list(components)}]}


def _button(number: int = 0, **parts: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "b", "custom_id": f"id-{number}", **parts}


def _link(url: str) -> dict[str, Any]:
    return {"type": 2, "style": 5, "label": "b", "url": url}


def _select(count: int = 1, **parts: Any) -> dict[str, Any]:
    options = [{"label": f"o{number}", "value": f"v{number}"} for number in range(count)]
    return {"type": 3, "custom_id": "menu", "options": options, **parts}


def _v2(*components: dict[str, Any], **further: Any) -> dict[str, Any]:
    return {"flags": V2, "components": list(components), **further}


def _text(text: str) -> dict[str, Any]:
    return {"type": 10, "content": text}


FITS = {
    "content": {"content": "x" * 2_000},
    "blanks around": {"content": " " * 10 + "x" * 2_000 + "\n"},
    "ten embeds": {"embeds": [{"title": "t"}] * 10},
    "a full embed": {
        "embeds": [{"title": "x" * 256, "description": "x" * 4_096, "footer": {"text": "x" * 1_000}, "author": {"name": "x" * 256}}]
    },
    "fields": {"embeds": [{"fields": [{"name": "x" * 100, "value": "y" * 100}] * 25}]},
    "five rows": {"components": [{"type": 1, "components": [_button(5 * row + number) for number in range(5)]} for row in range(5)]},
    "a label": _row(_button(label="x" * 80, custom_id="x" * 100)),
    "a link": _row(_link("https://zoom.us/" + "x" * 496)),
    "a menu": _row(_select(25, placeholder="x" * 150)),
    "texts": _v2(_text("x" * 2_000), {"type": 17, "components": [_text("x" * 2_000)]}),
    "forty components": _v2(*[_text("x")] * 40),
    "a section": _v2({"type": 9, "components": [_text("x")], "accessory": _button()}),
    "no pings": {"content": "x", "allowed_mentions": {"parse": []}},
}


@pytest.mark.parametrize("body", FITS.values(), ids=FITS.keys())
async def test_a_message_at_its_limits_passes(discord: FakeDiscord, raw: Raw, body: dict[str, Any]) -> None:
    """No limit is stricter than Discord's."""
    status, answer = await raw.api("POST", f"/channels/{discord.guild().general.id}/messages", body)
    assert (status, answer.get("errors")) == (200, None)
    assert discord.refusals == []


REFUSED = {
    "content": ({"content": "x" * 2_001}, "content", "BASE_TYPE_MAX_LENGTH"),
    "eleven embeds": ({"embeds": [{"title": "t"}] * 11}, "embeds", "BASE_TYPE_MAX_LENGTH"),
    "title": (_embed(title="x" * 257), "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
    "description": (_embed(description="x" * 4_097), "embeds.0.description", "BASE_TYPE_MAX_LENGTH"),
    "an empty embed": ({"embeds": [{"color": 1}]}, "embeds.0.description", "BASE_TYPE_REQUIRED"),
    "26 fields": (_embed(fields=[{"name": "n", "value": "v"}] * 26), "embeds.0.fields", "BASE_TYPE_MAX_LENGTH"),
    "name": (_embed(fields=[{"name": "n" * 257, "value": "v"}]), "embeds.0.fields.0.name", "BASE_TYPE_MAX_LENGTH"),
    "no name": (_embed(fields=[{"name": " ", "value": "v"}]), "embeds.0.fields.0.name", "BASE_TYPE_REQUIRED"),
    "value": (_embed(fields=[{"name": "n", "value": "v" * 1_025}]), "embeds.0.fields.0.value", "BASE_TYPE_MAX_LENGTH"),
    "no value": (_embed(fields=[{"name": "n", "value": ""}]), "embeds.0.fields.0.value", "BASE_TYPE_REQUIRED"),
    "footer": (_embed(footer={"text": "x" * 2_049}), "embeds.0.footer.text", "BASE_TYPE_MAX_LENGTH"),
    "author": (_embed(author={"name": "x" * 257}), "embeds.0.author.name", "BASE_TYPE_MAX_LENGTH"),
    "scheme": (_embed(url="javascript:alert(1)"), "embeds.0.url", "URL_TYPE_INVALID_SCHEME"),
    "address": (_embed(author={"name": "a", "url": "https://"}), "embeds.0.author.url", "URL_TYPE_INVALID_URL"),
    "6,001 together": ({"embeds": [{"description": "x" * 3_001}, {"description": "x" * 3_000}]}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
    "six rows": ({"components": [{"type": 1, "components": [_button(row)]} for row in range(6)]}, "components", "BASE_TYPE_MAX_LENGTH"),
    "six buttons": (_row(*map(_button, range(6))), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    "an empty row": (_row(), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    "menu and button": (_row(_select(), _button()), "components.0.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
    "label": (_row(_button(label="x" * 81)), "components.0.components.0.label", "BASE_TYPE_MAX_LENGTH"),
    "no label": (_row(_button(label=None)), "components.0.components.0.label", "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"),
    "custom id": (_row(_button(custom_id="x" * 101)), "components.0.components.0.custom_id", "BASE_TYPE_BAD_LENGTH"),
    "no custom id": (_row(_button(custom_id="")), "components.0.components.0.custom_id", "BASE_TYPE_REQUIRED"),
    "one id twice": (_row(_button(1), _button(1)), "components.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"),
    "a long link": (_row(_link("https://zoom.us/" + "x" * 497)), "components.0.components.0.url", "BASE_TYPE_MAX_LENGTH"),
    "a strange link": (_row(_link("ftp://zoom.us")), "components.0.components.0.url", "URL_TYPE_INVALID_SCHEME"),
    "26 options": (_row(_select(26)), "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH"),
    "no option": (_row(_select(0)), "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH"),
    "placeholder": (_row(_select(placeholder="x" * 151)), "components.0.components.0.placeholder", "BASE_TYPE_MAX_LENGTH"),
    "option": (
        _row({"type": 3, "custom_id": "m", "options": [{"label": "x" * 101, "value": "v"}]}),
        "components.0.components.0.options.0.label",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "a bare button": ({"content": "x", "components": [_button()]}, "components.0.type", "BASE_TYPE_CHOICES"),
    "text without the flag": ({"components": [_text("x")]}, "components.0.type", "BASE_TYPE_CHOICES"),
    "content in V2": (_v2(_text("x"), content="y"), "content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"),
    "embeds in V2": (_v2(_text("x"), embeds=[{"title": "t"}]), "embeds", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"),
    "41 components": (
        _v2(*[{"type": 17, "components": [_text("x")] * 20}] * 2),
        "components",
        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
    ),
    "4,001 of text": (_v2(_text("x" * 4_000), _text("x")), "components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
    "no accessory": (_v2({"type": 9, "components": [_text("x")]}), "components.0.accessory", "BASE_TYPE_REQUIRED"),
    "ephemeral": ({"content": "x", "flags": 1 << 6}, "flags", "BASE_TYPE_BAD_VALUE"),
    "both ways to ping": (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
    "a strange ping": ({"content": "x", "allowed_mentions": {"parse": ["all"]}}, "allowed_mentions.parse.0", "BASE_TYPE_CHOICES"),
    "nonce": ({"content": "x", "nonce": "x" * 26}, "nonce", "BASE_TYPE_MAX_LENGTH"),
}


@pytest.mark.parametrize(("body", "where", "code"), REFUSED.values(), ids=REFUSED.keys())
async def test_a_message_beyond_its_limits_is_refused(discord: FakeDiscord, raw: Raw, body: dict[str, Any], where: str, code: str) -> None:
    """A 400 with code 50035 says where and why, and nothing is posted."""
    channel = discord.guild().general
    status, answer = await raw.api("POST", f"/channels/{channel.id}/messages", body)
    assert (status, answer["code"], answer["message"]) == (400, 50035, "Invalid Form Body")
    level = answer["errors"]
    for step in where.split("."):
        level = level[step]
    assert level["_errors"][0]["code"] == code
    assert discord.messages(channel) == []
    assert [refusal.code for refusal in discord.refusals] == [50035]


@pytest.mark.parametrize("body", [{}, {"content": ""}, {"content": " \n"}, {"embeds": []}, {"tts": False}])
async def test_an_empty_message_is_refused(discord: FakeDiscord, raw: Raw, body: dict[str, Any]) -> None:
    """A message has something in it."""
    status, answer = await raw.api("POST", f"/channels/{discord.guild().general.id}/messages", body)
    assert (status, answer["code"]) == (400, 50006)


async def test_an_edit_keeps_the_rules(discord: FakeDiscord, raw: Raw) -> None:
    """An edit may not empty a message, nor go back from Components V2; what it leaves out stays."""
    path = f"/channels/{discord.guild().general.id}/messages"
    _, plain = await raw.api("POST", path, {"content": "x", "embeds": [{"title": "t"}]})
    assert (await raw.api("PATCH", f"{path}/{plain['id']}", {"content": ""}))[0] == 200
    assert (await raw.api("PATCH", f"{path}/{plain['id']}", {"embeds": []}))[1]["code"] == 50006
    _, modern = await raw.api("POST", path, _v2(_text("x")))
    assert (await raw.api("PATCH", f"{path}/{modern['id']}", {"content": "y"}))[1]["code"] == 50035
    status, edited = await raw.api("PATCH", f"{path}/{modern['id']}", {"flags": 0, "components": [_text("z")]})
    assert (status, edited["flags"] & V2) == (200, V2)


async def test_unknown_fields_are_ignored_and_noted(discord: FakeDiscord, raw: Raw) -> None:
    """Discord ignores what it does not know; the test is told."""
    body = {"content": "x", "contents": "y", "embeds": [{"title": "t", "subtitle": "s"}]}
    assert (await raw.api("POST", f"/channels/{discord.guild().general.id}/messages", body))[0] == 200
    assert discord.unknown_fields == ["contents", "embeds.subtitle"]


async def test_token_route_and_body_are_checked(discord: FakeDiscord, raw: Raw) -> None:
    """A wrong token is a 401, an unknown route a 404, a body that is no JSON a 400, a word for an id a 400."""
    assert await raw.api("GET", "/users/@me", token="wrong") == (401, {"message": "401: Unauthorized", "code": 0})  # noqa: S106
    assert (await raw.api("GET", "/nowhere"))[0] == 404
    assert (await raw.api("POST", f"/channels/{discord.guild().general.id}/messages", [1]))[1]["code"] == 50109
    assert (await raw.api("GET", "/channels/general"))[1]["code"] == 50035
    assert (await raw.api("GET", f"/guilds/{discord.guild(has_bot=False).id}"))[1]["code"] == 10004


async def test_rate_limits_are_told_and_held() -> None:
    """Headers announce the bucket; who asks on gets a 429 that says how long to wait, until the window passed."""
    limits = {"GET /users/@me": Limit(2, 60.0)}
    async with FakeDiscord(limits=limits, global_limit=Limit(4, 1.0)) as discord, aiohttp.ClientSession() as session:
        address, headers = f"{discord.api_url}/users/@me", {"Authorization": f"Bot {discord.token}"}
        responses = [await session.get(address, headers=headers) for _ in range(3)]
        assert [response.status for response in responses] == [200, 200, 429]
        assert [response.headers["X-RateLimit-Remaining"] for response in responses] == ["1", "0", "0"]
        assert len({response.headers["X-RateLimit-Bucket"] for response in responses}) == 1
        limited = await responses[2].json()
        assert 59 < limited["retry_after"] <= 60
        assert limited["global"] is False
        discord.clock.advance(60)
        assert (await session.get(address, headers=headers)).status == 200
        guild = f"{discord.api_url}/guilds/{discord.guild().id}"
        assert [(await session.get(guild, headers=headers)).status for _ in range(4)] == [200, 200, 200, 429]
        assert discord.refusals[-1].answer["global"] is True


async def test_an_address_that_keeps_asking_for_nothing_is_banned(discord: FakeDiscord, raw: Raw) -> None:
    """After 10,000 invalid requests in ten minutes even a good one is turned away, without JSON."""
    discord.count_invalid(9_999)
    assert (await raw.api("GET", "/users/@me"))[0] == 200
    assert (await raw.api("GET", "/users/@me", token="wrong"))[0] == 401  # noqa: S106
    with pytest.raises(aiohttp.ContentTypeError):
        await raw.api("GET", "/users/@me")
    discord.clock.advance(600)
    assert (await raw.api("GET", "/users/@me"))[0] == 200
