"""The command `smallprint doctor`: what is configured, what is missing and how to get it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from bot.service.adapter import Check, Plugin
from bot.service.opening import open_knowledge
from bot.service.settings import ServiceSettings, SettingsError, read, secret_keys
from bot.storage import Store, StoreError
from bot.storage.secret_keys import HOW_TO_MAKE_ONE
from knowledge.layers import layer_problems

NO_KEY = Check(
    "secret key",
    "off",
    f"SMALLPRINT_SECRET_KEY is not set, so installing in many Slack workspaces is off; make one with: {HOW_TO_MAKE_ONE}",
)
MOST_NAMED = 3


async def examine(settings: Mapping[str, str], knowledge: Sequence[Path], plugins: Sequence[Plugin], today: date) -> list[Check]:
    """Check everything. Nothing is changed, except that a database without tables gets them."""
    checks = [await _knowledge(knowledge, today)]
    try:
        own = read(ServiceSettings, settings)
    except SettingsError as error:
        return [*checks, Check("settings", "wrong", str(error))]
    checks += [*await _keys_and_database(own), Check("http", "ok", _listens(own)), _sources(own)]
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
        store = await Store.open(own.database_url, keys=keys, retention_days=own.retention_days)
    except StoreError as error:
        return [key_check, Check("database", "wrong", str(error))]
    try:
        unreadable = await store.installations.unreadable()
    finally:
        await store.close()
    if unreadable and key_check.state != "wrong":
        names = ", ".join(f"{workspace.surface} workspace {workspace.id}" for workspace in unreadable[:MOST_NAMED])
        what = f"{len(unreadable)} installations have tokens that it cannot decrypt ({names})"
        key_check = Check("secret key", "wrong", f"{what}; set the key that they were encrypted with, after a comma if you have a new one")
    return [key_check, Check("database", "ok", "can be opened, its tables are up to date")]


def _listens(own: ServiceSettings) -> str:
    metrics = f"metrics on {own.metrics.host}:{own.metrics.port} (SMALLPRINT_METRICS)"
    return f"listens on http://{own.host}:{own.port} (SMALLPRINT_HOST, SMALLPRINT_PORT), {metrics}"


def _sources(own: ServiceSettings) -> Check:
    if own.watch_contact:
        return Check("sources", "ok", f"the cited pages are checked each week; their owners are told to reach you at {own.watch_contact}")
    return Check("sources", "off", "SMALLPRINT_WATCH_CONTACT is not set, so the cited pages are not checked for changes")
