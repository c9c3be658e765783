"""Conversations by subject, ratings and reports by the answer's lasting id, an outbox, jobs; marks are called notes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Change the tables and keep their rows, except those of conversations, which live for half an hour."""
    _conversations()
    _ratings()
    _queue()
    op.rename_table("marks", "notes")
    _outbox_and_jobs()


def _conversations() -> None:
    op.drop_table("conversations")
    op.create_table(
        "conversations",
        sa.Column("surface", sa.Text, primary_key=True),
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("conversation", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("platforms", sa.JSON, nullable=False),
        sa.Column("topics", sa.JSON, nullable=False),
        sa.Column("plans", sa.JSON, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )


def _ratings() -> None:
    op.drop_index("ix_ratings_rated_at", "ratings")
    op.rename_table("ratings", "old_ratings")
    op.create_table(
        "ratings",
        sa.Column("surface", sa.Text, primary_key=True),
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("answer", sa.Text, primary_key=True),
        sa.Column("revision", sa.Text, nullable=False),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )
    op.execute(
        "INSERT INTO ratings (surface, workspace, person, answer, revision, helpful, rated_at) "
        "SELECT surface, workspace, person, platform || '/' || topic, version, helpful, rated_at FROM old_ratings"
    )
    op.drop_table("old_ratings")


def _queue() -> None:
    op.alter_column("queue", "platform", new_column_name="answer")
    op.alter_column("queue", "version", new_column_name="revision")
    op.execute("UPDATE queue SET answer = answer || '/' || topic")
    op.drop_column("queue", "topic")


def _outbox_and_jobs() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("surface", sa.Text, nullable=False),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("address", sa.JSON),
        sa.Column("card", sa.JSON),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("leased_until", sa.DateTime(timezone=True)),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_key", "outbox", ["surface", "workspace", "key"], unique=True)
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("leased_until", sa.DateTime(timezone=True)),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jobs_key", "jobs", ["kind", "key"], unique=True)
