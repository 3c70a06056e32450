"""Rows that rights, secrets and money hang on are sealed with a key that is not in the base (issue 8)."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sceau",
        sa.Column("objet", sa.String(length=40), nullable=False),
        sa.Column("cle", sa.String(length=160), nullable=False),
        sa.Column("valeur", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("objet", "cle"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise RuntimeError("a base never goes back: restore the copy made before the migration")
