"""Dates that may stop at the year or the month."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-08-11", date(2023, 8, 11), date(2023, 8, 11)),
    ],
)
def test_covers_the_days_that_it_can_mean(text: str, first: date, last: date) -> None:
    """A partial date runs from the first to the last day that it can mean."""
    day = PartialDate(text)
    assert (day.first, day.last) == (first, last)


def test_stays_as_it_was_written() -> None:
    """No month or day is added."""
    assert PartialDate("2024-07") == "2024-07"


@pytest.mark.parametrize("text", ["", "24", "2024-7", "2024-13", "2023-02-29", "2024-07-18T00:00", "11 August 2023", "2024-07\n", "٢٠٢٤"])
def test_refuses_what_is_no_date(text: str) -> None:
    """Only days of the calendar in ISO form are dates."""
    with pytest.raises(ValueError, match="is not a"):
        PartialDate(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_whole_date_means_one_day(day: date) -> None:
    """Every calendar day in ISO form is read back as itself."""
    assert PartialDate(day.isoformat()).first == PartialDate(day.isoformat()).last == day


@given(st.text(max_size=12))
def test_anything_else_is_refused_with_a_clear_word(text: str) -> None:
    """Free text is either a date or a ValueError that quotes it."""
    try:
        PartialDate(text)
    except ValueError as error:
        assert text in str(error)
