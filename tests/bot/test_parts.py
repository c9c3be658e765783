"""The part that a question names leads, alone or behind another question; the relation holds for every condition on record."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bot.replies.first_line import first_line
from bot.replies.repeats import mostly_repeats
from bot.replies.reply import Reply
from bot.understanding.revision import Revision
from knowledge.records import Answer, Condition, Platform

Ask = Callable[..., Reply]

ASKING = {
    "ai-training": "does {} train its AI on my calls",
    "third-party-ai": "does {} use the AI of OpenAI or others",
    "ai-features": "does {} run AI on calls by itself",
    "opt-out": "can i turn the AI in {} off",
    "consent": "does {} tell people before it records",
    "retention": "does {} keep my calls",
    "human-review": "do people at {} listen to calls",
    "encryption": "is {} end to end encrypted",
    "data-sharing": "does {} sell data for ads",
    "access": "who can see my {} calls",
    "authorities": "does {} give calls to police",
}
"""A general question on each topic, behind which a part is named."""
LEAST_TOLD = 0.93
"""Some scopes ask something else by themselves ("whether you are told", "which option your account has")."""


def conditions(revision: Revision, every: int) -> Iterator[tuple[Platform, Answer, Condition]]:
    """Yield every so manyth condition on record on a topic that is asked about here."""
    found = [
        (platform, entry, condition)
        for platform in revision.knowledge.platforms.values()
        if platform.status != "retired"
        for entry in platform.answers
        if entry.topic in ASKING
        for condition in entry.conditions
    ]
    yield from found[::every]


def told(reply: Reply) -> str:
    """Return what the brief says of an answer."""
    lines = (line.headline for line in reply.also)
    return " ".join((reply.said.sentence, reply.said.headline, reply.said.general, *reply.lead, *lines))


def test_a_part_that_is_named_behind_a_question_is_told(ask: Ask, revision: Revision) -> None:
    """As "what about …?", whatever else the words may mean: the topic before is kept."""
    missed = []
    sampled = [*conditions(revision, every=6)]
    for platform, entry, condition in sampled:
        before = ASKING[entry.topic].format(platform.name)
        if ask(before).topics[0] != entry.topic:
            continue
        reply = ask(f"what about {condition.applies_to.text}?", after=before)
        notes = (condition.note, condition.title or condition.note)
        if not any(mostly_repeats(told(reply), note) for note in notes):
            missed.append(f"{platform.slug}/{entry.topic}: {condition.applies_to.text}")
    assert len(missed) <= (1 - LEAST_TOLD) * len(sampled), missed


@pytest.mark.parametrize(
    ("before", "text", "begins"),
    [
        ("are telegram voice chats encrypted", "and do they keep them?", "Telegram, voice chats and live streams: whether they are stored"),
        ("are telegram voice chats encrypted", "could staff listen in", "Telegram, voice chats and live streams: that Telegram cannot"),
        ("is jitsi encrypted for calls of two people", "why?", "Jitsi Meet, calls between two people (one-to-one): when such a call"),
    ],
)
def test_a_follow_up_stays_with_the_part_before(ask: Ask, before: str, text: str, begins: str) -> None:
    """Where it names nothing of its own."""
    assert first_line(ask(text, after=before)).startswith(begins)


def test_a_follow_up_on_something_of_its_own_leaves_the_part_before(ask: Ask) -> None:
    """Calls are no voice chats, and a group is more than two people."""
    reply = ask("are calls stored?", after="are telegram voice chats encrypted")
    assert first_line(reply).startswith("No. Telegram describes no storing of calls")
    assert "Jitsi Meet group calls" in first_line(ask("and for groups?", after="is jitsi encrypted for calls of two people"))


@pytest.mark.parametrize(
    "text",
    [
        "can telegram listen to voice chats?",
        "could police get our telegram voice chat",
        "does telegram train ai on group voice chats",
        "does telegram keep voice chats",
        "our tenants group meets in a telegram voice chat. could a court get at it?",
    ],
)
def test_what_is_said_of_calls_is_not_said_of_voice_chats(ask: Ask, text: str) -> None:
    """Where the platform tells them apart."""
    reply = ask(text)
    assert (first_line(reply).startswith("Telegram, voice chats and live streams: "), reply.verdict) == (True, "silent")


@pytest.mark.parametrize(
    "text",
    [
        "does jitsi encrypt one to one calls end to end",
        "jitsi 1:1 call encrypted?",
        "is a jitsi call with just two of us encrypted",
        "are jitsi calls between 2 people e2ee",
        "one-on-one jitsi call, is that encrypted",
    ],
)
def test_a_call_of_two_people_has_many_names(ask: Ask, text: str) -> None:
    """And one answer."""
    assert first_line(ask(text)).startswith("Jitsi Meet, calls between two people (one-to-one): ")


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("can police get signal calls and metadata", ("no call content", "two dates for each number")),
        ("is zoom ok for lawyers and schools", ("schools", "confidential business or legal talks")),
        ("can guests and hosts turn off ai in zoom", ("guests have no switch", "Hosts can leave")),
        ("does whatsapp keep calls and chats", ("messages: deleted from the servers", "On calls: WhatsApp's policy describes no storing")),
        ("does viber keep calls and metadata", ("does not store private calls", "kept 24 months")),
        ("is x encrypted in group calls and chat", ("group calls: not end-to-end", "messages in Chat: Encrypted once both")),
        ("who can see otter recordings, and workspace admins?", ("see titles", "On calls: people outside")),
        ("are webex recordings and transcripts encrypted", ("recordings have", "Not on record: “transcripts”")),
        ("does line encrypt calls and messages", ("LINE calls", "Not on record: chat messages")),
        ("is fathom ok for hipaa and gdpr", ("nothing on the GDPR", "HIPAA contract")),
    ],
)
def test_each_of_two_things_that_are_asked_about_is_told_or_missing(ask: Ask, text: str, tells: tuple[str, str]) -> None:
    """None is dropped in silence, although one answer is on both."""
    reply = ask(text)
    brief = f"{first_line(reply)} {told(reply)}"
    assert [words for words in tells if words not in brief] == []


@pytest.mark.parametrize(
    "text", ["does zoom train on my calls, please and thank you", "we use teams, is it encrypted", "are zoom calls safe and private"]
)
def test_what_names_one_thing_is_answered_as_one(ask: Ask, text: str) -> None:
    """However many clauses it has."""
    reply = ask(text)
    assert not any(line.asked for line in reply.also)
    assert not any(line.startswith("Not on record") for line in reply.lead)


@pytest.mark.parametrize("text", ["who makes the transcripts at otter, which ai company", "who gets my zoom calls, openai?"])
def test_a_name_behind_the_thing_that_is_listed_is_no_hindrance(ask: Ask, text: str) -> None:
    """The clause that is cut out has other places for names than the whole message."""
    assert ask(text).kind == "answer"


@pytest.mark.parametrize(
    ("text", "begins", "note"),
    [
        ("can signal train ai on enterprise calls", "No: Signal cannot decrypt", "No difference is on record for the enterprise plan."),
        ("does zoom train on calls from the eu", "No: Zoom does not train", "No difference is on record for the EU."),
        (
            "is the paid version of discord training on calls",
            "As far as is known, no: Discord",
            "No difference is on record for paid plans.",
        ),
        ("is there no training at fellow even on the free tier", "Yes: Fellow does not train", "That holds for the free plan too."),
        ("is ringcentral e2ee on the free plan", "I have nothing on the free plan; in general: RingCentral", ""),
    ],
)
def test_an_answer_for_everybody_is_one_for_a_plan_and_a_region(ask: Ask, text: str, begins: str, note: str) -> None:
    """That the documents tell no difference is no lack; another plan's answer is."""
    reply = ask(text)
    assert first_line(reply).startswith(begins)
    assert " ".join(reply.lead) == note


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            "since when does meet take notes and is it on by default",
            "Google Meet's answer on AI in the call is as it is today since 27 August",
        ),
        (
            "since when does zoom have ai companion, and is it on by default",
            "It is not on record since when Zoom's answer on AI in the call",
        ),
    ],
)
def test_since_when_is_told_beside_another_question(ask: Ask, text: str, note: str) -> None:
    """Or said not to be on record."""
    assert any(line.startswith(note) for line in ask(text).lead)


