"""A setting acts or does not exist: two towns that differ only by it do not answer alike.

A setting nobody reads is worse than none: the town writes it, `communes verifier` is content, and the counter goes on
as before. This is how the next one is found: a field of the model that is neither in the table nor among those that
wait for a named issue fails here, and so does one in the table whose change changes nothing.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from guichet.communes.en_attente import EN_ATTENTE
from tests.services.offre.reglages import reponses as r
from tests.services.offre.reglages import reservees as b
from tests.services.offre.reglages.villes import Essai, Villes, champs, commune


@dataclass(frozen=True)
class Cas:
    """One setting: the value that the other town gives it, and the answer that changes."""

    valeur: Any
    reponse: Callable[[Essai], Any]
    avec: Mapping[str, Any] = field(default_factory=dict)
    """What both towns set besides."""
    suit: Mapping[str, Any] = field(default_factory=dict)
    """What the model ties to it, changed with it."""
    neuve: bool = False
    """The base is made with it: no règlement changes it afterwards."""


def _mots(reponse: Callable[[Essai], Any], *noms: str, avec: Mapping[str, Any] | None = None) -> dict[str, Cas]:
    return {f"portail.vocabulaire.{nom}": Cas("Tout Autre Mot", reponse, avec or {}) for nom in noms}


_PAR_COURRIEL = {"portail.modes_compte": ["courriel"]}
_PARENT = {"portail.modes_compte": ["parent"]}
_PIECES = {"conditions_depot.pieces_exigees": ["livret de famille"]}
_FENETRE = {"delais.rentree": {"jusqu_au": "30/11"}}
_COMPLET = {"activites.groupes.salle": 0}
_UNE_PLACE = {"activites.groupes.salle": 1}
_VACANCES = {"activites.jours": "vacances", "services.genre": "vacances", "services.reservation": ["S-6 session"]}
_PAIRE = [["gouter", "repas"]]

PORTAIL = {
    "portail.nom": Cas("Portail famille", r.bordereau),
    "portail.adresse": Cas("autre.example", r.bordereau),
    "portail.modes_compte": Cas(["courriel"], r.guichet),
    "portail.identifiant": Cas("code_famille", r.proposition),
    "portail.changement_force": Cas(False, r.premiere_connexion),
    "portail.obligatoire": Cas(True, r.alertes),
    "portail.courriel_obligatoire": Cas(False, r.sans_adresse, _PARENT),
    "portail.version_cgu": Cas("2027-01", r.cgu),
    "portail.lire_cgu_en_entier": Cas(False, r.cgu),
    "portail.cle_publique": Cas(base64.b64encode(bytes(range(32))).decode(), r.envoi),
    "portail.mot_de_passe.longueur_min": Cas(20, r.secrets),
    "portail.mot_de_passe.minuscules_min": Cas(7, r.secrets),
    "portail.mot_de_passe.chiffres_min": Cas(7, r.secrets),
    **_mots(r.bordereau, "portail", "identifiant", "mot_de_passe", "connexion", "oubli", "accepter_cgu"),
    **_mots(r.bordereau, "accueil", avec=_PAR_COURRIEL),
    **_mots(r.bordereau, "profil", avec={"portail.changement_force": False}),
    **_mots(r.bordereau, "tableau_de_bord"),
    **_mots(r.bordereau_cle, "famille", "cle_enfance"),
    **_mots(r.guichet, "creer_compte", avec=_PARENT),
    "portail.vocabulaire.menu": Cas(["Accueil", "Actualités"], r.bloque),
    "identifiants.validite_jours": Cas(3, r.bordereau),
    "identifiants.delai_oubli_heures": Cas(72, r.oubli),
    "cle_enfance.validite_jours": Cas(9, r.bordereau_cle),
}
SITES = {
    f"sites.{cle}": Cas(valeur, r.bordereau)
    for cle, valeur in {
        "code": "ailleurs", "nom": "Maison commune", "adresse": ["9, rue Haute"], "bp": "12", "code_postal": "78000",
        "ville": "Bourg", "cedex": True, "telephone": "01 99 00 12 34", "du": "2027-01-01", "au": "2026-01-01",
        **{f"horaires.{jour}": ["10:00-11:00"]
           for jour in ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")},
    }.items()
}  # fmt: skip
COMMUNE = {
    "nom": Cas("Bourg", r.bordereau),
    "slug": Cas("bourg", r.autre_fichier),
    "resume": Cas("une autre phrase", r.montrer),
    "code_postal": Cas("", r.montrer),
    "villes": Cas(["Ailleurs"], r.residence),
    "codes_postaux": Cas(["75000"], r.residence),
    "zone": Cas("A", r.jours, neuve=True),
    "alsace_moselle": Cas(True, r.jours, neuve=True),
    "classes": Cas(["Grands"], r.fiche_enfant),
    "ecoles": Cas(["Ferry"], r.fiche_enfant),
    "domaines_a_probleme": Cas([], r.guichet),
    "particularites": Cas(["Le marché est le jeudi."], r.montrer),
    "attente.reponse_heures": Cas(24, b.attente, _UNE_PLACE),
    "attente.residents_d_abord": Cas(True, b.attente, _UNE_PLACE),
    "references.titre": Cas("Délibération", b.verdicts),
    "references.version": Cas("2030", b.verdicts),
    "references.services": Cas(["autre"], b.verdicts),
    "donnees.conservation_consultations_mois": Cas(6, r.consultations),
    "donnees.verrouillage_minutes": Cas(20, r.verrouillage),
    "donnees.echecs_connexion": Cas(3, r.essais),
    "donnees.blocage_minutes": Cas(30, r.essais, {"donnees.echecs_connexion": 3}),
    "donnees.mot_de_passe_agent_min": Cas(40, r.mot_de_passe_agent),
}
ACTIVITES = {
    "services.code": Cas("cantine", r.activite, suit={"activites.service": "cantine"}),
    "services.nom": Cas("Self", r.activite),
    "services.genre": Cas("vacances", b.verdicts, _FENETRE),
    "services.sigle": Cas("APPS", b.rythme),
    "services.reservation": Cas(["J-40"], b.verdicts),
    "services.annulation": Cas(["J-15"], b.annulation),
    "services.ouvertures_reservation": Cas(["ouvre le 20/11/2026 08:00"], b.verdicts),
    "services.arrivee_jours": Cas(15, b.verdicts),
    "activites.service": Cas("autre", r.activite),
    "activites.jours": Cas("mercredis", r.jours),
    "activites.unites.code": Cas("midi", r.activite),
    "activites.unites.nom": Cas("Midi", r.activite),
    "activites.unites.lettre": Cas("X", r.activite),
    "activites.unites.de": Cas("11:00", r.activite),
    "activites.unites.a": Cas("14:00", r.activite),
    "activites.groupes.code": Cas("grands", r.activite),
    "activites.groupes.nom": Cas("Grands", r.activite),
    "activites.groupes.site": Cas("centre", r.activite),
    "activites.groupes.ecole": Cas("Pagnol", r.activite),
    "activites.groupes.par_ecole": Cas(True, r.activite),
    "activites.groupes.age_min": Cas(9, b.verdicts),
    "activites.groupes.age_max": Cas(6, b.verdicts),
    "activites.groupes.salle": Cas(0, b.verdicts),
    "activites.groupes.declaree": Cas(0, b.verdicts),
    "activites.groupes.encadrants": Cas(0, b.verdicts),
    "activites.groupes.taux": Cas(1, r.jours),
    "activites.groupes.quotas.nom": Cas("cadets", b.places),
    "activites.groupes.quotas.age_min": Cas(8, b.verdicts, {"activites.groupes.quotas.places": 0}),
    "activites.groupes.quotas.age_max": Cas(6, b.verdicts, {"activites.groupes.quotas.places": 0}),
    "activites.groupes.quotas.places": Cas(0, b.verdicts),
    "activites.groupes.classes": Cas(
        ["CM1"], b.verdicts, {"activites.age": "classe", "activites.groupes.classes": ["CE1"]}
    ),
    "activites.age": Cas("jour", b.sejours, {"activites.groupes.age_max": 8}),
    "activites.capacite": Cas("declaree", b.verdicts, _COMPLET),
    "activites.incompatibles": Cas(_PAIRE, b.verdicts),
    "activites.jointes": Cas(_PAIRE, b.verdicts),
    "activites.complet": Cas("refuse", b.attente, _UNE_PLACE),
    "activites.absence_preavis": Cas(["J-2"], b.absence),
    "activites.absence_certificat_heures": Cas(10, b.absence),
    "activites.absence_carence_jours": Cas(1, b.absence),
    "activites.absence_consecutifs_min": Cas(5, b.absence),
    "activites.reference": Cas("art. 6", b.verdicts),
    "delais.hors_delai": Cas("refuse", b.verdicts),
    "delais.report_si_ferme": Cas("apres", b.verdicts),
    "delais.rentree.jusqu_au": Cas("30/11", b.verdicts),
    "delais.rentree.services": Cas(["autre"], b.verdicts, _FENETRE),
    "delais.rentree.fenetre_couvre_vacances": Cas(True, b.verdicts, _FENETRE | _VACANCES),
    "majoration.texte": Cas("majoration éventuelle", b.verdicts),
    "majoration.pourcent": Cas(50, b.verdicts),
    "majoration.montant_centimes": Cas(100, b.verdicts),
    "conditions_depot.pieces_exigees": Cas(["livret de famille"], b.verdicts),
    "conditions_depot.rang_a_la_completude": Cas(True, b.verdicts, _PIECES),
    "conditions_depot.piece_manquante": Cas("bloque", b.verdicts, _PIECES),
}
TABLE = PORTAIL | SITES | COMMUNE | ACTIVITES

_LUS_AU_COMPTOIR = frozenset({*PORTAIL, *SITES, *COMMUNE}) - {
    "references.titre", "references.version", "references.services", "donnees.verrouillage_minutes",
    "slug", "attente.reponse_heures", "attente.residents_d_abord",
}  # fmt: skip
"""Read from the settings at each act: the base itself is the same in both towns."""


@pytest.fixture(scope="session")
def villes(tmp_path_factory: pytest.TempPathFactory) -> Villes:
    return Villes(tmp_path_factory.mktemp("reglages"))


def test_chaque_reglage_est_dans_la_table_ou_attend_une_demande() -> None:
    """A field added to the model that nothing reads stops here."""
    assert not TABLE.keys() & EN_ATTENTE.keys()
    lus = {*TABLE, *EN_ATTENTE}
    assert not set(champs()) - lus, "nothing shows that it acts, and no issue is named that will read it"
    assert not lus - set(champs()), "no such setting"


@pytest.mark.parametrize("chemin", TABLE)
def test_deux_villes_qui_ne_different_que_par_la(villes: Villes, chemin: str) -> None:
    """Lost otherwise: what the town wrote is accepted, checked, and changes nothing."""
    cas = TABLE[chemin]
    change = {**cas.avec, chemin: cas.valeur, **cas.suit}
    assert commune(cas.avec) != commune(change)
    charger = chemin not in _LUS_AU_COMPTOIR
    une, autre = (_repondre(villes, cas, reglages, charger=charger) for reglages in (cas.avec, change))
    assert une != autre


def test_la_meme_ville_repond_deux_fois_la_meme_chose(villes: Villes) -> None:
    """Else two towns would differ by the draw of a secret or by the clock, and the table would prove nothing."""
    for reponse in {cas.reponse for cas in TABLE.values()}:
        cas = Cas(None, reponse)
        assert _repondre(villes, cas, {}, charger=True) == _repondre(villes, cas, {}, charger=True), reponse.__name__


def _repondre(villes: Villes, cas: Cas, reglages: Mapping[str, Any], *, charger: bool) -> Any:
    essai = villes.ouvrir(reglages, charger=charger, neuve=cas.neuve)
    try:
        return cas.reponse(essai)
    finally:
        essai.ctx.base.fermer()
