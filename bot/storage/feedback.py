"""Feedback: whether people found an answer helpful."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.storage.part import StorePart, of_person
from bot.storage.records import Person, Rated
from bot.storage.tables import ratings


class Feedback(StorePart):
    """Ratings of answers, by their lasting ids ("zoom/ai-training")."""

    async def rate(self, person: Person, answer: str, revision: str, helpful: bool) -> None:
        """Keep whether an answer helped; a person's second rating of an answer replaces the first."""
        row = {**of_person(person), "answer": answer, "revision": revision, "helpful": helpful, "rated_at": self._clock()}
        async with self._database.writing() as connection:
            await connection.execute(self._database.upsert(ratings), row)

    async def found_unhelpful(self, limit: int) -> tuple[Rated, ...]:
        """Return the answers that most people of all workspaces found unhelpful, without saying who or where."""
        unhelpful = func.count().filter(~ratings.c.helpful)
        of_answer = (ratings.c.answer, ratings.c.revision)
        query = (
            select(*of_answer, func.count().filter(ratings.c.helpful), unhelpful)
            .group_by(*of_answer)
            .having(unhelpful > 0)
            .order_by(unhelpful.desc(), *of_answer)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return tuple(Rated(*row) for row in await connection.execute(query))
