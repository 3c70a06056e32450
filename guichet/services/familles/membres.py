"""People of a household: add, modify, let go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from guichet import textes
from guichet.base import transaction
from guichet.erreurs.familles import MembreInconnu, RetraitImpossible
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.fiches.familles.doublons import Doublon
from guichet.fiches.familles.refus import DoublonsPossibles
from guichet.fiches.socle.saisies import SaisieMembre
from guichet.registres.comptoir import actes
from guichet.registres.dossier import lecture
from guichet.registres.familles import coordonnees, fiche_modifiee, membres, pai
from guichet.registres.familles import doublons as ressemblances
from guichet.registres.familles.validation import lire_champs
from guichet.registres.garde import reglage
from guichet.registres.reservations.suites import departs
from guichet.regles.familles.doublons import IDENTITE
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import LIBELLES, RoleLien
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from guichet.registres.reservations.suites.departs import Futures
    from models import Lien

_RESPONSABLE = RoleLien.RESPONSABLE.value
_SCOLARITE = frozenset({"ecole", "classe"})
_A_PART = _SCOLARITE | {pai.CHAMP}
"""Fields of the form kept in tables of their own."""


@transaction
def ajouter_membre(ctx: Contexte, *, famille_id: int, saisie: SaisieMembre, malgre_doublons: bool = False) -> int:
    """Add an adult, a child or a contact to a household; returns the identifier of the link.

    Raises:
        SaisiesInvalides: fields to correct.
        DoublonsPossibles: the person looks like one known elsewhere (a contact may: a grandmother has several).
        FamilleInconnue: no such household.
    """
    ctx.exiger(Droit.MODIFIER_FAMILLE)
    valeurs, fautes = lire_champs(asdict(saisie), jour=ctx.aujourdhui())
    if fautes:
        raise SaisiesInvalides(fautes)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        lecture.famille(s, famille_id)
        if valeurs["role"] != RoleLien.CONTACT.value and not malgre_doublons:
            portrait = ressemblances.portrait(
                nom=valeurs["nom"],
                prenom=valeurs["prenom"],
                nom_naissance=valeurs["nom_naissance"],
                naissance=valeurs["naissance"],
                telephones=[valeurs["mobile"], valeurs["fixe"]],
                courriel=valeurs["courriel"],
            )
            trouves = _etonnants(ressemblances.chercher(s, [portrait]), famille_id)
            if trouves:
                raise DoublonsPossibles(trouves)
        lien = membres.creer(s, acte, famille_id, valeurs)
        actes.tracer(
            s,
            acte,
            TypeActe.MEMBRE_AJOUTER,
            famille_id,
            f"{LIBELLES[RoleLien(lien.role)]} ajouté : {valeurs['prenom']}",
            role=lien.role,
            personne=lien.personne_id,
            lien=lien.id,
        )
        assert lien.id is not None  # noqa: S101 - given by the flush
        return lien.id


@transaction
def modifier_membre(ctx: Contexte, *, lien_id: int, avant: Mapping[str, object], apres: Mapping[str, object]) -> None:
    """Modify a person's sheet and place in the household: the fields of fiches.familles.foyer.Membre, and `pai_detail`.

    Raises:
        DroitInsuffisant: the detail of the PAI is among the fields, and this role does not need to know it.
        SaisiesInvalides: fields that cannot be read.
        FicheModifiee: somebody else changed the sheet meanwhile; nothing is written.
        RetraitImpossible: the last responsable would become something else.
        EnvoiElectroniqueImpossible: the last mail of a household on electronic invoices is taken away.
        MembreInconnu: the person is no longer there.
    """
    from models import Personne, PersonneBase

    ctx.exiger(Droit.MODIFIER_FAMILLE)
    base, voulu = fiche_modifiee.lire_formulaire(ctx.acte(), avant, apres)
    champs_vus = base.keys() | voulu.keys()
    if pai.CHAMP in champs_vus:
        ctx.exiger(Droit.VOIR_PAI)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        lien = _charger(s, lien_id)
        membre = lecture.membre(s, lien_id, ctx.aujourdhui())
        actuel = {champ: getattr(membre, champ) for champ in champs_vus - {pai.CHAMP}}
        if pai.CHAMP in champs_vus:
            actuel[pai.CHAMP] = pai.detail(s, lien.personne_id)
        foyers = membres.foyers(s, lien.personne_id)
        neuf = pai.accorder(fiche_modifiee.a_ecrire(s, acte, foyers.values(), base, voulu, actuel))
        if not neuf:
            return
        if neuf.get("role", lien.role) != lien.role:
            _laisser_un_responsable(s, lien)
        personne = s.get_one(Personne, lien.personne_id)
        coordonnees.historiser(s, acte, actuel, neuf, personne_id=lien.personne_id)
        for champ in neuf.keys() - _A_PART:
            setattr(personne if champ in PersonneBase.model_fields else lien, champ, neuf[champ])
        if neuf.keys() & {"garde_rythme", "garde_ancre"}:
            reglage.aligner(s, lien)
        pai.ecrire(s, lien.personne_id, neuf)
        # One version for the whole sheet, whichever half was changed: the form shows them as one.
        personne.version += 1
        lien.version += 1
        s.flush()
        if _SCOLARITE & neuf.keys():
            membres.scolariser(s, acte, lien.personne_id, neuf)
        if "courriel" in neuf:
            for famille_id in foyers:
                membres.exiger_courriel(s, famille_id, ctx.aujourdhui(), champ="courriel")
        dits = ", ".join(textes.libelle(champ).lower() for champ in sorted(neuf))
        actes.tracer(
            s,
            acte,
            TypeActe.MEMBRE_MODIFIER,
            lien.famille_id,
            f"fiche de {personne.prenom} modifiée : {dits}",
            foyers=foyers,
            personne=lien.personne_id,
            lien=lien_id,
            champs=",".join(sorted(neuf)),
        )


@transaction
def retirer_membre(ctx: Contexte, *, lien_id: int, le: date, futures: Futures | None = None) -> None:
    """Let somebody go: `le` is the first day they are no longer in the household.

    A person added by mistake and removed the same day was never there: the link goes, the journal keeps both acts.
    A child's registrations end with its stay, unless its other household lives by them.

    Args:
        ctx: surroundings.
        lien_id: the person's place in the household.
        le: first day without them.
        futures: what becomes of what this household booked from that day on; None: be told first.

    Raises:
        ReservationsTouchees: the child is booked after that day, and `futures` is None.
        RetraitImpossible: the last responsable, or a day before the arrival.
        EnvoiElectroniqueImpossible: the only mail address of a household on electronic invoices.
        MembreInconnu: the person has left already.
    """
    ctx.exiger(Droit.MODIFIER_FAMILLE)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        lien = _charger(s, lien_id)
        _laisser_un_responsable(s, lien)
        if le < lien.du:
            raise RetraitImpossible("Ce départ serait avant l’arrivée dans le foyer : corrigez la date.", champ="le")
        famille = lecture.famille(s, lien.famille_id)
        finis = (0, 0)
        if lien.role == RoleLien.ENFANT.value:
            finis = departs.du_foyer(
                s, acte, personne_id=lien.personne_id, famille_id=lien.famille_id, le=le, futures=futures
            )
            reglage.finir(s, acte, lien)
        if le == lien.du:
            s.delete(lien)
        else:
            lien.au = le - timedelta(days=1)
            lien.version += 1
        s.flush()
        membres.exiger_courriel(s, famille.famille_id, max(le, ctx.aujourdhui()))
        actes.tracer(
            s,
            acte,
            TypeActe.MEMBRE_RETIRER,
            lien.famille_id,
            f"{LIBELLES[RoleLien(lien.role)]} retiré du foyer",
            role=lien.role,
            personne=lien.personne_id,
            lien=lien_id,
            le=le.isoformat(),
            inscriptions=finis[0],
            annulees=finis[1],
        )


def _etonnants(trouves: tuple[Doublon, ...], famille_id: int) -> tuple[Doublon, ...]:
    """In the household itself a shared telephone is no surprise; the same person twice is."""
    return tuple(d for d in trouves if d.famille_id != famille_id or d.raisons[0] in IDENTITE)


def _laisser_un_responsable(s: Ecriture, lien: Lien) -> None:
    """Say it in French before the trigger does."""
    if lien.role != _RESPONSABLE:
        return
    autre = s.une(
        "SELECT 1 FROM lien WHERE famille_id = :famille_id AND role = :role AND au IS NULL AND id <> :id",
        {"famille_id": lien.famille_id, "role": _RESPONSABLE, "id": lien.id},
    )
    if autre is None:
        raise RetraitImpossible(
            "C’est le seul responsable de ce foyer : ajoutez d’abord l’autre responsable, puis retirez celui-ci."
        )


def _charger(s: Ecriture, lien_id: int) -> Lien:
    from models import Lien

    lien = s.get(Lien, lien_id)
    if lien is None or lien.au is not None:
        raise MembreInconnu("Cette personne n’est plus dans ce foyer : relisez le dossier (F5).")
    return lien
