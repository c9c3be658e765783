"""Application commands: what may be registered ("Application Commands"), and which of them somebody can use where."""

from __future__ import annotations

import re
from typing import Any

from tests.fakes.discord.errors import Form, Refused, Where
from tests.fakes.discord.snowflakes import Snowflakes

SLASH, ON_USER, ON_MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(1, 12)

_MOST = {SLASH: 100, ON_USER: 15, ON_MESSAGE: 15}
_MOST_CHARACTERS = 8_000
_MOST_CREATED_A_DAY = 200
_MOST_OPTIONS = 25
_NAME = re.compile(r"[-_'\w\u0900-\u097F\u0E00-\u0E7F]{1,32}")
_KNOWN = {
    "id", "type", "name", "name_localizations", "description", "description_localizations", "options", "default_member_permissions",
    "dm_permission", "default_permission", "nsfw", "integration_types", "contexts", "handler",
}  # fmt: skip
_WITH_CHOICES = (STRING, INTEGER, NUMBER)


class Commands:
    """The commands that the application registered, globally and for single servers."""

    def __init__(self, ids: Snowflakes, application_id: int) -> None:
        self.unknown_fields: list[str] = []
        self._ids = ids
        self._application = application_id
        self._held: dict[int | None, list[dict[str, Any]]] = {}
        self._created: dict[int | None, int] = {}

    def held(self, server: int | None = None) -> list[dict[str, Any]]:
        """The commands of a server, or the global ones, as the API gives them."""
        return list(self._held.get(server, ()))

    def overwrite(self, bodies: list[Any], server: int | None) -> list[dict[str, Any]]:
        """Put commands in the place of those held; one that keeps type and name keeps its id."""
        form = Form()
        counts = dict.fromkeys(_MOST, 0)
        names: set[tuple[int, str]] = set()
        for position, body in enumerate(bodies):
            kind = self._check(body, (position,), form)
            counts[kind] = counts.get(kind, 0) + 1
            if (kind, str(body.get("name"))) in names:
                form.wrong((position, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
            names.add((kind, str(body.get("name"))))
        form.refuse()
        for kind, count in counts.items():
            if count > _MOST[kind]:
                raise Refused(400, 30032, f"Maximum number of application commands reached ({_MOST[kind]}).")
        before = {(held["type"], held["name"]): held["id"] for held in self._held.get(server, ())}
        self._count_created(len(names - before.keys()), server)
        self._held[server] = [self._kept(body, before, server) for body in bodies]
        return self.held(server)

    def _count_created(self, created: int, server: int | None) -> None:
        self._created[server] = self._created.get(server, 0) + created
        if self._created[server] > _MOST_CREATED_A_DAY:
            raise Refused(400, 30034, f"Max number of daily application command creates has been reached ({_MOST_CREATED_A_DAY})")

    def _kept(self, body: dict[str, Any], before: dict[tuple[int, str], str], server: int | None) -> dict[str, Any]:
        kind = body.get("type", SLASH)
        kept = {
            "id": before.get((kind, body["name"])) or str(self._ids.new()),
            "application_id": str(self._application),
            "version": str(self._ids.new()),
            "type": kind,
            "name": body["name"],
            "name_localizations": body.get("name_localizations"),
            "description": body.get("description") or "",
            "description_localizations": body.get("description_localizations"),
            "options": body.get("options") or [],
            "default_member_permissions": body.get("default_member_permissions"),
            "dm_permission": body.get("dm_permission", True),
            "nsfw": body.get("nsfw", False),
        }
        if server is not None:
            return {**kept, "guild_id": str(server)}
        return {**kept, "integration_types": body.get("integration_types") or [0], "contexts": body.get("contexts")}

    def _check(self, body: Any, where: Where, form: Form) -> int:
        if not isinstance(body, dict):
            form.wrong(where, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            return SLASH
        self.unknown_fields += sorted(body.keys() - _KNOWN)
        kind = body.get("type", SLASH)
        if not form.choice(kind, (SLASH, ON_USER, ON_MESSAGE), (*where, "type")):
            return SLASH
        _check_names(body, where, form, slash=kind == SLASH)
        if kind != SLASH:
            if body.get("description"):
                form.wrong((*where, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED", "Must be empty")
            if body.get("options"):
                form.wrong((*where, "options"), "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_ALLOWED", "Must be empty")
        else:
            _check_options(body, where, form, depth=0)
        for position, place in enumerate(form.items(body, "contexts", where, most=3)):
            form.choice(place, (0, 1, 2), (*where, "contexts", position))
        for position, install in enumerate(form.items(body, "integration_types", where, most=2)):
            form.choice(install, (0, 1), (*where, "integration_types", position))
        if _size(body) > _MOST_CHARACTERS:
            form.wrong(where, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({_MOST_CHARACTERS})")
        return int(kind)


def find(held: list[dict[str, Any]], kind: int, name: str) -> dict[str, Any] | None:
    """The command of a kind and name, if it is among some."""
    return next((command for command in held if command["type"] == kind and command["name"] == name), None)


def _check_names(body: dict[str, Any], where: Where, form: Form, *, slash: bool) -> None:
    name = form.text(body, "name", where, least=1, most=32, required=True)
    if slash and name and (not _NAME.fullmatch(name) or name != name.lower()):
        form.wrong((*where, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    if slash:
        form.text(body, "description", where, least=1, most=100, required=True)
    for key, most in (("name_localizations", 32), ("description_localizations", 100)):
        for locale in body.get(key) or {}:
            form.text(body[key], locale, (*where, key), least=1, most=most, required=True)


def _check_options(body: dict[str, Any], where: Where, form: Form, *, depth: int) -> None:
    required_over = False
    names: set[str] = set()
    options = form.items(body, "options", where, most=_MOST_OPTIONS)
    kinds = {option.get("type") for option in options}
    if kinds & {SUBCOMMAND, GROUP} and kinds - {SUBCOMMAND, GROUP}:
        form.wrong((*where, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and parameters cannot be mixed")
    for position, option in enumerate(options):
        at = (*where, "options", position)
        kind = option.get("type")
        allowed = (SUBCOMMAND, GROUP)[: 2 - depth] if kind in (SUBCOMMAND, GROUP) else tuple(range(STRING, ATTACHMENT + 1))
        form.choice(kind, allowed, (*at, "type"))
        _check_names(option, at, form, slash=True)
        if option.get("name") in names:
            form.wrong((*at, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")
        names.add(str(option.get("name")))
        if kind in (SUBCOMMAND, GROUP):
            _check_options(option, at, form, depth=depth + 1)
            continue
        if option.get("required") and required_over:
            form.wrong(at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options")
        required_over = required_over or not option.get("required")
        _check_values(option, at, form)


def _check_values(option: dict[str, Any], where: Where, form: Form) -> None:
    choices = form.items(option, "choices", where, most=25)
    kind = option.get("type")
    if (choices or option.get("autocomplete")) and kind not in _WITH_CHOICES:
        form.wrong((*where, "type"), "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", "This type of option takes no choices")
    if choices and option.get("autocomplete"):
        form.wrong((*where, "autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_NO_CHOICES", "Choices exclude autocomplete")
    check_choices(choices, (*where, "choices"), form)
    if kind == STRING:
        least, most = option.get("min_length") or 0, option.get("max_length") or 6_000
        if not 0 <= least <= most <= 6_000:
            form.wrong((*where, "max_length"), "NUMBER_TYPE_MAX", "Lengths must be 0 to 6000, the least no more than the most")


def check_choices(choices: list[Any], where: Where, form: Form) -> None:
    """Refuse choices whose name is not 1 to 100 characters or whose value is a text of more."""
    for position, choice in enumerate(choices):
        form.text(choice, "name", (*where, position), least=1, most=100, required=True)
        value = choice.get("value")
        if value is None:
            form.wrong((*where, position, "value"), "BASE_TYPE_REQUIRED", "This field is required")
        elif isinstance(value, str):
            form.text(choice, "value", (*where, position), least=1, most=100, required=True)


def _size(body: dict[str, Any]) -> int:
    """Characters of names, descriptions and values over the whole tree, the longest translation counting."""
    total = 0
    for key in ("name", "description"):
        texts = [str(body.get(key) or ""), *map(str, (body.get(f"{key}_localizations") or {}).values())]
        total += max(map(len, texts))
    total += sum(len(str(choice.get("name", ""))) + len(str(choice.get("value", ""))) for choice in body.get("choices") or ())
    return total + sum(map(_size, body.get("options") or ()))
