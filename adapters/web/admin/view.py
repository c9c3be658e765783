"""The frame of every admin page: rendered for a signed-in admin, or nobody."""

from __future__ import annotations

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from adapters.web.admin.pages import press_of
from adapters.web.admin.sessions import Session
from adapters.web.links import ServiceLinks
from adapters.web.rendering import Renderer
from bot.dialogue.dialogue import Dialogue
from bot.replies.card import Card


class AdminView:
    """Renders admin pages."""

    def __init__(self, dialogue: Dialogue, renderer: Renderer, links: ServiceLinks) -> None:
        self._dialogue = dialogue
        self._renderer = renderer
        self._links = links

    def page(self, template: str, session: Session | None, status: int = 200, **content: object) -> Response:
        """Return a page of a template."""
        may_edit = session is not None and self._dialogue.desk.rights(session.curator) == "base"
        page = self._renderer.render(
            f"admin/{template}",
            self._links,
            "/admin",
            self._dialogue.today,
            session=session,
            may_edit=may_edit,
            named=self._named,
            **content,
        )
        return HTMLResponse(page, status)

    def _named(self, known_by: str) -> str:
        """Return the name of a platform ("zoom") or an answer ("zoom/ai-training"); any other text as it is."""
        knowledge = self._dialogue.holder.current.knowledge
        slug, slash, topic = known_by.partition("/")
        if slug not in knowledge.platforms or (slash and topic not in knowledge.topics):
            return known_by
        return f"{knowledge.platforms[slug].name}: {knowledge.topics[topic].name}" if slash else knowledge.platforms[slug].name

    def card(self, card: Card, session: Session | None, status: int = 200) -> Response:
        """Return a page that shows a card, with its buttons."""
        presses = [press for button in card.buttons if (press := press_of(button)) is not None]
        return self.page(
            "card.html",
            session,
            status,
            title=card.heading.text,
            blocks=[block for block in card.brief if block is not card.heading],
            presses=presses,
        )

    def refusal(self, title: str, said: str) -> Response:
        """Return a page that says why something was not done."""
        return self.page("told.html", None, 403, title=title, said=said)


async def values_of(request: Request) -> dict[str, str]:
    """Return the fields of a form that was sent; files are none."""
    return {key: value for key, value in (await request.form()).items() if isinstance(value, str)}
