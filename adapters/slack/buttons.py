"""Lay out the buttons and the menu below a card: next questions, sharing, comparing, rating, reporting, sending, deleting."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from adapters.slack.text import MAX_LABEL, MAX_VALUE, Json, clean
from bot.dialogue.curators_mail import MAX_SENT
from bot.replies import wording
from bot.replies.card import Button, Card
from bot.replies.texts import cut

ABOUT = "about|"
"""Beginning of the `block_id` that carries an answer's reference to the menu *Compare with…*: a menu has no value of its own."""
REPORT, FIELD = "report", "what"
"""The form *Wrong or outdated?* and its one block, and the action of the input in it."""
MORE, CHOOSE = "more", "choose"
"""The menus: the overflow menu of an answer, and what can be asked next; an option's value is an action, a bar and its value."""
DOING = frozenset({"unfollow", "tell", "admin", "edit"})
"""Actions of buttons that neither ask on nor belong to an answer's menu."""
OPEN = "open"
"""The action of a button that leads to a page; a press needs no answer."""
MOST_BUTTONS = 2
"""More buttons than this take more lines on a phone than the answer."""
_MOST_CHOICES = 10
_MOST_OPTIONS = 5
"""The options of an overflow menu (docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element)."""
_LONGEST_VALUE = 120
"""Longer than any question of ours and any encoded subject (`bot.replies.card.MAX_QUESTION`, `bot.understanding.subject.MAX_ENCODED`)."""


class Audience(NamedTuple):
    """The conversation and the reader for which a card is laid out.

    `asker` is the user id of who asked; `retention_days` how long what is sent to the curators is kept; `share` offers *Share in channel*
    or *Share in thread*; `above` is a line over the card that says by whose wish others see it, who then get no buttons of the asker's own;
    `question` the asker's own words, carried by *Send to the curators* of an unmatched card; `public` that everybody sees it; `whole` that
    the details are shown too.
    """

    asker: str
    retention_days: int
    share: Literal["channel", "thread"] | None = None
    above: str = ""
    question: str = ""
    public: bool = False
    whole: bool = False


class Origin(NamedTuple):
    """The message whose claims a button shares: its thread and day, and the claims by name."""

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


def is_folded(card: Card, audience: Audience) -> bool:
    """Return True if only the brief of a card is shown, because a button below it can open the rest."""
    return not audience.whole and bool(card.details and card.reference)


def lay_out_actions(card: Card, audience: Audience) -> Iterator[Json]:
    """Yield the block of buttons for a message: at most two, and a menu with the rest; action ids are those of the card's buttons."""
    if picked := next((button.value for button in card.buttons if button.action == "compare" and _can_be_pressed(button)), ""):
        yield {"type": "actions", "block_id": ABOUT + picked, "elements": [_COMPARE]}
    if audience.public and card.kind == "off-topic":  # chatter gets no buttons where everybody sees them
        return
    own = not audience.above
    sending = [_send(audience)] if own and card.unmatched and audience.question.strip() else []
    others = [*(_personal(card) if own else ()), *sending, *_doing(card)]
    if own:
        others += [_button(each.label, "share", each.value) for each in card.buttons if each.action == "share" and _can_be_shared(each)][:1]
    elements = [*choices(card, folded=is_folded(card, audience), room=MOST_BUTTONS - len(others)), *others, *_menu(card, audience)]
    if elements:
        yield {"type": "actions", "elements": elements}


def choices(card: Card, *, folded: bool = False, room: int = MOST_BUTTONS) -> list[Json]:
    """Return the button to the details if they are folded, and what can be asked next: buttons if they have room, else a menu.

    The runner-up reading of an unsure question stands first on the card.
    """
    offered = _offered(card)
    if folded:
        details = _button(wording.details_and(len(card.sources)), "details", card.reference)
        return [details, *_choice_buttons(offered[: max(0, room - 1)])]
    if len(offered) <= max(0, room) or card.kind == "help":  # the help is about what can be asked, so that its examples stand open
        return _choice_buttons(offered)
    options = [_option(button.label, button.action, button.value) for button in offered[:_MOST_CHOICES]]
    placeholder = wording.CHOOSE_ONE if card.kind == "clarify" else wording.ASK_NEXT
    return [{"type": "static_select", "action_id": CHOOSE, "placeholder": words(placeholder), "options": options}]


def _offered(card: Card) -> list[Button]:
    """Return what can be asked next, other answers first; the choices of a question back keep their order."""
    offered = [button for button in card.buttons if button.action in {"ask", "show"} and _can_be_pressed(button)]
    return sorted(offered, key=lambda button: not button.shows_answer) if card.reference else offered


def _choice_buttons(offered: Sequence[Button]) -> list[Json]:
    return [_button(button.label, f"{button.action}:{number}", button.value) for number, button in enumerate(offered)]


