"""The command `smallprint serve`: every adapter whose settings are present, in one process, from start to a graceful end."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bot.dialogue.chat import Chat
from bot.dialogue.engine import Engine
from bot.observing import log as logs
from bot.service.adapter import Adapter, Host, Plugin, Route
from bot.service.opening import open_knowledge
from bot.service.settings import ServiceSettings, read, secret_keys
from bot.service.tasks import Tasks
from bot.storage import Store, StoreError
from bot.understanding.revision import KnowledgeHolder

log = logging.getLogger(__name__)

DRAIN_SECONDS = 10.0
"""How long what was acknowledged may take once the service is told to stop."""
PURGE_SECONDS = 60.0


class Open(NamedTuple):
    """An adapter and its name."""

    name: str
    adapter: Adapter


class Service:
    """One process with its store and its adapters. `stop` may be called from anywhere in the loop."""

    def __init__(self, settings: Mapping[str, str], knowledge: Sequence[Path], plugins: Sequence[Plugin]) -> None:
        """Read the service's own settings; SettingsError where one is wrong."""
        self._settings = settings
        self._own = read(ServiceSettings, settings)
        self._keys = secret_keys(self._own)
        self._knowledge = knowledge
        self._plugins = plugins
        self._tasks = Tasks()
        self._open: list[Open] = []
        self._store: Store | None = None
        self._started = False
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """End gracefully."""
        self._stopping.set()

    async def run(self) -> None:
        """Serve until `stop`; StoreError or SettingsError where that cannot begin."""
        logs.set_up(self._own.log_format, self._own.log_level)
        knowledge = KnowledgeHolder(await asyncio.to_thread(open_knowledge, self._knowledge, date.today()))
        for warning in knowledge.current.warnings:
            log.warning("left out: %s", warning)
        self._store = store = await Store.open(self._own.database_url, keys=self._keys, retention_days=self._own.retention_days)
        try:
            chat = Chat(
                Engine(knowledge.current.knowledge, knowledge.current.understanding), store, retention_days=self._own.retention_days
            )
            await self._serve(Host(self._settings, chat, store, self._keys, self._tasks, list[Route](), self.not_ready), store)
        finally:
            await store.close()

    async def not_ready(self) -> Sequence[str]:
        """Why the service cannot answer now; nothing where it can."""
        if self._stopping.is_set():
            return ("stopping",)
        if not self._started or self._store is None:
            return ("starting",)
        reasons = [f"{name}: {trouble}" for name, adapter in self._open if (trouble := adapter.trouble()) is not None]
        try:
            await self._store.check()
        except StoreError as error:
            reasons.append(f"database: {error}")
        return reasons

    async def _serve(self, host: Host, store: Store) -> None:
        for plugin in self._plugins:
            missing = plugin.missing(self._settings)
            if missing is None:
                self._open.append(Open(plugin.name, plugin.open(host)))
            else:
                log.info("%s does not run: %s", plugin.name, missing)
        try:
            for name, adapter in self._open:
                await adapter.start()
                log.info("%s runs", name)
            self._started = True
            await self._until_stopped(store)
        finally:
            await self._end()

    async def _until_stopped(self, store: Store) -> None:
        while not self._stopping.is_set():
            try:
                await store.purge()
            except StoreError as error:
                log.warning("what has expired could not be deleted, trying again in a minute: %s", error)
            try:
                async with asyncio.timeout(PURGE_SECONDS):
                    await self._stopping.wait()
            except TimeoutError:
                continue

    async def _end(self) -> None:
        self._stopping.set()
        log.info("stopping; %d answers are under way", len(self._tasks))
        await asyncio.gather(*(adapter.stop_taking() for _, adapter in self._open), return_exceptions=True)
        cut_off = await self._tasks.drain(DRAIN_SECONDS)
        if cut_off:
            log.error("%d answers were not finished in %.0f seconds; their askers are told at the next start", cut_off, DRAIN_SECONDS)
        await asyncio.gather(*(adapter.close() for _, adapter in self._open), return_exceptions=True)
        log.info("stopped")


async def serve(settings: Mapping[str, str], knowledge: Sequence[Path], plugins: Sequence[Plugin]) -> None:
    """Run the service until the process is told to stop (SIGTERM, SIGINT)."""
    service = Service(settings, knowledge, plugins)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, service.stop)
    await service.run()
