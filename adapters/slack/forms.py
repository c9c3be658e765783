"""The form behind *Wrong or outdated?*."""

from __future__ import annotations

import json
from typing import Any

from adapters.slack.render_buttons import words
from bot.dialogue.chat import MAX_SENT
from bot.replies import wording

REPORT = "report"


def report_form(encoded_reference: str, origin: str, retention_days: int) -> dict[str, Any]:
    """The modal for what is wrong or outdated in an answer.

    Its `callback_id` is "report", what was typed stands in block "report", action "what"; `private_metadata` is JSON with
    the `reference` and the `origin`, which is where the answer was shown. A report is kept for `retention_days` days.
    """
    return {
        "type": "modal",
        "callback_id": REPORT,
        "private_metadata": json.dumps({"reference": encoded_reference, "origin": origin}),
        "title": words(wording.WRONG_OR_OUTDATED, 24),
        "submit": words(wording.SEND, 24),
        "close": words(wording.CANCEL, 24),
        "blocks": [
            {
                "type": "input",
                "block_id": REPORT,
                "label": words(wording.WHAT_IS_WRONG),
                "hint": words(wording.WHAT_IS_WRONG_HINT, 150),
                "element": {"type": "plain_text_input", "action_id": "what", "multiline": True, "max_length": MAX_SENT},
            },
            {"type": "context", "elements": [words(wording.report_what(retention_days), 300)]},
        ],
    }
