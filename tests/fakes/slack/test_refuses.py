"""What Block Kit allows and what it does not, at the edge of each limit."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.models import blocks as sdk

from tests.fakes.slack.blocks import check_message, check_view
from tests.fakes.slack.checks import FlawError
from tests.fakes.slack.choosing import chosen, initial_state

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """A mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def option(number: int, label: str = "x", value: str = "") -> Json:
    """An option."""
    return {"text": plain(label), "value": value or str(number)}


def button(**more: Any) -> Json:
    """A button."""
    return {"type": "button", "text": plain("b"), **more}


def actions(*elements: Json) -> Json:
    """An actions block."""
    return {"type": "actions", "elements": list(elements)}


def select(count: int, **more: Any) -> Json:
    """A menu with so many options."""
    return actions({"type": "static_select", "action_id": "s", "options": [option(number) for number in range(count)], **more})


def table(rows: int, columns: int, text: str = "x") -> Json:
    """A table of one text."""
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * columns] * rows}


def section(text: str) -> Json:
    """A section block."""
    return {"type": "section", "text": mrkdwn(text)}


def confirm(**texts: str) -> Json:
    """A button with a confirmation."""
    return actions(button(confirm={name: plain(texts.get(name, "x")) for name in ("title", "text", "confirm", "deny")}))


FEEDBACK: Json = {
    "type": "feedback_buttons",
    "action_id": "f",
    "positive_button": {"text": plain("Good"), "value": "good"},
    "negative_button": {"text": plain("Bad"), "value": "bad"},
}
TRASH: Json = {"type": "icon_button", "icon": "trash", "text": plain("Delete")}
INPUT: Json = {"type": "input", "label": plain("L"), "element": {"type": "plain_text_input", "action_id": "i"}}
RICH: Json = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}]}
OVERFLOW = {"type": "overflow", "action_id": "o"}


def flaw(*blocks: Any, text: str = "text", **more: Any) -> str:
    """The error and the sentence by which blocks are refused, or nothing."""
    try:
        check_message({"text": text, "blocks": list(blocks)}, **more)
    except FlawError as found:
        return f"{found.error} {found}"
    return ""


