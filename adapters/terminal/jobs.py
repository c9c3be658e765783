"""Show what the service still has to do and what failed for good, and let that be tried again."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from adapters.terminal.shared import FOUND_WRONG, OK
from bot.storage import Job, OutboxMessage, Store

JOB, MESSAGE = "job", "message"
MOST_DIGITS = 9


async def show(store: Store) -> int:
    """Print what waits and what failed; the result is 1 if something failed."""
    jobs, given_up, waiting = await store.jobs.all(), await store.outbox.given_up(), await store.outbox.waiting()
    failed = [job for job in jobs if job.state == "failed"]
    for line in (*map(_job_in_words, jobs), *map(_message_in_words, given_up)):
        click.echo(line)
    click.echo(
        f"{len(jobs) - len(failed)} jobs and {waiting} messages wait; {len(failed)} jobs and {len(given_up)} messages failed for good"
    )
    if failed or given_up:
        click.echo("the log says why; `smallprint jobs retry` tries what failed once more", err=True)
    return FOUND_WRONG if failed or given_up else OK


def named(names: Sequence[str]) -> list[tuple[str, int]]:
    """Return kind and number of what `show` calls job-3 or message-17; UsageError for anything else."""
    wanted = []
    for name in names:
        kind, _, number = name.rpartition("-")
        if kind not in {JOB, MESSAGE} or not number.isdecimal() or len(number) > MOST_DIGITS:
            raise click.UsageError(f"{name} is no name; `smallprint jobs` shows names such as job-3 and message-17")
        wanted.append((kind, int(number)))
    return wanted


async def retry(store: Store, wanted: Sequence[tuple[str, int]]) -> int:
    """Let what is wanted be tried once more, all that failed if nothing is; the result is the exit status."""
    if not wanted:
        failed = [(JOB, job.id) for job in await store.jobs.all() if job.state == "failed"]
        wanted = [*failed, *((MESSAGE, message.id) for message in await store.outbox.given_up())]
    missing = []
    for kind, number in wanted:
        part = store.jobs if kind == JOB else store.outbox
        if await part.retry(number):
            click.echo(f"{kind}-{number} is tried again within a minute")
        else:
            missing.append(f"{kind}-{number}")
    if missing:
        click.echo(f"nothing of this name has failed: {', '.join(missing)}", err=True)
    return FOUND_WRONG if missing else OK


def _job_in_words(job: Job) -> str:
    what = f"{job.kind} {json.dumps(dict(job.payload), ensure_ascii=False)}"
    return f"{JOB}-{job.id}  {_state(job.state, job.attempts)}, due {job.due_at:%Y-%m-%d %H:%M} UTC: {what}"


def _message_in_words(message: OutboxMessage) -> str:
    """Say where a message was to go, never what is in it, nor to whom."""
    return f"{MESSAGE}-{message.id}  {_state('failed', message.attempts)}, {message.workspace.surface} {message.workspace.id}"


def _state(state: str, attempts: int) -> str:
    return f"{state} after {attempts} attempt{'' if attempts == 1 else 's'}" if attempts else state