@pytest.mark.parametrize("text", ["does granola keep sound", "does heidi keep sound", "does jamie keep sound?"])
def test_a_part_that_is_named_makes_a_question_plain(ask: Ask, text: str) -> None:
    """That would be asked back without it."""
    assert ", sound: " in first_line(ask(text))


@pytest.mark.parametrize("text", ["granola sound is bad", "zoom guests", "no sound in heidi"])
def test_a_part_by_itself_is_no_question(ask: Ask, text: str) -> None:
    """Nothing is asked of it."""
    assert ask(text).kind != "answer"


@pytest.mark.parametrize(
    ("text", "before", "note"),
    [
        ("what about the free plan?", "does fellow train on calls", ("That holds for the free plan too.",)),
        ("can the chinese government listen in on zoom calls", None, ("Authorities outside the US need a treaty or similar route.",)),
        ("does my company's fellow train on our calls", None, ()),
    ],
)
def test_what_is_said_of_a_plan_is_said_of_one_that_is_asked_after(ask: Ask, text: str, before: str | None, note: tuple[str, ...]) -> None:
    """In a question after another too, and what holds outside a region; a government and "my company" are no plan."""
    assert ask(text, after=before).lead == note


def test_a_town_stands_for_its_region(ask: Ask) -> None:
    """The answer has a part for it."""
    assert "mainland accounts" in first_line(ask("can police in Shanghai get WeChat calls"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("how long does gemini live keep the sound after i erase the talk", "reviewers have seen"),
        ("how long does otter keep my meeting after i delete it", "30 days in the trash"),
        ("how long does chatgpt record keep a talk once i delete it", "gone within 30 days"),
        ("does viber keep call logs after i delete my account", "24 months"),
    ],
)
def test_what_stays_after_deletion_is_told_first(ask: Ask, text: str, told: str) -> None:
    """Not how long it stays otherwise."""
    assert told in first_line(ask(text))


@pytest.mark.parametrize(
    "text", ["how do i stop ray-ban meta from recording my voice", "how do i turn off voice storing on my ray-ban meta glasses in the US"]
)
def test_steps_go_with_what_has_no_switch(ask: Ask, text: str) -> None:
    """Whoever asks how to switch off is told what stays on; no region is said to be like all if it is told apart."""
    assert [line for line in ask(text).lead if "cannot" in line or "No difference" in line] == [
        "Outside Europe the storing of voice itself cannot be switched off."
    ]
