"""The doctor's checks of the machine: names of settings, clock, disk, and where edits go."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import platformdirs

from bot.service.adapter import Check
from bot.service.settings import ServiceSettings
from knowledge.editing import EditError, target_of
from knowledge.misspelt import did_you_mean

PREFIX = "SMALLPRINT_"
OTHER_NAMES = frozenset({"SMALLPRINT_KNOWLEDGE", "SMALLPRINT_WEB"})
"""Settings of ours that others read than `ServiceSettings`."""
LEAST_FREE = 200 * 2**20
"""Bytes that must stay free beside a second copy of an SQLite database, which wiping deleted rows from it writes."""
MOST_SECONDS_APART = 60
"""Slack refuses what is five minutes off, and a lease in the database lasts as long: a minute is the time to act."""


def known_names() -> frozenset[str]:
    """Return the names of all settings that begin with SMALLPRINT_."""
    own = {str(field.alias) for field in ServiceSettings.model_fields.values()}
    return OTHER_NAMES | {name for name in own if name.startswith(PREFIX)}


def names(settings: Mapping[str, str]) -> Check:
    """Find names that nothing reads, most likely misspelt."""
    known = known_names()
    unknown = sorted(name for name in settings if name.startswith(PREFIX) and name not in known)
    if not unknown:
        return Check("settings", "ok", "every SMALLPRINT_ name is one that is read")
    return Check(
        "settings", "wrong", "; ".join(f"{name} is read by nothing; {did_you_mean(name, known, 'take it out')}" for name in unknown)
    )


def clock(whose: str, theirs: datetime, ours: datetime) -> Check:
    """Compare this machine's clock with another one."""
    apart = (ours - theirs).total_seconds()
    what = f"clock against {whose}"
    if abs(apart) <= MOST_SECONDS_APART:
        return Check(what, "ok", "agrees within a minute")
    ahead = "ahead" if apart > 0 else "behind"
    return Check(what, "wrong", f"this machine is {abs(apart):.0f} seconds {ahead}; set its clock by NTP (timedatectl set-ntp true)")


def clock_by_header(whose: str, headers: Mapping[str, str]) -> Sequence[Check]:
    """Compare this machine's clock with the date that a service answered with; nothing if it gave none."""
    try:
        theirs = parsedate_to_datetime(headers.get("Date", ""))
    except ValueError:
        return ()
    return (clock(whose, theirs.replace(tzinfo=theirs.tzinfo or UTC), datetime.now(UTC)),)


def disk(database: Path | None) -> Check:
    """Check the room for an SQLite database (None if the database is elsewhere), and whether what is learnt can be kept."""
    cache = Path(platformdirs.user_cache_dir("smallprint"))
    if not os.access(_existing(cache), os.W_OK):
        return Check("disk", "wrong", f"{cache} cannot be written, so each start learns anew for some seconds; set XDG_CACHE_HOME")
    folder = _existing(database.parent if database else cache)
    free = shutil.disk_usage(folder).free
    needed = LEAST_FREE + (database.stat().st_size if database and database.exists() else 0)
    if free < needed:
        return Check("disk", "wrong", f"{_mib(free)} are free at {folder}, {_mib(needed)} are needed; make room, or move DATABASE_URL")
    return Check("disk", "ok", f"{_mib(free)} are free at {folder}")


def edits(folders: Sequence[Path]) -> Check:
    """Say where edits of answers go."""
    try:
        return Check("edits", "ok", f"go to {target_of(folders)}")
    except EditError as error:
        return Check("edits", "wrong" if folders else "off", str(error))


def _existing(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.exists())


def _mib(count: int) -> str:
    return f"{count // 2**20:,} MiB"
