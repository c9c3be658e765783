"""Sign-in by a link that `smallprint admin-link` prints: good once, for some minutes, for the person that it names."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlencode

from bot.storage import Person, Store, Workspace
from bot.upkeep.admins import OPERATOR

ENTER = "/admin/enter"
PURPOSE = "admin-link"
_WHO = re.compile(r"(slack|discord|web):([A-Za-z0-9]+)/([A-Za-z0-9._-]{1,64})")


class SignedIn(NamedTuple):
    """Somebody who has proved who they are; `is_admin` of their workspace, which is one of several that the bot serves if `shared`."""

    person: Person
    is_admin: bool
    shared: bool


def written(person: Person) -> str:
    """Return a person as a link and the command have them: "slack:T0123/U0456"."""
    return f"{person.workspace}/{person.id}"


def read_person(text: str) -> Person | None:
    """Return the person that a text names, None if it names nobody."""
    parts = _WHO.fullmatch(text.strip())
    if parts is None:
        return None
    surface, workspace, person = parts.groups()
    named = Person(Workspace(surface, workspace), person)
    return named if surface != OPERATOR.surface or named.workspace == OPERATOR else None


async def issue_link(store: Store, person: Person, seconds: int) -> str:
    """Return the path of a link that signs a person in once, within so many seconds."""
    who = written(person)
    key = await store.oauth_states.issue(seconds, f"{PURPOSE} {who}")
    return f"{ENTER}?{urlencode({'who': who, 'key': key})}"


async def redeem(store: Store, who: str, key: str) -> SignedIn | None:
    """Use a link up; return who is signed in by it, None if it is forged, expired or used.

    Whoever made the link could change the files themselves, so their word is enough that somebody is an admin of their workspace; but
    not that the bot serves no other one.
    """
    person = read_person(who)
    if person is None or not await store.oauth_states.consume(key, f"{PURPOSE} {who}"):
        return None
    return SignedIn(person, is_admin=True, shared=person.workspace != OPERATOR)
