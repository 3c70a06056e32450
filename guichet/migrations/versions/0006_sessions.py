"""A command-line session belongs to one account and one terminal: whoever copied its token was logged in (issue 8)."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Whose they were is not known: each agent logs in again.
    op.execute("UPDATE session_agent SET fermee_le = ouverte_le WHERE fermee_le IS NULL")
    op.add_column("session_agent", sa.Column("compte", sa.String(length=120), nullable=False, server_default=""))
    op.add_column("session_agent", sa.Column("terminal", sa.String(length=120), nullable=False, server_default=""))


def downgrade() -> None:
    raise RuntimeError("a base never goes back: restore the copy made before the migration")
