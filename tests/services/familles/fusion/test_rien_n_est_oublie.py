"""No row is left behind, in any table of the models: one added tomorrow fails here until a merge moves it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.familles import FamilleInconnue
from guichet.registres.familles.fusion import perimetre
from guichet.services.familles.fusion import Demande
from guichet.services.socle.verification import verifier
from models.invariants import ECRITES_PAR_FOYER, INSERTION_SEULE
from tests.services.annee_scolaire import DU
from tests.services.familles.fusion.deux_dossiers import Deux, deux_dossiers, reunir
from tests.services.guichet_identifiants import colonne

A_TRAVERS = {"famille.fusionnee_dans", "personne.fusionnee_dans", "fusion.famille_id", "fusion.fondue_id"}
"""What says that one file is another: the rest of the program reads through it."""


def restent(ctx: Contexte, d: Deux) -> dict[str, int]:
    """Column → rows that point to a file or a person absorbed."""
    fondus = {"famille": [d.fondu], "personne": [d.sophie_bis, d.lea_bis]}
    return {
        f"{r.table}.{r.colonne}": colonne(
            ctx,
            f"SELECT count(*) FROM {r.table} WHERE {r.colonne} IN ({', '.join(map(str, fondus[r.vers]))})",
        )[0]
        for r in perimetre.tous()
    }


def juger_distinctes(ctx: Contexte, d: Deux) -> None:
    """The second file judged another family than the first, and than a third."""
    from models import FamillesDistinctes
    from tests.services.guichet_identifiants import installer

    tiers = installer(ctx, "20100", nom="Durand")
    with ctx.ecriture() as s:
        for une, autre in ((d.garde, d.fondu), (d.fondu, tiers.famille)):
            s.add(FamillesDistinctes(famille_id=une, autre_id=autre, le=ctx.maintenant(), agent="demo"))


def scellee(nom: str) -> bool:
    return nom.partition(".")[0] in INSERTION_SEULE


def test_plus_rien_ne_pointe_vers_le_dossier_fondu(ctx: Contexte) -> None:
    """Lost otherwise: what a new table holds of a family, on a file that nobody can open any more."""
    d = deux_dossiers(ctx)
    juger_distinctes(ctx, d)
    vides = {nom for nom, lignes in restent(ctx, d).items() if not lignes} - A_TRAVERS
    assert not vides, f"nothing to move in {vides}: give the second file a row there"
    reunir(ctx, d.demande)
    oubliees = {nom for nom, lignes in restent(ctx, d).items() if lignes and not scellee(nom)} - A_TRAVERS
    assert not oubliees


def test_ce_qui_est_scelle_se_lit_a_travers(ctx: Contexte) -> None:
    """Lost otherwise: an insert-only table that tells of a household, and that no reader reads through."""
    lus = {r.table for r in perimetre.tous()}
    assert lus & set(INSERTION_SEULE) == {"remise", "historique_coordonnees", "familles_distinctes"}
    ecrites = {r.table for r in perimetre.renvois() if r.colonne == "famille_id"}
    # Who looked is written at each reading, of the file found.
    assert ecrites - {"consultation"} == set(ECRITES_PAR_FOYER)


def test_de_proche_en_proche(ctx: Contexte) -> None:
    """Lost otherwise: the code of a file made one with a file made one with a third."""
    from tests.services.guichet_identifiants import installer

    d = deux_dossiers(ctx)
    tiers = installer(ctx, "20100", nom="Durand")
    reunir(ctx, d.demande)
    reunir(ctx, Demande(tiers.famille, d.garde))
    assert colonne(ctx, "SELECT fusionnee_dans FROM famille WHERE code IN ('20421', '20999')") == [tiers.famille] * 2
    assert restent(ctx, replace(d, fondu=d.garde))["reservation.famille_id"] == 0


def test_une_ligne_laissee_se_trouve(ctx: Contexte) -> None:
    """Lost otherwise: a row on a file nobody opens, found the day the family asks for it."""
    d = deux_dossiers(ctx)
    reunir(ctx, d.demande)
    with ctx.ecriture() as s:
        s.ordre("UPDATE consultation SET famille_id = :f", {"f": d.fondu})
    assert [a.phrase for a in verifier(ctx).anomalies if a.controle == "réunions"] == [
        "Dans « consultation », 1 ligne d’un dossier réuni : défaites la réunion, ou prévenez l’éditeur."
    ]


def test_qui_avait_lu_l_ancien_numero_est_averti(ctx: Contexte) -> None:
    """Lost otherwise: a visit, a Clé or a day written for the household that was read before the merge."""
    from models import Quotient

    d = deux_dossiers(ctx)
    reunir(ctx, d.demande)
    ligne = Quotient(famille_id=d.fondu, valeur_centimes=1, source="caf", mois=DU, du=DU)
    with pytest.raises(FamilleInconnue, match="vient d’être réuni"), ctx.ecriture() as s:
        s.add(ligne)
        s.flush()
    with pytest.raises(FamilleInconnue, match="vient d’être réuni"), ctx.ecriture() as s:
        s.ordre("UPDATE tache SET famille_id = :f", {"f": d.fondu})
