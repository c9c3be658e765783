"""The steps that a how-to shows first are those of whoever asks, however they say who they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.dialogue.respond import Message, respond
from bot.replies.blocks import Points
from bot.replies.reply import Reply
from bot.understanding.revision import Revision
from bot.understanding.subject import BOTS, OPT_OUT
from knowledge.base import answer_on
from knowledge.records import Platform
from knowledge.vocabulary import Role
from tests.conftest import TODAY

WAYS: dict[Role, tuple[str, ...]] = {
    "guest": (
        "i'm a guest, {how}",
        "{how} as a guest",
        "i'm not the host, {how}",
        "i was only invited, {how}",
        "my boss uses {name}, {how}",
        "my kid's teacher uses {name}, {how}",
        "it's my boss's {name} meeting. {how}",
        "the recruiter records me with {name}. {how}",
        "my landlord wants {name} on our calls, {how}",
        "i joined their call, {how}",
        "i had an interview on {name}, {how}",
        "she uses {name} when we talk. {how}",
    ),
    "host": ("i'm the host, {how}", "{how} as a host", "i'm hosting. {how}", "my own meeting, {how}", "i scheduled the call. {how}"),
    "admin": (
        "i'm the admin, {how}",
        "{how} for the whole company",
        "our IT asks: {how}",
        "for all staff, {how}",
        "{how} in the admin console",
    ),
    "user": ("{how}", "meeting in five minutes!! {how}", "we use it at work. {how}", "i'm a doctor who uses {name}, {how}"),
}
"""How people say in which role they ask; who does not say is the user of an account."""
HOW = ("how do i turn off the ai in {name}", "how do i turn {name}'s ai off")
LABELS: dict[Role, str] = {"guest": "Guest", "host": "Host", "admin": "Admin", "user": "You"}
ORDINARY = frozenset({"line"})
"""Names that are words too, so that a sentence without a capital may not mean the platform."""


def questions(revision: Revision) -> Iterator[tuple[Platform, Role, str]]:
    """Yield a question in each role on each platform that has steps, with another way and another how-to for each."""
    platforms = [one for one in revision.knowledge.platforms.values() if has_steps(one) and one.slug not in ORDINARY]
    for number, platform in enumerate(platforms):
        name = platform.name.lower()
        for role, ways in WAYS.items():
            how = HOW[number % len(HOW)].format(name=name)
            yield platform, role, ways[number % len(ways)].format(name=name, how=how)


def has_steps(platform: Platform) -> bool:
    """Return True if there are steps against a platform's AI."""
    entry = answer_on(platform, OPT_OUT)
    return entry is not None and bool(entry.steps)


def asked(revision: Revision, text: str) -> tuple[Reply, list[str]]:
    """Return the reply to a question and the steps in its brief."""
    card = respond(revision, Message(text), TODAY).card
    assert card.reply is not None
    return card.reply, [step.partition(". ")[2] for block in card.brief if isinstance(block, Points) for step in block.points]


def test_the_first_step_is_that_of_whoever_asks(revision: Revision) -> None:
    """Or the reply says that there is none for them."""
    for platform, role, text in questions(revision):
        reply, steps = asked(revision, text)
        assert reply.kind == "answer", text
        assert reply.topics[0] in {OPT_OUT, BOTS}, text
        entry = answer_on(platform, reply.topics[0])
        assert entry is not None
        if role in {step.who for step in entry.steps}:
            assert not steps or steps[0].startswith(f"{LABELS[role]}: "), text
        elif role != "user":
            assert reply.said.not_on_record, text


def test_a_story_in_front_changes_no_step(revision: Revision) -> None:
    """Unless it says who asks."""
    for platform, role, text in questions(revision):
        if role == "user":
            plain = HOW[0].format(name=platform.name.lower())
            story = f"We talked about the recording of last week and about my notes. {plain}?"
            assert asked(revision, story)[1] == asked(revision, plain)[1], text


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("read ai turned up in our meeting, how do i stop it getting in", ["Host", "Guest"]),
        ("a vendor's fireflies bot keeps joining, how do i stop it", ["Host", "Account holder"]),
        ("nobody on our side invited the otter bot, how do i get it out", ["Host", "Guest"]),
        ("the agency's fathom shows up in our calls, nobody of us invited it. how do we block it", ["Host", "Guest"]),
        ("how do i remove my own otter bot", ["You", "You"]),
    ],
)
def test_against_a_bot_the_host_comes_first(revision: Revision, text: str, roles: list[str]) -> None:
    """Who wants a bot out is seldom its user, and may be a host or a guest."""
    assert [step.partition(":")[0] for step in asked(revision, text)[1]] == roles


def test_at_work_is_a_plan_that_is_not_missed_where_plans_are_alike(revision: Revision) -> None:
    """Whoever asks at work is told of what companies buy, and not that nothing is on record of it."""
    reply, _ = asked(revision, "chatgpt at work, does it train on what we say")
    assert "workspaces" in reply.said.sentence
    for platform in list(revision.knowledge.platforms.values())[::8]:
        reply, _ = asked(revision, f"we use {platform.name} at work. does it train AI on our calls?")
        assert "nothing on" not in reply.said.not_on_record, platform.slug


@pytest.mark.parametrize(
    "text",
    [
        "can i delete my teams recording myself",
        "how do i remove otter from my account",
        "my boss records teams calls, how do i stop that",
        "i had an interview with hirevue, how do i get it deleted",
        "can i keep copilot from listening on teams",
        "can i hold exams on zoom",
        "can i store my webex recordings in germany",
    ],
)
def test_who_wants_to_do_something_is_answered(revision: Revision, text: str) -> None:
    """And not asked back, if one topic or two are what it is about."""
    assert asked(revision, text)[0].kind == "answer"


def test_an_s_by_itself_names_nothing(revision: Revision) -> None:
    """It is left of a name with a word in brackets ("Amazon Connect (Contact Lens)'s AI") and stands in every text."""
    assert asked(revision, "it's their call, how do i turn off the ai of amazon connect (contact lens)'s")[0].kind == "answer"
