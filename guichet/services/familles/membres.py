"""People of a household: modify, let go."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from guichet import textes
from guichet.base import transaction
from guichet.erreurs.familles import MembreInconnu, RetraitImpossible
from guichet.fiches.socle.repose import Change, Fait
from guichet.registres.comptoir import actes
from guichet.registres.dossier import lecture
from guichet.registres.familles import coordonnees, fiche_modifiee, membres, pai
from guichet.registres.garde import reglage
from guichet.registres.socle import repose
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import LIBELLES, RoleLien
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from guichet.fiches.socle.repose import LigneRepose, Sort
    from guichet.registres.socle.acte import Acte
    from models import Lien, Personne

_RESPONSABLE = RoleLien.RESPONSABLE.value
_SCOLARITE = frozenset({"ecole", "classe"})
_A_PART = _SCOLARITE | {pai.CHAMP}
"""Fields of the form kept in tables of their own."""
_DU_GROUPE = _SCOLARITE | {"naissance"}
"""Fields that decide which group takes a child."""


class _Place(NamedTuple):
    personne_id: int
    famille_id: int
    role: str


@transaction
def modifier_membre(
    ctx: Contexte,
    *,
    lien_id: int,
    avant: Mapping[str, object],
    apres: Mapping[str, object],
    vues: Collection[str] | None = None,
    sort: Sort | None = None,
) -> None:
    """Modify a person's sheet and place in the household: the fields of fiches.familles.foyer.Membre, and `pai_detail`.

    Args:
        ctx: surroundings.
        lien_id: the person's place in the household.
        avant: the sheet as the form opened with it.
        apres: as it holds it now.
        vues: `cle` of what rests on what changes, as ReposeDessus showed it; None: be told first.
        sort: what becomes of it, where there is a choice.

    Raises:
        DroitInsuffisant: the detail of the PAI is among the fields, and this role does not need to know it.
        SaisiesInvalides: fields that cannot be read.
        FicheModifiee: somebody else changed the sheet meanwhile; nothing is written.
        RetraitImpossible: the last responsable would become something else.
        ReposeDessus: what rests on their place, authority, school, class or birth, as long as `vues` does not name
            it all and `sort` does not say what becomes of it.
        EnvoiElectroniqueImpossible: the last mail of a household on electronic invoices is taken away.
        MembreInconnu: the person is no longer there.
    """
    ctx.exiger(Droit.MODIFIER_FAMILLE)
    base, voulu = fiche_modifiee.lire_formulaire(ctx.acte(), avant, apres)
    champs_vus = base.keys() | voulu.keys()
    if pai.CHAMP in champs_vus:
        ctx.exiger(Droit.VOIR_PAI)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        lien = _charger(s, lien_id)
        actuel = _actuel(s, lien, champs_vus, acte.jour)
        foyers = membres.foyers(s, lien.personne_id)
        neuf = pai.accorder(fiche_modifiee.a_ecrire(s, acte, foyers.values(), base, voulu, actuel))
        if not neuf:
            return
        if neuf.get("role", lien.role) != lien.role:
            _laisser_un_responsable(s, lien)
        faits = _faits(lien, actuel, neuf, acte.jour)
        repose.demander(s, acte, faits, vues=vues, sort=sort)
        coordonnees.historiser(s, acte, actuel, neuf, personne_id=lien.personne_id)
        personne = _ecrire(s, acte, lien, neuf)
        repose.suivre(s, acte, faits, sort=sort)
        if "courriel" in neuf:
            for famille_id in foyers:
                membres.exiger_courriel(s, famille_id, ctx.aujourdhui(), champ="courriel")
        dits = ", ".join(textes.libelle(champ).lower() for champ in sorted(neuf))
        phrase = f"fiche de {personne.prenom} modifiée : {dits}"
        quoi: dict[str, Any] = {"personne": lien.personne_id, "lien": lien_id, "champs": ",".join(sorted(neuf))}
        if sort is not None and faits:
            quoi["sort"] = sort.value
        actes.tracer(s, acte, TypeActe.MEMBRE_MODIFIER, lien.famille_id, phrase, foyers=foyers, **quoi)


def _ecrire(s: Ecriture, acte: Acte, lien: Lien, neuf: Mapping[str, object]) -> Personne:
    """Write the fields of a sheet where each is kept."""
    from models import Personne, PersonneBase

    personne = s.get_one(Personne, lien.personne_id)
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
    return personne


def _actuel(s: Ecriture, lien: Lien, champs: Collection[str], jour: date) -> dict[str, object]:
    """The fields of the form as the base has them."""
    assert lien.id is not None  # noqa: S101 - a row read by its key
    membre = lecture.membre(s, lien.id, jour)
    actuel = {champ: getattr(membre, champ) for champ in champs if champ != pai.CHAMP}
    return actuel | ({pai.CHAMP: pai.detail(s, lien.personne_id)} if pai.CHAMP in champs else {})


@transaction
def retirer_membre(
    ctx: Contexte,
    *,
    lien_id: int,
    le: date,
    vues: Collection[str] | None = None,
    sort: Sort | None = None,
) -> None:
    """Let somebody go: `le` is the first day they are no longer in the household.

    A person added by mistake and removed the same day was never there: the link goes, the journal keeps both acts.
    A child's registrations end with its stay, unless its other household lives by them. An adult's portal account is
    suspended and the Clé revoked at once, even for a departure to come: nothing is left open for somebody to close.

    Args:
        ctx: surroundings.
        lien_id: the person's place in the household.
        le: first day without them.
        vues: `cle` of what rests on the person (ce_qui_repose), as it was shown; None: be told first.
        sort: what becomes of what this household booked from that day on; None: be told first.

    Raises:
        ReposeDessus: something rests on the person that `vues` does not name, or whose fate `sort` does not say.
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
        tenu = _a_garder(s, lien)
        faits = (_fait(lien, Change.DEPART, le),)
        repose.demander(s, acte, faits, vues=vues, sort=sort)
        if lien.role == RoleLien.ENFANT.value:
            reglage.finir(s, acte, lien)
        if le == lien.du and not tenu:
            s.delete(lien)
        else:
            lien.au = max(le - timedelta(days=1), lien.du)
            lien.version += 1
        s.flush()
        repose.suivre(s, acte, faits, sort=sort)
        membres.exiger_courriel(s, famille.famille_id, max(le, ctx.aujourdhui()))
        phrase = f"{LIBELLES[RoleLien(lien.role)]} retiré du foyer"
        qui: dict[str, Any] = {"role": lien.role, "personne": lien.personne_id, "lien": lien_id, "le": le.isoformat()}
        actes.tracer(s, acte, TypeActe.MEMBRE_RETIRER, lien.famille_id, phrase, **qui)


