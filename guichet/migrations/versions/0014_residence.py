"""A household whose town nothing tells is neither the town's nor an outsider: its residence is unknown (issue 8)."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connexion = op.get_bind()
    if connexion.dialect.name == "sqlite":
        # It reads every trigger again when the table takes its name back; all are made anew after the migration.
        for (nom,) in connexion.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            connexion.exec_driver_sql(f"DROP TRIGGER {nom}")
    with op.batch_alter_table("famille") as lot:
        lot.drop_constraint("ck_famille_residence", type_="check")
        lot.create_check_constraint("ck_famille_residence", "residence IN ('commune', 'exterieur', 'inconnue')")


def downgrade() -> None:
    raise RuntimeError("a base never goes back: restore the copy made before the migration")
