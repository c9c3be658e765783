"""An interaction's life: answered once within three seconds, followed up for fifteen minutes ("Responding to an Interaction")."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.discord import bodies, commands, errors, modals
from tests.fakes.discord.errors import Form
from tests.fakes.discord.model import (
    COMPONENTS_V2,
    CONTEXT_MENU_COMMAND,
    EPHEMERAL,
    LOADING,
    REPLY,
    SLASH_COMMAND,
    SUPPRESS_EMBEDS,
    Channel,
    Message,
    Origin,
    User,
)
from tests.fakes.discord.world import World

COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
"""Interaction types."""

MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
"""Callback types."""

ANSWER_SECONDS = 3.0
TOKEN_SECONDS = 15 * 60.0
_MOST_FOLLOW_UPS = 5


@dataclass(slots=True, eq=False)
class Modal:
    """A form that the bot opened for somebody."""

    interaction: Interaction
    title: str
    custom_id: str
    components: list[dict[str, Any]]

    @property
    def fields(self) -> dict[str, dict[str, Any]]:
        """Its fields by custom id."""
        return modals.fields(self.components)


@dataclass(slots=True, eq=False)
class Interaction:
    """What somebody did with the app, and what the app answered."""

    id: int
    token: str
    kind: int
    user: User
    channel: Channel
    data: dict[str, Any]
    owners: dict[str, str]
    """`authorizing_integration_owners`."""
    context: int
    leapt: float
    """What `Clock.leapt` said then."""
    pressed_on: Message | None = None
    """The message whose component was used, or from which the modal came."""
    callback: int | None = None
    """The type of the first response; None until there was one."""
    message: Message | None = None
    """The original response: its own message, or the one that it updates."""
    follow_ups: list[Message] = field(default_factory=list)
    modal: Modal | None = None
    choices: list[dict[str, Any]] = field(default_factory=list)
    """The suggestions for what is being typed: `name` and `value`."""
    private: bool = False
    """Whether the first response was for this person only."""
    follow_ups_sent: int = 0

    @property
    def user_installed_only(self) -> bool:
        """Whether the app is here only because a user installed it."""
        return "0" not in self.owners

    @property
    def settled(self) -> bool:
        """Whether the person sees more than that the bot is thinking."""
        if self.callback is None:
            return False
        return self.callback != DEFERRED or self.message is None or not self.message.loading

    @property
    def messages(self) -> list[Message]:
        """What this interaction brought about, in order."""
        own = [self.message] if self.message and self.message is not self.pressed_on else []
        return [message for message in (*own, *self.follow_ups) if not message.deleted]


class Desk:
    """Holds the interactions and carries out what the bot answers; raises `Refused`."""

    def __init__(self, world: World, *, keep: int) -> None:
        """Keep so many interactions, the newest."""
        self.world = world
        self.unknown_fields: list[str] = []
        self._by_token: dict[str, Interaction] = {}
        self._keep = keep

    def open(self, kind: int, user: User, channel: Channel, data: dict[str, Any], owners: dict[str, str], context: int) -> Interaction:
        """A new interaction."""
        token = secrets.token_urlsafe(48)
        world = self.world
        interaction = Interaction(world.ids.new(), token, kind, user, channel, data, owners, context, world.clock.leapt)
        self._by_token[token] = interaction
        if len(self._by_token) > self._keep:
            self._by_token.pop(next(iter(self._by_token)))
        return interaction

    @property
    def interactions(self) -> list[Interaction]:
        """The interactions so far, oldest first."""
        return list(self._by_token.values())

    def private_messages(self, channel: Channel) -> list[Message]:
        """What only one person sees in a channel."""
        every = [message for interaction in self._by_token.values() for message in interaction.messages]
        return [message for message in every if message.ephemeral and message.channel is channel]

    def answer(self, interaction_id: int, token: str, body: dict[str, Any], files: list[dict[str, Any]]) -> Interaction:
        """The first response."""
        interaction = self._by_token.get(token)
        waited = self.world.clock.leapt - interaction.leapt if interaction else 0.0
        if interaction is None or interaction.id != interaction_id or (interaction.callback is None and waited > ANSWER_SECONDS):
            raise errors.unknown_interaction()
        if interaction.callback is not None:
            raise errors.already_acknowledged()
        kind = body.get("type")
        form = Form()
        form.choice(kind, _allowed(interaction), ("type",))
        form.refuse()
        data = body.get("data") or {}
        match kind:
            case 4:
                interaction.message = self._respond(interaction, data, files)
                interaction.private = interaction.message.ephemeral
            case 5:
                interaction.message = self._defer(interaction, data)
                interaction.private = interaction.message.ephemeral
            case 6:
                interaction.message = interaction.pressed_on
            case 7:
                assert interaction.pressed_on
                self._change(interaction.pressed_on, data, files, bodies.KNOWN_IN_RESPONSE)
                interaction.message = interaction.pressed_on
            case 8:
                interaction.choices = _checked_choices(data)
            case 9:
                interaction.modal = _checked_modal(interaction, data)
        interaction.callback = kind
        return interaction

    def by_token(self, token: str) -> Interaction:
        """The interaction whose token is good for follow-ups."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.callback is None:
            raise errors.unknown_webhook()
        if self.world.clock.leapt - interaction.leapt > TOKEN_SECONDS:
            raise errors.invalid_webhook_token()
        return interaction

    def follow_up(self, interaction: Interaction, body: dict[str, Any], files: list[dict[str, Any]]) -> tuple[Message, bool]:
        """A further message, and whether it is new: after a deferral the first one takes the place of the thinking message."""
        original = interaction.message
        if original and original.loading:
            self.unknown_fields += sorted(
                bodies.check_message(body, known=bodies.KNOWN_IN_WEBHOOK, flags=bodies.RESPONSE_FLAGS, files=len(files))
            )
            body = {**body, "flags": (body.get("flags") or 0) & ~EPHEMERAL}
            self._fill(original, body, files)
            return original, False
        if interaction.user_installed_only and interaction.follow_ups_sent >= _MOST_FOLLOW_UPS:
            raise errors.too_many_follow_ups()
        message = self._respond(interaction, body, files, known=bodies.KNOWN_IN_WEBHOOK)
        interaction.follow_ups.append(message)
        interaction.follow_ups_sent += 1
        return message, True

    def find(self, interaction: Interaction, name: str) -> Message:
        """The original response (`@original`) or a follow-up by id."""
        if name == "@original":
            message = interaction.message
        else:
            candidates = [*interaction.follow_ups, *([interaction.message] if interaction.message else [])]
            message = next((known for known in candidates if str(known.id) == name), None)
        if message is None or message.deleted:
            raise errors.unknown_message()
        return message

    def change(self, message: Message, body: dict[str, Any], files: list[dict[str, Any]]) -> None:
        """Edit the original response or a follow-up."""
        if message.loading:
            known = bodies.check_message(body, known=bodies.KNOWN_IN_EDIT, flags=SUPPRESS_EMBEDS | COMPONENTS_V2, files=len(files))
            self.unknown_fields += sorted(known)
            self._fill(message, body, files)
        else:
            self._change(message, body, files, bodies.KNOWN_IN_EDIT)

    def _fill(self, message: Message, body: dict[str, Any], files: list[dict[str, Any]]) -> None:
        message.flags &= ~LOADING
        self.world.edit(message, {**body, "attachments": files})

    def _change(self, message: Message, body: dict[str, Any], files: list[dict[str, Any]], known: set[str]) -> None:
        change_message(self.world, message, body, files, known, self.unknown_fields)

    def _respond(
        self, interaction: Interaction, data: dict[str, Any], files: list[dict[str, Any]], known: set[str] = bodies.KNOWN_IN_RESPONSE
    ) -> Message:
        self.unknown_fields += sorted(bodies.check_message(data, known=known, flags=bodies.RESPONSE_FLAGS, files=len(files)))
        return self._add(interaction, {**data, "attachments": files}, int(data.get("flags") or 0))

    def _defer(self, interaction: Interaction, data: dict[str, Any]) -> Message:
        form = Form()
        flags = data.get("flags") or 0
        if flags & ~EPHEMERAL:
            form.wrong(("data", "flags"), "BASE_TYPE_BAD_VALUE", "EPHEMERAL is the only flag that a deferred response may have.")
        form.refuse()
        return self._add(interaction, {}, flags | LOADING)

    def _add(self, interaction: Interaction, data: dict[str, Any], flags: int) -> Message:
        kind = {COMPONENT: REPLY, SUBMIT: REPLY if interaction.pressed_on else SLASH_COMMAND}.get(interaction.kind, SLASH_COMMAND)
        if interaction.data.get("target_id"):
            kind = CONTEXT_MENU_COMMAND
        original = interaction.message.id if interaction.message else None
        target = int(interaction.data["target_id"]) if interaction.data.get("type") == commands.ON_MESSAGE else None
        name = interaction.data.get("name", "")
        return self.world.add(
            interaction.channel,
            self.world.bot,
            data,
            flags=flags,
            kind=kind,
            origin=Origin(interaction.id, interaction.kind, name, interaction.user, interaction.owners, original, target),
            application_id=self.world.application_id,
            seen_by=interaction.user if flags & EPHEMERAL else None,
        )


