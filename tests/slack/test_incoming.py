"""Who may see an answer, read from what Slack sends."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.slack.incoming import seen_outside


@pytest.mark.parametrize(
    ("body", "outside"),
    [
        ({"is_ext_shared_channel": False, "team_id": "T1"}, False),
        ({"is_ext_shared_channel": True, "team_id": "T1"}, True),
        ({"user": {"id": "U1", "team_id": "T1"}, "team": {"id": "T1"}}, False),
        ({"user": {"id": "U1", "team_id": "T9"}, "team": {"id": "T1"}}, True),
        ({"user": {"id": "U1", "team_id": "T1"}, "team": None}, True),
        ({"user": {"id": "U1"}, "team": {"id": "T1"}}, False),
    ],
)
def test_people_of_other_companies_may_be_there(body: dict[str, Any], outside: bool) -> None:
    """In a channel of Slack Connect, or where somebody of another team presses; in doubt they may."""
    assert seen_outside(body) is outside
