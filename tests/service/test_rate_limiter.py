"""How somebody who floods is slowed."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.service.rate_limiter import RateLimiter, Ruling


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now


def actions(limiter: RateLimiter, person: str, times: int) -> list[str]:
    """What somebody gets who asks so many times at once."""
    return [limiter.count(person).action for _ in range(times)]


def test_a_few_questions_at_once_are_answered() -> None:
    """Nobody who asks like a person notices anything."""
    limiter = RateLimiter(clock=Clock())
    assert actions(limiter, "ann", 10) == ["answer"] * 10


def test_a_flood_gets_one_word_and_then_nothing() -> None:
    """However many more questions come."""
    limiter = RateLimiter(3, clock=Clock())
    assert actions(limiter, "ann", 100) == ["answer"] * 3 + ["tell"] + ["silent"] * 96


def test_the_word_says_how_long_and_holds_to_it() -> None:
    """When the time is up, the person is answered again."""
    clock = Clock()
    limiter = RateLimiter(2, 3.0, 6.0, clock=clock)
    actions(limiter, "ann", 2)
    assert limiter.count("ann") == Ruling("tell", 6)
    clock.now += 5.5
    assert limiter.count("ann") == Ruling("silent", 1)
    clock.now += 0.5
    assert actions(limiter, "ann", 3) == ["answer", "answer", "tell"]


def test_somebody_else_is_not_slowed() -> None:
    """A flood is one person's."""
    limiter = RateLimiter(1, clock=Clock())
    actions(limiter, "ann", 5)
    assert limiter.count("ben").action == "answer"


def test_while_there_is_too_much_to_do_everybody_is_asked_to_wait() -> None:
    """Each is told once, for nobody is left wondering and nothing is piled up."""
    clock = Clock()
    limiter = RateLimiter(3, 1.0, 5.0, clock=clock)
    assert [limiter.count("ann", full=True).action for _ in range(3)] == ["tell", "silent", "silent"]
    assert [limiter.count("ben", full=True).action for _ in range(2)] == ["tell", "silent"]
    assert actions(limiter, "cem", 1) == ["answer"]
    clock.now += 5
    assert actions(limiter, "ann", 1) == ["answer"]


def test_only_so_many_people_are_remembered() -> None:
    """A flood of people does not fill the memory; the longest unseen goes first."""
    limiter = RateLimiter(1, people=2, clock=Clock())
    for person in ("ann", "ben", "ann", "cem"):
        limiter.count(person)
    assert len(limiter) == 2
    assert limiter.count("ann").action == "silent"
    assert limiter.count("ben").action == "answer"


@given(st.lists(st.floats(0.0, 10.0), max_size=200))
def test_nobody_gets_more_than_the_rate(pauses: list[float]) -> None:
    """Whatever the rhythm: what is answered stays within the bucket and its refill, and no two words fall into one pause."""
    clock = Clock()
    limiter = RateLimiter(5, 3.0, 15.0, clock=clock)
    answered, told = 0, list[float]()
    for pause in pauses:
        clock.now += pause
        action = limiter.count("ann").action
        answered += action == "answer"
        told += [clock.now] if action == "tell" else []
    assert answered <= 5 + (clock.now - 1_000.0) / 3.0 + 1e-6
    assert all(later - earlier >= 15.0 - 1e-6 for earlier, later in pairwise(told))


def test_what_costs_more_is_answered_and_paid_for_by_waiting() -> None:
    """A long text is read at once, and the next one only after its cost has come back."""
    clock = Clock()
    limiter = RateLimiter(3, 1.0, 1.0, clock=clock)
    assert limiter.count("ann", 10).action == "answer"
    assert limiter.count("ann").action == "tell"
    clock.now += 7.5
    assert limiter.count("ann").action == "tell"
    clock.now += 1.5
    assert limiter.count("ann").action == "answer"
