"""The forms that edit the base: their fields, filled with what stands there, and the edit that somebody proposes by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, get_args

from bot.replies import wording
from bot.replies.texts import cut
from bot.upkeep.forms import MOST_CHOICES, Field, Form, FormId
from knowledge.editing import EditError, Editor, Proposal
from knowledge.editing.documents import dated
from knowledge.topics import Topic
from knowledge.vocabulary import Verdict

LONGEST_CHOICE = 75
"""Characters of a choice; Slack's limit, which is the lower one."""
_TYPED_KEYS = ("verdict", "headline", "detail")
_SHOWN_KEYS = frozenset({*_TYPED_KEYS, "since", "last_verified", "aliases"})
"""Keys whose change by somebody else is shown; sources and the like follow from them."""
_SHOWN_AT = (
    ("sources.", "on"),
    ("sources", "source"),
    ("verified_in", "source"),
    ("last_verified", "source"),
    ("verified_by", "source"),
    ("confidence", "source"),
    ("earlier", "changed_on"),
    ("since", "changed_on"),
    ("aliases", "alias"),
)
"""Keys of the file for which a form has no field of their own, and the field from which their value comes."""


class WrongFieldError(EditError):
    """Something is wrong with one field, which the editor need not look at."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


def form_for(editor: Editor, form_id: FormId, topic: Topic | None) -> Form:
    """Return the form with what stands in the base now; EditError if there is no such answer."""
    slug = form_id.target.partition("/")[0]
    return Form(
        form_id._replace(state=editor.state(slug)).encode(),
        wording.FORM_TITLES[form_id.task],
        tuple(_fields(editor, form_id, topic)),
        wording.SAVE,
        form_id.target,
    )


def _fields(editor: Editor, form_id: FormId, topic: Topic | None) -> Iterable[Field]:
    if form_id.task == "alias":
        editor.folder.sources(form_id.target)  # raises if there is no such platform
        yield _field("alias")
        yield _field("why", optional=True)
        return
    slug, answer = form_id.target.partition("/")[0], editor.folder.answer(form_id.target)
    sources = _sources(editor.folder.sources(slug), answer)
    if form_id.task == "verify":
        read_in = answer.get("verified_in") or next(iter(sources), ("", ""))[0]
        yield _field("source", value=read_in, kind="choice", choices=sources)
        yield _field("on", kind="date")  # empty: a date that nobody thought of is none
        yield _field("why", optional=True)
        return
    yield _field("verdict", value=answer.get("verdict", ""), kind="choice", choices=_verdicts(topic))
    yield _field("headline", value=answer.get("headline", ""))
    yield _field("detail", value=answer.get("detail", ""), kind="paragraph")
    correct = form_id.task == "correct"
    hint = wording.SOURCE_IF_READ if correct else wording.SOURCE_READ_TODAY
    yield _field("source", kind="choice", choices=sources, optional=correct, hint=hint)
    yield _field("why") if correct else _field("changed_on", kind="date")


def _field(key: str, **more: Any) -> Field:  # noqa: ANN401 - the fields of `Field`
    return Field(key, wording.FORM_FIELDS[key], **{"hint": wording.FORM_HINTS.get(key, ""), **more})


def _verdicts(topic: Topic | None) -> tuple[tuple[str, str], ...]:
    meanings = topic.verdicts if topic else {}
    verdicts: tuple[Verdict, ...] = get_args(Verdict)
    return tuple((each, cut(f"{each}: {meanings[each].short}" if each in meanings else each, LONGEST_CHOICE)) for each in verdicts)


def _sources(sources: Mapping[str, Mapping[str, Any]], answer: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return name and title of the sources, those that the answer cites first."""
    cited = [citation["name"] for citation in answer.get("sources", []) if citation.get("name") in sources]
    names = list(dict.fromkeys([*cited, *sources]))[:MOST_CHOICES]
    return tuple((name, cut(f"{sources[name].get('title', name)} ({dated(sources[name]) or name})", LONGEST_CHOICE)) for name in names)


def propose(editor: Editor, form_id: FormId, values: Mapping[str, str], by: str, today: date) -> Proposal:
    """Return the edit that a filled form asks for; EditError if it asks for none."""
    if form_id.task == "alias":
        return _propose_alias(editor, form_id.target, _needed(values, "alias"))
    if form_id.task == "verify":
        return editor.verify(form_id.target, _day(values, "on", today), by, _needed(values, "source"))
    return _propose_answer(editor, form_id, values, by, today)


