"""What the dossier calls attention to: an agent repeats these words to the family that sits there."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from guichet.fiches.comptoir.taches import FicheTache
from guichet.fiches.reservations.quinzaine import CaseQuinzaine
from guichet.formats import PARIS
from guichet.regles.reservations.absences_attendues import CertificatAttendu
from guichet.regles.reservations.alertes import alerte_certificat, alerte_pieces, alerte_place, alertes_attente

A_14H = datetime(2026, 11, 16, 14, tzinfo=PARIS)
UNITES, PRENOMS = {1: "Repas", 2: "Goûter"}, {7: "Léa", 8: "Tom"}


def lisible(texte: str) -> str:
    return texte.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("echeance", "detail", "suite"),
    [
        (A_14H + timedelta(seconds=1), "réponse avant le lun. 16 nov. 14:00", "peut passer à la famille suivante"),
        (A_14H, "réponse attendue depuis le lun. 16 nov. 14:00", "la famille suivante attend"),
    ],
)
def test_une_place_proposee_presse_ou_a_fini_de_presser(echeance: datetime, detail: str, suite: str) -> None:
    """Lost otherwise: a family told it may still answer, once its place is another's."""
    tache = FicheTache(1, "place", 1, "A1", "DURAND", 7, A_14H, echeance, "", "Repas du jeudi")
    alerte = alerte_place(tache, A_14H)
    assert detail in lisible(alerte.detail)
    assert suite in lisible(alerte.explication)


def test_ceux_qui_attendent_sont_dits_avec_leurs_jours() -> None:
    """Lost otherwise: which day, which rank; and a place already offered said to be waited for."""
    jeudi, vendredi = date(2026, 11, 26), date(2026, 11, 27)
    attend = CaseQuinzaine(7, vendredi, 1, "en_attente", rang=1)
    (seule,) = alertes_attente([attend], UNITES, PRENOMS)
    assert lisible(seule.texte) == "Léa en liste d’attente"
    assert lisible(seule.detail) == "Repas du ven. 27 nov., 1er"
    # Two units of one day are one wait; another day is told.
    goute = attend._replace(unite_id=2)
    (deux_jours,) = alertes_attente([goute, attend, attend._replace(jour=jeudi)], UNITES, PRENOMS)
    assert lisible(deux_jours.detail) == "Repas du jeu. 26 nov., 1er et 1 autre jour"
    (deux,) = alertes_attente([attend, CaseQuinzaine(8, jeudi, 1, "en_attente", rang=2)], UNITES, PRENOMS)
    assert lisible(deux.texte) == "Tom et Léa en liste d’attente"
    assert lisible(deux.detail) == "à partir du jeu. 26 nov."
    assert "Tom : Repas du jeu. 26 nov., 2e. Léa : Repas du ven. 27 nov., 1er." in lisible(deux.explication)
    assert not list(alertes_attente([attend._replace(proposee=True)], UNITES, PRENOMS))


def test_un_certificat_et_des_pieces_sont_demandes_par_leur_nom() -> None:
    assert lisible(alerte_pieces(("livret", "vaccinations"), "Léa", 7).detail) == "livret, vaccinations"
    lundi, mardi = date(2026, 11, 16), date(2026, 11, 17)
    un = CertificatAttendu(personne_id=7, unite="Repas", du=lundi, au=lundi, avant=A_14H)
    assert lisible(alerte_certificat(un, "Léa").detail) == "Repas du lun. 16 nov., avant le lun. 16 nov. 14:00"
    deux = CertificatAttendu(personne_id=7, unite="Repas", du=lundi, au=mardi, avant=A_14H)
    assert "Repas du lun. 16 nov. au mar. 17 nov.," in lisible(alerte_certificat(deux, "Léa").detail)
