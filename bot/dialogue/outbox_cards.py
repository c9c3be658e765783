"""Make the cards of messages that wait in the outbox, as things stand when they are posted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.dialogue.dialogue import Dialogue
from bot.replies import pages, wording
from bot.replies.blocks import Paragraph
from bot.replies.card import Card
from bot.replies.stored import from_stored
from bot.upkeep.mistakes import MISTAKES
from bot.upkeep.verification import DIGEST, digest_card


def outbox_card(dialogue: Dialogue, message: Mapping[str, Any]) -> Card | None:
    """Return the card of a message; None if what it is about is no longer on record.

    It holds a whole `card`, or the `reference` of an answer to be given as it stands when it is posted, perhaps with the question
    that it `answers`; or it is `about` something that admins are told.
    """
    if message.get("about") == MISTAKES:
        warning = dialogue.holder.warning
        return pages.mistakes_card(warning.splitlines()) if warning else None
    if message.get("about") == DIGEST:
        return digest_card(dialogue.holder.current.knowledge, message, dialogue.today)
    if "card" in message:
        return from_stored(message["card"])
    card = dialogue.public_card(message["reference"])
    if card is None or "answers" not in message:
        return card
    return card._replace(brief=(*card.brief, Paragraph(wording.answers_now(message["answers"]))))