def _propose_alias(editor: Editor, slug: str, alias: str) -> Proposal:
    try:
        return editor.add_alias(slug, alias)
    except EditError as error:
        raise WrongFieldError("alias", str(error)) from None


def _propose_answer(editor: Editor, form_id: FormId, values: Mapping[str, str], by: str, today: date) -> Proposal:
    answer = editor.folder.answer(form_id.target)
    changes: dict[str, object] = {
        key: values[key].strip() for key in _TYPED_KEYS if key in values and values[key].strip() != answer.get(key, "")
    }
    changed_on = _day(values, "changed_on", today) if form_id.task == "changed" else None
    source = values.get("source", "").strip()
    if not source and (changed_on or "verdict" in changes):
        raise WrongFieldError("source", wording.NAME_THE_SOURCE)
    if not changes and not source:
        raise WrongFieldError("headline", wording.NOTHING_CHANGED)
    cited: Sequence[str] = ()
    if source:
        if source not in editor.folder.sources(form_id.target.partition("/")[0]):
            raise WrongFieldError("source", wording.NAME_THE_SOURCE)
        copy, keys = editor.copy_read_on(form_id.target, source, today.isoformat())
        changes |= keys
        cited = [copy]
    return editor.set_answer(form_id.target, changes, cited, by=by, changed_on=changed_on)


def _needed(values: Mapping[str, str], key: str) -> str:
    value = values.get(key, "").strip()
    if not value:
        raise WrongFieldError(key, wording.NAME_THE_SOURCE if key == "source" else wording.FORM_HINTS.get(key) or wording.NOTHING_CHANGED)
    return value


def _day(values: Mapping[str, str], key: str, today: date) -> str:
    """Return a day that was typed; it may not lie ahead."""
    try:
        day = date.fromisoformat(values.get(key, "").strip())
    except ValueError:
        raise WrongFieldError(key, wording.WRITE_A_DAY) from None
    if day > today:
        raise WrongFieldError(key, wording.NOT_IN_THE_FUTURE)
    return day.isoformat()


def errors_of(proposal: Proposal, form: Form) -> Mapping[str, Sequence[str]]:
    """Return what the linter says of a proposal, by the fields of a form from which the values come."""
    fields = {field.key for field in form.fields}
    found: dict[str, list[str]] = {}
    for key, messages in proposal.by_key().items():
        shown = next((field for start, field in _SHOWN_AT if key.startswith(start) and field in fields), key)
        found.setdefault(shown, []).extend(messages)
    return found


def changed_meanwhile(editor: Editor, form_id: FormId, form: Form, values: Mapping[str, str]) -> Form:
    """Return the form as it stands now, with what somebody typed, and what others changed since it was opened."""
    slug = form_id.target.partition("/")[0]
    edits = editor.changes_since(slug, form_id.state)
    lines = [
        wording.edited_meanwhile(edit.who, edit.when[:10], wording.before_and_after(key, shown(edit.before.get(key)), shown(value)))
        for edit in edits
        for key, value in edit.after.items()
        if key in _SHOWN_KEYS
    ]
    if not edits:
        lines.append(wording.CHANGED_BY_HAND)
    typed = [field for field in form.fields if field.key in _TYPED_KEYS and values.get(field.key, "").strip() != field.value]
    lines += [wording.now_stands(field.label, field.value) for field in typed]
    return form.filled(values)._replace(note="\n".join([wording.CHANGED_MEANWHILE, *lines]))


def typed_over(form: Form, values: Mapping[str, str]) -> Sequence[tuple[str, str, str]]:
    """Return the fields in which something else was typed than stood there, with what did; the day on which a source was read always."""
    filled = ((field, values.get(field.key, "").strip()) for field in form.fields if field.key != "why")
    return [
        (field.label, "" if field.key == "on" else field.value, value)
        for field, value in filled
        if value and (value != field.value or field.key == "on")
    ]


def shown(value: object) -> str:
    """Return a value of a file in words."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {shown(part)}" for key, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value))
    return "" if value is None else str(value)
