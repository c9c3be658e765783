"""The forms that open over a conversation."""

from __future__ import annotations

from typing import Any


def report_form(encoded_reference: str, origin: str, days: int) -> dict[str, Any]:
    """The form behind *Wrong or outdated?*; a report is kept for `days` days. The view's private_metadata is JSON {"reference", "origin"}."""
    raise NotImplementedError
