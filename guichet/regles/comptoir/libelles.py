"""The journal in French: what each act is called on the dossier and in the history."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date

from guichet.formats import plage_courte, pluriel
from guichet.regles.socle.actes import VERBES, TypeActe
from guichet.regles.socle.domaine import LIBELLES, EnvoiFactures, MotifDepart, NatureTache, RoleLien

Donnees = Mapping[str, object]


def _role(donnees: Donnees) -> dict[str, str]:
    return {"role": LIBELLES[RoleLien(str(donnees["role"]))]}


def _depart(donnees: Donnees) -> dict[str, str]:
    motif = donnees.get("motif")
    return _role(donnees) | {"motif": f" ({LIBELLES[MotifDepart(str(motif))]})" if motif else ""}


def _separer(donnees: Donnees) -> dict[str, str]:
    fondue = donnees.get("fondue")
    return {"fondue": f" : dossier {fondue} rétabli" if fondue else ""}


def _fermeture(donnees: Donnees) -> dict[str, str]:
    du, au = (date.fromisoformat(str(donnees[cle])) for cle in ("du", "au"))
    annulees = pluriel(int(str(donnees["annulees"])), "réservation annulée", "réservations annulées")
    return {"annulees": annulees, "plage": plage_courte(du, au)}


_TACHES: dict[TypeActe, dict[str, str]] = {
    TypeActe.TACHE_DEMANDER: {
        NatureTache.IDENTIFIANTS_OUBLIES: "identifiants oubliés demandés",
        NatureTache.RESPONSABLE_MANQUANT: "plus de responsable : un superviseur est prévenu",
        NatureTache.PAI_A_TRANSMETTRE: "PAI à transmettre à la nouvelle école",
    },
    TypeActe.TACHE_FAIRE: {
        NatureTache.IDENTIFIANTS_OUBLIES: "identifiants oubliés renvoyés",
        NatureTache.RESPONSABLE_MANQUANT: "absence de responsable réglée",
        NatureTache.PAI_A_TRANSMETTRE: "PAI transmis à l’école",
    },
    TypeActe.TACHE_ANNULER: {
        NatureTache.IDENTIFIANTS_OUBLIES: "demande d’identifiants annulée",
        NatureTache.RESPONSABLE_MANQUANT: "suivi du foyer sans responsable annulé",
        NatureTache.PAI_A_TRANSMETTRE: "transmission du PAI annulée",
    },
}


def _tache(acte: TypeActe) -> Callable[[Donnees], dict[str, str]]:
    """What was asked, done or given up; the older rows name none but the identifiers."""
    dits = _TACHES[acte]
    return lambda donnees: {"quoi": dits.get(str(donnees.get("nature", "")), dits[NatureTache.IDENTIFIANTS_OUBLIES])}


_COMPLETS: dict[TypeActe, Callable[[Donnees], dict[str, str]]] = {
    TypeActe.FAMILLE_FACTURES: lambda donnees: {"envoi": LIBELLES[EnvoiFactures(str(donnees["envoi"]))]},
    TypeActe.FAMILLE_DEFAIRE: lambda donnees: {"quoi": libelle_journal(str(donnees["acte"]), json.dumps(donnees))},
    TypeActe.FAMILLE_FUSIONNER: lambda donnees: {"fondue": str(donnees["fondue"])},
    TypeActe.FAMILLE_DISTINGUER: lambda donnees: {"autre": str(donnees["autre"])},
    TypeActe.FAMILLE_SEPARER: _separer,
    TypeActe.MEMBRE_AJOUTER: _role,
    TypeActe.MEMBRE_RETIRER: _depart,
    TypeActe.RESERVATIONS_FERMER: _fermeture,
    **{acte: _tache(acte) for acte in _TACHES},
}
"""Labels that say something of their payload: what stands in their braces."""


def libelle_journal(type_: str, contenu: str = "{}") -> str:
    """What a row of the journal did, in French; an act of a newer version keeps its own name.

    Args:
        type_: verb of the act, « famille.creer ».
        contenu: its JSON payload.
    """
    acte = VERBES.get(type_)
    if acte is None:
        return type_.replace(".", " ").replace("_", " ")
    complet = _COMPLETS.get(acte)
    return acte.libelle if complet is None else acte.libelle.format(**complet(json.loads(contenu)))
