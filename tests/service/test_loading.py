"""What a start loads: whoever waits for a killed process waits for that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.storage import Store
from tests.patience import HANG

NOT_NEEDED = ("alembic", "authlib", "discord", "google.protobuf", "mcp", "opentelemetry.exporter", "opentelemetry.sdk", "slack_bolt")
START = """
import asyncio, sys
from bot.service.plugins import find_plugins
from bot.service.run import Service
settings = {"DATABASE_URL": sys.argv[1], "SMALLPRINT_PORT": "0", "SMALLPRINT_METRICS": "127.0.0.1:0"}
service = Service(settings, (), find_plugins())
async def run():
    running = asyncio.create_task(service.run())
    while await service.not_ready():
        await asyncio.sleep(0.01)
    service.stop()
    await running
asyncio.run(run())
print([name for name in sys.argv[2:] if name in sys.modules])
"""


async def test_a_start_loads_no_library_that_it_does_not_need(tmp_path: Path) -> None:
    """Tables up to date need no steps; no token, no client; assistants' tools and traces wait until somebody wants them."""
    url = f"sqlite:///{tmp_path}/s.db"
    await (await Store.open(url, keys=None)).close()
    done = subprocess.run([sys.executable, "-c", START, url, *NOT_NEEDED], capture_output=True, text=True, timeout=HANG, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
