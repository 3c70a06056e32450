"""Two files of one household, or of one person, made one: shown, done, taken apart within the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from guichet.base import transaction
from guichet.base.poste.terminal import disparu
from guichet.erreurs.familles import FusionImpossible
from guichet.fiches.familles.fusion import ApercuFusion, FusionFaite
from guichet.fiches.socle.repose import Change, Fait
from guichet.formats.mots import de
from guichet.registres.comptoir import actes
from guichet.registres.familles import codes, membres, payeurs
from guichet.registres.familles.fusion import apercu, ecriture, lecture, photo, plan, retour
from guichet.registres.familles.fusion.plan import Demande, Plan
from guichet.registres.portail import fusion as portail
from guichet.registres.reservations.suites import fusions as reservations
from guichet.registres.socle import repose
from guichet.registres.socle.sql import en_liste
from guichet.regles.portail.compte_portail import EtatComptePortail
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.code_famille import affiche
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.contexte import Contexte
    from guichet.registres.socle.acte import Acte

__all__ = ["Demande", "autre", "defaire", "du_jour", "fusionner", "previsualiser", "trouver"]


def trouver(ctx: Contexte, code: str) -> int:
    """The household a typed code means: what a merge is asked of.

    Raises:
        FamilleInconnue: no such code; near codes are named.
    """
    ctx.exiger(Droit.FUSIONNER)
    with ctx.lecture() as s:
        return codes.resoudre(s, code)


def autre(ctx: Contexte, famille_id: int, code: str, *, sous: str = "") -> int:
    """The household a typed code means, to be made one with this one, which was asked for by the code `sous`.

    Raises:
        FamilleInconnue: no such code; near codes are named.
        FusionImpossible: one of the codes is of a file this household absorbed already.
    """
    ctx.exiger(Droit.FUSIONNER)
    with ctx.lecture() as s:
        fondu = codes.resoudre(s, code)
        if fondu == famille_id:
            for tape in filter(None, (code, sous)):
                retour.refuser_deja(s, ctx.acte(), famille_id, tape)
    return fondu


def previsualiser(ctx: Contexte, demande: Demande) -> ApercuFusion:
    """Everything a merge would do, field by field; nothing is written.

    Raises:
        DroitInsuffisant: only who answers for the dossiers makes two of them one.
        FusionImpossible: one file twice, made one already, a custody shared between the two.
        MembreInconnu: one of two people named is not of the household.
    """
    ctx.exiger(Droit.FUSIONNER)
    with ctx.lecture() as s:
        acte = ctx.acte()
        return _montrer(s, acte, plan.dresser(s, demande, acte.jour))


@transaction
def fusionner(ctx: Contexte, demande: Demande, *, vue: str) -> FusionFaite:
    """Make two files one, exactly as it was shown.

    Args:
        ctx: surroundings.
        demande: which files, and the side chosen of each field where they disagree.
        vue: fingerprint of the preview with these choices.

    Raises:
        DroitInsuffisant.
        FusionImpossible: one of the files changed since it was shown, was made one meanwhile, or a visit of one of
            them is open at another counter; see previsualiser.
        EnvoiElectroniqueImpossible: invoices by mail, and no mail is kept.
    """
    ctx.exiger(Droit.FUSIONNER)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        p = plan.dresser(s, demande, acte.jour)
        _refuser_ailleurs(s, acte, p.familles)
        if _montrer(s, acte, p).empreinte != vue:
            raise FusionImpossible(
                "L’un des deux dossiers a changé depuis l’aperçu : rien n’a été réuni, relisez-le (F5)."
            )
        avant = photo.prendre(s, p.familles, p.personnes)
        portail.reunir(s, acte, p.familles, p.siens)
        rendues, tenus = reservations.reunir(s, acte, p.siens)
        ecriture.reunir(s, acte, p, sauf=reservations.TABLES)
        reservations.deplacer(s, p.familles, p.siens)
        _suivre_residence(s, acte, p)
        if p.fondu is not None:
            payeurs.repondre(s, acte, p.familles[0])
        membres.exiger_courriel(s, p.familles[0], acte.jour)
        reservations.suivre(s, acte, rendues)
        numero = ecriture.noter(s, acte, p, avant, tenus)
        _dire(s, acte, p)
        (faite, *_) = retour.du_jour(s, acte, p.familles[0])
        assert faite.fusion_id == numero  # noqa: S101 - just written
        return faite


@transaction
def defaire(ctx: Contexte, fusion_id: int) -> FusionFaite:
    """Take a merge of today apart: both files as they were, the portal told.

    Raises:
        DroitInsuffisant.
        FusionImpossible: of another day, taken apart already, or something written since rests on it; a visit of the
            household is open at another counter.
    """
    ctx.exiger(Droit.FUSIONNER)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        r = retour.charger(s, acte, fusion_id)
        _refuser_ailleurs(s, acte, r.familles)
        (faite,) = (f for f in retour.du_jour(s, acte, r.familles[0]) if f.fusion_id == fusion_id)
        plumes: Mapping[str, Callable[[Mapping[int, Mapping[str, Any]]], None]] = {
            table: partial(reservations.rendre, s, acte) for table in reservations.TABLES
        }
        retour.rendre(s, acte, r, plumes)
        rouverts = [
            e.cle["id"]
            for e in r.ecrits
            if e.table == "compte_portail" and e.apres and e.apres.get("etat") == EtatComptePortail.SUSPENDU.value
        ]
        portail.rouvrir(s, acte, rouverts)
        foyers = {*r.familles, *_foyers(s, r.personnes)}
        phrase = f"réunion avec le dossier {faite.code_fondu} défaite" if faite.code_fondu else "réunion défaite"
        actes.tracer(
            s, acte, TypeActe.FAMILLE_SEPARER, r.familles[0], phrase, foyers=foyers, fusion=fusion_id,
            fondue=faite.code_fondu,
        )  # fmt: skip
        return faite


def du_jour(ctx: Contexte, famille_id: int) -> tuple[FusionFaite, ...]:
    """Merges of today that can still be taken apart, the last one first."""
    ctx.exiger(Droit.FUSIONNER)
    with ctx.lecture() as s:
        return retour.du_jour(s, ctx.acte(), famille_id)


def _montrer(s: Lecteur, acte: Acte, p: Plan) -> ApercuFusion:
    blocs, rejoignent, deplaces = apercu.blocs(p), apercu.rejoignent(p), apercu.deplaces(s, p)
    suites = (*apercu.etrangers(p), *portail.dire(s, acte, p.familles, p.siens), *reservations.dire(s, acte, p.siens))
    dit = [[(c.cle, c.valeur, c.cote) for b in blocs for c in b.champs], rejoignent, suites]
    return ApercuFusion(
        famille_id=p.familles[0],
        fondu_id=p.familles[1] if p.fondu else None,
        code=affiche(p.garde.foyer.code),
        code_fondu=affiche(p.source.foyer.code),
        nom=p.garde.nom(),
        nom_fondu=p.source.nom(),
        blocs=blocs,
        rejoignent=rejoignent,
        deplaces=deplaces,
        suites=suites,
        empreinte=lecture.empreinte(s, p.familles, p.personnes, dit),
    )


def _refuser_ailleurs(s: Lecteur, acte: Acte, familles: list[int] | tuple[int, ...]) -> None:
    """Somebody at another counter reads one of the two: it does not go away under their eyes."""
    ouverts = s.lignes(
        "SELECT f.code, p.poste, p.terminal FROM passage p JOIN famille f ON f.id = p.famille_id "  # noqa: S608
        f"WHERE p.famille_id IN ({en_liste(familles)}) AND p.etat = 'ouvert' AND p.terminal <> :ici ORDER BY p.id",
        {"ici": acte.terminal},
    )
    for code, poste, terminal in ouverts:
        if not disparu(terminal):
            raise FusionImpossible(
                f"Le dossier {affiche(code)} est ouvert au {poste} : attendez la fin de ce passage, puis recommencez."
            )


def _suivre_residence(s: Any, acte: Acte, p: Plan) -> None:
    """Demands that wait take the rank of the address kept, as after a move."""
    if p.fondu is None:
        return
    (residence,) = s.une("SELECT residence FROM famille WHERE id = :id", {"id": p.familles[0]}) or ("",)
    if {p.garde.foyer.residence, p.fondu.foyer.residence} != {residence}:
        fait = Fait(Change.RESIDENCE, p.familles[0], acte.jour, apres={"residence": residence})
        repose.suivre(s, acte, (fait,), sort=None)


def _dire(s: Any, acte: Acte, p: Plan) -> None:
    paires = ",".join(f"{fondu}>{garde}" for fondu, garde in p.siens.items())
    foyers = {*p.familles, *_foyers(s, p.personnes)}
    if p.fondu is None:
        prenom = p.garde.place(p.paires[0].garde_id).prenom
        phrase = f"les deux fiches {de(prenom)} sont réunies"
        actes.tracer(s, acte, TypeActe.PERSONNE_FUSIONNER, p.familles[0], phrase, foyers=foyers, personnes=paires)
        return
    fondue = affiche(p.fondu.foyer.code)
    actes.tracer(
        s, acte, TypeActe.FAMILLE_FUSIONNER, p.familles[0], f"dossier {fondue} réuni à celui-ci", foyers=foyers,
        fondue=fondue, personnes=paires,
    )  # fmt: skip


def _foyers(s: Any, personnes: list[int] | tuple[int, ...]) -> list[int]:
    """Other households of people made one: the search shows them as they are called now."""
    gens = en_liste(personnes)
    return [f for (f,) in s.lignes(f"SELECT DISTINCT famille_id FROM lien WHERE personne_id IN ({gens})")]  # noqa: S608