def _menu(card: Card, audience: Audience) -> Iterator[Json]:
    """Yield the overflow menu of an answer: sharing, comparing, rating, reporting, and of what can be asked next what has room."""
    reference = card.reference
    if not reference:
        return
    options = []
    if not audience.above and audience.share and not audience.whole:
        label = wording.SHARE_IN_CHANNEL if audience.share == "channel" else wording.SHARE_IN_THREAD
        options.append(_option(label, "share", reference))
    options.append(_option(wording.COMPARE_WITH, "compare", reference))
    if card.about and (followed := card.about.subject.followed):
        options.append(_option(wording.FOLLOW, "follow", followed))
    options += [_option(wording.NOT_HELPFUL, "unhelpful", reference), _option(wording.WRONG_OR_OUTDATED, "wrong", reference)]
    if is_folded(card, audience):
        options += [_option(button.label, button.action, button.value) for button in _offered(card)[MOST_BUTTONS - 1 :]]
    options.append(_option(wording.HELPFUL, "helpful", reference))  # has room below the details, where somebody has read it all
    yield {"type": "overflow", "action_id": MORE, "options": options[:_MOST_OPTIONS]}


def _option(label: str, action: str, value: str) -> Json:
    return {"text": words(label), "value": f"{action}|{value}"}


def _personal(card: Card) -> list[Json]:
    """Return the buttons that are only for whoever the card is about."""
    ask_first = {"confirm": _confirm(wording.DELETE_MY_DATA_ASKED, wording.DELETE_WHAT, wording.DELETE, wording.KEEP_IT)}
    return [
        {**_button(button.label, "forget"), "style": "danger", **({} if button.label == wording.DELETE else ask_first)}  # asked once
        for button in card.buttons
        if button.action == "forget"
    ][:1]


def _doing(card: Card) -> list[Json]:
    """Return the buttons that do something other than asking on: end a follow, be told of an answer, open a page."""
    doing = [button for button in card.buttons if button.action in DOING]
    pages = [{**_button(button.label, OPEN), "url": button.value} for button in card.buttons if button.action == OPEN]
    return [*(_button(button.label, f"{button.action}:{number}", button.value) for number, button in enumerate(doing)), *pages]


def home_buttons(card: Card, *, folded: bool) -> list[Json]:
    """Return the buttons of a card in the App Home: without what belongs to a message (sharing, rating, comparing)."""
    return [*choices(card, folded=folded), *_personal(card), *_doing(card)]


def words(text: str, most: int = MAX_LABEL) -> Json:
    """Return a plain-text object of words of ours: labels, titles, hints."""
    return {"type": "plain_text", "text": cut(clean(text), most) or "…", "emoji": False}


def _can_be_pressed(button: Button) -> bool:
    return bool(clean(button.label).strip()) and 0 < len(button.value) <= _LONGEST_VALUE


def _can_be_shared(button: Button) -> bool:
    return bool(clean(button.label).strip()) and 0 < len(button.value) <= MAX_VALUE


def _button(label: str, action: str, value: str = "") -> Json:
    button: Json = {"type": "button", "action_id": action, "text": words(label)}
    return {**button, "value": value} if value else button


def _confirm(title: str, text: str, yes: str, no: str) -> Json:
    return {"title": words(title, 100), "text": words(text, 300), "confirm": words(yes, 30), "deny": words(no, 30)}


def _send(audience: Audience) -> Json:
    """Return the button that sends the asker's own words; it carries who asked, so that nobody else can send them."""
    question = audience.question
    while len(value := json.dumps({"asker": audience.asker, "question": question}, ensure_ascii=False)) > MAX_VALUE:
        question = question[: len(question) - max(1, (len(value) - MAX_VALUE) // 6)]  # one character may take six when written as JSON
    return {
        **_button(wording.SEND_TO_CURATORS, "send", value),
        "confirm": _confirm(f"{wording.SEND_TO_CURATORS}?", wording.send_what(audience.retention_days), wording.SEND, wording.CANCEL),
    }


_COMPARE: Json = {"type": "external_select", "action_id": "compare", "placeholder": words(wording.COMPARE_WITH), "min_query_length": 0}


def report_form(encoded_reference: str, origin: str, retention_days: int, *, unhelpful: bool = False) -> Json:
    """Return the modal for what is wrong or outdated in an answer, or for why it did not help, which need not be said.

    Its `callback_id` is "report", what was typed stands in block "report", action "what"; `private_metadata` is JSON with
    the `reference` and the `origin`, which is where the answer was shown. A report is kept for `retention_days` days.
    """
    label, hint = (
        (wording.WHAT_WAS_MISSING, wording.WHAT_WAS_MISSING_HINT) if unhelpful else (wording.WHAT_IS_WRONG, wording.WHAT_IS_WRONG_HINT)
    )
    return {
        "type": "modal",
        "callback_id": REPORT,
        "private_metadata": json.dumps({"reference": encoded_reference, "origin": origin, "optional": unhelpful}),
        "title": words(wording.NOT_HELPFUL if unhelpful else wording.WRONG_OR_OUTDATED, 24),
        "submit": words(wording.SEND, 24),
        "close": words(wording.CANCEL, 24),
        "blocks": [
            {
                "type": "input",
                "block_id": REPORT,
                "optional": unhelpful,
                "label": words(label),
                "hint": words(hint, 150),
                "element": {"type": "plain_text_input", "action_id": FIELD, "multiline": True, "max_length": MAX_SENT},
            },
            {"type": "context", "elements": [words(wording.report_what(retention_days), 300)]},
        ],
    }
