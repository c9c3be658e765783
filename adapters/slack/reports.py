"""The form *Wrong or outdated?*: what is sent off goes to the curators before the form says so."""

from __future__ import annotations

import json

from slack_bolt import BoltResponse
from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack import incidents
from adapters.slack.answering import Answering
from adapters.slack.forms import REPORT
from adapters.slack.incoming import Payload, asker_in, person_of
from adapters.slack.render import render
from bot.dialogue.chat import Chat
from bot.replies import pages, wording
from bot.replies.card import Reference
from bot.understanding.subject import SubjectError

FIELD = "what"
"""The action id of the form's one input, whose block is named like the form."""


class Reports:
    """Takes what the form sends."""

    def __init__(self, chat: Chat, answering: Answering) -> None:
        """Take what keeps reports."""
        self._chat = chat
        self._answering = answering

    async def submitted(self, context: AsyncBoltContext, body: Payload) -> BoltResponse:
        """Send the report to the curators; the form turns into a word of thanks, or into an apology."""
        view = body["view"]
        what = (view["state"]["values"][REPORT][FIELD].get("value") or "").strip()
        if not what:
            return await context.ack(response_action="errors", errors={REPORT: wording.WRITE_WHAT_IS_WRONG})
        person = person_of(context)
        try:
            reference = Reference.decode(json.loads(view["private_metadata"])["reference"])
            card = await self._chat.report(reference, what, asker_in(person, "form"))
        except SubjectError:
            card = pages.notice(wording.NO_LONGER_ON_RECORD)
        except Exception as error:
            card = pages.notice(wording.trouble(incidents.note(error, "taking a report")))
        message = render(card, self._answering.setting(person))
        return await context.ack(response_action="update", view={"type": "modal", "title": view["title"], "blocks": message.blocks})
