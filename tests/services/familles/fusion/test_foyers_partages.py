"""People of several households: one row of them in both files, or a third household that keeps its own."""

from __future__ import annotations

from datetime import date

from guichet.contexte import Contexte
from guichet.services.dossier import dossiers
from guichet.services.familles import fusion
from guichet.services.familles.fusion import Demande
from guichet.services.socle.verification import verifier
from tests.services.annee_scolaire import DU
from tests.services.familles.fusion.deux_dossiers import TRACES, deux_dossiers, indexer, reunir, tout
from tests.services.guichet_identifiants import colonne, installer


def test_une_personne_est_des_deux_deja(ctx: Contexte) -> None:
    """Lost otherwise: an aunt who collects both, refused by the base in the middle of the merge."""
    from models import Lien, Personne

    d = deux_dossiers(ctx)
    with ctx.ecriture() as s:
        tante = Personne(nom="Léger", prenom="Odile", mobile="0601020304")
        s.add(tante)
        s.flush()
        s.add(Lien(personne_id=tante.id, famille_id=d.garde, role="contact", du=DU, au=date(2026, 12, 31)))
        s.add(Lien(personne_id=tante.id, famille_id=d.fondu, role="contact", du=DU, urgence=True, peut_chercher=True))
    indexer(ctx, d.garde, d.fondu)
    avant = tout(ctx, sauf=TRACES)
    faite = reunir(ctx, d.demande)
    (odile,) = dossiers.lire(ctx, d.code).contacts
    assert (odile.urgence, odile.peut_chercher) == (True, True)
    assert colonne(ctx, "SELECT count(*), max(au) FROM lien WHERE personne_id = :p", p=odile.personne_id) == [(1, None)]
    fusion.defaire(ctx, faite.fusion_id)
    assert tout(ctx, sauf=TRACES) == avant


def test_le_tiers_foyer_garde_son_enfant(ctx: Contexte) -> None:
    """Lost otherwise: the other parent's dossier, where the child disappears with the sheet that was absorbed."""
    from models import Lien

    d = deux_dossiers(ctx)
    tiers = installer(ctx, "20100", nom="Durand")
    with ctx.ecriture() as s:
        s.add(
            Lien(
                personne_id=d.lea_bis, famille_id=tiers.famille, role="enfant", du=DU, garde_rythme="1/2",
                garde_ancre=date(2026, 11, 16),
            )
        )  # fmt: skip
        s.ordre(
            "UPDATE lien SET garde_rythme = '1/2', garde_ancre = :j WHERE personne_id = :p AND famille_id = :f",
            {"j": date(2026, 11, 23), "p": d.lea_bis, "f": d.fondu},
        )
    indexer(ctx, d.garde, d.fondu, tiers.famille)
    avant = tout(ctx, sauf=TRACES)
    faite = reunir(ctx, d.demande)
    assert {e.personne_id for e in dossiers.lire(ctx, "20100").enfants} == {tiers.lea, d.lea}
    lea = next(e for e in dossiers.lire(ctx, d.code).enfants if e.personne_id == d.lea)
    assert (lea.garde_rythme, lea.garde_ancre, lea.autre_foyer) == ("1/2", date(2026, 11, 23), "20100")
    assert verifier(ctx).anomalies == ()
    fusion.defaire(ctx, faite.fusion_id)
    assert tout(ctx, sauf=TRACES) == avant
    assert verifier(ctx).anomalies == ()


def test_un_contact_qui_est_aussi_responsable(ctx: Contexte) -> None:
    """Lost otherwise: the mother twice in her own household, once as somebody to call."""
    from models import Lien, Personne

    d = deux_dossiers(ctx)
    with ctx.ecriture() as s:
        bis = Personne(nom="Martin", prenom="Karim", fixe="0155000000")
        s.add(bis)
        s.flush()
        s.add(Lien(personne_id=bis.id, famille_id=d.fondu, role="contact", du=DU, urgence=True))
        s.flush()
        numero = bis.id
    reunir(ctx, Demande(d.fondu, personnes=(d.karim, numero)))
    lu = dossiers.lire(ctx, d.code_fondu)
    assert lu.contacts == ()
    karim = next(r for r in lu.responsables if r.prenom == "Karim")
    assert (karim.urgence, karim.fixe, karim.payeur) == (True, "0155000000", True)
