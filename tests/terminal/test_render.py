"""What cards look like in a terminal."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from adapters.text.render import render, show
from bot.dialogue.respond import Message, respond
from bot.replies.blocks import Heading, Paragraph, Table
from bot.replies.card import Card
from bot.understanding.revision import Revision
from tests.conftest import TODAY
from tests.contract.contract import QUESTIONS


def card_of(revision: Revision, question: str) -> Card:
    """The card of an answer."""
    return respond(revision, Message(question), TODAY).card


def at_a_terminal(card: Card, **environ: str) -> str:
    """What a terminal with colours gets."""
    out = io.StringIO()
    show(card, Console(file=out, width=80, force_terminal=True, color_system="truecolor", highlight=False, _environ=environ))
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_line_is_wider_than_the_terminal(revision: Revision, question: str, width: int) -> None:
    """Except addresses, which stay in one piece; and none ends with a blank."""
    card = card_of(revision, question)
    lines = [line for line in render(card, width).splitlines() if "://" not in line]
    assert max(map(len, lines)) <= width
    without_table = card._replace(brief=tuple(block for block in card.brief if not isinstance(block, Table)))
    assert not any(line.endswith(" ") for line in render(without_table, width).splitlines())


def test_a_wide_terminal_is_used(revision: Revision) -> None:
    """To its whole width."""
    lines = render(card_of(revision, "can zoom use my calls for ai"), 120).splitlines()
    assert max(len(line) for line in lines if "://" not in line) > 100


def test_colour_and_links_at_a_terminal(revision: Revision) -> None:
    """The title is bold and has its tone, a source's title is a link."""
    shown = at_a_terminal(card_of(revision, "can zoom use my calls for ai"))
    title = shown.splitlines()[0]
    assert title.startswith("\x1b[1;32m")
    assert re.search(r"\x1b\]8;id=\d+;https://zoom.us/en/trust/terms/\x1b\\", shown)


def test_no_colour_where_none_is_wanted(revision: Revision) -> None:
    """With NO_COLOR bold stays; where it is no terminal nothing does."""
    card = card_of(revision, "can zoom use my calls for ai")
    shown = at_a_terminal(card, NO_COLOR="1")
    assert shown.startswith("\x1b[1m")
    assert "32m" not in shown
    assert "\x1b" not in render(card)


def test_how_much_is_shown(revision: Revision) -> None:
    """The brief alone, with all sources, or everything."""
    card = card_of(revision, "can zoom use my calls for ai")
    brief, sources, whole = (render(card, extent=extent) for extent in ("brief", "sources", "all"))
    assert "Sources:" not in brief
    assert "Exceptions:" not in sources
    assert "Sources:" in sources
    assert "Exceptions:" in whole
    assert len(brief) < len(sources) < len(whole)


@pytest.mark.parametrize("question", ["compare zoom teams", "alternatives zoom"])
def test_several_answers_are_a_table(revision: Revision, question: str) -> None:
    """A row for each; in a narrow terminal a list, which says the same."""
    card = card_of(revision, question)
    assert card.table is not None
    shown, narrow = render(card, extent="brief"), render(card, 42, "brief")
    [header] = [line for line in shown.splitlines() if line.lstrip().startswith(card.table.columns[0])]
    assert all(column.split()[0] in header for column in card.table.columns)
    for row in card.table.rows:
        assert f"{row.name}: {row.answer}" in " ".join(narrow.split())


def test_a_history_begins_with_the_newest(revision: Revision) -> None:
    """Whatever order the reply has; what only stayed as it was stands below the brief."""
    card = card_of(revision, "history zoom")
    assert card.reply is not None
    shown = " ".join(render(card).split())
    changes = sorted((change for change in card.reply.history if not change.stayed), key=lambda change: change.date or "")
    places = [shown.index(" ".join(change.what.split())) for change in changes]
    assert places == sorted(places, reverse=True)


def test_words_cannot_steer_the_terminal() -> None:
    """Neither by control characters nor by rich's markup."""
    shown = render(Card((Heading("a\x1b[31mb\x9b2J"), Paragraph("[red]c[/red] :smile: \x07"))))
    assert shown == "a[31mb2J\n\n[red]c[/red] :smile:"
