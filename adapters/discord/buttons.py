"""The buttons of a card and their `custom_id`; they carry data of ours only, so they work after a restart.

The names of actions are short here, because 100 characters have to hold them and what they are about.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

import discord

from bot.replies import wording
from bot.replies.card import Action, Card, Reference
from bot.understanding.decide import DEFAULT_TOPIC
from bot.understanding.subject import Subject, SubjectError

MAX_CUSTOM_ID = 100
MAX_LABEL = 80
_IN_A_ROW = 5
_ROWS = 2
"""Of each group of buttons; Discord takes five in all."""
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
_ABOUT_THE_ANSWER: tuple[Action, ...] = ("compare", "share", "helpful", "unhelpful", "wrong")
"""The actions whose value is a reference to the answer above them."""

Button = discord.ui.Button[discord.ui.View]


class Pressed(NamedTuple):
    """What a press asks for; see `bot.replies.card.Action`. For `send` the value is the id of the only person who may send."""

    action: Action
    value: str

    def encode(self) -> str:
        """Return the `custom_id`."""
        return f"{_NAMES[self.action]}:{self.value}"

    @classmethod
    def decode(cls, custom_id: str) -> Pressed | None:
        """Return what a `custom_id` says, None if it is none of ours (any more)."""
        name, colon, value = custom_id.partition(":")
        return cls(_ACTIONS[name], value) if colon and name in _ACTIONS else None


def buttons_of(card: Card, *, share: bool, sender: str | None) -> list[Button]:
    """Return the buttons below a card.

    `share` offers to show a private answer to everybody; `sender` is the id of who may send an unmatched question to the
    curators, None if it cannot be sent.
    """
    buttons: list[Button] = []
    taken: set[str] = set()
    for first_row, group in ((0, _choices(card)), (_ROWS, _about(card, share=share, sender=sender))):
        fitting = [button for button in group if len(button.custom_id or "") <= MAX_CUSTOM_ID]
        for place, button in enumerate(fitting[: _ROWS * _IN_A_ROW]):
            if button.custom_id and button.custom_id not in taken:
                taken.add(button.custom_id)
                button.row = first_row + place // _IN_A_ROW
                buttons.append(button)
    return buttons


def pressed_in(message: discord.Message) -> Iterator[tuple[discord.Button, Pressed]]:
    """Yield the buttons of ours below a message, with what a press on each asks for."""
    for row in message.components:
        for button in getattr(row, "children", ()):
            pressed = Pressed.decode(button.custom_id or "") if isinstance(button, discord.Button) else None
            if pressed is not None:
                yield button, pressed


def subject_of(message: discord.Message) -> Subject | None:
    """Return what a message of ours is about, read from its buttons.

    Under a question back it is what all choices share (their platform, or their topic). None if there is nothing of the kind, or if
    the question was not matched: the choices are then guesses of ours.
    """
    choices = []
    for _, pressed in pressed_in(message):
        with suppress(SubjectError):
            if pressed.action == "send":
                return None
            if pressed.action in _ABOUT_THE_ANSWER:
                return Reference.decode(pressed.value).subject
            if pressed.action == "show":
                choices.append(Subject.decode(pressed.value))
    platforms, topics = {choice.platforms for choice in choices}, {choice.topics for choice in choices}
    if len(platforms) == 1:
        return choices[0]._replace(topics=choices[0].topics if len(topics) == 1 else (DEFAULT_TOPIC,))
    return choices[0]._replace(platforms=()) if len(topics) == 1 else None


def _choices(card: Card) -> Iterator[Button]:
    for label, action, value in card.buttons:
        style = discord.ButtonStyle.danger if action == "forget" else discord.ButtonStyle.secondary
        yield _button(label, action, value, style)


def _about(card: Card, *, share: bool, sender: str | None) -> Iterator[Button]:
    reference = card.about.encode() if card.about else None
    if reference is not None:
        yield _button(wording.COMPARE_WITH, "compare", reference)
    if share:
        yield _button(wording.SHARE_IN_CHANNEL, "share", reference or "", discord.ButtonStyle.primary)
    if reference is not None:
        yield _button(wording.HELPFUL, "helpful", reference)
        yield _button(wording.NOT_HELPFUL, "unhelpful", reference)
        yield _button(wording.WRONG_OR_OUTDATED, "wrong", reference)
    if card.unmatched and sender is not None:
        yield _button(wording.SEND_TO_CURATORS, "send", sender, discord.ButtonStyle.primary)


def _button(label: str, action: Action, value: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary) -> Button:
    fitting = label if len(label) <= MAX_LABEL else f"{label[: MAX_LABEL - 1]}…"
    return Button(label=fitting, custom_id=Pressed(action, value).encode(), style=style)
