"""Cards that are no answers: what the bot is for, what is on record, what is stored, thanks and apologies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.replies import wording
from bot.replies.blocks import Heading, Paragraph, Points
from bot.replies.card import Button, Card, CardKind
from knowledge.base import Knowledge
from knowledge.dates import PartialDate

if TYPE_CHECKING:
    from bot.replies.claims import FoundClaim

MOST_MISTAKES = 10
"""More are not read in a message."""


def help_card(usage: Sequence[str]) -> Card:
    """Say what the bot is for, with examples to press; `usage` are the surface's own ways to ask, a line each."""
    return Card(
        brief=(
            Heading(wording.TITLE),
            Paragraph(wording.PURPOSE),
            Points(wording.WAYS_TO_ASK, tuple(usage)),
            Paragraph(wording.HOW_IT_ANSWERS),
        ),
        buttons=tuple(Button(example, "ask", example) for example in wording.EXAMPLES),
        kind="help",
    )


def platforms_card(knowledge: Knowledge) -> Card:
    """List every platform on record, by what it is used for."""
    named = {
        title: sorted((platform.name for platform in knowledge.platforms.values() if platform.kind == kind), key=str.casefold)
        for kind, title in wording.KINDS.items()
    }
    return Card(
        brief=(
            Heading(wording.platforms_on_record(len(knowledge.platforms))),
            *(Paragraph(", ".join(names), title) for title, names in named.items() if names),
            Paragraph(wording.ASK_ABOUT_THEM),
        ),
        kind="platforms",
    )


def privacy_card(kept: Sequence[tuple[str, str]], about_you: Sequence[tuple[str, int]]) -> Card:
    """Say what is stored and for how long, and what of it is about the person who looks, with the button that deletes it."""
    yours = tuple(f"{words}: {count}" for words, count in about_you) or (wording.NOTHING_STORED,)
    return Card(
        brief=(
            Heading(wording.WHAT_IS_STORED),
            Paragraph(wording.NO_QUESTION_KEPT),
            Points(wording.STORED, tuple(f"{what}: {how_long}" for what, how_long in kept)),
            Points(wording.ABOUT_YOU, yours),
        ),
        buttons=(Button(wording.DELETE_MY_DATA, "forget"),),
        kind="privacy",
    )


def forget_card() -> Card:
    """Ask once whether everything that is stored about somebody is to be deleted."""
    return Card(
        brief=(Heading(wording.DELETE_MY_DATA_ASKED), Paragraph(wording.DELETE_WHAT)),
        buttons=(Button(wording.DELETE, "forget"),),
        kind="privacy",
    )


def claims_card(found: Sequence[FoundClaim], day: PartialDate | None) -> Card:
    """Return what a message claims; `day` is the date of the message."""
    from bot.replies.claims.card import lay_out_claims  # here, because an answer needs none of it and it takes a fifth of its time

    return Card(brief=lay_out_claims(found, day), claims=tuple(claim.name for claim in found), kind="claims")


def mistakes_card(mistakes: Sequence[str]) -> Card:
    """Tell admins which mistakes keep changed files from being answered from."""
    shown, others = tuple(mistakes[:MOST_MISTAKES]), len(mistakes[MOST_MISTAKES:])
    points = (*shown, wording.more_mistakes(others)) if others else shown
    return Card(brief=(Heading(wording.FILES_NOT_TAKEN_UP), Points(wording.MISTAKES, points), Paragraph(wording.TAKEN_UP_ONCE_MENDED)))


def notice(*sentences: str, kind: CardKind = "notice") -> Card:
    """Return a card of some sentences."""
    return Card(brief=tuple(map(Paragraph, sentences)), kind=kind)
