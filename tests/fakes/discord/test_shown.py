"""What a reader sees of a message, and whom it pings."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakes.discord import FakeDiscord, Guild, Link, Message, Shown, shown
from tests.fakes.discord.conftest import Raw
from tests.fakes.discord.permissions import MENTION_EVERYONE


async def _sent(raw: Raw, guild: Guild, discord: FakeDiscord, **body: Any) -> tuple[Message, Shown]:
    status, answer = await raw.api("POST", f"/channels/{guild.general.id}/messages", body)
    assert status == 200, answer
    message = discord.messages(guild.general)[-1]
    return message, shown(message)


@pytest.mark.parametrize(
    ("allowed", "users", "roles"),
    [
        (None, True, True),
        ({"parse": []}, False, False),
        ({"parse": ["users"]}, True, False),
        ({"parse": ["roles"]}, False, True),
        ({"parse": [], "users": ["USER"]}, True, False),
        ({"parse": [], "roles": ["ROLE"]}, False, True),
        ({"parse": [], "users": ["1"]}, False, False),
    ],
)
async def test_allowed_mentions_decide(discord: FakeDiscord, raw: Raw, allowed: Any, users: bool, roles: bool) -> None:
    """A mention pings as far as it is allowed; without the object everything does."""
    guild = discord.guild()
    alice, role = guild.member("alice"), guild.role("moderators", mentionable=True)
    body: dict[str, Any] = {"content": f"{alice.mention} and {role.mention}"}
    if allowed is not None:
        ids = {"USER": str(alice.id), "ROLE": str(role.id)}
        body["allowed_mentions"] = {key: [ids.get(entry, entry) for entry in entries] for key, entries in allowed.items()}
    _, seen = await _sent(raw, guild, discord, **body)
    assert (seen.pings.users, seen.pings.roles) == (frozenset({alice.id} if users else ()), frozenset({role.id} if roles else ()))


async def test_everyone_needs_the_permission(discord: FakeDiscord, raw: Raw) -> None:
    """@everyone and roles that are not mentionable ping only where the author may."""
    guild = discord.guild()
    role = guild.role("moderators")
    _, seen = await _sent(raw, guild, discord, content=f"@everyone @here {role.mention}")
    assert seen.pings.nobody
    guild.server.roles[guild.id].permissions |= MENTION_EVERYONE
    _, seen = await _sent(raw, guild, discord, content=f"@everyone {role.mention}")
    assert (seen.pings.everyone, seen.pings.roles) == (True, frozenset({role.id}))
    _, seen = await _sent(raw, guild, discord, content="@\u200beveryone")
    assert seen.pings.nobody


async def test_replies_ping_their_author(discord: FakeDiscord, raw: Raw) -> None:
    """A reply pings unless it is told not to, and any `allowed_mentions` without a word on it tells so."""
    guild = discord.guild()
    alice = guild.member("alice")
    question = await alice.says(guild.general, "zoom?")
    reference = {"message_id": str(question.id)}
    _, loud = await _sent(raw, guild, discord, content="x", message_reference=reference)
    _, quiet = await _sent(raw, guild, discord, content="x", message_reference=reference, allowed_mentions={"parse": []})
    _, asked = await _sent(
        raw, guild, discord, content="x", message_reference=reference, allowed_mentions={"parse": [], "replied_user": True}
    )
    assert [seen.pings.replied_to for seen in (loud, quiet, asked)] == [alice.id, None, alice.id]
    assert len(discord.replies_to(question)) == 3


async def test_code_embeds_and_private_answers_ping_nobody(discord: FakeDiscord, raw: Raw) -> None:
    """A mention in code or in an embed is only letters; one behind a backslash or in a text display counts."""
    guild = discord.guild()
    alice = guild.member("alice")
    for harmless in (f"`{alice.mention}`", f"```\n{alice.mention}\n```", f"``x ` {alice.mention}``"):
        assert (await _sent(raw, guild, discord, content=harmless))[1].pings.nobody
    assert (await _sent(raw, guild, discord, embeds=[{"description": alice.mention}]))[1].pings.nobody
    assert (await _sent(raw, guild, discord, content=f"\\{alice.mention}"))[1].pings.users == {alice.id}
    display = {"type": 10, "content": alice.mention}
    assert (await _sent(raw, guild, discord, flags=1 << 15, components=[display]))[1].pings.users == {alice.id}


async def test_texts_in_reading_order(discord: FakeDiscord, raw: Raw) -> None:
    """From top to bottom: content, embed from author to footer, labels of components."""
    embed = {
        "author": {"name": "author"},
        "title": "title",
        "description": "description",
        "fields": [{"name": "name", "value": "value"}],
        "footer": {"text": "footer"},
    }
    row = {"type": 1, "components": [{"type": 2, "style": 1, "custom_id": "b", "label": "button"}]}
    menu = {"type": 3, "custom_id": "m", "placeholder": "place", "options": [{"label": "label", "value": "v", "description": "more"}]}
    _, seen = await _sent(
        raw, discord.guild(), discord, content="content", embeds=[embed], components=[row, {"type": 1, "components": [menu]}]
    )
    assert seen.text.split() == "content author title description name value footer button place label more".split()
    assert seen.buttons == ("button",)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://zoom.us/terms.", [Link("https://zoom.us/terms", None, True)]),
        ("see <https://zoom.us>", [Link("https://zoom.us", None, False)]),
        ("[terms](https://zoom.us)", [Link("https://zoom.us", "terms", True)]),
        ("[terms](<https://zoom.us>)", [Link("https://zoom.us", "terms", False)]),
        ("`https://zoom.us`", []),
        ("\\[terms](https://zoom.us)", [Link("https://zoom.us", None, True)]),
        ("[terms] (https://zoom.us)", [Link("https://zoom.us", None, True)]),
        ("zoom.us", []),
        ("discord.gg/abc", [Link("discord.gg/abc", None, True)]),
        ("[a](https://one.example) https://two.example", [Link("https://one.example", "a", True), Link("https://two.example", None, True)]),
    ],
)
async def test_links(discord: FakeDiscord, raw: Raw, text: str, links: list[Link]) -> None:
    """Masked links are told from bare ones, and those that unfold from those in angle brackets."""
    _, seen = await _sent(raw, discord.guild(), discord, content=text)
    assert list(seen.links) == links


async def test_links_elsewhere_do_not_unfold(discord: FakeDiscord, raw: Raw) -> None:
    """Links of embeds and buttons are links, without preview; with suppressed embeds nothing unfolds and no embed is seen."""
    guild = discord.guild()
    row = {"type": 1, "components": [{"type": 2, "style": 5, "url": "https://c.example", "label": "c"}]}
    embed = {"title": "a", "url": "https://a.example", "description": "[b](https://b.example)"}
    _, seen = await _sent(raw, guild, discord, embeds=[embed], components=[row])
    assert seen.urls == ("https://a.example", "https://b.example", "https://c.example")
    assert [link.label for link in seen.masked] == ["a", "b", "c"]
    assert seen.unfurled == ()
    _, seen = await _sent(raw, guild, discord, content="https://d.example", embeds=[embed], flags=1 << 2)
    assert (seen.urls, seen.unfurled, seen.texts) == (("https://d.example",), (), ("https://d.example",))


@pytest.mark.parametrize(
    ("text", "part", "found"),
    [
        ("# Big", "headings", ("Big",)),
        ("a\n-# small", "headings", ("small",)),
        ("> ## quoted", "headings", ("quoted",)),
        ("#no", "headings", ()),
        ("\\# no", "headings", ()),
        ("#### no", "headings", ()),
        ("`# no`", "headings", ()),
        ("> said", "quotes", ("said",)),
        (">>> all", "quotes", ("all",)),
        ("- one\n2. two", "lists", ("one", "two")),
        ("||hidden||", "spoilers", ("hidden",)),
        ("```py\nx = 1\n```", "code", ("x = 1\n",)),
        ("`x` and ``y ` z``", "code", ("x", "y ` z")),
        ("\\`x\\`", "code", ()),
        ("<@1> <#2> <:blob:3> </ask:4> <t:5:R>", "mentions", ("<@1>", "<#2>", "<:blob:3>", "</ask:4>", "<t:5:R>")),
        ("\\<@1> `<@1>` < @1> <@x>", "mentions", ()),
    ],
)
async def test_layout(discord: FakeDiscord, raw: Raw, text: str, part: str, found: tuple[str, ...]) -> None:
    """Headings, quotes, lists, spoilers and code are found where Discord renders them, not where they are escaped."""
    _, seen = await _sent(raw, discord.guild(), discord, content=text)
    assert getattr(seen, part) == found
