"""Sign-in by a link that `smallprint admin-link` prints: good once, for some minutes, for the person that it names."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from bot.storage import Person, Store, Workspace
from bot.upkeep.admins import OPERATOR
from bot.upkeep.curators import Curator

ENTER = "/admin/enter"
PURPOSE = "admin-link"
_WHO = re.compile(r"(slack|discord|web):([A-Za-z0-9]+)/([A-Za-z0-9._-]{1,64})")


def written(person: Person) -> str:
    """Return a person as addresses and the command have them: "slack:T0123/U0456"."""
    return f"{person.workspace}/{person.id}"


def read_person(text: str) -> Person | None:
    """Return the person that a text names, None if it names nobody."""
    parts = _WHO.fullmatch(text.strip())
    if parts is None:
        return None
    surface, workspace, person = parts.groups()
    named = Person(Workspace(surface, workspace), person)
    return named if surface != OPERATOR.surface or named.workspace == OPERATOR else None


async def issue_key(store: Store, person: Person, seconds: int) -> str:
    """Return a key that signs a person in once, within so many seconds."""
    return await store.oauth_states.issue(seconds, _purpose(person))


async def issue_link(store: Store, person: Person, seconds: int) -> str:
    """Return the path of a link that signs a person in once, within so many seconds."""
    return f"{ENTER}?{urlencode({'who': written(person), 'key': await issue_key(store, person, seconds)})}"


async def redeem(store: Store, who: str, key: str) -> Curator | None:
    """Use a link up; return who is signed in by it, None if it is forged, expired or used.

    Its maker could change the files themselves, so their word is enough that somebody is an admin of their workspace; but
    not that the bot serves no other one.
    """
    person = read_person(who)
    if person is None or not await store.oauth_states.consume(key, _purpose(person)):
        return None
    return Curator(person, is_admin=True, shared=person.workspace != OPERATOR)


def _purpose(person: Person) -> str:
    return f"{PURPOSE} {written(person)}"
