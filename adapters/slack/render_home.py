"""Lays the App Home out: what the app does, a search, what is asked about most here, what is stored about the person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.card import Card


def render_home(popular: Sequence[tuple[str, str, str]], privacy: Card, result: Card | None) -> dict[str, Any]:
    """The home view; `popular` are name, verdict in words and slug of platforms, `result` what a search found."""
    raise NotImplementedError
