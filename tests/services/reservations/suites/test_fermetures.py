"""A closure reaches everything it touches: openings, offers, invoices, and the history of each family."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.activites import CalendrierIllisible, OuvertureImpossible, PeriodeInvalide
from guichet.fiches.reservations.planning import Demande
from guichet.fiches.reservations.refus import ReservationsTouchees
from guichet.formats import jour_court
from guichet.regles.offre.calendrier import NaturePeriode
from guichet.services.comptoir import passages
from guichet.services.dossier import dossiers
from guichet.services.offre import activites, calendrier
from guichet.services.reservations import annuler, attente, enregistrer
from guichet.services.socle.verification import verifier
from tests.bases import Horloge
from tests.services.annee_scolaire import LUNDI as LOIN
from tests.services.annee_scolaire import enfants, ouvrir_ville
from tests.services.ecoles import ouvrir
from tests.services.places_ouvertes import LUNDI, Lieu, ouvrir_lieu
from tests.services.reservations.test_invariants_reservations import reserver

SEMAINE = {"du": LUNDI, "au": LUNDI + timedelta(days=4)}
JOUR = {"du": LUNDI, "au": LUNDI}
VACANCES = {"nature": NaturePeriode.VACANCES, "libelle": "vacances d’essai", **SEMAINE}


@pytest.fixture
def lieu(ctx: Contexte) -> Lieu:
    return ouvrir_lieu(ctx, capacite=4)


def toutes(ctx: Contexte, sql: str, **champs: Any) -> list[tuple[Any, ...]]:
    with ctx.lecture() as s:
        return s.lignes(sql, champs)


def chaine(ctx: Contexte) -> list[str]:
    """What is wrong with the journal; these households were written past the search index."""
    return [a.phrase for a in verifier(ctx).anomalies if a.controle in {"journal", "témoin"}]


def ouverte(ctx: Contexte, groupe_id: int, jour: date = LUNDI) -> tuple[bool, str]:
    [(fermee, motif)] = toutes(
        ctx, "SELECT fermee, motif FROM ouverture WHERE groupe_id = :g AND jour = :j", g=groupe_id, j=jour
    )
    return not fermee, motif


def sejour(ctx: Contexte, lieu: Lieu) -> int:
    """A holiday session of the same days, with Tom in it; returns its group."""
    from models import Groupe, Ouverture

    with ctx.ecriture() as s:
        groupe = Groupe(
            activite_id=lieu.activite_id, code="sejour", nom="Séjour", session_du=LUNDI, session_au=SEMAINE["au"]
        )
        s.add(groupe)
        s.flush()
        s.add(Ouverture(groupe_id=groupe.id, unite_id=lieu.unite_id, jour=LUNDI, capacite=4))
        groupe_id = groupe.id
    assert groupe_id is not None
    reserver(ctx, lieu, 1, groupe=groupe_id)
    return groupe_id


# Holidays


def test_des_vacances_ajoutees_ferment_le_temps_scolaire_seul(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: children booked at a school that is closed, or a holiday session emptied by holidays."""
    groupe_id = sejour(ctx, lieu)
    reserver(ctx, lieu, 0)
    with pytest.raises(ReservationsTouchees) as refus:
        calendrier.ajouter_periode(ctx, **VACANCES)
    assert [t.enfant for t in refus.value.lignes] == ["LÉGER-MARTIN Léa"]
    id_ = calendrier.ajouter_periode(ctx, **VACANCES, annuler=True)
    assert toutes(ctx, "SELECT etat FROM reservation ORDER BY id") == [("reservee",), ("annulee",)]
    assert ouverte(ctx, lieu.groupe_id) == (False, "vacances d’essai")
    assert ouverte(ctx, groupe_id) == (True, "")
    prevu = calendrier.retrait(ctx, id_)
    rouvertes = calendrier.retirer(ctx, periode_id=id_)
    assert (prevu.ouvertures, prevu.autrement) == (rouvertes, 0)
    assert ouverte(ctx, lieu.groupe_id) == (True, "")


def test_une_fermeture_d_une_activite_laisse_les_autres(ctx: Contexte) -> None:
    """Lost otherwise: the study closed for want of a teacher, and the whole town's canteen with it."""
    v = ouvrir_ville(ctx)
    for jour, unite in ((LOIN, "midi"), (LOIN + timedelta(days=2), "matin")):
        enregistrer(ctx, demandes=[Demande(v.lea, jour, v.unites[unite])], attendu=None)
    greve = {"nature": NaturePeriode.FERMETURE, "du": LOIN, "au": LOIN + timedelta(days=4), "libelle": "grève"}
    calendrier.ajouter_periode(ctx, **greve, activite_id=v.activites["mer"], annuler=True)
    assert toutes(ctx, "SELECT etat FROM reservation ORDER BY jour") == [("reservee",), ("annulee",)]
    fermes = toutes(ctx, "SELECT DISTINCT groupe_id FROM ouverture WHERE fermee")
    assert fermes == [(v.groupes["mer"],)]


