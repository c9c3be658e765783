"""Forms, the same for every surface: which fields they have, what stands in them, and what is wrong with it.

A form is known by its id, which says what it does, to what, and in which state that was when the form was opened. So nothing has to be
kept until it is sent, and a form that was opened before a restart can be sent after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

Task = Literal["verify", "correct", "changed", "alias", "note", "link", "merge"]
"""The tasks of forms: confirm an answer, correct it, note that the position changed, add a name, write a local note; link an entry of the
queue to an answer, or merge it into another entry."""
TASKS: tuple[Task, ...] = ("verify", "correct", "changed", "alias", "note", "link", "merge")
MOST_FIELDS = 5
"""As many as a form of Discord takes."""
MOST_CHOICES = 25
"""As many as a menu of Discord takes."""
LONGEST_LINE, LONGEST_PARAGRAPH = 300, 1_000
"""Characters of what is typed into a field; far more than the linter lets pass."""
_BETWEEN = "~"


class FormId(NamedTuple):
    """The task of a form, its answer, platform or entry, and the state of the file in which that stands."""

    task: Task
    target: str
    state: str = ""

    def encode(self) -> str:
        """Return the id as text."""
        return _BETWEEN.join(filter(None, self))

    @classmethod
    def decode(cls, text: str) -> FormId | None:
        """Return what an id says, None if it is none of ours."""
        task, target, state = (*text.split(_BETWEEN, 2), "", "")[:3]
        known = next((known for known in TASKS if known == task), None)
        return cls(known, target, state) if known and target else None


class Field(NamedTuple):
    """One field. `key` is that of the file where it has one there; `choices` are value and label, `error` says what is wrong."""

    key: str
    label: str
    value: str = ""
    kind: Literal["text", "paragraph", "choice", "date"] = "text"
    choices: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    hint: str = ""
    error: str = ""


class Form(NamedTuple):
    """A form. `note` stands above the fields: what the form is about, or what went wrong that belongs to no field."""

    id: str
    title: str
    fields: tuple[Field, ...]
    submit: str
    note: str = ""

    @property
    def is_note(self) -> bool:
        """True if it writes a local note, which is kept beside the base."""
        known = FormId.decode(self.id)
        return known is not None and known.task == "note"

    @property
    def errors(self) -> Mapping[str, str]:
        """What is wrong, by the keys of the fields."""
        return {field.key: field.error for field in self.fields if field.error}

    def filled(self, values: Mapping[str, str]) -> Form:
        """Return the form with what somebody typed; a choice that is not offered is left out."""
        return self._replace(fields=tuple(_filled(field, values.get(field.key)) for field in self.fields))

    def with_errors(self, found: Mapping[str, Sequence[str]]) -> Form:
        """Return the form with what is wrong at the fields; what belongs to none of them stands in the note, with its key."""
        known = {field.key for field in self.fields}
        others = [f"{key}: {message}" if key else message for key, messages in found.items() if key not in known for message in messages]
        fields = tuple(field._replace(error="; ".join(found.get(field.key, ()))) for field in self.fields)
        return self._replace(fields=fields, note="\n".join([*filter(None, [self.note]), *others]))


def _filled(field: Field, value: str | None) -> Field:
    if value is None or (field.kind == "choice" and value not in {choice for choice, _ in field.choices}):
        return field
    return field._replace(value=value)
