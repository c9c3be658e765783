"""How the cited pages read when the bot last looked."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "source_states",
        sa.Column("platform", sa.Text, primary_key=True),
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("last_checked", sa.Date, nullable=False),
        sa.Column("unchanged_since", sa.Date),
        sa.Column("diff", sa.Text, nullable=False),
        sa.Column("sections", sa.JSON, nullable=False),
        sa.Column("says", sa.Text, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("read", sa.JSON, nullable=False),
    )
