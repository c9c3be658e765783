"""An index by which the next message of a surface is found, however many wait."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add it."""
    op.create_index("ix_outbox_next", "outbox", ["surface", "state", "due_at", "id"])
