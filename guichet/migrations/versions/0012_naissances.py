"""Births known by their year, or their month, only: kept as such, beside the days (issue 8)."""

from alembic import op

revision = "0012"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In the words of both engines: a table of people is not copied for a column that is empty.
    op.execute(
        "ALTER TABLE personne ADD COLUMN naissance_partielle VARCHAR(7) NOT NULL DEFAULT '' "
        "CONSTRAINT ck_personne_naissance_partielle CHECK (naissance_partielle = '' OR (naissance IS NULL "
        "AND (naissance_partielle LIKE '____' OR naissance_partielle LIKE '____-__')))"
    )


def downgrade() -> None:
    raise RuntimeError("a base never goes back: restore the copy made before the migration")
