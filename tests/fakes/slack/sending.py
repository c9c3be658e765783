"""Sends to the app what happened, as Slack does it: who is told what when nothing comes back, which answers are messages."""

from __future__ import annotations

import asyncio

from tests.fakes.slack import payloads
from tests.fakes.slack.acting import Asked, Delivery
from tests.fakes.slack.blocks import check_view
from tests.fakes.slack.checks import FlawError, Json
from tests.fakes.slack.core import Core
from tests.fakes.slack.lines import Answer, Kind, Lines
from tests.fakes.slack.methods_views import change_view, put_view
from tests.fakes.slack.response_urls import ResponseUrls
from tests.fakes.slack.signing import RIGHT, Signing
from tests.fakes.slack.world import Installation, View

RETRIES = 3
_EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "assistant_thread_started": "assistant:write",
    "assistant_thread_context_changed": "assistant:write",
}
_VIEW_ANSWERS = ("errors", "update", "push", "clear")


class Sending:
    """The one way out to the app."""

    def __init__(self, core: Core, lines: Lines, response_urls: ResponseUrls) -> None:
        self.core = core
        self.lines = lines
        self.response_urls = response_urls

    async def act(self, kind: Kind, asked: Asked, who: payloads.Who, signing: Signing = RIGHT) -> None:
        """Send a command or an interaction and take what comes back."""
        asked.answer = await self.lines.send(kind, asked.payload, signing)
        if not asked.answer.ok:
            self.core.tell(who.team_id, who.id, "dispatch_failed" if asked.answer.status else "operation_timeout")

    def take_message(self, asked: Asked) -> None:
        """A body in answer to a command is a message."""
        if asked.answer.ok and (payload := asked.answer.payload):
            self.response_urls.answer(asked.response_url, payload)

    def take_submission(self, asked: Asked, view: View, who: payloads.Who) -> None:
        """What the app wants done with the modals: close this one, say errors, show another, clear all."""
        if not asked.answer.ok:
            return
        payload = asked.answer.payload or {}
        action = payload.get("response_action")
        try:
            self._follow(action, payload, asked, view, who)
        except FlawError as flaw:
            self.core.refuse("view_submission", flaw, payload)
            self.core.tell(who.team_id, who.id, flaw.error)
        self.core.journal.changed()

    def _follow(self, action: object, payload: Json, asked: Asked, view: View, who: payloads.Who) -> None:
        if payload and action not in _VIEW_ANSWERS:
            raise FlawError(f"no such response_action: {action}", "invalid_response_action")
        if action == "errors":
            asked.errors = dict(payload.get("errors") or {})
            inputs = {block.get("block_id") for block in view.blocks if block["type"] == "input"}
            if not asked.errors or not asked.errors.keys() <= inputs:
                raise FlawError(f"errors name input blocks of the view; there are {inputs}", "invalid_arguments")
        elif action in ("update", "push"):
            check_view(payload.get("view"), "modal")
            if action == "update":
                change_view(self.core, view, payload["view"])
            else:
                put_view(self.core, who.team_id, who.id, payload["view"], view)
        else:
            closing = self.core.records.modals_of(who.team_id, who.id) if action == "clear" else [view]
            for held in closing:
                held.closed = True

    async def event(self, team_id: str, kind: str, inner: Json, signing: Signing = RIGHT) -> Delivery:
        """Send an event of a kind that can be subscribed to (`message.im`), again up to three times where it is not acknowledged."""
        installation = self.core.records.installation_for(team_id)
        delivery = Delivery(payloads.event(self.core, team_id, installation, inner))
        if self._wanted(kind, installation):
            await self._deliver(delivery, signing)
        return delivery

    def _wanted(self, kind: str, installation: Installation | None) -> bool:
        scope = _EVENT_SCOPES.get(kind)
        if kind not in self.core.settings.events:
            flaw = FlawError(f"the app has not subscribed to {kind}", "not_subscribed")
        elif scope and (installation is None or scope not in installation.scopes):
            flaw = FlawError(f"{kind} needs {scope}", "missing_scope")
        else:
            return True
        self.core.refuse("event", flaw, kind)
        return False

    async def _deliver(self, delivery: Delivery, signing: Signing) -> None:
        answer = await self.lines.send("events_api", delivery.payload, signing)
        delivery.attempts.append(answer)
        for number, wait in enumerate(self.core.settings.retry_after[:RETRIES], 1):
            if answer.ok:
                break
            await asyncio.sleep(wait)
            answer = await self.again(delivery, number, signing, _reason(answer))

    async def again(self, delivery: Delivery, number: int = 1, signing: Signing = RIGHT, reason: str = "http_timeout") -> Answer:
        """Send an event once more, with the same event id, as Slack does when it missed the answer."""
        answer = await self.lines.send("events_api", delivery.payload, signing, (number, reason))
        delivery.attempts.append(answer)
        return answer

    def allowed_commands(self, who: payloads.Who, what: str) -> bool:
        """Whether the app may have commands and shortcuts here; Slack shows none otherwise."""
        installation = self.core.records.installation_for(who.team_id)
        if installation and "commands" in installation.scopes:
            return True
        self.core.refuse(what, FlawError("needs commands", "missing_scope"), what)
        self.core.tell(who.team_id, who.id, "dispatch_unknown_error")
        return False

    def ask(self, who: payloads.Who) -> Asked:
        """Something new that a person does, with its trigger id."""
        return Asked(self.core, who.id, trigger_id=self.core.triggers.issue(who.team_id, who.id))


def _reason(answer: Answer) -> str:
    return answer.error or "http_error"
