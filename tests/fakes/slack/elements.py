"""What Slack allows inside a block: buttons, menus, inputs and the parts of rich text.

Fields and lengths: docs.slack.dev/reference/block-kit/block-elements, and `slack_sdk.models.blocks.block_elements`.
"""

from __future__ import annotations

from typing import Any

from tests.fakes.slack.checks import Check, FlawError, Json, OneOf, Shape, boolean, items, number, one_of, string
from tests.fakes.slack.composition import (
    ALT_TEXT,
    CONFIRM,
    DISPATCH,
    FEEDBACK_BUTTON,
    FILTER,
    IDENTIFIER,
    OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    SLACK_FILE,
    TICKED_OPTION,
    URL,
    plain,
)

ANY_TEXT = string(40_000)
_ID = string(255)
_PICKED: dict[str, Check] = {"action_id": IDENTIFIER, "confirm": CONFIRM, "focus_on_load": boolean}
_MENU: dict[str, Check] = {**_PICKED, "placeholder": plain(150)}
_TYPED: dict[str, Check] = {
    "action_id": IDENTIFIER,
    "placeholder": plain(150),
    "focus_on_load": boolean,
    "dispatch_action_config": DISPATCH,
}


def _element(kind: str, optional: dict[str, Check], required: dict[str, Check] | None = None, rule: Check | None = None) -> Check:
    return Shape({"type": one_of(kind), **(required or {})}, optional, rule)


def _options_or_groups(value: Json) -> None:
    if ("options" in value) == ("option_groups" in value):
        raise FlawError("must provide either options or option_groups")
    _initial_known(value)


def _initial_known(value: Json) -> None:
    known = [*value.get("options", ()), *(option for group in value.get("option_groups", ()) for option in group["options"])]
    initial = [*value.get("initial_options", ()), *([value["initial_option"]] if "initial_option" in value else [])]
    if any(option not in known for option in initial):
        raise FlawError("the initial option must be one of the options")


def has_image(value: Json) -> None:
    """Refuse an image that names no picture, or two."""
    if ("image_url" in value) == ("slack_file" in value):
        raise FlawError("must provide either image_url or slack_file")


def _menus(kind: str, one: dict[str, Check], many: dict[str, Check]) -> dict[str, Check]:
    most: dict[str, Check] = {"max_selected_items": number(1, 1_000)}
    return {kind: _element(kind, {**_MENU, **one}), f"multi_{kind}": _element(f"multi_{kind}", {**_MENU, **many, **most})}


_CHOICES: dict[str, Check] = {"options": items(OPTION, 100), "option_groups": items(OPTION_GROUP, 100)}
_CONVERSATION: dict[str, Check] = {"filter": FILTER, "default_to_current_conversation": boolean}

