"""Modals: what may stand in one, and what a person may type into it."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord.components import LABEL, ROW, SELECTS, TEXT_DISPLAY, TEXT_INPUT, check_custom_ids, check_select
from tests.fakes.discord.errors import Form, Where

_MOST_TITLE = 45
_MOST_LABEL = 45
_MOST_DESCRIPTION = 100
_MOST_TYPED = 4_000
_OTHER_FIELDS = (19, 21, 22, 23)  # file upload, radio group, checkbox group, checkbox: placed in a label, not looked into


def check_modal(data: dict[str, Any], form: Form, where: Where = ("data",)) -> None:
    """Refuse a modal whose title, labels or fields are missing, too many or too long."""
    form.text(data, "custom_id", where, least=1, most=100, required=True)
    form.text(data, "title", where, least=1, most=_MOST_TITLE, required=True)
    components = form.items(data, "components", where, least=1, most=5)
    for position, component in enumerate(components):
        at = (*where, "components", position)
        if not form.choice(component.get("type"), (ROW, LABEL, TEXT_DISPLAY), (*at, "type")):
            continue
        if component["type"] == ROW:
            for inner, child in enumerate(form.items(component, "components", at, least=1, most=1)):
                spot = (*at, "components", inner)
                if form.choice(child.get("type"), (TEXT_INPUT,), (*spot, "type")):
                    form.text(child, "label", spot, least=1, most=_MOST_LABEL, required=True)
                    _text_input(child, spot, form)
        elif component["type"] == LABEL:
            _label(component, at, form)
    check_custom_ids(components, (*where, "components"), form)


def _label(label: dict[str, Any], where: Where, form: Form) -> None:
    form.text(label, "label", where, least=1, most=_MOST_LABEL, required=True)
    form.text(label, "description", where, most=_MOST_DESCRIPTION)
    child = label.get("component")
    at = (*where, "component")
    if not isinstance(child, dict):
        form.wrong(at, "BASE_TYPE_REQUIRED", "This field is required")
    elif form.choice(child.get("type"), (TEXT_INPUT, *SELECTS, *_OTHER_FIELDS), (*at, "type")):
        if child["type"] == TEXT_INPUT:
            _text_input(child, at, form)
        elif child["type"] in SELECTS:
            check_select(child, at, form)


def _text_input(field: dict[str, Any], where: Where, form: Form) -> None:
    form.text(field, "custom_id", where, least=1, most=100, required=True)
    form.text(field, "placeholder", where, most=100)
    value = form.text(field, "value", where, most=_MOST_TYPED)
    form.choice(field.get("style"), (1, 2), (*where, "style"))
    least, most = field.get("min_length") or 0, field.get("max_length") or _MOST_TYPED
    if not 0 <= least <= most <= _MOST_TYPED:
        form.wrong((*where, "max_length"), "NUMBER_TYPE_MAX", f"lengths must be 0 to {_MOST_TYPED}, the least no more than the most")
    elif value and len(value) > most:
        form.wrong((*where, "value"), "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")


def fields(components: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The fields of a modal by custom id."""
    found: dict[str, dict[str, Any]] = {}
    for component in components:
        inner = component.get("components") or [component.get("component")]
        found |= {child["custom_id"]: child for child in inner if isinstance(child, dict) and "custom_id" in child}
    return found


def submission(components: list[dict[str, Any]], typed: dict[str, Any]) -> list[dict[str, Any]]:
    """The components as a submitted modal sends them back: in the same nesting, each field with what was typed or chosen."""
    sent: list[dict[str, Any]] = []
    for position, component in enumerate(components, 1):
        if component["type"] == TEXT_DISPLAY:
            sent.append({"type": TEXT_DISPLAY, "id": position})
        elif component["type"] == ROW:
            sent.append({"type": ROW, "id": position, "components": [_filled(child, typed) for child in component["components"]]})
        else:
            sent.append({"type": LABEL, "id": position, "component": _filled(component["component"], typed)})
    return sent


def _filled(field: dict[str, Any], typed: dict[str, Any]) -> dict[str, Any]:
    custom_id = field["custom_id"]
    filled: dict[str, Any] = {"type": field["type"], "custom_id": custom_id, "id": field.get("id", 0)}
    value = typed.get(custom_id)
    if field["type"] != TEXT_INPUT:
        return {**filled, "values": [] if value is None else [value] if isinstance(value, str) else list(value)}
    text = str(field.get("value") or "") if value is None else str(value)
    least, most = field.get("min_length") or 0, field.get("max_length") or _MOST_TYPED
    if field.get("required", True) and not text:
        raise AssertionError(f"The field {custom_id!r} must be filled in before the modal can be sent")
    if text and not least <= len(text) <= most:
        raise AssertionError(f"The field {custom_id!r} takes {least} to {most} characters, not {len(text)}")
    return {**filled, "value": text}
