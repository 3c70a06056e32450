"""Opening, suspending, resuming and closing a visit. Each terminal has at most one open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from guichet.base import transaction
from guichet.erreurs import BaseOccupee
from guichet.erreurs.base import DisquePlein
from guichet.erreurs.familles import FamilleInconnue
from guichet.erreurs.passages import PassageImpossible
from guichet.registres.comptoir import actes, consultations, passages
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import EtatPassage, Presence, RoleLien
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base import Lecteur
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from guichet.fiches.comptoir.passages import FichePassage
    from guichet.registres.socle.acte import Acte


@transaction
def ouvrir(
    ctx: Contexte, *, famille_id: int, presence: str | None = None, personne_id: int | None = None
) -> FichePassage:
    """Open this family's dossier: resumes its visit open here or put aside anywhere, else begins one.

    A family received at another terminal at the same moment gets a second visit here: taking the first away would
    make what that agent does go unlisted. `ailleurs` says where; `reprendre` takes it over on purpose.

    Args:
        ctx: surroundings of the act.
        famille_id: the household.
        presence: value of Presence; None keeps what a resumed visit said, and means on the spot for a new one.
        personne_id: the adult who stands here, None while not known.

    Raises:
        FamilleInconnue; PassageImpossible: unknown presence, or somebody who is not of this household.
        BaseOccupee: no visit is begun; that this agent saw the dossier will be noted by whoever writes next.
    """
    ctx.exiger(Droit.TENIR_PASSAGE)
    ctx.exiger(Droit.CONSULTER)
    if presence is not None and presence not in set(Presence):
        raise PassageImpossible(f"Présence inconnue : choisissez parmi {', '.join(Presence)}.", champ="presence")
    try:
        with ctx.ecriture() as s:
            reprises = consultations.rattraper(s, ctx.base)
            fiche = _ouvrir(s, ctx.acte(), famille_id, presence, personne_id)
    except DisquePlein:
        raise
    except BaseOccupee:
        # No visit, and the dossier is on the screen all the same: that it was read is not lost.
        consultations.differer(ctx.base, ctx.acte(), famille_id, "passage")
        raise
    if reprises:
        consultations.oublier(ctx.base)
    return fiche


@transaction
def qui_est_la(ctx: Contexte, passage_id: int, personne_id: int | None, *, presence: str | None = None) -> FichePassage:
    """Say who stands here, and how: what may be shown and handed over follows.

    Raises:
        PassageInconnu, PassageClos, PassageRepris; PassageImpossible: not of this household.
    """
    ctx.exiger(Droit.TENIR_PASSAGE)
    if presence is not None and presence not in set(Presence):
        raise PassageImpossible(f"Présence inconnue : choisissez parmi {', '.join(Presence)}.", champ="presence")
    with ctx.ecriture() as s:
        acte = ctx.acte()
        fiche = passages.a_moi(s, acte, passage_id)
        _verifier_present(s, acte, fiche.famille_id, personne_id)
        passages.changer(s, passage_id, personne_id=personne_id, presence=presence or fiche.presence)
        return passages.lire(s, passage_id)


@transaction
def suspendre(ctx: Contexte, passage_id: int) -> FichePassage:
    """Put the visit aside (the parent fetches a paper); any agent resumes it, at any workstation.

    Raises:
        PassageInconnu, PassageClos, PassageRepris; PassageImpossible: it is suspended already.
    """
    ctx.exiger(Droit.TENIR_PASSAGE)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        fiche = passages.a_moi(s, acte, passage_id)
        if fiche.etat == EtatPassage.SUSPENDU:
            quand = passages.deja(s, fiche, TypeActe.PASSAGE_SUSPENDRE)
            raise PassageImpossible(f"Ce passage est déjà suspendu{quand} : reprenez-le pour continuer.")
        passages.changer(s, passage_id, etat=EtatPassage.SUSPENDU.value, suspendu_le=ctx.maintenant())
        actes.tracer(s, acte, TypeActe.PASSAGE_SUSPENDRE, fiche.famille_id, passage=passage_id)
        return passages.lire(s, passage_id)


@transaction
def reprendre(ctx: Contexte, passage_id: int) -> FichePassage:
    """Go on here with a suspended visit, or take over one left open at another workstation.

    Raises:
        PassageInconnu, PassageClos; DroitInsuffisant: it is another agent's, and this one may not.
    """
    ctx.exiger(Droit.TENIR_PASSAGE)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        fiche = passages.lire(s, passage_id)
        passages.refuser_clos(s, fiche)
        if fiche.agent != ctx.agent.identifiant:
            ctx.exiger(Droit.REPRENDRE_PASSAGE_AUTRUI)
        if fiche.etat == EtatPassage.SUSPENDU or fiche.terminal != acte.terminal:
            consultations.consigner(s, acte, fiche.famille_id, "passage")
            dite = passages.repris(s, acte, fiche)
            passages.prendre(s, acte, fiche)
            return replace(passages.lire(s, passage_id), repris=dite)
        return passages.lire(s, passage_id)


@transaction
def clore(ctx: Contexte, passage_id: int) -> FichePassage:
    """End the visit; its slip is `recapitulatif`.

    Raises:
        PassageInconnu; PassageClos: by whom and when; PassageRepris: another workstation goes on with it.
    """
    ctx.exiger(Droit.TENIR_PASSAGE)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        fiche = passages.a_moi(s, acte, passage_id)
        passages.changer(s, passage_id, etat=EtatPassage.CLOS.value, clos_le=ctx.maintenant())
        faits = len(fiche.actes)
        actes.tracer(s, acte, TypeActe.PASSAGE_CLORE, fiche.famille_id, passage=passage_id, actes=faits)
        return passages.lire(s, passage_id)


def _ouvrir(s: Ecriture, acte: Acte, famille_id: int, presence: str | None, personne_id: int | None) -> FichePassage:
    famille_id = _connue(s, famille_id)
    _verifier_present(s, acte, famille_id, personne_id)
    consultations.consigner(s, acte, famille_id, "passage")
    fiche = passages.a_continuer(s, acte, famille_id)
    if fiche is None:
        numero = passages.commencer(s, acte, famille_id, presence or Presence.SUR_PLACE, personne_id)
        return passages.lire(s, numero)
    dite = ""
    if (fiche.etat, fiche.terminal, fiche.agent) != (EtatPassage.OUVERT, acte.terminal, acte.agent):
        dite = passages.repris(s, acte, fiche)
        passages.prendre(s, acte, fiche)
    dits = {"presence": presence, "personne_id": personne_id}
    if dits := {champ: dit for champ, dit in dits.items() if dit is not None}:
        passages.changer(s, fiche.passage_id, **dits)
    return replace(passages.lire(s, fiche.passage_id), repris=dite)


def _connue(s: Lecteur, famille_id: int) -> int:
    """The household received: the one kept, where it was made one with another since it was found."""
    ligne = s.une("SELECT coalesce(fusionnee_dans, id) FROM famille WHERE id = :id", {"id": famille_id})
    if ligne is None:
        raise FamilleInconnue("Cette famille n’existe pas : cherchez-la de nouveau.")
    return int(ligne[0])


def _verifier_present(s: Lecteur, acte: Acte, famille_id: int, personne_id: int | None) -> None:
    """An adult of this household today: a child does not speak for it, nor does the other household."""
    if personne_id is None:
        return
    lien = s.une(
        "SELECT 1 FROM lien WHERE famille_id = :famille_id AND personne_id = :personne_id AND role <> :enfant "
        "AND (au IS NULL OR au >= :jour)",
        {
            "famille_id": famille_id,
            "personne_id": personne_id,
            "enfant": RoleLien.ENFANT.value,
            "jour": acte.jour,
        },
    )
    if lien is None:
        raise PassageImpossible(
            "Cette personne n’est pas un adulte de ce foyer : choisissez qui est là dans la liste.", champ="personne_id"
        )
