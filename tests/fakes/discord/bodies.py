"""The body of a message that the bot sends or edits: its limits, its flags, and what it may not lack."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord.components import check_components
from tests.fakes.discord.embeds import check_embeds
from tests.fakes.discord.errors import Form, empty_message
from tests.fakes.discord.model import COMPONENTS_V2, EPHEMERAL, SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS
from tests.fakes.discord.pings import check_allowed_mentions

MOST_CONTENT = 2_000
MESSAGE_FLAGS = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2 | 1 << 13
"""The flags that "Create Message" takes."""
RESPONSE_FLAGS = MESSAGE_FLAGS | EPHEMERAL
"""The flags that a message in answer to an interaction takes."""

_COMMON = {"content", "embeds", "allowed_mentions", "components", "flags", "tts", "attachments", "poll"}
KNOWN_IN_MESSAGE = _COMMON | {"nonce", "enforce_nonce", "message_reference", "sticker_ids", "shared_client_theme"}
KNOWN_IN_EDIT = {"content", "embeds", "flags", "allowed_mentions", "components", "attachments", "poll"}
KNOWN_IN_WEBHOOK = _COMMON | {"username", "avatar_url", "thread_name", "applied_tags"}
KNOWN_IN_RESPONSE = _COMMON


def check_message(body: dict[str, Any], *, known: set[str], flags: int, files: int = 0, was: int = 0, keeps: bool = False) -> set[str]:
    """Refuse a body that Discord refuses; gives the names of the fields it does not know and therefore ignores.

    `flags` are those allowed here, `was` the flags of the message that is edited, `keeps` whether something of it stays.
    Discord drops flags that are not allowed without a word; a private answer would go public, so they are refused here.
    """
    form = Form()
    second_version = bool(_number(body.get("flags")) & COMPONENTS_V2) or bool(was & COMPONENTS_V2)
    content = form.text(body, "content", (), most=MOST_CONTENT)
    unknown = (body.keys() - known) | check_embeds(body, form)
    check_components(body, form, second_version=second_version)
    check_allowed_mentions(body, form)
    _check_flags(body, flags, form)
    if second_version:
        for field in ("content", "embeds", "poll", "sticker_ids"):
            if body.get(field):
                message = f"The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
                form.wrong((field,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)
    form.refuse()
    anything = content or body.get("embeds") or body.get("components") or files or body.get("poll") or body.get("sticker_ids")
    if not anything and not keeps:
        raise empty_message()
    return unknown


def _check_flags(body: dict[str, Any], allowed: int, form: Form) -> None:
    flags = body.get("flags")
    if flags is None:
        return
    if not isinstance(flags, int) or isinstance(flags, bool):
        form.wrong(("flags",), "NUMBER_TYPE_COERCE", f'Value "{flags}" is not int.')
    elif flags & ~allowed:
        form.wrong(("flags",), "BASE_TYPE_BAD_VALUE", f"The flags {flags & ~allowed:#x} cannot be set here.")


def _number(flags: Any) -> int:
    return flags if isinstance(flags, int) else 0
