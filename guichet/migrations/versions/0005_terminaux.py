"""A visit is held by a terminal: two terminals of one account were one workstation, and mixed their visits (issue 8)."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nobody is served while a base is upgraded: what was left open is put aside, and resumed by whoever opens it.
    op.execute("UPDATE passage SET etat = 'suspendu', suspendu_le = ouvert_le WHERE etat = 'ouvert'")
    op.drop_index("ux_passage_poste", table_name="passage")
    op.add_column("passage", sa.Column("terminal", sa.String(length=120), nullable=False, server_default=""))
    op.create_index(
        "ux_passage_terminal",
        "passage",
        ["terminal"],
        unique=True,
        sqlite_where=sa.text("etat = 'ouvert'"),
        postgresql_where=sa.text("etat = 'ouvert'"),
    )


def downgrade() -> None:
    raise RuntimeError("a base never goes back: restore the copy made before the migration")
