"""What a question names beside the verdict is answered, or said first to be not on record. The sentences are those of the shipped base."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.replies.layout import first_line
from bot.replies.reply import Reply

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
        ("does copilot in teams analyse moods", "Partly. Microsoft Teams, Copilot on people's mood"),
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
