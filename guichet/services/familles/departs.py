"""Somebody leaves a household: why, who pays from then on, what goes with them; a death closes every place at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from guichet.base import transaction
from guichet.erreurs.familles import RetraitImpossible
from guichet.fiches.socle.repose import Change, Fait
from guichet.registres.comptoir import actes
from guichet.registres.familles import membres, places
from guichet.registres.garde import reglage
from guichet.registres.socle import repose
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import LIBELLES, MotifDepart, RoleLien
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.contexte import Contexte
    from guichet.fiches.socle.repose import LigneRepose, Sort
    from guichet.registres.socle.acte import Acte
    from models import Lien

_TENUES = "SELECT id, personne_id, famille_id, role, payeur FROM lien WHERE au IS NULL AND {lesquelles} ORDER BY id"


class _Place(NamedTuple):
    id: int
    personne_id: int
    famille_id: int
    role: str
    payeur: bool


@transaction
def retirer_membre(
    ctx: Contexte,
    *,
    lien_id: int,
    le: date,
    motif: MotifDepart | None = None,
    payeur: int | None = None,
    vues: Collection[str] | None = None,
    sort: Sort | None = None,
) -> None:
    """Let somebody go: `le` is the first day they are no longer in the household.

    A person added by mistake and removed the same day was never there: the link goes, the journal keeps both acts.
    A child's registrations end with its stay, unless its other household lives by them. An adult's portal account is
    suspended and the Clé revoked at once, even for a departure to come: nothing is left open for somebody to close.
    Who died is of no household any more; the household of a sole responsable who died is told to a supervisor.

    Args:
        ctx: surroundings.
        lien_id: the person's place in the household.
        le: first day without them.
        motif: why; None where nobody said.
        payeur: person who pays from then on, where the payer goes and several remain.
        vues: `cle` of what rests on the person (ce_qui_repose), as it was shown; None: be told first.
        sort: what becomes of what this household booked from that day on; None: be told first.

    Raises:
        PayeurADesigner: the payer goes, several remain and `payeur` names none of them.
        ReposeDessus: something rests on the person that `vues` does not name, or whose fate `sort` does not say.
        RetraitImpossible: the last responsable who did not die, a day before the arrival, a death to come.
        EnvoiElectroniqueImpossible: the only mail address of a household on electronic invoices.
        MembreInconnu: the person has left already.
    """
    ctx.exiger(Droit.MODIFIER_FAMILLE)
    _pas_d_avance(ctx, le, motif)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        lien = places.charger(s, lien_id)
        liens = places.tenues(s, lien.personne_id) if motif is MotifDepart.DECES else [lien]
        for tenu in liens:
            places.laisser_un_responsable(s, tenu, deces=motif is MotifDepart.DECES)
            if le < tenu.du:
                raise RetraitImpossible(
                    "Ce départ serait avant l’arrivée dans le foyer : corrigez la date.", champ="le"
                )
        tenues = _tenues(s, lien_id, partout=motif is MotifDepart.DECES)
        faits = _faits(tenues, le, motif, payeur)
        places.dire_qui_paie(s, faits)
        repose.demander(s, acte, faits, vues=vues, sort=sort)
        for tenu in liens:
            _fermer(s, acte, tenu, le, motif)
        s.flush()
        repose.suivre(s, acte, faits, sort=sort)
        for tenu in liens:
            membres.exiger_courriel(s, tenu.famille_id, max(le, ctx.aujourdhui()))
            _dire(s, acte, tenu, le, motif)


def ce_qui_repose(
    ctx: Contexte, *, lien_id: int, le: date, motif: MotifDepart | None = None, payeur: int | None = None
) -> tuple[LigneRepose, ...]:
    """What a departure on `le` would undo, to be shown before: retirer_membre is then given their `cle`.

    Raises:
        MembreInconnu: the person has left already.
        PayeurADesigner, RetraitImpossible: see retirer_membre.
    """
    ctx.exiger(Droit.CONSULTER)
    _pas_d_avance(ctx, le, motif)
    with ctx.lecture() as s:
        tenues = _tenues(s, lien_id, partout=motif is MotifDepart.DECES)
        for tenue in tenues:
            # Asked before a question is shown that could only be answered in vain.
            places.laisser_un_responsable(s, tenue, deces=motif is MotifDepart.DECES)
        faits = _faits(tenues, le, motif, payeur)
        places.dire_qui_paie(s, faits)
        return repose.dire(s, ctx.acte(), faits)


def _pas_d_avance(ctx: Contexte, le: date, motif: MotifDepart | None) -> None:
    if motif is MotifDepart.DECES and le > ctx.aujourdhui():
        raise RetraitImpossible("Un décès ne s’enregistre pas d’avance : corrigez la date.", champ="le")


def _tenues(s: Lecteur, lien_id: int, *, partout: bool) -> list[_Place]:
    place = s.lire_une(_Place, _TENUES.format(lesquelles="id = :id"), {"id": lien_id})
    if place is None:
        raise places.parti()
    if not partout:
        return [place]
    return s.lire(_Place, _TENUES.format(lesquelles="personne_id = :p"), {"p": place.personne_id})


def _faits(tenues: Sequence[_Place], le: date, motif: MotifDepart | None, payeur: int | None) -> tuple[Fait, ...]:
    apres = {"motif": motif.value if motif else "", "payeur": payeur}
    return tuple(
        Fait(Change.DEPART, p.famille_id, le, p.personne_id, p.role, {"payeur": bool(p.payeur)}, apres) for p in tenues
    )


def _fermer(s: Ecriture, acte: Acte, lien: Lien, le: date, motif: MotifDepart | None) -> None:
    garde = motif is MotifDepart.DECES or _a_garder(s, lien)
    if lien.role == RoleLien.ENFANT.value:
        reglage.finir(s, acte, lien)
    if le == lien.du and not garde:
        s.delete(lien)
        return
    lien.au = max(le - timedelta(days=1), lien.du)
    lien.motif = motif.value if motif else None
    lien.version += 1


def _a_garder(s: Lecteur, lien: Lien) -> bool:
    """Somebody who was handed an account or a Clé was there, be it one day: their link is what finds them again."""
    qui = {"p": lien.personne_id, "f": lien.famille_id}
    return bool(
        s.une("SELECT 1 FROM compte_portail WHERE personne_id = :p AND famille_id = :f", qui)
        or s.une("SELECT 1 FROM cle_enfance WHERE responsable_id = :p AND famille_id = :f", qui)
    )


def _dire(s: Ecriture, acte: Acte, lien: Lien, le: date, motif: MotifDepart | None) -> None:
    pourquoi = f" ({LIBELLES[motif]})" if motif else ""
    # A line of the visit's slip, handed to whoever came to say it.
    mort = motif is MotifDepart.DECES
    retire = f"{LIBELLES[RoleLien(lien.role)]} retiré du foyer : {actes.prenom(s, lien.personne_id)}{pourquoi}"
    phrase = "décès enregistré" if mort else retire
    qui: dict[str, Any] = {"role": lien.role, "personne": lien.personne_id, "lien": lien.id, "le": le.isoformat()}
    if motif:
        qui["motif"] = motif.value
    actes.tracer(s, acte, TypeActe.MEMBRE_RETIRER, lien.famille_id, phrase, **qui)
