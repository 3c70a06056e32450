"""Taking back once something else was written meanwhile: by another counter, or for another child."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from guichet.accompli import Accompli
from guichet.contexte import Contexte
from guichet.erreurs.reservations import DefaireImpossible
from guichet.fiches.reservations.planning import Demande
from guichet.registres.reservations import ecriture
from guichet.services.comptoir import taches
from guichet.services.garde.rattachement import rattacher_enfant
from guichet.services.reservations import absences, inscriptions, retours
from tests.services.annee_scolaire import LUNDI, PROCHE, Ville, _ouvrir, enfants, ouvrir_ville
from tests.services.garde.test_jours_donnes import partages
from tests.services.guichet_identifiants import colonne
from tests.services.reservations.test_pieces import inscrire as inscrire_sans
from tests.services.reservations.test_pieces import ville
from tests.services.reservations.test_retours import _entendre, _reserver

LIEES: dict[str, Any] = {"jointes": (("repas", "midi"),), "incompatibles": (("repas", "picnic"),)}


def _refuse(ctx: Contexte, v: Ville, faits: Accompli, pourquoi: str) -> None:
    assert faits.reservations
    avant = colonne(ctx, "SELECT etat FROM reservation ORDER BY id")
    with pytest.raises(DefaireImpossible, match=pourquoi):
        retours.defaire(ctx, famille_id=v.famille_id, accompli=faits)
    assert colonne(ctx, "SELECT etat FROM reservation ORDER BY id") == avant


def _midi(v: Ville, enfant: int, *, annuler: bool = False, unite: str = "midi") -> Demande:
    return Demande(enfant, LUNDI, v.unites[unite], annuler=annuler)


@pytest.mark.parametrize(
    ("avant", "acte", "depuis"),
    [
        ((("midi", False), ("repas", False)), ("repas", True), ("picnic", False)),
        ((("midi", False), ("repas", False)), ("repas", True), ("midi", True)),
        ((), ("midi", False), ("repas", False)),
    ],
    ids=("exclue", "impliquee", "dependante"),
)
def test_ce_qui_ne_va_plus_ensemble_ne_revient_pas(
    ctx_sqlite: Contexte, avant: Any, acte: tuple[str, bool], depuis: tuple[str, bool]
) -> None:
    """Lost otherwise: a meal and a picnic the same day, both billed; a meal without the midday it is eaten at."""
    v = ouvrir_ville(ctx_sqlite, **LIEES)
    for unite, annuler in avant:
        _reserver(ctx_sqlite, _midi(v, v.lea, unite=unite, annuler=annuler))
    faits = _reserver(ctx_sqlite, _midi(v, v.lea, unite=acte[0], annuler=acte[1]))
    _reserver(ctx_sqlite, _midi(v, v.lea, unite=depuis[0], annuler=depuis[1]))
    _refuse(ctx_sqlite, v, faits, "réservés autrement depuis")


def test_une_place_passee_d_un_enfant_a_l_autre_revient(ctx: Contexte) -> None:
    """Lost otherwise: the act that took the place itself said to be another family's."""
    v = ouvrir_ville(ctx, capacite=1)
    _reserver(ctx, _midi(v, v.tom))
    faits = _reserver(ctx, _midi(v, v.tom, annuler=True), _midi(v, v.lea))
    retours.defaire(ctx, famille_id=v.famille_id, accompli=faits)
    assert colonne(ctx, "SELECT etat FROM reservation ORDER BY id") == ["reservee", "annulee"]


