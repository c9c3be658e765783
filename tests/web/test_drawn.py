"""Messages drawn as Slack and Discord show them: their markup is read, and nothing in it runs."""

from __future__ import annotations

import pytest

from adapters.web.drawn import markup


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (r"**a\* <b>** [c \] d](<https://e.example>)", "<div><b>a* &lt;b&gt;</b> <u>c ] d</u></div>"),
        ("- one\n-# two", "<div class=item>one</div><div class=small>two</div>"),
        ("a\n```\n*b* | c\n```", "<div>a</div><pre>*b* | c</pre>"),
    ],
)
def test_reads_discords_markdown(text: str, html: str) -> None:
    """With escapes, in lists and small print."""
    assert markup.discord(text) == html


def test_reads_slacks_markup() -> None:
    """Links, bold words and lines."""
    assert markup.slack("*a &amp; b*\n<https://c.example|d>") == "<b>a &amp; b</b><br><u>d</u>"


@pytest.mark.parametrize("hostile", ["<script>x</script>", "&lt;script&gt;", "<https://a.example|<b>>", "*<i>*", "<img src=x onerror=y>"])
def test_nothing_else_is_markup(hostile: str) -> None:
    """Whatever a text holds, escaped already or not."""
    for html in (markup.slack(hostile), markup.discord(hostile)):
        assert not any(tag in html for tag in ("<script", "<img", "<i>", "<b><"))
