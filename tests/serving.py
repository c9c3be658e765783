"""`smallprint serve` in a process of its own, which tests kill and benchmarks measure."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import aiohttp

from tests.patience import HANG

SMALLPRINT, PATIENT = "adapters.terminal.main", "tests.patience"


class Served(NamedTuple):
    """The process, and the address at which it listens."""

    process: subprocess.Popen[bytes]
    url: str


@asynccontextmanager
async def serving(settings: Mapping[str, str], folder: Path, program: str = SMALLPRINT) -> AsyncIterator[Served]:
    """Run it on any free port with its database and its log in a folder; what runs at the end is ended by SIGTERM.

    It can answer when this yields. Settings stand over those of the environment; `program` is the module of the command.
    """
    own = {
        "PYTHONPATH": str(Path(__file__).parents[1]),
        "SMALLPRINT_PORT": "0",
        "SMALLPRINT_METRICS": "127.0.0.1:0",
        "DATABASE_URL": f"sqlite:///{folder / 'smallprint.db'}",
    }
    log = folder / f"serve-{len(list(folder.glob('serve-*.log')))}.log"
    command = [sys.executable, "-m", program, "serve"]
    with log.open("wb") as written:
        process = subprocess.Popen(command, env={**os.environ, **own, **settings}, stderr=written, cwd=folder)
    try:
        yield Served(process, await _ready(process, log))
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        await asyncio.to_thread(process.wait)


async def _ready(process: subprocess.Popen[bytes], log: Path) -> str:
    """Return the address that the service tells in its log, once it says there that it can answer."""
    async with asyncio.timeout(HANG), aiohttp.ClientSession() as operator:
        while True:
            assert process.poll() is None, f"the service ended: {log.read_text(encoding='utf-8')[-2_000:]}"
            told = re.search(r"listening on (http://127\.0\.0\.1:\d+)", log.read_text(encoding="utf-8"))
            if told and await _answers(operator, f"{told[1]}/readyz"):
                return told[1]
            await asyncio.sleep(0.05)


async def _answers(operator: aiohttp.ClientSession, address: str) -> bool:
    try:
        async with operator.get(address) as response:
            return response.status == 200
    except aiohttp.ClientError:
        return False