def change_message(
    world: World, message: Message, body: dict[str, Any], files: list[dict[str, Any]], known: set[str], unknown_fields: list[str]
) -> None:
    """Edit a message by what a request brings; what it leaves out stays."""
    stays = ("content", "embeds", "components", "attachments")
    keeps = any(getattr(message, field) for field in stays if field not in body)
    flags = SUPPRESS_EMBEDS | COMPONENTS_V2 | (message.flags & EPHEMERAL)
    unknown_fields += sorted(bodies.check_message(body, known=known, flags=flags, files=len(files), was=message.flags, keeps=keeps))
    if body.get("flags") is not None and message.flags & COMPONENTS_V2:
        body = {**body, "flags": body["flags"] | COMPONENTS_V2}
    world.edit(message, {**body, "attachments": files} if files else body)


def _allowed(interaction: Interaction) -> tuple[int, ...]:
    if interaction.kind == AUTOCOMPLETE:
        return (CHOICES,)
    allowed: tuple[int, ...] = (MESSAGE, DEFERRED)
    if interaction.pressed_on:
        allowed = (*allowed, DEFERRED_UPDATE, UPDATE)
    return allowed if interaction.kind == SUBMIT else (*allowed, MODAL)


def _checked_choices(data: dict[str, Any]) -> list[dict[str, Any]]:
    form = Form()
    choices = form.items(data, "choices", ("data",), most=25)
    commands.check_choices(choices, ("data", "choices"), form)
    form.refuse()
    return choices


def _checked_modal(interaction: Interaction, data: dict[str, Any]) -> Modal:
    form = Form()
    modals.check_modal(data, form)
    form.refuse()
    return Modal(interaction, data["title"], data["custom_id"], data["components"])
