"""Counters by week, of a workspace's platforms and of everybody's topics apart; and the place that a message in the outbox is for."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Sum up what was counted by day, and add a column to the outbox."""
    monday = "date_trunc('week', day)::date" if op.get_context().dialect.name == "postgresql" else "date(day, 'weekday 0', '-6 days')"
    op.rename_table("counters", "old_counters")
    op.drop_index("ix_counters_day", "old_counters")
    op.create_table(
        "counters",
        sa.Column("surface", sa.Text, primary_key=True),
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("week", sa.Date, primary_key=True, index=True),
        sa.Column("platform", sa.Text, primary_key=True),
        sa.Column("asked", sa.Integer, nullable=False),
    )
    op.create_table(
        "topic_counters",
        sa.Column("week", sa.Date, primary_key=True),
        sa.Column("platform", sa.Text, primary_key=True),
        sa.Column("topic", sa.Text, primary_key=True),
        sa.Column("asked", sa.Integer, nullable=False),
    )
    for table, kept in (("counters", "surface, workspace"), ("topic_counters", "topic")):
        columns = f"platform, {kept}"
        op.execute(
            f"INSERT INTO {table} ({columns}, week, asked) "  # noqa: S608 - our own names
            f"SELECT {columns}, {monday} AS week, sum(asked) FROM old_counters GROUP BY {columns}, {monday}"
        )
    op.drop_table("old_counters")
    op.add_column("outbox", sa.Column("place", sa.Text))
    op.create_index("ix_outbox_place", "outbox", ["surface", "workspace", "place"])
