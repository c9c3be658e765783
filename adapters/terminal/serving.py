"""The commands `serve`, `doctor`, `migrate`, `keys`, `backup` and `restore`, for those who run the service."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from adapters.terminal.shared import FOUND_WRONG, OK
from bot.service import doctor as examination
from bot.service import run
from bot.service.backup import BackupError, back_up, bring_up_to_date
from bot.service.backup import restore as restore_backup
from bot.service.plugins import find_plugins
from bot.service.settings import ServiceSettings, SettingsError, read, secret_keys
from bot.storage import Store, StoreError, Workspace
from bot.storage.secret_keys import HOW_TO_MAKE_ONE, SecretKeys


def serve(settings: Mapping[str, str], knowledge: Sequence[Path]) -> int:
    """Serve until the process is told to stop; the result is the exit status."""
    try:
        with asyncio.Runner(loop_factory=_fast_loop()) as runner:
            runner.run(run.serve(settings, knowledge, find_plugins()))
    except (SettingsError, StoreError) as error:
        print(f"smallprint: {error}", file=sys.stderr)
        return FOUND_WRONG
    return OK


def doctor(settings: Mapping[str, str], knowledge: Sequence[Path], today: date) -> int:
    """Print what is configured and what is missing; the result is the exit status."""
    checks = asyncio.run(examination.examine(settings, knowledge, find_plugins(), today))
    for check in checks:
        print(f"{check.state:<5} {check.what}: {check.says}")
    return FOUND_WRONG if any(check.state == "wrong" for check in checks) else OK


def migrate(settings: Mapping[str, str]) -> int:
    """Bring the tables up to date; the result is the exit status."""
    try:
        own = read(ServiceSettings, settings)
        asyncio.run(bring_up_to_date(own.database_url, secret_keys(own)))
    except (SettingsError, StoreError) as error:
        print(f"smallprint: {error}", file=sys.stderr)
        return FOUND_WRONG
    print("the tables are up to date")
    return OK


def rotate_keys(settings: Mapping[str, str]) -> int:
    """Encrypt stored tokens with the first key, and say what that leaves to do; the result is the exit status."""
    try:
        own = read(ServiceSettings, settings)
        keys = secret_keys(own)
        if keys is None:
            raise SettingsError(f"SMALLPRINT_SECRET_KEY is not set, so no token is stored; make a key with: {HOW_TO_MAKE_ONE}")
        renewed, unreadable = asyncio.run(_renew_encryption(own.database_url, keys))
    except (SettingsError, StoreError) as error:
        print(f"smallprint: {error}", file=sys.stderr)
        return FOUND_WRONG
    print(f"the tokens of {renewed} installations were encrypted anew")
    if unreadable:
        names = ", ".join(f"{workspace.surface} {workspace.id}" for workspace in unreadable)
        print(f"smallprint: no key in SMALLPRINT_SECRET_KEY opens those of {names}; add the key, or install there again", file=sys.stderr)
        return FOUND_WRONG
    print("all are encrypted with the first key; once no process has an older SMALLPRINT_SECRET_KEY, the other keys can be taken out")
    return OK


async def _renew_encryption(url: str, keys: SecretKeys) -> tuple[int, tuple[Workspace, ...]]:
    store = await Store.open(url, keys=keys)
    try:
        return store.renewed_at_opening, await store.installations.unreadable()
    finally:
        await store.close()


def backup(settings: Mapping[str, str], knowledge: Sequence[Path], file: Path) -> int:
    """Write a backup, and say what is in it; the result is the exit status."""
    try:
        manifest = back_up(read(ServiceSettings, settings).database_url, knowledge, file)
    except (BackupError, SettingsError, StoreError) as error:
        print(f"smallprint: {error}", file=sys.stderr)
        return FOUND_WRONG
    print(f"{file}: the database ({manifest.database}) and {manifest.folders} knowledge folder{'' if manifest.folders == 1 else 's'}")
    if settings.get("SMALLPRINT_SECRET_KEY"):
        print("Keep SMALLPRINT_SECRET_KEY in another place: without it the tokens in the backup cannot be read.")
    return OK


def restore(settings: Mapping[str, str], knowledge: Sequence[Path], file: Path) -> int:
    """Restore a backup into what the settings name; the result is the exit status."""
    try:
        own = read(ServiceSettings, settings)
        manifest = restore_backup(file, own.database_url, knowledge, secret_keys(own))
    except (BackupError, SettingsError, StoreError) as error:
        print(f"smallprint: {error}", file=sys.stderr)
        return FOUND_WRONG
    print(f"restored what Smallprint {manifest.version} backed up at {manifest.made_at}; `smallprint doctor` checks it")
    return OK


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return the event loop of uvloop, if there is one for this system."""
    try:
        from uvloop import new_event_loop
    except ImportError:
        return None
    return new_event_loop
