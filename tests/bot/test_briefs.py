"""What the first lines of a reply say. The sentences are those of the shipped base."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.replies.blocks import Heading, Paragraph
from bot.replies.first_line import first_line
from bot.replies.layout import lay_out
from bot.replies.reply import Reply

Ask = Callable[..., Reply]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("can i turn off training in circleback", "Yes, with exceptions: "),
        ("does gemini live keep my calls", "Yes, with a limit: "),
        ("does chatgpt sell my data", "OpenAI may not sell or share data of organisations that use ChatGPT; for personal accounts"),
        ("does messenger own my recordings", "No, with a limit: messenger content stays yours, but "),
        ("does facetime sell my call data", "As far as is known, no: "),
        ("does threema keep my calls", "No: "),
    ],
)
def test_no_flat_yes_or_no_stands_over_a_limit(ask: Ask, text: str, opening: str) -> None:
    """What takes something back is announced, or said to be not known."""
    assert first_line(ask(text)).casefold().startswith(opening.casefold())


def brief(ask: Ask, text: str) -> str:
    """Return the brief of a reply as one text."""
    return " / ".join(block.text for block in lay_out(ask(text))[0] if isinstance(block, Heading | Paragraph))


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("does teams tell people when a call is recorded", "shows everyone"),
        ("does zoom sell my data", "sell"),
        ("how do i opt out of ai training in threema", "none to train AI on"),
        ("does fathom send my calls to other companies' ai", "Anthropic"),
    ],
)
def test_nothing_is_said_twice(ask: Ask, text: str, once: str) -> None:
    """Of a headline, only what the first line does not say."""
    assert brief(ask, text).count(once) == 1


@pytest.mark.parametrize("text", ["does webex sell my data", "does notion give anything to police", "does webex staff listen to calls"])
def test_what_is_not_known_is_said_once(ask: Ask, text: str) -> None:
    """Not again by a headline that says just that."""
    shown = brief(ask, text)
    assert shown.startswith("Not known:")
    assert "unknown" not in shown


def test_what_ever_was_has_the_date_of_the_position_shown(ask: Ask) -> None:
    """Not that of today's answer."""
    reply = ask("has zoom ever trained on calls")
    assert (reply.said.opening, reply.evidence.last_verified) == ("yes", "2023-07-28")


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("will people be told in google meet", "yes"),
        ("i was told google meet tells people", "true"),
        ("do guests have to agree before a teams recording", ""),
    ],
)
def test_being_told_is_no_hearsay(ask: Ask, text: str, opening: str) -> None:
    """And whoever asks if people have to agree gets no Yes for their being told."""
    assert ask(text).said.opening == opening


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("my boss secretly records zoom, would i see that", "yes"),
        ("granola doesnt show up as a participant so do the others even know", "no"),
        ("can my boss record teams without me knowing", "no"),
        ("someone can record teams and nobody would notice", "false"),
    ],
)
def test_whether_somebody_would_notice_is_what_is_answered(ask: Ask, text: str, opening: str) -> None:
    """Not that it is done secretly, as the asker fears."""
    assert ask(text).said.opening == opening


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("can zoom staff read chat", "As of August 2024, partly: Zoom says its staff open meeting content"),
        ("are telegram chats encrypted", "No. Telegram, ordinary chats: they are encrypted just between"),
        ("can my boss see my loom clips", "Partly. Each Loom video's setting decides who sees it"),
        ("does google meet keep attendance lists", "On attendance lists I have nothing"),
        ("does telegram sell group chats", "I have nothing on group chats. On calls:"),
        ("can i use otter for depositions", "I have nothing on court work; the nearest answer:"),
        ("how do i turn off emotion detection in read ai", "No steps on record for “emotion”; what there is:"),
        ("how do i make sure snapchat deletes calls", "No steps on record; what there is:"),
    ],
)
def test_what_is_not_on_record_is_said_first(ask: Ask, text: str, first: str) -> None:
    """In the asker's noun, and only if the answer does not speak of it."""
    assert brief(ask, text).startswith(first)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("does snapchat train ai on my calls", "silent"),
        ("will snap use my kids' calls for ai", "silent"),
        ("is ai trained on my son's snapchat calls", "silent"),
        ("is my ai in snapchat trained on my chats", "yes"),
    ],
)
def test_a_feature_named_by_everyday_words_is_named_by_these_in_order(ask: Ask, text: str, verdict: str) -> None:
    """A message with "my calls" and "AI" does not name a feature called My AI."""
    assert ask(text).verdict == verdict


