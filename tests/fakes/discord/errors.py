"""Refusals in Discord's form: a status, a JSON error code, and for a bad body the nested `errors` that say where.

Codes and texts are those of Discord's page "Opcodes and Status Codes" and of the errors that its API returns.
"""

from __future__ import annotations

from typing import Any

Where = tuple[str | int, ...]


class Refused(Exception):  # noqa: N818 - it is what Discord does, and not a mistake of the fake
    """A request that Discord would not carry out; becomes the HTTP response."""

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code}: {message}" + (f" {errors}" if errors else ""))
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    @property
    def body(self) -> dict[str, Any]:
        """The JSON body of the response."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.errors:
            body["errors"] = self.errors
        return body


class Form:
    """Collects what is wrong with a body, so that one response names all of it."""

    def __init__(self) -> None:
        self._found: list[tuple[Where, str, str]] = []

    def wrong(self, where: Where, code: str, message: str) -> None:
        """Note a mistake at a place: keys and list positions from the outside in."""
        self._found.append((where, code, message))

    def text(self, body: dict[str, Any], key: str, where: Where, *, most: int, least: int = 0, required: bool = False) -> str:
        """Check a text's type and length, and give it stripped as Discord counts it; "" where it is absent."""
        value = body.get(key)
        at = (*where, key)
        if value is None:
            if required:
                self.wrong(at, "BASE_TYPE_REQUIRED", "This field is required")
            return ""
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            self.wrong(at, "STRING_TYPE_CONVERT", f"Could not interpret {value!r} as string.")
            return ""
        text = str(value).strip()
        if not text and (required or least):
            self.wrong(at, "BASE_TYPE_REQUIRED", "This field is required")
        elif not least <= len(text) <= most:
            if least:
                self.wrong(at, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
            else:
                self.wrong(at, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        return text

    def items(self, body: dict[str, Any], key: str, where: Where, *, most: int, least: int = 0) -> list[Any]:
        """Check a list's type and length, and give it; empty where it is absent."""
        value = body.get(key)
        at = (*where, key)
        if value is None:
            value = []
        if not isinstance(value, list):
            self.wrong(at, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        if not least <= len(value) <= most:
            if least:
                self.wrong(at, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
            else:
                self.wrong(at, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        return value

    def choice(self, value: Any, allowed: tuple[Any, ...], where: Where) -> bool:
        """Check that a value is one of some; whether it is."""
        if value in allowed and not isinstance(value, bool):
            return True
        self.wrong(where, "BASE_TYPE_CHOICES", f"Value must be one of {allowed}.")
        return False

    def refuse(self) -> None:
        """Raise `Refused` with everything found; nothing happens if nothing was."""
        if not self._found:
            return
        nested: dict[str, Any] = {}
        for where, code, message in self._found:
            level = nested
            for step in where:
                level = level.setdefault(str(step), {})
            level.setdefault("_errors", []).append({"code": code, "message": message})
        raise Refused(400, 50035, "Invalid Form Body", nested)


def unauthorized() -> Refused:
    """No token, or a wrong one."""
    return Refused(401, 0, "401: Unauthorized")


def not_found() -> Refused:
    """No such route."""
    return Refused(404, 0, "404: Not Found")


def unknown_channel() -> Refused:
    """No such channel."""
    return Refused(404, 10003, "Unknown Channel")


def unknown_guild() -> Refused:
    """No such guild, or not one of the bot's."""
    return Refused(404, 10004, "Unknown Guild")


def unknown_message() -> Refused:
    """No such message, or it was deleted, or only one person sees it."""
    return Refused(404, 10008, "Unknown Message")


def unknown_user() -> Refused:
    """No such user."""
    return Refused(404, 10013, "Unknown User")


def unknown_webhook() -> Refused:
    """An interaction token that never was, or whose interaction was not answered yet."""
    return Refused(404, 10015, "Unknown Webhook")


def unknown_interaction() -> Refused:
    """An interaction that never was, or that was not answered within three seconds."""
    return Refused(404, 10062, "Unknown interaction")


def already_acknowledged() -> Refused:
    """A second answer to one interaction."""
    return Refused(400, 40060, "Interaction has already been acknowledged.")


def too_many_follow_ups() -> Refused:
    """A sixth follow-up where only a user installed the app."""
    return Refused(400, 40094, "This interaction has reached the maximum number of follow up messages.")


def missing_access() -> Refused:
    """A channel that the bot cannot see."""
    return Refused(403, 50001, "Missing Access")


def not_the_author() -> Refused:
    """An edit of somebody else's message."""
    return Refused(403, 50005, "Cannot edit a message authored by another user")


def empty_message() -> Refused:
    """A message without anything in it."""
    return Refused(400, 50006, "Cannot send an empty message")


def cannot_message_user() -> Refused:
    """A person who takes no direct messages from the bot."""
    return Refused(403, 50007, "Cannot send messages to this user")


def missing_permissions() -> Refused:
    """Something that the bot may not do here."""
    return Refused(403, 50013, "Missing Permissions")


def invalid_webhook_token() -> Refused:
    """An interaction token older than fifteen minutes."""
    return Refused(401, 50027, "Invalid Webhook Token")


def invalid_json() -> Refused:
    """A body that is no JSON object."""
    return Refused(400, 50109, "The request body contains invalid JSON.")
