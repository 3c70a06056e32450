"""Portal accounts and Clés Enfance of the demonstration families, in every state a counter meets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from guichet.formats import mots_recherche
from guichet.registres.familles import en_masse
from guichet.regles.portail.blocage import ETAPE_CGU, ETAPE_MOT_DE_PASSE
from guichet.regles.portail.compte_portail import EtatComptePortail, Geste, ModeComptePortail
from guichet.regles.portail.etats_cle import VIVANTES
from guichet.regles.socle import cle_enfance, code_famille
from guichet.regles.socle.domaine import Canal, EtatCle, PieceIdentite

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.demonstration.chantier import Chantier, Placee
    from guichet.demonstration.fiches import CleDemo, CompteDemo

AGENT = "accueil"
_HEURE = timedelta(hours=1)
_CGU_JOURS = 100
_ETAPES = {EtatComptePortail.ACTIVE: ETAPE_MOT_DE_PASSE, EtatComptePortail.CGU_ACCEPTEES: ETAPE_CGU}
"""Last activation step passed (source 3.1)."""
_ACTIFS = frozenset(
    {EtatComptePortail.ACTIVE, EtatComptePortail.CGU_ACCEPTEES, EtatComptePortail.SUSPENDU, EtatComptePortail.EFFACE}
)


def semer(s: Ecriture, chantier: Chantier, placees: Sequence[Placee]) -> None:
    """Write accounts, keys, what was handed over, and what the portal is still to be told."""
    comptes = _comptes(chantier, placees)
    ids = en_masse.reserver(s, "compte_portail", len(comptes))
    comptes = [{"id": i, **compte} for i, compte in zip(ids, comptes, strict=True)]
    en_masse.inserer(s, "compte_portail", comptes)
    en_masse.inserer(
        s,
        "envoi_portail",
        [
            {
                "le": compte["emis_le"],
                "geste": Geste.EMETTRE.value,
                "compte_id": compte["id"],
                "identifiant": compte["identifiant"],
                "hash": compte["hash"],
                "expire_le": compte["expire_le"],
                "doit_changer": compte["doit_changer"],
            }
            for compte in comptes
            if compte["etat"] == EtatComptePortail.EMIS
        ],
    )
    cles = [_cle(chantier, placee, cle) for placee in placees for cle in placee.demo.cles]
    en_masse.inserer(s, "cle_enfance", cles)
    en_masse.inserer(s, "remise", list(_remises(comptes, cles)))


def _comptes(chantier: Chantier, placees: Iterable[Placee]) -> list[dict[str, Any]]:
    comptes: list[dict[str, Any]] = []
    pris: set[str] = set()
    for placee in placees:
        for compte in placee.demo.comptes:
            identifiant = _identifiant(chantier, placee, compte, pris)
            if identifiant:
                pris.add(identifiant.casefold())
                comptes.append(_compte(chantier, placee, compte, identifiant))
    return comptes


def _identifiant(chantier: Chantier, placee: Placee, compte: CompteDemo, pris: set[str]) -> str:
    """Make the login of the town's rule; "" when the code famille is it and another adult has it."""
    if chantier.commune.portail.identifiant == "code_famille":
        code = code_famille.affiche(placee.demo.famille.code)
        return "" if code.casefold() in pris else code
    personne = placee.demo.famille.membres[compte.rang]
    souche = ".".join("-".join(mots_recherche(mot)) for mot in (personne.prenom, personne.nom))
    return next(c for c in chain((souche,), (f"{souche}{n}" for n in count(2))) if c not in pris)


