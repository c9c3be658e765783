"""Show what the service still has to do and what failed for good, and let that be tried again."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence

from adapters.terminal.shared import BAD_USAGE, FOUND_WRONG, OK
from bot.service.settings import ServiceSettings, SettingsError, read, secret_keys
from bot.storage import Job, OutboxMessage, Store, StoreError

JOB, MESSAGE = "job", "message"
MOST_DIGITS = 9


def show(settings: Mapping[str, str]) -> int:
    """Print what waits and what failed; the result is 1 if something failed."""
    try:
        return asyncio.run(_show(read(ServiceSettings, settings)))
    except (SettingsError, StoreError) as error:
        print(f"smallprint: {error}", file=sys.stderr)
        return FOUND_WRONG


def retry(settings: Mapping[str, str], names: Sequence[str]) -> int:
    """Let what is named be tried once more, all that failed if nothing is; the result is the exit status."""
    wanted = [name.rpartition("-") for name in names]
    for kind, _, number in wanted:
        if kind not in {JOB, MESSAGE} or not number.isdecimal() or len(number) > MOST_DIGITS:
            print(f"smallprint: {kind}-{number} is no name; `smallprint jobs` shows names such as job-3 and message-17", file=sys.stderr)
            return BAD_USAGE
    try:
        return asyncio.run(_retry(read(ServiceSettings, settings), [(kind, int(number)) for kind, _, number in wanted]))
    except (SettingsError, StoreError) as error:
        print(f"smallprint: {error}", file=sys.stderr)
        return FOUND_WRONG


async def _open(own: ServiceSettings) -> Store:
    return await Store.open(own.database_url, keys=secret_keys(own), retention_days=own.retention_days)


async def _show(own: ServiceSettings) -> int:
    store = await _open(own)
    try:
        jobs, given_up, waiting = await store.jobs.all(), await store.outbox.given_up(), await store.outbox.waiting()
    finally:
        await store.close()
    failed = [job for job in jobs if job.state == "failed"]
    for job in jobs:
        print(_job_in_words(job))
    for message in given_up:
        print(_message_in_words(message))
    print(f"{len(jobs) - len(failed)} jobs and {waiting} messages wait; {len(failed)} jobs and {len(given_up)} messages failed for good")
    if failed or given_up:
        print("the log says why; `smallprint jobs retry` tries what failed once more", file=sys.stderr)
    return FOUND_WRONG if failed or given_up else OK


async def _retry(own: ServiceSettings, wanted: Sequence[tuple[str, int]]) -> int:
    store = await _open(own)
    missing = []
    try:
        if not wanted:
            failed = [(JOB, job.id) for job in await store.jobs.all() if job.state == "failed"]
            wanted = [*failed, *((MESSAGE, message.id) for message in await store.outbox.given_up())]
        for kind, number in wanted:
            part = store.jobs if kind == JOB else store.outbox
            if await part.retry(number):
                print(f"{kind}-{number} is tried again within a minute")
            else:
                missing.append(f"{kind}-{number}")
    finally:
        await store.close()
    if missing:
        print(f"smallprint: nothing of this name has failed: {', '.join(missing)}", file=sys.stderr)
    return FOUND_WRONG if missing else OK


def _job_in_words(job: Job) -> str:
    what = f"{job.kind} {json.dumps(dict(job.payload), ensure_ascii=False)}"
    return f"{JOB}-{job.id}  {_state(job.state, job.attempts)}, due {job.due_at:%Y-%m-%d %H:%M} UTC: {what}"


def _message_in_words(message: OutboxMessage) -> str:
    """Say where a message was to go, never what is in it, nor to whom."""
    return f"{MESSAGE}-{message.id}  {_state('failed', message.attempts)}, {message.workspace.surface} {message.workspace.id}"


def _state(state: str, attempts: int) -> str:
    return f"{state} after {attempts} attempt{'' if attempts == 1 else 's'}" if attempts else state
