"""Freed places offered in the inbox; halves of the holidays and exceptions of an alternate custody (issue 3)."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("tache") as batch_op:
        batch_op.drop_constraint("ck_tache_nature", type_="check")
        batch_op.create_check_constraint("ck_tache_nature", "nature IN ('identifiants_oublies', 'place_liberee')")
        batch_op.add_column(sa.Column("reservation_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("fk_tache_reservation", "reservation", ["reservation_id"], ["id"])
    op.create_index(
        "ux_tache_proposition",
        "tache",
        ["reservation_id"],
        unique=True,
        sqlite_where=sa.text("etat = 'a_faire'"),
        postgresql_where=sa.text("etat = 'a_faire'"),
    )
    op.create_table(
        "garde_vacances",
        sa.Column("lien_id", sa.Integer(), nullable=False),
        sa.Column("moitie", sa.String(length=10), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("alterne", sa.Boolean(), nullable=False),
        sa.CheckConstraint("moitie IN ('premiere', 'seconde')", name="ck_garde_vacances_moitie"),
        sa.ForeignKeyConstraint(["lien_id"], ["lien.id"]),
        sa.PrimaryKeyConstraint("lien_id"),
    )
    op.create_table(
        "garde_exception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("personne_id", sa.Integer(), nullable=False),
        sa.Column("famille_id", sa.Integer(), nullable=False),
        sa.Column("du", sa.Date(), nullable=False),
        sa.Column("au", sa.Date(), nullable=False),
        sa.CheckConstraint("au >= du", name="ck_garde_exception_ordre"),
        sa.ForeignKeyConstraint(["famille_id"], ["famille.id"]),
        sa.ForeignKeyConstraint(["personne_id"], ["personne.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_garde_exception_personne", "garde_exception", ["personne_id"])


def downgrade() -> None:
    raise RuntimeError("a base never goes back: restore the copy made before the migration")
