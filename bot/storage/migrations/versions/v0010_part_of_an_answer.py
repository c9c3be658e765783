"""A conversation has the place of the part that its last answer was on."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column."""
    op.add_column("conversations", sa.Column("place", sa.Integer))