def test_des_vacances_valent_pour_toute_la_commune(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: holidays of one site, which every rule reads as those of all."""
    for champs in ({"site": "ecole"}, {"activite_id": lieu.activite_id}):
        with pytest.raises(PeriodeInvalide, match="toute la commune"):
            calendrier.ajouter_periode(ctx, **VACANCES, **champs)


def test_retirer_un_pont_ouvre_les_jours_qui_manquaient(ctx: Contexte) -> None:
    """Lost otherwise: a school open on that Friday where nothing can be booked."""
    [pont] = [p for p in calendrier.periodes(ctx, 2026) if p.nature == "pont"]
    jours = "SELECT count(*) FROM ouverture WHERE jour >= :du AND jour <= :au"
    [(avant,)] = toutes(ctx, jours, du=pont.du, au=pont.au)
    [(ailleurs,)] = toutes(ctx, "SELECT count(*) FROM ouverture")
    prevu = calendrier.retrait(ctx, pont.periode_id)
    assert prevu.ouvertures > 0
    assert calendrier.retirer(ctx, periode_id=pont.periode_id) == prevu.ouvertures
    [(apres,)] = toutes(ctx, jours, du=pont.du, au=pont.au)
    assert apres - avant == prevu.ouvertures
    assert toutes(ctx, "SELECT count(*) FROM ouverture") == [(ailleurs + prevu.ouvertures,)]
    # A year nobody has opened yet stays so.
    for annee in (2025, 2027):
        automne = next(p for p in calendrier.periodes(ctx, annee) if p.du >= date(annee, 10, 1))
        assert calendrier.retirer(ctx, periode_id=automne.periode_id) == 0


def test_ce_qui_est_ferme_deux_fois_ne_rouvre_qu_une_fois_libre(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: the end of a strike opens a school whose boiler is broken."""
    greve = calendrier.ajouter_periode(ctx, nature=NaturePeriode.FERMETURE, libelle="grève", **JOUR)
    fuite = calendrier.ajouter_periode(
        ctx, nature=NaturePeriode.FERMETURE, libelle="fuite d’eau", site="ecole", **SEMAINE
    )
    calendrier.ajouter_periode(ctx, **VACANCES)
    assert calendrier.retrait(ctx, greve).autrement > 0
    calendrier.retirer(ctx, periode_id=greve)
    assert ouverte(ctx, lieu.groupe_id) == (False, "fuite d’eau")
    calendrier.retirer(ctx, periode_id=fuite)
    assert ouverte(ctx, lieu.groupe_id) == (False, "vacances d’essai")


def test_un_jour_dont_les_places_ont_fondu_ne_rouvre_pas(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: an incident in place of a sentence, when the base refuses two children in one place."""
    from models import Ouverture

    greve = {"nature": NaturePeriode.FERMETURE, "libelle": "grève", **JOUR}
    for enfant in (0, 1):
        reserver(ctx, lieu, enfant)
    # Those of another day take none of its places.
    autre_jour = LUNDI + timedelta(days=2)
    with ctx.ecriture() as s:
        s.add(Ouverture(groupe_id=lieu.groupe_id, unite_id=lieu.unite_id, jour=autre_jour, capacite=4))
    reserver(ctx, lieu, 0, jour=autre_jour)
    id_ = calendrier.ajouter_periode(ctx, **greve, annuler=False)
    jour = {"groupe_id": lieu.groupe_id, "unite_id": lieu.unite_id, "jour": LUNDI, "motif": "grève"}
    activites.corriger_ouverture(ctx, **jour, capacite=1, fermee=True, annuler=False)
    for essai in (partial(calendrier.retrait, ctx, id_), partial(calendrier.retirer, ctx, periode_id=id_)):
        with pytest.raises(OuvertureImpossible, match=r"lun\. 23 nov\."):
            essai()
    activites.corriger_ouverture(ctx, **jour, capacite=2, fermee=True, annuler=False)
    assert calendrier.retirer(ctx, periode_id=id_) > 0
    assert ouverte(ctx, lieu.groupe_id) == (True, "")


def test_des_places_de_plus_ne_rouvrent_pas_un_jour_de_greve(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: a family called for a place of a day when nobody works, and booked there."""
    reserver(ctx, lieu, 0)
    reserver(ctx, lieu, 1, etat="en_attente")
    calendrier.ajouter_periode(ctx, nature=NaturePeriode.FERMETURE, libelle="grève", **JOUR, annuler=False)
    fait = activites.corriger_ouverture(ctx, groupe_id=lieu.groupe_id, unite_id=lieu.unite_id, jour=LUNDI, capacite=9)
    assert (fait.capacite, fait.fermee, fait.motif, fait.propositions) == (9, True, "grève", 0)


def test_ce_qui_est_ferme_pour_autre_chose_le_reste(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: the strike is over, and children are sent to a room still under repair."""
    qui = {"groupe_id": lieu.groupe_id, "unite_id": lieu.unite_id}
    activites.corriger_ouverture(ctx, **qui, jour=LUNDI, capacite=4, fermee=True, motif="travaux")
    greve = calendrier.ajouter_periode(ctx, nature=NaturePeriode.FERMETURE, libelle="grève", **JOUR)
    calendrier.retirer(ctx, periode_id=greve)
    assert ouverte(ctx, lieu.groupe_id) == (False, "travaux")


# What is told to families


def test_chaque_famille_le_lit_dans_son_historique(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: « why is my child no longer booked? », and nothing to answer with."""
    reserver(ctx, lieu, 0)
    reserver(ctx, lieu, 1)
    passages.ouvrir(ctx, famille_id=lieu.famille_id)
    assert calendrier.fermer(ctx, **JOUR, motif="grève", annuler=True) == 2
    assert "2 réservations annulées : fermeture du 23 nov." in [
        a.libelle for a in dossiers.historique(ctx, lieu.famille_id)
    ]
    [(contenu,)] = toutes(ctx, "SELECT contenu FROM journal WHERE type = 'reservations.fermer' AND objet = '20421'")
    assert "Léa" not in contenu
    assert json.loads(contenu)["annulees"] == 2
    passage = dossiers.lire(ctx, "20421").passage
    assert passage is not None
    assert "grève, lun. 23 nov. : 2 réservations annulées, sans frais" in [a.libelle for a in passage.actes]
    assert chaine(ctx) == []


def test_les_familles_a_prevenir_se_retrouvent_apres_la_fermeture(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: the list not printed in time, and nobody who knows whom to call."""
    reserver(ctx, lieu, 0)
    reserver(ctx, lieu, 1)
    avant = [t.enfant for t in calendrier.touches(ctx, **JOUR)]
    assert calendrier.fermer(ctx, **JOUR, motif="grève", annuler=True) == 2
    # Léa still comes on the day after: she is to be called for this one all the same.
    lendemain = LUNDI + timedelta(days=1)
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET fermee = :non WHERE jour = :j", {"non": False, "j": lendemain})
    reserver(ctx, lieu, 0, jour=lendemain)
    apres = calendrier.touches(ctx, **JOUR)
    assert [(t.enfant, t.etat) for t in apres] == [(enfant, "annulee") for enfant in avant]


def test_le_passage_dit_du_premier_au_dernier_jour(ctx: Contexte) -> None:
    v = ouvrir_ville(ctx, capacite=None)
    deux = [Demande(v.lea, LOIN + timedelta(days=j), v.unites["midi"]) for j in (0, 1)]
    enregistrer(ctx, demandes=deux, attendu=None)
    passages.ouvrir(ctx, famille_id=v.famille_id)
    calendrier.fermer(ctx, du=LOIN, au=LOIN + timedelta(days=1), motif="grève", annuler=True)
    passage = dossiers.lire(ctx, "20421").passage
    assert passage is not None
    premier, dernier = jour_court(LOIN), jour_court(LOIN + timedelta(days=1))
    assert f"grève, {premier} au {dernier} : 2 réservations annulées, sans frais" in [a.libelle for a in passage.actes]


def test_fermer_un_groupe_laisse_les_places_proposees_dans_l_autre(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: one school's canteen on strike, and nobody calls the families of the other one."""
    e = ouvrir(ctx, a_hugo=2, a_moliere=2, capacite=1)
    for p in e.enfants:
        horloge.avancer(minutes=1)
        enregistrer(ctx, demandes=[Demande(p, LOIN, e.v.unites["midi"])], attendu=None)
    for p in (e.enfants[0], e.enfants[2]):
        annuler(ctx, personne_id=p, activite_code="can", jours=[LOIN])
    proposees = "SELECT r.groupe_id FROM tache t JOIN reservation r ON r.id = t.reservation_id WHERE t.etat = 'a_faire'"
    assert sorted(toutes(ctx, proposees)) == [(e.hugo,), (e.moliere,)]
    activites.corriger_ouverture(
        ctx, groupe_id=e.hugo, unite_id=e.v.unites["midi"], jour=LOIN, capacite=1, fermee=True, annuler=False
    )
    assert toutes(ctx, proposees) == [(e.moliere,)]


def test_beaucoup_de_familles_chacune_sa_ligne(ctx: Contexte) -> None:
    """One link of the chain for each, in the order of the list; the chain holds."""
    v = ouvrir_ville(ctx, capacite=None)
    tous = enfants(ctx, v, 40)
    midis = [Demande(p, LOIN + timedelta(days=j), v.unites["midi"]) for p in tous for j in (0, 1)]
    enregistrer(ctx, demandes=midis, attendu=None)
    assert calendrier.fermer(ctx, du=LOIN, au=LOIN + timedelta(days=1), motif="grève", annuler=True) == 80
    assert len(toutes(ctx, "SELECT DISTINCT objet FROM journal WHERE type = 'reservations.fermer'")) == 40
    assert chaine(ctx) == []


def test_gardees_elles_ne_laissent_rien_dans_l_historique(ctx: Contexte, lieu: Lieu) -> None:
    reserver(ctx, lieu, 0)
    greve = {"nature": NaturePeriode.FERMETURE, "libelle": "grève", **JOUR}
    id_ = calendrier.ajouter_periode(ctx, **greve, annuler=False)
    assert toutes(ctx, "SELECT 1 FROM journal WHERE type = 'reservations.fermer'") == []
    assert calendrier.retrait(ctx, id_).gardees == 1


@pytest.mark.parametrize(("annuler_", "facturee"), [(True, False), (False, True)])
def test_une_absence_d_un_jour_ferme_n_est_pas_facturee(
    ctx: Contexte, lieu: Lieu, annuler_: bool, facturee: bool
) -> None:
    """Lost otherwise: who told an absence pays for a day the others do not."""
    reserver(ctx, lieu, 0, etat="absence_injustifiee")
    calendrier.fermer(ctx, **JOUR, motif="grève", annuler=annuler_)
    assert toutes(ctx, "SELECT etat, facturee FROM reservation") == [("absence_injustifiee", facturee)]


def test_une_case_fermee_laisse_les_autres_comme_elles_sont(ctx: Contexte) -> None:
    """Lost otherwise: one unit of one group closed for a day, and with it other meals, or what absences cost."""
    e = ouvrir(ctx, a_hugo=2, a_moliere=2)
    midi, repas = e.v.unites["midi"], e.v.unites["repas"]
    absent, present, moliere, voisin = e.enfants
    mardi = LOIN + timedelta(days=1)
    for p, jour, unite in (
        (absent, LOIN, midi), (absent, LOIN, repas), (absent, mardi, midi), (moliere, LOIN, midi),
        (present, LOIN, midi), (present, LOIN, repas), (present, mardi, midi), (voisin, LOIN, midi),
    ):  # fmt: skip
        enregistrer(ctx, demandes=[Demande(p, jour, unite)], attendu=None)
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET etat = 'absence_injustifiee' WHERE personne_id IN (:a, :m)",
                {"a": absent, "m": moliere})  # fmt: skip
    fermee = activites.corriger_ouverture(
        ctx, groupe_id=e.hugo, unite_id=midi, jour=LOIN, capacite=2, fermee=True, motif="fuite", annuler=True
    )
    assert fermee.annulees == 1
    dues = toutes(ctx, "SELECT facturee FROM reservation WHERE etat = 'absence_injustifiee' ORDER BY id")
    assert dues == [(False,), (True,), (True,), (True,)]
    etats = toutes(ctx, "SELECT etat FROM reservation WHERE etat <> 'absence_injustifiee' ORDER BY id")
    assert etats == [("annulee",), ("reservee",), ("reservee",), ("reservee",)]


def test_un_fichier_au_nom_long_ferme_aussi(ctx: Contexte, lieu: Lieu, tmp_path: Path) -> None:
    """Lost otherwise: a calendar sent by the academy, refused on PostgreSQL for the length of its name."""
    fichier = tmp_path / f"calendrier-{'x' * 40}.csv"
    fichier.write_text("nature;du;au;libelle\nfermeture;23/11/2026;23/11/2026;travaux\n", encoding="utf-8")
    assert calendrier.importer(ctx, fichier=fichier).ajoutees == 1
    assert toutes(ctx, "SELECT source FROM periode_calendrier WHERE libelle = 'travaux'") == [(fichier.name[:40],)]


# Two counters, and places offered


def test_une_reservation_arrivee_entre_temps_est_dite(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: cancelled without having been on the list the agent accepted."""
    reserver(ctx, lieu, 0)
    vues = {t.reservation_id for t in calendrier.touches(ctx, **JOUR)}
    reserver(ctx, lieu, 1)
    greve = {"nature": NaturePeriode.FERMETURE, "libelle": "grève", **JOUR}
    with pytest.raises(ReservationsTouchees, match="2 réservations"):
        calendrier.ajouter_periode(ctx, **greve, annuler=True, vues=vues)
    assert ouverte(ctx, lieu.groupe_id) == (True, "")
    tous = {t.reservation_id for t in calendrier.touches(ctx, **JOUR)}
    calendrier.ajouter_periode(ctx, **greve, annuler=True, vues=tous)
    assert toutes(ctx, "SELECT DISTINCT etat FROM reservation") == [("annulee",)]


@pytest.mark.parametrize("sort", [True, False])
def test_une_place_proposee_ne_l_est_plus_un_jour_ferme(ctx: Contexte, sort: bool) -> None:
    """Lost otherwise: an agent telephones a family to offer it a place on a strike day."""
    v = ouvrir_ville(ctx, capacite=1)
    for p in (v.lea, v.tom):
        enregistrer(ctx, demandes=[Demande(p, LOIN, v.unites["midi"])], attendu=None)
    annuler(ctx, personne_id=v.lea, activite_code="can", jours=[LOIN])
    a_faire = "SELECT id FROM tache WHERE etat = 'a_faire'"
    assert len(toutes(ctx, a_faire)) == 1
    id_ = calendrier.ajouter_periode(
        ctx, nature=NaturePeriode.FERMETURE, du=LOIN, au=LOIN, libelle="grève", annuler=sort
    )
    assert toutes(ctx, a_faire) == []
    calendrier.retirer(ctx, periode_id=id_)
    # Kept, the demand still waits: the place is free again, and offered again.
    offertes = toutes(ctx, a_faire)
    assert len(offertes) == (0 if sort else 1)
    for (tache,) in offertes:
        attente.accepter(ctx, tache_id=tache)
        assert toutes(ctx, "SELECT etat FROM reservation WHERE personne_id = :p", p=v.tom) == [("reservee",)]


# The file


@pytest.mark.parametrize(
    ("champs", "extrait"),
    [
        ({"site": "ecolle"}, "Le site « ecolle » est inconnu. Sites.: Centre des Sablons"),
        ({"motif": "x" * 81}, "dépasse 80 caractères"),
    ],
)
def test_une_fermeture_qui_ne_fermerait_rien(ctx: Contexte, champs: dict[str, Any], extrait: str) -> None:
    """Lost otherwise: a typing error in a site closes nothing, and nobody is told."""
    with pytest.raises(PeriodeInvalide, match=extrait.replace("« ", "«.").replace(" »", ".»")):
        calendrier.fermer(ctx, **({"motif": "grève", **JOUR} | champs))


def test_un_site_se_reconnait_sans_accent_ni_majuscule(ctx: Contexte, lieu: Lieu) -> None:
    calendrier.fermer(ctx, **JOUR, motif="grève", site="ÉCOLE")
    assert ouverte(ctx, lieu.groupe_id) == (False, "grève")


def test_un_fichier_dit_ses_lignes_et_connait_sites_et_activites(ctx: Contexte, lieu: Lieu, tmp_path: Path) -> None:
    """Each wrong line with its number; a right one twice is one period."""
    fichier = tmp_path / "calendrier.csv"
    tete = "nature;du;au;libelle;site;activite\n"
    bonne = "fermeture;23/11/2026;23/11/2026;travaux;ecole;essai\n"
    fichier.write_text(
        f"{tete}fermeture;23/11/2026;23/11/2026;travaux;ecolle;\n{bonne}pont;23/11/2026;22/11/2026;x;;\n"
        "fermeture;23/11/2026;23/11/2026;x;;piscine\nvacances;23/11/2026;24/11/2026;x;ecole;\n",
        encoding="utf-8",
    )
    with pytest.raises(CalendrierIllisible) as refus:
        calendrier.importer(ctx, fichier=fichier)
    assert [n for n, _ in refus.value.fautes] == [2, 4, 5, 6]
    assert "activité «\u00a0piscine\u00a0» inconnue" in refus.value.message
    fichier.write_text(tete + bonne + bonne, encoding="utf-8")
    assert calendrier.importer(ctx, fichier=fichier).ajoutees == 1
    assert ouverte(ctx, lieu.groupe_id) == (False, "travaux")
    assert calendrier.importer(ctx, fichier=fichier).ajoutees == 0
