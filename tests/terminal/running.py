"""Run commands of `smallprint` with settings of a test's own."""

from __future__ import annotations

from collections.abc import Mapping

from click.testing import CliRunner, Result

from adapters.terminal.cli import smallprint
from adapters.terminal.shared import Setup
from tests.conftest import TODAY


def run(settings: Mapping[str, str], *arguments: str, typed: str = "") -> Result:
    """Run a command; its exit status is `return_value`."""
    return CliRunner().invoke(smallprint, arguments, input=typed, obj=Setup(settings, TODAY), standalone_mode=False)
