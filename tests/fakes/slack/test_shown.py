"""mrkdwn as Slack reads it: what is shown, who is pinged, where links lead, which layout is made."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.slack import Link, Mark, Ping, read, shown
from tests.fakes.slack.mrkdwn import escape, unescape

Json = dict[str, Any]


@pytest.mark.parametrize(
    ("raw", "seen", "ping"),
    [
        ("<@U1>", "@U1", Ping("user", "U1")),
        ("<@W1|alice>", "@alice", Ping("user", "W1")),
        ("<!channel>", "@channel", Ping("channel", "@channel")),
        ("<!here|here>", "here", Ping("here", "@here")),
        ("<!everyone>", "@everyone", Ping("everyone", "@everyone")),
        ("<!group>", "@group", Ping("channel", "@group")),
        ("<!subteam^S1>", "@S1", Ping("group", "S1")),
        ("<!subteam^S1|@team>", "@team", Ping("group", "S1")),
        ("`<!channel>`", "@channel", Ping("channel", "@channel")),
        ("*<!here>*", "@here", Ping("here", "@here")),
    ],
)
def test_pings_are_found(raw: str, seen: str, ping: Ping) -> None:
    """Each control sequence that notifies, inside code and layout too."""
    assert (read(raw).text, read(raw).pings) == (seen, (ping,))


@pytest.mark.parametrize("raw", ["&lt;!channel&gt;", "@channel", "<#C1>", "<#C1|general>", "<!date^1^{date}|today>", "a < b > c", "<>"])
def test_nothing_else_pings(raw: str) -> None:
    """Escaped sequences, bare names, channels and dates notify nobody."""
    assert read(raw).pings == ()


def test_bare_names_ping_where_the_message_asks_for_it() -> None:
    """`@channel` as typed does nothing, unless link_names or parse=full is set."""
    assert read("@channel and @here").bare == ("@channel", "@here")
    message = {"text": "hi @channel, @alice"}
    assert shown(message).pings == ()
    assert shown({**message, "link_names": True}).pings == (Ping("channel", "@channel"), Ping("name", "@alice"))
    assert shown({**message, "parse": "full"}).pings == shown({**message, "link_names": True}).pings


@pytest.mark.parametrize(
    ("raw", "seen", "link"),
    [
        ("<https://a.example/b|here>", "here", Link("https://a.example/b", "here")),
        (
            "<https://a.example/?x=1&amp;y=2>",
            "https://a.example/?x=1&y=2",
            Link("https://a.example/?x=1&y=2", "https://a.example/?x=1&y=2"),
        ),
        ("<mailto:a@b.example|mail>", "mail", Link("mailto:a@b.example", "mail")),
        ("see https://a.example/b.", "see https://a.example/b.", Link("https://a.example/b", "https://a.example/b", True)),
        ("is zoom.us safe?", "is zoom.us safe?", Link("http://zoom.us", "zoom.us", True)),
        ("write a@b.example", "write a@b.example", Link("mailto:a@b.example", "a@b.example", True)),
    ],
)
def test_links_are_found(raw: str, seen: str, link: Link) -> None:
    """Written links, and those that Slack makes of bare addresses unless the text is verbatim."""
    assert (read(raw).text, read(raw).links) == (seen, (link,))
    assert bool(read(raw, verbatim=True).links) is not link.automatic


@pytest.mark.parametrize(
    ("raw", "seen", "mark"),
    [
        ("*bold*", "bold", Mark("bold", "bold")),
        ("_italic_", "italic", Mark("italic", "italic")),
        ("~gone~", "gone", Mark("strike", "gone")),
        ("`code *x*`", "code *x*", Mark("code", "code *x*")),
        ("```a\nb```", "a\nb", Mark("preformatted", "a\nb")),
        ("&gt; quoted", "> quoted", Mark("quote", "quoted")),
        ("> quoted", "> quoted", Mark("quote", "quoted")),
        ("• one", "• one", Mark("list", "one")),
        ("* one *", "* one *", Mark("list", "one *")),
        (":tada:", ":tada:", Mark("emoji", "tada")),
    ],
)
def test_layout_is_found(raw: str, seen: str, mark: Mark) -> None:
    """Each mark, with what a reader still sees of it."""
    assert (read(raw).text, read(raw).marks) == (seen, (mark,))


@pytest.mark.parametrize("raw", ["2*3*4", "snake_case_name", "a ~ b ~ c", "10:30:45", "it's", "a*b"])
def test_signs_within_words_are_signs(raw: str) -> None:
    """Marks count only at the edge of a word."""
    assert (read(raw).text, read(raw).marks) == (raw, ())


@given(st.text(max_size=80))
def test_escaped_text_pings_nobody_and_makes_no_link_of_its_own(text: str) -> None:
    """Whatever a person typed, escaped and verbatim: no pings, no links, and escaping comes back."""
    reading = read(escape(text), verbatim=True)
    assert (reading.pings, reading.links, reading.channels) == ((), (), ())
    assert unescape(escape(text)) == text


def test_plain_text_is_shown_as_it_is() -> None:
    """A plain_text object does nothing, whatever stands in it."""
    forged = "<!channel> *x* <https://a.example|y>"
    seen = shown({"text": "t", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": forged}}]})
    assert (seen.texts, seen.pings, seen.links, seen.marks) == ((forged,), (), (), ())


def test_the_fallback_pings_too() -> None:
    """The top-level text is not shown beside blocks, but it notifies."""
    seen = shown({"text": "hi <@U1>", "blocks": [{"type": "divider"}]})
    assert (seen.text, seen.fallback, seen.pings) == ("", "hi @U1", (Ping("user", "U1"),))


def test_a_message_is_read_in_order() -> None:
    """Texts of every kind of block, buttons apart, rich text and tables included."""
    rich: Json = {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "six ", "style": {"bold": True}},
                    {"type": "link", "url": "https://a.example", "text": "seven"},
                    {"type": "user", "user_id": "U1"},
                    {"type": "broadcast", "range": "here"},
                ],
            },
            {"type": "rich_text_list", "style": "bullet", "elements": [{"type": "rich_text_section", "elements": []}]},
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "eight"}]},
        ],
    }
    button = {"type": "button", "text": {"type": "plain_text", "text": "Share"}, "action_id": "share", "value": "v"}
    blocks: list[Json] = [
        {"type": "header", "text": {"type": "plain_text", "text": "one"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "*two*"}, "fields": [{"type": "plain_text", "text": "three"}]},
        {"type": "context", "elements": [{"type": "image", "image_url": "u", "alt_text": "four"}, {"type": "mrkdwn", "text": "five"}]},
        rich,
        {"type": "table", "rows": [[{"type": "raw_text", "text": "nine"}, {"type": "raw_text", "text": "ten"}]]},
        {"type": "markdown", "text": "[eleven](https://b.example)"},
        {"type": "actions", "elements": [button]},
    ]
    seen = shown({"text": "t", "blocks": blocks})
    assert seen.texts == ("one", "two", "three", "four", "five", "six seven@U1@here", "", "eight", "nine", "ten", "eleven")
    assert seen.pings == (Ping("user", "U1"), Ping("here", "@here"))
    assert seen.links == (Link("https://a.example", "seven"), Link("https://b.example", "eleven"))
    assert [mark.kind for mark in seen.marks] == ["bold", "bold", "list", "quote"]
    assert [(control.label, control.action_id, control.value) for control in seen.controls] == [("Share", "share", "v")]


def test_words_are_found_across_invisible_characters() -> None:
    """Invisible characters and line breaks between words do not count."""
    seen = shown({"text": "no\u200bt \u00adbold  at\nall"})
    assert seen.says("not bold at all")
    assert not seen.says("not there")
