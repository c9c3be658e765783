"""Sign somebody in with Slack or Discord: the steps that both have in common."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from adapters.web.admin.one_time_links import ENTER
from bot.upkeep.curators import Curator

if TYPE_CHECKING:  # else loaded only where somebody can sign in: it takes a tenth of a start
    from authlib.integrations.starlette_client import StarletteOAuth2App

SECONDS = 600
"""Seconds that somebody may take on the pages of Slack or Discord."""
CALL_SECONDS = 10.0
Token = Mapping[str, Any]
"""The checked reply to a code: an access token, and with Slack also who the person is (`userinfo`)."""


class SignInError(Exception):
    """Slack or Discord did not say who it is; the message says why, and holds no secret."""


class Membership(NamedTuple):
    """A workspace of somebody who signed in: what they are there, and its name."""

    curator: Curator
    name: str


class Vouched(NamedTuple):
    """A person who signed in: their name, and the workspaces they belong to."""

    name: str
    places: Sequence[Membership]


class Provider(NamedTuple):
    """Somewhere people can sign in."""

    name: str
    app: StarletteOAuth2App
    vouch: Callable[[Token], Awaitable[Vouched]]

    @property
    def label(self) -> str:
        """The name on its button."""
        return self.name.capitalize()


def back_path(name: str) -> str:
    """Return the path to which a provider sends people back."""
    return f"{ENTER}/{name}/back"


def new_app(name: str, **settings: Any) -> StarletteOAuth2App:  # noqa: ANN401 - as Authlib's
    """Return Authlib's side of a provider."""
    from authlib.integrations.starlette_client import OAuth

    client = {"timeout": CALL_SECONDS, **settings.pop("client_kwargs")}
    app: StarletteOAuth2App = OAuth().register(name, client_kwargs=client, **settings)
    return app


def failures() -> tuple[type[Exception], ...]:
    """Return the errors of a provider that refuses, cannot be reached, or whose answer is not signed or not whole."""
    import httpx2
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError

    return (AuthlibBaseError, JoseError, httpx2.HTTPError, SignInError, KeyError, ValueError)
