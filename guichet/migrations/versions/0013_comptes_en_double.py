"""Two files made one leave two accounts of one person, one of them suspended (issue 8)."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    vivant = sa.text("etat NOT IN ('suspendu', 'efface')")
    op.drop_index("ux_compte_personne", table_name="compte_portail")
    op.create_index(
        "ux_compte_personne",
        "compte_portail",
        ["personne_id", "famille_id"],
        unique=True,
        sqlite_where=vivant,
        postgresql_where=vivant,
    )


def downgrade() -> None:
    raise RuntimeError("a base never goes back: restore the copy made before the migration")
