"""Put what is learnt from the shipped knowledge into the wheel, so that the first answer need not wait for it."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LearnHook(BuildHookInterface[Any]):
    """Write the store before the wheel, or the editable install, is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling gives both
        """Learn, and add the store to the wheel; a mistake in the shipped knowledge ends the build."""
        sys.path.insert(0, self.root)
        from bot.service.opening import write_shipped_store

        path = write_shipped_store()
        build_data["force_include"][str(path)] = f"bot/service/{path.name}"
