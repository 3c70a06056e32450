"""A merge taken apart within its day: both files as they were, or a sentence that says what stands in the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guichet.base import Adresse
from guichet.contexte import Contexte
from guichet.erreurs.familles import FusionImpossible
from guichet.fiches.familles.fusion import Cote
from guichet.fiches.reservations.planning import Demande as Jour
from guichet.services.dossier import dossiers
from guichet.services.familles import fusion
from guichet.services.familles.fusion import Demande
from guichet.services.reservations import absences, enregistrer
from guichet.services.socle.verification import verifier
from tests.bases import Horloge, contexte
from tests.services.annee_scolaire import DU, LUNDI, enfants
from tests.services.familles.fusion.deux_dossiers import AUTRE, TRACES, Deux, deux_dossiers, indexer, reunir, tout
from tests.services.guichet_identifiants import colonne

INDEX = "fiche_recherche"
"""Finds a household by its former coordinates too, its own of before a choice that was taken back among them."""


def test_le_jour_meme(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: two families of one name made one by mistake, for ever."""
    d = deux_dossiers(ctx)
    avant, ajoute = tout(ctx, sauf=TRACES), tout(ctx)
    faite = reunir(ctx, d.demande)
    assert fusion.du_jour(ctx, d.garde) == (faite,)
    horloge.avancer(hours=3)
    fusion.defaire(ctx, faite.fusion_id)
    assert tout(ctx, sauf=TRACES) == avant
    for table in ("envoi_portail", "historique_coordonnees"):
        assert set(ajoute[table]) <= set(tout(ctx)[table])
    assert colonne(ctx, "SELECT geste FROM envoi_portail ORDER BY id")[-2:] == ["suspendre", "retablir"]
    assert dossiers.lire(ctx, AUTRE).famille.famille_id == d.fondu
    assert fusion.du_jour(ctx, d.garde) == ()
    assert "réunion défaite" in [x.libelle.partition(" :")[0] for x in dossiers.historique(ctx, d.garde)]
    assert verifier(ctx).anomalies == ()
    with pytest.raises(FusionImpossible, match="vient d’être défaite"):
        fusion.defaire(ctx, faite.fusion_id)
    reunir(ctx, d.demande)


