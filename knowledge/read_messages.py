"""Read files of labelled messages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from json import JSONDecodeError, loads
from pathlib import Path

from knowledge.findings import Finding
from knowledge.layers import read_text
from knowledge.messages import LabelledMessage
from knowledge.schema import read_line

RULE = "messages"


def read_messages(path: Path, topics: Collection[str], findings: list[Finding]) -> Iterable[LabelledMessage]:
    """Read a file of messages; every faulty line is a finding and is left out."""
    for number, line in enumerate((read_text(path, findings) or "").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            document = loads(line)
        except JSONDecodeError as error:
            findings.append(Finding(path, number, "", f"not valid JSON: {error.msg}", RULE))
            continue
        message, faults = read_line(document, LabelledMessage, path, number)
        findings += faults
        if message is not None:
            unknown = [topic for topic in message.topics if topic not in topics]
            if unknown:
                findings.append(Finding(path, number, "topics", f"there is no topic “{unknown[0]}” in topics.toml", RULE))
            else:
                yield message