@pytest.mark.parametrize(
    ("text", "besides"),
    [
        ("can zoom staff read chat", "This covers chat messages too."),
        ("is zoom data stored in the eu and in canada", "Not on record: Canada."),
        ("does zoom train on calls and on whiteboards", "Not on record: whiteboards."),
    ],
)
def test_what_stands_behind_and_is_not_dropped(ask: Ask, text: str, besides: str) -> None:
    """A line says if the answer covers it."""
    assert besides in ask(text).lead


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("how do students turn off ai in zoom", "Guest: "),
        ("how do i turn off voiceprints in teams", "You: Remove your voice and face profile"),
        ("how do i opt out of slack training", "You: Ask an owner to send the opt-out"),
    ],
)
def test_steps_are_for_the_asker_and_on_what_they_name(ask: Ask, text: str, step: str) -> None:
    """Students are in the call and do not hold it; the steps against voiceprints stand with these."""
    assert ask(text).todo.steps[0].startswith(step)


def test_never_is_met_without_an_exception_or_not_at_all(ask: Ask) -> None:
    """A list for "never" holds what does so on no condition; if there is none, that is said."""
    never = ask("which notetaker never trains on anything at all")
    assert {below.verdict for below in never.replies} == {"no"}
    assert ask("which meeting app has no ai at all").said.headline.startswith("Nothing on record meets that without an exception.")


@pytest.mark.parametrize(
    ("text", "opening", "told"),
    [
        ("does heidi keep the audio at the clinic", "no", "Heidi, sound: transcribed"),
        ("does simplepractice keep audio the clinician recorded", "no", "SimplePractice, sound: deleted"),
        ("does chatgpt keep the audio of my meeting", "", "sound file goes once it is transcribed"),
        ("our workspace uses granola, is the audio kept", "", "stores no sound"),
        ("does otter keep the audio of calls at my job", "yes", "sound included"),
    ],
)
def test_the_kind_of_data_that_is_named_is_answered(ask: Ask, text: str, opening: str, told: str) -> None:
    """Whatever else the message shares with the headline; no Yes of transcripts stands over sound that goes."""
    assert ask(text).said.opening == opening
    assert told in brief(ask, text)


@pytest.mark.parametrize(
    "text",
    ["can police in the US read whatsapp messages", "does whatsapp give US police the content of calls", "can us police read whatsapp"],
)
def test_data_around_calls_does_not_answer_for_what_is_said(ask: Ask, text: str) -> None:
    """Not even where only that part of the answer is of the region that is named."""
    reply = ask(text)
    assert (reply.verdict, reply.said.not_on_record) == ("depends", "")
    assert reply.said.opening != "yes"


@pytest.mark.parametrize("when", ["", " from this morning", " of last monday evening", " from yesterday's lunch"])
def test_a_time_of_day_hides_no_missing_kind_of_data(ask: Ask, when: str) -> None:
    """It names no part of an answer."""
    assert brief(ask, f"does wire keep the transcript{when}").startswith("I have nothing on “transcript”; in general:")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("does x train on spaces or calls", "On calls: X's documents do not say"),
        ("does snapchat train on public content or calls", "On calls: Snapchat's documents do not say"),
        ("does x train its ai on spaces or dms", "direct messages"),
        ("does discord keep calls or messages", "On calls: Discord generally does not store"),
        ("does telegram keep chats or calls", "chats stay on the servers"),
    ],
)
def test_two_contents_at_once_are_both_answered(ask: Ask, text: str, told: str) -> None:
    """Under no word that holds for one of them only."""
    reply = ask(text)
    shown = f"{brief(ask, text)} {' '.join(line.headline for line in reply.also)}"
    assert told in shown
    assert "Spaces" in shown or "spaces" not in text
    assert reply.said.opening in {"", "unknown"}


@pytest.mark.parametrize(
    ("text", "first", "besides"),
    [
        ("does google meet at school train ai", "No, with a limit: ", "smart features may learn"),
        ("does whatsapp share data with meta", "No, with a limit: ", "data about your account"),
        ("does viber share my data with advertisers", "No, with a limit: ", "Device identifiers"),
        ("does telegram keep my data", "No, with a limit", "chats stay on the servers"),
        ("does zoom use anything for training", "No, with a limit: ", "the promise does not cover it"),
        ("does snapchat use anything for ads", "No, with a limit: ", "other data is used for ads"),
        ("does viber use my calls for ads", "No: ", ""),
    ],
)
def test_no_flat_no_leaves_out_what_holds_for_the_asker_too(ask: Ask, text: str, first: str, besides: str) -> None:
    """Data that is not of calls if "data" or "anything" is asked about, every plan's exception below one plan's answer."""
    reply = ask(text)
    assert first_line(reply).startswith(first)
    assert besides in f"{brief(ask, text)} {' '.join(reply.lead)}"
