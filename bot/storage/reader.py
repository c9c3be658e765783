"""Looks up what conversations remember: what is asked for while one query runs goes into the next one, all together.

Apart from the writer, because a reader waits for no transaction.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from itertools import chain

from bot.storage.database import Database
from bot.storage.errors import StoreError
from bot.storage.statements import Key, Remembered, Statements
from bot.storage.waiting import fail, give

Asked = defaultdict[Key, list[asyncio.Future[Remembered | None]]]


class Reader:
    """Reads for everybody, in a task that runs while somebody waits."""

    def __init__(self, database: Database, statements: Statements) -> None:
        """Wait for the first one who asks."""
        self._database = database
        self._statements = statements
        self._asked: Asked = defaultdict(list)
        self._task: asyncio.Task[None] | None = None
        self._closed = False

    async def turn(self, key: Key) -> Remembered | None:
        """What a conversation remembers, of what any process wrote."""
        if self._closed:
            raise StoreError("the store is closed")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Remembered | None] = loop.create_future()
        self._asked[key].append(future)
        if self._task is None:
            self._task = loop.create_task(self._run(), name="storage: reader")
        return await future

    async def close(self) -> None:
        """Give what was asked for, and end."""
        self._closed = True
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        asked: Asked = defaultdict(list)
        try:
            while self._asked:
                asked, self._asked = self._asked, defaultdict(list)
                await self._look_up(asked)
        finally:  # also where the loop is shut down: nobody may wait for ever
            self._task = None
            fail(chain(*asked.values(), *self._asked.values()), StoreError("the store is closed"))

    async def _look_up(self, asked: Asked) -> None:
        try:
            async with self._database.reading() as connection:
                found = await self._statements.look_up(connection, asked)
                for key, futures in asked.items():  # before the connection goes back, which takes as long as a query
                    for future in futures:
                        give(future, found.get(key))
        except StoreError as error:
            fail(chain(*asked.values()), error)
