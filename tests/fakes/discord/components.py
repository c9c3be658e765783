"""Components of messages, in the older layout of action rows and in Components V2, by the "Component Reference"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.fakes.discord.embeds import check_address
from tests.fakes.discord.errors import Form, Where

ROW, BUTTON, STRING_SELECT, TEXT_INPUT, SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = (
    1, 2, 3, 4, 9, 10, 11, 12, 13, 14, 17, 18,
)  # fmt: skip
SELECTS = (STRING_SELECT, 5, 6, 7, 8)
LINK_STYLE, PREMIUM_STYLE = 5, 6

_MOST_ROWS = 5
_MOST_BUTTONS = 5
_MOST_COMPONENTS = 40
_MOST_TEXT = 4_000  # over all text displays of a message, documented by discord.py
_TOP_LEVEL_V2 = (ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR, CONTAINER)
_IN_CONTAINER = (ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR)


def walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """All components in reading order, outer before inner, an accessory after its texts."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        if isinstance(component.get("component"), dict):
            yield from walk([component["component"]])
        if isinstance(component.get("accessory"), dict):
            yield from walk([component["accessory"]])


def check_components(body: dict[str, Any], form: Form, *, second_version: bool) -> None:
    """Refuse components that are too many, too long, misplaced or share a custom id."""
    key = "components"
    components = form.items(body, key, (), most=_MOST_COMPONENTS if second_version else _MOST_ROWS)
    if not all(isinstance(component, dict) for component in components):
        form.wrong((key,), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return
    for position, component in enumerate(components):
        where: Where = (key, position)
        if form.choice(component.get("type"), _TOP_LEVEL_V2 if second_version else (ROW,), (*where, "type")):
            _component(component, where, form)
    check_custom_ids(components, (key,), form)
    if second_version:
        _check_totals(components, form)


def check_custom_ids(components: list[dict[str, Any]], where: Where, form: Form) -> None:
    """Refuse two components with one custom id."""
    seen: set[str] = set()
    for component in walk(components):
        custom_id = component.get("custom_id")
        if custom_id is None:
            continue
        if custom_id in seen:
            form.wrong((*where, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
        seen.add(custom_id)


def _check_totals(components: list[dict[str, Any]], form: Form) -> None:
    every = list(walk(components))
    if len(every) > _MOST_COMPONENTS:
        form.wrong(
            ("components",), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", f"Number of components exceeds maximum of {_MOST_COMPONENTS}"
        )
    text = sum(len(str(component.get("content", ""))) for component in every if component.get("type") == TEXT_DISPLAY)
    if text > _MOST_TEXT:
        form.wrong(
            ("components",),
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            f"Total size of displayable text exceeds maximum size of {_MOST_TEXT}",
        )


def _component(component: dict[str, Any], where: Where, form: Form) -> None:
    kind = component.get("type")
    if kind == ROW:
        _row(component, where, form)
    elif kind == TEXT_DISPLAY:
        form.text(component, "content", where, least=1, most=_MOST_TEXT, required=True)
    elif kind == SECTION:
        _section(component, where, form)
    elif kind == CONTAINER:
        inner = form.items(component, "components", where, least=1, most=_MOST_COMPONENTS)
        for position, child in enumerate(inner):
            at = (*where, "components", position)
            if form.choice(child.get("type"), _IN_CONTAINER, (*at, "type")):
                _component(child, at, form)
    elif kind == THUMBNAIL:
        check_address(
            (component.get("media") or {}).get("url"), (*where, "media", "url"), form, most=2_048, schemes=("http", "https", "attachment")
        )
    elif kind == GALLERY:
        form.items(component, "items", where, least=1, most=10)


def _section(section: dict[str, Any], where: Where, form: Form) -> None:
    for position, child in enumerate(form.items(section, "components", where, least=1, most=3)):
        at = (*where, "components", position)
        if form.choice(child.get("type"), (TEXT_DISPLAY,), (*at, "type")):
            _component(child, at, form)
    accessory = section.get("accessory")
    if not isinstance(accessory, dict):
        form.wrong((*where, "accessory"), "BASE_TYPE_REQUIRED", "This field is required")
    elif form.choice(accessory.get("type"), (BUTTON, THUMBNAIL), (*where, "accessory", "type")):
        (_button if accessory["type"] == BUTTON else _component)(accessory, (*where, "accessory"), form)


def _row(row: dict[str, Any], where: Where, form: Form) -> None:
    children = form.items(row, "components", where, least=1, most=_MOST_BUTTONS)
    width = 0
    for position, child in enumerate(children):
        at = (*where, "components", position)
        if not form.choice(child.get("type"), (BUTTON, *SELECTS), (*at, "type")):
            continue
        if child["type"] == BUTTON:
            width += 1
            _button(child, at, form)
        else:
            width += _MOST_BUTTONS
            check_select(child, at, form)
    if width > _MOST_BUTTONS:
        form.wrong((*where, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")


def _button(button: dict[str, Any], where: Where, form: Form) -> None:
    label = form.text(button, "label", where, most=80)
    style = button.get("style")
    if not form.choice(style, (1, 2, 3, 4, 5, 6), (*where, "style")):
        return
    if style == LINK_STYLE:
        if "url" not in button:
            form.wrong((*where, "url"), "BASE_TYPE_REQUIRED", "This field is required")
        check_address(button.get("url"), (*where, "url"), form, most=512, schemes=("http", "https", "discord"))
        if button.get("custom_id") is not None:
            form.wrong((*where, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", "A custom id and url cannot both be specified")
    elif style != PREMIUM_STYLE:
        form.text(button, "custom_id", where, least=1, most=100, required=True)
        if button.get("url") is not None:
            form.wrong((*where, "url"), "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", "A custom id and url cannot both be specified")
    if not label and not button.get("emoji") and style != PREMIUM_STYLE:
        form.wrong((*where, "label"), "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button must have a label or an emoji")


def check_select(select: dict[str, Any], where: Where, form: Form) -> None:
    """Refuse a select menu that is too long, has too many options or asks for more than it offers."""
    form.text(select, "custom_id", where, least=1, most=100, required=True)
    form.text(select, "placeholder", where, most=150)
    least, most = select.get("min_values", 1), select.get("max_values", 1)
    if not (isinstance(least, int) and isinstance(most, int) and 0 <= least <= most <= 25 and most):
        form.wrong((*where, "max_values"), "BASE_TYPE_BAD_VALUE", "min_values must be 0 to 25 and no more than max_values, 1 to 25")
    if select.get("type") != STRING_SELECT:
        return
    options = form.items(select, "options", where, least=1, most=25)
    values: set[str] = set()
    for position, option in enumerate(options):
        at = (*where, "options", position)
        form.text(option, "label", at, least=1, most=100, required=True)
        value = form.text(option, "value", at, least=1, most=100, required=True)
        form.text(option, "description", at, most=100)
        if value in values:
            form.wrong((*at, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
        values.add(value)
    if isinstance(most, int) and most > max(len(options), 1):
        form.wrong((*where, "max_values"), "BASE_TYPE_BAD_VALUE", "max_values must not be greater than the number of options")
