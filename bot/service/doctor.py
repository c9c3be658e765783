"""The command `smallprint doctor`: what is configured, what is missing and how to get it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from bot.service.adapter import Check, Plugin
from bot.service.opening import open_engine
from bot.service.settings import ServiceSettings, SettingsError, read, secret_keys
from bot.storage import Store, StoreError
from bot.storage.secret_keys import HOW_TO_MAKE_ONE, SecretKeys


async def examine(settings: Mapping[str, str], knowledge: Sequence[Path], plugins: Sequence[Plugin], today: date) -> list[Check]:
    """Look at everything; nothing is changed, but for the tables of a database that has none yet."""
    checks = [await _knowledge(knowledge, today)]
    try:
        own = read(ServiceSettings, settings)
    except SettingsError as error:
        return [*checks, Check("settings", "wrong", str(error))]
    keys, said = _keys(own)
    checks += [said, await _database(own, keys), Check("http", "ok", _listens(own))]
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
    opened = await asyncio.to_thread(open_engine, folders, today)
    count = len(opened.engine.knowledge.platforms)
    if opened.warnings:
        return Check("knowledge", "wrong", f"{count} platforms; left out: {'; '.join(opened.warnings)}")
    return Check("knowledge", "ok", f"{count} platforms")


def _listens(own: ServiceSettings) -> str:
    metrics = f"metrics on {own.metrics.host}:{own.metrics.port} (SMALLPRINT_METRICS)"
    return f"listens on http://{own.host}:{own.port} (SMALLPRINT_HOST, SMALLPRINT_PORT), {metrics}"


def _keys(own: ServiceSettings) -> tuple[SecretKeys | None, Check]:
    try:
        keys = secret_keys(own)
    except SettingsError as error:
        return None, Check("secret key", "wrong", str(error))
    if keys is None:
        without = "SMALLPRINT_SECRET_KEY is not set, so installing in many Slack workspaces is off"
        return None, Check("secret key", "off", f"{without}; make one with: {HOW_TO_MAKE_ONE}")
    return keys, Check("secret key", "ok", "set")


async def _database(own: ServiceSettings, keys: SecretKeys | None) -> Check:
    try:
        store = await Store.open(own.database_url, keys=keys, retention_days=own.retention_days)
    except StoreError as error:
        return Check("database", "wrong", str(error))
    await store.close()
    return Check("database", "ok", "can be opened, its tables are up to date")
