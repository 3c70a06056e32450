"""The search index holds telephones from their end: no table changes, the index is written anew (issue 9).

The index is made from the models, once the schema is the current one: registres.offre.modernisation writes it.
"""

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing to change in the tables."""


def downgrade() -> None:
    raise RuntimeError("a base never goes back: restore the copy made before the migration")
