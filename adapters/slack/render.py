"""Lays a card out as a Slack message; rewords nothing and knows nothing of requests or the Web API.

What a person may have written (a name that was misread, a sentence of a post) is put into rich text elements only, in
which Slack reads no markup, and is escaped in the plain text beside the blocks.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from adapters.slack.limits import fits, serialised
from adapters.slack.mrkdwn import mention, small_print
from adapters.slack.render_body import lay_out_body
from adapters.slack.render_buttons import Setting, lay_out_actions
from adapters.slack.render_text import plain_text
from adapters.slack.room import STEPS
from bot.replies import wording
from bot.replies.card import Card

__all__ = ["Message", "Setting", "render"]


class Message(NamedTuple):
    """What is sent: the whole card as plain text, for notifications and screen readers, and as blocks, also as their JSON."""

    text: str
    blocks: list[dict[str, Any]]
    serialised: str


def render(card: Card, setting: Setting) -> Message:
    """The message for a card, within Slack's limits; what is too long is shortened, and says so where it is."""
    above = wording.shared_by(mention(setting.shared_by)) if setting.shared_by else ""
    context = [small_print(above)] if above else []
    actions = list(lay_out_actions(card, setting))
    table = card.table if setting.tables else None
    for room in STEPS:
        blocks = [*context, *lay_out_body(card.blocks, room, table), *actions]
        as_sent = serialised(blocks)
        if fits(blocks, as_sent):
            break
    return Message(plain_text(card, above), blocks, as_sent)
