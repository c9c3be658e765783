"""Ask for known holes in the locked dependencies. Run with `python -m benchmarks.audit LOCK`, where pip-audit is installed.

The exit status is 1 if one is known, and 0 otherwise: also where the advisories cannot be asked, which is said, because no check of a
change may fail for a network that is away.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple


class Outcome(NamedTuple):
    """Hold what the audit found: the lines to print, and True if a hole is known."""

    lines: tuple[str, ...]
    found: bool


def read(report: str, trouble: str = "") -> Outcome:
    """Read pip-audit's report; `trouble` is what it said besides."""
    try:
        dependencies: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError):
        last = trouble.strip().splitlines()[-1:] or ["no word from pip-audit"]
        return Outcome((f"not audited, the advisories could not be asked: {last[0]}",), found=False)
    holes = tuple(
        f"{one['name']} {one['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for one in dependencies
        for hole in one.get("vulns", ())
    )
    skipped = [one["skip_reason"] for one in dependencies if "skip_reason" in one]
    audited = f"{len(dependencies) - len(skipped)} of {len(dependencies)} dependencies audited, {len(holes)} known holes"
    return Outcome((*holes, audited + (f"; the others: {skipped[0]}" if skipped else "")), found=bool(holes))


def main(lock: Path) -> int:
    """Audit one lock, print what is known; 1 if something is."""
    command = (
        sys.executable,
        "-m",
        "pip_audit",
        "--disable-pip",
        "--require-hashes",
        "--progress-spinner=off",
        "--format=json",
        "-r",
        lock,
    )
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    outcome = read(done.stdout, done.stderr)
    print(*outcome.lines, sep="\n")
    return int(outcome.found)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
