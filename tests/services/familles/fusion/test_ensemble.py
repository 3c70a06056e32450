"""Two counters make the same two files one at the same instant: one does it, the other is told."""

from __future__ import annotations

import pytest

from guichet.services.familles import fusion
from tests.services.ensemble import jouer_ensemble
from tests.services.familles.fusion.deux_dossiers import deux_dossiers
from tests.services.guichet_identifiants import colonne

PROGRAMME = """
import sys
from pathlib import Path
from guichet.base import Adresse
from guichet.erreurs.familles import FusionImpossible
from guichet.services.familles import fusion
from tests.bases import Horloge, contexte
ctx = contexte(Adresse(Path(sys.argv[1])), Horloge())
demande = fusion.Demande(int(sys.argv[2]), int(sys.argv[3]))
vue = fusion.previsualiser(ctx, demande).empreinte
print('pret', flush=True); sys.stdin.readline()
try:
    fusion.fusionner(ctx, demande, vue=vue)
    print('fait')
except FusionImpossible as refus:
    print('dit', refus.message)
"""


@pytest.mark.lent
@pytest.mark.parametrize("croise", [False, True])
def test_deux_postes_reunissent_les_memes(fichier_base, ctx_sqlite, croise):
    """Lost otherwise: each file made one with the other, and a family that nobody finds any more."""
    d = deux_dossiers(ctx_sqlite)
    ici, la = [str(d.garde), str(d.fondu)], [str(d.fondu), str(d.garde)]
    dits = sorted(jouer_ensemble(PROGRAMME, [[str(fichier_base), *ici], [str(fichier_base), *(la if croise else ici)]]))
    assert [x.partition(" ")[0] for x in dits] == ["dit", "fait"]
    assert "vient d’être réuni" in dits[0]
    assert colonne(ctx_sqlite, "SELECT count(*) FROM fusion") == [1]
    assert colonne(ctx_sqlite, "SELECT count(*) FROM famille WHERE fusionnee_dans IS NULL") == [1]
    (famille_id,) = colonne(ctx_sqlite, "SELECT famille_id FROM fusion")
    (faite,) = fusion.du_jour(ctx_sqlite, famille_id)
    fusion.defaire(ctx_sqlite, faite.fusion_id)
