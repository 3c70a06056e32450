"""`guichet declarer-restauration`: a base on a server, put back by the server's own tools, says what it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from guichet.base import ouvrir_base
from guichet.base.temoin import Section
from guichet.base.transaction import transaction
from guichet.erreurs import ErreurMetier, IntegriteRompue, UsageIncorrect
from guichet.erreurs.socle import cause
from guichet.fiches.socle.restauration import ActeManquant, RestaurationDeclaree
from guichet.registres.socle import auteurs, sceaux
from guichet.registres.socle.temoins import perte, restauration, temoignage
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from collections.abc import Callable

    from guichet.base import Adresse, Base
    from guichet.base.lecture import Lecteur
    from guichet.contexte import Contexte
    from guichet.fiches.socle.verification import RapportVerification
    from guichet.registres.socle.temoins.perte import Perte

    Relire = Callable[[Base], RapportVerification]

SUR_FICHIER = (
    "Cette base est un fichier : « guichet restaurer SAUVEGARDE » y remet une copie et le note au journal, il n’y a "
    "rien à déclarer."
)
RIEN = (
    "Rien ne contredit cette base : ses témoins connaissent tout son journal, il n’y a pas de restauration à déclarer."
)


def prevoir(ctx: Contexte, relire: Relire) -> RestaurationDeclaree:
    """What would be declared; nothing is written.

    Raises:
        see declarer.
    """
    _exiger(ctx, relire)
    with ctx.lecture() as s:
        return _fiche(ctx, *_etablir(s, ctx.base))


@transaction
def declarer(ctx: Contexte, relire: Relire) -> RestaurationDeclaree:
    """Say in the journal, then in the witnesses, that the base was put back, and what it lacks.

    It hides nothing: what the witnesses saw stays in them, and `guichet verifier` tells the restoration for ever.
    The witnesses of other machines learn of it at their next opening.

    Args:
        ctx: the base, and who declares.
        relire: the checks of `guichet verifier`: nothing else than the witnesses may contradict it.

    Raises:
        DroitInsuffisant; UsageIncorrect: a base in a file, nothing contradicts it, or it is declared already.
        IntegriteRompue: more than its end is wrong, or a witness was written again: that is no restoration.
        TemoinInjoignable: what was lost cannot be established.
    """
    _exiger(ctx, relire)
    with ctx.ecriture() as s:
        perdue, section = _etablir(s, ctx.base)
        acte = ctx.acte()
        restauration.declarer(s, section, le=acte.le, agent=acte.agent, poste=acte.poste)
    return replace(_fiche(ctx, perdue, section), temoin_en_attente=_temoigner(ctx.base, section))


def manquants(ctx: Contexte, ancienne: Adresse) -> tuple[ActeManquant, ...]:
    """Acts that this base does not have, read in the former one, which the server keeps under another name.

    A witness has but the numbers of the acts it saw: families, days and labels are where they were written.

    Raises:
        DroitInsuffisant; UsageIncorrect: that address is of another base.
        the refusals of guichet.base.ouvrir_base: it does not open.
    """
    ctx.exiger(Droit.DECLARER_RESTAURATION)
    autre = ouvrir_base(ancienne)
    try:
        with autre.lecture() as avant, ctx.lecture() as s:
            if restauration.base_id(avant) != restauration.base_id(s):
                raise UsageIncorrect(
                    f"{ancienne.affichee()} n’est pas l’ancienne base : elle a été créée à part. Donnez l’adresse de "
                    "celle que la sauvegarde a remplacée."
                )
            depuis = restauration.commun(avant, s)
            return tuple(restauration.acte_dit(m) for m in restauration.manquants(avant, depuis))
    finally:
        autre.fermer()


def _exiger(ctx: Contexte, relire: Relire) -> None:
    """Refuse who may not declare it, a base in a file, and one of which more than the end is wrong."""
    ctx.exiger(Droit.DECLARER_RESTAURATION)
    if not ctx.base.postgres:
        raise UsageIncorrect(SUR_FICHIER)
    temoins = {temoignage.ICI, temoignage.VILLE}
    if autres := [a for a in relire(ctx.base).anomalies if a.controle not in temoins]:
        raise IntegriteRompue(
            f"{autres[0].phrase} Une sauvegarde remise ne fait pas cela : rien n’a été déclaré, voyez "
            "« guichet verifier »."
        )


def _etablir(s: Lecteur, base: Base) -> tuple[Perte, Section]:
    sources = [source for _, source in temoignage.sources(base)]
    perdue = perte.etablir(s, sources, sceaux.signees(s, base.cle))
    if perdue is None:
        raise UsageIncorrect(RIEN)
    for dite in restauration.declarees(s):
        if (dite.commun, dite.ancienne) == (perdue.commun, perdue.ancienne):
            # Declared a moment ago at another counter, whose witness was not told yet: once is enough.
            quand = auteurs.fait(s, TypeActe.BASE_RESTAURER, restauration.SERVEUR, ancienne=dite.ancienne.seq)
            raise UsageIncorrect(f"Cette restauration est déjà déclarée{quand} : rouvrez Guichet, puis vérifiez.")
    return perdue, Section(perdue.commun, restauration.tete(s), perdue.ancienne, perdue.manquent)


def _temoigner(base: Base, section: Section) -> str:
    """Write it outside of the base; what cannot be now will be at the next opening."""
    try:
        temoignage.rejoindre(base, [section])
        if base.ville is not None:
            base.ville.finir()
            base.ville.registre.declarer(section)
    except ErreurMetier as refus:
        return refus.message
    except OSError as erreur:
        return f"Le témoin ne s’écrit pas ({cause(erreur)})."
    return ""


def _fiche(ctx: Contexte, perdue: Perte, section: Section) -> RestaurationDeclaree:
    return RestaurationDeclaree(
        base=ctx.base.adresse.affichee(),
        commun=section.commun,
        tete=section.tete.seq,
        ancienne=section.ancienne.seq,
        manquent=section.manquent,
        exacte=perdue.exacte,
        lignes=tuple(dict.fromkeys(tete.seq for tete in perdue.vues)),
    )
