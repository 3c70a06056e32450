"""A foreign post code is kept whole, with its country's sign: five signs held France's only (issue 8)."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connexion = op.get_bind()
    if connexion.dialect.name == "sqlite":
        # It reads every trigger again when the table takes its name back; all are made anew after the migration.
        for (nom,) in connexion.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            connexion.exec_driver_sql(f"DROP TRIGGER {nom}")
    with op.batch_alter_table("famille") as lot:
        lot.alter_column(
            "code_postal", existing_type=sa.String(length=5), type_=sa.String(length=12), existing_nullable=False
        )


def downgrade() -> None:
    raise RuntimeError("a base never goes back: restore the copy made before the migration")
