"""The first and the last rows of a calendar count as the others, and one day of another year does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guichet.base import Adresse
from guichet.communes import chemin_preset, lire_preset
from guichet.contexte import Contexte
from guichet.erreurs.activites import PeriodeInvalide
from guichet.regles.offre.calendrier import NaturePeriode
from guichet.services.offre import calendrier
from guichet.services.socle.initialisation import AGENTS_FORMATION, initialiser
from tests.bases import DEPART, Horloge, contexte, secrets_gabarit
from tests.services.guichet_identifiants import colonne

NOEL = date(2026, 12, 25)


def test_la_premiere_periode_du_calendrier_compte(ctx: Contexte) -> None:
    """Lost otherwise: the autumn holidays of the first year on file, read as school days."""
    (premier,) = colonne(ctx, "SELECT du FROM periode_calendrier WHERE id = 1")
    assert calendrier.lire(ctx, 2025).vacances_du(premier) is not None


def test_une_annee_ne_montre_que_ses_jours_feries(ctx: Contexte) -> None:
    """Lost otherwise: the bank holidays of every year at the foot of the list of one, first and last days included."""
    with ctx.ecriture() as s:
        for jour in (date(2026, 8, 31), date(2026, 9, 1), date(2027, 8, 31), date(2027, 9, 1)):
            s.ordre("INSERT INTO jour_ferie (jour, libelle) VALUES (:j, 'fête locale')", {"j": jour})
    lus = sorted(calendrier.lire(ctx, 2026).feries)
    assert (lus[0], lus[-1]) == (date(2026, 9, 1), date(2027, 8, 31))
    assert NOEL in lus
    assert all(p.du <= date(2027, 8, 31) and p.au >= date(2026, 9, 1) for p in calendrier.lire(ctx, 2026).periodes)


@pytest.mark.parametrize(
    ("du", "au", "closes"),
    [
        (date(2026, 8, 20), date(2026, 9, 1), date(2026, 9, 1)),
        (date(2027, 8, 31), date(2027, 9, 3), date(2027, 8, 31)),
    ],
)
def test_une_periode_a_cheval_sur_deux_annees_ferme_dans_les_deux(
    ctx: Contexte, du: date, au: date, closes: date
) -> None:
    """Lost otherwise: one day of a strike that began in August, read as open in September."""
    calendrier.fermer(ctx, du=du, au=au, motif="grève")
    assert calendrier.lire(ctx, 2026).motif_fermeture(closes, site="", activite_id=0) == "grève"


@pytest.mark.parametrize(
    ("site", "activite", "champ"), [("Centre des Sablons", None, "site"), ("", 1, "activite"), ("", None, "")]
)
def test_des_vacances_d_un_seul_site_montrent_le_champ_en_trop(
    ctx: Contexte, site: str, activite: int | None, champ: str
) -> None:
    """Lost otherwise: the cursor put on the field that is empty already."""
    quoi = {"nature": NaturePeriode.VACANCES, "du": NOEL, "au": NOEL, "libelle": "essai", "site": site}
    if not champ:
        assert calendrier.ajouter_periode(ctx, **quoi, activite_id=activite)
        return
    with pytest.raises(PeriodeInvalide, match="toute la commune") as refus:
        calendrier.ajouter_periode(ctx, **quoi, activite_id=activite)
    assert refus.value.champ == champ


def test_un_calendrier_vide_a_la_main_le_reste(ctx: Contexte) -> None:
    """Lost otherwise: holidays an agent removed one by one, back at the next opening without a word."""
    for numero in colonne(ctx, "SELECT id FROM periode_calendrier"):
        calendrier.retirer(ctx, periode_id=numero)
    ctx.base.fermer()
    suivant = contexte(ctx.base.adresse, Horloge())
    assert colonne(suivant, "SELECT id FROM periode_calendrier") == []
    assert colonne(suivant, "SELECT type FROM journal WHERE type = 'base.moderniser'") == []
    suivant.base.fermer()


def test_ouvrir_une_base_entiere_n_ecrit_rien(ctx: Contexte) -> None:
    """Lost otherwise: a line « base mise au format » at each opening of each workstation, every morning."""
    lignes = colonne(ctx, "SELECT count(*) FROM journal")
    ctx.base.fermer()
    suivant = contexte(ctx.base.adresse, Horloge())
    assert colonne(suivant, "SELECT count(*) FROM journal") == lignes
    suivant.base.fermer()


def test_une_commune_sans_site_le_dit(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: « Sites : . », to whoever looks for the name of a site."""
    with ctx_sqlite.ecriture() as s:
        s.ordre("UPDATE groupe SET site = ''")
    with pytest.raises(PeriodeInvalide, match="aucun"):
        calendrier.fermer(ctx_sqlite, du=NOEL, au=NOEL, motif="grève", site="Mairie")


def test_une_commune_sans_zone_scolaire_s_ouvre_sans_rien_ecrire(tmp_path: Path) -> None:
    """Lost otherwise: a line « base mise au format » each morning, in Corsica and overseas."""
    adresse = Adresse(tmp_path / "ville.db")
    commune = lire_preset(chemin_preset("clairval")).model_copy(update={"zone": ""})
    initialiser(
        adresse, commune, maintenant=DEPART, agents=AGENTS_FORMATION, formation=True, secrets=secrets_gabarit()
    ).fermer()
    ctx = contexte(adresse, Horloge())
    assert colonne(ctx, "SELECT id FROM periode_calendrier") == []
    assert colonne(ctx, "SELECT type FROM journal WHERE type = 'base.moderniser'") == []
    ctx.base.fermer()
