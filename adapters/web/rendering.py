"""Render pages with Jinja: everything is escaped, and what a template misspells is an error."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from jinja2 import Environment, PackageLoader, StrictUndefined

from adapters.web.links import Links
from bot.replies import dates, wording
from bot.replies.blocks import Block
from bot.replies.layout import change_words
from bot.replies.sourced import source_words
from knowledge.base import Cited
from knowledge.dates import PartialDate

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may have."""


class Renderer:
    """The templates, read once."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=PackageLoader("adapters.web"),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(wording=wording)
        self._environment.filters.update(
            kind=kind_of,
            day=dates.in_words,
            source=source_rest,
            change=change_words,
            web=web_address,
            instant=instant,
            xml=partial(_NO_XML.sub, ""),
        )

    def render(self, template: str, links: Links, path: str, today: date, **content: object) -> str:
        """Render a page; `path` is its own."""
        return self._environment.get_template(template).render(links=links, link=links.to, path=path, today=today.isoformat(), **content)


def kind_of(block: Block) -> str:
    """Return the kind of a block as a word: heading, paragraph, points, sources, table."""
    return type(block).__name__.lower()


def source_rest(entry: Cited) -> str:
    """Return what stands behind the title of a source: section, publisher, dates."""
    return source_words(entry).removeprefix(entry.source.title)


def web_address(url: str | None) -> str:
    """Return an address that a browser may follow, "" if it is none: a file may hold anything."""
    return url if url is not None and url.startswith(("https://", "http://")) else ""


def instant(day: PartialDate) -> str:
    """Return the first moment of a partial date, as feeds want it."""
    return f"{day.first.isoformat()}T00:00:00Z"
