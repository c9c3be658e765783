"""The command `smallprint serve`: every adapter whose settings are present, in one process, from start to a graceful end."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from bot.dialogue.dialogue import Dialogue
from bot.dialogue.outbox_cards import outbox_card
from bot.observing import log as logs
from bot.observing import metrics, tracing
from bot.service import measuring
from bot.service.adapter import Adapter, Host, Plugin
from bot.service.http import HttpServer, new_app
from bot.service.opening import open_knowledge
from bot.service.outbox import OutboxSender
from bot.service.rebuilding import Rebuilder
from bot.service.reloading import Reloader
from bot.service.settings import ServiceSettings, SettingsError, read, secret_keys
from bot.service.source_watch import SourceWatch
from bot.service.tasks import Tasks
from bot.storage import Store, StoreError
from bot.understanding.language import load_guesser
from bot.understanding.revision import KnowledgeHolder
from bot.upkeep.base_desk import Editing
from bot.upkeep.mistakes import tell_mistakes
from bot.upkeep.pausing import pause
from bot.upkeep.upkeep import Upkeep
from bot.upkeep.verification import Verification
from knowledge.folders import SHIPPED, fingerprint
from knowledge.layers import layer_problems

log = logging.getLogger(__name__)

DRAIN_SECONDS = 10.0
"""Time for what was acknowledged once the service is told to stop."""
PURGE_SECONDS = 60.0


class OpenAdapter(NamedTuple):
    """An adapter and its name."""

    name: str
    adapter: Adapter


class Service:
    """One process with its store, its adapters and its HTTP server. `stop` may be called from anywhere in the loop."""

    def __init__(self, settings: Mapping[str, str], knowledge: Sequence[Path], plugins: Sequence[Plugin]) -> None:
        """Read the service's own settings; SettingsError if one is wrong."""
        self._settings = settings
        self._own = read(ServiceSettings, settings)
        self._keys = secret_keys(self._own)
        self._folders = knowledge
        self._plugins = plugins
        self._tasks = Tasks()
        self._adapters: list[OpenAdapter] = []
        self._store: Store | None = None
        self.started = asyncio.Event()
        self._stopping = asyncio.Event()
        self.http = HttpServer(self._own.host, self._own.port, self._own.proxies)
        self.metrics_port = self._own.metrics.port

    def stop(self) -> None:
        """End gracefully."""
        self._stopping.set()

    async def run(self) -> None:
        """Serve until `stop`; StoreError or SettingsError if that cannot begin."""
        logs.set_up(self._own.log_format, self._own.log_level)
        if problems := layer_problems(self._folders):
            raise SettingsError("\n".join(problems))
        rebuilder = Rebuilder((SHIPPED, *self._folders))
        files = fingerprint(rebuilder.folders)
        knowledge = KnowledgeHolder(await asyncio.to_thread(open_knowledge, self._folders, date.today()))
        async with AsyncExitStack() as closing:
            self._serve_metrics(closing)
            try:
                closing.push_async_callback(asyncio.to_thread, tracing.set_up(self._settings))
            except tracing.TracingError as error:
                raise SettingsError(str(error)) from None
            metrics.VERSION.info({"version": version("smallprint")})
            self._store = store = await Store.open(self._own.database_url, keys=self._keys, retention_days=self._own.retention_days)
            try:
                dialogue = Dialogue(
                    knowledge,
                    store,
                    self._own.retention_days,
                    issues_url=self._own.issues_url,
                    editing=Editing(self._folders, commit=self._own.commit_edits),
                    admins=self._own.admins,
                    public_url=self._own.public_url,
                )
                reloader = Reloader(rebuilder, knowledge, files, partial(tell_mistakes, store, self._own.admin_channel))
                self._tasks.start(reloader.run(self._stopping))
                await self._serve(Host(self._settings, dialogue, store, self._keys, self._tasks), store)
                await dialogue.noted()
            finally:
                await store.close()

    async def not_ready(self) -> Sequence[str]:
        """Return the reasons why the service cannot answer now; none if it can."""
        if self._stopping.is_set():
            return ("stopping",)
        if not self.started.is_set() or self._store is None:
            return ("starting",)
        return [f"{part}: {problem}" for part, problem in (await self._problems(self._store)).items() if problem is not None]

    async def _problems(self, store: Store) -> Mapping[str, str | None]:
        """Return for each part why it cannot work now, None if it can."""
        problems = {name: adapter.health_problem() for name, adapter in self._adapters}
        try:
            await store.check()
        except StoreError as error:
            return {**problems, "database": str(error)}
        return {**problems, "database": None}

    def _serve_metrics(self, closing: AsyncExitStack) -> None:
        address = self._own.metrics
        try:
            self.metrics_port = closing.enter_context(metrics.served(*address))
        except OSError as error:
            raise SettingsError(
                f"cannot serve metrics on {address.host}:{address.port} ({error.strerror}); set SMALLPRINT_METRICS"
            ) from None

    async def _serve(self, host: Host, store: Store) -> None:
        for plugin in self._plugins:
            missing = plugin.missing(self._settings)
            if missing is None:
                self._adapters.append(OpenAdapter(plugin.name, plugin.open(host)))
            else:
                log.info("%s does not run: %s", plugin.name, missing)
        try:
            for name, adapter in self._adapters:
                await adapter.start()
                log.info("%s runs", name)
            routers = [adapter.router for _, adapter in self._adapters if adapter.router is not None]
            await self.http.start(new_app(routers, self.not_ready, lambda: host.dialogue.holder.warning))
            self.started.set()
            self._tasks.start(asyncio.to_thread(load_guesser))  # else the first foreign message holds up everybody's for a second
            sender = OutboxSender(store.outbox, dict(self._adapters), partial(outbox_card, host.dialogue))
            self._tasks.start(sender.run(self._stopping))
            self._tasks.start(Upkeep(host.dialogue.holder, store).run(self._stopping))
            watch = SourceWatch(host.dialogue.holder, store, self._own.watch_contact, allow_private=self._own.watch_private)
            self._tasks.start(watch.run(self._stopping))
            self._tasks.start(Verification(host.dialogue.holder, store, self._own.admin_channel).run(self._stopping))
            self._tasks.start(self._keep_house(host.dialogue.holder, store))
            await self._stopping.wait()
        finally:
            await self._end()

    async def _keep_house(self, holder: KnowledgeHolder, store: Store) -> None:
        """Each minute delete what has expired, and measure what waits, until the service stops."""
        while not self._stopping.is_set():
            measuring.note_health(await self._problems(store))
            measuring.note_sources(holder.sources.values())
            try:
                await store.personal.purge()
                await measuring.note_backlog(store)
            except StoreError as error:
                log.warning("what has expired could not be deleted, trying again in a minute: %s", error)
            await pause(self._stopping, PURGE_SECONDS)

    async def _end(self) -> None:
        """Stop taking events, wait for what was acknowledged, let go of connections."""
        self._stopping.set()
        log.info("stopping; answers under way are finished, within %.0f seconds", DRAIN_SECONDS)
        await asyncio.gather(self.http.stop(), *(adapter.stop_taking() for _, adapter in self._adapters), return_exceptions=True)
        cut_off = await self._tasks.drain(DRAIN_SECONDS)
        if cut_off:
            log.error("%d answers were not finished in %.0f seconds; their askers are told at the next start", cut_off, DRAIN_SECONDS)
        await asyncio.gather(*(adapter.close() for _, adapter in self._adapters), return_exceptions=True)
        log.info("stopped")


async def serve(settings: Mapping[str, str], knowledge: Sequence[Path], plugins: Sequence[Plugin]) -> None:
    """Run the service until the process is told to stop (SIGTERM, SIGINT)."""
    service = Service(settings, knowledge, plugins)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, service.stop)
    await service.run()