@pytest.mark.parametrize(
    ("fits", "does_not"),
    [
        ([section("x" * 3_000)], [section("x" * 3_001)]),
        ([{"type": "section", "fields": [mrkdwn("x" * 1_000)] * 10}], [{"type": "section", "fields": [mrkdwn("x")] * 11}]),
        ([{"type": "section", "fields": [mrkdwn("x" * 2_000)]}], [{"type": "section", "fields": [mrkdwn("x" * 2_001)]}]),
        ([{"type": "header", "text": plain("x" * 150)}], [{"type": "header", "text": plain("x" * 151)}]),
        ([{"type": "header", "text": plain("x")}], [{"type": "header", "text": mrkdwn("x")}]),
        ([{"type": "context", "elements": [mrkdwn("x")] * 10}], [{"type": "context", "elements": [mrkdwn("x")] * 11}]),
        ([actions(*[button()] * 25)], [actions(*[button()] * 26)]),
        ([actions(button(value="x" * 2_000))], [actions(button(value="x" * 2_001))]),
        ([actions(button(url="https://a.b/" + "x" * 2_988))], [actions(button(url="x" * 3_001))]),
        ([actions(button(text=plain("x" * 75)))], [actions(button(text=plain("x" * 76)))]),
        ([actions(button(action_id="x" * 255))], [actions(button(action_id="x" * 256))]),
        ([actions(button(style="danger"))], [actions(button(style="warning"))]),
        ([confirm(title="x" * 100, confirm="x" * 30)], [confirm(title="x" * 101)]),
        ([confirm(text="x" * 300, deny="x" * 30)], [confirm(text="x" * 301)]),
        ([confirm()], [confirm(deny="x" * 31)]),
        ([select(100)], [select(101)]),
        ([select(1, options=[option(1, "x" * 75)])], [select(1, options=[option(1, "x" * 76)])]),
        ([select(1, options=[option(1, value="x" * 150)])], [select(1, options=[option(1, value="x" * 151)])]),
        ([select(2, initial_option=option(1))], [select(2, initial_option=option(2))]),
        ([select(1, placeholder=plain("x" * 150))], [select(1, placeholder=plain("x" * 151))]),
        ([actions({**OVERFLOW, "options": [option(1)] * 5})], [actions({**OVERFLOW, "options": [option(1)] * 6})]),
        ([{"type": "context_actions", "elements": [FEEDBACK, *[TRASH] * 4]}], [{"type": "context_actions", "elements": [TRASH] * 6}]),
        ([{"type": "context_actions", "elements": [TRASH]}], [actions(TRASH)]),
        ([{"type": "context_actions", "elements": [FEEDBACK]}], [{"type": "context_actions", "elements": [button()]}]),
        ([table(100, 20)], [table(101, 1)]),
        ([table(1, 20)], [table(1, 21)]),
        ([table(10, 10, "x" * 100)], [table(10, 10, "x" * 101)]),
        ([table(1, 1)], [table(1, 1), table(1, 1)]),
        ([{**table(1, 2), "column_settings": [{"align": "right"}]}], [{**table(1, 2), "column_settings": [{"align": "top"}]}]),
        ([{"type": "table", "rows": [[RICH]]}], [{"type": "table", "rows": [[mrkdwn("x")]]}]),
        ([RICH], [{"type": "rich_text", "elements": [{"type": "text", "text": "x"}]}]),
        ([{"type": "image", "image_url": "https://a.b/c.png", "alt_text": "x"}], [{"type": "image", "image_url": "https://a.b/c.png"}]),
        ([{"type": "markdown", "text": "x" * 12_000}], [{"type": "markdown", "text": "x" * 12_001}]),
        ([{"type": "divider"}] * 50, [{"type": "divider"}] * 51),
        ([{"type": "divider", "block_id": "x" * 255}], [{"type": "divider", "block_id": "x" * 256}]),
        ([{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "b"}], [{"type": "divider", "block_id": "a"}] * 2),
        ([actions(button(action_id="a")), actions(button(action_id="a"))], [actions(button(action_id="a"), button(action_id="a"))]),
        ([INPUT], [{**INPUT, "element": button()}]),
        ([{**INPUT, "dispatch_action": True}], [{**INPUT, "element": {"type": "plain_text_input", "max_length": 3_001}}]),
        ([section("x")], [{**section("x"), "colour": "red"}]),
        ([section("x")], [{"type": "section"}]),
        ([section("x")], [section("")]),
        ([section("x")], [{"type": "alert", "text": mrkdwn("x")}]),
        ([section("x")], [{"type": "carousel", "elements": []}]),
        ([section("x")], ["x"]),
        ([section("x")], [{"type": "section", "text": "x"}]),
        ([section("x")], [{"type": "section", "text": None}]),
    ],
)
def test_blocks_are_refused_past_their_limits(fits: list[Json], does_not: list[Json]) -> None:
    """What fits is taken; one more of it, or something foreign, is invalid_blocks."""
    assert flaw(*fits) == ""
    assert flaw(*does_not).startswith("invalid_blocks [ERROR] ")


def test_a_refusal_points_at_the_place() -> None:
    """The sentence names the path, as Slack's response_metadata does."""
    assert flaw(section("x"), actions(button(), button(text=plain("x" * 76)))).endswith("[json-pointer:/blocks/1/elements/1/text/text]")


def test_a_whole_message_has_a_limit() -> None:
    """About 13,200 characters in all, each block weighing 125; and 12,000 in all markdown blocks."""
    sections = [section("x" * 3_000)] * 4
    assert flaw(*sections, section("x" * 797)) == ""
    assert flaw(*sections, section("x" * 798)).startswith("msg_blocks_too_long")
    assert flaw(*[{"type": "markdown", "text": "x" * 6_000}] * 2) == ""
    assert flaw(*[{"type": "markdown", "text": "x" * 6_001}] * 2).startswith("msg_blocks_too_long")


@pytest.mark.parametrize("text", ["", "  ", None])
def test_a_message_needs_a_plain_text(text: str) -> None:
    """Blocks alone are refused: our own rule."""
    assert flaw(section("x"), text=text).startswith("no_text")


def test_blocks_that_are_not_rolled_out_are_refused() -> None:
    """A workspace may not know tables or feedback buttons yet."""
    assert flaw(table(1, 1), refused=["table"]).startswith("invalid_blocks")
    assert flaw({"type": "context_actions", "elements": [FEEDBACK]}, refused=["table", "context_actions"]).startswith("invalid_blocks")


def modal(*blocks: Json, **more: Any) -> Json:
    """A modal."""
    return {"type": "modal", "title": plain("T"), "submit": plain("S"), "blocks": list(blocks), **more}


