"""Show and work what waits for the curators: what people sent, sources that changed, and the answers that did not help."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bot.storage import QueueEntry, Rated, Store
from bot.upkeep.curating import Curating
from knowledge.base import Knowledge

MAX_UNHELPFUL = 20


class QueueChanges(NamedTuple):
    """The changes to make to the queue; without any it is only listed."""

    link: tuple[str, int] | None = None
    answer: int | None = None
    merge: tuple[int, int] | None = None
    dismiss: int | None = None


async def work_queue(store: Store, wanted: QueueChanges, knowledge: Callable[[], Knowledge]) -> str:
    """Do what is wanted, and return the queue in words; CuratingError says why that cannot be done."""
    curating = Curating(store)
    said = await _do(curating, wanted, knowledge)
    return "\n".join((*said, _in_words(await curating.entries(), await store.feedback.found_unhelpful(MAX_UNHELPFUL))))


async def _do(curating: Curating, wanted: QueueChanges, knowledge: Callable[[], Knowledge]) -> list[str]:
    said = []
    if wanted.link is not None:
        answer, number = wanted.link
        closed = await curating.link(number, answer, knowledge())
        said.append(f"{number} is answered by {answer}" if closed else f"{number} waits until {answer} is on record")
    if wanted.answer is not None:
        await curating.answer(wanted.answer, None, knowledge())
        said.append(f"{wanted.answer} is answered")
    if wanted.merge is not None:
        await curating.merge(*wanted.merge)
        said.append(f"{wanted.merge[0]} is merged into {wanted.merge[1]}")
    if wanted.dismiss is not None:
        await curating.dismiss(wanted.dismiss)
        said.append(f"{wanted.dismiss} is dismissed")
    return said


def _in_words(entries: tuple[QueueEntry, ...], unhelpful: tuple[Rated, ...]) -> str:
    lines = [f"{len(entries) or 'nothing'} in the queue"]
    lines += map(_entry, entries)
    if unhelpful:
        lines.append("answers that did not help:")
        lines += [f"  {rated.answer} (version {rated.revision}): {rated.unhelpful} said no, {rated.helpful} yes" for rated in unhelpful]
    return "\n".join(lines)


def _entry(entry: QueueEntry) -> str:
    version = f" (version {entry.revision})" if entry.revision else ""
    about = f" on {entry.answer}{version}" if entry.answer else ""
    merged = f", merged into {entry.merged_into}" if entry.merged_into is not None else ""
    waiting = ", its asker waits for an answer" if entry.address is not None else ""
    text = " ".join(entry.text.split())
    return f"  {entry.id}  {entry.sent_at.date()}  {entry.kind}{about}{merged}{waiting}, kept until {entry.expires_at.date()}: {text}"
