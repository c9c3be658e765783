"""The parts that blocks and elements are made of: text objects, options, confirmations, with Slack's limits.

Lengths and fields: docs.slack.dev/reference/block-kit/composition-objects, and `slack_sdk.models.blocks.basic_components`.
"""

from __future__ import annotations

from typing import Any

from tests.fakes.slack.checks import Check, FlawError, OneOf, Shape, boolean, items, one_of, string

IDENTIFIER = string(255)
URL = string(3_000)
ALT_TEXT = string(2_000)


def plain(most: int) -> Check:
    """A `plain_text` object."""
    return OneOf({"plain_text": Shape({"type": one_of("plain_text"), "text": string(most)}, {"emoji": boolean})}, "type")


def text(most: int) -> Check:
    """A `plain_text` or `mrkdwn` object."""
    mrkdwn = Shape({"type": one_of("mrkdwn"), "text": string(most)}, {"verbatim": boolean})
    return OneOf({"plain_text": plain(most), "mrkdwn": mrkdwn}, "type")


OPTION = Shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
TICKED_OPTION = Shape({"text": text(75), "value": string(150)}, {"description": text(75)})
OVERFLOW_OPTION = Shape({"text": plain(75), "value": string(150)}, {"description": plain(75), "url": URL})
OPTION_GROUP = Shape({"label": plain(75), "options": items(OPTION, 100)})
CONFIRM = Shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
FEEDBACK_BUTTON = Shape({"text": plain(75), "value": string(2_000)}, {"accessibility_label": string(75)})
SLACK_FILE = Shape({}, {"id": string(255), "url": URL})
FILTER = Shape(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
DISPATCH = Shape({"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)})


def check_suggestions(answer: Any) -> None:
    """Refuse an answer to `block_suggestion` that Slack would not show."""
    Shape({}, {"options": items(OPTION, 100, 0), "option_groups": items(OPTION_GROUP, 100, 0)})(answer)
    if len(answer) != 1:
        raise FlawError("must provide either options or option_groups")