def ce_qui_repose(ctx: Contexte, *, lien_id: int, le: date) -> tuple[LigneRepose, ...]:
    """What a departure on `le` would undo, to be shown before: retirer_membre is then given their `cle`.

    Raises:
        MembreInconnu: the person has left already.
    """
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        place = s.lire_une(
            _Place, "SELECT personne_id, famille_id, role FROM lien WHERE id = :id AND au IS NULL", {"id": lien_id}
        )
        if place is None:
            raise _parti()
        depart = Fait(Change.DEPART, place.famille_id, le, place.personne_id, place.role)
        return repose.dire(s, ctx.acte(), (depart,))


def _fait(lien: Lien, change: Change, le: date) -> Fait:
    return Fait(change, lien.famille_id, le, lien.personne_id, lien.role)


def _faits(lien: Lien, actuel: Mapping[str, object], neuf: Mapping[str, object], le: date) -> tuple[Fait, ...]:
    """What of a sheet about to be written others may rest on."""
    faits = []
    if neuf.get("role", lien.role) != lien.role:
        faits.append(_fait(lien, Change.ROLE, le))
    elif lien.role == _RESPONSABLE and neuf.get("autorite_parentale") is False:
        faits.append(_fait(lien, Change.AUTORITE, le))
    if lien.role == RoleLien.ENFANT.value and (decisifs := _DU_GROUPE & neuf.keys()):
        avant, apres = ({c: lues[c] for c in decisifs} for lues in (actuel, neuf))
        faits.append(replace(_fait(lien, Change.GROUPE, le), avant=avant, apres=apres))
    return tuple(faits)


def _a_garder(s: Ecriture, lien: Lien) -> bool:
    """Somebody who was handed an account or a Clé was there, be it one day: their link is what finds them again."""
    qui = {"p": lien.personne_id, "f": lien.famille_id}
    return bool(
        s.une("SELECT 1 FROM compte_portail WHERE personne_id = :p AND famille_id = :f", qui)
        or s.une("SELECT 1 FROM cle_enfance WHERE responsable_id = :p AND famille_id = :f", qui)
    )


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
        raise _parti()
    return lien


def _parti() -> MembreInconnu:
    return MembreInconnu("Cette personne n’est plus dans ce foyer : relisez le dossier (F5).")
