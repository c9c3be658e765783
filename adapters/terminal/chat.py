"""Hold a conversation in the terminal: a line, its answer in brief, and what can be asked next with numbers to type."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from adapters.text.render import choices_of, console_on, offers, show, show_details
from bot.dialogue.context import context_after
from bot.dialogue.respond import Message, card_on, respond
from bot.replies import wording
from bot.replies.card import Button, Card
from bot.replies.pages import notice
from bot.understanding.question import NOTHING_BEFORE, ConversationState
from bot.understanding.revision import Revision
from bot.understanding.subject import Subject

GREETING = "Ask about a platform. A number picks an offer, d shows details and sources, ? helps, q ends."
DETAILS = "details and sources"
NOTHING_MORE = "There is nothing to show yet. Ask about a platform."
_END, _HELP, _MORE = {"q", "quit", "exit"}, {"?"}, {"d", "details"}


def converse(revision: Revision, today: date) -> None:
    """Answer lines until somebody ends it or there are no more."""
    before, card = NOTHING_BEFORE, Card(())
    with suppress(EOFError, KeyboardInterrupt):
        for line in _lines():
            card, before = _answer_line(revision, line, today, card, before)
            print(flush=True)


def _answer_line(revision: Revision, line: str, today: date, card: Card, before: ConversationState) -> tuple[Card, ConversationState]:
    """Show what a line asks for; return the card to which the next line may refer, and what the conversation is about."""
    console, choices = console_on(sys.stdout), choices_of(card)
    if line.lower() in _MORE and card.details:
        show_details(card, console)
        return card, before
    if line.lower() in _MORE or (line.isdecimal() and not 0 < int(line) <= len(choices)):
        show(notice(f"Type a number from 1 to {len(choices)}." if choices else NOTHING_MORE), console)
        return card, before
    if line.isdecimal():
        card, before = _chosen(revision, choices[int(line) - 1], today, before)
    else:
        card, before, *_ = respond(revision, Message("help" if line in _HELP else line), today, wording.IN_TERMINAL_CHAT, before)
    marked = [(str(number), choice.typed) for number, choice in enumerate(choices_of(card), start=1)]
    show(card, console, "brief", offers([*marked, *([("d", DETAILS)] if card.details else [])]))
    return card, before


def _chosen(revision: Revision, choice: Button, today: date, before: ConversationState) -> tuple[Card, ConversationState]:
    """Answer an offer by what it asks for, not by its words, where that is settled."""
    if choice.action == "ask":
        response = respond(revision, Message(choice.typed), today, wording.IN_TERMINAL_CHAT, before)
        return response.card, response.after
    card = card_on(revision.knowledge, Subject.decode(choice.value), today)
    return card, context_after(card, before)


def _lines() -> Iterator[str]:
    """Yield what somebody types, with line editing at a terminal, or what is piped in."""
    interactive = sys.stdin.isatty()
    if interactive:
        with suppress(ImportError):  # Windows has none
            import readline  # noqa: F401 - editing and recalling lines, kept in memory only
        print(GREETING)
    while (line := input("> " if interactive else "").strip()).lower() not in _END:
        if line:
            yield line
