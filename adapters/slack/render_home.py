"""Lays the App Home out: a search, what it found, what the app does, what is asked about most here, what is stored about the person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from adapters.slack.limits import MAX_LABEL, MAX_TEXT, Json, cut, fits, serialised
from adapters.slack.mrkdwn import clean, escape
from adapters.slack.render_body import lay_out_body
from adapters.slack.render_buttons import choices, personal, words
from adapters.slack.room import STEPS
from bot.replies import wording
from bot.replies.card import Card
from bot.replies.pages import help_card
from bot.understanding.decide import DEFAULT_TOPIC
from bot.understanding.subject import Subject

_MOST_POPULAR = 20
_DIVIDER: Json = {"type": "divider"}


def render_home(popular: Sequence[tuple[str, str, str]], privacy: Card, result: Card | None) -> dict[str, Any]:
    """The home view; `popular` are name, verdict in words and slug of platforms, `result` what a search found.

    The search has the action id "search", a platform's button "show:n" with an encoded subject, like the buttons of a card.
    """
    blocks = [_search(), *_result(result), *_card(help_card(())), *_popular(popular), _DIVIDER, *_card(privacy)]
    return {"type": "home", "blocks": blocks}


def _search() -> Json:
    return {
        "type": "input",
        "dispatch_action": True,
        "label": words(wording.SEARCH),
        "element": {"type": "plain_text_input", "action_id": "search", "placeholder": words(wording.EXAMPLES[0], 150)},
    }


def _result(card: Card | None) -> Iterator[Json]:
    if card is not None:
        yield from _card(card)
        yield _DIVIDER


def _card(card: Card) -> Iterator[Json]:
    """A card without what belongs to a message: sharing, rating, comparing."""
    for room in STEPS:
        body = lay_out_body(card.blocks, room)
        if fits(body, serialised(body)):
            break
    yield from body
    if buttons := [*choices(card), *personal(card)]:
        yield {"type": "actions", "elements": buttons}


def _popular(popular: Sequence[tuple[str, str, str]]) -> Iterator[Json]:
    if popular:
        yield {"type": "header", "text": words(wording.ASKED_ABOUT_MOST)}
    for number, (name, verdict, slug) in enumerate(popular[:_MOST_POPULAR]):
        value = Subject("answer", (slug,), (DEFAULT_TOPIC,)).encode()
        row: Json = {"type": "section", "text": {"type": "mrkdwn", "text": _row(name, verdict), "verbatim": True}}
        if value is not None:
            row["accessory"] = {
                "type": "button",
                "action_id": f"show:{number}",
                "text": words(wording.SHOW_ANSWER),
                "accessibility_label": cut(f"{wording.SHOW_ANSWER}: {clean(name)}", MAX_LABEL),
                "value": value,
            }
        yield row


def _row(name: str, verdict: str) -> str:
    return cut(f"*{escape(clean(name))}*\n{escape(clean(verdict))}", MAX_TEXT)
