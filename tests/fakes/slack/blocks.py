"""Whether Slack would take a message or a view: which blocks, how many, how long.

Numbers: docs.slack.dev/reference/block-kit/blocks and `slack_sdk.models.blocks.blocks`. The limit on a whole message is not
documented: slackapi/bolt-js#2509 measured 13,297 characters in one markdown block, and 125 fewer for each further block.
A `text` beyond 40,000 characters, which chat.postMessage would cut, is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from tests.fakes.slack.checks import Check, FlawError, Json, OneOf, Shape, boolean, items, number, one_of, string, unique, within
from tests.fakes.slack.composition import ALT_TEXT, IDENTIFIER, SLACK_FILE, URL, plain, text
from tests.fakes.slack.elements import BUTTONS, FEEDBACK, IMAGE, MENUS, PICKERS, RICH_TEXT, TICKED, TYPED, action_ids, has_image

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MESSAGE_CHARACTERS, BLOCK_WEIGHT = 13_297 + 125, 125
MARKDOWN_CHARACTERS, TABLE_CHARACTERS = 12_000, 10_000
TEXT_CHARACTERS = 40_000
VIEW_BYTES = 250_000


def _block(kind: str, required: dict[str, Check], optional: dict[str, Check] | None = None, rule: Check | None = None) -> Check:
    return Shape({"type": one_of(kind), **required}, {"block_id": IDENTIFIER, **(optional or {})}, rule)


def _has_text(block: Json) -> None:
    if "text" not in block and "fields" not in block:
        raise FlawError("must provide text or fields")


def _is_even(block: Json) -> None:
    # Documented for data tables only; a ragged table is a mistake in any case.
    if len({len(row) for row in block["rows"]}) > 1:
        raise FlawError("all rows must have the same number of cells")


def _has_unique_actions(block: Json) -> None:
    unique(action_ids(block), "action_id")


_RICH = _block("rich_text", {"elements": items(RICH_TEXT, 1_000)})
_CELL = OneOf(
    {
        "raw_text": Shape({"type": one_of("raw_text"), "text": string(TABLE_CHARACTERS)}),
        "raw_number": Shape({"type": one_of("raw_number"), "value": number(-1e300, 1e300), "text": string(TABLE_CHARACTERS)}),
        "rich_text": _RICH,
    },
    "table cell",
)
_COLUMN = Shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})


def _column(value: Any) -> None:
    if value is not None:
        _COLUMN(value)


_ACCESSORIES = OneOf({**BUTTONS, **MENUS, **TICKED, **PICKERS, "image": IMAGE}, "element")
_ACTIONS = OneOf({**BUTTONS, **MENUS, **TICKED, **PICKERS}, "element")
_INPUTS = OneOf({**MENUS, **TICKED, **PICKERS, **TYPED}, "element")
_CONTEXT = OneOf({"image": IMAGE, "plain_text": plain(3_000), "mrkdwn": text(3_000)}, "element")

_EVERYWHERE: dict[str, Check] = {
    "section": _block(
        "section", {}, {"text": text(3_000), "fields": items(text(2_000), 10), "accessory": _ACCESSORIES, "expand": boolean}, _has_text
    ),
    "header": _block("header", {"text": plain(150)}),
    "divider": _block("divider", {}),
    "image": _block("image", {"alt_text": ALT_TEXT}, {"image_url": URL, "slack_file": SLACK_FILE, "title": plain(2_000)}, has_image),
    "context": _block("context", {"elements": items(_CONTEXT, 10)}),
    "actions": _block("actions", {"elements": items(_ACTIONS, 25)}, rule=_has_unique_actions),
    "rich_text": _RICH,
    "input": _block(
        "input", {"label": plain(2_000), "element": _INPUTS}, {"hint": plain(2_000), "optional": boolean, "dispatch_action": boolean}
    ),
}
_IN_MESSAGES: dict[str, Check] = {
    "markdown": _block("markdown", {"text": string(MARKDOWN_CHARACTERS)}),
    "table": _block("table", {"rows": items(items(_CELL, 20), 100)}, {"column_settings": items(_column, 20)}, _is_even),
    "context_actions": _block("context_actions", {"elements": items(OneOf(FEEDBACK, "element"), 5)}, rule=_has_unique_actions),
}
_IN_MODALS: dict[str, Check] = {
    "alert": _block("alert", {"text": text(3_000)}, {"level": one_of("default", "info", "warning", "error", "success")}),
}
IN_MESSAGE = OneOf({**_EVERYWHERE, **_IN_MESSAGES}, "block type")
IN_MODAL = OneOf({**_EVERYWHERE, **_IN_MODALS}, "block type")
IN_HOME = OneOf(_EVERYWHERE, "block type")

_VIEW_FIELDS: dict[str, Check] = {"private_metadata": string(3_000, 0), "callback_id": string(255, 0), "external_id": string(255, 0)}
_HOME = Shape({"type": one_of("home"), "blocks": items(IN_HOME, VIEW_BLOCKS, 0)}, _VIEW_FIELDS)
_MODAL = Shape(
    {"type": one_of("modal"), "title": plain(24), "blocks": items(IN_MODAL, VIEW_BLOCKS, 0)},
    {
        **_VIEW_FIELDS,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)


def texts(value: Any) -> Iterator[str]:
    """Every text that a person would read in blocks, of whatever kind."""
    if isinstance(value, list):
        for held in value:
            yield from texts(held)
    elif isinstance(value, dict):
        for name, held in value.items():
            if name in ("text", "alt_text") and isinstance(held, str):
                yield held
            elif isinstance(held, dict | list):
                yield from texts(held)


def check_message(payload: Json, *, refused: Sequence[str] = (), most_text: int = TEXT_CHARACTERS) -> None:
    """Refuse a message that Slack would refuse, and one without a plain-text equivalent, which is our own rule.

    `refused` are block types that this workspace does not know yet. Raises FlawError with Slack's name for the error.
    """
    said = payload.get("text")
    if not isinstance(said, str) or not said.strip():
        raise FlawError("a message needs a plain-text equivalent in `text` (our rule; Slack asks for it with blocks)", "no_text")
    if len(said) > most_text:
        raise FlawError(f"text is longer than {most_text:,} characters", "msg_too_long")
    blocks = payload.get("blocks")
    if blocks is not None:
        check_blocks(blocks, IN_MESSAGE, MESSAGE_BLOCKS, refused)


def check_blocks(blocks: Any, allowed: OneOf, most: int, refused: Sequence[str] = ()) -> None:
    """Refuse blocks that Slack would refuse in a message."""
    if not isinstance(blocks, list):
        raise FlawError("must be an array", "invalid_blocks_format")
    if any(isinstance(block, dict) and block.get("type") in refused for block in blocks):
        raise FlawError(f"unsupported block type: one of {', '.join(refused)}")
    within("blocks", items(allowed, most, 0), blocks)
    unique((block.get("block_id") for block in blocks), "block_id")
    tables = [block for block in blocks if block["type"] == "table"]
    if len(tables) > 1:
        raise FlawError("only_one_table_allowed")
    if tables and sum(map(len, texts(tables))) > TABLE_CHARACTERS:
        raise FlawError(f"a table holds no more than {TABLE_CHARACTERS:,} characters")
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > MARKDOWN_CHARACTERS:
        raise FlawError(f"markdown blocks hold no more than {MARKDOWN_CHARACTERS:,} characters together", "msg_blocks_too_long")
    if sum(map(len, texts(blocks))) + BLOCK_WEIGHT * len(blocks) > MESSAGE_CHARACTERS:
        raise FlawError(f"the blocks together are longer than about {MESSAGE_CHARACTERS - BLOCK_WEIGHT:,}", "msg_blocks_too_long")


def check_view(view: Any, kind: str) -> None:
    """Refuse a `home` or `modal` view that Slack would refuse."""
    try:
        within("view", _HOME if kind == "home" else _MODAL, view)
        blocks = view["blocks"]
        unique((block.get("block_id") for block in blocks), "block_id")
        if kind == "modal" and "submit" not in view and any(block["type"] == "input" for block in blocks):
            raise FlawError("a view with input blocks must provide submit")
    except FlawError as flaw:
        flaw.error = "invalid_arguments"
        raise
    if len(json.dumps(view)) > VIEW_BYTES:
        raise FlawError(f"the view is larger than {VIEW_BYTES:,} bytes", "view_too_large")
