"""Dates as sources give them: a year, a month or a day, never more exact than the source."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
PATTERN = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


class PartialDate(str):
    """An ISO 8601 date that may stop at the year ("2024") or the month ("2024-07").

    It is the text itself, so it is printed and stored as it was written. Raises ValueError for
    anything that is not a date of the calendar.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> PartialDate:
        """Check that the text is a date, and keep it as written."""
        match = _SHAPE.match(text)
        if match is None:
            raise ValueError(f'"{text}" is not a date; write YYYY, YYYY-MM or YYYY-MM-DD')
        year, month, day = (int(part) if part else 1 for part in match.groups())
        try:
            date(year, month, day)
        except ValueError as error:
            raise ValueError(f'"{text}" is not a day of the calendar: {error}') from None
        return super().__new__(cls, text)

    @property
    def first(self) -> date:
        """The earliest day that the text can mean."""
        return date.fromisoformat((self + "-01-01")[:10])

    @property
    def last(self) -> date:
        """The latest day that the text can mean."""
        parts = [int(part) for part in self.split("-")]
        if len(parts) == 3:
            return date(*parts)
        year, month = (*parts, 12)[:2]
        return date(year, month, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let pydantic read it from a string (imported here: answering a question needs no pydantic)."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(pattern=PATTERN))


def now() -> datetime:
    """Return the time in UTC: the clock of whatever is not given another one."""
    return datetime.now(UTC)
