"""Groups by class, why somebody left, files made one with another (issue 8)."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("groupe", sa.Column("classes", sa.String(length=100), nullable=False, server_default=""))
    # In the words of both engines: a table of people is not copied for a column that is empty.
    op.execute(
        "ALTER TABLE lien ADD COLUMN motif VARCHAR(12) CONSTRAINT ck_lien_motif "
        "CHECK (motif IN ('separation', 'demenagement', 'deces', 'majorite', 'erreur', 'autre'))"
    )
    op.execute("ALTER TABLE famille ADD COLUMN fusionnee_dans INTEGER REFERENCES famille (id)")
    op.execute("ALTER TABLE personne ADD COLUMN fusionnee_dans INTEGER REFERENCES personne (id)")
    op.create_index("ix_famille_fusionnee", "famille", ["fusionnee_dans"])
    op.create_index("ix_personne_fusionnee", "personne", ["fusionnee_dans"])
    op.create_table(
        "fusion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agent", sa.String(length=50), nullable=False),
        sa.Column("famille_id", sa.Integer(), nullable=False),
        sa.Column("fondue_id", sa.Integer(), nullable=True),
        sa.Column("contenu", sa.String(), nullable=False),
        sa.Column("defaite_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("defaite_par", sa.String(length=50), nullable=False),
        sa.ForeignKeyConstraint(["famille_id"], ["famille.id"]),
        sa.ForeignKeyConstraint(["fondue_id"], ["famille.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_fusion_famille", "fusion", ["famille_id"])


def downgrade() -> None:
    raise RuntimeError("a base never goes back: restore the copy made before the migration")
