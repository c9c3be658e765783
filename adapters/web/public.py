"""The public pages, rendered: the running service and the static site show the same ones."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, get_args

from adapters.web.links import Links
from adapters.web.pages.answer import answer_page
from adapters.web.pages.changes import IN_A_FEED, by_year, changes
from adapters.web.pages.matrix import ALL, FRONT_TOPICS, Filter, answerable, matrix
from adapters.web.pages.platform import platform_page
from adapters.web.pages.topic import topic_page
from adapters.web.rendering import Renderer
from bot.dialogue.respond import Message, respond
from bot.replies import wording
from bot.replies.card import Card
from bot.understanding.revision import Revision
from knowledge.base import Knowledge
from knowledge.dates import PartialDate
from knowledge.export import export_schema
from knowledge.vocabulary import Plan, Region

FIRST_DAY = "1970-01-01T00:00:00Z"
"""When a feed without entries was changed."""


def example(revision: Revision, today: date) -> Card | None:
    """Return the answer to the first example, None if nothing is on record on its platform."""
    card = respond(revision, Message(wording.EXAMPLES[0]), today).card
    return card if card.about is not None else None


class Public(NamedTuple):
    """Renders pages from one revision of the knowledge, for one day."""

    renderer: Renderer
    knowledge: Knowledge
    today: date

    def front(self, links: Links, example: Card | None, unconnected: Sequence[tuple[str, str]] = ()) -> str:
        """Render the front page with an answered example; `unconnected` are the chat surfaces that do not run, each with what to do."""
        topics = answerable(self.knowledge)
        return self._render(
            "index.html", links, "/", turns=(), example=example, unconnected=unconnected, topics=topics,
            matrix=matrix(self.knowledge, self.today, topics=topics[:FRONT_TOPICS]),
        )  # fmt: skip

    def platforms(self, links: Links, wanted: Filter = ALL, problem: str = "") -> str:
        """Render the matrix."""
        found = matrix(self.knowledge, self.today, wanted)
        return self._render(
            "platforms.html", links, "/platforms", matrix=found, topics=found.topics, plans=get_args(Plan), regions=get_args(Region),
            problem=problem,
        )  # fmt: skip

    def platform(self, links: Links, slug: str, as_of: PartialDate | None = None, problem: str = "") -> str:
        """Render the page of a platform."""
        page = platform_page(self.knowledge, slug, self.today, as_of)
        return self._render("platform.html", links, f"/platforms/{slug}", page=page, problem=problem)

    def answer(self, links: Links, slug: str, topic: str, as_of: PartialDate | None = None, problem: str = "") -> str:
        """Render the page of an answer."""
        page = answer_page(self.knowledge, slug, topic, self.today, as_of)
        return self._render("answer.html", links, f"/answers/{slug}/{topic}", page=page, problem=problem)

    def topic(self, links: Links, topic: str) -> str:
        """Render the page of a topic."""
        return self._render("topic.html", links, f"/topics/{topic}", page=topic_page(self.knowledge, topic, self.today))

    def changes(self, links: Links) -> str:
        """Render what changed."""
        return self._render("changes.html", links, "/changes", years=by_year(changes(self.knowledge, self.today)))

    def feed(self, links: Links, slug: str | None = None) -> str:
        """Render a feed: of all platforms, or of one."""
        found = changes(self.knowledge, self.today, (slug,) if slug else ())[:IN_A_FEED]
        page = f"/platforms/{slug}" if slug else "/changes"
        updated = f"{found[0].day.first.isoformat()}T00:00:00Z" if found else FIRST_DAY
        return self._render(
            "changes.atom", links, f"{page}/changes.atom" if slug else "/changes.atom", found=found, page=page, updated=updated,
            platform=self.knowledge.platforms[slug] if slug else None, id=uuid.uuid5(uuid.NAMESPACE_URL, f"smallprint:{slug or ''}").urn,
        )  # fmt: skip

    def data(self, links: Links) -> str:
        """Render the page on data and licence."""
        return self._render("data.html", links, "/data", count=len(self.knowledge.platforms))

    def about(self, links: Links) -> str:
        """Render the page on how answers are made."""
        return self._render("about.html", links, "/about", topics=answerable(self.knowledge))

    def privacy(self, links: Links, kept: Sequence[tuple[str, str]] = ()) -> str:
        """Render the page on privacy; `kept` is what the service stores, and for how long."""
        return self._render("privacy.html", links, "/privacy", kept=kept)

    def sitemap(self, links: Links) -> str:
        """Render the sitemap."""
        return self._render("sitemap.xml", links, "/sitemap.xml", paths=self.paths())

    @staticmethod
    def schema() -> str:
        """Return the JSON Schema of the document."""
        return json.dumps(export_schema(), indent=1)

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all pages that do not depend on a question."""
        topics = answerable(self.knowledge)
        return (
            *("/", "/platforms", "/changes", "/about", "/data", "/privacy"),
            *(f"/topics/{topic.id}" for topic in topics),
            *(f"/platforms/{slug}" for slug in self.knowledge.platforms),
            *(f"/answers/{slug}/{entry.topic}" for slug, platform in self.knowledge.platforms.items() for entry in platform.answers),
        )

    def _render(self, template: str, links: Links, path: str, **content: object) -> str:
        return self.renderer.render(template, links, path, self.today, **content)