def test_views_are_refused_past_their_limits() -> None:
    """A hundred blocks, a title of 24 characters, a submit button where there is something to fill in, and only what views hold."""
    check_view(modal(INPUT, *[{"type": "divider"}] * 99, private_metadata="x" * 3_000), "modal")
    check_view({"type": "home", "blocks": [section("x")]}, "home")
    without_submit = {name: held for name, held in modal(INPUT).items() if name != "submit"}
    wrong = [
        modal(*[{"type": "divider"}] * 101),
        modal(title=plain("x" * 25)),
        modal(private_metadata="x" * 3_001),
        modal(table(1, 1)),
        modal({"type": "context_actions", "elements": [FEEDBACK]}),
        without_submit,
        {"type": "home", "blocks": []},
        None,
    ]
    for view in wrong:
        with pytest.raises(FlawError) as caught:
            check_view(view, "modal")
        assert caught.value.error == "invalid_arguments"


def test_what_the_sdk_builds_is_taken() -> None:
    """Blocks made by slack-sdk's own classes pass."""
    made = [
        sdk.SectionBlock(text=sdk.MarkdownTextObject(text="*x*", verbatim=True), accessory=sdk.ButtonElement(text="b", action_id="a")),
        sdk.HeaderBlock(text="H"),
        sdk.ContextBlock(elements=[sdk.MarkdownTextObject(text="x")]),
        sdk.DividerBlock(),
        sdk.ActionsBlock(
            elements=[
                sdk.StaticSelectElement(placeholder="p", action_id="s", options=[sdk.Option(value="1", label="one")]),
                sdk.OverflowMenuElement(action_id="o", options=[sdk.Option(value="1", label="one"), sdk.Option(value="2", label="two")]),
                sdk.ExternalDataSelectElement(placeholder="p", action_id="e", min_query_length=1),
            ]
        ),
        sdk.InputBlock(label="L", element=sdk.PlainTextInputElement(action_id="p", multiline=True)),
        sdk.ContextActionsBlock(
            elements=[
                sdk.FeedbackButtonsElement(
                    action_id="f",
                    positive_button=sdk.FeedbackButtonObject(text="+", value="+"),
                    negative_button=sdk.FeedbackButtonObject(text="-", value="-"),
                )
            ]
        ),
        sdk.TableBlock(rows=[[{"type": "raw_text", "text": "x"}]], column_settings=[{"is_wrapped": True}]),
        sdk.MarkdownBlock(text="**x**"),
        sdk.ImageBlock(image_url="https://a.b/c.png", alt_text="x"),
    ]
    assert flaw(*[block.to_dict() for block in made]) == ""


@pytest.mark.parametrize(
    ("element", "choice", "state"),
    [
        (FEEDBACK, "positive", {"text": plain("Good"), "value": "good"}),
        (button(value="v"), None, {"text": plain("b"), "value": "v"}),
        ({"type": "static_select", "options": [option(1, "One")]}, "One", {"selected_option": option(1, "One")}),
        ({"type": "checkboxes", "options": [option(1), option(2)]}, ["2"], {"selected_options": [option(2)]}),
        ({"type": "users_select"}, "U1", {"selected_user": "U1"}),
        ({"type": "plain_text_input"}, "typed", {"value": "typed"}),
    ],
)
def test_a_choice_has_the_documented_form(element: Json, choice: Any, state: Json) -> None:
    """What is chosen or typed comes in the field of its kind."""
    assert chosen(element, choice) == {"type": element["type"], **state}


@pytest.mark.parametrize(
    ("element", "state"),
    [
        ({"type": "plain_text_input", "initial_value": "x"}, {"value": "x"}),
        ({"type": "plain_text_input"}, {"value": None}),
        ({"type": "static_select", "initial_option": option(1)}, {"selected_option": option(1)}),
        ({"type": "users_select", "initial_user": "U1"}, {"selected_user": "U1"}),
        ({"type": "multi_users_select", "initial_users": ["U1"]}, {"selected_users": ["U1"]}),
        ({"type": "datepicker", "initial_date": "2026-11-24"}, {"selected_date": "2026-11-24"}),
        ({"type": "checkboxes"}, {"selected_options": []}),
    ],
)
def test_what_nobody_touched_has_its_initial_state(element: Json, state: Json) -> None:
    """An element starts with what the app put into it."""
    assert initial_state(element) == {"type": element["type"], **state}
