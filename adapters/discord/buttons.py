"""The buttons of a card and their `custom_id`; they carry data of ours only, so they work after a restart.

The names of actions are short here, because 100 characters have to hold them and what they are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import discord

from bot.replies import wording
from bot.replies.card import Action, Card
from bot.replies.card import Button as CardButton

MAX_CUSTOM_ID = 100
MAX_LABEL = 80
_IN_A_ROW = 5
_MOST_CHOICES = 2 * _IN_A_ROW
_BESIDE_DETAILS = 3
"""Most answers offered directly below a brief; the rest is behind *More*."""
PressAction = Action | Literal["menu"]
"""Besides the actions of a card: `menu` opens the rest of the buttons."""
_NAMES: dict[PressAction, str] = {
    "ask": "ask",
    "show": "show",
    "details": "all",
    "menu": "menu",
    "share": "share",
    "compare": "vs",
    "helpful": "yes",
    "unhelpful": "no",
    "why": "why",
    "wrong": "wrong",
    "send": "send",
    "tell": "tell",
    "follow": "follow",
    "unfollow": "quit",
    "open": "open",
    "forget": "forget",
    "admin": "admin",
    "edit": "edit",
}
_ACTIONS: dict[str, PressAction] = {name: action for action, name in _NAMES.items()}
Button = discord.ui.Button[discord.ui.LayoutView]


class Pressed(NamedTuple):
    """An action and its value, see `bot.replies.card.Action`; for `send` the value is the id of the only person who may send."""

    action: PressAction
    value: str

    def encode(self) -> str:
        """Return the `custom_id`."""
        return f"{_NAMES[self.action]}:{self.value}"

    @classmethod
    def decode(cls, custom_id: str) -> Pressed | None:
        """Return what a `custom_id` says, None if it is none of ours (any more)."""
        name, colon, value = custom_id.partition(":")
        return cls(_ACTIONS[name], value) if colon and name in _ACTIONS else None


def buttons_of(card: Card, *, private: bool, sender: str | None) -> list[list[Button]]:
    """Return the rows of buttons below a card that is shown whole.

    `sender` is the id of who may send an unmatched question to the curators, None if it cannot be sent. Chatter in public gets none.
    """
    if card.kind == "off-topic" and not private:
        return []
    below = []
    if private and card.claims:
        below.append(_button(wording.SHARE_IN_CHANNEL, "share", "", discord.ButtonStyle.primary))
    if card.unmatched and sender is not None:
        below.append(_button(wording.SEND_TO_CURATORS, "send", sender, discord.ButtonStyle.primary))
    choices = _fitting(map(_choice, card.buttons))[:_MOST_CHOICES]
    return [*_in_rows(choices), *_in_rows(below)]


def buttons_below_brief(card: Card) -> list[list[Button]]:
    """Return the one row below a brief: *Details*, what is asked next most, *More*. The card has a reference."""
    value = card.reference
    details = _button(wording.details_and(len(card.sources)), "details", value, discord.ButtonStyle.primary)
    first = [_choice(button) for button in card.buttons if _stands_below(button)][:_BESIDE_DETAILS]
    return _in_rows(_fitting([details, *first, _button(wording.MORE, "menu", value)]))


def buttons_of_menu(card: Card, *, private: bool) -> list[list[Button]]:
    """Return what stands behind *More*: a private answer can be shared."""
    value = card.reference
    share = [_button(wording.SHARE_IN_CHANNEL, "share", value, discord.ButtonStyle.primary)] if private else []
    rest = [_choice(button) for button in card.buttons if not _stands_below(button)]
    about = [
        _button(wording.HELPFUL, "helpful", value),
        _button(wording.NOT_HELPFUL, "unhelpful", value),
        _button(wording.WRONG_OR_OUTDATED, "wrong", value),
    ]
    if card.about and (followed := card.about.subject.followed):
        about.append(_button(wording.FOLLOW, "follow", followed))
    return [*_in_rows(_fitting([*share, _button(wording.COMPARE_WITH, "compare", value), *rest])), *_in_rows(_fitting(about))]


def pressed_in(message: discord.Message) -> Iterator[tuple[discord.Button, Pressed]]:
    """Yield the buttons of ours below a message, with what a press on each asks for."""
    for row in message.components:
        yield from pressed_in_row(row)


def pressed_in_row(row: discord.Component) -> Iterator[tuple[discord.Button, Pressed]]:
    """Yield the buttons of ours in one row."""
    for button in getattr(row, "children", ()):
        pressed = Pressed.decode(button.custom_id or "") if isinstance(button, discord.Button) else None
        if pressed is not None:
            yield button, pressed


def _stands_below(button: CardButton) -> bool:
    """Return True if a button asks nothing or shows another answer; histories, alternatives and comparisons are behind *More*."""
    return button.action not in {"ask", "show"} or button.shows_answer


def _choice(button: CardButton) -> Button:
    if button.action == "open":
        return Button(label=button.label, url=button.value)
    style = discord.ButtonStyle.danger if button.action == "forget" else discord.ButtonStyle.secondary
    return _button(button.label, button.action, button.value, style)


def _fitting(buttons: Iterable[Button]) -> list[Button]:
    """Return the buttons that Discord takes, each once."""
    fitting: dict[str, Button] = {}
    for button in buttons:
        if len(button.custom_id or "") <= MAX_CUSTOM_ID:
            fitting.setdefault(button.custom_id or "", button)
    return list(fitting.values())


def _in_rows(buttons: Sequence[Button]) -> list[list[Button]]:
    return [list(buttons[place : place + _IN_A_ROW]) for place in range(0, len(buttons), _IN_A_ROW)]


def _button(label: str, action: PressAction, value: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary) -> Button:
    fitting = label if len(label) <= MAX_LABEL else f"{label[: MAX_LABEL - 1]}…"
    return Button(label=fitting, custom_id=Pressed(action, value).encode(), style=style)
