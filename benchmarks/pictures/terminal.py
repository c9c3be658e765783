"""Draw what the terminal shows, by rich's own export."""

from __future__ import annotations

import io
import re

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from adapters.text.render import show
from benchmarks.pictures.scenes import POSTED, Scene

WIDTH = 80
_FROM_OUTSIDE = re.compile(r"\s*@font-face \{\{.*?\}\}", re.DOTALL)
"""A page that shows the picture loads no font from elsewhere."""
_COMMANDS = {
    "comparison": "compare zoom google meet --brief",
    "claims": f"claims post.txt --date {POSTED}",
    "alternatives": "alternatives otter --brief",
}


def draw(name: str, scene: Scene) -> str:
    """Return a scene as SVG: the command, and below it what it prints."""
    console = Console(
        file=io.StringIO(), record=True, width=WIDTH, force_terminal=True, color_system="truecolor", markup=False, highlight=False,
        emoji=False, _environ={},
    )  # fmt: skip
    command = _COMMANDS.get(name) or f'"{scene.said}" --brief'
    console.print(f"$ smallprint {command}\n", style="dim")
    show(scene.card, console, "brief")
    return console.export_svg(title="Smallprint", code_format=_FROM_OUTSIDE.sub("", CONSOLE_SVG_FORMAT), unique_id=f"terminal-{name}")
