"""How long an answer takes, beside the naive way to find the nearest phrasing, and how that grows.

Prints microseconds and ratios measured in this run: `python -m benchmarks.ask`.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.dialogue.engine import Engine, Message
from bot.service.opening import open_engine, rarer_words
from bot.understanding.understand import Understanding, learn
from knowledge.base import Knowledge
from knowledge.folders import EVERYDAY_WORDS, SHIPPED
from knowledge.load import Loaded, load

TODAY = date(2026, 11, 23)
QUESTIONS = 300
ROUNDS = 5


def questions(loaded: Loaded, count: int) -> list[str]:
    """Phrasings with names put in and one typing error in every third, drawn by a fixed seed."""
    draw = random.Random(1)
    names = [platform.name for platform in loaded.platforms]
    phrases = [phrase for topic in loaded.topics.topics for phrase in topic.phrases]
    made = []
    for number in range(count):
        text = draw.choice(phrases).replace("PLATFORM", draw.choice(names))
        if number % 3 == 0 and len(text) > 12:
            place = draw.randrange(5, len(text) - 2)
            text = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        made.append(text)
    return made


def measure(run: Callable[[str], object], asked: Sequence[str]) -> list[float]:
    """Microseconds for each question: the least of some rounds, so that the machine's other work counts little."""
    times = [float("inf")] * len(asked)
    for _ in range(ROUNDS):
        for number, text in enumerate(asked):
            start = time.perf_counter_ns()
            run(text)
            times[number] = min(times[number], (time.perf_counter_ns() - start) / 1000)
    return times


def engine_of(loaded: Loaded) -> Engine:
    """An engine over records in memory."""
    everyday = frozenset(EVERYDAY_WORDS.read_text(encoding="utf-8").split())
    model = learn(loaded.topics.topics, loaded.language, loaded.platforms, everyday)
    base = Knowledge({topic.id: topic for topic in loaded.topics.topics}, {platform.slug: platform for platform in loaded.platforms})
    return Engine(base, Understanding(model, rarer_words))


def enlarged(loaded: Loaded, phrasings: int, platforms: int) -> Loaded:
    """The base with this many times the phrasings and the platforms, made of invented words."""
    draw = random.Random(2)
    syllables = "ba ke li mo nu ra se ti vo xu zor plin gra fex dool".split()

    def invented() -> str:
        return "".join(draw.choice(syllables) for _ in range(draw.randrange(3, 5)))

    topics = tuple(
        topic._replace(phrases=(*topic.phrases, *(_varied(phrase, draw) for phrase in topic.phrases for _ in range(phrasings - 1))))
        for topic in loaded.topics.topics
    )
    more = []
    for number in range(platforms - 1):
        for platform in loaded.platforms:
            names = tuple(f"{invented()} {invented()}" if index % 2 else invented() for index in range(len(platform.aliases)))
            more.append(platform._replace(slug=f"{platform.slug}-{number}", name=invented(), aliases=names, ordinary_aliases=()))
    return replace(loaded, topics=loaded.topics._replace(topics=topics), platforms=(*loaded.platforms, *more))


def _varied(phrase: str, draw: random.Random) -> str:
    words = phrase.split()
    draw.shuffle(words)
    return " ".join(words)


def report(name: str, times: Sequence[float]) -> float:
    """Print the median and the 99th percentile; the median is given back."""
    median = statistics.median(times)
    print(f"{name:<52} p50 {median:8.0f} us   p99 {statistics.quantiles(times, n=100)[98]:8.0f} us")
    return median


def process_seconds(*command: str) -> float:
    """The median time of a fresh process."""
    times = []
    for _ in range(11):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Measure and print everything."""
    loaded = load([SHIPPED], TODAY)
    asked = questions(loaded, QUESTIONS)
    phrases = [phrase for topic in loaded.topics.topics for phrase in topic.phrases]
    print(f"{len(loaded.platforms)} platforms, {len(phrases)} phrasings, {QUESTIONS} questions, least of {ROUNDS} rounds")

    with tempfile.TemporaryDirectory() as folder:
        open_engine((), TODAY, Path(folder))
        tracemalloc.start()
        engine = open_engine((), TODAY, Path(folder)).engine
        engine.handle(Message(asked[0]), TODAY)
        memory = tracemalloc.get_traced_memory()[0] / 2**20
        tracemalloc.stop()
    own = report("ask: understand, decide, compose", measure(lambda text: engine.handle(Message(text), TODAY), asked))
    naive = report(
        "process.extractOne(token_set_ratio) over the phrasings",
        measure(lambda text: process.extractOne(text, phrases, scorer=fuzz.token_set_ratio), asked[:60]),
    )
    print(f"ratio to extractOne: {own / naive:.2f} (bound 0.50); memory {memory:.1f} MiB")

    large = enlarged(loaded, 10, 100)
    start = time.perf_counter()
    large_engine = engine_of(large)
    built = time.perf_counter() - start
    grown = report("ask, 10 x phrasings and 100 x platforms", measure(lambda text: large_engine.handle(Message(text), TODAY), asked))
    print(f"ratio to the shipped size: {grown / own:.2f} (bound 3.00); {len(large.platforms)} platforms learnt in {built:.1f} s")

    longest = report("a question of 100,000 characters", measure(lambda text: engine.handle(Message(text), TODAY), ["zoom " * 20_000] * 3))
    print(f"ratio to the median: {longest / own:.1f} (bound 50)")

    command = str(Path(sys.executable).with_name("smallprint"))
    process_seconds(command, "ask", asked[0])
    whole = process_seconds(command, "ask", asked[0])
    bare = process_seconds(sys.executable, "-c", "pass")
    print(f"fresh process: {whole * 1000:.0f} ms, python -c pass {bare * 1000:.0f} ms, ratio {whole / bare:.1f} (bound 8)")


if __name__ == "__main__":
    main()
