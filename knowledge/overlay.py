"""Check a base as it would be with one file changed, before the file is written."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from knowledge.findings import Finding
from knowledge.folders import files_of, messages_of
from knowledge.load import load


def findings_with(folders: Sequence[Path], today: date, path: Path, text: str | None) -> list[Finding]:
    """Return what the linter says if `path`, a file in the last of the folders, had this text (None: were not there)."""
    target = folders[-1]
    with tempfile.TemporaryDirectory() as name:
        overlay = Path(name) / target.resolve().name
        for held in (*files_of([target]), *messages_of([target])):
            if held != path:
                _linked(overlay / held.relative_to(target), held)
        copy = overlay / path.relative_to(target)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            copy.write_bytes(text.encode())
        findings = load([*folders[:-1], overlay], today).findings
        return [_put_back(finding, overlay, target) for finding in findings]


def _linked(place: Path, file: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(file.absolute())


def _put_back(finding: Finding, overlay: Path, target: Path) -> Finding:
    message = finding.message.replace(str(overlay), str(target))
    inside = finding.file.is_relative_to(overlay)
    return replace(finding, file=target / finding.file.relative_to(overlay) if inside else finding.file, message=message)


def state_of(folders: Sequence[Path]) -> str:
    """Return a digest of the names, sizes and times of all files of a base: another one if any of them may have changed."""
    held = hashlib.sha256()
    for folder in folders:
        for path in (*files_of([folder]), *messages_of([folder])):
            status = path.stat()
            held.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ino}\n".encode())
    return held.hexdigest()