def _compte(chantier: Chantier, placee: Placee, compte: CompteDemo, identifiant: str) -> dict[str, Any]:
    portail = chantier.commune.portail
    mode = ModeComptePortail(portail.modes_compte[0])
    if compte.guichet and ModeComptePortail.GUICHET in portail.modes_compte:
        mode = ModeComptePortail.GUICHET
    etat = compte.etat
    if mode is ModeComptePortail.PARENT and etat is EtatComptePortail.EMIS:
        # Where parents create their account, the counter issues none.
        etat = EtatComptePortail.A_EMETTRE
    # A little before now: nothing of today is in the future.
    emis = None if etat is EtatComptePortail.A_EMETTRE else chantier.il_y_a(jours=compte.jours, minutes=7)
    active = emis + _HEURE * 20 if emis and etat in _ACTIFS else None
    cgu = active is not None and etat is not EtatComptePortail.ACTIVE
    en_attente = emis if etat is EtatComptePortail.EMIS else None
    return {
        "personne_id": placee.personnes[compte.rang],
        "famille_id": placee.famille_id,
        "identifiant": identifiant,
        "identifiant_cle": identifiant.casefold(),
        "mode": mode.value,
        "etat": etat.value,
        # Once activated, the password is the parent's own, on the portal: nothing of it is here.
        "hash": chantier.hache if en_attente else None,
        "emis_le": emis,
        "expire_le": en_attente + timedelta(days=chantier.commune.identifiants.validite_jours) if en_attente else None,
        "doit_changer": portail.changement_force if en_attente else False,
        "active_le": active,
        "cgu_version": portail.version_cgu if cgu else "",
        # The version in force is of this summer: older accounts accepted it then (rule 18).
        "cgu_le": max(active, chantier.il_y_a(jours=_CGU_JOURS)) if active and cgu else None,
        "etape": _ETAPES.get(etat, 0),
        "france_connect": False,
        "derniere_connexion": _connexion(chantier, active, etat),
        "emissions": 0 if emis is None else 1,
        "version": 1,
    }


def _connexion(chantier: Chantier, active: datetime | None, etat: EtatComptePortail) -> datetime | None:
    if active is None or etat is EtatComptePortail.EFFACE:
        # The portal erases who has not been seen since the activation.
        return active
    return max(active, chantier.il_y_a(jours=active.day))


def _cle(chantier: Chantier, placee: Placee, cle: CleDemo) -> dict[str, Any]:
    emise = chantier.il_y_a(jours=cle.jours, minutes=12)
    expire = emise + timedelta(days=chantier.commune.cle_enfance.validite_jours)
    # Drawn like a true one; nobody ever sees it, and its hash depends on this base's own key.
    clair = cle_enfance.tirer()
    return {
        "famille_id": placee.famille_id,
        "responsable_id": placee.personnes[cle.rang],
        "empreinte": cle_enfance.empreinte(clair, chantier.cle),
        "etat": cle.etat.value,
        "emission": 1,
        "emise_le": emise,
        "expire_le": expire,
        "remise_le": None if cle.etat is EtatCle.EMISE else emise,
        "utilisee_le": emise if cle.etat is EtatCle.UTILISEE else None,
    }


def _remises(comptes: Sequence[dict[str, Any]], cles: Sequence[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Leave the trace of what was handed over recently (rule 16)."""
    for compte in comptes:
        if compte["etat"] == EtatComptePortail.EMIS:
            canal = Canal.GUICHET if compte["mode"] == ModeComptePortail.GUICHET else Canal.COURRIEL
            yield _remise(compte["emis_le"], compte["famille_id"], compte["personne_id"], "identifiants", canal)
    for cle in cles:
        if cle["etat"] in VIVANTES:
            canal = Canal.COURRIER if cle["remise_le"] is None else Canal.GUICHET
            yield _remise(cle["emise_le"], cle["famille_id"], cle["responsable_id"], "cle", canal)


def _remise(le: datetime, famille_id: int, personne_id: int, objet: str, canal: Canal) -> dict[str, Any]:
    return {
        "le": le,
        "agent": AGENT,
        "famille_id": famille_id,
        "personne_id": personne_id,
        "objet": objet,
        "piece": PieceIdentite.CNI.value,
        "canal": canal.value,
    }
