"""A mistake in a file, said so that the person who made it can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake with its place (file, line, key) and the rule that found it."""

    file: Path
    line: int
    key: str
    message: str
    rule: str

    def __str__(self) -> str:
        """Return one line, in the form that editors make clickable."""
        where = f"{self.file}:{self.line}: "
        return f"{where}{self.key}: {self.message} [{self.rule}]" if self.key else f"{where}{self.message} [{self.rule}]"
