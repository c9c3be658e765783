"""What can be pressed below a card: what to ask next, sharing, comparing, rating, reporting (with its form), sending, deleting."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Literal, NamedTuple

from adapters.slack.text import MAX_BLOCK_ID, MAX_LABEL, MAX_VALUE, Json, clean
from bot.dialogue.dialogue import MAX_SENT
from bot.replies import wording
from bot.replies.card import Button, Card
from bot.replies.shorten import cut

ABOUT = "about|"
"""How the `block_id` begins that carries an answer's reference to the menu *Compare with…*: a menu has no value of its own."""
REPORT, FIELD = "report", "what"
"""The form *Wrong or outdated?* and its one block, and the action of the input in it."""
_MOST_CHOICES = 10
_LONGEST_VALUE = 120
"""Longer than any question of ours and any encoded subject (`bot.replies.card.MAX_QUESTION`, `bot.understanding.subject.MAX_ENCODED`)."""


class Setting(NamedTuple):
    """Where and for whom a card is shown.

    `asker` is the user id of who asked; `retention_days` how long what is sent to the curators is kept; `share` offers
    *Share in channel* or *Share in thread*; `shared_by` is the user who shares the card in public (named in a line of
    its own; the asker's own buttons are left out); `question` the asker's own words, carried by *Send to the curators*
    of an unmatched card; `tables` whether a comparison may use a table block; `origin` what *Share* carries of a card
    that has no reference (which message the claims are from).
    """

    asker: str
    retention_days: int
    share: Literal["channel", "thread"] | None = None
    shared_by: str | None = None
    question: str = ""
    tables: bool = True
    origin: str = ""


class Origin(NamedTuple):
    """Which message the claims are from that a button shares: its thread and day, and the claims by name."""

    thread: str
    day: str
    claims: tuple[str, ...]

    def encode(self) -> str:
        """Return the value of a button; the last claims are left out if they do not fit."""
        kept = self.claims
        while len(encoded := json.dumps([self.thread, self.day, *kept], separators=(",", ":"))) > MAX_VALUE:
            kept = kept[:-1]
        return encoded

    @classmethod
    def decode(cls, encoded: str) -> Origin | None:
        """Return the origin in a button's value, None if there is none."""
        try:
            thread, day, *claims = json.loads(encoded)
        except ValueError:
            return None
        return cls(str(thread), str(day), tuple(map(str, claims)))


def lay_out_actions(card: Card, setting: Setting) -> Iterator[Json]:
    """Yield the blocks of buttons for a message; action ids are those of the card's buttons, with ":n" if there are several."""
    reference = card.about.encode() if card.about else None
    own = setting.shared_by is None
    buttons = [*choices(card), *(personal(card) if own else ())]
    if own and setting.share and 0 < len(shared := reference or setting.origin) <= MAX_VALUE:
        buttons.append(_button(wording.SHARE_IN_CHANNEL if setting.share == "channel" else wording.SHARE_IN_THREAD, "share", shared))
    if own and card.unmatched and setting.question.strip():
        buttons.append(_send(setting))
    if buttons:
        yield {"type": "actions", "elements": buttons}
    if reference is not None and len(ABOUT + reference) <= MAX_BLOCK_ID:
        yield {
            "type": "actions",
            "block_id": ABOUT + reference,
            "elements": [_COMPARE, _button(wording.WRONG_OR_OUTDATED, "wrong", reference)],
        }
        yield _feedback(reference)


def choices(card: Card) -> list[Json]:
    """Return what can be asked next; the runner-up reading of an unsure question stands first on the card."""
    offered = [button for button in card.buttons if button.action in {"ask", "show"} and _can_be_pressed(button)]
    return [_button(button.label, f"{button.action}:{number}", button.value) for number, button in enumerate(offered[:_MOST_CHOICES])]


def personal(card: Card) -> list[Json]:
    """Return the buttons that are only for whoever the card is about."""
    return [
        {
            **_button(button.label, "forget"),
            "style": "danger",
            "confirm": _confirm(wording.DELETE_MY_DATA_ASKED, wording.DELETE_WHAT, wording.DELETE, wording.KEEP_IT),
        }
        for button in card.buttons
        if button.action == "forget"
    ][:1]


def words(text: str, most: int = MAX_LABEL) -> Json:
    """Return a plain-text object of words of ours: labels, titles, hints."""
    return {"type": "plain_text", "text": cut(clean(text), most) or "…", "emoji": False}


def _can_be_pressed(button: Button) -> bool:
    return bool(clean(button.label).strip()) and 0 < len(button.value) <= _LONGEST_VALUE


def _button(label: str, action: str, value: str = "") -> Json:
    button: Json = {"type": "button", "action_id": action, "text": words(label)}
    return {**button, "value": value} if value else button


def _confirm(title: str, text: str, yes: str, no: str) -> Json:
    return {"title": words(title, 100), "text": words(text, 300), "confirm": words(yes, 30), "deny": words(no, 30)}


def _send(setting: Setting) -> Json:
    """Return the button that sends the asker's own words; it carries who asked, so that nobody else can send them."""
    question = setting.question
    while len(value := json.dumps({"asker": setting.asker, "question": question}, ensure_ascii=False)) > MAX_VALUE:
        question = question[: len(question) - max(1, (len(value) - MAX_VALUE) // 6)]  # one character may take six when written as JSON
    return {
        **_button(wording.SEND_TO_CURATORS, "send", value),
        "confirm": _confirm(f"{wording.SEND_TO_CURATORS}?", wording.send_what(setting.retention_days), wording.SEND, wording.CANCEL),
    }


_COMPARE: Json = {"type": "external_select", "action_id": "compare", "placeholder": words(wording.COMPARE_WITH), "min_query_length": 0}


def _feedback(reference: str) -> Json:
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "feedback",
                "positive_button": _rating(wording.HELPFUL, wording.RATE_HELPFUL, f"helpful|{reference}"),
                "negative_button": _rating(wording.NOT_HELPFUL, wording.RATE_NOT_HELPFUL, f"unhelpful|{reference}"),
            }
        ],
    }


def _rating(label: str, read_out: str, value: str) -> Json:
    return {"text": words(label), "accessibility_label": read_out, "value": value}


def report_form(encoded_reference: str, origin: str, retention_days: int) -> Json:
    """Return the modal for what is wrong or outdated in an answer.

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
                "element": {"type": "plain_text_input", "action_id": FIELD, "multiline": True, "max_length": MAX_SENT},
            },
            {"type": "context", "elements": [words(wording.report_what(retention_days), 300)]},
        ],
    }
