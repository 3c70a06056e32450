"""The clock of a poste: told at opening, refused behind the last act, never believed by who forgets."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from guichet.base import Adresse
from guichet.contexte import Contexte, agent_courant
from guichet.erreurs import IntegriteRompue
from guichet.erreurs.base import HorlogeEnRetard
from guichet.services import familles
from guichet.services.socle import entretien
from tests.bases import DEPART, Horloge, contexte
from tests.services.guichet_identifiants import colonne
from tests.services.saisies import dossier


def pour_accueil(ctx: Contexte) -> Contexte:
    return ctx.pour(agent_courant("accueil", "Claire Morin", "agent"))


def test_un_acte_en_retard_est_refuse_jusqu_a_ce_qu_un_superviseur_le_confirme(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a payment told before the booking it pays, by a battery that died in the night."""
    d = dossier(ctx)
    accueil = pour_accueil(ctx)
    horloge.avancer(minutes=-2)
    familles.confirmer_coordonnees(accueil, d.famille.famille_id)
    horloge.avancer(minutes=-3)
    avant = colonne(ctx, "SELECT count(*) FROM journal")
    with pytest.raises(HorlogeEnRetard, match=r"16/11/2026 14:02.*16/11/2026 14:05.*un superviseur"):
        familles.confirmer_coordonnees(accueil, d.famille.famille_id)
    assert colonne(ctx, "SELECT count(*) FROM journal") == avant
    # The supervisor's own act vouches for the clock: the others go on from there.
    familles.confirmer_coordonnees(ctx, d.famille.famille_id)
    familles.confirmer_coordonnees(accueil, d.famille.famille_id)


def test_l_acte_du_programme_ne_repond_pas_de_l_heure(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a nightly backup on a wrong clock, and the next agent is believed too."""
    from guichet.registres.socle import journal
    from guichet.regles.socle.actes import TypeActe

    d = dossier(ctx)
    horloge.avancer(days=-3)
    with ctx.ecriture() as s:
        journal.inscrire(s, le=ctx.maintenant(), agent="guichet", poste="", type_=TypeActe.BASE_SAUVEGARDER)
    with pytest.raises(HorlogeEnRetard):
        familles.confirmer_coordonnees(pour_accueil(ctx), d.famille.famille_id)


@pytest.mark.parametrize(
    ("ecart", "dit"),
    [
        (timedelta(minutes=1), ""),
        (timedelta(minutes=-5), "avant le dernier acte"),
        (timedelta(days=30), ""),
        (timedelta(days=90), "il y a 90 jours : si cette date est fausse"),
    ],
)
def test_l_ouverture_dit_l_heure_qui_ne_va_pas(adresse: Adresse, ecart: timedelta, dit: str) -> None:
    dossier(contexte(adresse, Horloge()))
    avis = contexte(adresse, Horloge(DEPART + ecart)).avis
    assert (dit in avis.replace("\u00a0", " ")) if dit else avis == ""


def test_une_base_sans_reglement_ne_se_recree_pas(fichier_base: Path) -> None:
    """Lost otherwise: « recréez la base », read by somebody in a hurry, over a year of bookings."""
    with closing(sqlite3.connect(fichier_base)) as brute:
        for (nom,) in brute.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'reglement'"):
            brute.execute(f"DROP TRIGGER {nom}")
        brute.execute("DELETE FROM reglement")
        brute.commit()
    with pytest.raises(IntegriteRompue, match="guichet restaurer") as refus:
        contexte(Adresse(fichier_base), Horloge())
    assert "recré" not in refus.value.message


def test_on_n_oublie_rien_sur_un_saut(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a clock at 2038 for one morning, and a year of consultations gone for ever."""
    d = dossier(ctx)
    with ctx.ecriture() as s:
        s.ordre(
            "INSERT INTO consultation (le, agent, poste, famille_id, objet) VALUES (:le, 'a', 'p', :f, 'dossier')",
            {"le": ctx.maintenant(), "f": d.famille.famille_id},
        )
    horloge.avancer(days=4000)
    assert entretien.purger_consultations(ctx) == 0
    familles.confirmer_coordonnees(ctx, d.famille.famille_id)
    horloge.avancer(hours=6)
    assert entretien.purger_consultations(ctx) == 0
    assert colonne(ctx, "SELECT count(*) FROM consultation WHERE agent = 'a'") == [1]
    # A week lived at that date: it is believed.
    horloge.avancer(days=8)
    assert entretien.purger_consultations(ctx) == 1