def test_une_absence_qui_a_suivi_l_enfant_ailleurs_ne_se_defait_pas(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a place counted in the group the child has left, and taken in the other one."""
    from models import Groupe

    v = ouvrir_ville(ctx_sqlite)
    _reserver(ctx_sqlite, _midi(v, v.lea))
    faits = _entendre(absences.declarer, ctx_sqlite, personne_id=v.lea, du=LUNDI, au=LUNDI)
    [(numero, droit)] = colonne(ctx_sqlite, "SELECT id, inscription_id FROM reservation")
    with ctx_sqlite.ecriture() as s:
        groupe = Groupe(activite_id=v.activites["can"], code="b", nom="B", age_min_mois=36, age_max_mois=144)
        s.add(groupe)
        s.flush()
        assert groupe.id is not None
        _ouvrir(s, groupe.id, v.unites["midi"], [LUNDI], None)
        ecriture.suivre_absences(s, [ecriture.Deplacement(numero, droit, groupe.id)])
    _refuse(ctx_sqlite, v, faits, "changé depuis")


def test_un_jour_donne_a_l_autre_foyer_ne_revient_pas(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a child expected, and billed, where they are not that week."""
    v, quoi = partages(ctx_sqlite)
    faits = _reserver(ctx_sqlite, _midi(v, v.tom, annuler=True))
    rattacher_enfant(ctx_sqlite, **quoi)
    _refuse(ctx_sqlite, v, faits, "changé de foyer depuis")


def _attente(ctx: Contexte, nombre: int = 1) -> tuple[Ville, list[int]]:
    """Léa waits for the one place, behind the first of these children, before the others."""
    v = ouvrir_ville(ctx, capacite=1)
    autres = enfants(ctx, v, nombre)
    for enfant in (autres[0], v.lea, *autres[1:]):
        _reserver(ctx, _midi(v, enfant))
    return v, autres


def test_qui_attend_de_nouveau_est_appele(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a place free, and a family that waits for it."""
    v, autres = _attente(ctx_sqlite)
    faits = _reserver(ctx_sqlite, _midi(v, v.lea, annuler=True))
    _reserver(ctx_sqlite, _midi(v, autres[0], annuler=True))
    assert not taches.lister(ctx_sqlite)
    retours.defaire(ctx_sqlite, famille_id=v.famille_id, accompli=faits)
    assert [(t.nature, t.famille_id) for t in taches.lister(ctx_sqlite)] == [("place_liberee", v.famille_id)]


def test_une_offre_rendue_puis_passee_ne_revient_pas(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: « chaque jour redevient ce qu’il était », and the place offered to the next one."""
    v, autres = _attente(ctx_sqlite, 2)
    _reserver(ctx_sqlite, _midi(v, autres[0], annuler=True))
    faits = _reserver(ctx_sqlite, _midi(v, v.lea, annuler=True))
    _refuse(ctx_sqlite, v, faits, "proposés à une autre famille")


def test_on_n_attend_pas_un_jour_ferme(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a rank for a day that will not be."""
    v, _ = _attente(ctx_sqlite)
    faits = _reserver(ctx_sqlite, _midi(v, v.lea, annuler=True))
    with ctx_sqlite.ecriture() as s:
        s.ordre("UPDATE ouverture SET fermee = :oui WHERE jour = :jour", {"oui": True, "jour": LUNDI})
    _refuse(ctx_sqlite, v, faits, "fermé depuis")


def test_une_demande_completee_depuis_ne_revient_pas_incomplete(ctx: Contexte) -> None:
    """Lost otherwise: a day that waits for ever for a document already seen, with neither place nor rank."""
    v, mia = ville(ctx, rang=True)
    fiche = inscrire_sans(ctx, v, mia)
    (foyer,) = colonne(ctx, f"SELECT famille_id FROM lien WHERE personne_id = {mia}")
    _reserver(ctx, _midi(v, mia))
    faits = _reserver(ctx, _midi(v, mia, annuler=True))
    inscriptions.constater_pieces(ctx, inscription_id=fiche.inscription_id, pieces=["vaccinations"])
    with pytest.raises(DefaireImpossible, match="reçu leur dernière pièce"):
        retours.defaire(ctx, famille_id=foyer, accompli=faits)
    assert colonne(ctx, f"SELECT etat FROM reservation WHERE personne_id = {mia}") == ["annulee"]


def test_une_demande_encore_incomplete_revient(ctx: Contexte) -> None:
    """What still waits for its document waits again."""
    v, mia = ville(ctx, rang=True)
    inscrire_sans(ctx, v, mia)
    (foyer,) = colonne(ctx, f"SELECT famille_id FROM lien WHERE personne_id = {mia}")
    _reserver(ctx, _midi(v, mia))
    faits = _reserver(ctx, _midi(v, mia, annuler=True))
    retours.defaire(ctx, famille_id=foyer, accompli=faits)
    assert colonne(ctx, f"SELECT etat FROM reservation WHERE personne_id = {mia}") == ["demandee"]


def test_une_offre_faite_ailleurs_n_empeche_pas_de_reattendre(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a rank given up by mistake, refused because a family is called for another day or another unit."""
    v, (voisin,) = _attente(ctx_sqlite)
    mardi = LUNDI + timedelta(days=1)
    for unite, jour in (("midi", mardi), ("repas", LUNDI)):
        for enfant in (voisin, v.tom):
            _reserver(ctx_sqlite, Demande(enfant, jour, v.unites[unite]))
    _reserver(ctx_sqlite, _midi(v, voisin, annuler=True))
    faits = _reserver(ctx_sqlite, _midi(v, v.lea, annuler=True))
    for unite, jour in (("midi", mardi), ("repas", LUNDI)):
        _reserver(ctx_sqlite, Demande(voisin, jour, v.unites[unite], annuler=True))
    assert [t.personne_id for t in taches.lister(ctx_sqlite)] == [v.tom] * 2
    retours.defaire(ctx_sqlite, famille_id=v.famille_id, accompli=faits)
    assert {t.personne_id for t in taches.lister(ctx_sqlite)} == {v.tom, v.lea}


def test_les_jours_de_deux_enfants_qui_ont_change_se_disent_trois_au_plus(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a sentence of a whole term, or days counted twice."""
    v = ouvrir_ville(ctx_sqlite)
    jours = [LUNDI + timedelta(days=n) for n in (0, 1, 3, 4, 7)]
    faits = _reserver(ctx_sqlite, *(Demande(e, j, v.unites["midi"]) for e in (v.lea, v.tom) for j in jours))
    _reserver(ctx_sqlite, *(Demande(e, j, v.unites["midi"], annuler=True) for e in (v.lea, v.tom) for j in jours[:3]))
    _refuse(ctx_sqlite, v, faits, r"\(lun\. 7 déc\., mar\. 8 déc\. et jeu\. 10 déc\.\)")
    _reserver(ctx_sqlite, *(Demande(v.lea, j, v.unites["midi"], annuler=True) for j in jours[3:]))
    _refuse(ctx_sqlite, v, faits, r"\(lun\. 7 déc\., mar\. 8 déc\., jeu\. 10 déc\. et 2 autres\)")


def test_une_place_rendue_n_en_fait_pas_deux(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: two children back for the one chair that a third had taken in that act."""
    v = ouvrir_ville(ctx_sqlite, capacite=2)
    mia, voisin = enfants(ctx_sqlite, v, 2)
    with ctx_sqlite.ecriture() as s:
        for table in ("lien", "inscription"):
            s.ordre(f"UPDATE {table} SET famille_id = :f WHERE personne_id = :p", {"f": v.famille_id, "p": mia})
    _reserver(ctx_sqlite, _midi(v, v.lea), _midi(v, v.tom))
    faits = _reserver(ctx_sqlite, _midi(v, v.lea, annuler=True), _midi(v, v.tom, annuler=True), _midi(v, mia))
    _reserver(ctx_sqlite, _midi(v, voisin))
    _refuse(ctx_sqlite, v, faits, "ou complets")


def test_une_place_de_sa_tranche_d_age_prise_depuis_ne_revient_pas(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: one child too many of an age, in a group that has chairs left for the others."""
    v = ouvrir_ville(ctx_sqlite, capacite=10)
    (voisin,) = enfants(ctx_sqlite, v, 1)
    with ctx_sqlite.ecriture() as s:
        s.ordre(
            "INSERT INTO quota_age (groupe_id, unite_id, nom, age_min_mois, age_max_mois, places) "
            "VALUES (:g, :u, 'grands', 84, 144, 1)",
            {"g": v.groupes["can"], "u": v.unites["midi"]},
        )
    _reserver(ctx_sqlite, _midi(v, v.lea))
    faits = _reserver(ctx_sqlite, _midi(v, v.lea, annuler=True))
    _reserver(ctx_sqlite, _midi(v, voisin))
    _refuse(ctx_sqlite, v, faits, "ou complets")


@pytest.mark.parametrize(("du", "au", "revient"), [(0, 0, True), (1, 9, False), (-9, -1, False)])
def test_un_jour_revient_tant_que_son_inscription_le_tient(
    ctx_sqlite: Contexte, du: int, au: int, revient: bool
) -> None:
    """Lost otherwise: the first or the last day of a right that cannot come back, or one past it that does."""
    v = ouvrir_ville(ctx_sqlite)
    _reserver(ctx_sqlite, _midi(v, v.lea))
    faits = _reserver(ctx_sqlite, _midi(v, v.lea, annuler=True))
    with ctx_sqlite.ecriture() as s:
        bornes = {"du": LUNDI + timedelta(days=du), "au": LUNDI + timedelta(days=au), "p": v.lea}
        s.ordre("UPDATE inscription SET du = :du, au = :au WHERE personne_id = :p", bornes)
    if not revient:
        _refuse(ctx_sqlite, v, faits, "perdu leur inscription")
        return
    retours.defaire(ctx_sqlite, famille_id=v.famille_id, accompli=faits)
    assert colonne(ctx_sqlite, "SELECT etat FROM reservation") == ["reservee"]


def test_une_offre_d_un_autre_rendue_au_meme_moment_n_empeche_rien(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a rank given up by mistake, refused for the offer her brother gave up in that act."""
    v, (premier, dernier) = _attente(ctx_sqlite, 2)
    mardi = LUNDI + timedelta(days=1)
    for enfant in (premier, v.tom):
        _reserver(ctx_sqlite, Demande(enfant, mardi, v.unites["midi"]))
    _reserver(ctx_sqlite, Demande(premier, mardi, v.unites["midi"], annuler=True))
    assert [t.personne_id for t in taches.lister(ctx_sqlite)] == [v.tom]
    faits = _reserver(ctx_sqlite, _midi(v, v.lea, annuler=True), Demande(v.tom, mardi, v.unites["midi"], annuler=True))
    _reserver(ctx_sqlite, _midi(v, premier, annuler=True))
    assert [t.personne_id for t in taches.lister(ctx_sqlite)] == [dernier]
    retours.defaire(ctx_sqlite, famille_id=v.famille_id, accompli=faits)
    assert (
        colonne(ctx_sqlite, f"SELECT etat FROM reservation WHERE personne_id IN ({v.lea}, {v.tom})")
        == ["en_attente"] * 2
    )


def test_ce_que_coutait_un_jour_rendu_revient_meme_ferme_depuis(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a certificate handed in for the wrong child, for ever, since the town closed that day."""
    v = ouvrir_ville(ctx_sqlite, absence_certificat_heures=72)
    _reserver(ctx_sqlite, Demande(v.lea, PROCHE, v.unites["midi"]))
    _reserver(ctx_sqlite, Demande(v.lea, PROCHE, v.unites["midi"], annuler=True))
    assert colonne(ctx_sqlite, "SELECT etat, facturee FROM reservation") == [("annulee", 1)]
    dite = {"personne_id": v.lea, "du": PROCHE, "au": PROCHE, "certificat_le": ctx_sqlite.aujourdhui()}
    faits = _entendre(absences.declarer, ctx_sqlite, **dite)
    assert colonne(ctx_sqlite, "SELECT etat, facturee FROM reservation") == [("annulee", 0)]
    with ctx_sqlite.ecriture() as s:
        s.ordre("UPDATE ouverture SET fermee = :oui WHERE jour = :jour", {"oui": True, "jour": PROCHE})
    retours.defaire(ctx_sqlite, famille_id=v.famille_id, accompli=faits)
    assert colonne(ctx_sqlite, "SELECT etat, facturee FROM reservation") == [("annulee", 1)]
