"""Report what a reload costs those who ask. Run with `python -m benchmarks.reload [SECONDS [PACE]]`.

A service with 1,000 platforms is asked 200 questions a second over HTTP, first in quiet, then while an answer is edited every few
seconds and, once, a phrase, which has to be learnt. No answer may fail, the slowest in a hundred may take five times as long as in
quiet, and an edited answer has to be visible within two seconds.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import aiohttp

from benchmarks.ask import percentiles
from benchmarks.asked import new_questions, plain_questions
from benchmarks.slack import PACE, PEOPLE, WARMING, at_pace, serving, until_ready
from bot.service.opening import open_knowledge
from knowledge.folders import SHIPPED
from tests.fakes.slack import FakeSlack, Person

SECONDS = 20
PLATFORMS = 1_000
EVERY_SECONDS = 4.0
VISIBLE_SECONDS = 2.0
SLOWER = 5.0
NAME = "Quondam"
"""Names of the invented platforms, with a number in letters behind it, so that none is a typing error of another one."""


def name_of(number: int) -> str:
    """Return the name of an invented platform."""
    return f"{NAME} {''.join('abcdefghij'[int(digit)] * 2 for digit in f'{number:03}')}"


def write_base(folder: Path) -> None:
    """Fill a folder with copies of the shipped platforms under other names, so that there are a thousand with those."""
    shipped = sorted((SHIPPED / "platforms").glob("*.toml"))
    (folder / "platforms").mkdir(parents=True)
    for number in range(PLATFORMS - len(shipped)):
        text = shipped[number % len(shipped)].read_text(encoding="utf-8")
        text = re.sub(r"^(ordinary_)?aliases = \[[^\]]*\]\n", "", text, flags=re.MULTILINE)
        slug = name_of(number).lower().replace(" ", "-")
        text = re.sub(r"^slug = .*$", f'slug = "{slug}"', text, count=1, flags=re.MULTILINE)
        text = re.sub(r"^name = .*$", f'name = "{name_of(number)}"', text, count=1, flags=re.MULTILINE)
        (folder / "platforms" / f"{slug}.toml").write_text(text, encoding="utf-8")


def write(path: Path, text: str) -> None:
    """Write as editors do: beside the file, then renamed."""
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def mark(path: Path, word: str) -> None:
    """Put a word into the headline on AI training."""
    text = path.read_text(encoding="utf-8")
    headline = text.index("headline = ", text.index('topic = "ai-training"'))
    end = text.index("\n", headline)
    write(path, f'{text[:headline]}headline = "This says {word} now."{text[end:]}')


async def seconds_until_visible(client: aiohttp.ClientSession, people: Iterator[Person], name: str, word: str) -> float:
    """Ask for the edited answer, one person after the other because nobody may ask that often, until it shows a word."""
    start = time.perf_counter()
    while True:
        request = next(people).command_request("/smallprint", f"does {name} train its ai on my calls")
        asked = time.perf_counter()
        async with client.post(request.url, data=request.body, headers=request.headers) as response:
            if word in await response.text():
                return asked - start
        if asked - start > 10 * VISIBLE_SECONDS:
            raise SystemExit(f"{name} does not show “{word}”")
        await asyncio.sleep(0.05)


async def edit_now_and_then(client: aiohttp.ClientSession, people: Iterator[Person], folder: Path, seconds: float) -> list[float]:
    """Edit answers, and in the middle a phrase; return how long each answer took to be visible."""
    taken: list[float] = []
    end = time.perf_counter() + seconds - VISIBLE_SECONDS
    number = 500
    while time.perf_counter() < end:
        path = folder / "platforms" / f"{name_of(number).lower().replace(' ', '-')}.toml"
        if len(taken) == 2:
            write(folder / "topics.toml", '[[topics]]\nid = "ai-training"\nphrases = ["may PLATFORM feed its models with us"]\n')
            await asyncio.sleep(EVERY_SECONDS)
        await asyncio.to_thread(mark, path, f"word-{number}")
        taken.append(await seconds_until_visible(client, people, name_of(number), f"word-{number}"))
        number += 1
        await asyncio.sleep(EVERY_SECONDS)
    return taken


def p99(milliseconds: Sequence[float | None]) -> float:
    """Return the 99th percentile of those that were answered."""
    answered = sorted(taken for taken in milliseconds if taken is not None)
    return answered[int(len(answered) * 0.99)]


async def main(seconds: int = SECONDS, pace: int = PACE) -> bool:
    """Measure and print; return whether the bounds hold."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "own"
        write_base(folder)
        os.environ |= {"SMALLPRINT_KNOWLEDGE": str(folder), "XDG_CACHE_HOME": f"{temporary}/cache"}
        open_knowledge((folder,), date.today(), Path(temporary) / "cache" / "smallprint")  # so that the service need not learn first
        async with FakeSlack(keep=0) as slack, serving(slack, Path(temporary)) as (url, _):
            slack.connect_http(f"{url}/slack/events")
            people = [slack.workspace("T1").user(f"U{number}") for number in range(PEOPLE)]
            editors = itertools.cycle([slack.workspace("T1").user(f"UEDITOR{number}") for number in range(PEOPLE)])
            async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:
                await until_ready(client, url)
                await at_pace(client, people, plain_questions()[:WARMING], pace)
                asked = new_questions(pace * 2 * seconds)
                quiet = await at_pace(client, people, asked[: pace * seconds], pace)
                editing = asyncio.create_task(edit_now_and_then(client, editors, folder, seconds))
                busy = await at_pace(client, people, asked[pace * seconds :], pace)
                visible = await editing
    failed = sum(taken is None for taken in (*quiet, *busy))
    for name, taken in (("in quiet", quiet), ("during reloads", busy)):
        print(f"{len(taken):,} questions at {pace} a second {name}: {percentiles([each for each in taken if each is not None])}")
    print(f"{failed} failed; p99 during reloads is {p99(busy) / p99(quiet):.1f} times that in quiet (bound {SLOWER:.0f})")
    print(f"edited answers visible after {', '.join(f'{each:.2f}' for each in visible)} s (bound {VISIBLE_SECONDS:.0f})")
    return not failed and p99(busy) < SLOWER * p99(quiet) and max(visible) < VISIBLE_SECONDS


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main(*map(int, sys.argv[1:]))) else 1)
