"""Entry point called by Alembic; the connection is given by guichet.migrations.commande."""

from __future__ import annotations

from alembic import context

from models import metadata

TECHNIQUES = ("recherche_fts",)
"""Tables that are no model: the FTS5 index and its shadow tables."""


def inclure(nom: str | None, sorte: str, _parents: object) -> bool:
    """Leave the full-text tables out of comparisons."""
    return not (sorte == "table" and nom is not None and nom.startswith(TECHNIQUES))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=inclure,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
