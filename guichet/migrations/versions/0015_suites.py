"""A household may lose its last responsable to a death; two tasks more; files judged different stay told (issue 8)."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_NATURES = "'identifiants_oublies', 'place_liberee', 'responsable_manquant', 'pai_a_transmettre'"


def upgrade() -> None:
    connexion = op.get_bind()
    if connexion.dialect.name == "sqlite":
        # It reads every trigger again when the table takes its name back; all are made anew after the migration.
        for (nom,) in connexion.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            connexion.exec_driver_sql(f"DROP TRIGGER {nom}")
    with op.batch_alter_table("tache") as lot:
        lot.drop_constraint("ck_tache_nature", type_="check")
        lot.create_check_constraint("ck_tache_nature", f"nature IN ({_NATURES})")
    op.create_table(
        "familles_distinctes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("famille_id", sa.Integer(), nullable=False),
        sa.Column("autre_id", sa.Integer(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agent", sa.String(length=50), nullable=False),
        sa.CheckConstraint("famille_id < autre_id", name="ck_familles_distinctes_ordre"),
        sa.ForeignKeyConstraint(["autre_id"], ["famille.id"]),
        sa.ForeignKeyConstraint(["famille_id"], ["famille.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("famille_id", "autre_id", name="ux_familles_distinctes"),
    )


def downgrade() -> None:
    raise RuntimeError("a base never goes back: restore the copy made before the migration")
