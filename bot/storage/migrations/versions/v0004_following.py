"""Who follows which platform, what was on record of it, and more about what waits for the curators."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make two tables, and add to the queue where its askers want to be told and which entries are the same."""
    op.create_table(
        "follows",
        sa.Column("surface", sa.Text, primary_key=True),
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("platform", sa.Text, primary_key=True),
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("address", sa.JSON, nullable=False),
        sa.Column("seen", sa.Text),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_follows_platform", "follows", ["platform"])
    op.create_table(
        "positions",
        sa.Column("platform", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("position", sa.JSON, nullable=False),
    )
    op.add_column("queue", sa.Column("address", sa.JSON))
    op.add_column("queue", sa.Column("merged_into", sa.Integer))
