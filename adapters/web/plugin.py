"""The web pages before they are open: they run unless they are switched off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.service.adapter import Adapter, Check, Host
from bot.service.settings import ServiceSettings, SettingsError, read

SWITCH = "SMALLPRINT_WEB"


class WebPlugin:
    """The adapter that the entry point names."""

    name = "web"

    def missing(self, settings: Mapping[str, str]) -> str | None:
        """Return None unless the pages are switched off: they need no token."""
        return f"{SWITCH} is off" if _switch(settings) == "off" else None

    def open(self, host: Host) -> Adapter:
        """Open the pages."""
        from adapters.web.adapter import WebPages

        return WebPages(host)

    async def examine(self, settings: Mapping[str, str]) -> Sequence[Check]:
        """Say under which address the pages are seen, and how admins can sign in."""
        from adapters.web.admin.set_up import examine

        own = read(ServiceSettings, settings)
        if own.public_url:
            pages = Check("web", "ok", f"pages are public under {own.public_url}")
        else:
            pages = Check("web", "ok", f"pages on http://{own.host}:{own.port}; SMALLPRINT_PUBLIC_URL is not set, so nothing links to them")
        return (pages, *examine(settings, own.public_url))


def _switch(settings: Mapping[str, str]) -> str:
    value = settings.get(SWITCH) or "on"
    if value not in {"on", "off"}:
        raise SettingsError(f'{SWITCH}: must be on or off, not "{value}"')
    return value


plugin = WebPlugin()
