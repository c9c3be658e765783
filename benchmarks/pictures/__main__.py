"""Make all pictures: `python -m benchmarks.pictures`, or `make pictures`. Those of Slack and Discord need Chromium to become PNG."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from adapters.web.drawn import discord, slack
from adapters.web.static_files import FOLDER
from benchmarks.pictures import terminal, web
from benchmarks.pictures.scenes import DAY, Scene, folder, scenes
from bot.service.opening import open_knowledge
from tests.browser.chromium import MISSING, find_chromium

_SCALE = 1.5
"""Pixels for each point, for screens with a fine resolution."""
_COLOURS = 64
_PAGE = "<!doctype html><meta charset=utf-8><style>* {{box-sizing: border-box}} body {{margin: 0}} {style}</style>{body}"
_WIDTHS = " .slack {width: 700px; margin: 0; border: 0; border-radius: 0} .discord {width: 460px; margin: 0; border: 0; border-radius: 0}"
_MEASURE = "<script>document.title = [...document.body.children].map(e => e.offsetWidth + 'x' + e.offsetHeight).join(' ')</script>"


async def pages(shown: Mapping[str, Scene]) -> dict[str, str]:
    """Return the HTML of every scene in Slack and Discord, by the picture's name; discord.py needs a running loop for its views."""
    return {
        **{f"slack-{name}": slack.draw(scene.card, scene.said) for name, scene in shown.items()},
        **{f"discord-{name}": discord.draw(scene.card, scene.said) for name, scene in shown.items()},
    }


def main() -> int:
    """Write the pictures; the result is the exit status."""
    revision = open_knowledge((), DAY)
    shown = scenes(revision)
    folder().mkdir(parents=True, exist_ok=True)
    for name, scene in shown.items():
        (folder() / f"terminal-{name}.svg").write_text(terminal.draw(name, scene), encoding="utf-8")
    browser = find_chromium()
    if browser is None:
        print(f"only those of the terminal were made: a picture of the others {MISSING}", file=sys.stderr)
        return 1
    web.photograph(browser, revision)
    with tempfile.TemporaryDirectory() as work:
        _photograph(browser, asyncio.run(pages(shown)), Path(work))
    for path in folder().glob("*.png"):
        shrink(path)
    return 0


def shrink(path: Path) -> None:
    """Write a picture anew with few colours: text on plain ground looks the same and takes a third."""
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def _photograph(browser: str, bodies: Mapping[str, str], work: Path) -> None:
    style = (FOLDER / "drawn.css").read_text(encoding="utf-8") + _WIDTHS
    path = work / "page.html"
    path.write_text(_PAGE.format(style=style, body="".join(bodies.values())) + _MEASURE, encoding="utf-8")
    said = _run(browser, "--dump-dom", path)
    sizes = re.findall(r"(\d+)x(\d+)", re.findall(r"<title>(.*?)</title>", said)[0])
    for (name, body), (width, height) in zip(bodies.items(), sizes, strict=False):
        path.write_text(_PAGE.format(style=style, body=body), encoding="utf-8")
        _run(browser, f"--screenshot={folder() / name}.png", f"--window-size={width},{height}", path)


def _run(browser: str, *arguments: str | Path) -> str:
    fixed = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--force-device-scale-factor={_SCALE}")
    done = subprocess.run([browser, *fixed, *map(str, arguments)], capture_output=True, text=True, check=True, timeout=300)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
