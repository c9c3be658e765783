"""How an answer looks on the surfaces, as text: good enough to see what an edit does to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.replies.card import Card

WIDTH = 72


def texts_of(card: Card) -> Sequence[tuple[str, str]]:
    """Return the texts of a card by the name of the surface, as the surfaces' own code lays them out.

    That code is loaded at the first preview, because it takes a second and most services never show one.
    """
    from adapters.discord import render as discord
    from adapters.slack import render as slack
    from adapters.terminal import render as terminal

    message = slack.render(card, slack.Setting(asker="", retention_days=1))
    pages = discord.render(card, discord.Setting(private=True))
    return (
        ("Slack", "\n".join(filter(None, map(_text_of, message.blocks)))),
        ("Discord", "\n\n".join(part.text for page in pages for part in page.parts)),
        ("Terminal", terminal.render(card, WIDTH)),
    )


def _text_of(block: dict[str, object]) -> str:
    return "" if block.get("type") == "actions" else "".join(_texts_in(block))


def _texts_in(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        text = node.get("text")
        if isinstance(text, str):
            yield text
        else:
            for child in node.values():
                yield from _texts_in(child)
    elif isinstance(node, list):
        for child in node:
            yield from _texts_in(child)
