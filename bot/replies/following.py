"""Cards about following: what one follows, and what has changed at a platform."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.replies import dates, wording
from bot.replies.blocks import Block, BlockRole, Heading, Paragraph, Points, Sources
from bot.replies.card import Button, Card
from bot.understanding.subject import Subject
from knowledge.base import Cited
from knowledge.dates import PartialDate

HERE = "/here"
"""How the value of a button ends that is about the channel it stands in, rather than about whoever presses."""
MOST_LISTED = 10
"""How many of the followed platforms get a button; the others are unfollowed by text."""


class Changed(NamedTuple):
    """One change in words: what it is about, what held before and holds now, since when, and the answer's sentence of today."""

    about: str
    before: str
    now: str
    since: PartialDate | None
    headline: str = ""


def change_card(platform: str, slug: str, changes: Sequence[Changed], topic: str, sources: Sequence[Cited], *, here: bool) -> Card:
    """Tell a follower what changed at a platform; `topic` is that of the answer that a button shows, `here` that a channel follows."""
    shown = Subject("answer", (slug,), (topic,)).encode()
    buttons = [Button(wording.SHOW_ANSWER, "show", shown)] if shown else []
    return Card(
        brief=(Heading(wording.changed_at(platform)), *_changes(changes), Sources(tuple(sources))),
        buttons=(*buttons, unfollow_button(slug, here=here)),
    )


def _changes(changes: Iterable[Changed]) -> Iterator[Block]:
    for change in changes:
        since = dates.in_words(change.since) if change.since else ""
        yield Paragraph(wording.before_and_now(change.before, change.now, since), change.about, BlockRole.FINDING)
        if change.headline:
            yield Paragraph(change.headline, role=BlockRole.HEADLINE)


def follow_card(sentence: str, slugs: Sequence[str], *, here: bool) -> Card:
    """Say that platforms are followed; of one, with the button that ends it."""
    buttons = (unfollow_button(slugs[0], here=here),) if len(slugs) == 1 else ()
    return Card(brief=(Paragraph(sentence), Paragraph(wording.WHEN_TOLD)), buttons=buttons)


def unfollow_button(slug: str, *, here: bool, name: str = "") -> Button:
    """Return the button that ends a follow: that of the channel, or of whoever presses."""
    return Button(f"{wording.UNFOLLOW} {name}".strip(), "unfollow", f"{slug}{HERE if here else ''}")


def following_card(private: Sequence[tuple[str, str]], here: Sequence[tuple[str, str]]) -> Card:
    """List the platforms, slug and name, that somebody follows privately and that the channel follows; each can be unfollowed."""
    if not private and not here:
        return Card(brief=(Paragraph(wording.FOLLOWING_NOTHING),), kind="following")
    lists = ((wording.FOLLOWING_PRIVATELY, private), (wording.FOLLOWED_HERE, here))
    buttons = [unfollow_button(slug, here=rows is here, name=name) for _, rows in lists for slug, name in rows]
    return Card(
        brief=(Heading(wording.FOLLOWING), *(Points(label, tuple(name for _, name in rows)) for label, rows in lists if rows)),
        buttons=tuple(buttons[:MOST_LISTED]),
        kind="following",
    )
