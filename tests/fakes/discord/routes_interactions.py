"""Routes by which the bot answers interactions: the callback, and the webhook for what follows."""

from __future__ import annotations

from tests.fakes.discord import errors, payloads
from tests.fakes.discord.api import Answer, Api, Call
from tests.fakes.discord.gateway import Gateway
from tests.fakes.discord.interactions import DEFERRED, MESSAGE, UPDATE, Desk, Interaction
from tests.fakes.discord.model import Message
from tests.fakes.discord.routes_channels import tell_deleted
from tests.fakes.discord.world import World


class InteractionRoutes:
    """Serves callbacks and follow-ups, and tells the gateway of messages that others see too."""

    def __init__(self, api: Api, world: World, gateway: Gateway, desk: Desk) -> None:
        self._world = world
        self._gateway = gateway
        self._desk = desk
        webhook = "/webhooks/{application}/{token}"
        api.route("POST", "/interactions/{interaction}/{token}/callback", self._answer, by_token=True)
        api.route("POST", webhook, self._follow_up, by_token=True)
        api.route("GET", webhook + "/messages/{message}", self._get, by_token=True)
        api.route("PATCH", webhook + "/messages/{message}", self._edit, by_token=True)
        api.route("DELETE", webhook + "/messages/{message}", self._delete, by_token=True)

    def _answer(self, call: Call) -> Answer:
        interaction = self._desk.answer(call.id("interaction"), call.path["token"], call.object, call.files)
        if interaction.message and interaction.callback in (MESSAGE, DEFERRED, UPDATE):
            self._tell("MESSAGE_UPDATE" if interaction.callback == UPDATE else "MESSAGE_CREATE", interaction.message)
        if call.query.get("with_response") not in ("1", "true", "True"):
            return 204, None
        return 200, _callback(interaction)

    def _follow_up(self, call: Call) -> Answer:
        message, new = self._desk.follow_up(self._interaction(call), call.object, call.files)
        self._tell("MESSAGE_CREATE" if new else "MESSAGE_UPDATE", message)
        return 200, payloads.of_message(message)

    def _get(self, call: Call) -> Answer:
        return 200, payloads.of_message(self._desk.find(self._interaction(call), call.path["message"]))

    def _edit(self, call: Call) -> Answer:
        message = self._desk.find(self._interaction(call), call.path["message"])
        self._desk.change(message, call.object, call.files)
        self._tell("MESSAGE_UPDATE", message)
        return 200, payloads.of_message(message)

    def _delete(self, call: Call) -> Answer:
        message = self._desk.find(self._interaction(call), call.path["message"])
        self._world.delete(message)
        if not message.ephemeral:
            tell_deleted(self._gateway, message)
        return 204, None

    def _interaction(self, call: Call) -> Interaction:
        if call.id("application") != self._world.application_id:
            raise errors.unknown_webhook()
        return self._desk.by_token(call.path["token"])

    def _tell(self, event: str, message: Message) -> None:
        if not message.ephemeral:
            self._gateway.dispatch_message(event, message)


def _callback(interaction: Interaction) -> dict[str, object]:
    message = interaction.message
    told: dict[str, object] = {"id": str(interaction.id), "type": interaction.kind}
    if message:
        told |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.ephemeral,
        }
    resource: dict[str, object] = {"type": interaction.callback}
    if message and interaction.callback in (MESSAGE, UPDATE):
        resource["message"] = payloads.of_message(message)
    return {"interaction": told, "resource": resource}
