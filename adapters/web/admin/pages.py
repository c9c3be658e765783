"""Collect the data that the admin pages show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from bot.replies.addresses import answer_path
from bot.replies.card import Button
from bot.replies.due import Due, due_words
from bot.understanding.subject import Subject, SubjectError
from bot.upkeep.edit_forms import shown
from knowledge.base import Knowledge
from knowledge.editing import Edit, is_undone
from knowledge.records import Source
from knowledge.watched import AWAY, FAILURES_TOLD, SourceState, under_review

DOES = ("undo", "done", "dismiss")
"""Actions of the desk that change something, so their buttons send a form."""
LISTED = 25
"""Most due answers of one owner listed at first."""


class AdminButton(NamedTuple):
    """A button of a card on a page: a link to a path, or if that is empty a form that does `value`."""

    label: str
    path: str
    query: Mapping[str, str]
    value: str


def press_of(button: Button) -> AdminButton | None:
    """Return a button as pages have it; None for one that only chat has."""
    what, colon, number = button.value.partition(":")
    match button.action:
        case "edit":
            return AdminButton(button.label, "/admin/form", {"id": button.value}, "")
        case "admin" if not colon:
            return AdminButton(button.label, "/admin/answer", {"id": button.value}, "")
        case "admin" if what in DOES:
            return AdminButton(button.label, "", {}, button.value)
        case "admin":
            return AdminButton(button.label, f"/admin/queue/{number}", {}, "")
        case "show":
            try:
                return AdminButton(button.label, answer_path(Subject.decode(button.value)), {}, "")
            except SubjectError:
                return None
    return None


class Owned(NamedTuple):
    """The due answers of one owner: a line for each one listed, and the number of those left out."""

    owner: str
    due: Sequence[tuple[str, str]]
    more: int


def by_owner(knowledge: Knowledge, due: Sequence[Due], wanted: str | None) -> Sequence[Owned]:
    """Return what is due by owner, those with most first; all of it for a wanted one."""
    owned: dict[str, list[Due]] = {}
    for each in due:
        owned.setdefault(each.owner or "", []).append(each)
    listed = []
    for owner, theirs in sorted(owned.items(), key=lambda item: -len(item[1])):
        if wanted is None or owner == wanted:
            first = theirs[: LISTED if wanted is None else None]
            listed.append(Owned(owner, [(each.answer, due_words(knowledge, each)) for each in first], len(theirs) - len(first)))
    return listed


class ChangedPart(NamedTuple):
    """A part of a page that changed: its title, and what it said beside what it says."""

    title: str
    rows: Sequence[tuple[str, str]]


class WatchedSource(NamedTuple):
    """A source of which a check found something: the answers that cite it, and what changed, side by side."""

    slug: str
    name: str
    source: Source
    state: SourceState
    answers: Sequence[str]
    parts: Sequence[ChangedPart]


def watched_sources(knowledge: Knowledge) -> Sequence[WatchedSource]:
    """Return the sources that need a person: changed ones that an answer rests on first, the latest first; then those not to be had."""
    found = []
    for (slug, name), state in knowledge.sources.items():
        platform = knowledge.platforms.get(slug)
        if platform is None or name not in platform.sources:
            continue
        answers = [f"{slug}/{answer.topic}" for answer in platform.answers if under_review(answer, name, state)]
        away = state.outcome in AWAY and state.failures >= FAILURES_TOLD
        if answers or away or state.outcome == "moved":
            found.append(WatchedSource(slug, name, platform.sources[name], state, answers, side_by_side(state.diff) if answers else ()))
    return sorted(found, key=lambda each: (not each.answers, -each.state.since.toordinal(), each.slug, each.name))


def side_by_side(diff: str) -> Sequence[ChangedPart]:
    """Return the parts of a difference as the watcher writes it; what replaces what stands beside it."""
    parts: list[ChangedPart] = []
    old: list[str] = []
    new: list[str] = []

    def close() -> None:
        if old or new:
            rows = [*(parts[-1].rows if parts else ()), *zip_longest(old, new, fillvalue="")]
            parts[-1:] = [ChangedPart(parts[-1].title if parts else "", rows)]
            old.clear()
            new.clear()

    for line in diff.splitlines():
        if line.startswith("- "):
            if new:
                close()
            old.append(line[2:])
        elif line.startswith("+ "):
            new.append(line[2:])
        else:
            close()
            parts.append(ChangedPart(line.removesuffix(":"), []))
    close()
    return parts


class Logged(NamedTuple):
    """An edit of the trail, what it changed in words, and if it can still be undone."""

    edit: Edit
    changes: Sequence[tuple[str, str, str]]
    can_undo: bool


def logged(edits: Sequence[Edit]) -> Iterable[Logged]:
    """Yield the edits as the page shows them."""
    for edit in edits:
        keys = dict.fromkeys([*edit.before, *edit.after])
        changes = [(key, shown(edit.before.get(key)), shown(edit.after.get(key))) for key in keys]
        yield Logged(edit, changes, not is_undone(edit, edits))
