"""Draft a migration from the difference between the models and an up-to-date empty base.

usage: python outils/nouvelle_migration.py NUMBER "message"
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from guichet.base.adresse import Adresse
from guichet.base.engines import creer_moteur
from guichet.migrations.commande import configuration, mettre_a_niveau

numero, message = sys.argv[1:]
with tempfile.TemporaryDirectory() as dossier:
    adresse = Adresse(Path(dossier) / "vide.db")
    if any((Path("guichet/migrations/versions")).glob("0*.py")):
        mettre_a_niveau(adresse)
    moteur = creer_moteur(adresse, cles_etrangeres=False)
    with moteur.connect() as connexion:
        command.revision(configuration(connexion), message, autogenerate=True, rev_id=numero)