def test_le_lendemain_non(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a month of acts on one file, half of which nobody could tell whose they are."""
    d = deux_dossiers(ctx)
    faite = reunir(ctx, d.demande)
    horloge.avancer(days=1)
    assert fusion.du_jour(ctx, d.garde) == ()
    with pytest.raises(FusionImpossible, match="le jour même"):
        fusion.defaire(ctx, faite.fusion_id)
    reunir(ctx, Demande(d.garde, personnes=(d.sophie, d.karim)))
    assert colonne(ctx, "SELECT contenu = '{}' FROM fusion ORDER BY id") == [1, 0]


def test_ce_qui_repose_dessus(ctx: Contexte) -> None:
    """Lost otherwise: a day booked since on the one file, that would be of neither."""
    d = deux_dossiers(ctx)
    faite = reunir(ctx, d.demande)
    tom = [Jour(d.ville.tom, LUNDI, d.ville.unites["repas"])]
    enregistrer(ctx, demandes=tom, attendu=None)
    lea = [Jour(d.lea, LUNDI + timedelta(days=4), d.ville.unites["repas"])]
    enregistrer(ctx, demandes=lea, attendu=None)
    with pytest.raises(FusionImpossible, match="des jours ont été réservés"):
        fusion.defaire(ctx, faite.fusion_id)


@pytest.mark.parametrize("sens", ["garde", "fondu"])
@pytest.mark.parametrize("geste", ["annuler", "absence"])
def test_un_jour_tenu_pour_deux_et_rendu_depuis(ctx: Contexte, sens: str, geste: str) -> None:
    """Lost otherwise: a day given up on the one file, expected and billed again in the other, « comme avant »."""
    d = deux_dossiers(ctx)
    garde, fondu, enfant = (d.garde, d.fondu, d.lea) if sens == "garde" else (d.fondu, d.garde, d.lea_bis)
    faite = reunir(ctx, Demande(garde, fondu))
    mardi = LUNDI + timedelta(days=1)
    if geste == "annuler":
        rendre = Jour(enfant, mardi, d.ville.unites["repas"], annuler=True)
        enregistrer(ctx, demandes=[rendre], attendu=None, famille_id=garde)
    else:
        absences.declarer(ctx, personne_id=enfant, famille_id=garde, du=mardi, au=mardi)
    with pytest.raises(FusionImpossible, match="des jours ont été réservés ou changés"):
        fusion.defaire(ctx, faite.fusion_id)


def test_ce_qui_n_y_touche_pas(ctx: Contexte) -> None:
    """Lost otherwise: a merge that cannot be taken apart because of the brother who was there all along."""
    d = deux_dossiers(ctx)
    faite = reunir(ctx, d.demande)
    enregistrer(ctx, demandes=[Jour(d.ville.tom, LUNDI, d.ville.unites["repas"])], attendu=None)
    fusion.defaire(ctx, faite.fusion_id)
    assert colonne(ctx, "SELECT famille_id FROM reservation WHERE personne_id = :p", p=d.ville.tom) == [d.garde]


def test_un_numero_donne_a_un_autre_depuis(ctx: Contexte) -> None:
    """Lost otherwise: a merge nobody can take apart any more, because a family was created the same morning."""
    from models import GardeVacances, Lien
    from tests.services.guichet_identifiants import installer

    d = deux_dossiers(ctx)
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM garde_vacances")
        s.ordre("DELETE FROM lien WHERE personne_id = :p", {"p": d.lea_bis})
        dernier = Lien(personne_id=d.lea_bis, famille_id=d.fondu, role="enfant", rang=2, du=DU)
        s.add(dernier)
        s.flush()
        s.add(GardeVacances(lien_id=dernier.id, moitie="premiere", annee=2026))
        numero = dernier.id
    faite = reunir(ctx, d.demande)
    tiers = installer(ctx, "20100", nom="Durand")
    indexer(ctx, tiers.famille)
    assert colonne(ctx, "SELECT famille_id FROM lien WHERE id = :n", n=numero) == (
        [] if ctx.base.postgres else [tiers.famille]
    )
    fusion.defaire(ctx, faite.fusion_id)
    assert [m.prenom for m in dossiers.lire(ctx, AUTRE).enfants] == ["Léa", "Zoé"]
    assert colonne(
        ctx, "SELECT personne_id FROM lien l JOIN garde_vacances g ON g.lien_id = l.id WHERE g.moitie = 'premiere'"
    ) == [d.lea_bis]
    assert len(dossiers.lire(ctx, "20100").enfants) == 1
    assert verifier(ctx).anomalies == ()


def test_une_fiche_modifiee_depuis(ctx: Contexte) -> None:
    """Lost otherwise: the telephone typed since, overwritten by the one of before."""
    d = deux_dossiers(ctx)
    faite = reunir(ctx, d.demande)
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET mobile = '0600000009', version = version + 1 WHERE id = :p", {"p": d.sophie})
    with pytest.raises(FusionImpossible, match="la fiche d’une personne"):
        fusion.defaire(ctx, faite.fusion_id)


def test_la_derniere_d_abord(ctx: Contexte) -> None:
    """Lost otherwise: rows given back to a file that is itself no more."""
    d = deux_dossiers(ctx)
    faite = reunir(ctx, d.demande)
    autre = reunir(ctx, Demande(d.garde, personnes=(d.sophie, d.karim)))
    with pytest.raises(FusionImpossible, match="d’abord la dernière"):
        fusion.defaire(ctx, faite.fusion_id)
    fusion.defaire(ctx, autre.fusion_id)
    fusion.defaire(ctx, faite.fusion_id)


def test_la_place_rendue_et_reprise(ctx: Contexte) -> None:
    """Lost otherwise: one child too many, in a group whose places are counted."""
    d = deux_dossiers(ctx, capacite=2)
    (autre,) = enfants(ctx, d.ville, 1)
    mardi, repas = LUNDI + timedelta(days=1), d.ville.unites["repas"]
    assert colonne(ctx, "SELECT count(*) FROM reservation WHERE jour = :j AND etat = 'reservee'", j=mardi) == [2]
    faite = reunir(ctx, d.demande)
    enregistrer(ctx, demandes=[Jour(autre, mardi, repas)], attendu=None)
    with pytest.raises(FusionImpossible, match="a été prise depuis"):
        fusion.defaire(ctx, faite.fusion_id)


def test_sans_nombre_de_places_ce_qui_est_rendu_se_reprend(ctx: Contexte) -> None:
    """Lost otherwise: an incident, where the town counts no places, instead of two files again."""
    d = deux_dossiers(ctx, capacite=None)
    (autre,) = enfants(ctx, d.ville, 1)
    mardi, repas = LUNDI + timedelta(days=1), d.ville.unites["repas"]
    faite = reunir(ctx, d.demande)
    enregistrer(ctx, demandes=[Jour(autre, mardi, repas)], attendu=None)
    fusion.defaire(ctx, faite.fusion_id)
    assert colonne(ctx, "SELECT count(*) FROM reservation WHERE jour = :j AND etat = 'reservee'", j=mardi) == [3]


def test_la_place_rendue_se_propose_puis_se_reprend(ctx: Contexte) -> None:
    """Lost otherwise: a family called for a place that went back to the child it was twice booked for."""
    d = deux_dossiers(ctx, capacite=2)
    (autre,) = enfants(ctx, d.ville, 1)
    mardi, repas = LUNDI + timedelta(days=1), d.ville.unites["repas"]
    enregistrer(ctx, demandes=[Jour(autre, mardi, repas)], attendu=None)
    assert colonne(ctx, "SELECT etat FROM reservation WHERE personne_id = :p", p=autre) == ["en_attente"]
    faite = reunir(ctx, d.demande)
    offres = "SELECT etat FROM tache WHERE personne_id = :p"
    assert colonne(ctx, offres, p=autre) == ["a_faire"]
    fusion.defaire(ctx, faite.fusion_id)
    assert colonne(ctx, offres, p=autre) == ["annulee"]
    assert colonne(ctx, "SELECT count(*) FROM reservation WHERE jour = :j AND etat = 'reservee'", j=mardi) == [2]


@pytest.mark.parametrize("ailleurs", ["unite", "jour", "groupe"])
def test_les_places_d_ailleurs_restent_proposees(ctx: Contexte, ailleurs: str) -> None:
    """Lost otherwise: a family called for another meal, another day or another room, and never called again."""
    d = deux_dossiers(ctx, capacite=2)
    (autre,) = enfants(ctx, d.ville, 1)
    appel = _proposer(ctx, d, autre, **_ailleurs(ctx, d, ailleurs))
    faite = reunir(ctx, d.demande)
    fusion.defaire(ctx, faite.fusion_id)
    assert colonne(ctx, "SELECT etat FROM tache WHERE id = :t", t=appel) == ["a_faire"]


def _ailleurs(ctx: Contexte, d: Deux, quoi: str) -> dict[str, object]:
    """The cell given back by the merge, but for one of what makes a cell."""
    from models import Groupe

    if quoi == "unite":
        return {"unite_id": d.ville.unites["midi"]}
    if quoi == "jour":
        return {"jour": LUNDI}
    with ctx.ecriture() as s:
        groupe = Groupe(activite_id=d.ville.activites["can"], code="autre", nom="Autre salle")
        s.add(groupe)
        s.flush()
        return {"groupe_id": groupe.id}


def _proposer(ctx: Contexte, d: Deux, enfant: int, **cellule: object) -> int:
    """Somebody who waits for a cell and is to be called about it."""
    from models import Reservation, Tache

    le = ctx.maintenant()
    ((inscription, famille),) = colonne(ctx, "SELECT id, famille_id FROM inscription WHERE personne_id = :p", p=enfant)
    ou = {"groupe_id": d.ville.groupes["can"], "unite_id": d.ville.unites["repas"], "jour": LUNDI + timedelta(days=1)}
    with ctx.ecriture() as s:
        attend = Reservation(
            inscription_id=inscription, personne_id=enfant, famille_id=famille, etat="en_attente", demandee_le=le,
            origine="guichet", **(ou | cellule),
        )  # fmt: skip
        s.add(attend)
        s.flush()
        appel = Tache(
            nature="place_liberee", famille_id=famille, personne_id=enfant, demandee_le=le, echeance=le,
            etat="a_faire", reservation_id=attend.id,
        )  # fmt: skip
        s.add(appel)
        s.flush()
        return appel.id


ETATS = ("reservee", "en_attente", "presente", "absence_justifiee", "absence_injustifiee", "annulee")


@settings(max_examples=12)
@given(data=st.data())
def test_reunir_puis_defaire_ne_change_rien(fichier_modele: str, data: st.DataObject) -> None:
    """Whatever both files hold: kept side, choices, states of the bookings, accounts, places, periods."""
    import shutil
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as dossier:
        copie = Path(dossier) / "guichet.db"
        for suffixe in ("", ".temoin"):
            shutil.copy(fichier_modele + suffixe, str(copie) + suffixe)
        ctx = contexte(Adresse(copie), Horloge())
        try:
            _essayer(ctx, data)
        finally:
            ctx.base.fermer()


def _essayer(ctx: Contexte, data: st.DataObject) -> None:
    familles = colonne(ctx, "SELECT id FROM famille WHERE code IN ('20421', '20999') ORDER BY code")
    if data.draw(st.booleans(), "kept the other way"):
        familles.reverse()
    with ctx.ecriture() as s:
        for (id_,) in s.lignes("SELECT id FROM reservation"):
            etat = data.draw(st.sampled_from(ETATS), f"state of {id_}")
            s.ordre("UPDATE reservation SET etat = :e WHERE id = :id", {"e": etat, "id": id_})
        for (id_,) in s.lignes("SELECT id FROM compte_portail"):
            etat = data.draw(
                st.sampled_from(("emis", "active", "cgu_acceptees", "suspendu", "efface")), f"account {id_}"
            )
            s.ordre("UPDATE compte_portail SET etat = :e WHERE id = :id", {"e": etat, "id": id_})
        for id_, fin in s.lignes("SELECT id, au FROM inscription"):
            debut = data.draw(st.integers(0, 200), f"period of {id_}")
            demandee = data.draw(st.integers(0, 3), f"asked {id_}")
            s.ordre(
                "UPDATE inscription SET du = :du, au = :au, demandee_le = :le WHERE id = :id",
                {
                    "du": fin - timedelta(days=debut + 60),
                    "au": fin - timedelta(days=data.draw(st.integers(0, 50))),
                    "le": ctx.maintenant() - timedelta(days=demandee),
                    "id": id_,
                },
            )
    demande = Demande(*familles)
    choix = {c.cle: data.draw(st.sampled_from(Cote), c.cle) for c in fusion.previsualiser(ctx, demande).choix}
    gens = [b.personne_id for b in fusion.previsualiser(ctx, demande).blocs if b.personne_id]
    distinctes = tuple(data.draw(st.sets(st.sampled_from(gens)), "kept apart")) if gens else ()
    demande = Demande(*familles, choix=choix, distinctes=distinctes)
    sauf = (*TRACES, INDEX) if Cote.FONDU in choix.values() else TRACES
    avant = tout(ctx, sauf=sauf)
    faite = reunir(ctx, demande)
    assert verifier(ctx).anomalies == ()
    fusion.defaire(ctx, faite.fusion_id)
    assert tout(ctx, sauf=sauf) == avant
    assert verifier(ctx).anomalies == ()


@pytest.fixture(scope="module")
def fichier_modele(gabarit, tmp_path_factory) -> str:  # type: ignore[no-untyped-def]
    """Both files, written once."""
    import shutil

    fichier = tmp_path_factory.mktemp("deux") / "guichet.db"
    shutil.copy(gabarit, fichier)
    shutil.copy(str(gabarit) + ".temoin", str(fichier) + ".temoin")
    ctx = contexte(Adresse(fichier), Horloge())
    deux_dossiers(ctx)
    ctx.base.fermer()
    return str(fichier)
