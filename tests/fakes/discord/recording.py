"""What the bot asked of the API and how it was answered, and the faults that a test puts in the way."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

HALF = 0
"""The status of a fault that breaks off in the middle of the answer."""
SILENT = -1
"""The status of a fault that never answers, nor does what was asked for."""


@dataclass(slots=True)
class Request:
    """A request and its response; `path` begins after `/api/v10`, `when` is in `Clock` seconds."""

    when: float
    method: str
    path: str
    query: dict[str, str]
    body: Any
    status: int
    answer: Any
    fault: bool = False
    """Whether the response was a fault that the test asked for."""

    @property
    def code(self) -> int:
        """Discord's error code; 0 if there is none."""
        return int(self.answer.get("code", 0)) if self.status >= 400 and isinstance(self.answer, dict) else 0


@dataclass(slots=True)
class Fault:
    """A response that a test puts in the place of the real one, so many times."""

    method: str
    path: str
    status: int
    times: int
    retry_after: float | None = None
    everywhere: bool = False

    def meets(self, method: str, path: str) -> bool:
        """Whether it is for this request."""
        return self.times > 0 and self.method in ("*", method) and fnmatchcase(path, self.path)


class Recorder:
    """Requests, the newest of so many, and those that were refused."""

    def __init__(self, keep: int) -> None:
        """Keep so many requests; none with 0. Refusals are kept in any case."""
        self.requests: deque[Request] = deque(maxlen=keep)
        self.refusals: list[Request] = []
        self.count = 0
        self.faults: list[Fault] = []

    def record(self, request: Request) -> None:
        """Note a request."""
        self.count += 1
        self.requests.append(request)
        if request.status >= 400 and not request.fault and len(self.refusals) < 10_000:
            self.refusals.append(request)

    def fault(self, method: str, path: str) -> Fault | None:
        """The fault for a request, used up once more."""
        for fault in self.faults:
            if fault.meets(method, path):
                fault.times -= 1
                return fault
        return None
