"""What a `custom_id` says, and the buttons of a card; they carry data of ours only, so they work after a restart.

The names of actions are short here, because 100 characters have to hold them and what they are about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import discord

from bot.replies import wording
from bot.replies.card import Action, Card

MAX_CUSTOM_ID = 100
MAX_LABEL = 80
_IN_A_ROW = 5
_ROW, _BUTTON = discord.ComponentType.action_row.value, discord.ComponentType.button.value
_NAMES: dict[Action, str] = {
    "ask": "ask",
    "show": "show",
    "share": "share",
    "compare": "vs",
    "helpful": "yes",
    "unhelpful": "no",
    "wrong": "wrong",
    "send": "send",
    "forget": "forget",
}
_ACTIONS: dict[str, Action] = {name: action for action, name in _NAMES.items()}


class Pressed(NamedTuple):
    """What a press asks for; see `bot.replies.card.Action`. For `send` the value is the id of the only person who may send."""

    action: Action
    value: str

    def encode(self) -> str:
        """The `custom_id`."""
        return f"{_NAMES[self.action]}:{self.value}"

    @classmethod
    def decode(cls, custom_id: str) -> Pressed | None:
        """What a `custom_id` says, None where it is none of ours (any more)."""
        name, colon, value = custom_id.partition(":")
        return cls(_ACTIONS[name], value) if colon and name in _ACTIONS else None


_COLOURLESS, _COLOURED, _RED = (
    style.value for style in (discord.ButtonStyle.secondary, discord.ButtonStyle.primary, discord.ButtonStyle.danger)
)


class _Button(NamedTuple):
    label: str
    custom_id: str
    style: int = _COLOURLESS


def rows_of(card: Card, *, share: bool, sender: str | None) -> list[dict[str, Any]]:
    """The buttons below a card, in rows, as Discord's JSON.

    `share` offers to show a private answer to everybody; `sender` is the id of who may send an unmatched question to the
    curators, None where it cannot be sent.
    """
    rows = []
    taken: set[str] = set()
    for buttons in (_choices(card), _about(card, share=share, sender=sender)):
        fitting = [button for button in buttons if len(button.custom_id) <= MAX_CUSTOM_ID]
        for start in (0, _IN_A_ROW):
            row = []
            for label, custom_id, style in fitting[start : start + _IN_A_ROW]:
                if custom_id not in taken:
                    taken.add(custom_id)
                    row.append({"type": _BUTTON, "style": style, "label": _fitting(label), "custom_id": custom_id})
            if row:
                rows.append({"type": _ROW, "components": row})
    return rows


def view_of(rows: Sequence[Mapping[str, Any]]) -> discord.ui.View | None:
    """Rows of buttons as discord.py sends them; None where there are none."""
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        for button in row["components"]:
            style = discord.ButtonStyle(button["style"])
            view.add_item(discord.ui.Button(label=button["label"], custom_id=button["custom_id"], style=style, row=number))
    view.stop()  # presses are read from their custom_id, so discord.py need not keep the view
    return view if view.children else None


def _choices(card: Card) -> Iterator[_Button]:
    for label, action, value in card.buttons:
        yield _Button(label, Pressed(action, value).encode(), _RED if action == "forget" else _COLOURLESS)


def _about(card: Card, *, share: bool, sender: str | None) -> Iterator[_Button]:
    reference = card.about.encode() if card.about else None
    if reference is not None:
        yield _Button(wording.COMPARE_WITH, Pressed("compare", reference).encode())
    if share:
        yield _Button(wording.SHARE_IN_CHANNEL, Pressed("share", reference or "").encode(), _COLOURED)
    if reference is not None:
        yield _Button(wording.HELPFUL, Pressed("helpful", reference).encode())
        yield _Button(wording.NOT_HELPFUL, Pressed("unhelpful", reference).encode())
        yield _Button(wording.WRONG_OR_OUTDATED, Pressed("wrong", reference).encode())
    if card.unmatched and sender is not None:
        yield _Button(wording.SEND_TO_CURATORS, Pressed("send", sender).encode(), _COLOURED)


def _fitting(label: str) -> str:
    return label if len(label) <= MAX_LABEL else f"{label[: MAX_LABEL - 1]}…"
