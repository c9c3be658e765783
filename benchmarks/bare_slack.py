"""A Slack app with nothing in it: bolt as its documentation shows it, whose command only acknowledges with a fixed text.

`python -m benchmarks.bare_slack PORT API_URL SIGNING_SECRET TOKEN (before|default) (asyncio|uvloop)` serves until it is ended.
"""

from __future__ import annotations

import asyncio
import sys

import uvloop
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient


def bare_app(api_url: str, secret: str, token: str, *, process_before_response: bool) -> AsyncApp:
    """The app."""
    client = AsyncWebClient(token=token, base_url=api_url)
    app = AsyncApp(client=client, signing_secret=secret, process_before_response=process_before_response)

    async def answer(ack: AsyncAck) -> None:
        await ack("Zoom: no.")

    app.command("/smallprint")(answer)
    return app


def main(port: str, api_url: str, secret: str, token: str, kind: str, loop: str) -> None:
    """Serve it with bolt's own server."""
    app = bare_app(api_url, secret, token, process_before_response=kind == "before")
    served = app.server(port=int(port), host="127.0.0.1").web_app
    new_loop = uvloop.new_event_loop() if loop == "uvloop" else asyncio.new_event_loop()
    web.run_app(served, host="127.0.0.1", port=int(port), access_log=None, print=None, loop=new_loop)


if __name__ == "__main__":
    main(*sys.argv[1:])
