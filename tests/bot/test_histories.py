"""The brief of a history tells what was asked for: the year, the matter, what turned the answer, and today where that is asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.replies.layout import lay_out
from bot.replies.reply import Reply

Ask = Callable[..., Reply]


def brief(ask: Ask, text: str) -> str:
    """Return the brief of a reply as one text."""
    return "\n".join(str(block) for block in lay_out(ask(text))[0])


@pytest.mark.parametrize("now", ["Where does it stand today?", "and how is it now?"])
def test_a_change_of_a_year_is_told_with_today_beside_it(ask: Ask, now: str) -> None:
    """The year and the matter pick the change, however new others are."""
    told = brief(ask, f"Didn't Telegram alter its rules in 2024 about handing things to police? {now}")
    assert "terror cases alone" in told
    assert "Today, on police and courts" in told


def test_the_year_alone_tells_no_other_year(ask: Ask) -> None:
    """A year holds beside a word of today as well."""
    history = ask("did zoom change its ai rules in 2023, and today?").history
    assert {change.date.first.year for change in history if change.date} == {2023}


def test_a_period_is_told_by_what_turned_the_answer(ask: Ask) -> None:
    """Ten changes are on record; these two tell what came of them."""
    told = brief(ask, "what happened with zoom in 2023")
    assert "31 March 2023" in told
    assert "11 August 2023" in told


def test_the_source_is_that_of_a_change_shown(ask: Ask) -> None:
    """The oldest change of a period is shown, so the source is its."""
    reply = ask("what did otter change in 2025")
    assert reply.evidence.deciding in reply.history[0].sources
