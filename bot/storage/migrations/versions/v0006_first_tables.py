"""The tables of the first version; the five steps before it were never released."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = None


def upgrade() -> None:
    """Create them."""
    _asking()
    _curating()
    _connecting()
    _working()


def _asking() -> None:
    workspace = ("surface", "workspace")
    op.create_table(
        "conversations", *_keys(*workspace, "conversation"), *_texts("person"), *_json("platforms", "topics", "plans"), _time("expires_at")
    )
    op.create_table(
        "deliveries", *_keys(*workspace, "key"), *_texts("person"), *_optional(sa.Text, "address", "reply"),
        sa.Column("done", sa.Boolean, nullable=False), _time("claimed_at"),
    )  # fmt: skip
    day = sa.Column("day", sa.Date, primary_key=True, index=True)
    op.create_table("counters", *_keys(*workspace), day, *_keys("platform", "topic"), _number("asked"))
    op.create_table("workspace_settings", *_keys(*workspace), *_json("settings"))
    op.create_table("local_notes", *_keys(*workspace, "answer"), *_texts("text"), _time("written_at", index=False))


def _curating() -> None:
    op.create_table(
        "ratings", *_keys("surface", "workspace", "person", "answer"), *_texts("revision"),
        sa.Column("helpful", sa.Boolean, nullable=False), _time("rated_at"),
    )  # fmt: skip
    op.create_table(
        "queue", _id(), *_texts("surface", "workspace", "person", "kind", "text"), *_optional(sa.Text, "answer", "revision"),
        *_optional(sa.JSON, "address"), *_optional(sa.Integer, "merged_into"), _time("sent_at"), sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_queue_workspace", "queue", ["surface", "workspace"])
    op.create_table(
        "follows", *_keys("surface", "workspace", "platform", "place"), *_texts("person"), *_json("address"), *_optional(sa.Text, "seen"),
        _time("followed_at", index=False),
    )  # fmt: skip
    op.create_index("ix_follows_platform", "follows", ["platform"])
    op.create_table("positions", *_keys("platform"), _number("number"), *_json("position"))
    op.create_table(
        "source_states", *_keys("platform", "source"), *_texts("outcome", "diff", "says"), *_json("sections", "read"), _number("failures"),
        *(sa.Column(name, sa.Date, nullable=False) for name in ("since", "last_checked")), *_optional(sa.Date, "unchanged_since"),
    )  # fmt: skip


def _connecting() -> None:
    op.create_table(
        "installations", *_keys("surface", "workspace"), *_texts("secrets"), *_json("public"), _time("installed_at", index=False)
    )
    op.create_table("oauth_states", *_keys("digest"), _time("expires_at"))
    op.create_table("notes", *_keys("name"), *_texts("value"))


def _working() -> None:
    op.create_table(
        "outbox", _id(), *_texts("surface", "workspace", "key", "state"), *_optional(sa.Text, "person"),
        *_optional(sa.JSON, "address", "card"), _number("attempts"), _time("due_at"), *_optional(_TIME, "leased_until"),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_outbox_key", "outbox", ["surface", "workspace", "key"], unique=True)
    op.create_table(
        "jobs", _id(), *_texts("kind", "state"), *_optional(sa.Text, "key"), *_json("payload"), _number("attempts"), _time("due_at"),
        *_optional(_TIME, "leased_until"), sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_jobs_key", "jobs", ["kind", "key"], unique=True)


_TIME = sa.DateTime(timezone=True)


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _keys(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, primary_key=True) for name in names]


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _json(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.JSON, nullable=False) for name in names]


def _optional(kind: type[sa.types.TypeEngine[Any]] | sa.types.TypeEngine[Any], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind) for name in names]


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False)


def _time(name: str, *, index: bool = True) -> sa.Column[Any]:
    return sa.Column(name, _TIME, nullable=False, index=index)
