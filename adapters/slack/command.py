"""The slash command: answered privately in its own acknowledgement, so that what was acknowledged is answered, whatever happens next."""

from __future__ import annotations

import json

from slack_bolt import BoltResponse
from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack import incidents
from adapters.slack.courier import Tables
from adapters.slack.incoming import Payload, person_of, private_asker, typed
from adapters.slack.render import Setting, render
from adapters.slack.scopes import COMMAND
from bot.dialogue.chat import Chat
from bot.replies import pages, wording
from bot.replies.card import Card
from bot.storage import Workspace

USAGE = (
    f"{COMMAND} can zoom use my calls for AI?",
    f"{COMMAND} compare zoom and teams on encryption",
    f"{COMMAND} alternatives zoom",
    f"{COMMAND} history zoom",
    f"{COMMAND} platforms",
    f"{COMMAND} privacy",
    "Mention me in a channel, and I answer in its thread; or write to me directly.",
)
"""The ways to ask in Slack, for the help."""


class Command:
    """Answers `/smallprint`."""

    def __init__(self, chat: Chat, tables: Tables, retention_days: int) -> None:
        """Take what answers."""
        self._chat = chat
        self._tables = tables
        self._retention_days = retention_days

    async def answer(self, context: AsyncBoltContext, body: Payload) -> BoltResponse:
        """The acknowledgement, with the answer as its body."""
        person = person_of(context)
        try:
            text = typed(body.get("text") or "")
            card = await self._chat.ask(text, private_asker(person, body.get("channel_id", "")), USAGE)
            answer = self._body(card, Setting(person.id, self._retention_days, "channel", question=text), person.workspace)
        except Exception as error:
            card = pages.notice(wording.trouble(incidents.note(error, "answering a command")))
            answer = self._body(card, Setting(person.id, self._retention_days), person.workspace)
        return BoltResponse(status=200, body=answer)

    def _body(self, card: Card, setting: Setting, workspace: Workspace) -> str:
        """The answer as JSON; a comparison is laid out without a table until one was taken here."""
        return _json(card, setting._replace(tables=card.table is not None and self._tables.are_taken(workspace)))


def _json(card: Card, setting: Setting) -> str:
    message = render(card, setting)
    return f'{{"response_type": "ephemeral", "text": {json.dumps(message.text)}, "blocks": {message.serialised}}}'
