"""What a question names beside the verdict is answered, or said first to be not on record. The sentences are those of the shipped base."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.replies.first_line import first_line
from bot.replies.part import statements_of
from bot.replies.reply import Reply
from bot.understanding.revision import Revision
from knowledge.base import answer_on

Ask = Callable[..., Reply]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("is teams ok for a school", "Partly: Teams is fit for sensitive talks only on a work or school contract"),
        ("can schools use otter", "I have nothing on schools; the nearest answer: "),
        ("can schools use slack", "I have nothing on schools; the nearest answer: "),
    ],
)
def test_a_clause_on_what_is_left_out_hides_no_other_clause(ask: Ask, text: str, begins: str) -> None:
    """Of "only on a school contract; free Teams is not covered" the first half speaks of schools."""
    assert first_line(ask(text)).startswith(begins)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("does otter read my mood", "I have nothing on emotions; the nearest answer: "),
        ("does webex recognise my voice", "I have nothing on recognising who speaks; the nearest answer: "),
        ("does limitless recognise faces", "I have nothing on faces; the nearest answer: "),
        ("does sembly make voiceprints", "I have nothing on voiceprints; the nearest answer: "),
        ("does zoom detect my emotions", "Not by default: Zoom Revenue Accelerator rates sentiment in transcripts"),
        ("does copilot in teams analyse moods", "Microsoft Teams, Copilot on people's mood"),
        ("does amazon connect take voiceprints", "No. Amazon Connect (Contact Lens), voiceprints (Voice ID): "),
        ("does zoom take biometrics", "As of August 2024, not by default: Zoom analyses your face or voice only if you register"),
    ],
)
def test_voices_faces_and_emotions_do_not_stand_for_each_other(ask: Ask, text: str, begins: str) -> None:
    """Who asks about one of them gets what is on record on it, or that nothing is."""
    assert first_line(ask(text)).startswith(begins)


@pytest.mark.parametrize(
    "text", ["does zoom save my voice", "is my voice stored by signal", "does teams keep my voice", "slack saving my voice?"]
)
def test_saving_a_voice_is_keeping_what_it_says(ask: Ask, text: str) -> None:
    """A voiceprint is asked for as such."""
    assert ask(text).topics[0] == "retention"


@pytest.mark.parametrize(
    "text", ["does zoom keep a voiceprint of me", "can zoom save my voice to recognise me", "does otter store biometrics"]
)
def test_a_voiceprint_that_is_kept_is_still_one(ask: Ask, text: str) -> None:
    """Keeping is asked besides."""
    assert ask(text).topics[0] == "biometrics"


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("if i share a zoom link who can watch the recording", "I have nothing on shared links; the nearest answer: "),
        ("is a fathom share link public", "Not by default. Fathom, recordings shared by link: "),
        ("who can see a loom when i share the link", "Each Loom video's setting decides who sees it: anybody with the link"),
    ],
)
def test_who_opens_a_shared_link_is_told_or_missing(ask: Ask, text: str, begins: str) -> None:
    """What the host's account can see is not what somebody with a link can."""
    assert first_line(ask(text)).startswith(begins)


def test_a_change_in_a_period_is_told_with_what_was_before(ask: Ask) -> None:
    """Earliest first, and no span is said twice."""
    told = ask("zoom in august 2023: what changed about training on calls").said.headline
    assert "7 August 2023: Zoom could train its AI on your calls. " in told
    assert told.index("could train") < told.index("only if somebody agreed") < told.index("Since 11 August 2023 Zoom's terms rule out")
    assert "Since 11 August 2023: Since" not in told


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("i hear confessions over webex. is it ok for that, and do they keep it", "talks with clergy"),
        ("i'm a lawyer, privileged calls on otter. is it fit for that and does it train", "attorney-client privilege"),
        ("we do performance reviews on teams. can it be used for that, and is it recorded", "staff matters"),
    ],
)
def test_two_questions_behind_a_story_are_about_those_in_it(ask: Ask, text: str, group: str) -> None:
    """A half that names no group of its own takes that of the whole message."""
    assert first_line(ask(text)).startswith(f"I have nothing on {group}; the nearest answer: ")


@pytest.mark.parametrize(
    "text",
    [
        "does webex ai assistant announce itself when it starts transcribing",
        "are we told when webex's AI assistant begins summarising",
        "does everyone see that Zoom AI Companion starts summarising?",
        "are attendees aware that copilot is running in teams?",
    ],
)
def test_an_answer_on_a_feature_takes_no_word_on_being_told(ask: Ask, text: str) -> None:
    """That it is off by default does not mean that nobody is told."""
    assert ask(text).said.opening == ""


@pytest.mark.parametrize("text", ["is teams copilot on by default?", "does anyone know if teams copilot is running by default"])
def test_asking_whether_anybody_knows_is_not_asking_who_is_told(ask: Ask, text: str) -> None:
    """The word on the feature stays."""
    assert ask(text).said.opening == "partly"


@pytest.mark.parametrize(
    "text", ["do guests have to agree before Webex AI Assistant starts?", "must everyone agree before webex AI Assistant runs"]
)
def test_who_is_asked_only_on_a_condition_gets_no_yes(ask: Ask, text: str) -> None:
    """The sentence on the feature says on what condition, and that people are told bears out no Yes."""
    reply = ask(text)
    assert reply.said.opening == ""
    assert "With explicit consent on, recording" in reply.said.headline


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("are messenger group calls end-to-end encrypted?", "silent"),
        ("is messenger group video encrypted", "silent"),
        ("is a group call on viber encrypted", "unverified"),
        ("is a one-to-one jitsi call encrypted", "unverified"),
        ("are jitsi calls between two people end-to-end encrypted?", "unverified"),
        ("are messenger calls encrypted?", "yes"),
        ("are jitsi group calls encrypted?", "opt-in"),
    ],
)
def test_group_calls_and_calls_of_two_people_are_told_apart(ask: Ask, text: str, verdict: str) -> None:
    """What holds for one of them is no answer on the other."""
    assert ask(text).verdict == verdict


def test_a_sentence_that_leans_on_the_one_before_stands_with_it(revision: Revision) -> None:
    """A sentence such as "Then the camera stays off" says nothing alone."""
    entry = answer_on(revision.knowledge.platforms["webex"], "consent")
    assert entry is not None
    leaning = entry._replace(headline="Webex asks some.", detail="Then all wait. Phones do not ask. Otherwise nobody waits.", conditions=())
    assert [one.sentence for one in statements_of(leaning)] == [
        "Webex asks some. Then all wait.",
        "Phones do not ask. Otherwise nobody waits.",
    ]
