"""Somebody joins a household: new, or back with the sheet, the school and the account they had."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from guichet.base import transaction
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.fiches.familles.refus import DoublonsPossibles
from guichet.registres.comptoir import actes
from guichet.registres.dossier import lecture
from guichet.registres.familles import coordonnees, membres, payeurs, retours
from guichet.registres.familles import doublons as ressemblances
from guichet.registres.familles.validation import lire_champs
from guichet.regles.familles.doublons import IDENTITE
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import LIBELLES, RoleLien
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from guichet.fiches.familles.doublons import Doublon
    from guichet.fiches.socle.saisies import SaisieMembre
    from guichet.registres.socle.acte import Acte
    from models import Lien


_RELUS = ("nom", "nom_naissance", "naissance", "courriel", "mobile", "fixe", "ecole", "classe")
"""What of a new sheet its family reads over on the slip."""


@transaction
def ajouter_membre(
    ctx: Contexte,
    *,
    famille_id: int,
    saisie: SaisieMembre,
    malgre_doublons: bool = False,
    reprendre: int | None = None,
) -> int:
    """Add an adult, a child or a contact to a household; returns the identifier of the link.

    Args:
        ctx: surroundings.
        famille_id: the household.
        saisie: who, as typed.
        malgre_doublons: the likeness was looked at; this is somebody else.
        reprendre: number of a person who was in this household before, or is of none any more: they come back with
            their sheet as it was, their school, their history and their portal account, rather than as a second person.

    Raises:
        SaisiesInvalides: fields to correct.
        DoublonsPossibles: the person looks like one known elsewhere (a contact may: a grandmother has several), or
            was in this household before.
        MembreInconnu: `reprendre` was never in this household and is of another, or is there.
        FamilleInconnue: no such household.
    """
    ctx.exiger(Droit.MODIFIER_FAMILLE)
    valeurs, fautes = lire_champs(asdict(saisie), jour=ctx.aujourdhui())
    if fautes:
        raise SaisiesInvalides(fautes)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        lecture.famille(s, famille_id)
        if reprendre is None:
            if not malgre_doublons:
                _reconnaitre(s, acte, famille_id, valeurs)
            lien = membres.creer(s, acte, famille_id, valeurs)
            lus = {champ: valeurs[champ] for champ in _RELUS if valeurs.get(champ)}
            return _arrivee(s, acte, lien, "ajouté", valeurs["prenom"], coordonnees.dits({}, lus, valeurs["prenom"]))
        lien = retours.reprendre(s, acte, famille_id, reprendre, valeurs)
        return _arrivee(s, acte, lien, "de retour", valeurs["prenom"])


def partis(ctx: Contexte, famille_id: int) -> tuple[Doublon, ...]:
    """Who left this household, the latest first, with what would come back with them."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        lecture.famille(s, famille_id)
        return retours.partis(s, ctx.acte(), famille_id)


@transaction
def reprendre_membre(ctx: Contexte, *, famille_id: int, personne_id: int) -> int:
    """Bring somebody back as they were; returns the identifier of the link.

    Raises:
        FamilleInconnue: no such household.
        MembreInconnu: they never were in it, or are.
    """
    ctx.exiger(Droit.MODIFIER_FAMILLE)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        lecture.famille(s, famille_id)
        valeurs = retours.place_d_avant(s, famille_id, personne_id)
        lien = retours.reprendre(s, acte, famille_id, personne_id, valeurs)
        return _arrivee(s, acte, lien, "de retour", valeurs["prenom"])


def _arrivee(s: Ecriture, acte: Acte, lien: Lien, verbe: str, prenom: str, lus: Sequence[str] = ()) -> int:
    """Seal it, and let a household that had nobody know who answers for it."""
    phrase = f"{LIBELLES[RoleLien(lien.role)]} {verbe} : {prenom}"
    actes.tracer(
        s,
        acte,
        TypeActe.MEMBRE_AJOUTER,
        lien.famille_id,
        phrase,
        details=(phrase, *lus),
        role=lien.role,
        personne=lien.personne_id,
        lien=lien.id,
    )
    payeurs.repondre(s, acte, lien.famille_id)
    assert lien.id is not None  # noqa: S101 - given by the flush
    return lien.id


def _reconnaitre(s: Ecriture, acte: Acte, famille_id: int, valeurs: dict[str, Any]) -> None:
    """Refuse as long as nobody has looked at who this person may be.

    Raises:
        DoublonsPossibles.
    """
    qui = {"nom": valeurs["nom"], "prenom": valeurs["prenom"], "naissance": valeurs["naissance"]}
    trouves = retours.anciens(s, acte, famille_id, **qui)
    if valeurs["role"] != RoleLien.CONTACT.value:
        portrait = ressemblances.portrait(
            nom=valeurs["nom"],
            prenom=valeurs["prenom"],
            nom_naissance=valeurs["nom_naissance"],
            naissance=valeurs["naissance"],
            telephones=[valeurs["mobile"], valeurs["fixe"]],
            courriel=valeurs["courriel"],
        )
        trouves += _etonnants(ressemblances.chercher(s, [portrait]), famille_id)
    if trouves:
        raise DoublonsPossibles(trouves)


def ressemblants(
    ctx: Contexte, saisies: Sequence[SaisieMembre], *, famille_id: int | None = None
) -> tuple[Doublon, ...]:
    """Who looks like people not wholly typed yet, the surest first: what cannot be read is no clue.

    Args:
        ctx: surroundings.
        saisies: as typed so far.
        famille_id: the household they join, None for a new one.
    """
    ctx.exiger(Droit.CONSULTER)
    portraits = [
        ressemblances.portrait(
            nom=m.nom,
            prenom=m.prenom,
            nom_naissance=m.nom_naissance,
            naissance=m.naissance,
            telephones=[m.mobile, m.fixe],
            courriel=m.courriel,
        )
        for m in saisies
        if m.role != RoleLien.CONTACT.value
    ]
    with ctx.lecture() as s:
        trouves = ressemblances.chercher(s, portraits)
    return trouves if famille_id is None else _etonnants(trouves, famille_id)


def _etonnants(trouves: tuple[Doublon, ...], famille_id: int) -> tuple[Doublon, ...]:
    """In the household itself a shared telephone is no surprise; the same person twice is."""
    return tuple(d for d in trouves if d.famille_id != famille_id or d.raisons[0] in IDENTITE)
