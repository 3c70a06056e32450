"""Required documents seen at the counter; since when a demand that waited for one takes its rank (issue 3)."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reservation", sa.Column("complete_le", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "piece_vue",
        sa.Column("famille_id", sa.Integer(), nullable=False),
        sa.Column("personne_id", sa.Integer(), nullable=False),
        sa.Column("piece", sa.String(length=100), nullable=False),
        sa.Column("vue_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agent", sa.String(length=50), nullable=False),
        sa.ForeignKeyConstraint(["famille_id"], ["famille.id"]),
        sa.ForeignKeyConstraint(["personne_id"], ["personne.id"]),
        sa.PrimaryKeyConstraint("famille_id", "personne_id", "piece"),
    )
    # Nobody noted documents before: a child who attends must not become incomplete overnight.
    op.execute("UPDATE inscription SET complete_le = demandee_le WHERE complete_le IS NULL")
    op.create_index("ix_piece_vue_personne_id", "piece_vue", ["personne_id"])


def downgrade() -> None:
    raise RuntimeError("a base never goes back: restore the copy made before the migration")