MENUS: dict[str, Check] = {
    "static_select": _element("static_select", {**_MENU, **_CHOICES, "initial_option": OPTION}, rule=_options_or_groups),
    "multi_static_select": _element(
        "multi_static_select",
        {**_MENU, **_CHOICES, "initial_options": items(OPTION, 100), "max_selected_items": number(1, 1_000)},
        rule=_options_or_groups,
    ),
    **_menus(
        "external_select",
        {"initial_option": OPTION, "min_query_length": number(0, 1_000)},
        {"initial_options": items(OPTION, 100), "min_query_length": number(0, 1_000)},
    ),
    **_menus("users_select", {"initial_user": _ID}, {"initial_users": items(_ID, 1_000)}),
    **_menus("channels_select", {"initial_channel": _ID, "response_url_enabled": boolean}, {"initial_channels": items(_ID, 1_000)}),
    **_menus(
        "conversations_select",
        {"initial_conversation": _ID, "response_url_enabled": boolean, **_CONVERSATION},
        {"initial_conversations": items(_ID, 1_000), **_CONVERSATION},
    ),
}
BUTTONS: dict[str, Check] = {
    "button": _element(
        "button",
        {
            "action_id": IDENTIFIER,
            "url": URL,
            "value": string(2_000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
        {"text": plain(75)},
    ),
    "overflow": _element("overflow", {"action_id": IDENTIFIER, "confirm": CONFIRM}, {"options": items(OVERFLOW_OPTION, 5)}),
}
TICKED: dict[str, Check] = {
    "checkboxes": _element(
        "checkboxes", {**_PICKED, "initial_options": items(TICKED_OPTION, 10)}, {"options": items(TICKED_OPTION, 10)}, _initial_known
    ),
    "radio_buttons": _element(
        "radio_buttons", {**_PICKED, "initial_option": TICKED_OPTION}, {"options": items(TICKED_OPTION, 10)}, _initial_known
    ),
}
PICKERS: dict[str, Check] = {
    "datepicker": _element("datepicker", {**_MENU, "initial_date": string(10, 10)}),
    "timepicker": _element("timepicker", {**_MENU, "initial_time": string(5, 5), "timezone": _ID}),
    "datetimepicker": _element("datetimepicker", {**_PICKED, "initial_date_time": number(0, 9_999_999_999)}),
}
TYPED: dict[str, Check] = {
    "plain_text_input": _element(
        "plain_text_input",
        {
            **_TYPED,
            "initial_value": string(3_000, 0),
            "multiline": boolean,
            "min_length": number(0, 3_000),
            "max_length": number(1, 3_000),
        },
    ),
    "email_text_input": _element("email_text_input", {**_TYPED, "initial_value": string(3_000, 0)}),
    "url_text_input": _element("url_text_input", {**_TYPED, "initial_value": string(3_000, 0)}),
    "number_input": _element(
        "number_input",
        {**_TYPED, "initial_value": _ID, "min_value": _ID, "max_value": _ID},
        {"is_decimal_allowed": boolean},
    ),
}
IMAGE: Check = _element("image", {"image_url": URL, "slack_file": SLACK_FILE}, {"alt_text": ALT_TEXT}, has_image)
FEEDBACK: dict[str, Check] = {
    "feedback_buttons": _element(
        "feedback_buttons", {"action_id": IDENTIFIER}, {"positive_button": FEEDBACK_BUTTON, "negative_button": FEEDBACK_BUTTON}
    ),
    "icon_button": _element(
        "icon_button",
        {
            "action_id": IDENTIFIER,
            "value": string(2_000),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": items(_ID, 1_000),
        },
        {"icon": one_of("trash"), "text": plain(75)},
    ),
}

_STYLE = Shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean))
_STYLED: dict[str, Check] = {"style": _STYLE}
_RICH_PARTS = OneOf(
    {
        "text": _element("text", _STYLED, {"text": ANY_TEXT}),
        "link": _element("link", {**_STYLED, "text": ANY_TEXT, "unsafe": boolean}, {"url": URL}),
        "user": _element("user", _STYLED, {"user_id": _ID}),
        "channel": _element("channel", _STYLED, {"channel_id": _ID}),
        "usergroup": _element("usergroup", _STYLED, {"usergroup_id": _ID}),
        "broadcast": _element("broadcast", {}, {"range": one_of("here", "channel", "everyone")}),
        "emoji": _element("emoji", {"unicode": _ID, "skin_tone": number(1, 6)}, {"name": _ID}),
        "date": _element("date", {"url": URL, "fallback": ANY_TEXT, **_STYLED}, {"timestamp": number(0, 1e12), "format": ANY_TEXT}),
        "color": _element("color", {}, {"value": _ID}),
    },
    "rich text element",
)


def _rich(kind: str, optional: dict[str, Check] | None = None) -> Check:
    return _element(kind, optional or {}, {"elements": items(_RICH_PARTS, 1_000, 0)})


_SECTION = _rich("rich_text_section")
RICH_TEXT = OneOf(
    {
        "rich_text_section": _SECTION,
        "rich_text_quote": _rich("rich_text_quote", {"border": number(0, 1)}),
        "rich_text_preformatted": _rich("rich_text_preformatted", {"border": number(0, 1)}),
        "rich_text_list": _element(
            "rich_text_list",
            {"indent": number(0, 8), "offset": number(0, 1e6), "border": number(0, 1)},
            {"style": one_of("bullet", "ordered"), "elements": items(OneOf({"rich_text_section": _SECTION}, "rich text element"), 1_000)},
        ),
    },
    "rich text element",
)


def action_ids(block: Any) -> list[str | None]:
    """The action ids in a block, in order; None where there is none."""
    return [element.get("action_id") for element in interactive(block)]


def interactive(block: Json) -> list[Json]:
    """The elements of a checked block that a person can use."""
    held = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
    kinds = {**BUTTONS, **MENUS, **TICKED, **PICKERS, **TYPED, **FEEDBACK}
    return [element for element in held if element and element.get("type") in kinds]
