"""A conversation has platforms and topics; its plans were never written."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Drop the column."""
    op.drop_column("conversations", "plans")
