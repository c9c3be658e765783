"""Plan, region, role and time are read from the question."""

from __future__ import annotations

import pytest

from bot.understanding.periods import Period, read_period
from bot.understanding.scope import AskedScope, read_plan, read_scope
from bot.understanding.text import split
from knowledge.dates import PartialDate
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("on the free plan", AskedScope(plans=("free",))),
        ("as a guest", AskedScope(roles=("guest",))),
        ("i am only a participant in germany", AskedScope(regions=("eu",), roles=("guest",))),
        ("admin here, we pay for business accounts", AskedScope(plans=("business",), roles=("admin",))),
        ("for my patients in the UK", AskedScope(plans=("healthcare",), regions=("uk",))),
        ("a guest's bot joins us", AskedScope()),
        ("at work, does it train", AskedScope(plans=("business", "enterprise"))),
        ("my employer pays for it", AskedScope(plans=("business", "enterprise"))),
        ("how does it work", AskedScope()),
        ("does it record us", AskedScope()),
        ("in the us", AskedScope(regions=("us",))),
    ],
)
def test_reads_for_whom_a_question_is(text: str, asked: AskedScope) -> None:
    """Only what the words say, nothing more."""
    said = split(text)
    assert read_scope(said.words, said.written) == asked


def test_a_plan_can_be_given_by_name() -> None:
    """As with --plan."""
    assert read_plan("Free") == AskedScope(plans=("free",))
    assert read_plan("K12") == AskedScope(plans=("education",))
    assert read_plan("EU") == AskedScope(regions=("eu",))
    assert not read_plan("galactic").anything


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("could zoom use my call of 28 July 2023", "2023-07-28"),
        ("what did the terms say on July 28th, 2023?", "2023-07-28"),
        ("was it allowed on 2023-07-28", "2023-07-28"),
        ("in July 2023", "2023-07"),
        ("did bluejeans do that back in 2022", "2022"),
        ("was that so in early 2021", "2021"),
        ("since March 2024 they transcribe us", None),
        ("I heard of the 2023 terms, what holds now", None),
        ("does it train today", None),
        ("what will hold in 2031", None),
        ("room 2023 has a camera", None),
        ("may I record", None),
    ],
)
def test_reads_the_time_that_is_asked_about(text: str, as_of: str | None) -> None:
    """A date that somebody only mentions is not the time asked about."""
    words = split(text).words
    assert read_period(text, words, TODAY) == Period(PartialDate(as_of) if as_of else None)


def test_before_the_change_is_a_time_too() -> None:
    """Which change, the entry knows."""
    assert read_period("what was allowed before the change", ["before"], TODAY) == Period(before_change=True)
