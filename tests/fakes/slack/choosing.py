"""What a person's choice in an element looks like in a payload, and what they cannot choose because Slack's client stops them."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack.checks import Json
from tests.fakes.slack.elements import TYPED

_ONE_OF_OPTIONS = ("static_select", "external_select", "overflow", "radio_buttons")
_SEVERAL_OPTIONS = ("multi_static_select", "multi_external_select", "checkboxes")
_FIELDS = {
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
    "multi_users_select": "selected_users",
    "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
_INITIAL = {"initial_value": "value", "initial_option": "selected_option", "initial_options": "selected_options"}


def chosen(element: Json, choice: Any, suggested: list[Json] | None = None) -> Json:
    """The state of an element once a person chose or typed something; options are named by their label or value.

    LookupError where there is no such option, ValueError where Slack's client would not take the text.
    """
    kind = element["type"]
    if kind in ("button", "icon_button"):
        return {"type": kind, "text": element["text"], **({"value": element["value"]} if "value" in element else {})}
    if kind == "feedback_buttons":
        button = _feedback(element, choice)
        return {"type": kind, "text": button["text"], "value": button["value"]}
    if kind in _ONE_OF_OPTIONS:
        return {"type": kind, "selected_option": _option(element, choice, suggested)}
    if kind in _SEVERAL_OPTIONS:
        return {"type": kind, "selected_options": [_option(element, wanted, suggested) for wanted in choice]}
    if kind in TYPED:
        return {"type": kind, "value": _typed(element, choice)}
    return {"type": kind, _FIELDS[kind]: choice}


def _feedback(element: Json, choice: Any) -> Json:
    for side in ("positive", "negative"):
        button: Json = element[f"{side}_button"]
        if choice in (side, button["value"], button["text"]["text"]):
            return button
    raise LookupError(f"no such feedback: {choice!r}")


def _option(element: Json, wanted: Any, suggested: list[Json] | None) -> Json:
    grouped = [option for group in element.get("option_groups", ()) for option in group["options"]]
    options: list[Json] = suggested if suggested is not None else [*element.get("options", ()), *grouped]
    for option in options:
        if wanted in (option["value"], option["text"]["text"]):
            return option
    raise LookupError(f"no option {wanted!r}; there are {[option['text']['text'] for option in options]}")


def _typed(element: Json, choice: Any) -> Any:
    if choice is not None and "max_length" in element and len(choice) > element["max_length"]:
        raise ValueError(f"longer than {element['max_length']} characters: the field takes no more")
    if choice is not None and len(choice) < element.get("min_length", 0):
        raise ValueError(f"shorter than {element['min_length']} characters: the field asks for more")
    return choice


def initial_state(element: Json) -> Json:
    """The state of an element that nobody touched."""
    kind = element["type"]
    for given, field in _INITIAL.items():
        if given in element:
            return {"type": kind, field: element[given]}
    if kind in TYPED:
        return {"type": kind, "value": None}
    if kind in _SEVERAL_OPTIONS:
        return {"type": kind, "selected_options": []}
    field = _FIELDS.get(kind, "selected_option")
    return {"type": kind, field: element.get(field.replace("selected", "initial"))}


def is_empty(state: Json) -> bool:
    """Whether nothing was chosen or typed."""
    return not any(value for name, value in state.items() if name != "type")
