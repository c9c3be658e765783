"""Whom a text pings: its mentions outside code, as far as `allowed_mentions` and the author's rights let them through."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from tests.fakes.discord.errors import Form
from tests.fakes.discord.markdown import without_code

_USER = re.compile(r"<@!?(\d{1,20})>")
_ROLE = re.compile(r"<@&(\d{1,20})>")
_EVERYONE = re.compile(r"@(?:everyone|here)")
_KINDS = ("users", "roles", "everyone")
_MOST_IDS = 100  # "Allowed Mentions Object"


class Pings(NamedTuple):
    """Ids of the users and roles who would be notified, and whether everybody would."""

    users: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    everyone: bool = False
    replied_to: int | None = None
    """The user who is notified because their message was replied to; also among `users`."""

    @property
    def nobody(self) -> bool:
        """Whether no one is notified."""
        return not (self.users or self.roles or self.everyone)


def check_allowed_mentions(body: dict[str, Any], form: Form) -> None:
    """Refuse what the allowed mentions object does not allow: unknown kinds, both a kind and its ids, too many ids."""
    allowed = body.get("allowed_mentions")
    if allowed is None:
        return
    if not isinstance(allowed, dict):
        form.wrong(("allowed_mentions",), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return
    where = ("allowed_mentions",)
    kinds = form.items(allowed, "parse", where, most=len(_KINDS))
    for position, kind in enumerate(kinds):
        form.choice(kind, _KINDS, (*where, "parse", position))
    for kind in ("users", "roles"):
        ids = form.items(allowed, kind, where, most=_MOST_IDS)
        if ids and kind in kinds:
            form.wrong(where, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.')


def pings(
    texts: Iterable[str],
    allowed: dict[str, Any] | None,
    *,
    may_ping_everyone: bool = True,
    mentionable_roles: frozenset[int] | None = None,
    replied_to: int | None = None,
) -> Pings:
    """Whom texts ping.

    Without `allowed` everything mentioned counts, also the author of the message replied to; with it only what it names.
    A backslash in front does not stop a mention; code does. `mentionable_roles` is None where the author may ping every role.
    """
    plain = "\n".join(without_code(text) for text in texts)
    users = frozenset(map(int, _USER.findall(plain)))
    roles = frozenset(map(int, _ROLE.findall(plain)))
    everyone = bool(_EVERYONE.search(plain)) and may_ping_everyone
    if not may_ping_everyone and mentionable_roles is not None:
        roles &= mentionable_roles
    reply = replied_to
    if allowed is not None:
        kinds = allowed.get("parse") or ()
        users = users if "users" in kinds else users & _ids(allowed.get("users"))
        roles = roles if "roles" in kinds else roles & _ids(allowed.get("roles"))
        everyone = everyone and "everyone" in kinds
        reply = replied_to if allowed.get("replied_user") else None
    if reply is not None:
        users |= {reply}
    return Pings(users, roles, everyone, reply)


def _ids(listed: Any) -> frozenset[int]:
    return frozenset(int(entry) for entry in listed or () if str(entry).isdigit())
