"""Several platforms at once: comparisons, one call, alternatives."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.wording import answers
from bot.replies.wording.grammar import both, either, within_sentence

TABLE_COLUMNS = ("Platform", "Answer", answers.FOR_WHOM, "Last verified")
ON_EACH = "What is on record"
NOTHING_ON_IT, NO_SHORT_ANSWER = "Nothing on that in particular", "No short answer"
TIMES_DIFFER = "kept alike, but look at the times"
SAME_ANSWER, NO_CLEAR_DIFFERENCE = "the same answer on record", "no clear difference on record"
DEPENDS_ON_ACCOUNT = "which is better depends on your account"


def hedged_cell(words: str) -> str:
    """Return the answer in a table of a platform on which little is known."""
    return f"{words}, as far as is known"


def limited_cell(words: str) -> str:
    """Return the answer in a table of a platform where it leaves something out."""
    return f"{words}, with a limit"


def better(names: Sequence[str]) -> str:
    """Say which platforms have the best answer."""
    return f"{both(names)} {'is' if len(names) == 1 else 'are'} better on record"


def for_some_accounts(found: str) -> str:
    """Say that a platform is better for some accounts, and elsewhere no worse."""
    return f"{found}, for some accounts only"


def not_known_for(names: Sequence[str]) -> str:
    """Say for which platforms there is no answer that could be compared."""
    return f"not known for {both(names)}"


def at_each(words: str) -> str:
    """Say that the answer of each platform depends on something, which is told below."""
    return f"{within_sentence(words)} at each"


def compared(names: Sequence[str], topic: str, found: str) -> str:
    """Return the title of a comparison; `found` says who is better, "" if nobody is."""
    return f"{both(names)}, {within_sentence(topic)}: {found}" if found else f"{both(names)}: {topic}"


def by_answer(topic: str, told: Sequence[str]) -> str:
    """Return the title of a comparison of many platforms: which have which answer."""
    return f"{topic}. {' '.join(told)}"


NONE_DOES = "No platform on record does, as far as is known."
NONE_FOR_BOTH = "No product of that kind on record is known to be good on both."
NONE_OF_THAT_KIND = "No product of that kind on record has a good answer on this."
NONE_ON_OWN_SERVER = "No product of that kind is on record as one to run on your own server."
RANKED_BY = (
    "Sorted by answer on “{question}”, those without a limit first, then by strength of sources. Price and features do not count; "
    "platforms whose documents do not say are left out."
)
IN_THE_CALL = "a call in which all of these take part"


def none_better(names: Sequence[str]) -> str:
    """Say that nothing can stand in for some platforms that has a better answer."""
    return f"No product of the same kind on record has a better answer on this than {either(names)}."


def better_in_part(found: Sequence[str]) -> str:
    """Name the products, each with the part for which it has a good answer, if there are any."""
    return f"Better for a part: {both(found)}." if found else ""


def compare_with(platform: str) -> str:
    """Offer a comparison with a platform."""
    return f"Compare with {platform}"


def in_one_call(names: Sequence[str]) -> str:
    """Return the title for several platforms in one call."""
    return f"{both(names)} in one call"


def instead_of(names: Sequence[str], topics: Sequence[str]) -> str:
    """Return the title of a list of alternatives."""
    on = ", and ".join((topics[0], *map(within_sentence, topics[1:])))
    return f"Instead of {either(names)}: {on}" if names else f"Best on record: {on}"


def better_on_record(names: Sequence[str], found: int = 0) -> str:
    """Name the alternatives, each of them better than what is to be replaced, as the first of those that were found."""
    return f"On record with a better answer: {_first_of(names, found)}."


def best_on_record(names: Sequence[str], found: int, kinds: Sequence[str]) -> str:
    """Name the best, where nothing is to be replaced, as the first of those found among the kinds that were looked at."""
    return f"With the best answers on record: {_first_of(names, found)}. Looked at: {'; '.join(map(within_sentence, kinds))}."


def _first_of(names: Sequence[str], found: int) -> str:
    """Name what is shown, and of how many if that is not all."""
    return f"{both(names)}, the first {len(names)} of {found}" if found > len(names) else both(names)


def on_own_server(names: Sequence[str]) -> str:
    """Name what somebody can run on their own server, if there is anything, and say who then decides."""
    if not names:
        return ""
    return f"On your own server you can run {both(names)}. What is kept and trained on there is up to whoever runs the server."


def answered_on_record(platform: str, verdict: str, names: Sequence[str]) -> str:
    """Name the alternatives to a platform of which nothing is known, so that none is better."""
    return f"{platform}: {within_sentence(verdict)}. With an answer on record: {both(names)}."


def fitness_for(use: str) -> str:
    """Name the fitness for a use, such as schools."""
    return f"if it is fit for {use}"


def not_looked_at(wishes: Sequence[str]) -> str:
    """Say which wishes did not count."""
    return f"Not looked at: {'; '.join(map(within_sentence, wishes))}."


def those_on_record(topic: str) -> str:
    """Return the title of a list of platforms that do what somebody worries about."""
    return f"On record: {topic}"


def with_verdict(verdict: str, names: Sequence[str]) -> str:
    """Name the platforms that have one verdict."""
    return f"{verdict}: {both(names)}."


def not_told(count: int) -> str:
    """Say how many platforms the documents leave open."""
    what = "1 more" if count == 1 else f"{count} more"
    return f"Of {what} the documents do not say, or no reliable source was found." if count else ""


def of_another_kind(names: Sequence[str]) -> str:
    """Name the alternatives that are another kind of product, where none of the same kind is better."""
    return f"No product of the same kind on record has a better answer. Of another kind: {both(names)}."


def none_unconditional(names: Sequence[str]) -> str:
    """Say that nothing on record has a good answer without an exception, and what comes nearest, if anything does."""
    nearest = f" Nearest to it: {both(names)}." if names else ""
    return f"Nothing on record meets that without an exception.{nearest}"


def equally_good(platform: str, verdict: str, names: Sequence[str], found: int = 0) -> str:
    """Name the alternatives that have no better answer than what somebody wants to replace, as the first of those that were found."""
    same = f"On record with the same answer as {platform} ({within_sentence(verdict)})"
    return f"{same}: {_first_of(names, found)}. None of that kind has a better one."


def step_on(name: str, step: str) -> str:
    """Return a step with the platform on which it is taken."""
    return f"{name}, {step}"
