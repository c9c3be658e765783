"""The pictures for the documents; that they can be made, not that those in the repository are fresh."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from benchmarks.pictures import terminal
from benchmarks.pictures.__main__ import pages
from benchmarks.pictures.scenes import QUESTIONS, Scene, scenes
from bot.replies.blocks import Heading, Paragraph
from bot.understanding.revision import Revision

NAMES = [*QUESTIONS, "claims"]


@pytest.fixture(scope="module")
def shown(revision: Revision) -> Mapping[str, Scene]:
    """All scenes over the shipped knowledge."""
    return scenes(revision)


@pytest.mark.parametrize("name", NAMES)
def test_the_terminal_is_drawn(shown: Mapping[str, Scene], name: str) -> None:
    """The same twice, as SVG that loads nothing, with the first line of the card in it."""
    svg = terminal.draw(name, shown[name])
    assert svg == terminal.draw(name, shown[name])
    assert "url(http" not in svg
    words = "".join(ET.fromstring(svg).itertext()).replace("\xa0", " ")  # noqa: S314 - our own
    assert _first_words(shown[name]) in words


async def test_slack_and_discord_are_drawn(shown: Mapping[str, Scene]) -> None:
    """Every block and component that is sent has a shape, and what is said first can be read."""
    drawn = await pages(shown)
    assert len(drawn) == 2 * len(NAMES)
    for name, html in drawn.items():
        words = unescape(re.sub(r"<[^>]+>", "", html))
        assert _first_words(shown[name.partition("-")[2]]) in words, name


def _first_words(scene: Scene) -> str:
    first = next(block for block in scene.card.brief if isinstance(block, Heading | Paragraph))
    return " ".join(first.text.split()[:4])
