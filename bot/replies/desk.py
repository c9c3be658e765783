"""What admins see: what waits for them, one answer with what can be done about it, one entry of the queue, what an edit changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.replies import dates, pages, wording
from bot.replies.blocks import Block, BlockRole, Heading, Paragraph, Points
from bot.replies.card import Button, Card
from bot.replies.due import Due, due_words
from bot.replies.texts import cut
from bot.understanding.subject import Subject
from knowledge.base import Knowledge, answer_on, is_answer_id

MOST_LISTED = 5
"""At most so many due answers and entries are listed, each with a button."""
LONGEST_LINE = 100
"""Characters of an entry in a list."""
LONGEST_ENTRY = 1_500
"""Characters of an entry that is shown by itself: room for a diff of a changed source."""
MOST_LINES = 12
"""Lines of an error, such as those of a diff, that are shown in chat."""


def desk_card(knowledge: Knowledge, due: Sequence[Due], waiting: Sequence[tuple[int, str, str]]) -> Card:
    """Show whoever may change the base what waits; of the queue number, kind and text."""
    due_lines = [due_words(knowledge, each) for each in due[:MOST_LISTED]]
    waiting_lines = [f"{wording.entry_title(number, kind)}: {cut(' '.join(text.split()), LONGEST_LINE)}" for number, kind, text in waiting]
    buttons = [Button(_name(knowledge, each.answer), "admin", each.answer) for each in due[:MOST_LISTED]]
    buttons += [Button(wording.entry_title(number, kind), "admin", f"entry:{number}") for number, kind, _ in waiting[:MOST_LISTED]]
    blocks = (
        Heading(wording.ADMIN_DESK),
        *_list(wording.DUE_FIRST, due_lines, len(due), wording.NOTHING_DUE),
        *_list(wording.WAITS_FOR_YOU, waiting_lines[:MOST_LISTED], len(waiting), wording.NOTHING_WAITS),
        Paragraph(wording.ADMIN_HOW),
    )
    return Card(brief=blocks, buttons=tuple(buttons), kind="admin")


def workspace_card(knowledge: Knowledge, notes: Mapping[str, str]) -> Card:
    """Show the admin of a workspace of a shared bot what they can do: local notes."""
    known = {answer: text for answer, text in notes.items() if is_answer_id(knowledge, answer)}
    lines = [f"{_name(knowledge, answer)}: {cut(text, LONGEST_LINE)}" for answer, text in known.items()]
    listed = (Points(wording.LOCAL_NOTES, tuple(lines[:MOST_LISTED])),) if lines else ()
    buttons = tuple(Button(_name(knowledge, answer), "admin", answer) for answer in list(known)[:MOST_LISTED])
    blocks = (Heading(wording.ADMIN_DESK), Paragraph(wording.ONLY_NAMED_ADMINS), *listed, Paragraph(wording.ADMIN_HOW))
    return Card(brief=blocks, buttons=buttons, kind="admin")


def answer_card(knowledge: Knowledge, answer: str, note: str, *, may_edit: bool, may_note: bool) -> Card:
    """Show one answer with what an admin can do about it."""
    slug, _, topic = answer.partition("/")
    held = answer_on(knowledge.platforms[slug], topic)
    blocks: list[Block] = [Heading(_name(knowledge, answer))]
    if held is None:
        blocks.append(Paragraph(wording.NOT_KNOWN))
    else:
        blocks += [Paragraph(held.headline, knowledge.topics[topic].verdicts[held.verdict].short, BlockRole.HEADLINE)]
        if held.last_verified:
            blocks.append(Paragraph(dates.in_words(held.last_verified), wording.TABLE_COLUMNS[-1]))
    if note:
        blocks.append(Paragraph(wording.local_note(wording.THIS_WORKSPACE, note), role=BlockRole.LOCAL))
    buttons = []
    if may_edit and held is not None:
        buttons += [
            Button(wording.STILL_TRUE, "edit", f"verify~{answer}"),
            Button(wording.POSITION_CHANGED, "edit", f"changed~{answer}"),
            Button(wording.CORRECT_ANSWER, "edit", f"correct~{answer}"),
        ]
    if may_note:
        buttons.append(Button(wording.EDIT_NOTE, "edit", f"note~{answer}"))
    if may_edit:
        buttons.append(Button(wording.ADD_NAME, "edit", f"alias~{slug}"))
    return Card(brief=tuple(blocks), buttons=(*buttons, *show_button(answer)), kind="admin")


def entry_card(number: int, kind: str, text: str, answer: str | None) -> Card:
    """Show one entry of the queue with what can be done about it."""
    buttons = []
    if answer:
        buttons.append(Button(f"{wording.SHOW_TO_ADMIN} {answer}", "admin", answer))
        buttons.append(Button(wording.ANSWERED, "admin", f"done:{number}"))
    buttons.append(Button(wording.ANSWERED_BY, "edit", f"link~{number}"))
    buttons.append(Button(wording.SAME_AS, "edit", f"merge~{number}"))
    buttons.append(Button(wording.DISMISS, "admin", f"dismiss:{number}"))
    blocks = (Heading(wording.entry_title(number, kind)), Paragraph(cut(text, LONGEST_ENTRY), answer or ""))
    return Card(brief=blocks, buttons=tuple(buttons), kind="admin")


def saved_card(answer: str, number: int, changes: Sequence[tuple[str, str, str]], *more: str) -> Card:
    """Say what an edit changed, key by key, with the button that undoes it."""
    lines = tuple(wording.before_and_after(label, cut(old, LONGEST_LINE), cut(new, 2 * LONGEST_LINE)) for label, old, new in changes)
    blocks: list[Block] = [Heading(wording.saved_edit(answer, number)), Points(wording.WHAT_CHANGED, lines)]
    blocks += [Paragraph(sentence) for sentence in (wording.TAKES_EFFECT, *more)]
    return Card(brief=tuple(blocks), buttons=(Button(wording.UNDO, "admin", f"undo:{number}"), *show_button(answer)), kind="admin")


def show_button(answer: str) -> Iterator[Button]:
    """Yield the button that shows an answer as everybody sees it; none for a platform alone."""
    slug, _, topic = answer.partition("/")
    encoded = Subject("answer", (slug,), (topic,)).encode() if topic else None
    if encoded:
        yield Button(wording.SHOW_ANSWER, "show", encoded)


def _list(label: str, lines: Sequence[str], count: int, nothing: str) -> Iterator[Block]:
    if not lines:
        yield Paragraph(nothing)
        return
    more = (wording.and_more(count - len(lines)),) if count > len(lines) else ()
    yield Points(label, (*lines, *more))


def error_card(error: Exception) -> Card:
    """Say what cannot be done, and why."""
    first, *others = str(error).splitlines() or [""]
    return pages.notice(first, *others[:MOST_LINES], kind="admin")


def _name(knowledge: Knowledge, answer: str) -> str:
    slug, _, topic = answer.partition("/")
    return f"{knowledge.platforms[slug].name}: {knowledge.topics[topic].name}"
