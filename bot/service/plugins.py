"""Find the adapters by their entry points, so that the service imports none of them."""

from __future__ import annotations

from importlib.metadata import entry_points

from bot.service.adapter import GROUP, Plugin


def find_plugins() -> tuple[Plugin, ...]:
    """Load every adapter that is installed, sorted by name."""
    return tuple(point.load() for point in sorted(entry_points(group=GROUP), key=lambda point: point.name))
