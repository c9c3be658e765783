"""Cards as JSON, for messages that wait in the outbox: what they say is decided when they are put there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.replies.blocks import Block, BlockRole, Heading, Paragraph, Points, Sources
from bot.replies.card import Button, Card
from knowledge.base import Cited
from knowledge.dates import PartialDate
from knowledge.records import Source

_BLOCKS: dict[str, type[Heading | Paragraph | Points]] = {"heading": Heading, "text": Paragraph, "points": Points}


def to_stored(card: Card) -> dict[str, Any]:
    """Return the JSON of a card that is no answer: its blocks and buttons."""
    return {"blocks": list(map(_stored_block, card.blocks)), "buttons": [list(button) for button in card.buttons]}


def from_stored(stored: Mapping[str, Any]) -> Card:
    """Return the card of some JSON that `to_stored` gave."""
    buttons = tuple(Button(*button) for button in stored["buttons"])
    return Card(brief=tuple(map(_block, stored["blocks"])), buttons=buttons)


def _stored_block(block: Block) -> dict[str, Any]:
    if isinstance(block, Sources):
        return {"is": "sources", "sources": [[entry.source._asdict(), entry.section] for entry in block.sources]}
    name = next(name for name, kind in _BLOCKS.items() if isinstance(block, kind))
    return {"is": name, **{field: value for field, value in block._asdict().items() if field != "links"}, "role": str(block.role)}


def _block(stored: Mapping[str, Any]) -> Block:
    fields = {name: value for name, value in stored.items() if name not in {"is", "link"}}  # "link" stands in what earlier versions stored
    if stored["is"] == "sources":
        return Sources(tuple(Cited(_source(source), section) for source, section in fields["sources"]))
    if "points" in fields:
        fields["points"] = tuple(fields["points"])
    return _BLOCKS[stored["is"]](**{**fields, "role": BlockRole(fields["role"])})


def _source(fields: Mapping[str, Any]) -> Source:
    dates = {name: fields[name] and PartialDate(fields[name]) for name in ("document_date", "copy_date")}
    return Source(**{**fields, **dates})
