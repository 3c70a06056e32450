"""Forgotten identifiers: asked from afar, sent within the town's delay of working hours (rule 16, source 4.12)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.erreurs.identifiants import TacheInconnue
from guichet.fiches.portail.identifiants import SecretsRemis
from guichet.registres.comptoir import actes, destinataires, taches
from guichet.registres.portail import comptes_portail, emission, remise_identifiants
from guichet.regles.comptoir.retours import Revers
from guichet.regles.portail.compte_portail import EtatComptePortail, Geste
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import Canal, EtatTache, NatureTache, PieceIdentite
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.fiches.comptoir.taches import FicheTache
    from models import Tache

_SUIVIES = frozenset({NatureTache.RESPONSABLE_MANQUANT, NatureTache.PAI_A_TRANSMETTRE})


@transaction
def demander_identifiants(
    ctx: Contexte,
    *,
    famille_id: int,
    personne_id: int,
    demandee_le: datetime | None = None,
) -> FicheTache:
    """Note that a responsable forgot the identifiers and awaits new ones: asked Friday 16:00, due Monday 16:00.

    Asked twice, it is the first request that counts.

    Raises:
        ResponsableInconnu.
    """
    ctx.exiger(Droit.EMETTRE_IDENTIFIANTS)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        a = destinataires.destinataire(s, acte, famille_id, personne_id)
        tache = taches.demander(s, acte, a, demandee_le or ctx.maintenant())
        s.accompli.revers.append(Revers(TypeActe.TACHE_DEMANDER, famille_id, apres={"tache": tache.id}))
        return taches.fiche(s, acte, tache, a)


def lister(ctx: Contexte) -> tuple[FicheTache, ...]:
    """Everything due, what is due first coming first, each with its urgency."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        acte = ctx.acte()
        return taches.a_faire(s, acte)


@transaction
def traiter(
    ctx: Contexte,
    *,
    tache_id: int,
    piece: PieceIdentite | None = PieceIdentite.CONNU,
    canal: Canal = Canal.COURRIEL,
) -> SecretsRemis:
    """Do what is due: new identifiers leave for the address on file, and the task is done with them.

    The address of the dossier stands for the identity document, hence the default.

    Raises:
        TacheInconnue, ResponsableInconnu, CourrielRequis, SecretADistance; TransitionImpossible: suspended.
    """
    ctx.exiger(Droit.EMETTRE_IDENTIFIANTS)
    vue = remise_identifiants.identite_vue(piece)
    secret = emission.tirer(ctx.acte())
    with ctx.ecriture() as s:
        acte = ctx.acte()
        tache = taches.charger(s, tache_id)
        if tache.nature != taches.OUBLI:
            raise TacheInconnue("Cette tâche n’est pas un envoi d’identifiants : ouvrez le dossier pour y répondre.")
        a = destinataires.destinataire(s, acte, tache.famille_id, tache.personne_id or 0)
        compte = comptes_portail.de_personne(s, a.famille_id, a.personne_id)
        if compte is None or compte.etat in {EtatComptePortail.A_EMETTRE, EtatComptePortail.EFFACE}:
            mode = emission.mode_choisi(acte, a, None)
            compte = emission.emettre(s, acte, a, secret, mode=mode, voulu=None, piece=vue, canal=canal)
        else:
            emission.poser(s, acte, a, compte, secret, Geste.REINITIALISER, piece=vue, canal=canal)
        return SecretsRemis(
            destinataire=a,
            mode=compte.mode,
            canal=canal.value,
            compte=comptes_portail.fiche(s, compte),
            mot_de_passe=secret.a_montrer(canal),
        )


@transaction
def annuler(ctx: Contexte, *, tache_id: int) -> None:
    """Give up a task that is no longer wanted: the parent found the password again.

    Raises:
        TacheInconnue.
    """
    ctx.exiger(Droit.EMETTRE_IDENTIFIANTS)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        tache = taches.charger(s, tache_id)
        _suivie(ctx, tache)
        taches.finir(s, acte, tache, EtatTache.ANNULEE)
        actes.tracer(s, acte, TypeActe.TACHE_ANNULER, tache.famille_id, tache=tache_id, nature=tache.nature)


@transaction
def faire(ctx: Contexte, *, tache_id: int) -> None:
    """Tick off what was followed up outside the program: a PAI handed to the school, a household settled.

    Raises:
        TacheInconnue: no such task, or one that is done by an act of its own.
        DroitInsuffisant: a household without a responsable is a supervisor's.
    """
    ctx.exiger(Droit.MODIFIER_FAMILLE)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        tache = taches.charger(s, tache_id)
        if tache.nature not in _SUIVIES:
            raise TacheInconnue("Cette tâche se règle par son propre acte : renvoyez les identifiants, ou répondez.")
        _suivie(ctx, tache)
        taches.finir(s, acte, tache, EtatTache.FAITE)
        actes.tracer(s, acte, TypeActe.TACHE_FAIRE, tache.famille_id, tache=tache_id, nature=tache.nature)


def _suivie(ctx: Contexte, tache: Tache) -> None:
    if tache.nature == NatureTache.RESPONSABLE_MANQUANT:
        ctx.exiger(Droit.DEROGER)
