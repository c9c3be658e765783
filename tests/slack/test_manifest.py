"""The manifest asks for what the code uses, no less and no more, each with a reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from adapters.slack.install import REDIRECT_PATH
from adapters.slack.settings import BOT_SCOPES, CLAIMS_SHORTCUT, COMMAND, OPTIONAL_SCOPES
from adapters.web.admin.providers import back_path
from bot.replies import wording
from tests.fakes.slack import ALL_EVENTS, ALL_SCOPES

LINES = (Path(__file__).parents[2] / "deploy" / "slack-manifest.yaml").read_text(encoding="utf-8").splitlines()


def listed(key: str) -> dict[str, str]:
    """The items of a list in the manifest, each with its comment."""
    start = next(number for number, line in enumerate(LINES) if line.strip() == f"{key}:")
    items = {}
    for line in LINES[start + 1 :]:
        found = re.fullmatch(r"\s+- (\S+)\s*(?:#\s*(.*))?", line)
        if found is None:
            break
        items[found[1]] = found[2] or ""
    return items


def value(key: str) -> str:
    """The value of a key that comes once."""
    [held] = [line.split(":", 1)[1].split("  #")[0].strip() for line in LINES if line.strip().startswith(f"{key}:")]
    return held


def test_asks_for_the_scopes_that_the_code_names_with_a_reason_each() -> None:
    """In the same order; the local Slack grants no others, so that a call that needs one more fails in every test."""
    assert tuple(listed("bot")) == tuple(sorted((*BOT_SCOPES, *OPTIONAL_SCOPES)))
    assert tuple(listed("bot_optional")) == OPTIONAL_SCOPES
    assert set(BOT_SCOPES) <= ALL_SCOPES
    assert all(listed("bot").values())


def test_asks_people_for_their_name_only_if_they_sign_in() -> None:
    """With the address to which Slack sends them back behind the one of installations, which is the default."""
    assert tuple(listed("user")) == ("openid", "profile")
    assert all(listed("user").values())
    installed, signed_in = listed("redirect_urls")
    assert installed.endswith(REDIRECT_PATH)
    assert signed_in.endswith(back_path("slack"))


def test_is_an_agent_that_offers_the_questions_of_the_help() -> None:
    """New apps can only have `agent_view`; at most four prompts, a description of at most 300 characters (slackapi/manifest-schema#74)."""
    assert "  agent_view:" in "\n".join(LINES)
    assert "assistant_view:" not in LINES
    assert len(value("agent_description")) <= 300
    for key in ("- title", "message"):
        prompts = [line.split(":", 1)[1].strip().strip('"') for line in LINES if line.strip().startswith(f"{key}:")]
        assert tuple(prompts) == wording.EXAMPLES


def test_subscribes_to_what_is_listened_to() -> None:
    """Each event has its reason."""
    assert set(listed("bot_events")) <= ALL_EVENTS
    assert all(listed("bot_events").values())


@pytest.mark.parametrize(
    ("key", "held"),
    [
        ("org_deploy_enabled", "true"),
        ("is_enabled", "true"),
        ("home_tab_enabled", "true"),
        ("messages_tab_read_only_enabled", "false"),
        ("token_rotation_enabled", "false"),
        ("callback_id", CLAIMS_SHORTCUT),
        ("- command", COMMAND),
        ("message_menu_options_url", "https://smallprint.example/slack/events"),
    ],
)
def test_sets_the_app_up_as_the_code_expects_it(key: str, held: str) -> None:
    """Command, shortcut, menu, Home tab, organisations."""
    assert value(key) == held


def test_keeps_to_slack_s_lengths() -> None:
    """Description at most 140 characters, long description 174 to 4,000 (docs.slack.dev/reference/app-manifest)."""
    assert len(next(line for line in LINES if line.startswith("  description:"))) - len("  description: ") <= 140
    start = LINES.index("  long_description: >-")
    words = " ".join(line.strip() for line in LINES[start + 1 : LINES.index('  background_color: "#1d3557"')])
    assert 174 <= len(words) <= 4_000
