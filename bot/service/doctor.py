"""The command `smallprint doctor`: what is configured, what is missing and how to get it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.observing import tracing
from bot.service import machine
from bot.service.adapter import Check, Plugin
from bot.service.opening import open_knowledge
from bot.service.settings import ServiceSettings, SettingsError, read, secret_keys
from bot.storage import Store, StoreError
from bot.storage.leasing import FAILED, WAITING
from bot.storage.secret_keys import HOW_TO_MAKE_ONE
from knowledge.layers import layer_problems

NO_KEY = Check(
    "secret key",
    "off",
    f"SMALLPRINT_SECRET_KEY is not set, so installing in many Slack workspaces is off; make one with: {HOW_TO_MAKE_ONE}",
)
MOST_NAMED = 3
EARLIER = (
    "its tables are those of an earlier version (step {}), and what is in them was not looked at; the next start brings them up to date. "
    "First back it up (smallprint backup FILE) and end the processes of the earlier version"
)
OVERDUE = timedelta(minutes=15)
"""Delay after which no process seems to take what is due."""


async def examine(settings: Mapping[str, str], knowledge: Sequence[Path], plugins: Sequence[Plugin], today: date) -> list[Check]:
    """Check everything. Nothing is changed, except that a database without tables gets them."""
    checks = [await _knowledge(knowledge, today), machine.edits(knowledge), machine.names(settings)]
    try:
        own = read(ServiceSettings, settings)
    except SettingsError as error:
        return [*checks[:-1], Check("settings", "wrong", str(error))]
    checks += [*await _keys_and_database(own), Check("http", "ok", _listens(own)), _sources(own), _traces(settings)]
    for plugin in plugins:
        missing = plugin.missing(settings)
        if missing is not None:
            checks.append(Check(plugin.name, "off", missing))
            continue
        try:
            checks += await plugin.examine(settings)
        except SettingsError as error:
            checks.append(Check(plugin.name, "wrong", str(error)))
    return checks


async def _knowledge(folders: Sequence[Path], today: date) -> Check:
    if problems := layer_problems(folders):
        return Check("knowledge", "wrong", "; ".join(problems))
    revision = await asyncio.to_thread(open_knowledge, folders, today)
    count = len(revision.knowledge.platforms)
    if revision.warnings:
        return Check("knowledge", "wrong", f"{count} platforms; left out: {'; '.join(revision.warnings)}")
    return Check("knowledge", "ok", f"{count} platforms")


async def _keys_and_database(own: ServiceSettings) -> list[Check]:
    try:
        keys, key_check = secret_keys(own), NO_KEY
    except SettingsError as error:
        keys, key_check = None, Check("secret key", "wrong", str(error))
    if keys is not None:
        key_check = Check("secret key", "ok", "set")
    try:
        if step := await Store.earlier_step(own.database_url):
            return [key_check, Check("database", "ok", EARLIER.format(step))]
        store = await Store.open(own.database_url, keys=keys, retention_days=own.retention_days)
    except StoreError as error:
        return [key_check, Check("database", "wrong", str(error))]
    try:
        unreadable = await store.installations.unreadable()
        more = [machine.disk(store.file), *await _clock(store), await _queues(store)]
    finally:
        await store.close()
    if unreadable and key_check.state != "wrong":
        names = ", ".join(f"{workspace.surface} workspace {workspace.id}" for workspace in unreadable[:MOST_NAMED])
        what = f"{len(unreadable)} installations have tokens that it cannot decrypt ({names})"
        key_check = Check("secret key", "wrong", f"{what}; set the key that they were encrypted with, after a comma if you have a new one")
    return [key_check, Check("database", "ok", "can be opened, its tables are up to date"), *more]


async def _clock(store: Store) -> list[Check]:
    """Compare the clock with the database's: processes that share one take turns by the time."""
    theirs = await store.server_time()
    return [] if theirs is None else [machine.clock("the database", theirs, datetime.now(UTC))]


async def _queues(store: Store) -> Check:
    """Find what nobody takes and what was given up."""
    waiting, now = await store.backlog.all(), datetime.now(UTC)
    given_up = [f"{entry.entries} in {entry.queue}" for entry in waiting if entry.state == FAILED]
    late = [entry.queue for entry in waiting if entry.state == WAITING and now - entry.since > OVERDUE]
    if late:
        return Check("queues", "off", f"{' and '.join(late)}: due for a quarter of an hour and not taken; is `smallprint serve` running?")
    if given_up:
        return Check("queues", "ok", f"given up for good: {', '.join(given_up)}; `smallprint jobs` lists them, the log says why")
    return Check("queues", "ok", "nothing is late, nothing was given up")


def _traces(settings: Mapping[str, str]) -> Check:
    try:
        if tracing.wanted(settings):
            return Check("traces", "ok", f"are sent to {next(settings[name] for name in tracing.ENDPOINTS if settings.get(name))}")
    except tracing.TracingError as error:
        return Check("traces", "wrong", str(error))
    return Check("traces", "off", "OTEL_EXPORTER_OTLP_ENDPOINT is not set; the log and the metrics tell what is needed")


def _listens(own: ServiceSettings) -> str:
    metrics = f"metrics on {own.metrics.host}:{own.metrics.port} (SMALLPRINT_METRICS)"
    proxies = f"visitors' addresses are taken from proxies at {own.proxies} (FORWARDED_ALLOW_IPS); behind others all visitors count as one"
    return f"listens on http://{own.host}:{own.port} (SMALLPRINT_HOST, SMALLPRINT_PORT), {metrics}; {proxies}"


def _sources(own: ServiceSettings) -> Check:
    if own.watch_contact:
        return Check("sources", "ok", f"the cited pages are checked each week; their owners are told to reach you at {own.watch_contact}")
    return Check("sources", "off", "SMALLPRINT_WATCH_CONTACT is not set, so the cited pages are not checked for changes")
